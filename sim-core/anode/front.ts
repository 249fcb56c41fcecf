/**
 * The lithium front as a chain of nodes from left to right: lengths, normals and displacement. In the frame of
 * the electrolyte the front moves by d = n delta - y mean(delta), n pointing into the electrolyte and delta the
 * plated thickness: the even part lifts the anode collector, only the uneven part moves the electrolyte, whose
 * volume is kept. physics.md 7.1 (a receding front is followed: lithium creeps under stack pressure).
 */
import { hypot } from "../base/elementary.ts";

export interface FrontShape {
  /** Length of front nearest to each node, m. */
  readonly segmentLength: Float64Array /* [nFront] */;
  /** Displacement of a node per thickness, into the electrolyte: its two edges move along their unit normals by 1. */
  readonly normal: Float64Array /* [nFront*2] */;
}

/** 1 + cosine of the angle between the normals of two edges, taken for sharper corners too. */
const SHARPEST = 0.5;

/** Measures the chain `nodes` (indices into `points` [nPoint*2], m). */
export function measureFront(points: ArrayLike<number>, nodes: ArrayLike<number>): FrontShape {
  const last = nodes.length - 1;
  const segmentLength = new Float64Array(last + 1);
  const normal = new Float64Array(2 * last + 2);
  // Normal of the edge before the node; the side walls are mirror planes.
  let [bx, by] = [0, 0];
  for (let k = 0; k <= last; k++) {
    const a = 2 * nodes[k];
    const b = 2 * nodes[Math.min(k + 1, last)];
    const dx = points[b] - points[a];
    const dy = points[b + 1] - points[a + 1];
    const size = hypot(dx, dy);
    const [ax, ay] = k < last ? [dy / size, -dx / size] : [-bx, by];
    if (k === 0) [bx, by] = [-ax, ay];
    const scale = 1 / Math.max(SHARPEST, 1 + ax * bx + ay * by);
    normal[2 * k] = scale * (ax + bx);
    normal[2 * k + 1] = scale * (ay + by);
    if (k < last) {
      segmentLength[k] += 0.5 * size;
      segmentLength[k + 1] += 0.5 * size;
    }
    [bx, by] = [ax, ay];
  }
  return { segmentLength, normal };
}

/**
 * Returns the displacement [nFront*2] of the front for the plated thickness `grown` (m, negative where stripped),
 * and the lift of the collector (m), over a cell of `width`.
 */
export function displaceFront(
  shape: FrontShape,
  grown: ArrayLike<number>,
  width: number,
): { displacement: Float64Array; lift: number } {
  let area = 0;
  for (let k = 0; k < grown.length; k++) area += grown[k] * shape.segmentLength[k];
  const lift = area / width;
  const displacement = new Float64Array(2 * grown.length);
  for (let k = 0; k < grown.length; k++) {
    displacement[2 * k] = shape.normal[2 * k] * grown[k];
    displacement[2 * k + 1] = shape.normal[2 * k + 1] * grown[k] + lift;
  }
  return { displacement, lift };
}
