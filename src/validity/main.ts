/** `npm run validity`: makes the missing runs and writes the report. */
import disk, { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describeProblem, InputError } from "../../sim-core/index.ts";
import { replaceFile, writing } from "../cli/files.ts";
import { lockFolder } from "../cli/folder-lock.ts";
import type { MemberRequest, MemberResult } from "../library/members.ts";
import { runCampaign } from "./campaign.ts";
import { CLAIMS } from "./claims.ts";
import { nameCode } from "./code-name.ts";
import { ENSEMBLES, PAIRS } from "./ensembles.ts";
import { listFitted } from "./fitted.ts";
import { listJobs } from "./jobs.ts";
import { readOptions, type ValidityOptions } from "./options.ts";
import { compareSnapshots } from "./references.ts";
import { writeReport } from "./report.ts";
import { openStore } from "./run-store.ts";
import { listSensitivityEnsembles, SENSITIVITY_BASE } from "./sensitivity.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RUNS = join(ROOT, "runs", "validity");
/** What decides what is kept of a run, besides its scenario. */
const CODE = { folders: ["sim-core"], files: ["src/validity/end-readings.ts", "src/validity/kept-run.ts"] };

const readJson = (...path: readonly string[]): unknown => {
  const file = join(ROOT, ...path);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
};
const loadScenario = (name: string): unknown => readJson("scenarios", `${name}.json`);

/** Returns what makes one run in a worker of the built library. */
async function openMaker(): Promise<(request: MemberRequest) => Promise<MemberResult>> {
  const built = pathToFileURL(join(ROOT, "lib", "library", "index.js")).href;
  const { runMany }: typeof import("../library/run-many.ts") = await import(built);
  return async (request) => {
    for await (const result of runMany([request], { workers: 1 })) return result;
    throw new Error("broken invariant: every request has a result");
  };
}

async function main({ minutes, seeds, only, workers, out }: ValidityOptions): Promise<void> {
  const start = performance.now();
  const ensembles = [...ENSEMBLES, SENSITIVITY_BASE, ...listSensitivityEnsembles()];
  checkNames(
    only,
    ensembles.map(({ name }) => name),
  );
  const code = nameCode(ROOT, CODE.folders, CODE.files);
  const jobs = listJobs(ensembles, { load: loadScenario, code, ...(seeds === undefined ? {} : { seeds }) });
  const wanted = (name: string): boolean => only.length === 0 || only.some((own) => matches(own, name));
  mkdirSync(RUNS, { recursive: true });
  const release = lockFolder(disk, RUNS, "runs/validity");
  try {
    const campaign = await runCampaign(jobs, {
      store: openStore(RUNS),
      make: await openMaker(),
      lanes: workers ?? availableParallelism(),
      mayStart: ({ ensemble }) => wanted(ensemble) && performance.now() - start < minutes * 60_000,
      tell: (line) => console.error(`${((performance.now() - start) / 60_000).toFixed(1)} min: ${line}`),
    });
    const fitted = listFitted([...new Set(ENSEMBLES.map(({ scenario }) => scenario))], loadScenario);
    const snapshots = compareSnapshots((name) => readJson("test", "reference", `${name}.json`));
    write(
      resolve(ROOT, out),
      writeReport({ ensembles, pairs: PAIRS, claims: CLAIMS, campaign, fitted, snapshots }),
    );
    console.log(
      `written: ${join(out, "validity.md")}, from ${jobs.length - campaign.missing} of ${jobs.length} runs`,
    );
    if (campaign.failures.length > 0) process.exitCode = 1;
  } finally {
    release();
  }
}

/** Throws InputError with every name that names no ensemble. */
function checkNames(only: readonly string[], names: readonly string[]): void {
  const unknown = only.filter((own) => !names.some((name) => matches(own, name)));
  const expected = `one of ${names.filter((name) => !name.includes(",")).join(", ")}, or "name*"`;
  if (unknown.length > 0)
    throw new InputError(unknown.map((got) => ({ where: "--only", got: `"${got}"`, expected })));
}

/** Whether a name is the pattern, or begins as one that ends in an asterisk. */
function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Figures that the report does not have any more go. */
function write(folder: string, report: ReturnType<typeof writeReport>): void {
  writing("--out", folder, () => writeFiles(folder, join(folder, "validity"), report));
}

function writeFiles(
  folder: string,
  pictures: string,
  { text, figures }: ReturnType<typeof writeReport>,
): void {
  mkdirSync(pictures, { recursive: true });
  for (const name of readdirSync(pictures)) {
    if (name.endsWith(".svg") && !(name in figures)) rmSync(join(pictures, name));
  }
  for (const [name, figure] of Object.entries(figures)) replaceFile(disk, join(pictures, name), figure);
  replaceFile(disk, join(folder, "validity.md"), text);
}

const options = readOptions(process.argv.slice(2));
if ("text" in options) {
  console.log(options.text);
  process.exitCode = options.status;
} else {
  try {
    await main(options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const problem of error.problems) console.error(describeProblem(problem));
    process.exitCode = 2;
  }
}
