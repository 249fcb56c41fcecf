/** The parameter table as the page needs it: what can be set, its bounds for the URL, and words for values. */
import { PARAMETER_GROUPS, PARAMETERS, type Parameter, parameterOf } from "../../../sim-core/index.ts";
import { describeNumber } from "./sentences.ts";
import type { ParameterBounds } from "./url-state.ts";

/** A folder of the table. */
export type ParameterFolder = (typeof PARAMETER_GROUPS)[number];

/** seed and mesh are members of the state; functions of stoichiometry are written in files. */
function isSettable(parameter: Parameter): boolean {
  return parameter.group !== "run" && parameter.kind !== "function";
}

/** Groups with what a control can set; seed and mesh stay in their group "run". */
export const settableGroups: readonly ParameterFolder[] = PARAMETER_GROUPS.map((group) => ({
  ...group,
  parameters: group.parameters.filter((entry) => entry.group === "run" || isSettable(entry)),
})).filter((group) => group.parameters.length > 0);

/** Returns the bounds that the URL is checked against, by path. */
export function parameterBounds(): ReadonlyMap<string, ParameterBounds> {
  return new Map(PARAMETERS.filter(isSettable).map((entry) => [entry.path, boundsOf(entry)]));
}

function boundsOf(entry: Parameter): ParameterBounds {
  const live = entry.effect === "live";
  const none = { live, minimum: 0, maximum: 0, choices: [] };
  if (entry.kind === "number") {
    return { kind: "number", live, minimum: entry.minimum, maximum: entry.maximum, choices: [] };
  }
  if (entry.kind === "choice") return { ...none, kind: "choice", choices: entry.options };
  return { ...none, kind: "switch" };
}

/** Returns true when a change of this parameter needs a new cell. */
export function needsRebuild(path: string): boolean {
  return parameterOf(path)?.effect !== "live";
}

/** Units of the table as they are set in type. */
const typesetUnits: Readonly<Record<string, string>> = {
  um: "\u00b5m",
  degC: "\u00b0C",
  "A/m2": "A/m\u00b2",
  "ohm cm2": "\u03a9 cm\u00b2",
  "ohm cm2/h^0.5": "\u03a9 cm\u00b2/\u221ah",
  "mol/m3": "mol/m\u00b3",
  "g/cm3": "g/cm\u00b3",
  "uAh/(cm2 h^0.5)": "\u00b5Ah/cm\u00b2\u221ah",
  "nm cm2/uAh": "nm cm\u00b2/\u00b5Ah",
};

export function typesetUnit(unit: string): string {
  return typesetUnits[unit] ?? unit;
}

/** Returns a value of the parameter with its unit, in words that a reader can speak. */
export function describeValue(entry: Parameter, value: number | boolean | string): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string" || entry.kind !== "number") return String(value);
  const unit = typesetUnit(entry.unit);
  return unit === "" ? describeNumber(value, 4) : `${describeNumber(value, 4)} ${unit}`;
}

const confidenceWords = { H: "high", M: "medium", L: "low", A: "assumed" } as const;

/** Returns the confidence tag in words. */
export function describeConfidence(entry: Pick<Parameter, "confidence">): string {
  return confidenceWords[entry.confidence];
}

/** Returns name, note, range, source and confidence of a parameter, one per line. */
export function describeParameter(entry: Parameter): string {
  const symbol = entry.symbol === "" ? "" : ` (${entry.symbol})`;
  const lines = [`${entry.name}${symbol}`, entry.note];
  if (entry.kind === "number") {
    lines.push(`Range: ${describeNumber(entry.minimum, 4)} to ${describeValue(entry, entry.maximum)}`);
  }
  lines.push(`Source: ${entry.source}`, `Confidence: ${describeConfidence(entry)}`);
  lines.push(entry.effect === "live" ? "Acts at once." : "Starts both cells again.");
  return lines.join("\n");
}
