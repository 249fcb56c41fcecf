/** What every format tells of itself, and the beginning of a file in which it looks for its own marks. */
import type { Quantity } from "./record.ts";
import { splitLabel } from "./units.ts";

/** The beginning of a file. */
export interface Head {
  readonly lines: readonly string[];
}

/** What labels mean: `label` is tried on the label without its unit, `whole` on all of it. */
export interface Rule {
  readonly quantity: Quantity;
  readonly label?: RegExp;
  readonly whole?: RegExp;
  /** Where the label does not tell it but the format fixes it. */
  readonly unit?: string;
}

/** Where the table of a file begins, and what stands before it. */
export interface TableStart {
  readonly labels: readonly string[];
  /** Index of the line with the first row. */
  readonly firstRow: number;
  readonly delimiter: string;
  /** kg, m2 */
  readonly mass?: number;
  readonly area?: number;
  readonly instrument?: string;
  readonly startedAt?: string;
  readonly notes?: readonly string[];
  /** Rows of cycles and steps stand between those of records: columns that hold a step's state. */
  readonly layers?: { readonly stateColumn: number };
}

export interface Format {
  readonly name: string;
  /** Which way a positive current flows by the format's own words. */
  readonly positive: "charge" | "discharge" | "unsaid";
  readonly rules: readonly Rule[];
  /** Returns where the table begins; undefined where the file is of another format. */
  readonly recognise: (head: Head) => TableStart | undefined;
}

/** Returns the delimiter that parts most of the line: tab, comma, semicolon or blank. */
export function delimiterOf(line: string): string {
  const counts = ["\t", ",", ";"].map((mark) => [mark, line.split(mark).length] as const);
  const [mark, count] = counts.reduce((best, own) => (own[1] > best[1] ? own : best));
  return count > 1 ? mark : " ";
}

/** Returns the cells of a line without quotes and blanks around them. */
export function cellsOf(line: string, delimiter: string): string[] {
  const parts = delimiter === " " ? line.trim().split(/ +/) : line.split(delimiter);
  return parts.map((part) =>
    part
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );
}

/**
 * Returns the table whose line of labels is the first that `fits`, with the names of its labels in lower case and without
 * units, blanks and underscores.
 */
export function findTable(
  { lines }: Head,
  fits: (names: ReadonlySet<string>, line: string) => boolean,
): TableStart | undefined {
  for (const [k, line] of lines.entries()) {
    const delimiter = delimiterOf(line);
    const labels = cellsOf(line, delimiter);
    if (labels.length > 1 && fits(new Set(labels.map(nameOf)), line))
      return { labels, firstRow: k + 1, delimiter };
  }
  return undefined;
}

/** Returns the label in the form in which `findTable` and rules look at it. */
export function nameOf(label: string): string {
  return splitLabel(label)
    .name.toLowerCase()
    .replace(/[\s_]+/g, "");
}

/** Returns which rule each label follows; a quantity that several labels tell of goes by the rule that stands first. */
export function assignRules(labels: readonly string[], rules: readonly Rule[]): ReadonlyMap<number, Rule> {
  const assigned = new Map<number, Rule>();
  const taken = new Set<Quantity>();
  for (const rule of rules) {
    if (taken.has(rule.quantity)) continue;
    const found = labels.findIndex(
      (label, k) =>
        !assigned.has(k) &&
        ((rule.whole?.test(label) ?? false) ? true : (rule.label?.test(nameOf(label)) ?? false)),
    );
    if (found < 0) continue;
    assigned.set(found, rule);
    taken.add(rule.quantity);
  }
  return assigned;
}

/** Returns what stands behind `key` and a colon in the first of the lines that has it; undefined where none does. */
export function metadataOf(lines: readonly string[], key: RegExp): string | undefined {
  for (const line of lines) {
    const found = key.exec(line);
    if (!found) continue;
    const text = line.slice(found.index + found[0].length).trim();
    if (text !== "") return text;
  }
  return undefined;
}
