/**
 * The coupled potentials in the modes of the interfaces. Unknowns: modal currents c; then the potentials are
 * a = G c + mean, and the kinetics, evaluated at a few points per particle and at every front node, give the
 * currents that belong to a. Newton: (R + G) dc = r R + u dV, R the resistances of the interfaces (diagonal, mean
 * over each), u the particles' means; by conjugate gradients on R, with the sum of currents or the voltage imposed.
 */
import type { Boundary } from "./boundary.ts";
import {
  type BoundaryPotentials,
  createInterfaceCurrents,
  evaluateInterfaces,
  type InterfaceCurrents,
  readVoltage,
} from "./interface-kinetics.ts";
import { expandModes, type InterfaceModes, projectInjection } from "./interface-modes.ts";
import { createModalCorrection, type ModalCorrection } from "./modal-correction.ts";
import { frontMean, type ModalResponse } from "./modal-response.ts";
import type { PotentialOutcome, PotentialRequest } from "./potentials.ts";

const LARGEST_UPDATE = 0.08; /* V of overpotential per Newton correction */
const LARGEST_NEWTON = 40;

/** An iterate: amplitudes [count] of currents (A/m) and potentials (V, relative to the front's mean). */
interface ModalIterate {
  readonly current: Float64Array;
  readonly amplitude: Float64Array;
  frontPotential: number;
}

export interface ModalSolver {
  /** As a PotentialSolver's; `response` is the Green's matrix for conductivity 1 / `scale` of the one it was made for. */
  solve(request: PotentialRequest, response: ModalResponse, scale: number): PotentialOutcome;
}

export function createModalSolver(boundary: Boundary, modes: InterfaceModes): ModalSolver {
  const { sampled, particleCount, perParticle } = modes;
  const currents = createInterfaceCurrents(sampled);
  const correction = createModalCorrection(modes);
  const iterate: ModalIterate = {
    current: new Float64Array(modes.count),
    amplitude: new Float64Array(modes.count),
    frontPotential: 0,
  };
  const at = {
    potential: new Float64Array(sampled.count),
    injection: new Float64Array(sampled.count),
    particleCurrent: new Float64Array(particleCount),
    voltage: 0,
  };

  const start = (request: PotentialRequest, response: ModalResponse, scale: number): void => {
    const { conditions, guess, control } = request;
    const { current, amplitude } = iterate;
    projectInjection(modes, boundary, guess.injection, current);
    for (let p = 0; p < particleCount; p++) {
      if (conditions.conducts[p] === 0) current.fill(0, p * perParticle, (p + 1) * perParticle);
    }
    iterate.frontPotential = frontMean(modes, boundary, guess.potential);
    response.multiply(current, amplitude);
    for (let m = 0; m < amplitude.length; m++) amplitude[m]! *= scale;
    at.voltage = control.kind === "voltage" ? control.voltage : guess.voltage;
  };

  const run = (request: PotentialRequest, response: ModalResponse, scale: number): PotentialOutcome => {
    const { conditions, control, currentScale, tolerance } = request;
    let solves = 1;
    start(request, response, scale);
    for (let newton = 0; newton <= LARGEST_NEWTON; newton++) {
      samplePotentials(modes, iterate, at);
      evaluateInterfaces(sampled, conditions, at, currents);
      const norm = correction.measure(currents, at.particleCurrent, iterate.current, control) / currentScale;
      if (!Number.isFinite(norm)) return { ok: false, reason: "the interface currents are not finite" };
      if (norm <= tolerance) {
        return { ok: true, potentials: compose(), residual: norm, solves };
      }
      if (!(correction.total > 0)) {
        return { ok: false, reason: "no particle is left that could carry the current" };
      }
      const used = correction.solve(response, scale, Math.min(0.05, Math.max(1e-6, 0.3 * tolerance / norm)));
      if (used < 0) return { ok: false, reason: "the linearised potentials are not positive definite" };
      solves += used;
      advance(request, correction);
    }
    return { ok: false, reason: `the potentials did not converge in ${LARGEST_NEWTON} Newton corrections` };
  };

  const advance = ({ conditions, control }: PotentialRequest, { change, response }: ModalCorrection): void => {
    const share = limitUpdate(modes, currents, correction);
    for (let m = 0; m < modes.count; m++) {
      iterate.current[m]! += share * change[m]!;
      iterate.amplitude[m]! += share * response[m]!;
    }
    iterate.frontPotential += share * correction.frontChange;
    for (let p = 0; p < particleCount; p++) {
      const g = currents.conductance[p]!;
      at.particleCurrent[p] = iterate.current[p * perParticle]!;
      if (g > 0) currents.driving[p]! += share * (correction.voltageChange - change[p * perParticle]! / g);
    }
    if (control.kind === "current") at.voltage = readVoltage(conditions, at, currents.driving);
  };

  /** Nodal values: on particles as expanded; on the front what the kinetics of each node pass. */
  const compose = (): BoundaryPotentials => {
    const potential = new Float64Array(boundary.count);
    const injection = new Float64Array(boundary.count);
    expandModes(modes, boundary, { values: iterate.amplitude, mean: iterate.frontPotential }, potential);
    expandModes(modes, boundary, { values: iterate.current, mean: 0 }, injection);
    for (let k = 0; k < boundary.frontStart; k++) injection[k]! *= modes.share[k]!;
    const { residual, slope } = currents;
    let excess = 0;
    let conducting = 0;
    for (let k = sampled.frontStart; k < sampled.count; k++) {
      excess -= residual[k]!;
      conducting += slope[k]!;
    }
    for (let p = 0; p < particleCount; p++) excess += at.particleCurrent[p]!;
    for (let k = sampled.frontStart; k < sampled.count; k++) {
      // What the iteration left goes where current can cross: nothing is stripped where no lithium is.
      injection[boundary.frontStart + k - sampled.frontStart] =
        -residual[k]! - (excess * slope[k]!) / conducting;
    }
    return { potential, injection, particleCurrent: at.particleCurrent.slice(), voltage: at.voltage };
  };

  return {
    solve(request, response, scale) {
      const outcome = run(request, response, scale);
      if (!outcome.ok) currents.density.fill(0);
      return outcome;
    },
  };
}

