/**
 * Particles of the cathode layer on a lattice: columns x rows, each centred in its cell of
 * width/columns by thickness/rows. 28 x 5 circles of 5 um in 420 x 75 um are the paper's cell.
 */
import { InputError, type InputProblem } from "../../base/errors.ts";

/** Where a particle stands; lengths in m, y from the cathode collector. */
export interface PackedSite {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface LatticeRequest {
  /** m */ readonly width: number;
  /** m, of the cathode layer */ readonly thickness: number;
  readonly columns: number;
  readonly rows: number;
  /** m */ readonly radius: number;
}

/** Returns the sites row by row from the collector, left to right; InputError when the circles do not fit. */
export function packLattice(request: LatticeRequest): PackedSite[] {
  const { width, thickness, columns, rows, radius } = request;
  const problems = [
    ...checkCount("cathode.columns", columns, width / (2 * radius)),
    ...checkCount("cathode.rows", rows, thickness / (2 * radius)),
  ];
  if (problems.length > 0) throw new InputError(problems);
  const sites: PackedSite[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = ((column + 0.5) * width) / columns;
      const y = ((row + 0.5) * thickness) / rows;
      sites.push({ x, y, radius });
    }
  }
  return sites;
}

function checkCount(where: string, count: number, bound: number): InputProblem[] {
  if (Number.isInteger(count) && count >= 1 && count < bound) return [];
  const most = Math.max(0, Math.ceil(bound) - 1);
  const expected = `a whole number from 1 to ${most}, so that the circles keep apart`;
  return [{ where, got: String(count), expected }];
}
