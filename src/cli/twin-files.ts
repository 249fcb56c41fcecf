/** The files of a twin: what it was made for, where it stands, and what each cycle has told. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describeScenario, InputError, parseScenario } from "../../sim-core/index.ts";
import { formatJson } from "../io/json.ts";
import type { MeasuredCycling } from "../measured/record.ts";
import { type EnvelopeLink, writeEnvelope } from "../twin/envelope.ts";
import { createTwin, type TwinState } from "../twin/follow.ts";
import type { TwinPlan } from "../twin/plan.ts";
import { formatTwinTable } from "../twin/twin-table.ts";
import { readJson, readText, replaceFile, writing } from "./files.ts";
import type { Surroundings } from "./surroundings.ts";

export const TWIN_FILE = "twin.json";
export const TWIN_TABLE = "twin.csv";
export const ENVELOPE_FILE = "twin.bte.json";
/** What it follows by: scenario, parameters, noise. */
const PLAN_FILE = "plan.json";
/** Where it stands, written after each cycle. */
const STATE_FILE = "state.json";

/** Rows of the file up to the end of a cycle, and their SHA-256. */
export interface RowMark {
  readonly rows: number;
  readonly digest: string;
}

/** A twin on disk: its state, and what of the file it has taken in. */
export interface StoredTwin {
  readonly state: TwinState;
  readonly mark: RowMark;
  /** The envelope that was written last. */
  readonly envelope?: EnvelopeLink;
}

const NOTHING: RowMark = { rows: 0, digest: "" };

/** Returns the twin of a folder, or a new one; throws InputError where that follows by another plan and `force` is not given. */
export function openTwin(
  { disk }: Surroundings,
  plan: TwinPlan,
  { folder, force }: { readonly folder: string; readonly force: boolean },
): StoredTwin {
  const text = formatJson(writePlan(plan));
  const path = join(folder, PLAN_FILE);
  const isThere = existsSync(path);
  const isSame = isThere && readText(path, PLAN_FILE) === text;
  if (isThere && !isSame && !force) {
    const got = `"${folder}", which holds a twin that follows by another plan`;
    throw new InputError([{ where: "--out", got, expected: "another place, or --force to begin anew" }]);
  }
  const statePath = join(folder, STATE_FILE);
  if (isSame && !force && existsSync(statePath)) return readJson(statePath, STATE_FILE) as StoredTwin;
  writing("--out", folder, () => {
    disk.rmSync(statePath, { force: true });
    replaceFile(disk, path, text);
  });
  return { state: createTwin(plan), mark: NOTHING };
}

/** Returns plan and twin of a folder; throws InputError where there is none that has followed a cycle. */
export function readTwin(folder: string): { readonly plan: TwinPlan; readonly twin: StoredTwin } {
  const path = join(folder, STATE_FILE);
  if (!existsSync(path)) {
    const got = `"${folder}" (a folder without ${STATE_FILE})`;
    throw new InputError([
      { where: "folder", got, expected: "the folder of a twin that has followed a cycle" },
    ]);
  }
  const { scenario, ...rest } = readJson(join(folder, PLAN_FILE), PLAN_FILE) as Record<string, unknown>;
  const plan = {
    ...rest,
    scenario: parseScenario(scenario, { load: () => undefined }),
  } as unknown as TwinPlan;
  return { plan, twin: readJson(path, STATE_FILE) as StoredTwin };
}

function writePlan(plan: TwinPlan): object {
  return { ...plan, scenario: describeScenario(plan.scenario) };
}

/**
 * Writes where the twin stands, and what it has told, and returns it with the envelope that it has now. What it has told comes
 * first: it is made anew from the state. `asOf` is when the last cycle ended.
 */
export function writeTwin(
  { disk, version }: Surroundings,
  folder: string,
  {
    plan,
    twin,
    data,
    asOf,
  }: { readonly plan: TwinPlan; readonly twin: StoredTwin; readonly data: string; readonly asOf: string },
): StoredTwin {
  const { cycles } = twin.state;
  const envelope = writeEnvelope({
    ...{ plan, data, asOf, version, cycle: cycles.at(-1)!, previous: twin.envelope },
  });
  const hash = `sha256:${createHash("sha256").update(envelope).digest("hex")}`;
  const written = { ...twin, envelope: { number: (twin.envelope?.number ?? 0) + 1, hash } };
  writing("--out", folder, () => {
    replaceFile(disk, join(folder, TWIN_TABLE), formatTwinTable(cycles));
    replaceFile(disk, join(folder, TWIN_FILE), formatJson({ version, name: plan.name, cycles }));
    replaceFile(disk, join(folder, ENVELOPE_FILE), envelope);
    replaceFile(disk, join(folder, STATE_FILE), formatJson(written), { lasting: true });
  });
  return written;
}

/** Returns the mark of a record up to the row before `rows`. */
export function markRows({ time, voltage, current, cycle }: MeasuredCycling, rows: number): RowMark {
  const hash = createHash("sha256");
  for (const column of [time, voltage, current, cycle]) {
    const own = column.subarray(0, rows);
    hash.update(new Uint8Array(own.buffer, own.byteOffset, own.byteLength));
  }
  return { rows, digest: hash.digest("hex") };
}

/** Throws InputError where what has been taken in is not what the file still says: a twin never rewinds. */
export function checkRows(record: MeasuredCycling, mark: RowMark): void {
  const refuse = (got: string): never => {
    const expected = `the ${mark.rows} rows that the twin has taken in, and more behind them`;
    throw new InputError([{ where: record.name, got, expected }]);
  };
  if (record.rows < mark.rows) refuse(`${record.rows} rows`);
  if (mark.rows > 0 && markRows(record, mark.rows).digest !== mark.digest)
    refuse("rows that have been changed");
}
