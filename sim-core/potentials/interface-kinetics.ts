/**
 * Currents through every boundary node, and the residual of the coupled potentials.
 *   particle: psi_p = V - R_e I_p - U(x_s,p) - shift_p,  x_s,p = free_p - response_p I_p,  j = w i(psi_p - phi)
 *   lithium:  j = -w i(phi - shift),            i from i = 2 i0 sinh(F (drive - i R)/(2 R T))
 * The shifts are what stress adds to equilibrium. A particle's exchange current follows its surface stoichiometry.
 */

import { FARADAY, GAS_CONSTANT } from "../base/constants.ts";
import { createInterfaceReactions, type InterfaceReactions } from "../kernels/interface-reactions.ts";
import type { MaterialFunction } from "../scenario/record/scenario.ts";
import type { Boundary } from "./boundary.ts";
import type { ModalPotentials } from "./interface-modes.ts";

/** What the interfaces are like during one step. Per-depth quantities: A/m, ohm m. */
export interface InterfaceConditions {
  readonly temperature: number;
  readonly openCircuitPotential: MaterialFunction;
  /** Takes part: current flows. */
  readonly conducts: Uint8Array /* [nParticle] */;
  /** Surface stoichiometry without current, and its fall per particle current in A/m. */
  readonly surfaceFree: Float64Array /* [nParticle] */;
  readonly surfaceResponse: Float64Array /* [nParticle], m/A */;
  /** Exchange current density at x = 1/2 times the contact fraction, A/m2. */
  readonly exchange: Float64Array /* [nParticle] */;
  readonly film: Float64Array /* [nParticle], ohm m2 */;
  readonly contactResistance: Float64Array /* [nParticle], ohm m */;
  /** What stress adds to the equilibrium potential of particles and front, V: Omega s_h/F and p V_Li/F. */
  readonly particleShift: Float64Array /* [nParticle] */;
  readonly frontShift: Float64Array /* [nFront] */;
  readonly frontExchange: Float64Array /* [nFront], A/m2 */;
  readonly frontResistance: Float64Array /* [nFront], ohm m2 */;
  readonly frontLength: Float64Array /* [nFront], m */;
  /** No lithium left: nothing to strip, and plating must nucleate first. */
  readonly frontDepleted: Uint8Array /* [nFront] */;
  readonly nucleationOverpotential: number /* V */;
}

/** Currents, slopes and residuals at one iterate; written by evaluateInterfaces. Rings are the particles' perimeters. */
export interface InterfaceCurrents extends InterfaceReactions {
  /** Relative error that the densities may have; to be set before an evaluation. */
  accuracy: number;
  /** 1/(d drive / d particle current), S/m; 0 where a particle takes no part. */
  readonly conductance: Float64Array /* [nParticle] */;
  readonly perimeter: Float64Array /* [nParticle], m: sum of arc lengths */;
}

/** Iterate of the coupled potentials on the boundary. */
export interface BoundaryPotentials {
  readonly potential: Float64Array /* [count], V */;
  /** Current that enters the electrolyte at each boundary node, A/m: K potential. */
  readonly injection: Float64Array /* [count] */;
  readonly particleCurrent: Float64Array /* [nParticle], A/m, delithiation positive */;
  readonly voltage: number;
  /** V without contact drops and open circuit, mean over conducting particles: changes slowly where V does not. */
  readonly drive: number;
  readonly modes?: ModalPotentials /* where the reduced model found them; a guess in modes may have older nodes */;
}

export function createInterfaceCurrents(boundary: Boundary): InterfaceCurrents {
  const { particleStart, arcLength, count } = boundary;
  const particleCount = particleStart.length - 1;
  const perimeter = new Float64Array(particleCount);
  for (let p = 0; p < particleCount; p++) {
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) perimeter[p] += arcLength[k];
  }
  return {
    ...createInterfaceReactions({ start: particleStart, count }, arcLength),
    accuracy: 1e-15,
    conductance: new Float64Array(particleCount),
    perimeter,
  };
}

/** Exchange current relative to x = 1/2; zero outside (0, 1), where no intercalation is possible. */
export function exchangeShape(stoichiometry: number): number {
  const product = stoichiometry * (1 - stoichiometry);
  return product > 0 ? 2 * Math.sqrt(product) : 0;
}

/**
 * Evaluates all interfaces at `at` and writes `out`. Returns the sum of absolute residuals in A/m, without the
 * mismatch of the total current.
 */
export function evaluateInterfaces(
  boundary: Boundary,
  conditions: InterfaceConditions,
  at: BoundaryPotentials,
  out: InterfaceCurrents,
): number {
  out.potential.set(at.potential.subarray(0, boundary.count));
  out.injection.set(at.injection.subarray(0, boundary.count));
  driveParticles(boundary, conditions, at, out);
  driveFront(boundary, conditions, at, out);
  out.react(conditions.temperature, out.accuracy);
  return balanceParticles(boundary, conditions, at, out) + balanceFront(boundary, conditions, at, out);
}

