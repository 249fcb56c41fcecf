/**
 * The coupled potentials in the modes of the interfaces. Unknowns: modal currents c; then the potentials are
 * a = G c + mean, and the kinetics, evaluated at a few points of each interface, give the currents that belong to a.
 * Newton's matrix is R + G, R the resistances of the interfaces; where they outweigh the electrolyte, as they mostly
 * do, the coupling of the means alone leaves next to nothing to the next correction.
 */

import type { Boundary } from "../boundary.ts";
import {
  type BoundaryPotentials,
  evaluateInterfaces,
  type InterfaceConditions,
  type InterfaceCurrents,
  readVoltage,
} from "../interface-kinetics.ts";
import type { InterfaceModes } from "../interface-modes.ts";
import type { PotentialIterate } from "../newton-step.ts";
import type { PotentialOutcome, PotentialRequest } from "../potentials.ts";
import type { ReducedMemory } from "../solver-memory.ts";
import { createFrontKinetics, type FrontKinetics } from "./front-kinetics.ts";
import { sampleConditions } from "./interface-samples.ts";
import { createModalCorrection, type ModalCorrection } from "./modal-correction.ts";
import { createModalDefect, type ModalDefect, measureDefect } from "./modal-defect.ts";
import { createModalExpansion, type ModalExpansion } from "./modal-expansion.ts";
import {
  addChange,
  addHigherModes,
  limitUpdate,
  type ModalIterate,
  meanLayout,
  samplePotentials,
  startIterate,
} from "./modal-iterate.ts";
import type { ModalResponse } from "./modal-response.ts";
import { createSampledKinetics, type SampledKinetics } from "./sampled-kinetics.ts";

const LARGEST_NEWTON = 40;
/** Share of the defect that a correction of the means alone may leave; beyond it all modes are coupled. */
const SLOW = 0.3;
/** Share of the tolerance that a defect which is not measured any more must be predicted to reach. */
const PREDICTION = 0.3;
/** The same for the relative error of the kinetics. */
const KINETIC_SHARE = 0.1;

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

/** Returns a solver that starts from nothing. */
export function createModalSolver(boundary: Boundary, modes: InterfaceModes): ModalSolver {
  return new ModalNewton(boundary, modes);
}

class ModalNewton implements ModalSolver {
  readonly #boundary: Boundary;
  readonly #modes: InterfaceModes;
  readonly #sampled: SampledKinetics;
  readonly #front: FrontKinetics;
  readonly #expand: ModalExpansion;
  readonly #defect: ModalDefect;
  /** Corrections of the particles' means with the front's modes, and of all modes. */
  readonly #means: ModalCorrection;
  readonly #coupled: ModalCorrection;
  readonly #iterate: ModalIterate;
  /** The iterate at the samples; no current enters there but what the kinetics pass. */
  readonly #at: PotentialIterate;
  /** Nothing drives the particles [nParticle]. */
  readonly #still: Float64Array;

