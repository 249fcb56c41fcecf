/** `measured`: what a file of an instrument holds; the file is read piece by piece. */
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { InputError } from "../../sim-core/index.ts";
import { formatMeasuredCycles, measureCycles } from "../measured/cycle-quantities.ts";
import { describeMeasured, printMeasured } from "../measured/describe-measured.ts";
import { formatMeasured } from "../measured/format-measured.ts";
import { type ReadMeasuredOptions, readMeasured } from "../measured/read-measured.ts";
import type { MeasuredCycling } from "../measured/record.ts";
import { readSidecar } from "../measured/sidecar.ts";
import { problemsOfTarget, reasonOf, replaceFile, writing } from "./files.ts";
import { EXIT_DONE, type Surroundings } from "./surroundings.ts";

const TABLE_FILE = "measured.bdf.csv";
const CYCLES_FILE = "cycles.csv";
/** Bytes of a file that takes long enough to tell how far one is. */
const LARGE = 50e6;
const PIECE = 1 << 20;

export interface MeasuredJob {
  readonly path: string;
  readonly bytes: number;
  readonly folder: string | undefined;
  readonly options: ReadMeasuredOptions;
}

/** Looks at the file and at where the tables go; throws InputError where either will not do. */
export function prepareMeasured(
  surroundings: Surroundings,
  wanted: {
    readonly path: string;
    readonly out: string | undefined;
    readonly force: boolean;
    readonly options: ReadMeasuredOptions;
  },
): MeasuredJob {
  const path = resolve(surroundings.folder, wanted.path);
  const folder = wanted.out === undefined ? undefined : resolve(surroundings.folder, wanted.out);
  const names = wanted.force ? [] : [TABLE_FILE, CYCLES_FILE];
  const problems = folder === undefined ? [] : problemsOfTarget(folder, names, "--out");
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    const got = `"${path}" (${found ? "not a file" : "no such file"})`;
    problems.push({ where: "file", got, expected: "a file that can be read" });
  }
  if (problems.length > 0) throw new InputError(problems);
  const sidecar = sidecarOf(path);
  const options = sidecar === undefined ? wanted.options : { ...wanted.options, sidecar };
  return { path, bytes: found?.size ?? 0, folder, options };
}

/** Returns the job with what stands beside the file by now; a file that is `watched` without that may still grow. */
export function renewSidecar(job: MeasuredJob, watched: boolean): MeasuredJob {
  const sidecar = sidecarOf(job.path) ?? (watched ? '{"finalized":false}' : undefined);
  return sidecar === undefined ? job : { ...job, options: { ...job.options, sidecar } };
}

/** Whether a feed still writes the file, as it says beside it. */
export function isGrowing({ options: { sidecar } }: MeasuredJob): boolean {
  return sidecar !== undefined && readSidecar(sidecar).finalized === false;
}

/** Live feeds write NAME.meta.json beside NAME.bdf.csv or NAME.csv. */
function sidecarOf(path: string): string | undefined {
  const sidecar = `${path.replace(/(\.bdf)?\.csv$/i, "")}.meta.json`;
  return sidecar !== `${path}.meta.json` && existsSync(sidecar) ? readFileSync(sidecar, "utf8") : undefined;
}

/** Reads, prints what was understood, writes the tables where that was asked for, and returns the exit status. */
export async function runMeasured(surroundings: Surroundings, job: MeasuredJob): Promise<number> {
  const { print } = surroundings;
  const record = await readMeasuredFile(surroundings, job);
  for (const line of printMeasured(describeMeasured(record))) print(line);
  if (job.folder !== undefined) writeTables(surroundings, record, job.folder);
  return EXIT_DONE;
}

/** Reads the file of a job, telling how far it is; throws InputError where it cannot be read or understood. */
export async function readMeasuredFile(
  { tell }: Surroundings,
  { path, bytes, options }: MeasuredJob,
): Promise<MeasuredCycling> {
  const name = basename(path);
  let tenths = 0;
  const onProgress = ({ read, rows }: { readonly read: number; readonly rows: number }): void => {
    const now = Math.floor((10 * read) / bytes);
    if (bytes < LARGE || now <= tenths) return;
    tenths = now;
    tell(`${name}: ${10 * tenths} % read, ${rows} rows`);
  };
  const source = createReadStream(path, { highWaterMark: PIECE });
  try {
    return await readMeasured(source, name, { ...options, onProgress });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    const got = `"${path}" (${reasonOf(error)})`;
    throw new InputError([{ where: "file", got, expected: "a file that can be read" }]);
  } finally {
    source.destroy();
  }
}

function writeTables({ disk, print }: Surroundings, record: MeasuredCycling, folder: string): void {
  const cycles = measureCycles(record);
  const pieces = Array.from(formatMeasured(record), (text) => Buffer.from(text));
  writing("--out", folder, () => {
    replaceFile(disk, join(folder, TABLE_FILE), Buffer.concat(pieces));
    replaceFile(disk, join(folder, CYCLES_FILE), formatMeasuredCycles(cycles));
  });
  const per = cycles.per === "cm2" ? "" : "; the area is not known, so that they are of the whole cell";
  print(`(${TABLE_FILE} and ${CYCLES_FILE} in ${folder}${per})`);
}
