/** Standing arrows on an even raster: of a vector that a layer shows, and of the ionic flux for those who want no motion. */
import { NODE_STRIDE } from "./mesh-walk.ts";
import { STREAK_STRIDE, type TracerField } from "./tracer-field.ts";

export interface Arrows {
  /** As streaks from tail to head. */
  readonly streaks: Float32Array /* [nArrow*STREAK_STRIDE] */;
  /**
   * Turns and scales the arrows: length as the root of the vector's size over `longest`. `vectors` [nPoint*NODE_STRIDE]
   * holds position and vector of every node.
   */
  refresh(vectors: Float32Array, longest: number): void;
}

/** Returns the size of the largest vector. */
export function largestVector(vectors: Float32Array): number {
  let largest = 0;
  for (let at = 0; at < vectors.length; at += NODE_STRIDE) {
    const x = vectors[at + 2]!;
    const y = vectors[at + 3]!;
    largest = Math.max(largest, x * x + y * y);
  }
  return Math.sqrt(largest);
}

/** Returns arrows `spacing` um apart wherever the raster meets the electrolyte. */
export function createArrows(field: TracerField, spacing: number): Arrows {
  const { triangles, weights } = rasterise(field, spacing);
  const streaks = new Float32Array(triangles.length * STREAK_STRIDE);

  function refresh(vectors: Float32Array, longest: number): void {
    for (let arrow = 0; arrow < triangles.length; arrow++) {
      let x = 0;
      let y = 0;
      let fluxX = 0;
      let fluxY = 0;
      for (let k = 0; k < 3; k++) {
        const node = NODE_STRIDE * field.topology.triangles[3 * triangles[arrow]! + k]!;
        const weight = weights[3 * arrow + k]!;
        x += weight * vectors[node]!;
        y += weight * vectors[node + 1]!;
        fluxX += weight * vectors[node + 2]!;
        fluxY += weight * vectors[node + 3]!;
      }
      y = field.drawnHeight(x, y);
      const size = Math.hypot(fluxX, fluxY);
      const half = size > 0 ? (0.45 * spacing * Math.sqrt(Math.min(1, size / longest))) / size : 0;
      const at = STREAK_STRIDE * arrow;
      streaks[at] = x + half * fluxX;
      streaks[at + 1] = y + half * fluxY;
      streaks[at + 2] = x - half * fluxX;
      streaks[at + 3] = y - half * fluxY;
      streaks[at + 4] = size > 0 ? 1 : 0;
    }
  }
  return { streaks, refresh };
}

/** Finds the triangle and barycentric coordinates of every raster point; odd rows stand half a step aside of even ones. */
function rasterise(field: TracerField, spacing: number): { triangles: number[]; weights: number[] } {
  const { nodes, topology } = field;
  const found = { triangles: [] as number[], weights: [] as number[] };
  const corner = new Float64Array(6);
  for (let t = 0; 3 * t < topology.triangles.length; t++) {
    for (let k = 0; k < 3; k++) {
      const node = NODE_STRIDE * topology.triangles[3 * t + k]!;
      corner[2 * k] = nodes[node]!;
      corner[2 * k + 1] = nodes[node + 1]!;
    }
    const left = Math.min(corner[0]!, corner[2]!, corner[4]!);
    const right = Math.max(corner[0]!, corner[2]!, corner[4]!);
    const lowest = Math.ceil(Math.min(corner[1]!, corner[3]!, corner[5]!) / spacing - 0.5);
    const highest = Math.floor(Math.max(corner[1]!, corner[3]!, corner[5]!) / spacing - 0.5);
    for (let row = lowest; row <= highest; row++) {
      const aside = row % 2 ? 0.25 : 0.75;
      for (let column = Math.ceil(left / spacing - aside); column <= right / spacing - aside; column++) {
        const weights = barycentric(corner, (column + aside) * spacing, (row + 0.5) * spacing);
        if (weights.some((weight) => weight < 0)) continue;
        found.triangles.push(t);
        found.weights.push(...weights);
      }
    }
  }
  return found;
}

function barycentric(corner: Float64Array, x: number, y: number): readonly [number, number, number] {
  const abx = corner[2]! - corner[0]!;
  const aby = corner[3]! - corner[1]!;
  const acx = corner[4]! - corner[0]!;
  const acy = corner[5]! - corner[1]!;
  const twiceArea = abx * acy - aby * acx;
  const second = ((x - corner[0]!) * acy - (y - corner[1]!) * acx) / twiceArea;
  const third = (abx * (y - corner[1]!) - aby * (x - corner[0]!)) / twiceArea;
  return [1 - second - third, second, third];
}
