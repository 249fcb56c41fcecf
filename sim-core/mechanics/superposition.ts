/**
 * Elastic answers by superposition: while stiffness and supports stay, stress is linear in what acts, so one solve per
 * unit load gives all later answers as sums. Kept are the mean stresses of the regions, not whole fields.
 */
import { assertInvariant } from "../base/errors.ts";
import { createField, type ElasticLoad, type ElasticSystem } from "./elastic-system.ts";
import type { ElementGeometry } from "./element.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";
import { STRESS_COMPONENTS } from "./stress.ts";

/** Mean stress of every region under each of the unit loads. */
export interface StressResponses {
  readonly loadCount: number;
  readonly regionCount: number;
  readonly values: Float64Array /* [nLoad*nRegion*4], Pa */;
}

/** Returns the responses of a system that has loaded its moduli; `loads` may be made one after the other. */
export function computeResponses(system: ElasticSystem, loads: Iterable<ElasticLoad>): StressResponses {
  const { mesh, geometry } = system;
  const field = createField(mesh);
  const rows: Float64Array[] = [];
  for (const load of loads) {
    system.solve(load, field);
    const row = new Float64Array(STRESS_COMPONENTS * mesh.regionCount);
    averageByRegion(mesh, geometry, field.stress, row);
    rows.push(row);
  }
  const values = new Float64Array(rows.length * STRESS_COMPONENTS * mesh.regionCount);
  for (const [k, row] of rows.entries()) values.set(row, k * row.length);
  return { loadCount: rows.length, regionCount: mesh.regionCount, values };
}

/** Writes the mean stress of the regions under the loads times `amplitudes` [nLoad] into `out` [nRegion*4], Pa. */
export function superpose(
  { loadCount, regionCount, values }: StressResponses,
  amplitudes: ArrayLike<number>,
  out: Float64Array,
): void {
  assertInvariant(amplitudes.length === loadCount, "every load has one amplitude");
  const width = STRESS_COMPONENTS * regionCount;
  out.fill(0, 0, width);
  for (let load = 0; load < loadCount; load++) {
    for (let k = 0; k < width; k++) out[k] += amplitudes[load] * values[load * width + k];
  }
}

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
    for (let k = 0; k < 12; k++) out[4 * region + (k % 4)] += (geometry.area[t] / 3) * stress[12 * t + k];
  }
  for (let k = 0; k < out.length; k++) if (area[k >> 2] > 0) out[k] /= area[k >> 2];
}
