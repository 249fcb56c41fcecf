/** The solvers of a stepper on one matrix: the full model, the reduced one before it where it was chosen, their memory. */

import type { Model } from "../../cell/model.ts";
import { type ConductionSystem, createConductionSystem } from "../../potentials/conduction-system.ts";
import { createPotentialSolver, type PotentialSolver } from "../../potentials/potentials.ts";
import {
  createReducedPotentials,
  type ReducedPotentials,
} from "../../potentials/reduced/reduced-potentials.ts";
import type { SolverMemory } from "../../potentials/solver-memory.ts";
import { createSystemUpkeep, refreshFirst, type SystemUpkeep } from "../../potentials/system-upkeep.ts";

export interface SolverSet {
  /** The full model's matrix, and what brings it up to date. */
  readonly system: ConductionSystem;
  readonly upkeep: SystemUpkeep;
  /** Undefined where the full model was chosen. */
  readonly reduced: ReducedPotentials | undefined;
  /** The one that was chosen. */
  readonly solver: Pick<PotentialSolver, "solve" | "rebase" | "forget">;
  remember(): Pick<SolverMemory, "system" | "full" | "reduced">;
}

/** Returns the solvers of `model`, which go on as those that have this `memory`; without it they know nothing yet. */
export function createSolverSet(model: Model, memory: SolverMemory | undefined): SolverSet {
  const system = createConductionSystem(model.structure, model.boundary);
  const full = createPotentialSolver(model.boundary, system);
  const upkeep = createSystemUpkeep(model.electrolyte, system);
  const reduced = chooseReduced(model, refreshFirst(full, upkeep));
  if (memory !== undefined) {
    if (memory.reduced !== undefined) {
      reduced?.recall(memory.reduced, (geometry) => {
        upkeep.note(geometry);
        return upkeep.stiffness();
      });
    }
    upkeep.recall(memory.system);
    full.recall(memory.full);
    const { noted } = memory.system;
    if (reduced === undefined) upkeep.refresh();
    else if (noted !== undefined) reduced.load(upkeep.stiffness, noted, false);
  }
  return {
    system,
    upkeep,
    reduced,
    solver: reduced ?? full,
    remember: () => ({
      system: upkeep.remember(),
      full: full.remember(),
      reduced: reduced?.remember(),
    }),
  };
}

function chooseReduced(
  { scenario: { solver }, structure, boundary, electrolyte, population, front }: Model,
  full: PotentialSolver,
): ReducedPotentials | undefined {
  if (solver.model !== "reduced") return undefined;
  const shape = {
    ...{ structure, boundary, electrolyte },
    particleX: population.x,
    particleY: population.y,
    frontLength: front.segmentLength,
  };
  return createReducedPotentials(shape, full, {
    modes: { perParticle: 1 + 2 * solver.particleHarmonics, front: solver.frontModes },
    tolerance: solver.reducedTolerance,
    checkInterval: solver.checkInterval,
  });
}