function driveParticles(
  boundary: Boundary,
  conditions: InterfaceConditions,
  at: BoundaryPotentials,
  out: InterfaceCurrents,
): void {
  const { particleStart } = boundary;
  const { openCircuitPotential, surfaceFree, surfaceResponse, contactResistance, particleShift } = conditions;
  for (let p = 0; p + 1 < particleStart.length; p++) {
    const current = at.particleCurrent[p];
    let psi = 0;
    let exchange = 0;
    out.conductance[p] = 0;
    if (conditions.conducts[p] === 1) {
      const surface = surfaceFree[p] - surfaceResponse[p] * current;
      const slope = openCircuitPotential.derivative(surface);
      const equilibrium = openCircuitPotential.evaluate(surface) + particleShift[p];
      psi = at.voltage - contactResistance[p] * current - equilibrium;
      exchange = conditions.exchange[p] * exchangeShape(surface);
      out.conductance[p] = 1 / (contactResistance[p] - slope * surfaceResponse[p]);
    }
    out.driving[p] = psi;
    out.ringExchange[p] = exchange;
    out.ringResistance[p] = conditions.film[p];
  }
  out.driveRings();
}

/**
 * Cell voltage for which the particles of `at` are driven by `driving` [nParticle], V: the mean over conducting
 * particles. With the current imposed the voltage is free, and reading it off the particles follows the open
 * circuit's curve where a straight line would leave it by volts (at the knee of the discharged end).
 */
export function readVoltage(
  conditions: InterfaceConditions,
  at: { readonly particleCurrent: ArrayLike<number> },
  driving: ArrayLike<number>,
): number {
  const { openCircuitPotential, surfaceFree, surfaceResponse, contactResistance } = conditions;
  const { particleShift, conducts } = conditions;
  let sum = 0;
  let count = 0;
  for (let p = 0; p < conducts.length; p++) {
    if (conducts[p] === 0) continue;
    const current = at.particleCurrent[p];
    const openCircuit = openCircuitPotential.evaluate(surfaceFree[p] - surfaceResponse[p] * current);
    sum += driving[p] + contactResistance[p] * current + openCircuit + particleShift[p];
    count++;
  }
  return sum / count;
}

function driveFront(
  boundary: Boundary,
  conditions: InterfaceConditions,
  at: BoundaryPotentials,
  out: InterfaceCurrents,
): void {
  const { frontDepleted, frontExchange, frontResistance, frontShift, nucleationOverpotential } = conditions;
  for (let k = boundary.frontStart; k < boundary.count; k++) {
    const f = k - boundary.frontStart;
    const depleted = frontDepleted[f] === 1;
    const drive = at.potential[k] - frontShift[f] - (depleted ? nucleationOverpotential : 0);
    out.drive[k] = drive;
    out.exchange[k] = depleted && drive <= 0 ? 0 : frontExchange[f];
    out.resistance[k] = frontResistance[f];
  }
}

/** Turns densities and slopes into nodal ones and compares them with what the electrolyte carries. */
function balanceParticles(
  boundary: Boundary,
  conditions: InterfaceConditions,
  at: BoundaryPotentials,
  out: InterfaceCurrents,
): number {
  const { count } = boundary;
  const { crossing, perimeter, residual } = out;
  let norm = out.balanceRings();
  for (let p = 0; p < crossing.length; p++) {
    if (conditions.conducts[p] === 1)
      easeConductance(p, conditions, at, { density: crossing[p] / perimeter[p], out });
    residual[count + p] = crossing[p] - at.particleCurrent[p];
    norm += Math.abs(residual[count + p]);
  }
  return norm;
}

/**
 * The exchange current follows the surface stoichiometry, and with it the particle's current; for a perimeter
 * that reacts evenly this is a change of the resistance behind it, d(drive)/dI at constant density. Left out where
 * it would take all of that resistance.
 */
function easeConductance(
  p: number,
  conditions: InterfaceConditions,
  at: BoundaryPotentials,
  { density, out }: { readonly density: number; readonly out: InterfaceCurrents },
): void {
  const response = conditions.surfaceResponse[p];
  const x = conditions.surfaceFree[p] - response * at.particleCurrent[p];
  if (!(x > 0 && x < 1)) return;
  const exchange = conditions.exchange[p] * exchangeShape(x);
  const ratio = density / (2 * exchange);
  const thermal = (2 * GAS_CONSTANT * conditions.temperature) / FARADAY;
  const perLogarithm = (thermal * ratio) / Math.sqrt(1 + ratio * ratio);
  const eased = 1 / out.conductance[p] + (perLogarithm * response * (1 - 2 * x)) / (2 * x * (1 - x));
  if (eased > 0.1 / out.conductance[p]) out.conductance[p] = 1 / eased;
}

function balanceFront(
  boundary: Boundary,
  conditions: InterfaceConditions,
  at: BoundaryPotentials,
  out: InterfaceCurrents,
): number {
  let norm = 0;
  for (let k = boundary.frontStart; k < boundary.count; k++) {
    const length = conditions.frontLength[k - boundary.frontStart];
    out.slope[k] = length * out.gain[k];
    out.residual[k] = at.injection[k] + length * out.density[k];
    norm += Math.abs(out.residual[k]);
  }
  return norm;
}
