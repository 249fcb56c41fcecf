/** Steps and cycles counted from the current where the file has none: a step is a stretch of charge, discharge or rest. */

/** Share of the largest current under which a cell is taken to rest. */
const REST_SHARE = 1e-4;

/** Returns 1, -1 or 0 for each row: charge, discharge or rest. */
export function phasesOf(current: ArrayLike<number>): Int8Array {
  let largest = 0;
  for (let row = 0; row < current.length; row++) largest = Math.max(largest, Math.abs(current[row] ?? 0));
  const phases = new Int8Array(current.length);
  for (let row = 0; row < phases.length; row++) {
    const own = current[row] ?? 0;
    phases[row] = Math.abs(own) <= REST_SHARE * largest ? 0 : Math.sign(own);
  }
  return phases;
}

/** Returns the number of the step of each row, from 1. */
export function countSteps(phases: Int8Array): Int32Array {
  const step = new Int32Array(phases.length);
  let count = 1;
  for (let row = 0; row < step.length; row++) {
    if (row > 0 && phases[row] !== phases[row - 1]) count++;
    step[row] = count;
  }
  return step;
}

/** Returns the number of the cycle of each row, from 1: the direction in which the cell first moved begins one. */
export function countCycles(phases: Int8Array): Int32Array {
  const cycle = new Int32Array(phases.length);
  const first = phases.find((phase) => phase !== 0) ?? 0;
  let count = 1;
  let moving = 0;
  for (let row = 0; row < cycle.length; row++) {
    const phase = phases[row] ?? 0;
    if (phase === first && moving === -first) count++;
    if (phase !== 0) moving = phase;
    cycle[row] = count;
  }
  return cycle;
}
