/**
 * The coupled potentials by the reduced interface model, watched by the full one: every so many solves, and first
 * after the conditions changed, the full model is solved from the reduced solution and the particles' currents are
 * compared. Beyond the tolerance, or where the reduced model does not converge, the full model takes over until the
 * next cycle, and a sentence says so. numerics.md 3.4.
 */
import {
  type ConductionStructure,
  type ConductionSystem,
  createConductionSystem,
} from "../conduction-system.ts";
import type { Geometry } from "../geometry.ts";
import type { BoundaryPotentials } from "../interface-kinetics.ts";
import {
  createInterfaceModes,
  expandFrontCurrents,
  expandOnFront,
  expandOnParticles,
  type InterfaceShape,
  type ModeCounts,
} from "../interface-modes.ts";
import type { PotentialOutcome, PotentialRequest, PotentialSolver } from "../potentials.ts";
import type { ReducedMemory } from "../solver-memory.ts";
import { createModalSolver } from "./modal-potentials.ts";
import { createModalResponse, groundSystem, type ModalResponse } from "./modal-response.ts";

/** Where the interfaces are, and the structure of the matrix between them. */
export interface ReducedShape extends InterfaceShape {
  readonly structure: ConductionStructure;
}

export interface ReducedOptions {
  readonly modes: ModeCounts;
  /** Largest difference of a particle's current from the full model's, in mean particle currents. */
  readonly tolerance: number;
  /** Solves between two comparisons. */
  readonly checkInterval: number;
}

export interface ReducedPotentials extends Omit<PotentialSolver, "remember" | "recall"> {
  /** Takes K of `geometry`, whose unit stiffness is asked for when needed; `moved`: it is another than before. */
  load(stiffness: () => ArrayLike<number>, geometry: Geometry, moved: boolean): void;
  /** Writes the potential of every electrolyte node [nNode]. */
  extend(potentials: BoundaryPotentials, out: Float64Array): void;
  /** A cycle begins: the reduced model may try again. */
  renew(): void;
  /** Returns what there is to say since the last call. */
  takeNotices(): string[];
  /** What the next solve goes by beside its request and what is loaded; the full solver is not meant. */
  remember(): ReducedMemory;
  /** Goes on as the one that remembered. What was loaded before has to be loaded again. */
  recall(memory: ReducedMemory, stiffness: (geometry: Geometry) => ArrayLike<number>): void;
}

/** Share of the tolerance to which the reduced model is converged. */
const CONVERGENCE = 0.3;
/** After so many cycles in which the full model had to take over it stays. */
const LARGEST_FAILURES = 3;

