/**
 * What the table knows of one parameter. Numbers stand in display units; SI = display * toSI + toSIOffset.
 * The types tie every entry to a member of Scenario: a missing or a surplus entry does not compile.
 */
import type { Confidence, MaterialFunction, Scenario } from "../record/scenario.ts";

/** "live": acts on a running cell; "rebuild": the cell starts anew. */
export type Effect = "live" | "rebuild";

interface ParameterBase {
  /** The field's English term, as a label. */
  readonly name: string;
  /** As it stands in the equations; empty where it has none. */
  readonly symbol: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** One or two sentences: what it does, and what is a guess about it. */
  readonly note: string;
  readonly effect: Effect;
}

/** How a number is shown and how it becomes SI. */
export interface Quantity {
  /** With its article, for sentences: "a length". */
  readonly quantity: string;
  /** Display unit; empty for a plain number. */
  readonly unit: string;
  /** The unit inside the core; empty for a plain number. */
  readonly siUnit: string;
  readonly toSI: number;
  readonly toSIOffset?: number;
}

export interface SliderHint {
  /** Place among the sliders of the first screen, from 1. */
  readonly order: number;
  /** Range of the slider in display units; narrower than what a file may ask for. */
  readonly minimum: number;
  readonly maximum: number;
}

export interface NumberData extends ParameterBase, Quantity {
  readonly default: number;
  /** Value of the LZP-coated cathode where it differs (physics.md 6.6), in display units. */
  readonly coated?: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: "linear" | "log";
  readonly step: number;
  readonly integer?: true;
  readonly slider?: SliderHint;
}

export interface ChoiceData<T extends string> extends ParameterBase {
  readonly default: T;
  readonly options: readonly T[];
}

export interface SwitchData extends ParameterBase {
  readonly default: boolean;
}

/** A formula in x. Outside [from, to] a potential goes straight on with the slope at that end; others stay constant. */
export interface FormulaSource {
  readonly formula: string;
  /** Unit of the result; the parameter's own unit if absent. */
  readonly unit?: string;
  /** Range of x in which the formula stands; 0.01 to 0.99 if absent. */
  readonly from?: number;
  readonly to?: number;
}

/** How the values of a table are joined. */
export const INTERPOLATIONS = ["linear", "log"] as const;

/** Values at ascending x, joined smoothly on a linear or logarithmic axis. Outside as for a formula. */
export interface TableSource {
  readonly x: readonly number[];
  readonly value: readonly number[];
  /** Unit of the values; the parameter's own unit if absent. */
  readonly unit?: string;
  readonly interpolate: (typeof INTERPOLATIONS)[number];
}

/** A text is a constant with its unit or a formula in x. */
export type MaterialSource = string | FormulaSource | TableSource;

export interface FunctionData extends ParameterBase {
  readonly quantity: string;
  readonly unit: string;
  readonly siUnit: string;
  readonly toSI: number;
  readonly default: MaterialSource;
}

type DataOf<T> = T extends MaterialFunction
  ? FunctionData
  : T extends number
    ? NumberData
    : T extends boolean
      ? SwitchData
      : never;

type EntryFor<T> = [T] extends [boolean] ? SwitchData : [T] extends [string] ? ChoiceData<T> : DataOf<T>;

/** Members of a group that are one value each, and so stand in the table; lists do not. */
type ScalarKey<G> = {
  [K in keyof G]: G[K] extends number | boolean | string | MaterialFunction ? K : never;
}[keyof G];

/** Groups of Scenario that hold parameters. */
export type ParameterGroup = Exclude<
  keyof Scenario,
  "schemaVersion" | "name" | "title" | "description" | "provenance" | "warnings" | "seed" | "mesh" | "events"
>;

/** One entry for every scalar member of the group. */
export type GroupTable<G extends ParameterGroup> = {
  readonly [K in ScalarKey<Scenario[G]>]: EntryFor<Scenario[G][K]>;
};

/** Top-level parameters. */
export interface RunTable {
  readonly seed: NumberData;
  readonly mesh: ChoiceData<Scenario["mesh"]>;
}

interface Placed {
  /** Dotted path in Scenario, such as "electrolyte.conductivity". */
  readonly path: string;
  /** Group of Scenario, or "run" for the two at the top. */
  readonly group: ParameterGroup | "run";
}

export type NumberParameter = NumberData & Placed & { readonly kind: "number" };
export type ChoiceParameter = ChoiceData<string> & Placed & { readonly kind: "choice" };
export type SwitchParameter = SwitchData & Placed & { readonly kind: "switch" };
export type FunctionParameter = FunctionData & Placed & { readonly kind: "function" };
/** An entry of the parameter table: path, name, unit, range, default, source and confidence. */
export type Parameter = NumberParameter | ChoiceParameter | SwitchParameter | FunctionParameter;
