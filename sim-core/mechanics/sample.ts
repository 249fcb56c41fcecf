/** Values at points between the nodes of six-node triangles. */
import { barycentric } from "../fem/fields.ts";
import { createLocator } from "../mesh/locate.ts";
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
