/**
 * From a scenario file to a Scenario: resolve `extends`, lay settings on top, read every value with its unit,
 * check what depends on several values. All problems are collected and thrown as one InputError.
 */

import { nominalArealCapacity } from "./capacity.ts";
import { checkScenario } from "./checks.ts";
import { applyEvent, readEvents, writeEvent } from "./events.ts";
import { resolveFiles, type ScenarioFile } from "./inheritance.ts";
import type { Parameter } from "./parameters/parameter.ts";
import { PARAMETER_GROUPS, PARAMETERS, parameterOf } from "./parameters/parameters.ts";
import { questionScenario } from "./plausibility.ts";
import { DEFAULT_PROTOCOL, readProtocol, type WrittenProtocol } from "./protocol/read-protocol.ts";
import { defaultValue, readLength, readParameter, type WrittenValue } from "./reading.ts";
import { createProblemList, expectedName, type ProblemList } from "./record/problems.ts";
import type {
  InactiveZone,
  ParticleSite,
  Protrusion,
  Provenance,
  Scenario,
  ScenarioEvent,
} from "./record/scenario.ts";

export interface ParseOptions {
  /** Returns the parsed JSON of a scenario by its name, for `extends`; undefined if there is none. */
  readonly load: (name: string) => unknown;
  /** Settings on top of the file, by parameter path. A number is in display units, a text carries its unit. */
  readonly overrides?: Readonly<Record<string, string | number | boolean>>;
  /** Returns the text of a file that the scenario names, such as a current profile; undefined if there is none. */
  readonly loadText?: (name: string) => string | undefined;
  /** Number of cycles: of plain steps their repetitions, of blocks an end of the run. */
  readonly cycles?: number;
  /** Events besides those of the file, such as "2 h: cell.cRate = 1". */
  readonly events?: readonly string[];
}

const LONGEST = 0.02;
const SHORTEST = 1e-9;

/** Returns the resolved scenario, with what is odd about it as its warnings. Throws InputError with every problem at once. */
export function parseScenario(source: unknown, options: ParseOptions): Scenario {
  const problems = createProblemList();
  const files = resolveFiles(source, options.load, problems);
  if (files.length === 0) problems.throwIfAny();
  const written = collectWritten(files);
  const protocol = findProtocol(files, written, problems);
  const isPlain = protocol.kind === "steps";
  const { overrides = {}, cycles, loadText } = options;
  layOverrides(
    written,
    isPlain && cycles !== undefined ? { ...overrides, "protocol.repeat": cycles } : overrides,
    problems,
  );
  layImplied(written);
  const wishes = { ...(loadText && { loadText }), ...(!isPlain && cycles !== undefined && { cycles }) };
  const scenario = assemble(files, { written, protocol, wishes, problems });
  const fromFile = lastValue(files, "events") ?? [];
  const events = [
    ...readEvents(fromFile as readonly unknown[], "events", problems),
    ...readEvents(options.events ?? [], "event", problems),
  ].sort((a, b) => a.time - b.time);
  checkScenario(scenario, problems);
  checkEvents(scenario, events, problems);
  questionScenario(scenario, problems);
  problems.throwIfAny();
  return { ...scenario, events, warnings: problems.warnings };
}

/** Whatever contradicts after an event did not before it. */
function checkEvents(scenario: Scenario, events: readonly ScenarioEvent[], problems: ProblemList): void {
  if (problems.list().length > 0) return;
  let at = scenario;
  for (const event of events) {
    at = applyEvent(at, event);
    const own = createProblemList();
    checkScenario(at, own);
    for (const { where, got, expected } of own.list()) {
      problems.addInWords(`event ${writeEvent(event)}: ${where}`, got, expected);
    }
  }
}

