/** How far to ask the cells to go next, and how fast they really went. Pure arithmetic of the clock. */

/** s; a longer pause between two grants (a hidden tab, a breakpoint) is not caught up. */
const LONGEST_GAP = 0.25;
/** s of computing that one grant may ask for: a slider must act within 100 ms. */
const GRANT_BUDGET = 0.08;
/** Simulated s that are asked for while nothing is known about the speed of the solver. */
const FIRST_GRANT = 20;

export interface PaceRequest {
  /** Simulated s per s that the person asked for; Infinity for as fast as possible. */
  readonly speed: number;
  /** s since the last grant. */
  readonly elapsed: number;
  /** Simulated s per s of computing of the slower cell in its last grant; undefined at first. */
  readonly throughput: number | undefined;
}

/** Returns the simulated s to grant next: as the speed asks, but never more than the budget of computing. */
export function nextIncrement(request: PaceRequest): number {
  const asked = request.speed * Math.min(request.elapsed, LONGEST_GAP);
  const affordable = request.throughput === undefined ? FIRST_GRANT : request.throughput * GRANT_BUDGET;
  return Math.min(asked, affordable);
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
      const keep = Math.exp(-elapsed / 1.0);
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