/** `full` solves on a system of its own, which the caller keeps up to date and factored. */
export function createReducedPotentials(
  { structure, ...shape }: ReducedShape,
  full: PotentialSolver,
  { modes: counts, tolerance, checkInterval }: ReducedOptions,
): ReducedPotentials {
  const { boundary } = shape;
  const modes = createInterfaceModes(shape, counts);
  const system = createConductionSystem(structure, boundary);
  const solver = createModalSolver(boundary, modes);
  let response: ModalResponse | undefined;
  /** Geometry for which the response was made, its factor since, and the conductivity that this stands for. */
  let responseOn: Geometry | undefined;
  let factor = 1;
  let builtFor = 0;
  let loaded: Geometry | undefined;
  /** The stiffness that the system has not been loaded with yet. */
  let pending: (() => ArrayLike<number>) | undefined;
  /** The nodes have moved since the response was built. */
  let aged = false;
  let sinceCheck = checkInterval;
  let failures = 0;
  let exact = false;
  let notices: string[] = [];

  /** The system, tied down at one node. */
  const grounded = (): ConductionSystem => {
    if (pending !== undefined && loaded !== undefined) {
      system.load(pending(), loaded.conductivity);
      groundSystem(system, boundary);
      pending = undefined;
    }
    return system;
  };

  const currentResponse = (): ModalResponse => {
    if (loaded === undefined) throw new Error("broken invariant: a geometry is loaded before a solve");
    const { conductivity } = loaded;
    if (response === undefined) {
      response = createModalResponse(grounded(), boundary, modes);
      responseOn = loaded;
      factor = 1;
      builtFor = conductivity;
    }
    if (builtFor !== conductivity) {
      response.scale(builtFor / conductivity);
      factor *= builtFor / conductivity;
    }
    builtFor = conductivity;
    return response;
  };

  const rebuild = (): void => {
    response = undefined;
    responseOn = undefined;
    aged = false;
  };

  const solveReduced = (request: PotentialRequest): PotentialOutcome => {
    const sufficient = Math.max(request.tolerance, CONVERGENCE * tolerance);
    return solver.solve({ ...request, tolerance: sufficient }, currentResponse());
  };

  /** `from` is kept, though a guess is overwritten. */
  const solveFull = (request: PotentialRequest, from: BoundaryPotentials): PotentialOutcome => {
    const particleCurrent = from.particleCurrent.slice();
    return full.solve({ ...request, guess: full.rebase({ ...from, particleCurrent }) });
  };

  /** The start of a solve at the nodes. */
  const expand = (guess: BoundaryPotentials): BoundaryPotentials => {
    const { modes: own, ...rest } = guess;
    if (own === undefined) return guess;
    const potential = new Float64Array(boundary.count);
    const injection = new Float64Array(boundary.count);
    expandOnParticles(modes, boundary, own, { potential, injection });
    expandOnFront(modes, boundary, own, potential);
    expandFrontCurrents(modes, boundary, own, injection);
    return { ...rest, potential, injection };
  };

  const takeOver = (reason: string): void => {
    exact = true;
    failures++;
    const until = failures < LARGEST_FAILURES ? "until the cycle ends" : "from here on";
    notices.push(`${reason}; the full model solves ${until}`);
  };

  /** The reduced solution, or the full one where they differ by too much. */
  const check = (request: PotentialRequest, reduced: BoundaryPotentials): PotentialOutcome | undefined => {
    const outcome = solveFull(request, reduced);
    if (!outcome.ok) return outcome;
    const error = compareCurrents(request, reduced, outcome.potentials);
    if (error <= tolerance) return undefined;
    if (!aged) {
      takeOver(
        `the reduced interface model was off by ${percent(error)} of the mean particle current (allowed: ${percent(tolerance)})`,
      );
    }
    return outcome;
  };

  const attempt = (request: PotentialRequest): PotentialOutcome => {
    const reduced = solveReduced(request);
    if (!reduced.ok) {
      const outcome = solveFull(request, expand(request.guess));
      // Where the full model fails too, the step is to blame.
      if (outcome.ok) takeOver(`the reduced interface model found no solution (${reduced.reason})`);
      return outcome;
    }
    sinceCheck++;
    if (sinceCheck < checkInterval) return reduced;
    sinceCheck = 0;
    const instead = check(request, reduced.potentials);
    if (instead === undefined) return reduced;
    if (aged) {
      // Perhaps only the response is of a cell that has moved since: the next solve tries, and is checked.
      rebuild();
      sinceCheck = checkInterval;
    }
    return instead;
  };

  return {
    load(stiffness, geometry, moved) {
      pending = stiffness;
      loaded = geometry;
      if (moved && response !== undefined) aged = true;
    },
    solve(request) {
      return exact ? solveFull(request, expand(request.guess)) : attempt(request);
    },
    rebase: (potentials) => potentials,
    forget() {
      // For a check the full model makes do with its old factor, as long as that serves.
      if (exact) full.forget();
      sinceCheck = checkInterval;
    },
    extend(potentials, out) {
      grounded().extend(potentials.potential, potentials.injection, out);
    },
    renew() {
      if (failures < LARGEST_FAILURES) exact = false;
    },
    takeNotices() {
      const taken = notices;
      notices = [];
      return taken;
    },
    remember: () => ({
      ...{ responseOn, factor, builtFor, aged, sinceCheck, failures, exact, notices },
      ...solver.remember(),
    }),
    recall(memory, stiffness) {
      ({ responseOn, factor, builtFor, aged, sinceCheck, failures, exact } = memory);
      notices = [...memory.notices];
      solver.recall(memory);
      if (responseOn === undefined) return;
      system.load(stiffness(responseOn), responseOn.conductivity);
      groundSystem(system, boundary);
      response = createModalResponse(system, boundary, modes);
      response.scale(factor);
    },
  };
}

/** Largest difference of a particle's current, in mean particle currents. */
function compareCurrents(
  { conditions, currentScale }: PotentialRequest,
  one: BoundaryPotentials,
  other: BoundaryPotentials,
): number {
  let largest = 0;
  let active = 0;
  for (let p = 0; p < conditions.conducts.length; p++) {
    if (conditions.conducts[p] === 0) continue;
    active++;
    largest = Math.max(largest, Math.abs(one.particleCurrent[p] - other.particleCurrent[p]));
  }
  return (largest * active) / currentScale;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
