/**
 * Stress at the nodes: each element's linear stress taken to its nodes and averaged by area over the elements that
 * share the node. As regions share no nodes, nothing is averaged across an interface.
 */
import type { ElementGeometry } from "./element.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";
import { STRESS_COMPONENTS } from "./stress.ts";

/**
 * Writes the stress at the nodes, xx, yy, xy, zz, into `out` [nNode*4], Pa. With `only`, of these elements' nodes, which
 * are to be whole regions; 0 at the others.
 */
export function averageStress(
  mesh: QuadraticMesh,
  geometry: ElementGeometry,
  stress: ArrayLike<number> /* [nTriangle*12] */,
  out: Float64Array,
  only?: Int32Array,
): void {
  const { elements, nodeCount } = mesh;
  const { area } = geometry;
  const weight = new Float64Array(nodeCount);
  out.fill(0);
  const count = only?.length ?? area.length;
  for (let i = 0; i < count; i++) {
    const t = only === undefined ? i : only[i];
    const own = area[t];
    const e = 6 * t;
    const n0 = elements[e];
    const n1 = elements[e + 1];
    const n2 = elements[e + 2];
    const n3 = elements[e + 3];
    const n4 = elements[e + 4];
    const n5 = elements[e + 5];
    weight[n0] += own;
    weight[n1] += own;
    weight[n2] += own;
    weight[n3] += own;
    weight[n4] += own;
    weight[n5] += own;
    for (let c = 0; c < STRESS_COMPONENTS; c++) {
      const at = 12 * t + c;
      const first = own * stress[at];
      const second = own * stress[at + 4];
      const third = own * stress[at + 8];
      // A corner is 5/3 of its own point less 1/3 of each of the others; a middle is the mean of its corners.
      const total = (first + second + third) / 3;
      out[4 * n0 + c] += 2 * first - total;
      out[4 * n1 + c] += 2 * second - total;
      out[4 * n2 + c] += 2 * third - total;
      out[4 * n3 + c] += first + second - total;
      out[4 * n4 + c] += second + third - total;
      out[4 * n5 + c] += third + first - total;
    }
  }
  for (let node = 0, at = 0; node < nodeCount; node++, at += 4) {
    const scale = weight[node] > 0 ? 1 / weight[node] : 0;
    out[at] *= scale;
    out[at + 1] *= scale;
    out[at + 2] *= scale;
    out[at + 3] *= scale;
  }
}
