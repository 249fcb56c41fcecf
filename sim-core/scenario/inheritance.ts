/** The chain of files that a scenario extends, each checked against the schema on its own. */
import type { z } from "zod";
import { InputError } from "../base/errors.ts";
import { DEEPEST_NESTING, exceedsDepth } from "../base/nesting.ts";
import { noteFunctionForm } from "./functions/function-form.ts";
import { parameterOf } from "./parameters/parameters.ts";
import { expectedName, type ProblemList } from "./record/problems.ts";
import { SCENARIO_FILE } from "./schema.ts";

/** One file of the chain. */
export interface ScenarioFile {
  readonly name: string;
  /** What stands at a dotted path; undefined if nothing does, or nothing that the schema allows. */
  valueAt(path: string): unknown;
}

/** Files that a scenario may stand on. */
const LONGEST_CHAIN = 100;

type Issue = z.core.$ZodIssue;

/** Returns the chain, the most basic file first; empty if the source is no object at all. */
export function resolveFiles(
  source: unknown,
  load: (name: string) => unknown,
  problems: ProblemList,
): readonly ScenarioFile[] {
  const files: ScenarioFile[] = [];
  const loaded: string[] = [];
  let next: unknown = source;
  let prefix = "";
  for (;;) {
    const file = readFile(next, prefix, problems);
    if (file === undefined) break;
    files.unshift(file);
    const base = file.valueAt("extends");
    if (typeof base !== "string") break;
    const where = `${prefix}extends`;
    if (loaded.includes(base)) {
      problems.add(where, base, `a chain without a circle (${[...loaded, base].join(" -> ")})`);
      break;
    }
    if (loaded.length === LONGEST_CHAIN) {
      problems.add(where, base, `a chain of at most ${LONGEST_CHAIN} scenarios`);
      break;
    }
    loaded.push(base);
    prefix = `${base}: `;
    next = loadBase(base, { load, where, problems });
    if (next === undefined) break;
  }
  return files;
}

interface LoadContext {
  readonly load: (name: string) => unknown;
  readonly where: string;
  readonly problems: ProblemList;
}

/** The loader may itself say what is wrong with a file, such as text that is no JSON. */
function loadBase(base: string, context: LoadContext): unknown {
  const { load, where, problems } = context;
  try {
    const file = load(base);
    if (file === undefined) problems.add(where, base, "the name of a scenario that exists");
    return file;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { where: at, got, expected } of error.problems) {
      problems.addInWords(`${base}: ${at}`, got, expected);
    }
    return undefined;
  }
}

function readFile(source: unknown, prefix: string, problems: ProblemList): ScenarioFile | undefined {
  if (exceedsDepth(source, DEEPEST_NESTING)) {
    const where = `${prefix}scenario`;
    problems.addInWords(
      where,
      "lists or objects nested very deeply",
      `at most ${DEEPEST_NESTING} within each other`,
    );
    return undefined;
  }
  const result = SCENARIO_FILE.safeParse(withProtocolRecord(source));
  const issues: readonly Issue[] = result.success ? [] : result.error.issues;
  for (const issue of issues) noteIssue(issue, source, prefix, problems);
  if (typeof source !== "object" || source === null || Array.isArray(source)) return undefined;
  const name = ownValue(source, "name");
  return {
    name: typeof name === "string" ? name : "unnamed",
    valueAt: (path) => (issues.some((issue) => blocks(issue, path)) ? undefined : ownValue(source, path)),
  };
}

/** A protocol may be a list alone; what it lists is checked where it is read. */
function withProtocolRecord(source: unknown): unknown {
  const protocol = ownValue(source, "protocol");
  return Array.isArray(protocol) ? { ...(source as object), protocol: { blocks: protocol } } : source;
}

/** What stands at, above or below a mistake is not read; an unknown key in a group spoils only itself. */
function blocks(issue: Issue, path: string): boolean {
  const at = issue.path.join(".");
  if (issue.code === "unrecognized_keys" && issue.path.length <= 1) return false;
  return at === path || at.startsWith(`${path}.`) || path.startsWith(`${at}.`);
}

function noteIssue(issue: Issue, source: unknown, prefix: string, problems: ProblemList): void {
  const path = issue.path.map(String);
  const [group, key] = path;
  const parameter = parameterOf(`${group}.${key}`);
  if (parameter?.kind === "function") {
    const where = `${prefix}${parameter.path}`;
    if (noteFunctionForm(where, ownValue(source, parameter.path), problems)) return;
  }
  if (issue.code !== "unrecognized_keys") {
    const where = path.join(".") || "scenario";
    problems.add(prefix + where, ownValue(source, path.join(".")), issue.message);
    return;
  }
  for (const key of issue.keys) {
    const known = knownKeys(path);
    const kind = path.length === 0 ? "a key of a scenario" : `a key of ${path.join(".")}`;
    const expected = known.length > 0 ? expectedName(kind, key, known) : "no such key";
    problems.addInWords(prefix + [...path, key].join("."), "an unknown key", expected);
  }
}

function knownKeys(path: readonly string[]): readonly string[] {
  if (path.length === 0) return Object.keys(SCENARIO_FILE.shape);
  const group =
    path.length === 1 ? (SCENARIO_FILE.shape as Record<string, z.ZodType>)[path[0] as string] : undefined;
  const inner = group && "unwrap" in group ? (group as z.ZodOptional<z.ZodObject>).unwrap() : undefined;
  return inner && "shape" in inner ? Object.keys(inner.shape) : [];
}

/** Own properties only, so that no name reaches a prototype. */
function ownValue(source: unknown, path: string): unknown {
  let value: unknown = source;
  for (const key of path === "" ? [] : path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
