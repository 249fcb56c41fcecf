/** `eis` and `depth-profile`: what an instrument sees of a cell, as it stands or after some of its cycles. */
import { resolve } from "node:path";
import {
  type DepthProfileRequest,
  type ImpedanceRequest,
  measureDepthProfile,
  measureImpedance,
  type ResumableRun,
} from "../../sim-core/index.ts";
import { formatDepthProfile, formatImpedanceTable, type Measured } from "../io/instrument-tables.ts";
import { type AfterCycles, measureAfter } from "./open-cell.ts";
import { type FileTarget, writeTarget } from "./result-file.ts";
import { EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";

export interface MeasuringJob {
  readonly run: ResumableRun;
  /** Numbers of finished cycles; none: as the cell stands. */
  readonly after: readonly number[];
  readonly target: FileTarget;
}

/** Measures the impedance, writes the table and returns the exit status. */
export function runImpedance(
  surroundings: Surroundings,
  job: MeasuringJob,
  request: ImpedanceRequest,
): number {
  let failed = false;
  const measure = ({ model, state }: ResumableRun) => {
    const spectrum = measureImpedance(model, state, request);
    if (spectrum.ok) return spectrum.points;
    failed = true;
    surroundings.tell(`no spectrum: ${spectrum.reason}`);
    return [];
  };
  const status = runMeasurement(surroundings, job, { measure, format: formatImpedanceTable });
  return failed ? EXIT_STOPPED : status;
}

/** Takes the depth profile, writes the table and returns the exit status. */
export function runDepthProfile(
  surroundings: Surroundings,
  job: MeasuringJob,
  request: DepthProfileRequest,
): number {
  const measure = ({ model, state }: ResumableRun) => measureDepthProfile(model, state, request);
  return runMeasurement(surroundings, job, { measure, format: formatDepthProfile });
}

interface Instrument<Row> {
  readonly measure: (run: ResumableRun) => readonly Row[];
  readonly format: (rows: readonly (Row & Measured)[]) => string;
}

function runMeasurement<Row>(
  surroundings: Surroundings,
  job: MeasuringJob,
  { measure, format }: Instrument<Row>,
): number {
  const { rows, missed } = measureJob(surroundings, job, measure);
  writeTarget(surroundings.disk, job.target, format(rows));
  surroundings.print(`${job.run.scenario.name}: ${rows.length} rows in ${job.target.path}`);
  return missed.length > 0 ? EXIT_STOPPED : EXIT_DONE;
}

/** Returns what `measure` gave each time, with when that was, and tells of it and of what was missed. */
export function measureJob<Row>(
  surroundings: Surroundings,
  { run, after }: MeasuringJob,
  measure: Instrument<Row>["measure"],
): AfterCycles<Row & Measured> {
  const { name } = run.scenario;
  const found = measureAfter(run, after, (cycles) => {
    surroundings.tell(`${name}: measured after ${cycles} cycles, ${run.state.time.toFixed(0)} s`);
    return measure(run).map((row) => ({ cycles, time_s: run.state.time, ...row }));
  });
  if (found.missed.length > 0) {
    const missed = found.missed.join(", ");
    surroundings.tell(`${name}: not measured after ${missed} cycles, where it does not stand`);
  }
  return found;
}

/** Returns where a result goes, from the folder of the program. */
export function targetOf(surroundings: Surroundings, out: string, force: boolean): FileTarget {
  return { path: resolve(surroundings.folder, out), force };
}
