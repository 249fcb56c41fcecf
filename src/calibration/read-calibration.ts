/** Reads a file of targets: scenarios, seeds, parameters with ranges, targets with tolerances. */
import { countCycles, describeScenario, InputError, type Scenario } from "../../sim-core/index.ts";
import { readCheaply } from "../io/cheap-model.ts";
import type {
  Calibration,
  EnsembleScenario,
  FreeParameter,
  Overrides,
  Reading,
  Target,
} from "./calibration.ts";
import { readParameters } from "./read-parameters.ts";
import { readTargets } from "./read-targets.ts";
import { createFieldReader, type FieldReader, type Written } from "./written-fields.ts";

/** Finds a scenario by its name; throws InputError with what is wrong with it. */
export type LoadScenario = (
  wanted: string,
  wishes: { readonly overrides: Overrides; readonly cycles?: number },
) => Scenario;

const FIELDS = [
  ...["schemaVersion", "name", "description", "seeds", "rounds", "mesh", "model", "jump"],
  ...["scenarios", "parameters", "targets"],
];
const SCENARIO_FIELDS = ["extends", "cycles", "overrides"];
const FEWEST_SEEDS = 10;
const MOST_SEEDS = 1000;
const ROUNDS = 8;
const MOST_ROUNDS = 100;
/** The largest value of solver.jump, which leaves a jump to its tolerance. */
const LONGEST_JUMP = 1000;
const NAME = /^[a-z0-9][a-z0-9-]*$/;

/** Returns what a file of targets says; throws InputError with every problem at once. */
export function readCalibration(written: unknown, load: LoadScenario): Calibration {
  const reader = createFieldReader();
  const file = reader.record("targets file", written, FIELDS) ?? {};
  if (file.schemaVersion !== 1) reader.refuse("schemaVersion", file.schemaVersion, "1");
  const isNamed = typeof file.name === "string" && NAME.test(file.name);
  if (!isNamed)
    reader.refuse("name", file.name, 'small letters, digits and hyphens, such as "paper-targets"');
  const seeds = readSeeds(reader, file.seeds);
  const rounds = reader.number("rounds", file.rounds ?? ROUNDS, { from: 1, to: MOST_ROUNDS, whole: true });
  const common = readSolving(reader, file);
  const named = file.scenarios;
  const isRecord = typeof named === "object" && named !== null && !Array.isArray(named);
  const names = isRecord ? Object.keys(named) : [];
  if (names.length === 0) reader.refuse("scenarios", named, "an object of scenarios, each under a name");
  const targets = readTargets(reader, file.targets, names);
  // Where a target could not be read, nobody knows what it was to be about.
  const areAll = Array.isArray(file.targets) && targets.length === file.targets.length;
  for (const name of areAll ? names : [])
    if (readingsOf(targets, name).length === 0)
      reader.refuse(`scenarios.${name}`, "a scenario without a target", "one that a target names");
  const scenarios = names.flatMap((name) => {
    const own = (named as Written)[name];
    const readings = readingsOf(targets, name);
    return readScenario(reader, own, { name, readings, common, load }) ?? [];
  });
  const parameters = readParameters(reader, file.parameters, scenarios);
  if (reader.problems.length > 0) throw new InputError(reader.problems);
  const warnings = [
    ...warnOf(seeds, parameters, scenarios),
    ...scenarios.flatMap(({ name, scenario }) =>
      scenario.warnings.map(
        ({ where, got, expected }) => `${name}: ${where}: got ${got}; expected ${expected}`,
      ),
    ),
  ];
  return {
    name: String(file.name),
    seeds,
    rounds: rounds ?? ROUNDS,
    scenarios,
    parameters,
    targets,
    warnings,
  };
}

/** A number of seeds, from 1 on, or a list of them. */
export function readSeeds(
  reader: FieldReader,
  written: unknown,
  usual: number = FEWEST_SEEDS,
): readonly number[] {
  if (Array.isArray(written)) {
    const seeds = written.map((own, k) => reader.number(`seeds[${k}]`, own, { from: 0, whole: true }));
    if (written.length === 0) reader.refuse("seeds", written, "one seed at least");
    if (new Set(seeds).size < seeds.length) reader.refuse("seeds", written, "seeds that differ");
    return seeds.filter((own) => own !== undefined);
  }
  const count = reader.number("seeds", written ?? usual, { from: 1, to: MOST_SEEDS, whole: true });
  return Array.from({ length: count ?? 0 }, (_, k) => k + 1);
}

