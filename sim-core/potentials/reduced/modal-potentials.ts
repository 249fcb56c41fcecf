/**
 * The coupled potentials in the modes of the interfaces. Unknowns: modal currents c; then the potentials are
 * a = G c + mean, and the kinetics, evaluated at a few points of each interface, give the currents that belong to a.
 * Newton's matrix is R + G, R the resistances of the interfaces; where they outweigh the electrolyte, as they mostly
 * do, the coupling of the means alone leaves next to nothing to the next correction.
 */

import type { Boundary } from "../boundary.ts";
import {
  type BoundaryPotentials,
  createInterfaceCurrents,
  evaluateInterfaces,
  type InterfaceConditions,
  type InterfaceCurrents,
  readVoltage,
} from "../interface-kinetics.ts";
import { type InterfaceModes, projectInjection, projectPotential } from "../interface-modes.ts";
import type { PotentialOutcome, PotentialRequest } from "../potentials.ts";
import { forgetKinetics, type ReducedMemory, recallKinetics, rememberKinetics } from "../solver-memory.ts";
import { createInterfaceSamples, type InterfaceSamples, sampleConditions } from "./interface-samples.ts";
import { createModalCorrection, type ModalCorrection } from "./modal-correction.ts";
import { createModalDefect, LEAST_SLOPE, measureDefect } from "./modal-defect.ts";
import { createModalExpansion } from "./modal-expansion.ts";
import { addChange, limitUpdate, type ModalIterate, meanLayout, samplePotentials } from "./modal-iterate.ts";
import type { ModalResponse } from "./modal-response.ts";

const LARGEST_NEWTON = 40;
/** Share of the defect that a correction of the means alone may leave; beyond it all modes are coupled. */
const SLOW = 0.3;
/** Share of the tolerance that a defect which is not measured any more must be predicted to reach. */
const PREDICTION = 0.3;
/** The same for the relative error of the kinetics. */
const KINETIC_SHARE = 0.1;

/** Where the kinetics are evaluated, and what they were there. */
interface KineticPoints {
  readonly samples: InterfaceSamples;
  readonly kinetics: InterfaceCurrents;
}

/** A correction, and what it was made from. */
interface Linearised {
  readonly correction: ModalCorrection;
  readonly kinetics: InterfaceCurrents;
  readonly response: ModalResponse;
}

export interface ModalSolver {
  /** As a PotentialSolver's; `solves` counts the products with the whole of G. */
  solve(request: PotentialRequest, response: ModalResponse): PotentialOutcome;
  /** Where the kinetics start next time. */
  remember(): ModalMemory;
  recall(memory: ModalMemory): void;
}

export type ModalMemory = Pick<ReducedMemory, "coarse" | "fine" | "front">;

