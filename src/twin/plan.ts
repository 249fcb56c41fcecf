/** What a plan of a fit or a twin says: parameters with ranges, noise, which cycles' curves count, how many members. */
import { describeScenario, InputError, parameterOf, type Scenario } from "../../sim-core/index.ts";
import type { FreeParameter } from "../calibration/calibration.ts";
import { readParameters } from "../calibration/read-parameters.ts";
import { createFieldReader, type FieldReader, type Written } from "../calibration/written-fields.ts";
import { fewestMembers } from "./assimilate.ts";
import { FACTORS } from "./member-source.ts";
import type { Tolerance } from "./observations.ts";

export interface TwinPlan {
  readonly name: string;
  readonly scenario: Scenario;
  /** Numbers of the parameter table, and factors of functions of it. */
  readonly parameters: readonly FreeParameter[];
  readonly members: number;
  /** Of a fit, at most. */
  readonly rounds: number;
  readonly noise: Tolerance;
  readonly modelError: Tolerance;
  /** Cycles whose curves count, from 1; by itself chosen by the number of cycles. */
  readonly curves: readonly number[] | undefined;
  /** Number, in the file, of the cycle that is the model's first. */
  readonly firstCycle: number;
  /** Cycles that count at most. */
  readonly cycles: number | undefined;
}

const FIELDS = [
  ...["schemaVersion", "name", "description", "parameters", "factors", "members", "rounds"],
  ...["noise", "modelError", "curves", "firstCycle", "cycles"],
];
const MEMBERS = 48;
const MOST_MEMBERS = 1000;
const ROUNDS = 5;
const NAME = /^[a-z0-9][a-z0-9-]*$/;
/** V, and share: of a cycler of the usual kind. */
const NOISE: Tolerance = { voltage: 0.002, capacity: 0.002 };
const NO_ERROR: Tolerance = { voltage: 0, capacity: 0 };

/** What is looked for where no plan says otherwise: ranges are guesses about the shipped values. */
const USUAL: Written = {
  schemaVersion: 1,
  parameters: [
    { path: "interface.filmResistance", range: [2, 80], scale: "log" },
    { path: "ncm.maximumConcentration", range: [46000, 52000] },
    { path: "interface.filmGrowth", range: [0.5, 12], scale: "log" },
    { path: "contactLoss.medianLife", range: [10, 100], scale: "log" },
  ],
  factors: [{ path: "ncm.diffusivity", range: [0.4, 2.5] }],
};

/** What wins over a plan; what is undefined stays as it is there. */
export type PlanWishes = Readonly<Partial<Record<"members" | "rounds" | "cycles" | "firstCycle", number>>>;

/** Returns what a plan says of a scenario, the usual one where none is given; throws InputError with every problem. */
export function readPlan(written: unknown, scenario: Scenario, wishes: PlanWishes = {}): TwinPlan {
  const reader = createFieldReader();
  const wished = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
  const file = { ...reader.record("plan", written ?? USUAL, FIELDS), ...wished } as Written;
  if (file.schemaVersion !== 1) reader.refuse("schemaVersion", file.schemaVersion, "1");
  const name = file.name ?? scenario.name;
  if (typeof name !== "string" || !NAME.test(name))
    reader.refuse("name", name, 'small letters, digits and hyphens, such as "cell-7"');
  const own = { name: scenario.name, scenario, source: describeScenario(scenario), readings: [] };
  const numbers = file.parameters === undefined ? [] : readParameters(reader, file.parameters, [own]);
  const parameters = [...numbers, ...readFactors(reader, file.factors, scenario.name)];
  if (parameters.length === 0 && reader.problems.length === 0)
    reader.refuse("parameters", file.parameters, "a parameter at least, or a factor");
  const fewest = fewestMembers(parameters.length);
  const members = reader.number("members", file.members ?? Math.max(MEMBERS, fewest), {
    ...{ from: fewest, to: MOST_MEMBERS, whole: true },
  });
  const whole = (key: string, usual: number, from: number): number =>
    reader.number(key, file[key] ?? usual, { from, whole: true }) ?? usual;
  const plan = {
    ...{ name: String(name), scenario, parameters, members: members ?? MEMBERS },
    rounds: whole("rounds", ROUNDS, 1),
    noise: readTolerance(reader, "noise", file.noise, NOISE),
    modelError: readTolerance(reader, "modelError", file.modelError, NO_ERROR),
    curves: readCurves(reader, file.curves),
    firstCycle: whole("firstCycle", 1, 0),
    cycles: file.cycles === undefined ? undefined : whole("cycles", 1, 1),
  };
  if (reader.problems.length > 0) throw new InputError(reader.problems);
  return plan;
}

