/**
 * Shared colour scales: the union of what both cells have shown so far, rounded outward to numbers that read
 * well. A scale grows in steps and never shrinks until it is reset, so that a colour keeps its meaning.
 */
import type { Layer } from "../layers/form/layer.ts";

/** A stretch of the scale of a layer. */
export interface LayerRange {
  readonly layer: Layer;
  /** In the unit of the layer. */
  readonly minimum: number;
  readonly maximum: number;
  /** Whether colours go by the logarithm of the size, over the last DECADES below the end. */
  readonly logarithmic?: boolean;
}

/** Decades of a logarithmic scale; what is smaller has the colour of zero. */
export const DECADES = 3;

const MANTISSAS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** Returns the smallest readable number >= value (value > 0). */
export function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const tolerant = value * (1 - 1e-9);
  for (const mantissa of MANTISSAS) {
    const candidate = mantissa * decade;
    if (candidate >= tolerant) return tidy(candidate);
  }
  return tidy(10 * decade);
}

/** Takes away the binary dust of a product with a power of ten. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** Returns the narrowest scale of a layer. */
export function smallestRange(layer: Layer): LayerRange {
  const [minimum, maximum] = layer.scale.smallest;
  return { layer, minimum, maximum };
}

/** Returns minimum and maximum of a range in the units of the frame. */
export function frameRange({ layer, minimum, maximum }: LayerRange): readonly [number, number] {
  const { factor } = layer.scale;
  return [minimum / factor, maximum / factor];
}

/** Returns 2 where a scale goes by the logarithm, 1 where by the root, else 0: a uniform of the shaders. */
export function bendOf({ layer, logarithmic }: LayerRange): number {
  return logarithmic === true ? 2 : layer.scale.byRoot ? 1 : 0;
}

/** Returns where a value (in the unit of the layer) has its colour on a scale, 0..1 from end to end; as the shaders do. */
export function placeOnScale(range: LayerRange, value: number): number {
  const bend = bendOf(range);
  const { minimum, maximum } = range;
  if (bend === 0) return Math.min(1, Math.max(0, (value - minimum) / (maximum - minimum)));
  const share = Math.min(1, Math.abs(value) / maximum);
  const size = bend === 1 ? Math.sqrt(share) : Math.max(0, 1 + Math.log10(Math.max(share, 1e-9)) / DECADES);
  return minimum < 0 ? 0.5 + 0.5 * Math.sign(value) * size : value > 0 ? size : 0;
}

/** Returns `range` itself while [low, high] lies inside it, else the next readable range that holds both. */
export function growRange(range: LayerRange, low: number, high: number): LayerRange {
  if (!(low < range.minimum || high > range.maximum)) return range;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return range;
  const { scale } = range.layer;
  if (scale.kind === "interval") return growInterval(range, low, high);
  const maximum = Math.max(range.maximum, roundUp(Math.max(Math.abs(low), Math.abs(high))));
  return { ...range, minimum: scale.kind === "symmetric" ? -maximum : 0, maximum };
}

function growInterval(range: LayerRange, low: number, high: number): LayerRange {
  const minimum = Math.min(range.minimum, low);
  const maximum = Math.max(range.maximum, high);
  const step = roundUp((maximum - minimum) / 10);
  return {
    ...range,
    minimum: low < range.minimum ? tidy(Math.floor(low / step) * step) : range.minimum,
    maximum: high > range.maximum ? tidy(Math.ceil(high / step) * step) : range.maximum,
  };
}

/** Returns a distance between isolines that gives about `count` of them, in 1-2-5 steps. */
export function isolineStep(range: LayerRange, count: number): number {
  const rough = (range.maximum - range.minimum) / count;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const mantissa = rough / decade;
  return (mantissa < 1.5 ? 1 : mantissa < 3.5 ? 2 : mantissa < 7.5 ? 5 : 10) * decade;
}
