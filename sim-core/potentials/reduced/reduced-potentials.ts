/**
 * The coupled potentials by the reduced interface model, watched by the full one: every so many solves, and first
 * after the conditions changed, the full model is solved from the reduced solution and the particles' currents are
 * compared. Beyond the tolerance, or where the reduced model does not converge, the full model takes over until the
 * next cycle, and a sentence says so. numerics.md 3.4.
 */

import type { Boundary } from "../boundary.ts";
import type { ConductionStructure } from "../conduction-system.ts";
import type { Geometry } from "../geometry.ts";
import type { BoundaryPotentials } from "../interface-kinetics.ts";
import {
  createInterfaceModes,
  expandFrontCurrents,
  expandOnFront,
  expandOnParticles,
  type InterfaceModes,
  type InterfaceShape,
  type ModeCounts,
} from "../interface-modes.ts";
import type { PotentialOutcome, PotentialRequest, PotentialSolver } from "../potentials.ts";
import type { ReducedMemory } from "../solver-memory.ts";
import { createModalSolver, type ModalSolver } from "./modal-potentials.ts";
import { ModelSwitch } from "./model-switch.ts";
import { ResponseUpkeep } from "./response-upkeep.ts";

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
/** `full` solves on a system of its own, which the caller keeps up to date and factored. */
export function createReducedPotentials(
  shape: ReducedShape,
  full: PotentialSolver,
  options: ReducedOptions,
): ReducedPotentials {
  return new WatchedPotentials(shape, full, options);
}

class WatchedPotentials implements ReducedPotentials {
  readonly #boundary: Boundary;
  readonly #full: PotentialSolver;
  readonly #modes: InterfaceModes;
  readonly #tolerance: number;
  readonly #response: ResponseUpkeep;
  readonly #solver: ModalSolver;
  readonly #switch: ModelSwitch;

  constructor({ structure, ...shape }: ReducedShape, full: PotentialSolver, options: ReducedOptions) {
    this.#boundary = shape.boundary;
    this.#full = full;
    this.#modes = createInterfaceModes(shape, options.modes);
    this.#tolerance = options.tolerance;
    this.#response = new ResponseUpkeep(structure, shape.boundary, this.#modes);
    this.#solver = createModalSolver(shape.boundary, this.#modes, this.#response.vectors);
    this.#switch = new ModelSwitch(options.checkInterval);
  }

  load(stiffness: () => ArrayLike<number>, geometry: Geometry, moved: boolean): void {
    this.#response.load(stiffness, geometry, moved);
  }

  solve(request: PotentialRequest): PotentialOutcome {
    return this.#switch.exact ? this.#solveFullFromGuess(request) : this.#attempt(request);
  }

  rebase(potentials: BoundaryPotentials): BoundaryPotentials {
    return potentials;
  }

  forget(): void {
    // For a check the full model makes do with its old factor, as long as that serves.
    if (this.#switch.exact) this.#full.forget();
    this.#switch.checkNext();
  }

  extend({ potential, injection }: BoundaryPotentials, out: Float64Array): void {
    this.#response.extend(potential, injection, out);
  }

  renew(): void {
    this.#switch.renew();
  }

  takeNotices(): string[] {
    return this.#switch.takeNotices();
  }

  remember(): ReducedMemory {
    return { ...this.#response.remember(), ...this.#switch.remember(), ...this.#solver.remember() };
  }

  recall(memory: ReducedMemory, stiffness: (geometry: Geometry) => ArrayLike<number>): void {
    this.#switch.recall(memory);
    this.#solver.recall(memory);
    this.#response.recall(memory, stiffness);
  }

  #attempt(request: PotentialRequest): PotentialOutcome {
    const tolerance = Math.max(request.tolerance, CONVERGENCE * this.#tolerance);
    const reduced = this.#solver.solve({ ...request, tolerance }, this.#response.current());
    if (!reduced.ok) {
      const outcome = this.#solveFullFromGuess(request);
      // Where the full model fails too, the step is to blame.
      if (outcome.ok)
        this.#switch.takeOver(`the reduced interface model found no solution (${reduced.reason})`);
      return outcome;
    }
    if (!this.#switch.isDue()) return reduced;
    const instead = this.#compare(request, reduced.potentials);
    if (instead === undefined) return reduced;
    if (this.#response.aged) {
      // Perhaps only the response is of a cell that has moved since: the next solve tries, and is checked.
      this.#response.discard();
      this.#switch.checkNext();
    }
    return instead;
  }

  /** Returns the full model's solution where the reduced one differs from it by too much. */
  #compare(request: PotentialRequest, reduced: BoundaryPotentials): PotentialOutcome | undefined {
    const outcome = this.#solveFull(request, reduced);
    if (!outcome.ok) return outcome;
    const error = compareCurrents(request, reduced, outcome.potentials);
    if (error <= this.#tolerance) return undefined;
    if (!this.#response.aged) {
      const allowed = percent(this.#tolerance);
      this.#switch.takeOver(
        `the reduced interface model was off by ${percent(error)} of the mean particle current (allowed: ${allowed})`,
      );
    }
    return outcome;
  }

  #solveFullFromGuess(request: PotentialRequest): PotentialOutcome {
    return this.#solveFull(request, expandGuess(this.#modes, this.#boundary, request.guess));
  }

  /** `from` is kept, though a guess is overwritten. */
  #solveFull(request: PotentialRequest, from: BoundaryPotentials): PotentialOutcome {
    const particleCurrent = from.particleCurrent.slice();
    return this.#full.solve({ ...request, guess: this.#full.rebase({ ...from, particleCurrent }) });
  }
}

/** The start of a solve at the nodes. */
function expandGuess(
  modes: InterfaceModes,
  boundary: Boundary,
  guess: BoundaryPotentials,
): BoundaryPotentials {
  const { modes: own, ...rest } = guess;
  if (own === undefined) return guess;
  const potential = new Float64Array(boundary.count);
  const injection = new Float64Array(boundary.count);
  expandOnParticles(modes, boundary, own, { potential, injection });
  expandOnFront(modes, boundary, own, potential);
  expandFrontCurrents(modes, boundary, own, injection);
  return { ...rest, potential, injection };
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
