/** Whether a scenario is refused in words, or runs with lithium, charge, time and numbers in order. */
import { FARADAY, MILLIAMPERE_HOURS } from "../../sim-core/base/constants.ts";
import { InputError } from "../../sim-core/index.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeCheckpoint, takeCheckpoint } from "../../sim-core/time/checkpoint/checkpoint.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import type { ResumableRun } from "../../sim-core/time/run/run-memory.ts";
import type { Advance } from "../../sim-core/time/run/run-types.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { listDifferences } from "../time/same-bits.ts";
import { loadIfShipped } from "./load-shipped.ts";
import type { Verdict } from "./verdict.ts";

export interface RunCase {
  readonly file: unknown;
  /** Time steps of the solver, at most. */
  readonly steps: number;
  /** The step after which the run is resumed from a file and compared with the one that went on. */
  readonly resumeAt?: number;
}

/** What a failure that is explained does not begin with. */
const NUMERICAL =
  /^stopped in [^:]*: [^(]*(located|converge|pivots|positive definite|cannot be followed|singular|NaN)/;
const RESIDUAL = 1e-9;
const IMBALANCE = 1e-8;
const COMPARED_STEPS = 4;

/** Returns the verdict on a file that may be anything. */
export function checkRun({ file, steps, resumeAt }: RunCase): Verdict {
  let run: ResumableRun;
  try {
    run = createRun(parseScenario(file, { load: loadIfShipped }));
  } catch (error) {
    return judgeRefusal(error);
  }
  const watch = createWatch(run);
  for (let k = 0; k < steps && run.status.kind === "running"; k++) {
    if (k === resumeAt) {
      const fault = compareResumed(run, watch);
      if (fault !== undefined) return { fault, tag: "resumed" };
    }
    const fault = watch(run.advance({ maximumSteps: 1 }));
    if (fault !== undefined) return { fault: `${fault}, at ${run.time} s`, tag: run.status.kind };
  }
  return judgeEnd(run);
}

/** A refusal is an InputError whose problems are whole sentences. */
export function judgeRefusal(error: unknown): Verdict {
  if (!(error instanceof InputError)) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { fault: `threw ${words}`, tag: "thrown" };
  }
  const { problems } = error;
  if (problems.length === 0) return { fault: "refused without a problem", tag: "refused" };
  for (const { where, got, expected } of problems) {
    const words = `${where}: got ${got}; expected ${expected}`;
    if ([where, got, expected].some((part) => typeof part !== "string" || part === ""))
      return { fault: `refused without words: ${words}`, tag: "refused" };
    if (/undefined|\[object /.test(expected))
      return { fault: `refused in odd words: ${words}`, tag: "refused" };
  }
  return { tag: "refused" };
}

type Watch = (told: Advance) => string | undefined;

/** Looks at what each step tells and leaves; one run, from its start. */
function createWatch(run: ResumableRun): Watch {
  const cathode = () => run.state.ledger.cathodeActive + run.state.ledger.cathodeIsolated;
  const first = cathode();
  let time = Number.NEGATIVE_INFINITY;
  return ({ samples, steps, cycles, notices, events }) => {
    for (const sample of samples) {
      if (!(sample.time > time)) return `time goes from ${time} to ${sample.time} s`;
      time = sample.time;
    }
    for (const [name, told] of Object.entries({ samples, steps, cycles, events })) {
      const odd = findOdd(told, name);
      if (odd !== undefined) return odd;
    }
    if (notices.some((sentence) => /undefined|NaN|\[object/.test(sentence)))
      return `odd words: ${notices.join("; ")}`;
    const { residual, chargeImbalance } = run.state.ledger;
    if (!(Math.abs(residual) <= RESIDUAL)) return `lithium residual ${residual}`;
    if (!(chargeImbalance <= IMBALANCE)) return `charge imbalance ${chargeImbalance}`;
    const last = samples.at(-1);
    if (last === undefined) return undefined;
    const passed = (last.charged - last.discharged) * MILLIAMPERE_HOURS;
    const moved = (first - cathode()) * FARADAY;
    const scale = (last.charged + last.discharged) * MILLIAMPERE_HOURS;
    // What is subtracted has the rounding of the whole inventory.
    const bound = 1e-9 * scale + 1e-14 * first * FARADAY;
    return Math.abs(passed - moved) <= bound ? undefined : `${passed} C/m2 reported, ${moved} moved`;
  };
}

/** The place of the first number that is none, infinities included. */
function findOdd(value: unknown, where: string): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${where} is ${value}`;
  if (ArrayBuffer.isView(value)) {
    const k = Array.from(value as Float64Array).findIndex((own) => !Number.isFinite(own));
    return k < 0 ? undefined : `${where}.${k} is ${(value as Float64Array)[k]}`;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, own] of Object.entries(value)) {
    const odd = findOdd(own, `${where}.${key}`);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

function judgeEnd(run: ResumableRun): Verdict {
  const { kind, message } = run.status;
  const odd = findOdd(run.frame({ stress: true }), "frame");
  if (odd !== undefined) return { fault: odd, tag: kind };
  if (!/^[A-Za-z].{9,}/s.test(message) && kind !== "running")
    return { fault: `ended with "${message}"`, tag: kind };
  if (kind !== "failed") return { tag: kind };
  return NUMERICAL.test(message) && isUnquestioned(run.origin)
    ? { fault: message, tag: "failed" }
    : { tag: `failed: ${message.replace(/^stopped in [^:]*: /, "").slice(0, 60)}` };
}

/** The scenario gave no cause for a warning. */
function isUnquestioned({ warnings }: Scenario): boolean {
  return warnings.length === 0;
}

function compareResumed(run: ResumableRun, watch: Watch): string | undefined {
  const file = writeCheckpoint(takeCheckpoint(run), "0.0.0");
  const again = resumeCheckpoint(readCheckpoint(file));
  const [one, other] = [again, run].map((own) => {
    const { waiting: _, ...told } = own.advance({ maximumSteps: COMPARED_STEPS });
    return { told, state: own.state, frame: own.frame() };
  }) as [Told, Told];
  const [difference] = listDifferences(one, other);
  return difference === undefined ? watch(other.told as Advance) : `resumed: ${difference}`;
}

interface Told {
  readonly told: Omit<Advance, "waiting">;
  readonly state: unknown;
  readonly frame: unknown;
}
