/**
 * The table of every parameter, by dotted path: what the parser, the sliders and the documentation are made
 * from. Plain data and plain arithmetic, so that a page may load it without the parser.
 */

import type { Scenario } from "../record/scenario.ts";
import { ANODE_PARAMETERS, ELECTROLYTE_PARAMETERS, INTERPHASE_PARAMETERS } from "./anode-parameters.ts";
import { CATHODE_PARAMETERS, INTERFACE_PARAMETERS, NCM_PARAMETERS } from "./cathode-parameters.ts";
import {
  CELL_PARAMETERS,
  PROTOCOL_PARAMETERS,
  RUN_PARAMETERS,
  SOLVER_PARAMETERS,
} from "./cell-parameters.ts";
import { CONTACT_LOSS_PARAMETERS, CRACKING_PARAMETERS } from "./damage-parameters.ts";
import { IMPEDANCE_PARAMETERS } from "./impedance-parameters.ts";
import {
  DRIFT_PARAMETERS,
  MECHANICS_PARAMETERS,
  MEDIATOR_PARAMETERS,
  VOID_PARAMETERS,
} from "./mechanism-parameters.ts";
import type {
  ChoiceData,
  FunctionData,
  GroupTable,
  NumberData,
  NumberParameter,
  Parameter,
  ParameterGroup,
  SliderHint,
  SwitchData,
} from "./parameter.ts";
import { FRACTURE_PARAMETERS, GRAIN_PARAMETERS, INTERGRANULAR_PARAMETERS } from "./penetration-parameters.ts";
import { THERMAL_PARAMETERS } from "./thermal-parameters.ts";

type AnyData = NumberData | ChoiceData<string> | SwitchData | FunctionData;

const GROUP_TABLES: { readonly [G in ParameterGroup]: GroupTable<G> } = {
  cell: CELL_PARAMETERS,
  cathode: CATHODE_PARAMETERS,
  ncm: NCM_PARAMETERS,
  interface: INTERFACE_PARAMETERS,
  contactLoss: CONTACT_LOSS_PARAMETERS,
  cracking: CRACKING_PARAMETERS,
  drift: DRIFT_PARAMETERS,
  electrolyte: ELECTROLYTE_PARAMETERS,
  grains: GRAIN_PARAMETERS,
  intergranular: INTERGRANULAR_PARAMETERS,
  fracture: FRACTURE_PARAMETERS,
  anode: ANODE_PARAMETERS,
  interphase: INTERPHASE_PARAMETERS,
  voids: VOID_PARAMETERS,
  mechanics: MECHANICS_PARAMETERS,
  thermal: THERMAL_PARAMETERS,
  mediator: MEDIATOR_PARAMETERS,
  impedance: IMPEDANCE_PARAMETERS,
  solver: SOLVER_PARAMETERS,
  protocol: PROTOCOL_PARAMETERS,
};

const GROUP_TITLES: { readonly [G in ParameterGroup | "run"]: string } = {
  run: "Run",
  cell: "Cell",
  cathode: "Cathode",
  ncm: "NCM811",
  interface: "NCM / electrolyte interface",
  contactLoss: "Contact loss",
  cracking: "Cracking",
  drift: "Drift of particles",
  electrolyte: "Electrolyte",
  grains: "Grains of the electrolyte",
  intergranular: "Intergranular lithium",
  fracture: "Cracks in the electrolyte",
  anode: "Lithium",
  interphase: "Lithium interphase",
  voids: "Voids at the lithium",
  mechanics: "Mechanics",
  thermal: "Heat",
  mediator: "Link between cathode and anode",
  impedance: "Impedance",
  solver: "Solver",
  protocol: "Protocol",
};

/** A folder of the parameter tree. */
export interface GroupOfParameters {
  readonly key: ParameterGroup | "run";
  readonly title: string;
  readonly parameters: readonly Parameter[];
}

/** Groups in the order of Scenario, the two top-level parameters first. */
export const PARAMETER_GROUPS: readonly GroupOfParameters[] = [
  placeGroup("run", RUN_PARAMETERS),
  ...(Object.keys(GROUP_TABLES) as ParameterGroup[]).map((group) => placeGroup(group, GROUP_TABLES[group])),
];

