/**
 * The stiffness of the electrolyte where a state has it, and the full model's matrix with its factor, brought up to date
 * no sooner than somebody solves: the reduced model passes many geometries by between two of its checks.
 */
import { InputError } from "../base/errors.ts";
import { computeStiffness, scaleStiffness } from "../fem/laplace.ts";
import type { Submesh } from "../fem/submesh.ts";
import { type ConductionSystem, stiffnessSize } from "./conduction-system.ts";
import type { Geometry } from "./geometry.ts";
import type { PotentialSolver } from "./potentials.ts";
import { recallNumbers, type SystemMemory } from "./solver-memory.ts";

export interface SystemUpkeep {
  /** Says which geometry counts from now on; returns whether its stiffness is another than that of the one before. */
  note(geometry: Geometry): boolean;
  /** The unit stiffness of that geometry, in an array that the next one overwrites. */
  stiffness(): Float64Array;
  /** Loads the system with it and factors at the interfaces that are frozen, unless that has been done. */
  refresh(): void;
  remember(): SystemMemory;
  /** Loads and factors as it was where it was remembered; throws InputError where that cannot be. */
  recall(memory: SystemMemory): void;
}

export function createSystemUpkeep(electrolyte: Submesh, system: ConductionSystem): SystemUpkeep {
  const values = new Float64Array(stiffnessSize(electrolyte));
  let noted: Geometry | undefined;
  let computed: Geometry | undefined;
  let loaded: Geometry | undefined;

  const stiffness = (): Float64Array => {
    if (noted !== undefined && differs(noted, computed)) {
      computeStiffness(noted.points, electrolyte.triangles, values);
      if (noted.obstruction !== undefined) scaleStiffness(values, noted.obstruction);
    }
    computed = noted;
    return values;
  };

  return {
    note(geometry) {
      const other = differs(geometry, noted);
      noted = geometry;
      return other;
    },
    stiffness,
    refresh() {
      if (noted === undefined || noted === loaded) return;
      system.load(stiffness(), noted.conductivity);
      system.freeze(system.frozen);
      loaded = noted;
    },
    remember: () => ({
      noted,
      loaded,
      slope: system.frozen.slope.slice(),
      conductance: system.frozen.conductance.slice(),
    }),
    recall(memory) {
      recallNumbers(system.frozen.slope, memory.slope);
      recallNumbers(system.frozen.conductance, memory.conductance);
      if (memory.loaded !== undefined) {
        noted = memory.loaded;
        system.load(stiffness(), noted.conductivity);
        if (!system.freeze(system.frozen).ok) {
          const got = "slopes without positive pivots";
          throw new InputError([{ where: "memory of the solver", got, expected: "those of a factor" }]);
        }
        loaded = noted;
      }
      noted = memory.noted;
    },
  };
}

/** Returns a `full` solver that brings its system up to date before it uses it. */
export function refreshFirst(full: PotentialSolver, upkeep: SystemUpkeep): PotentialSolver {
  return {
    solve(request) {
      upkeep.refresh();
      return full.solve(request);
    },
    rebase(potentials) {
      upkeep.refresh();
      return full.rebase(potentials);
    },
    forget: () => full.forget(),
    remember: () => full.remember(),
    recall: (memory) => full.recall(memory),
  };
}

function differs(one: Geometry, other: Geometry | undefined): boolean {
  return one.points !== other?.points || one.obstruction !== other.obstruction;
}
