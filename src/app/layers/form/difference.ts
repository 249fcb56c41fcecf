/** The layer that paints what a layer shows of A less what it shows of B. */
import { signedColours } from "./colour-maps.ts";
import type { Layer } from "./layer.ts";

/** Narrowest scale of a difference over that of the layer: cells that are solved alike differ by less. */
const NARROWER = 0.01;
/** Of its scale, in words. */
export const DIFFERENCE_ENDS = ["B higher", "A higher"] as const;
const SUFFIX = "-difference";

const made = new Map<Layer, Layer>();

/**
 * Returns the layer of the differences, the same one on every call: symmetric about zero, blue where A is higher, amber where
 * B is, which are the colours of the cells. Its readings are those of the layer; who takes the differences does not ask them.
 */
export function differenceOf(layer: Layer): Layer {
  const found = made.get(layer);
  if (found !== undefined) return found;
  const difference = subtract(layer);
  made.set(layer, difference);
  return difference;
}

/** Returns the key of the layer of the differences. */
export function differenceKey(key: string): string {
  return key + SUFFIX;
}

function subtract(layer: Layer): Layer {
  const { scale, electrolyte, particles, frontBand } = layer;
  const [low, high] = scale.smallest;
  const least = NARROWER * Math.max(Math.abs(low), Math.abs(high));
  return {
    key: differenceKey(layer.key),
    group: layer.group,
    name: layer.name,
    quantity: `A \u2212 B: ${layer.quantity}`,
    note: layer.note,
    needsStress: layer.needsStress,
    scale: { ...scale, kind: "symmetric", smallest: [-least, least], ends: DIFFERENCE_ENDS },
    colours: signedColours,
    ...(electrolyte === undefined ? {} : { electrolyte: { at: electrolyte.at, values: electrolyte.values } }),
    ...(frontBand === undefined ? {} : { frontBand }),
    particles: particles.colouredBy === "layer" ? particles : { colouredBy: "lithium content", strength: 0 },
    onTop: {},
    signs: [],
  };
}
