/**
 * The nodes of six-node triangles on a mesh of corners: one at each corner, one at the middle of each edge.
 * Regions do not share nodes: a corner or edge on an interface has one node for each region that meets there, so
 * that fields may jump across it. Which of these move together is the support's to say (see displacement-map).
 */

/** Corner triangles with their regions, as of a cross-section. */
export interface CornerMesh {
  readonly points: ArrayLike<number> /* [nPoint*2], m */;
  readonly triangles: ArrayLike<number> /* [nTriangle*3], counter-clockwise */;
  readonly region: ArrayLike<number> /* [nTriangle] */;
}

export interface QuadraticMesh {
  readonly nodeCount: number;
  readonly regionCount: number;
  readonly points: Float64Array /* [nNode*2], m */;
  /** Three corners counter-clockwise, then the middles of the edges 01, 12 and 20. */
  readonly elements: Int32Array /* [nTriangle*6] */;
  readonly region: Int32Array /* [nTriangle] */;
  readonly regionOfNode: Int32Array /* [nNode] */;
  /** Corner or edge at which a node sits: points of the corner mesh first, then its edges. */
  readonly placeOfNode: Int32Array /* [nNode] */;
  /** The nodes of place k are firstNode[k] and then nextNode[...] until -1. */
  readonly firstNode: Int32Array /* [nPlace] */;
  readonly nextNode: Int32Array /* [nNode] */;
}

/** Returns the quadratic mesh on `mesh`; regions are numbered from 0. */
export function createQuadraticMesh(mesh: CornerMesh): QuadraticMesh {
  const nPoint = mesh.points.length / 2;
  const nTriangle = mesh.region.length;
  const edges = numberEdges(mesh);
  const nPlace = nPoint + edges.count;
  const firstNode = new Int32Array(nPlace).fill(-1);
  const elements = new Int32Array(6 * nTriangle);
  const next: number[] = [];
  const place: number[] = [];
  const regionOfNode: number[] = [];
  const nodeAt = (at: number, region: number): number => {
    let last = -1;
    for (let node = firstNode[at]; node >= 0; node = next[node]) {
      if (regionOfNode[node] === region) return node;
      last = node;
    }
    const created = place.length;
    if (last < 0) firstNode[at] = created;
    else next[last] = created;
    next.push(-1);
    place.push(at);
    regionOfNode.push(region);
    return created;
  };
  let regionCount = 0;
  for (let t = 0; t < nTriangle; t++) {
    const region = mesh.region[t];
    regionCount = Math.max(regionCount, region + 1);
    for (let k = 0; k < 3; k++) {
      elements[6 * t + k] = nodeAt(mesh.triangles[3 * t + k], region);
      elements[6 * t + 3 + k] = nodeAt(nPoint + edges.edgeOfSide[3 * t + k], region);
    }
  }
  const points = placePoints(mesh, edges.ends, place);
  return {
    nodeCount: place.length,
    regionCount,
    points,
    elements,
    region: Int32Array.from(mesh.region),
    regionOfNode: Int32Array.from(regionOfNode),
    placeOfNode: Int32Array.from(place),
    firstNode,
    nextNode: Int32Array.from(next),
  };
}

/**
 * Returns the nodes of `region` on edges of the corner mesh: both ends in the given order, then the middle.
 * Every edge must be a side of a triangle of that region.
 */
export function listEdgeNodes(
  mesh: QuadraticMesh,
  edges: ArrayLike<number> /* [nEdge*2], points */,
  region: ArrayLike<number> /* [nEdge] */,
): Int32Array {
  const middleOf = new Map<number, number>();
  for (let e = 0; e < mesh.elements.length; e += 6) {
    for (let k = 0; k < 3; k++) {
      const key = mesh.elements[e + k] * mesh.nodeCount + mesh.elements[e + ((k + 1) % 3)];
      middleOf.set(key, mesh.elements[e + 3 + k]);
    }
  }
  const nodes = new Int32Array((edges.length / 2) * 3);
  for (let k = 0; k < edges.length / 2; k++) {
    const a = findNode(mesh, edges[2 * k], region[k]);
    const b = findNode(mesh, edges[2 * k + 1], region[k]);
    nodes[3 * k] = a;
    nodes[3 * k + 1] = b;
    nodes[3 * k + 2] = middleOf.get(a * mesh.nodeCount + b) ?? middleOf.get(b * mesh.nodeCount + a) ?? -1;
  }
  return nodes;
}

/** Returns the node of `region` at a place, -1 when the region does not reach it. */
export function findNode(mesh: QuadraticMesh, place: number, region: number): number {
  let node = mesh.firstNode[place];
  while (node >= 0 && mesh.regionOfNode[node] !== region) node = mesh.nextNode[node];
  return node;
}

interface Edges {
  readonly count: number;
  /** Edge of side k (corner k to k+1) of each triangle. */
  readonly edgeOfSide: Int32Array /* [nTriangle*3] */;
  readonly ends: Int32Array /* [count*2], points */;
}

/** Numbers the edges in the order in which the triangles meet them. */
function numberEdges({ points, triangles }: CornerMesh): Edges {
  const sides = triangles.length;
  const newest = new Int32Array(points.length / 2).fill(-1);
  const older = new Int32Array(sides);
  const edgeOfSide = new Int32Array(sides);
  const ends = new Int32Array(2 * sides);
  let count = 0;
  for (let s = 0; s < sides; s++) {
    const a = triangles[s];
    const b = triangles[s % 3 === 2 ? s - 2 : s + 1];
    const low = Math.min(a, b);
    const high = Math.max(a, b);
    let edge = newest[low];
    while (edge >= 0 && ends[2 * edge + 1] !== high) edge = older[edge];
    if (edge < 0) {
      edge = count++;
      older[edge] = newest[low];
      newest[low] = edge;
      ends[2 * edge] = low;
      ends[2 * edge + 1] = high;
    }
    edgeOfSide[s] = edge;
  }
  return { count, edgeOfSide, ends: ends.slice(0, 2 * count) };
}

function placePoints(mesh: CornerMesh, ends: Int32Array, place: readonly number[]): Float64Array {
  const nPoint = mesh.points.length / 2;
  const points = new Float64Array(2 * place.length);
  place.forEach((at, node) => {
    const a = at < nPoint ? at : ends[2 * (at - nPoint)];
    const b = at < nPoint ? at : ends[2 * (at - nPoint) + 1];
    points[2 * node] = 0.5 * (mesh.points[2 * a] + mesh.points[2 * b]);
    points[2 * node + 1] = 0.5 * (mesh.points[2 * a + 1] + mesh.points[2 * b + 1]);
  });
  return points;
}
