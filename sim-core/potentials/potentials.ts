/**
 * The coupled potentials of one step: electrolyte, particles and cell voltage, by one Newton iteration. Updates
 * are limited in overpotential, because the kinetics are exponential. Convergence: sum of all current residuals
 * relative to the imposed current.
 */
import type { Boundary } from "./boundary.ts";
import type { ConductionSystem } from "./conduction-system.ts";
import { measureDrift, meetCurrent } from "./injection-balance.ts";
import {
  type BoundaryPotentials,
  createInterfaceCurrents,
  evaluateInterfaces,
  type InterfaceConditions,
  type InterfaceCurrents,
  readVoltage,
} from "./interface-kinetics.ts";
import {
  balanceCurrent,
  composeRight,
  limitUpdate,
  type PotentialBalance,
  type PotentialIterate,
  takeCorrection,
} from "./newton-step.ts";
import { createPotentialCorrection, type PotentialCorrection } from "./potential-correction.ts";
import { forgetKinetics, type PotentialMemory, recallKinetics, rememberKinetics } from "./solver-memory.ts";

/** What is imposed on the cell: current per depth in A/m (positive charges), or the voltage in V. */
export type Control =
  | { readonly kind: "current"; readonly current: number }
  | { readonly kind: "voltage"; readonly voltage: number };

export type PotentialOutcome =
  | {
      readonly ok: true;
      readonly potentials: BoundaryPotentials;
      readonly residual: number;
      readonly solves: number;
      /** Newton corrections, and factorisations of the conduction matrix, of all trials. */
      readonly corrections: number;
      readonly factorisations: number;
    }
  | { readonly ok: false; readonly reason: string };

export interface PotentialRequest {
  readonly conditions: InterfaceConditions;
  readonly control: Control;
  /** Its arrays are overwritten and become those of the outcome. */
  readonly guess: BoundaryPotentials;
  /** Current in A/m by which residuals are measured. */
  readonly currentScale: number;
  readonly tolerance: number;
}

export interface PotentialSolver {
  solve(request: PotentialRequest): PotentialOutcome;
  /** Makes potentials consistent with a changed K: same injections as far as K allows. */
  rebase(potentials: BoundaryPotentials): BoundaryPotentials;
  /** The next solve factors at its own start. */
  forget(): void;
  /** What the next solve goes by beside its request and the system. */
  remember(): PotentialMemory;
  /** Goes on as the one that remembered; the system is already as it was there. */
  recall(memory: PotentialMemory): void;
}

const LARGEST_NEWTON = 40;
/** Shortened corrections do not count among them: a jump of many volts takes as many as it is wide. */
const LARGEST_DAMPED = 400;
const NOT_POSITIVE = "the conduction matrix lost its positive pivots";
/** Corrections that may fail to halve the residual before a shorter step is the better choice. */
const LARGEST_STALL = 4;
/** A factorisation costs about ten solves and spares each of the next steps one or two: measured, it pays from here on. */
const SOLVES_BEFORE_REFREEZE = 24;
/** Share of the residual that a correction may leave: the first one mostly takes no solve at all for that. */
const FORCING = 0.05;
/** Newton's remainder over the square of the relative residual before: what the others need not undercut. */
const REMAINDER = 0.02;
/** Share of the tolerance at which a correction that should be the last one aims. */
const AIM = 0.7;
/**
 * Share of the current that injections may bring forth from nothing, or leave on particles that conduct none. Taken on
 * from step to step, a rounding between potentials and injections grows without bound where steps are uneven.
 */
const LARGEST_DRIFT = 1e-9;

/** Returns a solver that knows nothing yet: its first solve factors `system`, in which K has to be loaded. */
export function createPotentialSolver(boundary: Boundary, system: ConductionSystem): PotentialSolver {
  return new CoupledPotentials(boundary, system);
}

