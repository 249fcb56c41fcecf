/**
 * Ramps at a rate become ramps over a time: that needs the value from which a step starts, which follows from the steps
 * before it. Where it differs from pass to pass, a rate says no single time.
 */
import { roundDigits } from "../parameters/parameters.ts";
import type { ProblemList } from "../record/problems.ts";
import type { Ambient } from "../record/scenario.ts";
import type { WrittenTarget } from "./protocol-grammar.ts";
import { showQuantity } from "./protocol-units.ts";

/** What a step does to its surroundings, as far as one step can tell. */
export interface AmbientStep {
  readonly where: string;
  readonly targets: readonly WrittenTarget[];
}

/** A block with as many passes as matter. */
export interface AmbientBlock {
  readonly repeat: number;
  readonly steps: readonly AmbientStep[];
  readonly check?: readonly AmbientStep[];
}

type Start = Readonly<Record<WrittenTarget["of"], number>>;

/** Passes after which every order of two passes has been seen. */
const PASSES = 3;

/** Returns what each step that was asked for imposes; rates that say no single time are noted. */
export function resolveRamps(
  blocks: readonly AmbientBlock[],
  repeat: number,
  start: Start,
  problems: ProblemList,
): (step: AmbientStep) => Ambient | undefined {
  const origins = new Map<WrittenTarget, Set<number>>();
  const now = { ...start };
  const pass = (steps: readonly AmbientStep[]): void => {
    for (const target of steps.flatMap(({ targets }) => targets)) {
      const seen = origins.get(target) ?? new Set();
      origins.set(target, seen.add(now[target.of]));
      now[target.of] = target.value;
    }
  };
  for (let whole = 0; whole < Math.min(repeat, 2); whole++) {
    for (const block of blocks) {
      for (let k = 0; k < Math.min(block.repeat, PASSES); k++) {
        pass(block.steps);
        if (k > 0 || block.repeat === 1) pass(block.check ?? []);
      }
    }
  }
  return (step) => ambientOf(step, (target) => [...(origins.get(target) ?? [])], problems);
}

function ambientOf(
  { where, targets }: AmbientStep,
  originsOf: (target: WrittenTarget) => readonly number[],
  problems: ProblemList,
): Ambient | undefined {
  if (targets.length === 0) return undefined;
  const entries = targets.map((target) => {
    const { of, value, rate } = target;
    if (rate === undefined) return [of, { value, duration: target.duration }];
    // Where the value stands already, any time will do.
    const origins = originsOf(target).filter((from) => from !== value);
    const times = new Set(origins.map((from) => roundDigits(Math.abs(value - from) / rate)));
    if (times.size > 1) {
      const from = origins.map((origin) => showQuantity(of, origin));
      problems.addInWords(
        `${where}.${of}`,
        `a rate, from ${from.join(" or ")} depending on the pass`,
        'a ramp over a time, such as "over 1 h"',
      );
    }
    return [of, { value, duration: [...times][0] ?? 0 }];
  });
  return Object.fromEntries(entries) as Ambient;
}
