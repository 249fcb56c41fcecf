/** `explain`: why the capacity of a scenario fell; its runs are kept, so that what was interrupted goes on. */
import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeProblem, InputError, kernelInUse, type Scenario } from "../../sim-core/index.ts";
import { formatJson } from "../io/json.ts";
import { type ExplainOptions, explain } from "../library/explain.ts";
import type { ExplainProgress } from "../library/explain-progress.ts";
import { createExplainStore, EXPLANATION_FILE, formatCoalitions, TABLE_FILE } from "./explain-files.ts";
import { describeExplanation } from "./explain-text.ts";
import { readJson, replaceFile, writing } from "./files.ts";
import { workInFolder } from "./kept-work.ts";
import { defaultFolder, SCENARIO_FILE, SUMMARY_FILE } from "./run-folder.ts";
import { shippedNames } from "./shipped.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

/** What is to be explained, as it was named. */
export interface Subject {
  /** Shipped name or path. */
  readonly scenario: string;
  /** Of a run that was made before: its folder, and the last cycle that it tells of. */
  readonly folder?: string;
  readonly lastCycle?: number;
}

export interface ExplainTarget {
  readonly folder: string;
  readonly force: boolean;
}

export interface ExplainWishes extends Pick<ExplainOptions, "cycle" | "workers" | "slowRate"> {
  readonly target: ExplainTarget;
}

/**
 * Returns what `wanted` names: a scenario, or the folder of a run; a shipped name wins over a folder. Throws InputError for a
 * folder without a run.
 */
export function findSubject(surroundings: Surroundings, wanted: string): Subject {
  const folder = resolve(surroundings.folder, wanted);
  const isFolder = existsSync(folder) && statSync(folder).isDirectory();
  if (!isFolder || shippedNames(surroundings).includes(wanted)) return { scenario: wanted };
  const scenario = join(folder, SCENARIO_FILE);
  if (!existsSync(scenario)) {
    const got = `"${folder}" (a folder without ${SCENARIO_FILE})`;
    throw new InputError([{ where: "what", got, expected: "the folder of a run, or a scenario" }]);
  }
  const summary = join(folder, SUMMARY_FILE);
  return { scenario, folder, ...(existsSync(summary) && lastCycleOf(readJson(summary, SUMMARY_FILE))) };
}

/** The last cycle that came to its end; of a cell that has shorted the one in which it did. */
function lastCycleOf(summary: unknown): { readonly lastCycle?: number } {
  const { cycles } = (summary ?? {}) as { readonly cycles?: unknown };
  if (!Array.isArray(cycles) || cycles.length === 0) return {};
  const { cycle } = cycles.at(-1) as { readonly cycle?: unknown };
  return typeof cycle === "number" ? { lastCycle: cycle } : {};
}

/** Returns where the explanation goes. */
export function explainFolder(
  { folder }: Surroundings,
  wishes: {
    readonly subject: Subject;
    readonly scenario: Scenario;
    readonly out?: string;
    readonly force?: true;
  },
): ExplainTarget {
  const { subject, scenario, out, force = false } = wishes;
  const usual = subject.folder ? join(subject.folder, "explain") : `${defaultFolder(scenario)}-explain`;
  return { folder: resolve(folder, out ?? usual), force };
}

/** Explains, writes and prints the answer and returns the exit status. */
export async function explainScenario(
  surroundings: Surroundings,
  scenario: Scenario,
  { target, ...wishes }: ExplainWishes,
): Promise<number> {
  const { disk, print, tell } = surroundings;
  const { folder } = target;
  return workInFolder(surroundings, folder, async ({ place, signal }) => {
    const { workers: _, ...asked } = wishes;
    const job = { ...asked, version: surroundings.version, kernel: kernelInUse() };
    const kept = createExplainStore(disk, target, { scenario, job });
    const onProgress = createTeller(surroundings, scenario.name);
    const answer = await explain(scenario, { ...wishes, kept, onProgress, signal });
    if (!answer.ok) {
      for (const problem of answer.problems) tell(describeProblem(problem));
      tell(`not explained: a run could not be made ${answer.message}`);
      return EXIT_STOPPED;
    }
    writing("--out", folder, () => {
      replaceFile(disk, join(folder, EXPLANATION_FILE), formatJson(answer));
      replaceFile(disk, join(folder, TABLE_FILE), formatCoalitions(answer));
    });
    for (const line of describeExplanation(answer)) print(line);
    print(`(${EXPLANATION_FILE}, ${TABLE_FILE} and what each run gave in ${place})`);
    return EXIT_DONE;
  });
}

/** Tells of every run that has ended. */
function createTeller({ tell }: Surroundings, name: string): (progress: ExplainProgress) => void {
  let told = -1;
  return ({ runs, mostRuns, cycles, mostCycles }) => {
    if (runs === told) return;
    told = runs;
    tell(`${name}: ${runs} of at most ${mostRuns} runs, ${cycles} of at most ${mostCycles} cycles`);
  };
}
