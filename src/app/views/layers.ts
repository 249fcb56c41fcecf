/** What can be painted on the cross-section, in which unit and on which kind of scale. */

export type Layer = "potential" | "flux" | "stoichiometry" | "front";

export interface LayerRange {
  readonly layer: Layer;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
}

/** "symmetric" about zero, "positive" from zero, "interval" between two bounds. */
export type ScaleKind = "symmetric" | "positive" | "interval";

export interface LayerScale {
  readonly kind: ScaleKind;
  readonly unit: string;
  /** Narrowest scale ever shown, so that round-off at rest does not fill it. */
  readonly smallest: readonly [number, number];
}

export const LAYER_SCALES: Readonly<Record<Layer, LayerScale>> = {
  potential: { kind: "symmetric", unit: "mV", smallest: [-1, 1] },
  flux: { kind: "positive", unit: "A/m\u00b2", smallest: [0, 1] },
  stoichiometry: { kind: "interval", unit: "Li per NCM", smallest: [0.2, 1] },
  front: { kind: "symmetric", unit: "A/m\u00b2", smallest: [-1, 1] },
};

/** Layers that colour the electrolyte and carry the moving tracers. */
export function coloursElectrolyte(layer: Layer): boolean {
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