/** Returns the resolved scenario of a file's text. Throws InputError, also where the text is no JSON. */
export function parseScenarioText(text: string, options: ParseOptions): Scenario {
  let source: unknown;
  try {
    source = JSON.parse(text);
  } catch (error) {
    const problems = createProblemList();
    problems.add(
      "scenario",
      text.trim().slice(0, 40),
      `JSON (${error instanceof Error ? error.message : error})`,
    );
    problems.throwIfAny();
  }
  return parseScenario(source, options);
}

/** What is written for each parameter: the last file that says something wins. */
function collectWritten(files: readonly ScenarioFile[]): Map<string, WrittenValue> {
  const written = new Map<string, WrittenValue>();
  for (const parameter of PARAMETERS) {
    for (const file of files) {
      const value = file.valueAt(parameter.path);
      if (value === undefined) continue;
      written.set(parameter.path, {
        written: value,
        author: `scenario ${file.name}`,
        bareInDisplayUnits: false,
      });
    }
  }
  return written;
}

function layOverrides(
  written: Map<string, WrittenValue>,
  overrides: NonNullable<ParseOptions["overrides"]>,
  problems: ProblemList,
): void {
  for (const [path, value] of Object.entries(overrides)) {
    if (parameterOf(path) === undefined) {
      const paths = PARAMETERS.map((parameter) => parameter.path);
      problems.addInWords(path, "an unknown setting", expectedName("the path of a parameter", path, paths));
    } else written.set(path, { written: value, author: "hand", bareInDisplayUnits: true });
  }
}

/** What a homogenised cathode cannot have, and does not where nothing is written of it. */
const HOMOGENISED: Readonly<Record<string, string | boolean>> = {
  "mechanics.mode": "off",
  "fracture.active": false,
};

function layImplied(written: Map<string, WrittenValue>): void {
  const [parameter, model] = [parameterOf("solver.model"), written.get("solver.model")];
  if (parameter === undefined || model === undefined) return;
  // What is wrong with it is told where all parameters are read.
  if (readParameter(parameter, model, createProblemList())?.value !== "homogenised") return;
  for (const [path, value] of Object.entries(HOMOGENISED)) {
    if (written.has(path)) continue;
    written.set(path, { written: value, author: "the homogenised model [D]", bareInDisplayUnits: false });
  }
}

interface Assembly {
  readonly written: ReadonlyMap<string, WrittenValue>;
  readonly protocol: WrittenProtocol;
  readonly wishes: Pick<ParseOptions, "loadText" | "cycles">;
  readonly problems: ProblemList;
}

/** Builds the record; a value with a problem is replaced by the table's so that the other checks can go on. */
function assemble(
  files: readonly ScenarioFile[],
  { written, protocol, wishes, problems }: Assembly,
): Scenario {
  const provenance: Record<string, Provenance> = {};
  const groups: Record<string, Record<string, unknown>> = {};
  for (const { key, parameters } of PARAMETER_GROUPS) {
    groups[key] = Object.fromEntries(
      parameters.map((parameter) => [lastKey(parameter), read(parameter, written, { provenance, problems })]),
    );
  }
  const { run, protocol: counts, ...rest } = groups as Record<string, Record<string, unknown>>;
  const top = files[files.length - 1] as ScenarioFile;
  const lists = readLists(files, problems);
  const parts = {
    schemaVersion: 1,
    name: top.name,
    title: textOr(top.valueAt("title"), top.name),
    description: textOr(top.valueAt("description"), ""),
    provenance,
    warnings: [],
    ...run,
    ...rest,
    cathode: { ...rest.cathode, particles: lists.particles, inactiveZones: lists.inactiveZones },
    anode: { ...rest.anode, protrusions: lists.protrusions },
  } as unknown as Omit<Scenario, "protocol">;
  const { cell } = parts;
  const scale = { oneC: nominalArealCapacity(parts) / 3600, electrodeArea: cell.electrodeArea };
  const { repeat, referenceCycle } = counts as unknown as Scenario["protocol"];
  const context = { problems, scale, cell, repeat, referenceCycle };
  return { ...parts, protocol: readProtocol(protocol, { ...context, ...wishes }), events: [] };
}

