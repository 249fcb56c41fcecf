/** What is read off the cell that a run has left: numbers that no cycle's summary has. */
import { type Frame, type FrameMesh, PARTICLE_ACTIVE } from "../../sim-core/index.ts";
import type { MemberEnded } from "../library/members.ts";
import { resumeRun } from "../library/run.ts";
import { correlate } from "./statistics.ts";

/** By name; null where the cell does not tell. */
export type EndReadings = Readonly<Record<string, number | null>>;

/** Etched depths of the paper, nm. */
export const DEPTHS_NM: readonly number[] = [0, 20, 40, 80, 160];
/** Two voxels of the paper's tomography: what has moved less is not seen to have drifted. um */
const SEEN_DRIFT = 2.6;
/** J/(mol K), and K: the temperature of the parameter table. */
const GAS_CONSTANT = 8.31446261815324;
const REFERENCE = 298.15;

/**
 * Returns the readings of a run that has ended:
 * - `chemical_nm`: the interphase that an even flux would have, `chemicalExact_nm`: k sqrt(t), and `time_s`, its age t;
 *   `thickness_nm_m2_C` per charge consumed;
 * - `currentFacing`, `interphaseFacing`: correlation along the front with the cathode that takes part, -1 to 1;
 * - `middleOverEdge`: plating current opposite the middle over that at the wall; `middleOverSide`: at 210 over 130 um;
 * - `xActive`, `xLost`, `xAll`, `xNearCollector`, `xNearElectrolyte`: mean stoichiometries by volume of the drawn discs;
 * - `driftedShare`: share of the particles that have drifted by more than two voxels; `crackShare`: mean of what cracks
 *   have disabled; `peakX_um`: where stress is largest; `profile0` ...: share of products in the signal after etching.
 */
export function readEnd({ state }: Pick<MemberEnded, "state">): EndReadings {
  const run = resumeRun(state);
  const frame = run.frame();
  const { scenario, mesh } = run;
  const own = state.state as {
    readonly time: number;
    readonly front: { readonly interphaseChemical: Float64Array };
    readonly particles: { readonly crack: Float64Array };
  };
  const { thicknessPerCharge, chemicalRate, chemicalActivation } = scenario.interphase;
  const activation = (-chemicalActivation / GAS_CONSTANT) * (1 / scenario.cell.temperature - 1 / REFERENCE);
  const profile = run.depthProfile({ depths: DEPTHS_NM });
  const readings: Record<string, number> = {
    time_s: own.time,
    thickness_nm_m2_C: thicknessPerCharge * 1e9,
    chemical_nm: 1e9 * thicknessPerCharge * Math.max(...own.front.interphaseChemical),
    chemicalExact_nm: 1e9 * thicknessPerCharge * chemicalRate * Math.exp(activation) * Math.sqrt(own.time),
    initialLithium_um: scenario.anode.thickness * 1e6,
    ...readFront(frame, mesh),
    ...readParticles(frame, mesh),
    crackShare: meanOf(own.particles.crack),
    peakX_um: frame.largestVonMises?.x ?? Number.NaN,
    ...Object.fromEntries(profile.map(({ depth_nm: depth, products }) => [`profile${depth}`, products])),
  };
  return Object.fromEntries(
    Object.entries(readings).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  );
}

function readFront(frame: Frame, mesh: FrameMesh): Record<string, number> {
  const x = Array.from(frame.frontX);
  const weights = x.map((_, k) => ((x[k + 1] ?? mesh.width) - (x[k - 1] ?? 0)) / 2);
  const share = x.map((at) => facingShare(frame, mesh, at));
  const current = Array.from(frame.frontCurrent, Math.abs);
  const at = (wanted: number): number => {
    const distances = x.map((own) => Math.abs(own - wanted));
    return current[distances.indexOf(Math.min(...distances))] ?? Number.NaN;
  };
  return {
    currentFacing: correlate(current, share, weights),
    interphaseFacing: correlate(Array.from(frame.frontInterphase), share, weights),
    middleOverEdge: at(mesh.width / 2) / at(0),
    middleOverSide: at(210) / at(130),
  };
}

/**
 * Returns the share of the particles that take part, seen from `at` (um) on the front: weighed by sech(pi d / 2 L), which is
 * what conduction through L of electrolyte spreads a point to (the transform of 1/cosh kL, docs/physics.md 0.1); with mirror
 * images beyond the walls.
 */
function facingShare(frame: Frame, mesh: FrameMesh, at: number): number {
  let active = 0;
  let all = 0;
  for (let k = 0; k < mesh.particleX.length; k++) {
    const x = mesh.particleX[k] ?? 0;
    const area = (mesh.particleRadius[k] ?? 0) ** 2;
    for (const image of [x, -x, 2 * mesh.width - x]) {
      const weight = area / Math.cosh((Math.PI * (image - at)) / (2 * mesh.electrolyteThickness));
      all += weight;
      if (frame.particleStatus[k] === PARTICLE_ACTIVE) active += weight;
    }
  }
  return active / all;
}

function readParticles(frame: Frame, mesh: FrameMesh): Record<string, number> {
  const meanX = (belongs: (particle: number) => boolean): number => {
    let [sum, area] = [0, 0];
    mesh.particleRadius.forEach((radius, k) => {
      if (!belongs(k)) return;
      sum += radius ** 2 * (frame.particleStoichiometry[k] ?? 0);
      area += radius ** 2;
    });
    return sum / area;
  };
  const isActive = (k: number): boolean => frame.particleStatus[k] === PARTICLE_ACTIVE;
  const heightOf = (k: number): number => (mesh.particleY[k] ?? 0) / mesh.cathodeThickness;
  return {
    xActive: meanX(isActive),
    xLost: meanX((k) => !isActive(k)),
    xAll: meanX(() => true),
    xNearCollector: meanX((k) => heightOf(k) < 1 / 3),
    xNearElectrolyte: meanX((k) => heightOf(k) > 2 / 3),
    driftedShare: meanOf(frame.particleDrift.map((drift) => (drift > SEEN_DRIFT ? 1 : 0))),
  };
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
