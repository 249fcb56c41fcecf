/**
 * One time step of the whole cell: a pure function of state, step length and what is imposed. Particles,
 * interfaces, potentials and lithium front are advanced together; only the front's shape, its depletion and the
 * films lag by one step. A step that fails is a value and leaves nothing behind but scratch.
 */
import { describeFront } from "../../cell/front-conditions.ts";
import { evaluateMaterial } from "../../cell/material.ts";
import type { Model } from "../../cell/model.ts";
import { shiftParticles } from "../../cell/particle-shift.ts";
import type { CellState } from "../../cell/state.ts";
import { frontResistance, growParticleFilms } from "../../mechanisms/advance-films.ts";
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
import { createParticleAdvance } from "./advance-particles.ts";
import { composeState } from "./compose-state.ts";
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
import { estimateError } from "./local-error.ts";
import { solveImposed } from "./solve-imposed.ts";
import { createSolverSet } from "./solver-set.ts";

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
      /** Estimated local error in V. */
      readonly error: number;
      readonly order: 1 | 2;
      /** Triangular solves that the step took. */
      readonly solves: number;
    }
  | { readonly ok: false; readonly reason: string };

/** What the past says of a step that has not been solved. */
export interface Prediction {
  /** Local error that it would have, V. */
  readonly error: number;
  readonly voltage: number;
}