/**
 * The last file that lists steps or blocks wins. Its blocks come with counts of their own, so that a repetition of the
 * steps of its base is none of theirs.
 */
function findProtocol(
  files: readonly ScenarioFile[],
  written: Map<string, WrittenValue>,
  problems: ProblemList,
): WrittenProtocol {
  const lists = files.map((file) => listIn(file, problems));
  const last = lists.findLastIndex((list) => list !== undefined);
  const list = lists[last];
  const isCounted = files.slice(last).some((file) => file.valueAt("protocol.repeat") !== undefined);
  if (list !== undefined && list.where !== "protocol.steps" && !isCounted) {
    const author = `scenario ${(files[last] as ScenarioFile).name}`;
    written.set("protocol.repeat", { written: 1, author, bareInDisplayUnits: false });
  }
  return { ...(list ?? DEFAULT_PROTOCOL), end: lastValue(files, "protocol.end") ?? [] };
}

/** A list in the place of the whole protocol holds blocks if any of its entries has steps. */
function listIn(file: ScenarioFile, problems: ProblemList): Omit<WrittenProtocol, "end"> | undefined {
  const whole = file.valueAt("protocol");
  if (Array.isArray(whole)) {
    const isBlock = (item: unknown): boolean => typeof item === "object" && item !== null && "steps" in item;
    return { kind: whole.some(isBlock) ? "blocks" : "steps", items: whole, where: "protocol" };
  }
  const [steps, blocks] = [file.valueAt("protocol.steps"), file.valueAt("protocol.blocks")];
  if (steps !== undefined && blocks !== undefined) {
    problems.addInWords("protocol", "steps and blocks", "one of them: put the steps into a block");
  }
  if (blocks !== undefined) return { kind: "blocks", items: blocks, where: "protocol.blocks" };
  return steps === undefined ? undefined : { kind: "steps", items: steps, where: "protocol.steps" };
}

function read(
  parameter: Parameter,
  written: ReadonlyMap<string, WrittenValue>,
  out: { readonly provenance: Record<string, Provenance>; readonly problems: ProblemList },
): unknown {
  const given = written.get(parameter.path);
  const result = given && readParameter(parameter, given, out.problems);
  if (result?.provenance) out.provenance[parameter.path] = result.provenance;
  return result?.value ?? defaultValue(parameter);
}

interface Lists {
  readonly particles: readonly ParticleSite[];
  readonly inactiveZones: readonly InactiveZone[];
  readonly protrusions: readonly Protrusion[];
}

function readLists(files: readonly ScenarioFile[], problems: ProblemList): Lists {
  const readList = <T>(path: string, keys: readonly (keyof T & string)[]): T[] => {
    const entries = (lastValue(files, path) ?? []) as Record<string, string>[];
    return entries.map((entry, k) => {
      const lengths = keys.map((key) => [
        key,
        readPositive(entry[key] as string, `${path}.${k}.${key}`, problems),
      ]);
      return Object.fromEntries(lengths) as T;
    });
  };
  return {
    particles: readList<ParticleSite>("cathode.particles", ["x", "y", "radius"]),
    inactiveZones: readList<InactiveZone>("cathode.inactiveZones", ["from", "to"]),
    protrusions: readList<Protrusion>("anode.protrusions", ["x", "halfWidth", "depth"]),
  };
}

/** Positions may be zero, extents may not. */
function readPositive(text: string, where: string, problems: ProblemList): number {
  const isExtent = /\.(radius|halfWidth|depth)$/.test(where);
  const bounds = { minimum: isExtent ? SHORTEST : 0, maximum: LONGEST };
  return readLength(text, where, bounds, problems) ?? Number.NaN;
}

function lastValue(files: readonly ScenarioFile[], path: string): unknown {
  return files.map((file) => file.valueAt(path)).findLast((value) => value !== undefined);
}

function lastKey(parameter: Parameter): string {
  return parameter.path.slice(parameter.path.indexOf(".") + 1);
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === "string" ? value : fallback;
}