/** Writes the potentials at the sampled boundary and the particles' currents. */
function samplePotentials(
  modes: InterfaceModes,
  { amplitude, current, frontPotential }: ModalIterate,
  at: { readonly potential: Float64Array; readonly particleCurrent: Float64Array },
): void {
  const { perParticle, samplesPerParticle, onSamples, onFront, front, sampled, frontStart } = modes;
  for (let p = 0; p < modes.particleCount; p++) {
    at.particleCurrent[p] = current[p * perParticle]!;
    for (let q = 0; q < samplesPerParticle; q++) {
      let sum = frontPotential;
      for (let m = 0; m < perParticle; m++) {
        sum += onSamples[q * perParticle + m]! * amplitude[p * perParticle + m]!;
      }
      at.potential[p * samplesPerParticle + q] = sum;
    }
  }
  for (let k = sampled.frontStart; k < sampled.count; k++) {
    const row = (k - sampled.frontStart) * front;
    let sum = frontPotential;
    for (let m = 1; m < front; m++) sum += onFront[row + m]! * amplitude[frontStart + m - 1]!;
    at.potential[k] = sum;
  }
}

/** Largest share of the correction that keeps every change of overpotential within LARGEST_UPDATE. */
function limitUpdate(modes: InterfaceModes, currents: InterfaceCurrents, correction: ModalCorrection): number {
  const { perParticle, frontStart } = modes;
  const { change, response, frontChange, voltageChange } = correction;
  let largest = 0;
  for (let p = 0; p < modes.particleCount; p++) {
    const g = currents.conductance[p]!;
    if (g === 0) continue;
    const m = p * perParticle;
    let bound = Math.abs(voltageChange - change[m]! / g - frontChange - response[m]!);
    for (let k = 1; k < perParticle; k++) bound += Math.SQRT2 * Math.abs(response[m + k]!);
    largest = Math.max(largest, bound);
  }
  let bound = Math.abs(frontChange);
  for (let m = frontStart; m < modes.count; m++) bound += Math.SQRT2 * Math.abs(response[m]!);
  largest = Math.max(largest, bound);
  return largest > LARGEST_UPDATE ? LARGEST_UPDATE / largest : 1;
}