/** A step up to what has to be solved. */
interface BegunStep {
  readonly state: CellState;
  readonly request: StepRequest;
  readonly coefficients: SchemeCoefficients;
  readonly weights: readonly number[];
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

/** `memory` is that of a stepper of the same model, or of one with other live parameters. */
export function createStepper(initialModel: Model, memory?: SolverMemory): Stepper {
  let model = initialModel;
  let material = evaluateMaterial(model.scenario);
  const { electrolyte } = model;
  const solvers = createSolverSet(model, memory);
  const { system, upkeep, reduced, solver } = solvers;
  const particles = createParticleAdvance(model);
  let movingMesh: MovingMesh | undefined;
  let loadedGeometry = memory?.system.noted;
  let loadedStatus = memory?.status;
  let cycle = memory?.cycle ?? 0;
  let begun: BegunStep | undefined;

  /** Brings the matrix to the state's geometry, and its factor with it; the reduced model's when it is needed. */
  const load = (geometry: Geometry): void => {
    if (geometry === loadedGeometry) return;
    loadedGeometry = geometry;
    const moved = upkeep.note(geometry);
    if (reduced === undefined) upkeep.refresh();
    else reduced.load(upkeep.stiffness, geometry, moved);
  };

  const describeInterfaces = (
    state: CellState,
    filmGrowth: Float64Array,
    dt: number,
  ): InterfaceConditions => {
    const { scenario, population } = model;
    const { contactFraction: left } = state.particles;
    const { contactFraction, electronicContactResistance } = scenario.interface;
    const exchange = new Float64Array(population.count);
    const film = new Float64Array(population.count);
    const contactResistance = new Float64Array(population.count);
    for (let p = 0; p < population.count; p++) {
      exchange[p] = material.exchange * contactFraction * left[p];
      film[p] = material.film + material.filmFactor * filmGrowth[p];
      contactResistance[p] = electronicContactResistance / (left[p] * population.perimeter[p]);
    }
    return {
      temperature: scenario.cell.temperature,
      openCircuitPotential: scenario.ncm.openCircuitPotential,
      conducts: particles.conducts,
      surfaceFree: particles.surfaceFree,
      surfaceResponse: particles.surfaceResponse,
      exchange,
      film,
      contactResistance,
      particleShift: shiftParticles(model, state),
      ...describeFront(model, state, {
        exchange: material.frontExchange,
        film: frontResistance(model, state, dt),
      }),
      frontLength: state.geometry.frontLength,
      frontDepleted: state.front.depleted,
      nucleationOverpotential: scenario.anode.nucleationOverpotential,
    };
  };

  /** By what the end of the step is expected; undefined where nothing is known of it. */
  const choosePredictor = (
    { past }: CellState,
    weights: readonly number[],
    { dt, near }: StepRequest,
  ): Predictor | undefined => {
    if (near !== undefined) return interpolateNear(past, near, dt);
    return past.length > 0 ? { past, weights } : undefined;
  };

  /** What is predicted, or the present; made to belong to the matrix where the geometry has changed since. */
  const startingGuess = (
    { past, geometry, potentials, solvedOn }: CellState,
    predictor: Predictor | undefined,
  ): BoundaryPotentials => {
    const guess =
      predictor === undefined
        ? copyPotentials(potentials, reduced !== undefined)
        : extrapolatePotentials(predictor.past, predictor.weights, reduced !== undefined);
    const same = predictor === undefined ? geometry === solvedOn : past.every((e) => e.geometry === geometry);
    return same ? guess : solver.rebase(guess);
  };

  /** Particles and films ahead of the solve; what was begun last is kept, since a judged step mostly follows. */
  const begin = (state: CellState, request: StepRequest): BegunStep => {
    if (begun?.state === state && begun.request === request) return begun;
    const { dt } = request;
    const coefficients = schemeCoefficients(dt, state.before?.timeStep);
    const weights = extrapolationWeights(state.past, dt);
    const predictor = choosePredictor(state, weights, request);
    const predicted = predictor && extrapolateDrive(predictor.past, predictor.weights);
    particles.prepare(state, { coefficients, dt }, material, predicted?.particleCurrent);
    const filmGrowth = growParticleFilms(model, state, particles.conducts, dt);
    const conditions = describeInterfaces(state, filmGrowth, dt);
    begun = { state, request, coefficients, weights, predictor, predicted, filmGrowth, conditions };
    return begun;
  };

  const step = (state: CellState, request: StepRequest): StepOutcome => {
    const { dt, control } = request;
    const { coefficients, predictor, filmGrowth, conditions } = begin(state, request);
    load(state.geometry);
    if (loadedStatus !== state.particles.status) {
      solver.forget();
      loadedStatus = state.particles.status;
    }
    if (cycle !== state.cursor.cycle) {
      reduced?.renew();
      cycle = state.cursor.cycle;
    }
    const current = control.kind === "current" ? control.current : state.current;
    const currentScale = Math.max(Math.abs(current), SMALL_CURRENT * model.oneC);
    const outcome = solveImposed(solver, control, {
      conditions,
      guess: startingGuess(state, predictor),
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
    const { order } = coefficients;
    const { concentration } = next.particles;
    const end = {
      concentration,
      conducts: particles.conducts,
      voltage: potentials.voltage,
      current: next.current,
    };
    return {
      ok: true,
      state: next,
      error: estimateError(model, state, { dt, control: control.kind }, end),
      order,
      solves: outcome.solves,
    };
  };

  const predict = (state: CellState, request: StepRequest): Prediction | undefined => {
    if (state.past.length < 2) return undefined;
    const { dt, control } = request;
    const { predicted, conditions } = begin(state, request);
    if (predicted === undefined) return undefined;
    const { conducts } = conditions;
    const voltage =
      control.kind === "voltage"
        ? control.voltage
        : predicted.drive + readVoltage(conditions, predicted, new Float64Array(conducts.length));
    const concentration = particles.concentrate(state, predicted.particleCurrent);
    const current = predicted.particleCurrent.reduce((sum, own) => sum + own, 0);
    const end = { concentration, conducts, voltage, current };
    return { error: estimateError(model, state, { dt, control: control.kind }, end), voltage };
  };

  return {
    get model() {
      return model;
    },
    step,
    predict,
    follow(state, share = 1) {
      const grown = needsMove(model, state);
      if (grown === undefined) return state;
      const { geometry } = state;
      movingMesh ??= createMovingMesh(model);
      const aim = share === 1 ? grown : grown.map((own, k) => share * own + (1 - share) * geometry.grown[k]);
      return { ...state, geometry: { ...geometry, ...movingMesh.move(aim) } };
    },
    spread(state) {
      load(state.geometry);
      const out = new Float64Array(electrolyte.nodeCount);
      if (reduced !== undefined) reduced.extend(state.potentials, out);
      else system.extend(state.potentials.potential, state.potentials.injection, out);
      return out;
    },
    revise(changed) {
      model = changed;
      material = evaluateMaterial(model.scenario);
      begun = undefined;
    },
    takeNotices: () => reduced?.takeNotices() ?? [],
    remember: () => ({ ...solvers.remember(), status: loadedStatus, cycle }),
  };
}
