/** A function of one's own as a table of a scenario. */
import { InputError } from "../../sim-core/index.ts";

/** Where a function of the stoichiometry is looked at. */
export interface TableRange {
  /** First stoichiometry, from 0; 0.01 by default. Beyond, a potential goes straight on, others stay. */
  readonly from?: number;
  /** Last stoichiometry, to 1; 0.99 by default. */
  readonly to?: number;
  /** Number of values, 2 to 1000; 199 by default. */
  readonly count?: number;
  /** Unit of the values, such as "cm2/s"; that of the parameter by default. */
  readonly unit?: string;
  /** How values are joined: "linear" by default; "log" for what runs over decades. */
  readonly interpolate?: "linear" | "log";
}

/** A function of the stoichiometry as a scenario has it. */
export interface Table {
  /** Stoichiometry [count], ascending. */
  readonly x: readonly number[];
  /** [count], in `unit`. */
  readonly value: readonly number[];
  /** How values are joined. */
  readonly interpolate: "linear" | "log";
  /** That of the parameter where it is absent. */
  readonly unit?: string;
}

const LARGEST_COUNT = 1000;

/**
 * Returns the table of `law`, which gives a value for a stoichiometry x, to stand in a scenario as
 * `ncm.openCircuitPotential` or `ncm.diffusivity`. The solver joins the values by a shape-preserving cubic and never calls
 * the function, so that a stored scenario holds all that it needs. Throws `InputError` where the range is none or a value is
 * not finite.
 */
export function tabulate(
  law: (x: number) => number,
  { from = 0.01, to = 0.99, count = 199, interpolate = "linear", ...rest }: TableRange = {},
): Table {
  if (!(from >= 0 && from < to && to <= 1)) {
    throw new InputError([{ where: "range", got: `${from} to ${to}`, expected: "0 <= from < to <= 1" }]);
  }
  if (!(Number.isInteger(count) && count >= 2 && count <= LARGEST_COUNT)) {
    const expected = `a whole number from 2 to ${LARGEST_COUNT}`;
    throw new InputError([{ where: "count", got: String(count), expected }]);
  }
  const x = Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
  const value = x.map(law);
  const problems = value.flatMap((own, k) =>
    Number.isFinite(own)
      ? []
      : [{ where: `law at x = ${x[k]}`, got: String(own), expected: "a finite number" }],
  );
  if (problems.length > 0) throw new InputError(problems);
  return { x, value, interpolate, ...rest };
}