export function createModalSolver(boundary: Boundary, modes: InterfaceModes): ModalSolver {
  const { particleCount, perParticle } = modes;
  const points = (everyFrontNode: boolean): KineticPoints => {
    const samples = createInterfaceSamples(boundary, modes, everyFrontNode);
    return { samples, kinetics: createInterfaceCurrents(samples.boundary) };
  };
  const expand = createModalExpansion(modes, boundary);
  const coarse = points(false);
  let fine: KineticPoints | undefined;
  const front = frontAlone(boundary);
  const frontKinetics = createInterfaceCurrents(front);
  const defect = createModalDefect(modes);
  const means = createModalCorrection(meanLayout(modes));
  const coupled = createModalCorrection(modes);
  const iterate: ModalIterate = {
    current: new Float64Array(modes.count),
    amplitude: new Float64Array(modes.count),
    frontPotential: 0,
  };
  const at = {
    potential: new Float64Array(boundary.count),
    injection: new Float64Array(boundary.count),
    particleCurrent: new Float64Array(particleCount),
    voltage: 0,
    drive: 0,
  };
  const still = new Float64Array(particleCount);

  const start = ({ conditions, guess, control }: PotentialRequest): void => {
    const { current, amplitude } = iterate;
    // Extrapolated as the currents are, so that they belong together as far as the first correction needs.
    if (guess.modes === undefined) {
      projectInjection(modes, boundary, guess.injection, current);
      iterate.frontPotential = projectPotential(modes, boundary, guess.potential, amplitude);
    } else {
      current.set(guess.modes.current);
      amplitude.set(guess.modes.amplitude);
      iterate.frontPotential = guess.modes.frontPotential;
    }
    for (let p = 0; p < particleCount; p++) {
      if (conditions.conducts[p] === 0) current.fill(0, p * perParticle, (p + 1) * perParticle);
    }
    at.voltage =
      control.kind === "voltage" ? control.voltage : guess.drive + readVoltage(conditions, guess, still);
  };

  const run = (request: PotentialRequest, response: ModalResponse): PotentialOutcome => {
    const { conditions, control, currentScale, tolerance } = request;
    const { samples, kinetics } = choosePoints(conditions);
    const sampled = sampleConditions(samples, conditions);
    let solves = 0;
    let before = 0;
    let correction = means;
    kinetics.accuracy = KINETIC_SHARE * tolerance;
    frontKinetics.accuracy = kinetics.accuracy;
    start(request);
    for (let newton = 0; newton <= LARGEST_NEWTON; newton++) {
      samplePotentials(modes, samples, iterate, at);
      evaluateInterfaces(samples.boundary, sampled, at, kinetics);
      const evaluated = { current: iterate.current, kinetics, control };
      const norm = measureDefect(modes, samples, evaluated, defect) / currentScale;
      if (!Number.isFinite(norm)) return { ok: false, reason: "the interface currents are not finite" };
      // At the start the potentials are not yet those of the currents.
      if (norm <= tolerance && newton > 0) return succeed(conditions, norm, solves);
      if (!(defect.total > 0)) {
        return { ok: false, reason: "no particle is left that could carry the current" };
      }
      if (before > 0 && norm > SLOW * before) correction = coupled;
      const multiply = correction === means ? response.multiplyMeans : response.multiply;
      const reduction = Math.min(0.05, Math.max(0.1 * norm, (0.3 * tolerance) / norm));
      const used = correction.solve(defect, multiply, reduction);
      if (used < 0) return { ok: false, reason: "the linearised potentials are not positive definite" };
      // The defect falls at least as it fell before; where that suffices the kinetics need not be asked again.
      const predicted = Math.max((norm * norm) / before, reduction * norm);
      const last = predicted <= PREDICTION * tolerance;
      solves += (correction === means ? 0 : used) + (last ? 0 : 1);
      const share = advance(request, { correction, kinetics, response }, last);
      if (last && share === 1) return succeed(conditions, predicted, solves);
      // A shortened step says nothing about the coupling.
      before = share === 1 ? norm : 0;
    }
    return { ok: false, reason: `the potentials did not converge in ${LARGEST_NEWTON} Newton corrections` };
  };

  const succeed = (conditions: InterfaceConditions, residual: number, solves: number): PotentialOutcome => {
    return { ok: true, potentials: compose(conditions), residual, solves };
  };

  /**
   * Takes the correction, or the share of it that the kinetics can follow; returns that share. The last one
   * changes the potentials by what it knows of them; those before make them the ones of the currents.
   */
  const advance = (
    { conditions, control }: PotentialRequest,
    { correction, kinetics, response }: Linearised,
    last: boolean,
  ): number => {
    const { conductance, driving } = kinetics;
    const share = limitUpdate(conductance, correction);
    const { current } = iterate;
    addChange(modes, correction, correction.change, { share, out: current });
    if (correction === means) {
      // Among the higher modes of different particles little is coupled: each is corrected by itself.
      for (let m = 0; m < modes.frontStart; m++) {
        if (m % perParticle === 0 || defect.resistance[m] === 0) continue;
        const own = defect.slopeResistance[m] * defect.current[m];
        current[m] += (share * own) / (defect.resistance[m] + response.diagonal(m));
      }
    }
    if (last) addChange(modes, correction, correction.response, { share, out: iterate.amplitude });
    else response.multiply(current, iterate.amplitude);
    iterate.frontPotential += share * correction.frontChange;
    for (let p = 0; p < particleCount; p++) {
      const g = conductance[p];
      at.particleCurrent[p] = current[p * perParticle];
      if (g === 0) continue;
      const change = correction.change[p * correction.perParticle];
      driving[p] += share * (correction.voltageChange - change / g);
    }
    if (control.kind === "current") at.voltage = readVoltage(conditions, at, driving);
    return share;
  };

  /** Nodal values: on particles as expanded; on the front what the kinetics of each node pass. */
  const compose = (conditions: InterfaceConditions): BoundaryPotentials => {
    const { frontStart } = boundary;
    const { potential, injection } = expand(iterate);
    const onFront = { ...at, potential: potential.subarray(frontStart) };
    evaluateInterfaces(front, conditions, onFront, frontKinetics);
    const { residual, slope } = frontKinetics;
    let excess = 0;
    let conducting = 0;
    for (let k = 0; k < front.count; k++) {
      excess -= residual[k];
      conducting += slope[k];
    }
    for (let p = 0; p < particleCount; p++) excess += at.particleCurrent[p];
    // What the iteration left goes where current can cross: nothing is stripped where no lithium is.
    for (let k = 0; k < front.count; k++) {
      injection[frontStart + k] = -residual[k] - (excess * slope[k]) / Math.max(conducting, LEAST_SLOPE);
    }
    const { voltage } = at;
    const drive = voltage - readVoltage(conditions, at, still);
    return {
      ...{ potential, injection, voltage, drive },
      particleCurrent: at.particleCurrent.slice(),
      modes: {
        current: iterate.current.slice(),
        amplitude: iterate.amplitude.slice(),
        frontPotential: iterate.frontPotential,
      },
    };
  };

  /** A front that is depleted in places is not smooth enough for few samples. */
  const choosePoints = ({ frontDepleted }: InterfaceConditions): KineticPoints => {
    if (!frontDepleted.includes(1)) return coarse;
    fine ??= points(true);
    return fine;
  };

  return {
    solve(request, response) {
      const outcome = run(request, response);
      if (!outcome.ok)
        for (const used of [coarse.kinetics, fine?.kinetics, frontKinetics]) if (used) forgetKinetics(used);
      return outcome;
    },
    remember: () => ({
      coarse: rememberKinetics(coarse.kinetics),
      fine: fine && rememberKinetics(fine.kinetics),
      front: rememberKinetics(frontKinetics),
    }),
    recall(memory) {
      recallKinetics(coarse.kinetics, memory.coarse);
      if (memory.fine !== undefined) {
        fine ??= points(true);
        recallKinetics(fine.kinetics, memory.fine);
      }
      recallKinetics(frontKinetics, memory.front);
    },
  };
}

/** The lithium front as a boundary without particles. */
function frontAlone({ count, frontStart }: Boundary): Boundary {
  return {
    count: count - frontStart,
    nodes: new Int32Array(0),
    particleStart: new Int32Array(1),
    frontStart: 0,
    arcLength: new Float64Array(0),
  };
}