  constructor(boundary: Boundary, modes: InterfaceModes) {
    this.#boundary = boundary;
    this.#modes = modes;
    this.#sampled = createSampledKinetics(boundary, modes);
    this.#front = createFrontKinetics(boundary);
    this.#expand = createModalExpansion(modes, boundary);
    this.#defect = createModalDefect(modes);
    this.#means = createModalCorrection(meanLayout(modes));
    this.#coupled = createModalCorrection(modes);
    this.#iterate = {
      current: new Float64Array(modes.count),
      amplitude: new Float64Array(modes.count),
      frontPotential: 0,
    };
    this.#at = {
      potential: new Float64Array(boundary.count),
      injection: new Float64Array(boundary.count),
      particleCurrent: new Float64Array(modes.particleCount),
      voltage: 0,
      drive: 0,
    };
    this.#still = new Float64Array(modes.particleCount);
  }

  solve(request: PotentialRequest, response: ModalResponse): PotentialOutcome {
    const outcome = this.#run(request, response);
    if (!outcome.ok) {
      this.#sampled.forget();
      this.#front.forget();
    }
    return outcome;
  }

  remember(): ModalMemory {
    return { ...this.#sampled.remember(), front: this.#front.remember() };
  }

  recall(memory: ModalMemory): void {
    this.#sampled.recall(memory);
    this.#front.recall(memory.front);
  }

  #run(request: PotentialRequest, response: ModalResponse): PotentialOutcome {
    const { conditions, control, currentScale, tolerance } = request;
    const { samples, kinetics } = this.#sampled.choose(conditions);
    const sampled = sampleConditions(samples, conditions);
    let solves = 0;
    let before = 0;
    let correction = this.#means;
    kinetics.accuracy = KINETIC_SHARE * tolerance;
    this.#start(request);
    for (let newton = 0; newton <= LARGEST_NEWTON; newton++) {
      samplePotentials(this.#modes, samples, this.#iterate, this.#at);
      evaluateInterfaces(samples.boundary, sampled, this.#at, kinetics);
      const evaluated = { current: this.#iterate.current, kinetics, control };
      const norm = measureDefect(this.#modes, samples, evaluated, this.#defect) / currentScale;
      if (!Number.isFinite(norm)) return { ok: false, reason: "the interface currents are not finite" };
      // At the start the potentials are not yet those of the currents.
      if (norm <= tolerance && newton > 0)
        return this.#succeed(request, norm, { solves, corrections: newton });
      if (!(this.#defect.total > 0)) {
        return { ok: false, reason: "no particle is left that could carry the current" };
      }
      if (before > 0 && norm > SLOW * before) correction = this.#coupled;
      const isCoupled = correction === this.#coupled;
      const multiply = isCoupled ? response.multiply : response.multiplyMeans;
      const reduction = Math.min(0.05, Math.max(0.1 * norm, (0.3 * tolerance) / norm));
      const used = correction.solve(this.#defect, multiply, reduction);
      if (used < 0) return { ok: false, reason: "the linearised potentials are not positive definite" };
      // The defect falls at least as it fell before; where that suffices the kinetics need not be asked again.
      const predicted = Math.max((norm * norm) / before, reduction * norm);
      const last = predicted <= PREDICTION * tolerance;
      solves += (isCoupled ? used : 0) + (last ? 0 : 1);
      const share = this.#advance(request, { correction, kinetics, response }, last);
      if (last && share === 1) return this.#succeed(request, predicted, { solves, corrections: newton + 1 });
      // A shortened step says nothing about the coupling.
      before = share === 1 ? norm : 0;
    }
    return { ok: false, reason: `the potentials did not converge in ${LARGEST_NEWTON} Newton corrections` };
  }

  #start({ conditions, guess, control }: PotentialRequest): void {
    const { conducts } = conditions;
    startIterate(this.#modes, this.#boundary, guess, { conducts, out: this.#iterate });
    this.#at.voltage =
      control.kind === "voltage"
        ? control.voltage
        : guess.drive + readVoltage(conditions, guess, this.#still);
  }

  /**
   * Takes the correction, or the share of it that the kinetics can follow; returns that share. The last one
   * changes the potentials by what it knows of them; those before make them the ones of the currents.
   */
  #advance(
    { conditions, control }: PotentialRequest,
    { correction, kinetics, response }: Linearised,
    last: boolean,
  ): number {
    const { conductance, driving } = kinetics;
    const { current, amplitude } = this.#iterate;
    const share = limitUpdate(conductance, correction);
    addChange(this.#modes, correction, correction.change, { share, out: current });
    if (correction === this.#means)
      addHigherModes(this.#modes, this.#defect, response, { share, out: current });
    if (last) addChange(this.#modes, correction, correction.response, { share, out: amplitude });
    else response.multiply(current, amplitude);
    this.#iterate.frontPotential += share * correction.frontChange;
    for (let p = 0; p < conductance.length; p++) {
      const g = conductance[p];
      this.#at.particleCurrent[p] = current[p * this.#modes.perParticle];
      if (g === 0) continue;
      const change = correction.change[p * correction.perParticle];
      driving[p] += share * (correction.voltageChange - change / g);
    }
    if (control.kind === "current") this.#at.voltage = readVoltage(conditions, this.#at, driving);
    return share;
  }

  #succeed(
    { conditions, tolerance }: PotentialRequest,
    residual: number,
    counts: { readonly solves: number; readonly corrections: number },
  ): PotentialOutcome {
    const potentials = this.#compose(conditions, KINETIC_SHARE * tolerance);
    return { ok: true, potentials, residual, ...counts, factorisations: 0 };
  }

  /** Nodal values: on particles as expanded; on the front what the kinetics of each node pass. */
  #compose(conditions: InterfaceConditions, accuracy: number): BoundaryPotentials {
    const { voltage, particleCurrent } = this.#at;
    const { potential, injection } = this.#expand(this.#iterate);
    this.#front.pass(conditions, { potential, particleCurrent }, accuracy, injection);
    const drive = voltage - readVoltage(conditions, this.#at, this.#still);
    return {
      ...{ potential, injection, voltage, drive },
      particleCurrent: particleCurrent.slice(),
      modes: {
        current: this.#iterate.current.slice(),
        amplitude: this.#iterate.amplitude.slice(),
        frontPotential: this.#iterate.frontPotential,
      },
    };
  }
}
