/** Takes values out of a section of a file and notes what is wrong with them. */
import type { InputProblem } from "../../sim-core/index.ts";
import type { NumberField } from "./bpx-fields.ts";

export type Section = Readonly<Record<string, unknown>>;

/** The parts of a file. */
export interface BpxParts {
  readonly header: Section;
  readonly parameterisation: Section;
  readonly cell: Section;
  readonly electrode: Section;
  readonly state: Section;
}

const FITS: Readonly<Record<NumberField["expected"], (value: number) => boolean>> = {
  "a number above 0": (value) => value > 0,
  "a number from 0 to 1": (value) => value >= 0 && value <= 1,
  "a number of 0 or more": (value) => value >= 0,
  "a number": () => true,
};
const LONGEST = 80;

export function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether the value depends on x. */
export function isFunction(value: unknown): boolean {
  return typeof value === "string" || isSection(value);
}

/** Returns the section, or an empty one where there is none. */
export function sectionOf(parent: Section, name: string): Section {
  const value = parent[name];
  return isSection(value) ? value : {};
}

/** Returns the number, or undefined where it is not there or will not do, which is noted. */
export function takeNumber(
  section: Section,
  where: string,
  { name, expected, needed }: Pick<NumberField, "name" | "expected" | "needed">,
  problems: InputProblem[],
): number | undefined {
  const value = section[name];
  if (value === undefined && !needed) return undefined;
  if (typeof value === "number" && Number.isFinite(value) && FITS[expected](value)) return value;
  problems.push({ where: `${where}.${name}`, got: show(value), expected });
  return undefined;
}

/** Returns the value as it stands in the file, not too long. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

/** Returns what a text holds that is JSON and begins to be such a file; undefined where it is none. */
export function parseBpxText(text: string): Section | undefined {
  try {
    const file = JSON.parse(text.replace(/^\uFEFF/, "")) as Section;
    return isSection(file.Header) && "BPX" in file.Header ? file : undefined;
  } catch {
    return undefined;
  }
}
