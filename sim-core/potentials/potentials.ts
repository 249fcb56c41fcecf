/**
 * The coupled potentials of one step: electrolyte, particles and cell voltage, by one Newton iteration. Updates
 * are limited in overpotential, because the kinetics are exponential. Convergence: sum of all current residuals
 * relative to the imposed current.
 */
import type { Boundary } from "./boundary.ts";
import type { ConductionSystem } from "./conduction-system.ts";
import {
  type BoundaryPotentials,
  createInterfaceCurrents,
  evaluateInterfaces,
  type InterfaceConditions,
  readVoltage,
} from "./interface-kinetics.ts";
import { createPotentialCorrection } from "./potential-correction.ts";
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

const LARGEST_UPDATE = 0.08; /* V of overpotential per Newton correction */
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

export function createPotentialSolver(boundary: Boundary, system: ConductionSystem): PotentialSolver {
  const { count, particleStart, frontStart } = boundary;
  const particleCount = particleStart.length - 1;
  const size = count + particleCount;
  const currents = createInterfaceCurrents(boundary);
  const correction = createPotentialCorrection(boundary, system, currents);
  const still = new Float64Array(particleCount);
  const projected = new Float64Array(count);
  let stale = false;
  /** The frozen matrix is that of other particles: its response would send current through those that left. */
  let foreign = true;

  const refreeze = (): boolean => {
    stale = false;
    foreign = false;
    return system.freeze(currents).ok;
  };

  const iterate = (request: PotentialRequest): PotentialOutcome => {
    const { conditions, control, guess, currentScale, tolerance } = request;
    const closed = control.kind === "current";
    const at = {
      potential: guess.potential,
      injection: guess.injection,
      particleCurrent: guess.particleCurrent,
      voltage: 0,
      drive: guess.drive,
    };
    for (let p = 0; p < particleCount; p++) if (conditions.conducts[p] === 0) at.particleCurrent[p] = 0;
    // The guess tells what drives the particles; the open circuit, which may be steep, is known for their currents.
    at.voltage = closed ? guess.drive + readVoltage(conditions, at, still) : control.voltage;
    currents.accuracy = 0.1 * tolerance;
    correction.begin(conditions.conducts);
    let solves = 0;
    let before = Number.POSITIVE_INFINITY;
    let stalled = 0;
    let damping = 1;
    let reconciled = false;
    let whole = 0;
    for (let newton = 0; whole <= LARGEST_NEWTON && newton <= LARGEST_DAMPED; newton++) {
      const sum = evaluateInterfaces(boundary, conditions, at, currents);
      let mismatch = closed ? control.current : 0;
      let total = 0;
      for (let p = 0; p < particleCount; p++) {
        if (closed) mismatch -= at.particleCurrent[p];
        total += currents.conductance[p];
      }
      const norm = (sum + Math.abs(mismatch)) / currentScale;
      if (!Number.isFinite(norm)) return { ok: false, reason: "the interface currents are not finite" };
      if (foreign && total > 0 && !refreeze()) return { ok: false, reason: NOT_POSITIVE };
      if (
        norm <= tolerance &&
        !reconciled &&
        driftOf(at, conditions.conducts) > LARGEST_DRIFT * currentScale
      ) {
        reconciled = true;
        if (!reconcile(at, conditions.conducts)) return { ok: false, reason: NOT_POSITIVE };
        continue;
      }
      if (norm <= tolerance) {
        if (closed) meetCurrent(at, control.current, conditions.conducts);
        if (solves > SOLVES_BEFORE_REFREEZE) stale = true;
        if (newton > 0) correction.end();
        at.drive = at.voltage - readVoltage(conditions, at, still);
        return { ok: true, potentials: at, residual: norm, solves };
      }
      if (!(total > 0)) return { ok: false, reason: "no particle is left that could carry the current" };
      const isSlow = newton > 0 && norm > 0.5 * before;
      // A shortened correction, as for a particle that comes back charged, cannot halve the residual.
      if (isSlow && damping === 1 && ++stalled > LARGEST_STALL)
        return { ok: false, reason: "the potentials did not converge" };
      if ((stale || isSlow) && !refreeze()) return { ok: false, reason: NOT_POSITIVE };
      before = norm;
      const { right, x, kx } = correction;
      for (let k = 0; k < size; k++) right[k] = -currents.residual[k];
      for (let p = 0; p < particleCount; p++) {
        const g = currents.conductance[p];
        // An unknown that nothing touches stays where it is.
        if (g === 0) right[count + p] = 0;
        else if (closed) right[count + p] += (g * mismatch) / total;
      }
      const forcing = newton === 0 ? FORCING : Math.min(FORCING, REMAINDER * norm);
      const target = Math.max(AIM * tolerance, forcing * norm);
      const used = correction.solve(target * currentScale, closed ? total : 0);
      if (used < 0) return { ok: false, reason: "the linearised potentials are not positive definite" };
      solves += used;
      let voltageChange = 0;
      if (closed) {
        voltageChange = mismatch;
        for (let p = 0; p < particleCount; p++) voltageChange += currents.conductance[p] * x[count + p];
        voltageChange /= total;
      }
      damping = limitUpdate(x);
      if (damping === 1) whole++;
      correction.note(damping);
      for (let k = 0; k < count; k++) {
        at.potential[k] += damping * x[k];
        at.injection[k] += damping * kx[k];
      }
      for (let p = 0; p < particleCount; p++) {
        const g = currents.conductance[p];
        if (g > 0) at.particleCurrent[p] += damping * g * (voltageChange - x[count + p]);
        currents.driving[p] += damping * x[count + p];
      }
      if (closed) at.voltage = readVoltage(conditions, at, currents.driving);
    }
    return { ok: false, reason: `the potentials did not converge in ${LARGEST_NEWTON} Newton corrections` };
  };

  /** Current that the injections make of nothing, and that of particles which do not conduct, A/m. */
  const driftOf = ({ injection }: BoundaryPotentials, conducts: ArrayLike<number>): number => {
    let whole = 0;
    for (let k = frontStart; k < count; k++) whole += injection[k];
    let stray = 0;
    for (let p = 0; p < particleCount; p++) {
      let own = 0;
      let size = 0;
      for (let k = particleStart[p]; k < particleStart[p + 1]; k++) {
        own += injection[k];
        size += Math.abs(injection[k]);
      }
      whole += own;
      if (conducts[p] === 0) stray += size;
    }
    return Math.abs(whole) + stray;
  };

  /** Makes injections those of the potentials again, with none on particles that do not conduct. */
  const reconcile = (at: BoundaryPotentials, conducts: ArrayLike<number>): boolean => {
    const { right, x } = correction;
    // A factor in which one of them is still tied would hand it what is taken from it here.
    const tied = (p: number): boolean => conducts[p] === 0 && system.frozen.slope[particleStart[p]] !== 0;
    if (still.some((_, p) => tied(p)) && !refreeze()) return false;
    system.restate(at.potential, at.injection, right);
    for (let p = 0; p < particleCount; p++) {
      if (conducts[p] === 0) right.fill(0, particleStart[p], particleStart[p + 1]);
    }
    system.solve(right, x);
    system.recoverInjection(right, x, projected);
    at.potential.set(x.subarray(0, count));
    at.injection.set(projected);
    // The corrections that led here may have brought the drift, and would bring it again.
    correction.clear();
    correction.begin(conducts);
    return true;
  };

  /** Spreads what the tolerance left open of the imposed current over all particles, so that it is met exactly. */
  const meetCurrent = (at: BoundaryPotentials, current: number, conducts: ArrayLike<number>): void => {
    const { frozenResponse, frozenInjection, frozenDelivery } = system;
    if (!(frozenDelivery > 0)) return;
    let missing = current;
    for (let k = 0; k < frontStart; k++) missing -= at.injection[k];
    const share = missing / frozenDelivery;
    for (let k = 0; k < count; k++) {
      at.potential[k] += share * frozenResponse[k];
      at.injection[k] += share * frozenInjection[k];
    }
    for (let p = 0; p < particleCount; p++) {
      if (conducts[p] === 0) continue;
      let own = 0;
      for (let k = particleStart[p]; k < particleStart[p + 1]; k++) own += at.injection[k];
      at.particleCurrent[p] = own;
    }
  };

  /** Largest share of the correction that keeps every change of overpotential within LARGEST_UPDATE. */
  const limitUpdate = (x: Float64Array): number => {
    let largest = 0;
    for (let k = frontStart; k < count; k++) largest = Math.max(largest, Math.abs(x[k]));
    for (let p = 0; p < particleCount; p++) {
      if (currents.conductance[p] === 0) continue;
      for (let k = particleStart[p]; k < particleStart[p + 1]; k++) {
        largest = Math.max(largest, Math.abs(x[count + p] - x[k]));
      }
    }
    return largest > LARGEST_UPDATE ? LARGEST_UPDATE / largest : 1;
  };

  return {
    solve(request) {
      const outcome = iterate(request);
      if (!outcome.ok) {
        forgetKinetics(currents);
        correction.clear();
        system.reset();
        foreign = true;
      }
      return outcome;
    },
    rebase(potentials) {
      const { right, x } = correction;
      system.restate(potentials.potential, potentials.injection, right);
      system.solve(right, x);
      system.recoverInjection(right, x, projected);
      return { ...potentials, potential: x.slice(0, count), injection: projected.slice() };
    },
    forget() {
      foreign = true;
    },
    remember: () => ({
      kinetics: rememberKinetics(currents),
      corrections: correction.remember(),
      stale,
      foreign,
    }),
    recall(memory) {
      recallKinetics(currents, memory.kinetics);
      correction.recall(memory.corrections);
      stale = memory.stale;
      foreign = memory.foreign;
    },
  };
}
