/**
 * The lithium front as a chain of nodes from left to right: lengths, normals and displacement. In the frame of
 * the electrolyte the front moves by d = n delta - y mean(delta), n pointing into the electrolyte and delta the
 * plated thickness: the even part lifts the anode collector, only the uneven part moves the electrolyte, whose
 * volume is kept. physics.md 7.1 (a receding front is followed: lithium creeps under stack pressure).
 */

export interface FrontShape {
  /** Length of front nearest to each node, m. */
  readonly length: Float64Array /* [nFront] */;
  /** Unit normal into the electrolyte. */
  readonly normal: Float64Array /* [nFront*2] */;
}

/** Measures the chain `nodes` (indices into `points` [nPoint*2], m). */
export function measureFront(points: ArrayLike<number>, nodes: ArrayLike<number>): FrontShape {
  const length = new Float64Array(nodes.length);
  const normal = new Float64Array(2 * nodes.length);
  for (let k = 0; k + 1 < nodes.length; k++) {
    const a = 2 * nodes[k]!;
    const b = 2 * nodes[k + 1]!;
    const dx = points[b]! - points[a]!;
    const dy = points[b + 1]! - points[a + 1]!;
    const half = 0.5 * Math.hypot(dx, dy);
    for (const node of [k, k + 1]) {
      length[node]! += half;
      normal[2 * node]! += dy;
      normal[2 * node + 1]! -= dx;
    }
  }
  for (let k = 0; k < nodes.length; k++) {
    const size = Math.hypot(normal[2 * k]!, normal[2 * k + 1]!);
    normal[2 * k]! /= size;
    normal[2 * k + 1]! /= size;
  }
  // The side walls are mirror planes: the front meets them at a right angle.
  for (const k of [0, nodes.length - 1]) {
    normal[2 * k] = 0;
    normal[2 * k + 1] = -1;
  }
  return { length, normal };
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
  for (let k = 0; k < grown.length; k++) area += grown[k]! * shape.length[k]!;
  const lift = area / width;
  const displacement = new Float64Array(2 * grown.length);
  for (let k = 0; k < grown.length; k++) {
    displacement[2 * k] = shape.normal[2 * k]! * grown[k]!;
    displacement[2 * k + 1] = shape.normal[2 * k + 1]! * grown[k]! + lift;
  }
  return { displacement, lift };
}
