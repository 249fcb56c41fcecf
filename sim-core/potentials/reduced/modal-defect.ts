/**
 * What the kinetics ask of an iterate in modes: the currents that they pass, projected on the modes, less the
 * iterate's own, and how stiff the interfaces are: one resistance per mode, of the mean slope over its interface,
 * for a particle's mean in series with what lies behind the interface (contact, open circuit).
 */
import type { InterfaceCurrents } from "../interface-kinetics.ts";
import type { InterfaceModes } from "../interface-modes.ts";
import type { Control } from "../potentials.ts";
import type { InterfaceSamples } from "./interface-samples.ts";

/** S/m; an interface that blocks is given this much, so that its resistance is a number. */
export const LEAST_SLOPE = 1e-12;

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

/** An iterate and the kinetics at its potentials, with no injection in their residual. */
export interface EvaluatedIterate {
  readonly current: ArrayLike<number> /* [count], A/m */;
  readonly kinetics: InterfaceCurrents;
  readonly control: Control;
}

/**
 * Writes `out` and returns the largest defect: of a particle, in A/m and times the number of particles that take
 * part, so that it compares with the whole current; of the front; of the imposed current.
 */
export function measureDefect(
  modes: InterfaceModes,
  samples: InterfaceSamples,
  evaluated: EvaluatedIterate,
  out: ModalDefect,
): number {
  const { control } = evaluated;
  const { given, largest } = measureParticles(modes, samples, evaluated, out);
  measureFront(modes, samples, evaluated, out);
  out.frontCurrent += given;
  out.missing = control.kind === "current" ? control.current - given : undefined;
  let front = Math.abs(out.frontCurrent);
  for (let m = modes.frontStart; m < modes.count; m++) front += Math.abs(out.current[m]);
  return Math.max(largest, front, Math.abs(out.missing ?? 0));
}

/** Returns the sum of the particles' currents and the largest defect. */
function measureParticles(
  { perParticle, particleCount }: InterfaceModes,
  samples: InterfaceSamples,
  { current, kinetics }: EvaluatedIterate,
  out: ModalDefect,
): { given: number; largest: number } {
  const { onParticles, perParticle: points } = samples;
  const { residual, slope, conductance } = kinetics;
  let given = 0;
  let largest = 0;
  let active = 0;
  out.total = 0;
  for (let p = 0; p < particleCount; p++) {
    const first = p * points;
    const series = conductance[p];
    let sum = 0;
    for (let k = 0; k < points; k++) sum += slope[first + k];
    const behind = 1 / Math.max(sum, LEAST_SLOPE);
    let own = 0;
    for (let m = 0; m < perParticle; m++) {
      const row = p * perParticle + m;
      let kinetic = 0;
      for (let k = 0; k < points; k++) kinetic -= onParticles[k * perParticle + m] * residual[first + k];
      out.current[row] = kinetic - current[row];
      out.slopeResistance[row] = behind;
      out.resistance[row] = series > 0 ? behind + (m === 0 ? 1 / series : 0) : 0;
      own += Math.abs(out.current[row]);
    }
    // Not Math.max: what is not a number shall show.
    if (!(own <= largest)) largest = own;
    if (series > 0) active++;
    given += current[p * perParticle];
    out.total += series;
  }
  return { given, largest: largest * active };
}

function measureFront(
  { front, frontStart, count }: InterfaceModes,
  { onFront, boundary }: InterfaceSamples,
  { current, kinetics }: EvaluatedIterate,
  out: ModalDefect,
): void {
  const { residual, slope } = kinetics;
  let sum = 0;
  out.frontCurrent = 0;
  for (let m = frontStart; m < count; m++) out.current[m] = -current[m];
  for (let k = boundary.frontStart; k < boundary.count; k++) {
    const row = (k - boundary.frontStart) * front;
    const crossing = residual[k];
    sum += slope[k];
    out.frontCurrent -= crossing;
    for (let m = 1; m < front; m++) out.current[frontStart + m - 1] -= onFront[row + m] * crossing;
  }
  out.frontResistance = 1 / Math.max(sum, LEAST_SLOPE);
  out.slopeResistance.fill(out.frontResistance, frontStart);
  out.resistance.fill(out.frontResistance, frontStart);
}
