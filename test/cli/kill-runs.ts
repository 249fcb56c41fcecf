/**
 * Kills runs of the terminal program at random moments and resumes them, until they are complete:
 *   npx tsx test/cli/kill-runs.ts 100 7
 * 100 kills, by chance from seed 7. Ends with a fault where more than the last cycle was lost, or where the files are not
 * those of a run that nobody killed.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { createRandom, type Random } from "../../sim-core/base/random.ts";
import { resultsIn, startProgram, writeSmall } from "./process.ts";

const CYCLES = 30;
const CYCLE = /: cycle \d+ of \d+,/;
/** Cycles until a kill at most, and ms after that: a cycle takes about 0.1 s, a start one to two seconds. */
const MOST_CYCLES = 6;
const MOST_PAUSE = 250;
/** Share of kills that come so soon that the process may not even have begun. */
const EARLY = 0.2;
const MOST_START = 2500;

export interface Kills {
  /** Kills, and runs that became complete under them. */
  readonly kills: number;
  readonly runs: number;
}

/** Kills runs of 30 cycles `count` times; throws where anything is lost. */
export async function killRuns(count: number, seed: number): Promise<Kills> {
  const random = createRandom(seed, "kills");
  const folder = mkdtempSync(join(tmpdir(), "kills-"));
  const scenario = writeSmall(folder, CYCLES);
  let kills = 0;
  let runs = 0;
  try {
    const whole = startProgram(["run", scenario, "--out", "whole"], folder);
    assert.equal((await whole.ended).status, 0);
    const expected = resultsIn(join(folder, "whole"));
    while (kills < count) {
      const own = join(folder, `run-${runs}`);
      kills += await killUntilComplete({ scenario, own, folder, random }, count - kills);
      assert.deepEqual(resultsIn(own), expected);
      runs++;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { kills, runs };
}

interface Victim {
  readonly scenario: string;
  readonly own: string;
  readonly folder: string;
  readonly random: Random;
}

async function killUntilComplete({ scenario, own, folder, random }: Victim, most: number): Promise<number> {
  const fresh = ["run", scenario, "--out", own, "--checkpoint", "0"];
  const resume = ["resume", own, "--checkpoint", "0"];
  let begun = false;
  /** Cycles that were told of as finished. */
  let told = 0;
  for (let kills = 0; ; kills++) {
    const started = startProgram(begun ? resume : fresh, folder);
    if (kills < most) {
      await waitForMoment(started.lines, random);
      started.child.kill("SIGKILL");
    }
    const ended = await started.ended;
    // The kill may have come between the last write and the end of the process.
    if (/whose run has ended \(completed/.test(ended.told)) return kills;
    const from = /goes on in cycle (\d+)/.exec(ended.told)?.[1];
    // A cycle is told of before its checkpoint: the last one may be lost.
    if (from !== undefined) assert.ok(Number(from) >= told, `cycle ${from} after ${told} were told`);
    told = ended.told.split("\n").filter((line) => CYCLE.test(line)).length + Number(from ?? 1) - 1;
    if (ended.signal === null) {
      assert.equal(ended.status, 0, ended.told);
      return kills;
    }
    begun ||= isBegun(own);
  }
}

async function waitForMoment(
  lines: (pattern: RegExp, count: number) => Promise<void>,
  random: Random,
): Promise<void> {
  if (random.uniform() < EARLY) return pause(random.uniform() * MOST_START);
  await lines(CYCLE, 1 + Math.floor(random.uniform() * MOST_CYCLES));
  return pause(random.uniform() * MOST_PAUSE);
}

/** From when on `resume` goes on with a run: before, it has left nothing. */
function isBegun(own: string): boolean {
  try {
    return readFileSync(join(own, "scenario.json")).length > 0;
  } catch {
    return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [count = 100, seed = 1] = process.argv.slice(2).map(Number);
  const { kills, runs } = await killRuns(count, seed);
  process.stdout.write(`${kills} kills in ${runs} runs: nothing lost\n`);
}
