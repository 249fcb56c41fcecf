/** Mean stress of the regions of a body. */
import type { ElementGeometry } from "./element.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";

/**
 * Writes the mean stress of each region, xx, yy, xy, zz, into `out` [nRegion*4], Pa; zero in an empty one. For a
 * particle, a disc, the mean of xx and yy is the mean normal stress on its perimeter: integral t.x ds = integral tr s dA.
 */
export function averageByRegion(
  mesh: QuadraticMesh,
  geometry: ElementGeometry,
  stress: ArrayLike<number> /* [nTriangle*12] */,
  out: Float64Array,
): void {
  const area = new Float64Array(mesh.regionCount);
  out.fill(0);
  for (let t = 0; t < mesh.region.length; t++) {
    const region = mesh.region[t];
    area[region] += geometry.area[t];
    const share = geometry.area[t] / 3;
    for (let c = 0, at = 12 * t; c < 4; c++, at++)
      out[4 * region + c] += share * (stress[at] + stress[at + 4] + stress[at + 8]);
  }
  for (let k = 0; k < out.length; k++) if (area[k >> 2] > 0) out[k] /= area[k >> 2];
}
