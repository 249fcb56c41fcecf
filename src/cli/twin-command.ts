/** `twin`: follows a measured cell cycle by cycle, from a file that is whole or still grows. */

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { MeasuredCycling } from "../measured/record.ts";
import { TooFewTold } from "../twin/fit.ts";
import { describeTable } from "../twin/fit-result.ts";
import { followCycle } from "../twin/follow.ts";
import type { ObservedCycle } from "../twin/observations.ts";
import type { TwinPlan } from "../twin/plan.ts";
import { describeCycle } from "../twin/twin-table.ts";
import { cyclesOf } from "./fit-command.ts";
import { workInFolder } from "./kept-work.ts";
import { isGrowing, type MeasuredJob, readMeasuredFile, renewSidecar } from "./measured-command.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";
import {
  checkRows,
  ENVELOPE_FILE,
  markRows,
  openTwin,
  type StoredTwin,
  TWIN_FILE,
  TWIN_TABLE,
  writeTwin,
} from "./twin-files.ts";
import { MemberBroken, openRunner, plainly } from "./twin-runs.ts";

export interface TwinJob {
  readonly plan: TwinPlan;
  readonly data: MeasuredJob;
  readonly out: string | undefined;
  readonly force: boolean;
  readonly workers: number | undefined;
  /** s between two looks at a file that grows; undefined: it is looked at once. */
  readonly poll: number | undefined;
}

/** Follows to the end of the file, or of the cell; returns the exit status. */
export async function runTwin(surroundings: Surroundings, job: TwinJob): Promise<number> {
  const { tell, print } = surroundings;
  const { plan, out, force, workers, poll } = job;
  const folder = resolve(surroundings.folder, out ?? `runs/${plan.name}-twin`);
  return workInFolder(surroundings, folder, async ({ place, signal }) => {
    let twin = openTwin(surroundings, plan, { folder, force });
    const run = plainly(openRunner(surroundings, plan, { folder, force, workers, signal }));
    try {
      for (;;) {
        const data = renewSidecar(job.data, poll !== undefined);
        const growing = isGrowing(data);
        const record = await readMeasuredFile(surroundings, data);
        checkRows(record, twin.mark);
        const { cycles, notes } = cyclesOf(growing ? withoutLast(record) : record, plan, growing);
        if (twin.state.observed.length === 0) for (const note of notes) tell(note);
        for (const observed of cycles.slice(twin.state.observed.length)) {
          signal.throwIfAborted();
          const state = await followCycle(plan, twin.state, observed, run);
          const rows = endOf(record, observed);
          twin = writeTwin(surroundings, folder, {
            ...{ plan, data: record.name, asOf: endedAt(record, rows, data.path) },
            twin: { ...twin, state, mark: markRows(record, rows) },
          });
          tell(`${plan.name}: ${describeCycle(state.cycles.at(-1)!)}`);
        }
        if (!growing || poll === undefined) break;
        await setTimeout(1000 * poll, undefined, { signal });
      }
    } catch (error) {
      if (signal.aborted || !(error instanceof TooFewTold || error instanceof MemberBroken)) throw error;
      tell(`the twin stops: ${error.message}; the cell has left what this plan can explain`);
      return EXIT_STOPPED;
    }
    for (const line of describeTwin(twin)) print(line);
    print(`(${TWIN_FILE}, ${TWIN_TABLE} and ${ENVELOPE_FILE}, a Battery Twin Envelope, in ${place})`);
    return EXIT_DONE;
  });
}

/** The record up to where its last cycle begins, which may go on. */
function withoutLast(record: MeasuredCycling): MeasuredCycling {
  const last = record.cycle.at(-1);
  const rows = last === undefined ? 0 : record.cycle.indexOf(last);
  return {
    ...{ ...record, rows, time: record.time.subarray(0, rows), voltage: record.voltage.subarray(0, rows) },
    ...{ current: record.current.subarray(0, rows), cycle: record.cycle.subarray(0, rows) },
    step: record.step.subarray(0, rows),
  };
}

/** Rows up to the last one of a cycle. */
function endOf({ cycle }: MeasuredCycling, { number }: ObservedCycle): number {
  return cycle.lastIndexOf(number) + 1;
}

/** When a row was measured; where the file does not say when it was begun, when the file was last written. */
function endedAt({ startedAt, time }: MeasuredCycling, rows: number, path: string): string {
  const begun = Date.parse(startedAt ?? "");
  const moment = Number.isFinite(begun) ? begun + 1000 * (time[rows - 1] ?? 0) : statSync(path).mtimeMs;
  return new Date(moment).toISOString().replace(/\.\d+Z$/, "Z");
}

function describeTwin({ state }: StoredTwin): string[] {
  const last = state.cycles.at(-1);
  if (last === undefined) return ["No cycle has come to its end yet."];
  const unexplained = state.cycles.filter(({ explained }) => !explained).map(({ cycle }) => cycle);
  return [
    `After cycle ${last.cycle}: ${last.members} members, drawn ${state.round} times`,
    "",
    ...describeTable(last.parameters),
    "",
    ...(unexplained.length === 0
      ? ["The model explains every cycle so far."]
      : [`The model does not explain what was measured at the cycles ${unexplained.join(", ")}.`]),
    "The microstructure of the cell is not known; the bands hold what microstructures do, as the members show it.",
  ];
}
