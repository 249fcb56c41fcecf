/** What can be painted on the cross-section, in which unit and on which kind of scale. */

export type Layer =
  | "potential"
  | "flux"
  | "stoichiometry"
  | "front"
  | "intergranular"
  | "vonMises"
  | "meanStress"
  | "principalStress"
  | "displacement";

export interface LayerRange {
  readonly layer: Layer;
  /** In the unit of the layer. */
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
  /** True where a colour stands for the root of the value's share of the scale, signs kept. */
  readonly root: boolean;
}

/** "symmetric" about zero, "positive" from zero, "interval" between two bounds. */
export type ScaleKind = "symmetric" | "positive" | "interval";

export interface LayerScale {
  readonly kind: ScaleKind;
  readonly unit: string;
  /** Shown value over the value of the frame, which has the units of sim-core/cell/frame.ts. */
  readonly factor: number;
  /** Narrowest scale ever shown, so that round-off at rest does not fill it. */
  readonly smallest: readonly [number, number];
  /** Colours by the root: a tip takes a hundred times the stress of the rest, a root of lithium ten times the fill. */
  readonly root?: true;
}

const STRESS = { unit: "MPa", factor: 1e-6, root: true } as const;

export const LAYER_SCALES: Readonly<Record<Layer, LayerScale>> = {
  potential: { kind: "symmetric", unit: "mV", factor: 1000, smallest: [-1, 1] },
  flux: { kind: "positive", unit: "A/m\u00b2", factor: 1, smallest: [0, 1] },
  stoichiometry: { kind: "interval", unit: "Li per NCM", factor: 1, smallest: [0.2, 1] },
  front: { kind: "symmetric", unit: "A/m\u00b2", factor: 1, smallest: [-1, 1] },
  intergranular: { kind: "positive", unit: "% of volume", factor: 100, smallest: [0, 1], root: true },
  vonMises: { ...STRESS, kind: "positive", smallest: [0, 1] },
  meanStress: { ...STRESS, kind: "symmetric", smallest: [-1, 1] },
  principalStress: { ...STRESS, kind: "symmetric", smallest: [-1, 1] },
  displacement: { kind: "positive", unit: "nm", factor: 1000, smallest: [0, 1] },
};

/** Returns minimum and maximum of a range in the units of the frame. */
export function frameRange({ layer, minimum, maximum }: LayerRange): readonly [number, number] {
  const { factor } = LAYER_SCALES[layer];
  return [minimum / factor, maximum / factor];
}

/** Returns 1 for layers whose scale goes by the root, else 0: a uniform of the shaders. */
export function rootOf(layer: Layer): number {
  return LAYER_SCALES[layer].root === true ? 1 : 0;
}

/** Layers that need mechanics. */
export function isStressLayer(layer: Layer): boolean {
  return LAYER_SCALES[layer].unit === "MPa" || layer === "displacement";
}

/** Layers that colour the electrolyte by a value at its nodes. */
export function coloursElectrolyte(layer: Layer): boolean {
  return layer !== "stoichiometry" && layer !== "front";
}

/** Layers with moving tracers, or arrows in their place. */
export function carriesTracers(layer: Layer): boolean {
  return layer === "potential" || layer === "flux";
}

/**
 * How much larger than solved a thing is drawn. `particle`: radius change. `front`: change of the shape of the
 * lithium front since the first frame (its mean position is true). `interphase`: thickness.
 */
export const EXAGGERATION: {
  readonly particle: number;
  readonly front: number;
  readonly interphase: number;
} = { particle: 5, front: 5, interphase: 2 };

/** Screen speed of a tracer, um/s per A/m2 of local ionic current density. */
export const TRACER_SPEED = 3;
