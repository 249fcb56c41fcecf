/** `npm run bench -- --peers`: this build beside an earlier one, PyBaMM and CHOLMOD, by turns on one core, as ratios. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchOptions } from "../options.ts";
import { printTable } from "../timing.ts";
import { type Program, prepareCholmod, prepareEarlier, preparePybamm, ROOT } from "./programs.ts";
import { type Found, findRatios, tabulateRatios } from "./ratios.ts";
import {
  type Extent,
  listBuildTasks,
  listCholmodTasks,
  listEnsembleTasks,
  listJumpTasks,
  listPybammTasks,
  type Task,
} from "./tasks.ts";

const MEMBERS = 32;
const FEW_MEMBERS = 4;
/** Cycles that are jumped against solved: the first ones never are. */
const JUMPED = 100;

/** What is written of a comparison: s by name and round, and ratios. */
export interface Comparison {
  readonly against: string;
  readonly rounds: number;
  readonly extent: Extent;
  readonly skipped: readonly string[];
  readonly times: Readonly<Record<string, readonly (number | undefined)[]>>;
  readonly ratios: readonly Found[];
}

/** Times everything that can be had by turns, prints the ratios and returns all of it. */
export async function comparePeers({ against, rounds, cycles, quick }: BenchOptions): Promise<Comparison> {
  const extent: Extent = {
    ...{ cycles, members: quick ? FEW_MEMBERS : MEMBERS },
    jumped: quick ? cycles : JUMPED,
  };
  const folder = mkdtempSync(join(tmpdir(), "fluxtwin-peers-"));
  const skipped: string[] = [];
  const skip = (sentence: string): void => {
    skipped.push(sentence);
    console.log(`  skipped: ${sentence}`);
  };
  const have = <T>(what: string, program: Program<T>): T | undefined => {
    if (program.ok) return program.program;
    skip(`${what}, since ${program.reason}`);
    return undefined;
  };
  const before = have(`the build of ${against}`, prepareEarlier(against));
  try {
    const python = have("PyBaMM", preparePybamm());
    const cholmod = have("CHOLMOD", await prepareCholmod(folder));
    const jumps = listJumpTasks(extent);
    if (jumps.length === 0) skip("jumped cycles, since this build has no --jump");
    const times = await takeTurns(
      [
        ...(python === undefined ? [] : listPybammTasks(python, extent)),
        ...listBuildTasks("now", ROOT, extent),
        ...(before === undefined ? [] : listBuildTasks("before", before.root, extent)),
        ...(cholmod === undefined ? [] : listCholmodTasks(cholmod, folder)),
        ...jumps,
        ...listEnsembleTasks(before?.root, extent),
      ],
      rounds,
      skip,
    );
    const ratios = findRatios(times);
    printTable(
      `Ratios of ${rounds} rounds, ${extent.cycles} cycles of \`ncm\` at 0.5C, ensembles of ${extent.members}; before: ${against}`,
      tabulateRatios(ratios),
    );
    return { against, rounds, extent, skipped, times, ratios };
  } finally {
    before?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs all tasks in each round; one that fails is told, and left out from then on. */
async function takeTurns(
  tasks: readonly Task[],
  rounds: number,
  skip: (sentence: string) => void,
): Promise<Record<string, (number | undefined)[]>> {
  const times: Record<string, (number | undefined)[]> = {};
  const failed = new Set<Task>();
  for (let round = 0; round < rounds; round++) {
    for (const task of tasks.filter((own) => !failed.has(own))) {
      try {
        const figures = Object.entries(await task.run());
        for (const [name, value] of figures) {
          times[name] ??= [];
          times[name][round] = value;
        }
        const told = figures.map(([name, value]) => `${name} ${value.toPrecision(4)}`).join(", ");
        console.log(`  round ${round + 1}, ${task.what}: ${told}`);
      } catch (error) {
        failed.add(task);
        skip(`${task.what}, since ${(error as Error).message.split("\n")[0]}`);
      }
    }
  }
  return times;
}