class CoupledPotentials implements PotentialSolver {
  readonly #boundary: Boundary;
  readonly #system: ConductionSystem;
  readonly #currents: InterfaceCurrents;
  readonly #correction: PotentialCorrection;
  /** Nothing drives the particles [nParticle]. */
  readonly #still: Float64Array;
  readonly #projected: Float64Array;
  /** Since the solve began. */
  #factorisations = 0;
  /** Corrections have become slow: the next one is worth a factorisation. */
  #stale = false;
  /** The frozen matrix is that of other particles: its response would send current through those that left. */
  #foreign = true;

  constructor(boundary: Boundary, system: ConductionSystem) {
    this.#boundary = boundary;
    this.#system = system;
    this.#currents = createInterfaceCurrents(boundary);
    this.#correction = createPotentialCorrection(boundary, system, this.#currents);
    this.#still = new Float64Array(boundary.particleStart.length - 1);
    this.#projected = new Float64Array(boundary.count);
  }

  solve(request: PotentialRequest): PotentialOutcome {
    this.#factorisations = 0;
    const outcome = this.#iterate(request);
    if (!outcome.ok) {
      forgetKinetics(this.#currents);
      this.#correction.clear();
      this.#system.reset();
      this.#foreign = true;
    }
    return outcome;
  }

  rebase(potentials: BoundaryPotentials): BoundaryPotentials {
    const { right, x } = this.#correction;
    this.#system.restate(potentials.potential, potentials.injection, right);
    this.#solveRestated();
    const potential = x.slice(0, this.#boundary.count);
    return { ...potentials, potential, injection: this.#projected.slice() };
  }

  forget(): void {
    this.#foreign = true;
  }

  remember(): PotentialMemory {
    return {
      kinetics: rememberKinetics(this.#currents),
      corrections: this.#correction.remember(),
      stale: this.#stale,
      foreign: this.#foreign,
    };
  }

  recall(memory: PotentialMemory): void {
    recallKinetics(this.#currents, memory.kinetics);
    this.#correction.recall(memory.corrections);
    this.#stale = memory.stale;
    this.#foreign = memory.foreign;
  }

  #iterate(request: PotentialRequest): PotentialOutcome {
    const { conditions, control, currentScale, tolerance } = request;
    const at = this.#start(request);
    let solves = 0;
    let before = Number.POSITIVE_INFINITY;
    let stalled = 0;
    let damping = 1;
    let reconciled = false;
    let whole = 0;
    for (let newton = 0; whole <= LARGEST_NEWTON && newton <= LARGEST_DAMPED; newton++) {
      const balance = this.#evaluate(request, at);
      const norm = balance.residual / currentScale;
      if (!Number.isFinite(norm)) return failed("the interface currents are not finite");
      if (this.#foreign && balance.total > 0 && !this.#refreeze()) return failed(NOT_POSITIVE);
      if (norm <= tolerance) {
        const drift = reconciled ? 0 : measureDrift(this.#boundary, at.injection, conditions.conducts);
        if (!(drift > LARGEST_DRIFT * currentScale)) {
          if (solves > SOLVES_BEFORE_REFREEZE) this.#stale = true;
          return this.#succeed(request, at, { residual: norm, solves, corrections: newton });
        }
        reconciled = true;
        if (!this.#reconcile(at, conditions.conducts)) return failed(NOT_POSITIVE);
        continue;
      }
      if (!(balance.total > 0)) return failed("no particle is left that could carry the current");
      const isSlow = newton > 0 && norm > 0.5 * before;
      // A shortened correction, as for a particle that comes back charged, cannot halve the residual.
      if (isSlow && damping === 1 && ++stalled > LARGEST_STALL)
        return failed("the potentials did not converge");
      if ((this.#stale || isSlow) && !this.#refreeze()) return failed(NOT_POSITIVE);
      before = norm;
      const forcing = newton === 0 ? FORCING : Math.min(FORCING, REMAINDER * norm);
      const used = this.#correct(balance, Math.max(AIM * tolerance, forcing * norm) * currentScale);
      if (used < 0) return failed("the linearised potentials are not positive definite");
      solves += used;
      damping = this.#take(balance, at);
      if (damping === 1) whole++;
      if (control.kind === "current") at.voltage = readVoltage(conditions, at, this.#currents.driving);
    }
    return failed(`the potentials did not converge in ${LARGEST_NEWTON} Newton corrections`);
  }

  /** The iterate that the guess gives, in its arrays. */
  #start({ conditions, control, guess, tolerance }: PotentialRequest): PotentialIterate {
    const { potential, injection, particleCurrent, drive } = guess;
    const at = { potential, injection, particleCurrent, voltage: 0, drive };
    for (let p = 0; p < particleCurrent.length; p++) if (conditions.conducts[p] === 0) particleCurrent[p] = 0;
    // The guess tells what drives the particles; the open circuit, which may be steep, is known for their currents.
    at.voltage =
      control.kind === "current" ? drive + readVoltage(conditions, at, this.#still) : control.voltage;
    this.#currents.accuracy = 0.1 * tolerance;
    this.#correction.begin(conditions.conducts);
    return at;
  }

  #evaluate({ conditions, control }: PotentialRequest, at: PotentialIterate): PotentialBalance {
    const residual = evaluateInterfaces(this.#boundary, conditions, at, this.#currents);
    const imposed = control.kind === "current" ? control.current : undefined;
    return balanceCurrent(this.#currents.conductance, at.particleCurrent, residual, imposed);
  }

  /** Factors at the interfaces as they were evaluated last; false where the pivots are not positive. */
  #refreeze(): boolean {
    this.#factorisations += 1;
    this.#stale = false;
    this.#foreign = false;
    return this.#system.freeze(this.#currents).ok;
  }

  /** Finds the correction that leaves at most `target` in A/m; returns the solves used, -1 when positivity is lost. */
  #correct(balance: PotentialBalance, target: number): number {
    composeRight(this.#boundary, this.#currents, balance, this.#correction.right);
    return this.#correction.solve(target, balance.mismatch === undefined ? 0 : balance.total);
  }

  /** Takes the correction or a share of it, which is returned. */
  #take(balance: PotentialBalance, at: PotentialIterate): number {
    const share = limitUpdate(this.#boundary, this.#currents.conductance, this.#correction.x);
    this.#correction.note(share);
    takeCorrection(this.#boundary, this.#currents, { balance, correction: this.#correction, share }, at);
    return share;
  }

  /** Makes injections those of the potentials again, with none on particles that do not conduct. */
  #reconcile(at: BoundaryPotentials, conducts: ArrayLike<number>): boolean {
    const { count, particleStart } = this.#boundary;
    const { slope } = this.#system.frozen;
    const { right, x } = this.#correction;
    // A factor in which one of them is still tied would hand it what is taken from it here.
    const tied = (p: number): boolean => conducts[p] === 0 && slope[particleStart[p]] !== 0;
    if (this.#still.some((_, p) => tied(p)) && !this.#refreeze()) return false;
    this.#system.restate(at.potential, at.injection, right);
    for (let p = 0; p + 1 < particleStart.length; p++) {
      if (conducts[p] === 0) right.fill(0, particleStart[p], particleStart[p + 1]);
    }
    this.#solveRestated();
    at.potential.set(x.subarray(0, count));
    at.injection.set(this.#projected);
    // The corrections that led here may have brought the drift, and would bring it again.
    this.#correction.clear();
    this.#correction.begin(conducts);
    return true;
  }

  /** x of the correction = M^-1 of its right-hand side, and the injections that belong to it. */
  #solveRestated(): void {
    const { right, x } = this.#correction;
    this.#system.solve(right, x);
    this.#system.recoverInjection(right, x, this.#projected);
  }

  #succeed(
    { conditions, control }: PotentialRequest,
    at: PotentialIterate,
    { residual, solves, corrections }: { residual: number; solves: number; corrections: number },
  ): PotentialOutcome {
    const { conducts } = conditions;
    if (control.kind === "current")
      meetCurrent(this.#boundary, this.#system, at, { current: control.current, conducts });
    if (corrections > 0) this.#correction.end();
    at.drive = at.voltage - readVoltage(conditions, at, this.#still);
    const factorisations = this.#factorisations;
    return { ok: true, potentials: at, residual, solves, corrections, factorisations };
  }
}

function failed(reason: string): PotentialOutcome {
  return { ok: false, reason };
}
