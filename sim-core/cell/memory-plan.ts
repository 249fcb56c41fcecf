/**
 * What a cell will take in memory, known from its mesh and symbolic analysis before anything of size is made: the
 * arrays that are there, the matrix twice (conduction alone, and with the interfaces), and two factors (potentials,
 * motion of the mesh).
 */
import { InputError } from "../base/errors.ts";
import { planMemory } from "../linalg/cholesky.ts";
import { type ConductionStructure, countRoom } from "./conduction-system.ts";

/** Where a WebAssembly memory ends. */
const LARGEST_FACTOR = 2 ** 32;

/** Bytes; plain numbers. */
export interface MemoryPlan {
  readonly arrays: number;
  readonly matrix: number;
  readonly factor: number;
  readonly total: number;
}

/** Returns the plan for a matrix of this structure and the arrays of these records. */
export function planCellMemory(structure: ConductionStructure, records: readonly object[]): MemoryPlan {
  const arrays = countBytes([structure, ...records]);
  const matrix = 2 * 8 * structure.pattern.rows.length + 8 * structure.scatter.length;
  const factor = planMemory(structure.symbolic, { room: countRoom(structure) });
  return { arrays, matrix, factor, total: arrays + matrix + 2 * factor };
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
