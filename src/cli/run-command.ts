/** `run`: solves a scenario and writes its five files, also when the run fails or is interrupted. */
import { relative, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type {
  Advance,
  CycleSummary,
  Run,
  RunEvent,
  Scenario,
  StepSample,
  StepSummary,
} from "../../sim-core/index.ts";
import { countCycles, describeScenario, InputError } from "../../sim-core/index.ts";
import { formatCycleTable, formatStepTable } from "../io/cycle-table.ts";
import { formatJson } from "../io/json.ts";
import { type RunOutcome, summarizeRun } from "../io/run-summary.ts";
import { formatTimeSeries } from "../io/time-series.ts";
import { claimFile, problemsOfTarget, reasonOf, replaceFile, writing } from "./files.ts";
import { createProgress } from "./progress.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

const SCENARIO_FILE = "scenario.json";
const SERIES_FILE = "timeseries.csv";
const CYCLES_FILE = "cycles.csv";
const STEPS_FILE = "steps.csv";
const SUMMARY_FILE = "summary.json";
const FILES = [SCENARIO_FILE, SERIES_FILE, STEPS_FILE, CYCLES_FILE, SUMMARY_FILE];
/** Steps between two looks at the interrupt. */
const STEPS_PER_TURN = 8;
/** s between two saves of what is there so far, in case the process is killed. */
const SAVE_SECONDS = 30;
/** Endings of a run that did what it was asked for. */
const AS_ASKED: ReadonlySet<RunOutcome> = new Set(["completed", "end-condition", "empty"]);
const UNFINISHED = "The run has not ended.";

export interface RunTarget {
  readonly folder: string;
  readonly force: boolean;
}

/** Returns where the results go unless one says otherwise. */
export function defaultFolder(scenario: Scenario): string {
  return `runs/${scenario.name.replace(/[^\w.-]/g, "-")}-seed${scenario.seed}`;
}

/** Throws InputError when results would be overwritten without leave. */
export function checkTarget({ folder, force }: RunTarget): void {
  const problems = problemsOfTarget(folder, force ? [] : FILES, "--out");
  if (problems.length > 0) throw new InputError(problems);
}

/** Runs to the end and returns the exit status. */
export async function runScenario(
  surroundings: Surroundings,
  scenario: Scenario,
  target: RunTarget,
): Promise<number> {
  checkTarget(target);
  const started = surroundings.clock();
  const run = surroundings.createRun(scenario);
  claim(target, run.origin);
  const record = createRecord(surroundings, run, { target, started });
  record.save("running", UNFINISHED);
  const outcome = await drive(surroundings, run, record);
  record.save(outcome.status, outcome.message);
  const place = relative(surroundings.folder, target.folder) || ".";
  const { model } = run.scenario.solver;
  const report = `${outcome.message} (${model} interface model; ${FILES.join(", ")} in ${place})`;
  if (!AS_ASKED.has(outcome.status)) {
    surroundings.tell(report);
    return EXIT_STOPPED;
  }
  surroundings.print(report);
  return EXIT_DONE;
}

interface Outcome {
  readonly status: RunOutcome;
  readonly message: string;
}

/** Advances until the run ends, an interrupt comes or the core breaks; what was computed is kept in any case. */
async function drive(surroundings: Surroundings, run: Run, record: RunRecorder): Promise<Outcome> {
  let interrupted = false;
  const unwatch = surroundings.onInterrupt(() => {
    interrupted = true;
  });
  const { scenario } = run;
  const progress = createProgress(surroundings, scenario.name, countCycles(scenario.protocol));
  let saved = surroundings.clock();
  try {
    while (run.status.kind === "running") {
      await nextTurn();
      if (interrupted) return { status: "interrupted", message: `Interrupted at ${run.time.toFixed(0)} s.` };
      const advanced = run.advance({ maximumSteps: STEPS_PER_TURN });
      record.add(advanced);
      for (const notice of advanced.notices) surroundings.tell(`${scenario.name}: ${notice}`);
      for (const { cycle, message } of advanced.events) {
        surroundings.tell(`${scenario.name}, cycle ${cycle}: ${message}`);
      }
      progress.advance(advanced.samples.at(-1), advanced.cycles);
      if (surroundings.clock() - saved < SAVE_SECONDS) continue;
      record.save("running", UNFINISHED);
      saved = surroundings.clock();
    }
    return { status: run.status.kind, message: run.status.message };
  } catch (error) {
    return { status: "failed", message: `The run broke off: ${reasonOf(error)}` };
  } finally {
    progress.stop();
    unwatch();
  }
}

/** The first file marks the folder as taken, also against a second run that was started meanwhile. */
function claim(target: RunTarget, scenario: Scenario): void {
  const path = resolve(target.folder, SCENARIO_FILE);
  const text = formatJson(describeScenario(scenario));
  writing("--out", target.folder, () => {
    if (target.force) replaceFile(path, text);
    else if (!claimFile(path, text)) checkTarget(target);
  });
}

interface RunRecorder {
  readonly add: (advanced: Advance) => void;
  readonly save: (status: RunOutcome, message: string) => void;
}

function createRecord(
  surroundings: Surroundings,
  run: Run,
  { target, started }: { readonly target: RunTarget; readonly started: number },
): RunRecorder {
  const samples: StepSample[] = [];
  const steps: StepSummary[] = [];
  const cycles: CycleSummary[] = [];
  const notices: string[] = [];
  const events: RunEvent[] = [];
  const { scenario } = run;
  return {
    add(advanced) {
      samples.push(...advanced.samples);
      steps.push(...advanced.steps);
      cycles.push(...advanced.cycles);
      notices.push(...advanced.notices);
      events.push(...advanced.events);
    },
    save(status, message) {
      const summary = summarizeRun({
        scenario,
        version: surroundings.version,
        engine: surroundings.engine,
        status,
        message,
        notices,
        events,
        wallSeconds: surroundings.clock() - started,
        steps: Math.max(0, samples.length - 1),
        cycles,
        frame: run.frame(),
      });
      replaceFile(resolve(target.folder, SERIES_FILE), formatTimeSeries(samples));
      replaceFile(resolve(target.folder, STEPS_FILE), formatStepTable(steps));
      replaceFile(resolve(target.folder, CYCLES_FILE), formatCycleTable(cycles));
      replaceFile(resolve(target.folder, SUMMARY_FILE), formatJson(summary));
    },
  };
}
