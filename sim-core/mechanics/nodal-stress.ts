/**
 * Stress at the nodes: each element's linear stress taken to its nodes and averaged by area over the elements that
 * share the node. As regions share no nodes, nothing is averaged across an interface.
 */
import type { ElementGeometry } from "./element.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";
import { STRESS_COMPONENTS } from "./stress.ts";

/** Writes the stress at the nodes, xx, yy, xy, zz, into `out` [nNode*4], Pa. */
export function averageStress(
  mesh: QuadraticMesh,
  geometry: ElementGeometry,
  stress: ArrayLike<number> /* [nTriangle*12] */,
  out: Float64Array | Float32Array,
): void {
  const { elements, nodeCount } = mesh;
  const { area } = geometry;
  const sum = new Float64Array(STRESS_COMPONENTS * nodeCount);
  const weight = new Float64Array(nodeCount);
  for (let t = 0; t < area.length; t++) {
    for (let k = 0; k < 6; k++) weight[elements[6 * t + k]] += area[t];
    for (let c = 0; c < STRESS_COMPONENTS; c++) {
      const at = 12 * t + c;
      const first = stress[at];
      const second = stress[at + 4];
      const third = stress[at + 8];
      // A corner is 5/3 of its own point less 1/3 of each of the others; a middle is the mean of its corners.
      const total = (first + second + third) / 3;
      addTo(sum, elements[6 * t], c, area[t] * (2 * first - total));
      addTo(sum, elements[6 * t + 1], c, area[t] * (2 * second - total));
      addTo(sum, elements[6 * t + 2], c, area[t] * (2 * third - total));
      addTo(sum, elements[6 * t + 3], c, area[t] * (first + second - total));
      addTo(sum, elements[6 * t + 4], c, area[t] * (second + third - total));
      addTo(sum, elements[6 * t + 5], c, area[t] * (third + first - total));
    }
  }
  for (let node = 0; node < nodeCount; node++) {
    const scale = 1 / weight[node];
    for (let c = 0; c < STRESS_COMPONENTS; c++) {
      out[STRESS_COMPONENTS * node + c] = scale * sum[STRESS_COMPONENTS * node + c];
    }
  }
}

function addTo(sum: Float64Array, node: number, component: number, value: number): void {
  sum[STRESS_COMPONENTS * node + component] += value;
}
