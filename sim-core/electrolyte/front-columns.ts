/**
 * The electrolyte as seen from the lithium front: how deep every triangle lies, which touch lithium, and which lie in
 * a lateral column about a front node. Depth is the distance of a triangle's middle from the front as a chain of
 * straight edges. Built once for a mesh; a mesh that moves a little with its lithium may keep it.
 */
import { findNeighbours } from "../mesh/adjacency.ts";
import { createChainDistance } from "../mesh/chain-distance.ts";
import { findMiddles } from "../mesh/transfer/triangle-density.ts";
import type { ElectrolyteMesh } from "./grain-map.ts";

export interface FrontColumns {
  readonly area: Float64Array /* [nTriangle], m2 */;
  readonly depth: Float64Array /* [nTriangle], m */;
  /** Triangle across each edge, -1 for none. */
  readonly neighbour: Int32Array /* [nTriangle*3] */;
  /** 1 where a corner is on the front. */
  readonly touching: Uint8Array /* [nTriangle] */;
  /** Middle of each triangle, and the triangles from left to right of it. */
  readonly middle: Float64Array /* [nTriangle], x in m */;
  readonly fromLeft: Int32Array /* [nTriangle] */;
  readonly frontX: Float64Array /* [nFront], m */;
}

/** Returns the columns below the front, a chain of `frontNodes` from left to right. */
export function layColumns(mesh: ElectrolyteMesh, frontNodes: ArrayLike<number>): FrontColumns {
  const { points, triangles } = mesh;
  const { x: middle, y: height, area } = findMiddles(mesh);
  const count = area.length;
  const depth = new Float64Array(count);
  const fromLeft = sortAscending(middle);
  // From left to right, so that the nearest edge is seldom far from that of the triangle before.
  const chain = createChainDistance(points, frontNodes);
  for (let k = 0; k < count; k++)
    depth[fromLeft[k]] = chain.measure(middle[fromLeft[k]], height[fromLeft[k]]);
  return {
    area,
    depth,
    neighbour: mesh.neighbour ?? findNeighbours(triangles, points.length / 2),
    touching: markTouching(triangles, frontNodes, points.length / 2),
    middle,
    fromLeft,
    frontX: Float64Array.from(frontNodes, (v) => points[2 * v]),
  };
}

/** Indices of `values` in ascending order, equals in their own: buckets of equal width first, then insertion within each. */
function sortAscending(values: Float64Array): Int32Array {
  const count = values.length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < count; t++) {
    if (values[t] < low) low = values[t];
    if (values[t] > high) high = values[t];
  }
  const scale = high > low ? (count - 1) / (high - low) : 0;
  const start = new Int32Array(count + 1);
  const bucket = new Int32Array(count);
  for (let t = 0; t < count; t++) {
    bucket[t] = Math.floor((values[t] - low) * scale);
    start[bucket[t] + 1]++;
  }
  for (let b = 0; b < count; b++) start[b + 1] += start[b];
  const order = new Int32Array(count);
  const filled = start.slice(0, count);
  for (let t = 0; t < count; t++) {
    const own = values[t];
    const first = start[bucket[t]];
    let place = filled[bucket[t]]++;
    for (; place > first && values[order[place - 1]] > own; place--) order[place] = order[place - 1];
    order[place] = t;
  }
  return order;
}

/** Returns 1 for triangles [nTriangle] that have one of `nodes` as a corner. */
export function markTouching(
  triangles: ArrayLike<number>,
  nodes: ArrayLike<number>,
  nodeCount: number,
): Uint8Array {
  const marked = new Uint8Array(nodeCount);
  for (let k = 0; k < nodes.length; k++) marked[nodes[k]] = 1;
  const touching = new Uint8Array(triangles.length / 3);
  for (let k = 0; k < triangles.length; k++) {
    if (marked[triangles[k]] === 1) touching[Math.floor(k / 3)] = 1;
  }
  return touching;
}

/** Excess below which a spot counts as no hotter than its surroundings: the scatter of a mesh. */
const EVEN = 0.01;

/**
 * Returns, for every front node, the node on which its diverted charge concentrates: that of the largest local current
 * (A/m2) within `range` (m), itself where the current is even. Equal rivals: the nearer, then the left one.
 */
export function findHotSpots(
  localCurrent: ArrayLike<number> /* [nFront] */,
  frontX: ArrayLike<number> /* [nFront] */,
  range: number,
): Int32Array {
  return Int32Array.from({ length: localCurrent.length }, (_, k) => {
    let best = k;
    const isBetter = (other: number): boolean => {
      if (localCurrent[other] !== localCurrent[best]) return localCurrent[other] > localCurrent[best];
      return Math.abs(frontX[other] - frontX[k]) < Math.abs(frontX[best] - frontX[k]);
    };
    for (let other = 0; other < localCurrent.length; other++) {
      if (Math.abs(frontX[other] - frontX[k]) > range) continue;
      if (localCurrent[other] > (1 + EVEN) * localCurrent[k] && isBetter(other)) best = other;
    }
    return best;
  });
}