/** How all scenarios are solved; each by the model of its own default where the file names none. */
export function readSolving(reader: FieldReader, { mesh, model, jump }: Written): Overrides {
  const overrides: Record<string, string | number> = { mesh: "draft" };
  const choose = (where: string, path: string, value: unknown, words: readonly string[]): void => {
    if (value === undefined) return;
    if (typeof value === "string" && words.includes(value)) overrides[path] = value;
    else reader.refuse(where, value, `one of ${words.join(", ")}`);
  };
  choose("mesh", "mesh", mesh, ["draft", "standard", "fine"]);
  choose("model", "solver.model", model, ["full", "reduced", "homogenised"]);
  if (jump === "AUTO") overrides["solver.jump"] = LONGEST_JUMP;
  else if (Number.isInteger(jump) && Number(jump) >= 0 && Number(jump) <= LONGEST_JUMP)
    overrides["solver.jump"] = Number(jump);
  else if (jump !== undefined)
    reader.refuse("jump", jump, `"AUTO", or a whole number from 0 to ${LONGEST_JUMP}`);
  return overrides;
}

/** Every reading of a scenario, once. */
function readingsOf(targets: readonly Target[], scenario: string): Reading[] {
  const all = targets.flatMap(({ terms }) => terms.map(({ reading }) => reading));
  const own = new Map(
    all
      .filter((reading) => reading.scenario === scenario)
      .map((reading) => [`${reading.quantity} ${reading.cycle}`, reading]),
  );
  return [...own.values()];
}

export interface ScenarioContext {
  readonly name: string;
  readonly readings: readonly Reading[];
  readonly common: Overrides;
  readonly load: LoadScenario;
  /** Where it stands; under its name among the scenarios, if nothing else is said. */
  readonly where?: string;
}

/** Returns a scenario of the ensemble by its name, or as a record that extends one; leaves what is wrong in `reader`. */
export function readScenario(
  reader: FieldReader,
  written: unknown,
  { name, readings, common, load, where = `scenarios.${name}` }: ScenarioContext,
): EnsembleScenario | undefined {
  const fields =
    typeof written === "string" ? { extends: written } : reader.record(where, written, SCENARIO_FIELDS);
  if (fields === undefined) return undefined;
  const base = reader.text(`${where}.extends`, fields.extends, "a shipped name, or the path of a scenario");
  const last = Math.max(0, ...readings.map(({ cycle }) => cycle));
  const cycles =
    fields.cycles === undefined
      ? last || undefined
      : reader.number(`${where}.cycles`, fields.cycles, { from: 1, whole: true });
  const own =
    fields.overrides === undefined ? {} : readOverrides(reader, `${where}.overrides`, fields.overrides);
  if (base === undefined) return undefined;
  const scenario = reader.attempt(where, () =>
    readCheaply((overrides) => load(base, { overrides, ...(cycles !== undefined && { cycles }) }), {
      ...common,
      ...own,
    }),
  );
  if (scenario === undefined) return undefined;
  const most = countCycles(scenario.protocol);
  if (last > most) reader.refuse(where, `${most} cycles`, `as many as its targets ask for: ${last}`);
  return { name, scenario, source: describeScenario(scenario), readings };
}

function readOverrides(reader: FieldReader, where: string, written: unknown): Overrides {
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    reader.refuse(where, written, "an object of values by parameter path");
    return {};
  }
  for (const [path, value] of Object.entries(written)) {
    if (!["string", "number", "boolean"].includes(typeof value))
      reader.refuse(`${where}.${path}`, value, "a number, a text with its unit, or true or false");
  }
  return written as Overrides;
}

function warnOf(
  seeds: readonly number[],
  parameters: readonly FreeParameter[],
  scenarios: readonly EnsembleScenario[],
): string[] {
  const few = `seeds: got ${seeds.length}; expected ${FEWEST_SEEDS} or more: a mean of fewer is uncertain by points`;
  const idle = scenarios
    .filter(({ name }) => !parameters.some((own) => own.scenarios.includes(name)))
    .map(
      ({ name }) =>
        `scenarios.${name}: got no parameter; expected one that is set in it, else it never changes`,
    );
  return [...(seeds.length < FEWEST_SEEDS ? [few] : []), ...idle];
}
