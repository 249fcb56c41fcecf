/**
 * One time step of the whole cell: a pure function of state, step length and what is imposed. Particles,
 * interfaces, potentials and lithium front are advanced together; only the front's shape, its depletion and the
 * films lag by one step. A step that fails is a value and leaves nothing behind but scratch.
 */
import { evaluateMaterial, type MaterialValues } from "../../cell/material.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState, OrderError } from "../../cell/state.ts";
import { growParticleFilms } from "../../mechanisms/advance-films.ts";
import type { Geometry } from "../../potentials/geometry.ts";
import {
  type BoundaryPotentials,
  type InterfaceConditions,
  readVoltage,
} from "../../potentials/interface-kinetics.ts";
import type { SolverMemory } from "../../potentials/solver-memory.ts";
import { createMovingMesh, type MovingMesh } from "../../remeshing/moving-mesh.ts";
import type { Imposed } from "../protocol/protocol.ts";
import { needsMove } from "./advance-front.ts";
import { createParticleAdvance, type ParticleAdvance } from "./advance-particles.ts";
import { composeState } from "./compose-state.ts";
import { describeInterfaces } from "./describe-interfaces.ts";
import {
  copyPotentials,
  extrapolateDrive,
  extrapolatePotentials,
  extrapolationWeights,
  interpolateNear,
  type NearbySolution,
  type Predictor,
} from "./extrapolate.ts";
import { type SchemeCoefficients, schemeCoefficients } from "./integrate.ts";
import { errorOf, estimateError, estimateErrors, orderFor } from "./local-error.ts";
import { solveImposed } from "./solve-imposed.ts";
import { createSolverSet, type SolverSet } from "./solver-set.ts";

export interface StepRequest {
  readonly dt: number /* s */;
  readonly control: Imposed;
  /** Solution of the same step with another length, as a start. */
  readonly near?: NearbySolution;
}

export type StepOutcome =
  | {
      readonly ok: true;
      readonly state: CellState;
      /** Estimated local error in V, and those that other orders would have had. */
      readonly error: number;
      readonly errors: readonly OrderError[];
      readonly order: number;
      /** Triangular solves, Newton corrections and factorisations that the step took. */
      readonly solves: number;
      readonly corrections: number;
      readonly factorisations: number;
      /** Of the potentials, relative to the current. */
      readonly residual: number;
    }
  | { readonly ok: false; readonly reason: string };

/** What the past says of a step that has not been solved. */
export interface Prediction {
  /** Local error that it would have, V, with the order that it would have; to be read before another step is judged. */
  readonly error: number;
  readonly order: number;
  readonly voltage: number;
}

/** A step up to what has to be solved. */
interface BegunStep {
  readonly state: CellState;
  readonly request: StepRequest;
  readonly coefficients: SchemeCoefficients;
  readonly predictor: Predictor | undefined;
  /** What of the predicted end does not need all nodes. */
  readonly predicted: Omit<BoundaryPotentials, "potential" | "injection"> | undefined;
  readonly filmGrowth: Float64Array;
  readonly conditions: InterfaceConditions;
}

export interface Stepper {
  readonly model: Model;
  step(state: CellState, request: StepRequest): StepOutcome;
  /** Judges a step without solving it; undefined where the past is too short. A step with the same request may follow. */
  predict(state: CellState, request: StepRequest): Prediction | undefined;
  /**
   * Moves the mesh to the front where it has gone too far from it, or by a share of that way; returns the state
   * itself where not.
   */
  follow(state: CellState, share?: number): CellState;
  /** Potential at every electrolyte node [nNode], V. */
  spread(state: CellState): Float64Array;
  /** Takes changed live parameters. */
  revise(model: Model): void;
  /** What there is to say since the last call: that the reduced model was left, and why. */
  takeNotices(): string[];
  /** All that the next steps go by beside their state: a stepper that is given it makes them with the same bits. */
  remember(): SolverMemory;
}

