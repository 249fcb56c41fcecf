/** Runs of a tiny cell and invented ones, for the validity report. */
import type { CycleSummary } from "../../sim-core/index.ts";
import type { MemberRequest, MemberResult } from "../../src/library/members.ts";
import { runMany } from "../../src/library/run-many.ts";
import type { Ensemble } from "../../src/validity/ensembles.ts";
import { jobOf } from "../../src/validity/jobs.ts";
import { type KeptRun, keepRun } from "../../src/validity/kept-run.ts";
import type { RunStore } from "../../src/validity/run-store.ts";
import { loadShipped, SMALL_CELL } from "../cell/small-cell.ts";

const { mesh: _mesh, ...TINY } = SMALL_CELL;

export const tinyEnsemble = (name: string, overrides: Ensemble["overrides"] = {}, seeds = 2): Ensemble => ({
  ...{ name, scenario: "ncm", overrides: { ...TINY, ...overrides }, cycles: 2, jump: false, seeds },
});

/** Returns the source of a shipped scenario; undefined where there is none. */
export function loadIfThere(name: string): unknown {
  try {
    return loadShipped(name);
  } catch {
    return undefined;
  }
}

/** Makes a run in this thread. */
export async function makeHere(request: MemberRequest): Promise<MemberResult> {
  for await (const result of runMany([request], { workers: 0 })) return result;
  throw new Error("no result");
}

/** A store that forgets. */
export function createMemoryStore(): RunStore & { readonly kept: Map<string, KeptRun> } {
  const kept = new Map<string, KeptRun>();
  return { kept, read: (key) => kept.get(key), write: (key, run) => void kept.set(key, run) };
}

/** An invented run whose every cycle, up to 100, has the numbers of `cycle`. */
export function inventRun(
  ensemble: string,
  seed: number,
  cycle: Partial<CycleSummary>,
  end: KeptRun["end"] = {},
): KeptRun {
  const cycles = Array.from({ length: 100 }, (_, k) => ({
    ...{
      cycle: k + 1,
      jumped: false,
      shorted: false,
      chargeCapacity_mAh_cm2: 1,
      start_s: 100 * k,
      duration_s: 100,
    },
    ...cycle,
  }));
  return {
    ...{ ensemble, seed, status: "completed", message: "", events: [], end },
    cycles: cycles as unknown as readonly CycleSummary[],
    ledger: {} as KeptRun["ledger"],
  };
}

/** Two cycles of the tiny cell, as they are kept. */
export async function keptTinyRun(overrides: Ensemble["overrides"] = {}, seed = 1): Promise<KeptRun> {
  const { request } = jobOf(tinyEnsemble("tiny", overrides), seed, { load: loadIfThere, code: "" });
  const result = await makeHere(request);
  if (!result.ok) throw new Error(result.message);
  return keepRun("tiny", seed, result);
}
