/** How far to ask the cells to go next, and how fast they really went. Pure arithmetic of the clock. */

/** s; a longer pause between two grants (a hidden tab, a breakpoint) is not caught up. */
const LONGEST_GAP = 0.25;
/** s of computing that one grant should take at most: a slider must act within 100 ms. */
const GRANT_BUDGET = 0.08;
/** Simulated s that the first grant may ask for. */
const FIRST_ALLOWANCE = 20;
const GROWTH = 1.6;
const STRONGEST_CUT = 0.3;

/** Returns the simulated s that a speed (simulated s per s) asks for after `elapsed` s. */
export function askedIncrement(speed: number, elapsed: number): number {
  return speed * Math.min(elapsed, LONGEST_GAP);
}

/** What a grant cost the slower cell. */
export interface GrantCost {
  /** Simulated s. */
  readonly granted: number;
  /** s of computing. */
  readonly busySeconds: number;
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
      return limit;
    },
    learn({ granted, busySeconds, steps }) {
      if (steps > 1 && busySeconds > GRANT_BUDGET) {
        limit = granted * Math.max(STRONGEST_CUT, GRANT_BUDGET / busySeconds);
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
