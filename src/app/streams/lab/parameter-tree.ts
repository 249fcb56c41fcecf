/** The parameter table as a tree that is searched: what both cells have of each parameter, and where it comes from. */
import { PARAMETER_GROUPS, type Parameter, type Provenance } from "../../../../sim-core/index.ts";
import type { ParameterValues } from "../../engine/messages.ts";
import { coatingOnly } from "../app-state.ts";
import { describeConfidence, needsRebuild, typesetUnit } from "../parameter-lookup.ts";

/** All of them, those that a person has set, those in which a cell differs from the table. */
export const parameterFilters = ["all", "set", "unusual"] as const;
export type ParameterFilter = (typeof parameterFilters)[number];

/** What is known of one cell. */
export interface CellParameters {
  /** Display units. */
  readonly values: ParameterValues;
  /** By path, where the scenario says something else than the table. */
  readonly provenance: Readonly<Record<string, Provenance>>;
}

export interface TreeParts {
  readonly cells: readonly [CellParameters, CellParameters];
  /** What is set, or what the cells have; display units. */
  readonly values: ParameterValues;
  readonly isSet: (path: string) => boolean;
  /** Whether only the second cell has a coating. */
  readonly isCoatedAlone: boolean;
}

export interface TreeRow {
  readonly entry: Parameter;
  /** That of the controls; undefined before a cell is there. */
  readonly value: number | boolean | string | undefined;
  /** Of both cells in words, where they differ. */
  readonly apart: readonly [string, string] | undefined;
  /** The table's own value in words. */
  readonly standard: string;
  readonly source: string;
  /** In words. */
  readonly confidence: string;
  readonly isSet: boolean;
  readonly rebuilds: boolean;
  readonly isCoatingOnly: boolean;
}

export interface TreeGroup {
  readonly key: string;
  readonly title: string;
  /** Those that are looked for. */
  readonly rows: readonly TreeRow[];
}

/** Returns the groups that hold something of what is looked for, in the order of the table. */
export function parameterTree(
  parts: TreeParts,
  wanted: { readonly search: string; readonly filter: ParameterFilter },
): readonly TreeGroup[] {
  const words = plain(wanted.search)
    .split(/\s+/)
    .filter((word) => word !== "");
  return PARAMETER_GROUPS.map(({ key, title, parameters }) => ({
    key,
    title,
    rows: parameters
      .filter((entry) => passes(entry, wanted.filter, parts))
      .map((entry) => describeRow(entry, parts))
      .filter((row) => matches(row, title, words)),
  })).filter(({ rows }) => rows.length > 0);
}

/** Number of parameters in groups. */
export function countRows(groups: readonly TreeGroup[]): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, 0);
}

function passes(entry: Parameter, filter: ParameterFilter, { cells, isSet }: TreeParts): boolean {
  if (filter === "all") return true;
  if (filter === "set") return isSet(entry.path);
  return cells.some(({ values }) => differs(entry, values[entry.path]));
}

/** Returns a value of the parameter with its unit and without rounding that anybody would see. */
export function writeValue(entry: Parameter, value: number | boolean | string): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string" || entry.kind !== "number") return String(value);
  return `${writePlain(value)} ${typesetUnit(entry.unit)}`.trim();
}

/** Returns a number as it is typed, with the sign that stands in print. */
export function writePlain(value: number): string {
  return String(Number(value.toPrecision(10))).replace("-", "\u2212");
}

/** A function is compared by what is written, as the table has it. */
function differs(entry: Parameter, value: TreeRow["value"]): boolean {
  if (value === undefined) return false;
  if (entry.kind !== "function") return value !== entry.default;
  return value !== (typeof entry.default === "string" ? entry.default : JSON.stringify(entry.default));
}

function describeRow(entry: Parameter, parts: TreeParts): TreeRow {
  const { path } = entry;
  const { cells, values, isSet, isCoatedAlone } = parts;
  const isCoatingOnly = isCoatedAlone && coatingOnly.has(path);
  const [a, b] = cells.map((cell) => cell.values[path]);
  const isApart = a !== undefined && b !== undefined && a !== b;
  const { source, confidence } = provenanceIn(cells[isCoatingOnly ? 1 : 0], entry);
  return {
    ...{ entry, value: values[path], source, confidence, isCoatingOnly },
    apart: isApart ? [writeValue(entry, a), writeValue(entry, b)] : undefined,
    standard: describeStandard(entry),
    isSet: isSet(path),
    rebuilds: needsRebuild(path),
  };
}

function provenanceIn(
  cell: CellParameters,
  entry: Parameter,
): { readonly source: string; readonly confidence: string } {
  const own = cell.provenance[entry.path];
  if (own === undefined) return { source: entry.source, confidence: describeConfidence(entry) };
  return { source: own.source, confidence: describeConfidence(own) };
}

function describeStandard(entry: Parameter): string {
  if (entry.kind !== "function") return writeValue(entry, entry.default);
  return typeof entry.default === "string" ? entry.default : JSON.stringify(entry.default);
}

function matches({ entry, source, confidence }: TreeRow, title: string, words: readonly string[]): boolean {
  const unit = entry.kind === "number" || entry.kind === "function" ? entry.unit : "";
  const { name, path, note, symbol } = entry;
  const text = plain(
    [name, path, note, symbol, unit, typesetUnit(unit), source, confidence, title].join("\n"),
  );
  return words.every((word) => text.includes(word));
}

/** Without capitals; a micro is a u. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\u00b5\u03bc]/g, "u");
}
