/** Elastic answers by superposition: one solve per unit load gives the mean stresses under any sum of them. */
import {
  createField,
  type ElasticLoad,
  type ElasticSystem,
} from "../../sim-core/mechanics/elastic-system.ts";
import { averageByRegion } from "../../sim-core/mechanics/region-means.ts";
import { STRESS_COMPONENTS } from "../../sim-core/mechanics/stress.ts";

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
  const width = STRESS_COMPONENTS * regionCount;
  out.fill(0, 0, width);
  for (let load = 0; load < loadCount; load++) {
    for (let k = 0; k < width; k++) out[k]! += amplitudes[load]! * values[load * width + k]!;
  }
}
