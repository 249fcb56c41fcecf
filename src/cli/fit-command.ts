/** `fit`: parameters of a measured cell; its members' runs are kept, so that what was interrupted goes on. */
import { join, resolve } from "node:path";
import { InputError, type Scenario } from "../../sim-core/index.ts";
import { formatJson } from "../io/json.ts";
import type { MeasuredCycling } from "../measured/record.ts";
import { fitParameters, TooFewTold } from "../twin/fit.ts";
import { composeFit, describeFit, formatFitTable, show } from "../twin/fit-result.ts";
import { valueFrom } from "../twin/latent.ts";
import { writeMember } from "../twin/member-source.ts";
import { gatherEvidence, type ObservedCycle, observeCycles } from "../twin/observations.ts";
import { curvesOfFit, type PlanWishes, readPlan, type TwinPlan } from "../twin/plan.ts";
import { readJson, replaceFile, writing } from "./files.ts";
import { workInFolder } from "./kept-work.ts";
import { type MeasuredJob, readMeasuredFile } from "./measured-command.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";
import { MemberBroken, openRunner, plainly } from "./twin-runs.ts";

const RESULT_FILE = "fit.json";
const TABLE_FILE = "fit.csv";
const SCENARIO_FILE = "fitted-scenario.json";
const SQUARE_CENTIMETRES = 1e4;

export interface FitJob {
  readonly plan: TwinPlan;
  readonly data: MeasuredJob;
  readonly out: string | undefined;
  readonly force: boolean;
  readonly workers: number | undefined;
}

/** Returns what a plan says, the usual one where no path is given; throws InputError with all that is wrong with it. */
export function loadPlan(
  surroundings: Surroundings,
  path: string | undefined,
  scenario: Scenario,
  wishes: PlanWishes,
): TwinPlan {
  const file = path === undefined ? undefined : readJson(resolve(surroundings.folder, path), "--plan");
  return readPlan(file, scenario, wishes);
}

/** Returns the cycles of a record that count; throws InputError where there are none, unless they may still come. */
export function cyclesOf(
  record: MeasuredCycling,
  { firstCycle, cycles: most, scenario }: TwinPlan,
  mayBeNone = false,
): { readonly cycles: readonly ObservedCycle[]; readonly notes: readonly string[] } {
  const area = record.area ?? scenario.cell.electrodeArea;
  const observed = observeCycles({ ...record, area }, firstCycle);
  const cycles = most === undefined ? observed : observed.slice(0, most);
  if (cycles.length === 0 && !mayBeNone) {
    const got = `no cycle from ${firstCycle} on that gives something back`;
    throw new InputError([{ where: "data", got, expected: "a cycle of charge and discharge at least" }]);
  }
  const note = `The file does not tell the area of the cell: ${show(area * SQUARE_CENTIMETRES)} cm2, as in the scenario, is taken (--area).`;
  return { cycles, notes: record.area === undefined ? [note] : [] };
}

/** Fits, writes and prints the answer and returns the exit status. */
export async function runFit(surroundings: Surroundings, job: FitJob): Promise<number> {
  const { tell } = surroundings;
  const { plan, data, out, force, workers } = job;
  const folder = resolve(surroundings.folder, out ?? `runs/${plan.name}-fit`);
  const record = await readMeasuredFile(surroundings, data);
  const { cycles, notes } = cyclesOf(record, plan);
  for (const note of notes) tell(note);
  return workInFolder(surroundings, folder, async ({ place, signal }) => {
    try {
      const run = plainly(openRunner(surroundings, plan, { folder, force, workers, signal }));
      const { noise, modelError, parameters, members, rounds } = plan;
      const curves = curvesOfFit(plan, cycles.length);
      const observed = gatherEvidence(cycles, { curves, noise, modelError });
      const fitted = await fitParameters(
        { parameters, observed, members, rounds, seed: plan.scenario.seed },
        run,
        (round) =>
          tell(
            `${plan.name}: round ${round.number} of at most ${rounds}, the values moved by ${show(round.moved)} of what is uncertain`,
          ),
      );
      const result = composeFit(plan.name, parameters, fitted, cycles.length);
      const best = fitted.posterior.mean.map((own, i) => valueFrom(parameters[i]!, own));
      const source = `fitted to ${cycles.length} cycles of ${record.name} [fitted]`;
      writing("--out", folder, () => {
        const told = {
          version: surroundings.version,
          data: record.name,
          ...result,
          notes: [...notes, ...result.notes],
        };
        replaceFile(surroundings.disk, join(folder, RESULT_FILE), formatJson(told));
        replaceFile(surroundings.disk, join(folder, TABLE_FILE), formatFitTable(observed, fitted));
        const scenario = writeMember(plan.scenario, parameters, best, source);
        replaceFile(surroundings.disk, join(folder, SCENARIO_FILE), formatJson(scenario));
      });
      for (const line of describeFit(result)) surroundings.print(line);
      surroundings.print(
        `(${RESULT_FILE}, ${TABLE_FILE} with residuals and ${SCENARIO_FILE} to run in ${place})`,
      );
      return result.converged ? EXIT_DONE : EXIT_STOPPED;
    } catch (error) {
      if (signal.aborted || !(error instanceof TooFewTold || error instanceof MemberBroken)) throw error;
      tell(`not fitted: ${error.message}`);
      return EXIT_STOPPED;
    }
  });
}
