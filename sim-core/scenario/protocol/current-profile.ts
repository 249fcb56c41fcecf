/**
 * A current over time, from a table with a header ("time (s), current (mA/cm2)") or written out in the file. The current
 * of a row holds until the next row; the last row only ends the profile.
 */
import { dsvFormat } from "d3-dsv";
import { roundDigits } from "../parameters/parameters.ts";
import type { ProblemList } from "../record/problems.ts";
import type { CurrentProfile } from "../record/scenario.ts";
import { LONGEST_TIME, PROTOCOL_QUANTITIES } from "./protocol-units.ts";
import { type CellScale, unitFactor } from "./read-quantity.ts";
import { numberOf } from "./sentence.ts";

export interface ProfileContext {
  readonly where: string;
  readonly problems: ProblemList;
  readonly scale: CellScale;
  /** Returns the text of a file by its name; undefined where there is none. Absent where no file can be read. */
  readonly loadText?: (name: string) => string | undefined;
  /** Factor of every current; -1 where a table counts discharge as positive. */
  readonly factor: number;
}

/** One column: numbers as they stand, and what they are worth in SI. */
interface Column {
  readonly values: readonly unknown[];
  readonly toSI: number;
}

const MAXIMUM_NOTED = 8;
const MAXIMUM_ROWS = 1e6;
const MAXIMUM_SHOWN = 30;
const MAXIMUM_TITLE = 200;
const TIME_HINT = 'a column "time (s)", in s, min or h';
const CURRENT_HINT = 'a column "current (mA/cm2)", in A/m2, mA/cm2, A, mA or C (a C-rate)';

/** Returns the profile of a file, or notes every problem and returns undefined. */
export function readProfileFile(name: string, context: ProfileContext): CurrentProfile | undefined {
  const { where, problems, loadText } = context;
  if (loadText === undefined) {
    const expected =
      'the numbers themselves, {"time": [...], "unit": "mA/cm2", "current": [...]}, where no file is at hand';
    problems.add(where, name, expected);
    return undefined;
  }
  const text = loadText(name);
  if (text === undefined) {
    problems.add(where, name, "the name of a CSV file that exists");
    return undefined;
  }
  const rows = splitRows(text);
  const header = rows[0] ?? [];
  const time = findColumn(header, /^(test )?time\b|^t$/, ["s"], context.scale);
  const current = findColumn(header, /current|^i$|^c-?rate$/, ["A/m2", "A", "C"], context.scale);
  const got = header.length === 0 ? "an empty file" : `the columns ${header.join(", ")}`;
  if (time === undefined) problems.addInWords(`${where}: ${name}`, got, TIME_HINT);
  if (current === undefined) problems.addInWords(`${where}: ${name}`, got, CURRENT_HINT);
  if (time === undefined || current === undefined) return undefined;
  const columnOf = ({ index, toSI }: { readonly index: number; readonly toSI: number }): Column => ({
    values: rows.slice(1).map((row) => numberOf(row[index] ?? "") ?? row[index] ?? ""),
    toSI,
  });
  const place = { ...context, where: `${where}: ${name}`, rowName: (k: number) => `row ${k + 2}` };
  return joinColumns(name, columnOf(time), columnOf(current), place);
}

interface WrittenProfile {
  readonly name?: unknown;
  readonly time?: unknown;
  readonly timeUnit?: unknown;
  readonly unit?: unknown;
  readonly current?: unknown;
}

/** Returns the profile that is written out in a file, or notes every problem and returns undefined. */
export function readInlineProfile(
  written: WrittenProfile,
  context: ProfileContext,
): CurrentProfile | undefined {
  const { where, problems, scale } = context;
  const { name = "profile", time, timeUnit = "s", unit, current } = written;
  const timeFactor = typeof timeUnit === "string" ? unitFactor(timeUnit, ["s"], scale) : undefined;
  const currentFactor = typeof unit === "string" ? unitFactor(unit, ["A/m2", "A", "C"], scale) : undefined;
  if (typeof name !== "string") problems.add(`${where}.name`, name, "a text");
  if (timeFactor === undefined) problems.add(`${where}.timeUnit`, timeUnit, '"s", "min" or "h"');
  if (currentFactor === undefined) {
    problems.add(`${where}.unit`, unit, 'the unit of the current: "A/m2", "mA/cm2", "A", "mA" or "C"');
  }
  if (!Array.isArray(time)) problems.add(`${where}.time`, time, "a list of times, ascending");
  if (!Array.isArray(current)) problems.add(`${where}.current`, current, "a list of currents");
  if (
    !Array.isArray(time) ||
    !Array.isArray(current) ||
    timeFactor === undefined ||
    currentFactor === undefined
  ) {
    return undefined;
  }
  // The last time ends the profile; a current that stands beside it is not used.
  const currents = current.length === time.length - 1 ? [...current, 0] : current;
  const rowName = (k: number): string => `entry ${k}`;
  return joinColumns(
    String(name),
    { values: time, toSI: timeFactor },
    { values: currents, toSI: currentFactor },
    { ...context, rowName },
  );
}

