/** How far to ask the cells to go next, and how fast they really went. Pure arithmetic of the clock. */

/** s; a longer pause between two grants (a hidden tab, a breakpoint) is not caught up. */
const LONGEST_GAP = 0.25;
/** s of computing that one grant should take at most, so that a slider soon acts; where showing what it brought takes longer
 * than that, as long as that takes, lest the cells wait for the picture most of the time; and no longer than this. */
const GRANT_BUDGET = 0.08;
const LONGEST_BUDGET = 0.2;
/** Simulated s that the first grant may ask for. */
const FIRST_ALLOWANCE = 20;
/** Simulated s below which times could not be told apart any more. */
const LEAST_ALLOWANCE = 0.002;
/** s between two shown frames beyond which the speed is not measured by them. */
const LONGEST_MEASURE = 60;
const GROWTH = 1.6;
const STRONGEST_CUT = 0.3;

/** Returns `time` (s) to the millisecond: times that are asked for are short enough to be written down. */
export function roundTime(time: number): number {
  return Math.round(time * 1000) / 1000;
}

/** Returns what of `elapsed` (s) counts: nothing where the clock was set back, no more than a gap. */
export function boundGap(elapsed: number): number {
  return elapsed > 0 ? Math.min(elapsed, LONGEST_GAP) : 0;
}

/** Returns the simulated s that a speed (simulated s per s) asks for after `elapsed` s. */
export function askedIncrement(speed: number, elapsed: number): number {
  return speed * boundGap(elapsed);
}

/** s of playing within which changes of one parameter are one change. */
const CHANGE_SECONDS = 0.25;

/**
 * Returns the time (s) of a change that is made while the cells go to `horizon` (s) at `speed` (simulated s per s): the
 * next whole multiple of a round span, which is worth a quarter of a second of playing at most.
 */
export function timeOfChange(horizon: number, speed: number): number {
  const span = Math.max(0.001, CHANGE_SECONDS * speed);
  const decade = 10 ** Math.floor(Math.log10(span));
  const round = decade * (span >= 5 * decade ? 5 : span >= 2 * decade ? 2 : 1);
  return Math.max(horizon, roundTime(Math.ceil(horizon / round - 1e-9) * round));
}

/** What a grant cost the slower cell. */
export interface GrantCost {
  /** Simulated s. */
  readonly granted: number;
  /** s of computing, and s from the grant to the next one that were none. */
  readonly busySeconds: number;
  readonly idleSeconds: number;
  /** Solver steps; with one step or none, less time would not have been cheaper. */
  readonly steps: number;
}

/** The most that may be granted at once, learnt from what grants have cost. */
export interface Allowance {
  readonly limit: number;
  learn(cost: GrantCost): void;
  clear(): void;
}

export function createAllowance(): Allowance {
  let limit = FIRST_ALLOWANCE;
  return {
    get limit() {
      return Math.max(LEAST_ALLOWANCE, limit);
    },
    learn({ granted, busySeconds, idleSeconds, steps }) {
      if (!(granted > 0)) return;
      const budget = Math.min(LONGEST_BUDGET, Math.max(GRANT_BUDGET, idleSeconds));
      if (steps > 1 && busySeconds > budget) {
        limit = granted * Math.max(STRONGEST_CUT, budget / busySeconds);
      } else limit = Math.max(limit, granted * GROWTH);
    },
    clear() {
      limit = FIRST_ALLOWANCE;
    },
  };
}

/** Measures simulated s per s over about the last second. */
export interface SpeedMeter {
  add(simulated: number, elapsed: number): void;
  clear(): void;
  /** undefined until half a second has been seen. */
  readonly speed: number | undefined;
}

export function createSpeedMeter(): SpeedMeter {
  let simulatedSum = 0;
  let elapsedSum = 0;
  let seen = 0;
  return {
    add(simulated, elapsed) {
      // A clock that was set back or forward by hours measures nothing.
      if (!(elapsed > 0 && elapsed < LONGEST_MEASURE)) return;
      const keep = Math.exp(-elapsed);
      simulatedSum = simulatedSum * keep + simulated;
      elapsedSum = elapsedSum * keep + elapsed;
      seen += elapsed;
    },
    clear() {
      simulatedSum = 0;
      elapsedSum = 0;
      seen = 0;
    },
    get speed() {
      return seen < 0.5 ? undefined : simulatedSum / elapsedSum;
    },
  };
}
