/**
 * What a cell will take in memory, known from its mesh and symbolic analysis before anything of size is made: the
 * arrays that are there, the matrix twice (conduction alone, and with the interfaces), two factors (potentials,
 * motion of the mesh), the states that a step looks back on, and what the reduced model adds. The engine's own 0.1 to
 * 0.2 GB come on top, and while the cell is meshed anew the old one is still there.
 * Stress, on a mesh of its own, is not counted.
 */
import { InputError } from "../base/errors.ts";
import { planMemory } from "../factorisation/cholesky.ts";
import { ENTRIES_PER_TRIANGLE } from "../fem/laplace.ts";
import { countReactionNumbers } from "../kernels/interface-reactions.ts";
import type { ConductionStructure } from "../potentials/conduction-system.ts";
import { countCorrectionNumbers } from "../potentials/potential-correction.ts";
import type { Scenario } from "../scenario/record/scenario.ts";

/** Where a WebAssembly memory ends. */
const LARGEST_FACTOR = 0x1_0000_0000;

/** States that are held at a time, each with potentials and places of its nodes. */
const STATES = 4;
/** What a state holds of a triangle: intergranular lithium twice, and how it obstructs the current. */
const BYTES_PER_TRIANGLE = 24;
/** Places where the reduced model evaluates charge transfer, each fewer than there are nodes: few, more, the front. */
const SAMPLINGS = 3;

/** Bytes; plain numbers. */
export interface MemoryPlan {
  readonly arrays: number;
  readonly matrix: number;
  /** Of one factor; there are two, and a third in the reduced model. */
  readonly factor: number;
  /** Charge transfer at the interfaces, and corrections of their potentials. */
  readonly vectors: number;
  /** Stiffness, matrix and vectors of the mesh's motion, without its factor. */
  readonly motion: number;
  readonly states: number;
  /** Third factor, its matrix, charge transfer at its samples, and the dense response of the modes; 0 for the full model. */
  readonly reduced: number;
  readonly total: number;
}

/** Returns the plan for a matrix of this structure, the arrays of these records, and a solver as chosen. */
export function planCellMemory(
  structure: ConductionStructure,
  records: readonly object[],
  solver: Pick<Scenario["solver"], "model" | "particleHarmonics" | "frontModes">,
): MemoryPlan {
  const { pattern, scatter, support, boundaryCoupling, particleDiagonal } = structure;
  const particles = particleDiagonal.length;
  const arrays = countBytes([structure, ...records]);
  const system = 2 * 8 * pattern.rows.length;
  const matrix = system + 8 * scatter.length;
  const factor = planMemory(structure.symbolic);
  const count = support.length - particles;
  const reactions = 8 * countReactionNumbers(count, boundaryCoupling.length, particles);
  const vectors = reactions + 8 * countCorrectionNumbers(count, particles);
  const motion = 8 * (scatter.length + pattern.rows.length + 2 * pattern.size);
  const perNode = 8 * (2 * (pattern.size - particles) + 2 * support.length);
  const states = STATES * (perNode + (BYTES_PER_TRIANGLE * scatter.length) / ENTRIES_PER_TRIANGLE);
  const modes = particles * (1 + 2 * solver.particleHarmonics) + solver.frontModes;
  const means = particles + solver.frontModes;
  // Responses are found in double precision and kept in single.
  const responses = (8 + 4) * (modes ** 2 + means ** 2);
  const reduced = solver.model !== "reduced" ? 0 : factor + system + responses + SAMPLINGS * reactions;
  const total = arrays + matrix + 2 * factor + vectors + motion + states + reduced;
  return { arrays, matrix, factor, vectors, motion, states, reduced, total };
}

/** Throws InputError where the plan goes beyond `limit` bytes. */
export function refuseBeyond(limit: number, plan: MemoryPlan, unknowns: number): void {
  if (plan.total <= limit && plan.factor <= LARGEST_FACTOR) return;
  const allowed =
    plan.total > limit ? `at most ${inGigabytes(limit)} (solver.memoryLimit)` : "a factor of at most 4.3 GB";
  const got = `${unknowns} unknowns, which take ${inGigabytes(plan.total)}, ${inGigabytes(plan.factor)} of it for each factor`;
  throw new InputError([
    { where: "mesh", got, expected: `${allowed}: a coarser mesh or a narrower cell takes less` },
  ]);
}

function inGigabytes(bytes: number): string {
  return `${Number((bytes / 1e9).toPrecision(2))} GB`;
}

/** Sums the typed arrays in plain records, each once. */
function countBytes(records: readonly unknown[], seen: Set<unknown> = new Set()): number {
  let bytes = 0;
  for (const record of records) {
    if (typeof record !== "object" || record === null || seen.has(record)) continue;
    seen.add(record);
    bytes += ArrayBuffer.isView(record) ? record.byteLength : countBytes(Object.values(record), seen);
  }
  return bytes;
}
