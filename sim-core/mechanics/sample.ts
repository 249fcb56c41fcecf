/** Values at points between the nodes of six-node triangles. */
import { barycentric } from "../fem/fields.ts";
import { createLocator } from "../mesh/transfer/locate.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";

/** Where a point lies: six nodes and their weights. */
export interface NodeWeights {
  readonly triangle: number;
  readonly nodes: ArrayLike<number> /* [6] */;
  readonly weights: ArrayLike<number> /* [6], sum 1 */;
}

/** Returns a function that finds a point's nodes and weights, null outside the mesh. */
export function createNodeLocator(mesh: QuadraticMesh): (x: number, y: number) => NodeWeights | null {
  const { points, elements } = mesh;
  const triangles = new Int32Array(elements.length / 2);
  for (let t = 0; t < elements.length / 6; t++) {
    for (let k = 0; k < 3; k++) triangles[3 * t + k] = elements[6 * t + k];
  }
  const locator = createLocator(points, triangles);
  return (x, y) => {
    const triangle = locator.locate(x, y);
    if (triangle < 0) return null;
    const [a, b, c] = barycentric({ points, triangles }, triangle, x, y);
    const corner = (l: number): number => l * (2 * l - 1);
    const weights = [corner(a), corner(b), corner(c), 4 * a * b, 4 * b * c, 4 * c * a];
    return { triangle, nodes: elements.subarray(6 * triangle, 6 * triangle + 6), weights };
  };
}

/** Returns component `component` of `components` interleaved nodal ones at the place. */
export function sampleNodes(
  place: NodeWeights,
  values: ArrayLike<number> /* [nNode*components] */,
  components: number,
  component: number,
): number {
  let sum = 0;
  for (let k = 0; k < 6; k++) sum += place.weights[k] * values[components * place.nodes[k] + component];
  return sum;
}

/** Where many points lie in one region of a mesh: six nodes of that region and their weights each. */
export interface PointPlaces {
  readonly count: number;
  readonly nodes: Int32Array /* [count*6] */;
  readonly weights: Float64Array /* [count*6] */;
}

/**
 * Returns the places of `points` [count*2] among the nodes of `region`. A point that the region misses, by no more than
 * a chord misses its arc, takes the values of the region's nearest node.
 */
export function placeInRegion(mesh: QuadraticMesh, points: ArrayLike<number>, region: number): PointPlaces {
  const own = restrictElements(mesh, region);
  const locate = createNodeLocator(own);
  const count = points.length / 2;
  const nodes = new Int32Array(6 * count);
  const weights = new Float64Array(6 * count);
  for (let k = 0; k < count; k++) {
    const place = locate(points[2 * k], points[2 * k + 1]);
    if (place === null) {
      nodes.fill(findNearestNode(mesh, { x: points[2 * k], y: points[2 * k + 1], region }), 6 * k, 6 * k + 6);
      weights[6 * k] = 1;
    } else {
      nodes.set(place.nodes, 6 * k);
      weights.set(place.weights, 6 * k);
    }
  }
  return { count, nodes, weights };
}

/** Writes `components` interleaved nodal values at the places into `out` [count*components]. */
export function samplePlaces(
  { count, nodes, weights }: PointPlaces,
  values: ArrayLike<number> /* [nNode*components] */,
  components: number,
  out: Float64Array,
): void {
  out.fill(0);
  for (let place = 0, k = 0; place < count; place++) {
    const to = components * place;
    for (const end = k + 6; k < end; k++) {
      const from = components * nodes[k];
      for (let c = 0; c < components; c++) out[to + c] += weights[k] * values[from + c];
    }
  }
}

/** Returns those of the places that `which` names, in its order. */
export function pickPlaces({ nodes, weights }: PointPlaces, which: Int32Array): PointPlaces {
  const from = (k: number): number => 6 * which[Math.floor(k / 6)] + (k % 6);
  return {
    count: which.length,
    nodes: Int32Array.from({ length: 6 * which.length }, (_, k) => nodes[from(k)]),
    weights: Float64Array.from({ length: 6 * which.length }, (_, k) => weights[from(k)]),
  };
}

function restrictElements(mesh: QuadraticMesh, region: number): QuadraticMesh {
  const kept: number[] = [];
  for (let t = 0; t < mesh.region.length; t++) {
    if (mesh.region[t] === region) for (let k = 6 * t; k < 6 * t + 6; k++) kept.push(mesh.elements[k]);
  }
  return { ...mesh, elements: Int32Array.from(kept), region: new Int32Array(kept.length / 6).fill(region) };
}

function findNearestNode(
  { points, regionOfNode, nodeCount }: QuadraticMesh,
  at: { readonly x: number; readonly y: number; readonly region: number },
): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let node = 0; node < nodeCount; node++) {
    if (regionOfNode[node] !== at.region) continue;
    const distance = (points[2 * node] - at.x) ** 2 + (points[2 * node + 1] - at.y) ** 2;
    if (distance >= least) continue;
    least = distance;
    best = node;
  }
  return best;
}
