/**
 * What the kinetics ask of an iterate in modes: the currents that they pass, projected on the modes, less the
 * iterate's own, and how stiff the interfaces are: one resistance per mode, of the mean slope over its interface,
 * for a particle's mean in series with what lies behind the interface (contact, open circuit).
 */
import type { InterfaceCurrents } from "./interface-kinetics.ts";
import type { InterfaceModes } from "./interface-modes.ts";
import type { Control } from "./potentials.ts";

/** S/m; an interface that blocks is given this much, so that its resistance is a number. */
const LEAST_SLOPE = 1e-12;

export interface ModalDefect {
  /** Kinetic less modal current [count], A/m. */
  readonly current: Float64Array;
  /** Slope resistance [count], ohm m, and the one in series; 0 takes a mode out: its particle takes no part. */
  readonly slopeResistance: Float64Array;
  readonly resistance: Float64Array;
  /** The same for the front's mean, whose current is what all particles give. */
  frontCurrent: number;
  frontResistance: number;
  /** Particle current that is still missing, A/m; undefined when the voltage is imposed. */
  missing: number | undefined;
  /** Sum of the particles' conductances, S/m; 0 when none takes part. */
  total: number;
}

export function createModalDefect(modes: InterfaceModes): ModalDefect {
  return {
    current: new Float64Array(modes.count),
    slopeResistance: new Float64Array(modes.count),
    resistance: new Float64Array(modes.count),
    frontCurrent: 0,
    frontResistance: 0,
    missing: undefined,
    total: 0,
  };
}

/**
 * Writes `out` for the modal currents [count], whose kinetics are in `currents` with no injection in its residual.
 * Returns the sum of absolute defects in A/m.
 */
export function measureDefect(
  modes: InterfaceModes,
  currents: InterfaceCurrents,
  { modal, control }: { readonly modal: ArrayLike<number>; readonly control: Control },
  out: ModalDefect,
): number {
  const given = measureParticles(modes, currents, modal, out);
  measureFront(modes, currents, modal, out);
  out.frontCurrent += given;
  out.missing = control.kind === "current" ? control.current - given : undefined;
  let norm = Math.abs(out.frontCurrent) + Math.abs(out.missing ?? 0);
  for (let m = 0; m < modes.count; m++) norm += Math.abs(out.current[m]!);
  return norm;
}

/** Returns the sum of the particles' currents. */
function measureParticles(
  modes: InterfaceModes,
  { residual, slope, conductance }: InterfaceCurrents,
  modal: ArrayLike<number>,
  out: ModalDefect,
): number {
  const { perParticle, samplesPerParticle, onSamples } = modes;
  let given = 0;
  out.total = 0;
  for (let p = 0; p < modes.particleCount; p++) {
    const first = p * samplesPerParticle;
    const series = conductance[p]!;
    let sum = 0;
    for (let k = 0; k < samplesPerParticle; k++) sum += slope[first + k]!;
    const behind = 1 / Math.max(sum, LEAST_SLOPE);
    for (let m = 0; m < perParticle; m++) {
      const row = p * perParticle + m;
      let kinetic = 0;
      for (let k = 0; k < samplesPerParticle; k++) {
        kinetic -= onSamples[k * perParticle + m]! * residual[first + k]!;
      }
      out.current[row] = kinetic - modal[row]!;
      out.slopeResistance[row] = behind;
      out.resistance[row] = series > 0 ? behind + (m === 0 ? 1 / series : 0) : 0;
    }
    given += modal[p * perParticle]!;
    out.total += series;
  }
  return given;
}

function measureFront(
  modes: InterfaceModes,
  { residual, slope }: InterfaceCurrents,
  modal: ArrayLike<number>,
  out: ModalDefect,
): void {
  const { front, frontStart, count, onFront, sampled } = modes;
  let sum = 0;
  out.frontCurrent = 0;
  for (let m = frontStart; m < count; m++) out.current[m] = -modal[m]!;
  for (let k = sampled.frontStart; k < sampled.count; k++) {
    const row = (k - sampled.frontStart) * front;
    sum += slope[k]!;
    out.frontCurrent -= residual[k]!;
    for (let m = 1; m < front; m++) out.current[frontStart + m - 1]! -= onFront[row + m]! * residual[k]!;
  }
  out.frontResistance = 1 / Math.max(sum, LEAST_SLOPE);
  out.slopeResistance.fill(out.frontResistance, frontStart);
  out.resistance.fill(out.frontResistance, frontStart);
}
