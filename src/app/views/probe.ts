/** What a layer says at a point of the picture, read from the values that its colours stand for. */
import type { Layer } from "../layers/form/layer.ts";
import { describeValue } from "../layers/form/scale.ts";
import { findTriangle } from "./barycentric.ts";
import type { ShownCell } from "./cell-picture.ts";
import { particleAt } from "./viewports.ts";

/**
 * Returns quantity, value and unit at a point as drawn (x, y, um): of the particle, of the electrolyte, or, above it, of
 * the front below the collector; undefined where the layer paints nothing or its values are not solved.
 */
export function probe(picture: ShownCell, layer: Layer, at: readonly [number, number]): string | undefined {
  const { solved } = picture.painted(layer);
  const value = solved ? valueAt(picture, layer, at) : undefined;
  return value === undefined ? undefined : `${layer.quantity}: ${describeValue(layer.scale, value)}`;
}

function valueAt(picture: ShownCell, layer: Layer, at: readonly [number, number]): number | undefined {
  const { electrolyte, particles, particlesSolved, frontBand } = picture.painted(layer);
  const particle = particleAt(picture.discs, at, 0);
  if (particle !== undefined) return particlesSolved ? particles?.[particle] : undefined;
  if (electrolyte !== undefined) {
    const { topology, drawnPoints } = picture;
    const weights = new Float64Array(3);
    const triangle = findTriangle({ triangles: topology.triangles, points: drawnPoints }, at, weights);
    if (triangle === undefined) return undefined;
    if (layer.electrolyte?.at === "triangles") return electrolyte[triangle];
    return weights.reduce(
      (sum, weight, k) => sum + weight * electrolyte[topology.triangles[3 * triangle + k]!]!,
      0,
    );
  }
  return frontBand === undefined ? undefined : frontValue(picture, frontBand, at);
}

/** Between the nodes of the front, for points from the front up to the collector. */
function frontValue(
  { front: { x: nodes, shape, collectorY } }: ShownCell,
  values: Float32Array,
  [x, y]: readonly [number, number],
): number | undefined {
  const next = nodes.findIndex((node) => node >= x);
  if (next < 1) return undefined;
  const share = (x - nodes[next - 1]!) / (nodes[next]! - nodes[next - 1]!);
  const between = (of: Float32Array) => of[next - 1]! + share * (of[next]! - of[next - 1]!);
  return y < between(shape.drawnY) || y > collectorY ? undefined : between(values);
}
