/**
 * The coupled potentials in the modes of the interfaces. Unknowns: modal currents c; then the potentials are
 * a = G c + mean, and the kinetics, evaluated at a few points per particle and at every front node, give the
 * currents that belong to a. Newton's matrix is R + G, R the resistances of the interfaces; where they outweigh the
 * electrolyte, as they mostly do, the coupling of the means alone leaves next to nothing to the next correction.
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
import { type CorrectionLayout, createModalCorrection, type ModalCorrection } from "./modal-correction.ts";
import { createModalDefect, measureDefect } from "./modal-defect.ts";
import { frontMean, type ModalResponse } from "./modal-response.ts";
import type { PotentialOutcome, PotentialRequest } from "./potentials.ts";

const LARGEST_UPDATE = 0.08; /* V of overpotential per Newton correction */
const LARGEST_NEWTON = 40;
/** Share of the defect that a correction of the means alone may leave; beyond it all modes are coupled. */
const SLOW = 0.3;

/** An iterate: amplitudes [count] of currents (A/m) and potentials (V, relative to the front's mean). */
interface ModalIterate {
  readonly current: Float64Array;
  readonly amplitude: Float64Array;
  frontPotential: number;
}

export interface ModalSolver {
  /** As a PotentialSolver's; `solves` counts the products with the whole of G. */
  solve(request: PotentialRequest, response: ModalResponse): PotentialOutcome;
}

export function createModalSolver(boundary: Boundary, modes: InterfaceModes): ModalSolver {
  const { sampled, particleCount, perParticle } = modes;
  const currents = createInterfaceCurrents(sampled);
  const defect = createModalDefect(modes);
  const means = createModalCorrection(meanLayout(modes));
  const coupled = createModalCorrection(modes);
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

  const start = ({ conditions, guess, control }: PotentialRequest, response: ModalResponse): void => {
    const { current } = iterate;
    projectInjection(modes, boundary, guess.injection, current);
    for (let p = 0; p < particleCount; p++) {
      if (conditions.conducts[p] === 0) current.fill(0, p * perParticle, (p + 1) * perParticle);
    }
    iterate.frontPotential = frontMean(modes, boundary, guess.potential);
    response.multiply(current, iterate.amplitude);
    at.voltage = control.kind === "voltage" ? control.voltage : guess.voltage;
  };

  const run = (request: PotentialRequest, response: ModalResponse): PotentialOutcome => {
    const { conditions, control, currentScale, tolerance } = request;
    let solves = 1;
    let before = Number.POSITIVE_INFINITY;
    let correction = means;
    start(request, response);
    for (let newton = 0; newton <= LARGEST_NEWTON; newton++) {
      samplePotentials(modes, iterate, at);
      evaluateInterfaces(sampled, conditions, at, currents);
      const norm = measureDefect(modes, currents, { modal: iterate.current, control }, defect) / currentScale;
      if (!Number.isFinite(norm)) return { ok: false, reason: "the interface currents are not finite" };
      if (norm <= tolerance) return { ok: true, potentials: compose(), residual: norm, solves };
      if (!(defect.total > 0)) {
        return { ok: false, reason: "no particle is left that could carry the current" };
      }
      if (norm > SLOW * before) correction = coupled;
      const multiply = correction === means ? response.multiplyMeans : response.multiply;
      const used = correction.solve(
        defect,
        multiply,
        Math.min(0.05, Math.max(0.1 * norm, (0.3 * tolerance) / norm)),
      );
      if (used < 0) return { ok: false, reason: "the linearised potentials are not positive definite" };
      solves += correction === means ? 1 : used + 1;
      // A shortened step says nothing about the coupling.
      before = advance(request, correction, response) === 1 ? norm : Number.POSITIVE_INFINITY;
    }
    return { ok: false, reason: `the potentials did not converge in ${LARGEST_NEWTON} Newton corrections` };
  };

  /** Takes the correction, or the share of it that the kinetics can follow; returns that share. */
  const advance = (
    { conditions, control }: PotentialRequest,
    correction: ModalCorrection,
    response: ModalResponse,
  ): number => {
    const share = limitUpdate(currents, correction);
    const { current } = iterate;
    addChange(modes, correction, share, current);
    if (correction === means) {
      // Among the higher modes of different particles little is coupled: each is corrected by itself.
      for (let m = 0; m < modes.frontStart; m++) {
        if (m % perParticle === 0 || defect.resistance[m] === 0) continue;
        const own = defect.slopeResistance[m]! * defect.current[m]!;
        current[m]! += (share * own) / (defect.resistance[m]! + response.diagonal(m));
      }
    }
    response.multiply(current, iterate.amplitude);
    iterate.frontPotential += share * correction.frontChange;
    for (let p = 0; p < particleCount; p++) {
      const g = currents.conductance[p]!;
      at.particleCurrent[p] = current[p * perParticle]!;
      if (g === 0) continue;
      const change = correction.change[p * correction.perParticle]!;
      currents.driving[p]! += share * (correction.voltageChange - change / g);
    }
    if (control.kind === "current") at.voltage = readVoltage(conditions, at, currents.driving);
    return share;
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
    solve(request, response) {
      const outcome = run(request, response);
      // What failed may have left infinities behind.
      if (!outcome.ok) currents.density.fill(0);
      return outcome;
    },
  };
}

/** The particles' means and the front's modes. */
function meanLayout({ particleCount, front }: InterfaceModes): CorrectionLayout {
  return { count: particleCount + front - 1, perParticle: 1, frontStart: particleCount };
}

/** Adds a share of the correction to the modal currents [modes.count]. */
function addChange(
  modes: InterfaceModes,
  { change, perParticle, frontStart, count }: ModalCorrection,
  share: number,
  out: Float64Array,
): void {
  for (let p = 0; p < modes.particleCount; p++) {
    for (let m = 0; m < perParticle; m++) {
      out[p * modes.perParticle + m]! += share * change[p * perParticle + m]!;
    }
  }
  for (let m = frontStart; m < count; m++) out[m + modes.count - count]! += share * change[m]!;
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
function limitUpdate({ conductance }: InterfaceCurrents, correction: ModalCorrection): number {
  const { change, response, perParticle, frontStart, frontChange, voltageChange } = correction;
  let largest = 0;
  for (let p = 0; p * perParticle < frontStart; p++) {
    const g = conductance[p]!;
    if (g === 0) continue;
    const m = p * perParticle;
    let bound = Math.abs(voltageChange - change[m]! / g - frontChange - response[m]!);
    for (let k = 1; k < perParticle; k++) bound += Math.SQRT2 * Math.abs(response[m + k]!);
    largest = Math.max(largest, bound);
  }
  let bound = Math.abs(frontChange);
  for (let m = frontStart; m < correction.count; m++) bound += Math.SQRT2 * Math.abs(response[m]!);
  largest = Math.max(largest, bound);
  return largest > LARGEST_UPDATE ? LARGEST_UPDATE / largest : 1;
}
