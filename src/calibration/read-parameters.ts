/** Reads the parameters of a file of targets: paths of the parameter table, with ranges in their units. */
import {
  InputError,
  type NumberParameter,
  parameterOf,
  parseScenario,
  toDisplay,
  valueIn,
} from "../../sim-core/index.ts";
import type { EnsembleScenario, FreeParameter } from "./calibration.ts";
import { describeWritten, type FieldReader } from "./written-fields.ts";

const FIELDS = ["path", "range", "scale", "start", "scenarios"];
/** They say how a run is made, not what a cell is. */
const NO_PARAMETERS = ["run", "solver", "protocol"];

/** Returns the parameters; leaves what is wrong in `reader`. */
export function readParameters(
  reader: FieldReader,
  written: unknown,
  scenarios: readonly EnsembleScenario[],
): FreeParameter[] {
  const list = reader.list("parameters", written, "a list of parameters, each with path and range");
  const parameters = list.flatMap(
    (own, k) => readParameter(reader, `parameters[${k}]`, { own, scenarios }) ?? [],
  );
  parameters.forEach(({ path, scenarios: names }, k) => {
    const twice = parameters
      .slice(0, k)
      .some((other) => other.path === path && other.scenarios.some((name) => names.includes(name)));
    if (twice) reader.refuse(`parameters[${k}].path`, path, "a parameter once in each scenario");
  });
  return parameters;
}

function readParameter(
  reader: FieldReader,
  where: string,
  { own, scenarios }: { readonly own: unknown; readonly scenarios: readonly EnsembleScenario[] },
): FreeParameter | undefined {
  const fields = reader.record(where, own, FIELDS);
  if (fields === undefined) return undefined;
  const path = reader.text(`${where}.path`, fields.path, 'a path, such as "contactLoss.medianLife"');
  const entry = path === undefined ? undefined : findEntry(reader, `${where}.path`, path);
  const names = readNames(reader, `${where}.scenarios`, fields.scenarios, scenarios);
  const base = scenarios.find(({ name }) => name === names[0]);
  const ends = fields.range;
  const isPair = Array.isArray(ends) && ends.length === 2;
  if (!isPair) reader.refuse(`${where}.range`, ends, "a list of the lowest and the highest value");
  const scale = fields.scale ?? entry?.scale;
  const isScale = scale === "linear" || scale === "log";
  if (entry && !isScale) reader.refuse(`${where}.scale`, scale, "linear or log");
  if (entry === undefined || base === undefined || !isPair || !isScale) return undefined;
  const read = (at: string, value: unknown) => readValue(reader, `${where}.${at}`, { value, entry, base });
  const [low, high] = [read("range[0]", ends[0]), read("range[1]", ends[1])];
  const start = fields.start === undefined ? middleOf(low, high, scale) : read("start", fields.start);
  if (low === undefined || high === undefined || start === undefined) return undefined;
  if (low >= high) return reader.refuse(`${where}.range`, ends, "the lower value first");
  if (scale === "log" && low <= 0)
    return reader.refuse(`${where}.range`, ends, "values above 0 on a logarithmic scale");
  if (start < low || start > high)
    return reader.refuse(`${where}.start`, fields.start, "a value in the range");
  return { path: entry.path, unit: entry.unit, range: [low, high], scale, start, scenarios: names };
}

function findEntry(reader: FieldReader, where: string, path: string): NumberParameter | undefined {
  const entry = parameterOf(path);
  if (entry === undefined) return reader.refuse(where, path, "a path of the parameter table (see schema)");
  const isOwn = entry.kind === "number" && entry.integer !== true && !NO_PARAMETERS.includes(entry.group);
  return isOwn ? entry : reader.refuse(where, path, "a real number of the cell");
}

/** Names of scenarios; all where none are given. */
function readNames(
  reader: FieldReader,
  where: string,
  written: unknown,
  scenarios: readonly EnsembleScenario[],
): readonly string[] {
  const known = scenarios.map(({ name }) => name);
  if (written === undefined) return known;
  const names = reader.list(where, written, `a list of ${known.join(", ")}`);
  return names.flatMap((own, k) => {
    if (typeof own === "string" && known.includes(own)) return own;
    reader.refuse(`${where}[${k}]`, own, `one of ${known.join(", ")}`);
    return [];
  });
}

/** Returns a number or text with a unit in display units, as the scenario takes it. */
function readValue(
  reader: FieldReader,
  where: string,
  {
    value,
    entry,
    base,
  }: { readonly value: unknown; readonly entry: NumberParameter; readonly base: EnsembleScenario },
): number | undefined {
  if (typeof value !== "number" && typeof value !== "string")
    return reader.refuse(where, value, `a number in ${entry.unit || "no unit"}, or a text with its unit`);
  try {
    const scenario = parseScenario(base.source, {
      load: () => undefined,
      overrides: { [entry.path]: value },
    });
    return toDisplay(entry, valueIn(scenario, entry) as number);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const own = error.problems.find((problem) => problem.where === entry.path);
    const other = error.problems[0];
    return reader.refuse(
      where,
      value,
      own?.expected ?? `a value that ${base.name} can have (${describeWritten(other?.where)})`,
    );
  }
}

function middleOf(
  low: number | undefined,
  high: number | undefined,
  scale: "linear" | "log",
): number | undefined {
  if (low === undefined || high === undefined) return undefined;
  const middle = scale === "log" ? Math.sqrt(low * high) : (low + high) / 2;
  return Number.isFinite(middle) ? Math.min(high, Math.max(low, Number(middle.toPrecision(5)))) : low;
}