/** Share of the current at 1C below which residuals are no longer measured by the current itself. */
const SMALL_CURRENT = 0.01;
const NO_PARTICLE = "no particle is left that could carry the current";

/** `memory` is that of a stepper of the same model, or of one with other live parameters. */
export function createStepper(model: Model, memory?: SolverMemory): Stepper {
  return new CellStepper(model, memory);
}

class CellStepper implements Stepper {
  private current: Model;
  private material: MaterialValues;
  private readonly solvers: SolverSet;
  private readonly particles: ParticleAdvance;
  private movingMesh: MovingMesh | undefined;
  private loadedGeometry: Geometry | undefined;
  private loadedStatus: Uint8Array | undefined;
  private cycle: number;
  private begun: BegunStep | undefined;

  constructor(model: Model, memory: SolverMemory | undefined) {
    this.current = model;
    this.material = evaluateMaterial(model.scenario);
    this.solvers = createSolverSet(model, memory);
    this.particles = createParticleAdvance(model);
    this.loadedGeometry = memory?.system.noted;
    this.loadedStatus = memory?.status;
    this.cycle = memory?.cycle ?? 0;
  }

  get model(): Model {
    return this.current;
  }

  step(state: CellState, request: StepRequest): StepOutcome {
    const { dt, control } = request;
    const { coefficients, predictor, filmGrowth, conditions } = this.begin(state, request);
    // Nothing says what the voltage would be, at rest neither.
    if (conditions.conducts.every((on) => on === 0)) return { ok: false, reason: NO_PARTICLE };
    this.prepareSolvers(state);
    const { model, particles } = this;
    const current = control.kind === "current" ? control.current : state.current;
    const currentScale = Math.max(Math.abs(current), SMALL_CURRENT * model.oneC);
    const outcome = solveImposed(this.solvers.solver, control, {
      conditions,
      guess: this.startingGuess(state, predictor),
      currentScale,
      tolerance: model.scenario.solver.residualTolerance,
    });
    if (!outcome.ok) return outcome;
    const { potentials } = outcome;
    const held = control.kind === "voltage";
    const atRest = control.kind === "current" && control.current === 0;
    const solved = { dt, held, atRest, coefficients, potentials, filmGrowth, currentScale };
    const next = composeState({ model, particles }, state, solved);
    if ("reason" in next) return { ok: false, reason: next.reason };
    const { concentration } = next.particles;
    const { conducts } = particles;
    const end = { concentration, conducts, voltage: potentials.voltage, current: next.current };
    const errors = estimateErrors(model, state, { dt, control: control.kind }, end);
    const { order } = coefficients;
    const { solves, corrections, factorisations, residual } = outcome;
    const effort = { solves, corrections, factorisations, residual };
    return { ok: true, state: next, error: errorOf(errors, order), errors, order, ...effort };
  }

  predict(state: CellState, request: StepRequest): Prediction | undefined {
    if (state.past.length < 2) return undefined;
    const { dt, control } = request;
    const { coefficients, predicted, conditions } = this.begin(state, request);
    if (predicted === undefined) return undefined;
    const { conducts } = conditions;
    const voltage =
      control.kind === "voltage"
        ? control.voltage
        : predicted.drive + readVoltage(conditions, predicted, new Float64Array(conducts.length));
    const { current: model, particles } = this;
    const { order } = coefficients;
    return {
      order,
      voltage,
      get error() {
        const concentration = particles.concentrate(state, predicted.particleCurrent);
        const current = predicted.particleCurrent.reduce((sum, own) => sum + own, 0);
        const end = { concentration, conducts, voltage, current };
        return estimateError(model, state, order, { dt, control: control.kind }, end);
      },
    };
  }

