/** Draws and judges cases until the time is over; the first fault is shrunk to a minimal case. */
import fc from "fast-check";
import { KINDS } from "./kinds.ts";
import type { Judge } from "./patient.ts";

export interface Fuzzed {
  readonly cases: number;
  /** How many cases ended in which way. */
  readonly tags: Readonly<Record<string, number>>;
  readonly found: readonly Found[];
}

export interface Found {
  readonly kind: string;
  readonly fault: string;
  readonly one: unknown;
}

export interface Wish {
  readonly kind: string;
  readonly seed: number;
  readonly seconds: number;
  /** So many cases at most. */
  readonly mostCases?: number;
  /** Time that may be spent on making a case smaller, s. */
  readonly shrinking: number;
}

/** Cases that are drawn at a time. */
const BATCH = 25;

/** Returns what was found within `seconds`; the same seed draws the same cases, as many as the machine has time for. */
export async function fuzz(
  { kind, seed, seconds, mostCases = Number.POSITIVE_INFINITY, shrinking }: Wish,
  judge: Judge,
): Promise<Fuzzed> {
  // Not counted: that a worker starts.
  await judge.judge("link", "");
  const end = performance.now() + 1000 * seconds;
  const tags: Record<string, number> = {};
  const found: Found[] = [];
  let cases = 0;
  for (let batch = 0; performance.now() < end && cases < mostCases; batch++) {
    let last: Found | undefined;
    const property = fc.asyncProperty(KINDS[kind]!.cases, async (one) => {
      if (last === undefined && performance.now() >= end) return;
      const { fault, tag } = await judge.judge(kind, one);
      if (last === undefined) {
        cases++;
        tags[tag] = (tags[tag] ?? 0) + 1;
      }
      if (fault === undefined) return;
      // What it is shrunk to shall fail for the same reason.
      if (last !== undefined && reasonOf(fault) !== reasonOf(last.fault)) return;
      last = { kind, fault, one };
      throw new Error(fault);
    });
    await fc.check(property, {
      seed: seed + batch,
      numRuns: BATCH,
      interruptAfterTimeLimit: Math.max(1, end - performance.now()) + 1000 * shrinking,
    });
    if (last !== undefined) found.push(last);
  }
  return { cases, tags, found };
}

/** A fault without its numbers. */
export function reasonOf(fault: string): string {
  return fault.split("\n")[0]!.replaceAll(/[-+.\d]+(?:e[-+]?\d+)?/g, "#");
}