/** Factors by which a function of the stoichiometry is multiplied, all on a logarithmic scale. */
function readFactors(reader: FieldReader, written: unknown, scenario: string): FreeParameter[] {
  if (written === undefined) return [];
  return reader.list("factors", written, "a list of factors, each with path and range").flatMap((own, k) => {
    const where = `factors[${k}]`;
    const fields = reader.record(where, own, ["path", "range"]);
    if (fields === undefined) return [];
    const { path, range } = fields;
    const isKnown = FACTORS.some((known) => known === path) && parameterOf(String(path)) !== undefined;
    if (!isKnown) reader.refuse(`${where}.path`, path, `one of ${FACTORS.join(", ")}`);
    const isRange =
      Array.isArray(range) &&
      range.length === 2 &&
      range.every((end) => typeof end === "number" && Number.isFinite(end) && end > 0) &&
      range[0] < range[1];
    if (!isRange) reader.refuse(`${where}.range`, range, "two factors above 0, the lower first");
    if (!isKnown || !isRange) return [];
    const [low, high] = range as [number, number];
    const start = Math.sqrt(low * high);
    return [
      {
        ...{ path: String(path), unit: "", range: [low, high], scale: "log", start },
        scenarios: [scenario],
      } as const,
    ];
  });
}

/** V and a share of the capacity; numbers in mV and %. */
function readTolerance(reader: FieldReader, where: string, written: unknown, usual: Tolerance): Tolerance {
  if (written === undefined) return usual;
  const fields = reader.record(where, written, ["voltage_mV", "capacity_percent"]);
  if (fields === undefined) return usual;
  const read = (key: string, scale: number, own: number): number =>
    fields[key] === undefined
      ? own
      : (reader.number(`${where}.${key}`, fields[key], { from: 0 }) ?? own) * scale;
  return {
    voltage: read("voltage_mV", 1e-3, usual.voltage),
    capacity: read("capacity_percent", 1e-2, usual.capacity),
  };
}

function readCurves(reader: FieldReader, written: unknown): readonly number[] | undefined {
  if (written === undefined) return undefined;
  if (!Array.isArray(written)) return reader.refuse("curves", written, "a list of cycles, from 1");
  return written.flatMap((own, k) => reader.number(`curves[${k}]`, own, { from: 1, whole: true }) ?? []);
}

/** Cycles between two whose curves count, in a twin. */
const STRIDE = 5;

/** Returns the cycles whose curves count in a fit of so many: those of the plan, else the first, middle and last one. */
export function curvesOfFit({ curves }: TwinPlan, cycles: number): readonly number[] {
  return curves ?? [...new Set([1, Math.ceil(cycles / 2), cycles])];
}

/** Returns those in a twin, of which none goes once it has counted: the first two and every fifth, unless the plan says it. */
export function curvesOfTwin({ curves }: TwinPlan, cycles: number): readonly number[] {
  const all = Array.from({ length: cycles }, (_, k) => k + 1);
  return all.filter((own) => (curves === undefined ? own <= 2 || own % STRIDE === 0 : curves.includes(own)));
}
