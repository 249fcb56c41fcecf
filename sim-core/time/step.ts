/**
 * One time step of the whole cell: a pure function of state, step length and what is imposed. Particles,
 * interfaces, potentials and lithium front are advanced together; only the front's shape, its depletion and the
 * films lag by one step. A step that fails is a value and leaves nothing behind but scratch.
 */
import { coefficientOfVariation } from "../anode/lithium.ts";
import { createConductionSystem, stiffnessSize } from "../cell/conduction-system.ts";
import type { BoundaryPotentials, InterfaceConditions } from "../cell/interface-kinetics.ts";
import { countLithium } from "../cell/ledger.ts";
import { evaluateMaterial } from "../cell/material.ts";
import type { Model } from "../cell/model.ts";
import { createMovingMesh, type MovingMesh } from "../cell/moving-mesh.ts";
import { type Control, createPotentialSolver } from "../cell/potentials.ts";
import type { CellState, Geometry, PastStep } from "../cell/state.ts";
import { computeStiffness } from "../fem/laplace.ts";
import { advanceFront, frontResistance, needsMove } from "./advance-front.ts";
import { createParticleAdvance } from "./advance-particles.ts";
import {
  extrapolatePotentials,
  extrapolateSurface,
  extrapolationWeights,
  localErrorShare,
} from "./extrapolate.ts";
import { schemeCoefficients } from "./integrate.ts";

export interface StepRequest {
  readonly dt: number /* s */;
  readonly control: Control;
}

export type StepOutcome =
  | {
      readonly ok: true;
      readonly state: CellState;
      /** Estimated local error in V; 0 where the past is too short to tell. */
      readonly error: number;
      readonly order: 1 | 2;
      /** Triangular solves that the step took. */
      readonly solves: number;
    }
  | { readonly ok: false; readonly reason: string };

export interface Stepper {
  readonly model: Model;
  step(state: CellState, request: StepRequest): StepOutcome;
  /** Moves the mesh to the front where it has gone too far from it; returns the state itself where not. */
  follow(state: CellState): CellState;
  /** Potential at every electrolyte node [nNode], V. */
  spread(state: CellState): Float64Array;
  /** Takes changed live parameters. */
  revise(model: Model): void;
}

/** Share of the current at 1C below which residuals are no longer measured by the current itself. */
const SMALL_CURRENT = 0.01;
/** Weight of the surface stoichiometry in the error, V: a typical slope of the open-circuit potential. */
const SURFACE_WEIGHT = 1;
const PAST_LENGTH = 3;