function joinColumns(
  name: string,
  time: Column,
  current: Column,
  context: ProfileContext & { readonly rowName: (k: number) => string },
): CurrentProfile | undefined {
  const faults = createFaults(context.problems, context.where);
  const { length } = time.values;
  if (length !== current.values.length) {
    faults.note(`${length} times and ${current.values.length} currents`, "one current per interval");
  } else if (length < 2 || length > MAXIMUM_ROWS) {
    faults.note(`${length} rows`, `from 2 to ${MAXIMUM_ROWS} rows`);
  }
  const origin = Number(time.values[0]);
  const times = time.values.map((value, k) => {
    const at = typeof value === "number" ? roundDigits((value - origin) * time.toSI) : Number.NaN;
    const before = k === 0 ? Number.NEGATIVE_INFINITY : Number(time.values[k - 1]);
    if (!(at <= LONGEST_TIME))
      faults.note(`${context.rowName(k)}: time ${show(value)}`, "a time up to 100 years");
    else if (Number(value) <= before)
      faults.note(`${context.rowName(k)}: time ${show(value)} after ${before}`, "ascending times");
    return at;
  });
  const { maximum } = PROTOCOL_QUANTITIES.currentDensity;
  const densities = current.values.map((value, k) => {
    const density =
      typeof value === "number" ? roundDigits(value * current.toSI * context.factor) : Number.NaN;
    if (!(Math.abs(density) <= maximum)) {
      faults.note(`${context.rowName(k)}: current ${show(value)}`, `a number, up to ${maximum} A/m2`);
    }
    return density === 0 ? 0 : density;
  });
  faults.settle();
  return faults.count() > 0 ? undefined : { name, time: times, currentDensity: densities.slice(0, -1) };
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, MAXIMUM_SHOWN) ?? "nothing";
}

/** Notes the first few problems of a table and says how many more there are. */
function createFaults(problems: ProblemList, where: string) {
  let count = 0;
  return {
    note(got: string, expected: string): void {
      count++;
      if (count <= MAXIMUM_NOTED) problems.addInWords(where, got, expected);
    },
    settle(): void {
      if (count <= MAXIMUM_NOTED) return;
      problems.addInWords(where, `${count - MAXIMUM_NOTED} more rows with a problem`, "as above");
    },
    count: () => count,
  };
}

/** Cells of a table that is parted by commas, semicolons or tabs, without empty lines and lines that begin with "#". */
function splitRows(text: string): string[][] {
  const lines = text.replace(/^\uFEFF/, "");
  const head = lines.split("\n").find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  const separator = ["\t", ";", ","].find((sign) => head.includes(sign)) ?? ",";
  return dsvFormat(separator)
    .parseRows(lines)
    .map((row) => row.map((cell) => cell.trim()))
    .filter((row) => row.some((cell) => cell !== "") && !(row[0] ?? "").startsWith("#"));
}

/** "current (mA/cm2)", "Current / A", "I [mA]"; a C-rate needs no unit. */
function findColumn(
  header: readonly string[],
  title: RegExp,
  targets: readonly string[],
  scale: CellScale,
): { readonly index: number; readonly toSI: number } | undefined {
  for (const [index, cell] of header.entries()) {
    if (cell.length > MAXIMUM_TITLE) continue;
    const [, name = "", bracketed, slashed] = /^(.*?)\s*(?:[[(](.+)[\])]|\/\s*(.+))?$/.exec(cell) ?? [];
    if (!title.test(name.toLowerCase())) continue;
    const unit = bracketed ?? slashed ?? (/^c-?rate$/i.test(name) ? "C" : "");
    const toSI = unitFactor(unit, targets, scale);
    if (toSI !== undefined) return { index, toSI };
  }
  return undefined;
}