  follow(state: CellState, share = 1): CellState {
    const grown = needsMove(this.current, state);
    if (grown === undefined) return state;
    const { geometry } = state;
    this.movingMesh ??= createMovingMesh(this.current);
    const aim = share === 1 ? grown : grown.map((own, k) => share * own + (1 - share) * geometry.grown[k]);
    return { ...state, geometry: { ...geometry, ...this.movingMesh.move(aim) } };
  }

  spread(state: CellState): Float64Array {
    this.load(state.geometry);
    const { system, reduced } = this.solvers;
    const out = new Float64Array(this.current.electrolyte.nodeCount);
    if (reduced !== undefined) reduced.extend(state.potentials, out);
    else system.extend(state.potentials.potential, state.potentials.injection, out);
    return out;
  }

  revise(changed: Model): void {
    this.current = changed;
    this.material = evaluateMaterial(changed.scenario);
    this.begun = undefined;
  }

  takeNotices(): string[] {
    return this.solvers.reduced?.takeNotices() ?? [];
  }

  remember(): SolverMemory {
    return { ...this.solvers.remember(), status: this.loadedStatus, cycle: this.cycle };
  }

  /** Particles and films ahead of the solve; what was begun last is kept, since a judged step mostly follows. */
  private begin(state: CellState, request: StepRequest): BegunStep {
    if (this.begun?.state === state && this.begun.request === request) return this.begun;
    const { particles, material } = this;
    const { dt } = request;
    const coefficients = schemeCoefficients(dt, state, orderFor(state));
    const predictor = choosePredictor(state, coefficients.order, request);
    const predicted = predictor && extrapolateDrive(predictor.past, predictor.weights);
    particles.prepare(state, { coefficients, dt }, material, predicted?.particleCurrent);
    const filmGrowth = growParticleFilms(this.current, state, particles.conducts, dt);
    const conditions = describeInterfaces(this.current, state, { particles, material, filmGrowth, dt });
    this.begun = { state, request, coefficients, predictor, predicted, filmGrowth, conditions };
    return this.begun;
  }

  /** Brings the matrix to where the state is, and tells the solvers of contacts and cycles that are others. */
  private prepareSolvers({ geometry, particles, cursor }: CellState): void {
    this.load(geometry);
    const { solver, reduced } = this.solvers;
    if (this.loadedStatus !== particles.status) {
      solver.forget();
      this.loadedStatus = particles.status;
    }
    if (this.cycle !== cursor.cycle) {
      reduced?.renew();
      this.cycle = cursor.cycle;
    }
  }

  /** Brings the matrix to the state's geometry, and its factor with it; the reduced model's when it is needed. */
  private load(geometry: Geometry): void {
    if (geometry === this.loadedGeometry) return;
    this.loadedGeometry = geometry;
    const { upkeep, reduced } = this.solvers;
    const moved = upkeep.note(geometry);
    if (reduced === undefined) upkeep.refresh();
    else reduced.load(() => upkeep.stiffness(), geometry, moved);
  }

  /** What is predicted, or the present; made to belong to the matrix where the geometry has changed since. */
  private startingGuess(
    { past, geometry, potentials, solvedOn }: CellState,
    predictor: Predictor | undefined,
  ): BoundaryPotentials {
    const { reduced, solver } = this.solvers;
    const guess =
      predictor === undefined
        ? copyPotentials(potentials, reduced !== undefined)
        : extrapolatePotentials(predictor.past, predictor.weights, reduced !== undefined);
    const same = predictor === undefined ? geometry === solvedOn : past.every((e) => e.geometry === geometry);
    return same ? guess : solver.rebase(guess);
  }
}

/** By what the end of the step is expected; undefined where nothing is known of it. */
function choosePredictor(state: CellState, order: number, { dt, near }: StepRequest): Predictor | undefined {
  if (near !== undefined) return interpolateNear(state, near, dt);
  const past = state.past.slice(0, Math.max(3, order + 1));
  if (past.length === 0) return undefined;
  return { past, weights: extrapolationWeights(state, past.length, dt) };
}