export function createStepper(initialModel: Model): Stepper {
  let model = initialModel;
  let material = evaluateMaterial(model.scenario);
  const { boundary, electrolyte, structure } = model;
  const system = createConductionSystem(structure, boundary);
  const solver = createPotentialSolver(boundary, system);
  const particles = createParticleAdvance(model);
  const stiffness = new Float64Array(stiffnessSize(electrolyte));
  const particleCount = model.population.count;
  let movingMesh: MovingMesh | undefined;
  let loadedGeometry: Geometry | undefined;
  let loadedStatus: Uint8Array | undefined;

  /** Brings the matrix to the state's geometry, and its factor with it. */
  const load = (geometry: Geometry): void => {
    if (geometry === loadedGeometry) return;
    if (geometry.points !== loadedGeometry?.points) {
      computeStiffness(geometry.points, electrolyte.triangles, stiffness);
    }
    system.load(stiffness, geometry.conductivity);
    loadedGeometry = geometry;
    system.freeze(system.frozen);
  };

  const describeInterfaces = (state: CellState): InterfaceConditions => {
    const { scenario, population } = model;
    const { contact, filmGrowth } = state.particles;
    const share = scenario.interface.contactFraction;
    return {
      temperature: scenario.cell.temperature,
      openCircuitPotential: scenario.ncm.openCircuitPotential,
      conducts: particles.conducts,
      surfaceFree: particles.surfaceFree,
      surfaceResponse: particles.surfaceResponse,
      exchange: contact.map((left) => material.exchange * share * left),
      film: filmGrowth.map((gain) => material.film + material.filmFactor * gain),
      contactResistance: contact.map(
        (left, p) => scenario.interface.electronicContactResistance / (left * population.perimeter[p]!),
      ),
      frontExchange: material.frontExchange,
      frontResistance: frontResistance(model, state.front),
      frontLength: state.geometry.frontLength,
      frontDepleted: state.front.depleted,
      nucleationOverpotential: scenario.anode.nucleationOverpotential,
    };
  };

  /** Current of each particle as the electrolyte carries it: sums over perimeters, so that charge is kept exactly. */
  const collectCurrents = (potentials: BoundaryPotentials): Float64Array => {
    const currents = new Float64Array(particleCount);
    for (let p = 0; p < particleCount; p++) {
      let sum = 0;
      for (let k = boundary.particleStart[p]!; k < boundary.particleStart[p + 1]!; k++) {
        sum += potentials.injection[k]!;
      }
      currents[p] = sum;
    }
    return currents;
  };

  const startingGuess = (state: CellState, weights: number[]): BoundaryPotentials => {
    const { past, geometry } = state;
    if (past.length === 0)
      return geometry === state.solvedOn ? state.potentials : solver.rebase(state.potentials);
    const guess = extrapolatePotentials(past, weights);
    return past.every((entry) => entry.geometry === geometry) ? guess : solver.rebase(guess);
  };

  const step = (state: CellState, { dt, control }: StepRequest): StepOutcome => {
    const coefficients = schemeCoefficients(dt, state.before?.timeStep);
    particles.prepare(state, coefficients, dt, material);
    load(state.geometry);
    if (loadedStatus !== state.particles.status) {
      solver.forget();
      loadedStatus = state.particles.status;
    }
    const weights = extrapolationWeights(state.past, dt);
    const imposed = control.kind === "current" ? control.current : state.current;
    const currentScale = Math.max(Math.abs(imposed), SMALL_CURRENT * model.oneC);
    const outcome = solver.solve({
      conditions: describeInterfaces(state),
      control,
      guess: startingGuess(state, weights),
      currentScale,
      tolerance: model.scenario.solver.residualTolerance,
    });
    if (!outcome.ok) return outcome;
    const currents = collectCurrents(outcome.potentials);
    const next = compose(state, { dt, coefficients, potentials: outcome.potentials, currents, currentScale });
    if ("reason" in next) return { ok: false, reason: next.reason };
    return {
      ok: true,
      state: next,
      error: estimateError(state, next, weights, coefficients.order, dt),
      order: coefficients.order,
      solves: outcome.solves,
    };
  };

  interface Solved {
    readonly dt: number;
    readonly coefficients: ReturnType<typeof schemeCoefficients>;
    readonly potentials: BoundaryPotentials;
    readonly currents: Float64Array;
    readonly currentScale: number;
  }

  const compose = (state: CellState, solved: Solved): CellState | { readonly reason: string } => {
    const { dt, coefficients, potentials, currents } = solved;
    const { section } = model;
    const front = advanceFront(model, state, { dt, coefficients, injection: potentials.injection });
    if ("reason" in front) return front;
    const advanced = particles.finish(state, currents, {
      dt,
      voltage: potentials.voltage,
      scenario: model.scenario,
    });
    let total = 0;
    for (const current of currents) total += current;
    let plating = 0;
    for (let k = boundary.frontStart; k < boundary.count; k++) plating -= potentials.injection[k]!;
    const past: PastStep = {
      timeStep: dt,
      potentials,
      surface: advanced.surface,
      geometry: state.geometry,
    };
    const passed = (Math.abs(total) * dt) / section.width;
    const unevenness = coefficientOfVariation(front.density, state.geometry.frontLength);
    const { tally, cursor } = state;
    return {
      time: state.time + dt,
      step: state.step + 1,
      cursor: { ...cursor, elapsed: cursor.elapsed + dt, passed: cursor.passed + passed },
      particles: advanced,
      front: front.state,
      geometry: state.geometry,
      potentials,
      solvedOn: state.geometry,
      current: total,
      past: [past, ...state.past].slice(0, PAST_LENGTH),
      before: {
        timeStep: dt,
        concentration: state.particles.concentration,
        plated: state.front.plated,
      },
      proposedStep: state.proposedStep,
      tally: {
        ...tally,
        chargeCapacity: tally.chargeCapacity + (total > 0 ? passed : 0),
        dischargeCapacity: tally.dischargeCapacity + (total < 0 ? passed : 0),
        unevenness: tally.unevenness + (total > 0 ? unevenness * dt : 0),
        chargingTime: tally.chargingTime + (total > 0 ? dt : 0),
      },
      ledger: countLithium(model, advanced, front.state, {
        initial: state.ledger.initial,
        chargeImbalance: Math.abs(total - plating) / solved.currentScale,
      }),
    };
  };

  const estimateError = (
    state: CellState,
    next: CellState,
    weights: number[],
    order: 1 | 2,
    dt: number,
  ): number => {
    const share = localErrorShare(state.past, dt, order);
    if (share === 0) return 0;
    let voltage = -next.potentials.voltage;
    state.past.forEach((entry, i) => {
      voltage += weights[i]! * entry.potentials.voltage;
    });
    const predicted = extrapolateSurface(state.past, weights);
    let square = 0;
    let active = 0;
    for (let p = 0; p < particleCount; p++) {
      if (particles.conducts[p] === 0) continue;
      square += (next.particles.surface[p]! - predicted[p]!) ** 2;
      active++;
    }
    const surface = active > 0 ? SURFACE_WEIGHT * Math.sqrt(square / active) : 0;
    return share * Math.max(Math.abs(voltage), surface);
  };

  return {
    get model() {
      return model;
    },
    step,
    follow(state) {
      const grown = needsMove(model, state);
      if (grown === undefined) return state;
      movingMesh ??= createMovingMesh(model);
      return { ...state, geometry: { ...state.geometry, ...movingMesh.move(grown) } };
    },
    spread(state) {
      load(state.geometry);
      const out = new Float64Array(electrolyte.nodeCount);
      system.extend(state.potentials.potential, state.potentials.injection, out);
      return out;
    },
    revise(changed) {
      model = changed;
      material = evaluateMaterial(model.scenario);
    },
  };
}
