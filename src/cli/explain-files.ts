/** The files of an explanation: what it says, every coalition as a table, and the runs that were made for it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describeScenario, InputError, type Scenario } from "../../sim-core/index.ts";
import { CAUSES } from "../attribution/causes.ts";
import type { CoalitionCapacity, Explanation } from "../attribution/explanation.ts";
import { type Column, formatTable } from "../io/csv.ts";
import { formatJson } from "../io/json.ts";
import type { ExplainStore } from "../library/explain-campaign.ts";
import type { ExplainMember } from "../library/explain-members.ts";
import { type Disk, readJson, readText, replaceFile, writing } from "./files.ts";

export const EXPLANATION_FILE = "explain.json";
export const TABLE_FILE = "explain.csv";
/** What the runs were made of, and the folder in which they are. */
const JOB_FILE = "job.json";
const RUNS_FOLDER = "runs";

const fall = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : before - after;

const COLUMNS: readonly Column<CoalitionCapacity>[] = [
  ...CAUSES.map(({ key }): Column<CoalitionCapacity> => {
    return { label: key, kind: "switch", value: ({ causes }) => causes.includes(key) };
  }),
  { label: "run", kind: "switch", value: ({ run }) => run },
  { label: "referenceCapacity_mAh_cm2", kind: "real", value: ({ reference }) => reference },
  { label: "capacity_mAh_cm2", kind: "real", value: ({ now }) => now },
  { label: "loss_mAh_cm2", kind: "real", value: ({ reference, now }) => reference - now },
  { label: "slowReferenceCapacity_mAh_cm2", kind: "real", value: ({ slowReference }) => slowReference },
  { label: "slowCapacity_mAh_cm2", kind: "real", value: ({ slowNow }) => slowNow },
  {
    ...{ label: "slowLoss_mAh_cm2", kind: "real" },
    value: ({ slowReference, slowNow }) => fall(slowReference, slowNow),
  },
  { label: "ended", kind: "text", value: ({ message }) => message },
];

/** Returns the table of the coalitions, one a line, as CSV. */
export function formatCoalitions({ coalitions }: Explanation): string {
  return formatTable(COLUMNS, coalitions);
}

/**
 * Returns where the runs of an explanation are kept; throws InputError where the folder has those of another one and `force`
 * is not given.
 */
export function createExplainStore(
  disk: Disk,
  { folder, force }: { readonly folder: string; readonly force: boolean },
  { scenario, job }: { readonly scenario: Scenario; readonly job: object },
): ExplainStore {
  const text = formatJson({ ...job, scenario: describeScenario(scenario) });
  const jobPath = join(folder, JOB_FILE);
  const runs = join(folder, RUNS_FOLDER);
  const isSame = existsSync(jobPath) && readText(jobPath, JOB_FILE) === text;
  if (existsSync(jobPath) && !isSame && !force) {
    const got = `"${folder}", which holds the runs of another explanation`;
    throw new InputError([{ where: "--out", got, expected: "another place, or --force to begin anew" }]);
  }
  if (!isSame) {
    writing("--out", folder, () => {
      disk.rmSync(runs, { recursive: true, force: true });
      replaceFile(disk, jobPath, text);
    });
  }
  const pathOf = (name: string): string => join(runs, `${name}.json`);
  return {
    read: (name) => (existsSync(pathOf(name)) ? (readJson(pathOf(name), name) as ExplainMember) : undefined),
    write: (name, member) =>
      writing("--out", folder, () => replaceFile(disk, pathOf(name), formatJson(member))),
  };
}