/** The whole table, in the order of its groups. */
export const PARAMETERS: readonly Parameter[] = PARAMETER_GROUPS.flatMap((group) => group.parameters);

/** Parameters of the first screen, in the order of the sliders. */
export const SLIDER_PARAMETERS: readonly (NumberParameter & { readonly slider: SliderHint })[] =
  PARAMETERS.filter((parameter) => parameter.kind === "number" && parameter.slider !== undefined)
    .map((parameter) => parameter as NumberParameter & { readonly slider: SliderHint })
    .sort((a, b) => a.slider.order - b.slider.order);

const PARAMETER_OF_PATH: ReadonlyMap<string, Parameter> = new Map(
  PARAMETERS.map((parameter) => [parameter.path, parameter]),
);

/** Returns the entry at a dotted path such as "electrolyte.conductivity", if there is one. */
export function parameterOf(path: string): Parameter | undefined {
  return PARAMETER_OF_PATH.get(path);
}

/** Returns the value that a scenario holds for a parameter: a number in SI, a text, a switch or a function. */
export function valueIn(scenario: Scenario, parameter: Parameter): unknown {
  let value: unknown = scenario;
  for (const key of parameter.path.split(".")) value = (value as Record<string, unknown>)[key];
  return value;
}

/** Returns the SI value of a number in display units. */
export function fromDisplay(parameter: NumberParameter, display: number): number {
  return roundDigits(display) * parameter.toSI + (parameter.toSIOffset ?? 0);
}

/**
 * Returns an SI value in display units, to 12 significant digits. Values that came from `fromDisplay` return
 * to the number they came from.
 */
export function toDisplay(parameter: NumberParameter, si: number): number {
  return roundDigits((si - (parameter.toSIOffset ?? 0)) / parameter.toSI);
}

/** Returns an SI value as text with its display unit, such as "100 um". */
export function formatValue(parameter: NumberParameter, si: number): string {
  return joinUnit(toDisplay(parameter, si), parameter.unit);
}

/** Returns a number and a unit as people write them: "0.5C", "7 %", "100 um", "4". */
export function joinUnit(value: number, unit: string): string {
  if (unit === "") return String(value);
  return unit === "C" ? `${value}C` : `${value} ${unit}`;
}

/** Returns what a right value would be, in words, such as "a length from 5 um to 5 mm". */
export function expectedOf(parameter: Parameter): string {
  if (parameter.kind === "choice")
    return `one of ${parameter.options.map((option) => `"${option}"`).join(", ")}`;
  if (parameter.kind === "switch") return "true or false";
  if (parameter.kind === "function") {
    return `${parameter.quantity} with its unit, a formula in x, or a table over x (${parameter.unit})`;
  }
  const words = parameter.integer
    ? parameter.quantity.replace("a number", "a whole number")
    : parameter.quantity;
  return `${words} from ${formatBound(parameter, parameter.minimum)} to ${formatBound(parameter, parameter.maximum)}`;
}

/** Bounds read better in the unit next up: 5 mm instead of 5000 um. */
function formatBound(parameter: NumberParameter, bound: number): string {
  if (parameter.unit === "um" && bound >= 1000) return `${bound / 1000} mm`;
  if (parameter.unit === "nm" && bound >= 1000) return `${bound / 1000} um`;
  if (parameter.unit === "mV" && bound >= 1000) return `${bound / 1000} V`;
  return joinUnit(bound, parameter.unit);
}

/** Rounds to 12 significant digits: more than anyone writes, fewer than conversions disturb. */
export function roundDigits(value: number): number {
  return Number(value.toPrecision(12));
}

function placeGroup(group: ParameterGroup | "run", table: object): GroupOfParameters {
  const parameters = Object.entries(table as Record<string, AnyData>).map(([key, data]) =>
    placeParameter(group, key, data),
  );
  return { key: group, title: GROUP_TITLES[group], parameters };
}

function placeParameter(group: ParameterGroup | "run", key: string, data: AnyData): Parameter {
  const path = group === "run" ? key : `${group}.${key}`;
  if ("options" in data) return { ...data, path, group, kind: "choice" };
  if ("minimum" in data) return { ...data, path, group, kind: "number" };
  if ("quantity" in data) return { ...data, path, group, kind: "function" };
  return { ...data, path, group, kind: "switch" };
}
