/** `forecast`: what the cell of a twin will give, also under other conditions from now on. */
import { join, resolve } from "node:path";
import { describeScenario, InputError, parseScenario } from "../../sim-core/index.ts";
import { formatJson } from "../io/json.ts";
import { TooFewTold } from "../twin/fit.ts";
import { knowMembers, type TwinState } from "../twin/follow.ts";
import type { KnownMembers } from "../twin/forecast.ts";
import { composeOutlook, sampleAhead } from "../twin/outlook.ts";
import { describeOutlook, formatOutlook } from "../twin/outlook-text.ts";
import type { TwinPlan } from "../twin/plan.ts";
import { replaceFile, writing } from "./files.ts";
import { workInFolder } from "./kept-work.ts";
import type { Overrides } from "./scenario-files.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";
import { readTwin } from "./twin-files.ts";
import { type LateChange, MemberBroken, openRunner, plainly, type RunChanged } from "./twin-runs.ts";

const RESULT_FILE = "forecast.json";
const TABLE_FILE = "forecast.csv";

export interface ForecastJob {
  readonly folder: string;
  readonly plan: TwinPlan;
  readonly state: TwinState;
  readonly ahead: number;
  /** Retention whose cycle is looked for. */
  readonly level: number;
  /** Live parameters that differ from now on. */
  readonly changes: Overrides;
  readonly workers: number | undefined;
}

/** Returns what is to be foretold; throws InputError with all that is wrong with it. */
export function prepareForecast(
  surroundings: Surroundings,
  wanted: Omit<ForecastJob, "plan" | "state">,
): ForecastJob {
  const folder = resolve(surroundings.folder, wanted.folder);
  const { plan, twin } = readTwin(folder);
  const events = Object.entries(wanted.changes).map(([path, value]) => `1 s: ${path} = ${value}`);
  try {
    parseScenario(describeScenario(plan.scenario), { load: () => undefined, events });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problems.map((own) => ({ ...own, where: "--set" })));
  }
  return { ...wanted, folder, plan, state: twin.state };
}

/** Foretells, writes and prints it and returns the exit status. */
export async function runForecast(surroundings: Surroundings, job: ForecastJob): Promise<number> {
  const { disk, print, tell, version } = surroundings;
  const { folder, plan, state, ahead, level, changes, workers } = job;
  return workInFolder(surroundings, folder, async ({ place, signal }) => {
    try {
      const run = openRunner(surroundings, plan, { folder, force: false, workers, signal });
      const reaching = { ...state, horizon: state.observed.length + ahead };
      const known = await knowMembers(plan, reaching, plainly(run));
      const samples = sampleAhead(plan, state, known, ahead);
      if (samples.length === 0) throw new TooFewTold("too few members come through the cycles ahead");
      const settings = Object.entries(changes);
      const changed =
        settings.length === 0
          ? undefined
          : await sampleChanged(reaching, {
              known,
              plan,
              run,
              ahead,
              change: { after: state.observed.length, settings },
            });
      const outlook = composeOutlook(plan, state, { known, samples, level });
      const other = changed && composeOutlook(plan, state, { ...changed, level });
      writing("folder", folder, () => {
        const told = { version, name: plan.name, ...outlook, ...(other && { changes, changed: other }) };
        replaceFile(disk, join(folder, RESULT_FILE), formatJson(told));
        replaceFile(disk, join(folder, TABLE_FILE), formatOutlook(other ?? outlook));
      });
      for (const line of describeOutlook(outlook)) print(line);
      if (other) {
        print("");
        print(`With ${settings.map(([path, value]) => `${path} = ${value}`).join(", ")} from now on:`);
        for (const line of describeOutlook(other)) print(line);
      }
      print(`(${RESULT_FILE} and ${TABLE_FILE} in ${place})`);
      return EXIT_DONE;
    } catch (error) {
      if (signal.aborted || !(error instanceof TooFewTold || error instanceof MemberBroken)) throw error;
      tell(`nothing foretold: ${error.message}`);
      return EXIT_STOPPED;
    }
  });
}

/** The same members, each with the change at its own end of the last measured cycle. */
async function sampleChanged(
  state: TwinState,
  {
    known,
    plan,
    run,
    ahead,
    change,
  }: {
    readonly known: KnownMembers;
    readonly plan: TwinPlan;
    readonly run: RunChanged;
    readonly ahead: number;
    readonly change: LateChange;
  },
): Promise<{ readonly known: KnownMembers; readonly samples: number[][] }> {
  const other = await knowMembers(plan, state, (wishes, cycles) => run(wishes, cycles, change));
  if (other.points.length !== known.points.length)
    throw new TooFewTold("with that change a member does not come through what was measured");
  const samples = sampleAhead(plan, state, other, ahead);
  if (samples.length === 0)
    throw new TooFewTold("too few members come through the cycles ahead with that change");
  return { known: other, samples };
}
