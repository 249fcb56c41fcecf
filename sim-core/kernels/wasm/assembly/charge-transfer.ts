/**
 * Charge transfer through a film, two nodes at a time: Halley's iteration for w asinh(i / 2 i0) + i R = v from the
 * tangent at the last solution, as in sim-core/kinetics/butler-volmer.ts. A node that it does not reach is marked,
 * for the other to solve.
 */
import { logOnePlus } from "./logarithm";

const ITERATIONS: i32 = 4;

/**
 * Solves `count` interfaces. `current` and `slope` hold the last current densities and their derivatives by the
 * drive, `last` the drives they belong to; all receive the new ones, `slope` -1 where the iteration did not get
 * there. It ends with a relative step below `lastStep`; the error is the cube of it over about 12. Returns how many
 * were not reached.
 */
export function solveInterfaces(
  drive: usize,
  exchange: usize,
  resistance: usize,
  count: usize,
  thermal: f64,
  lastStep: f64,
  last: usize,
  current: usize,
  slope: usize,
): i32 {
  let missed: i32 = 0;
  const end = drive + (count << 3);
  for (; drive + 16 <= end; drive += 16) {
    const v = v128.load(drive);
    const tangent = f64x2.mul(v128.load(slope), f64x2.sub(v, v128.load(last)));
    v128.store(last, v);
    const guess = f64x2.add(v128.load(current), tangent);
    missed += solvePair(
      v,
      v128.load(exchange),
      v128.load(resistance),
      thermal,
      lastStep,
      guess,
      current,
      slope,
    );
    last += 16;
    exchange += 16;
    resistance += 16;
    current += 16;
    slope += 16;
  }
  if (drive < end) {
    // The last of an odd number is left to the other.
    store<f64>(last, load<f64>(drive));
    store<f64>(slope, -1);
    missed++;
  }
  return missed;
}

function solvePair(
  drive: v128,
  exchange: v128,
  resistance: v128,
  thermal: f64,
  lastStep: f64,
  guess: v128,
  currentAt: usize,
  slopeAt: usize,
): i32 {
  // Nothing passes an interface that is blocked.
  const blocked = f64x2.le(exchange, f64x2.splat(0));
  const one = f64x2.splat(1);
  const half = f64x2.splat(0.5);
  const w = f64x2.splat(thermal);
  const sign = v128.and(drive, f64x2.splat(-0.0));
  const v = f64x2.abs(drive);
  // Only magnitudes are iterated. A tangent that leads to the other sign is no guess; the last current may be.
  const near = v128.xor(guess, sign);
  const before = v128.xor(v128.load(currentAt), sign);
  let i = v128.bitselect(near, before, f64x2.gt(near, f64x2.splat(0)));
  const double = f64x2.add(exchange, exchange);
  const floor = f64x2.mul(double, double);
  const scale = f64x2.div(half, exchange);
  let good = f64x2.splat(0);
  for (let k = 0; k < ITERATIONS; k++) {
    const square = f64x2.add(f64x2.mul(i, i), floor);
    const root = f64x2.sqrt(square);
    const ratio = f64x2.mul(i, scale);
    const below = f64x2.add(one, f64x2.mul(root, scale));
    const logarithm = logOnePlus(f64x2.add(ratio, f64x2.div(f64x2.mul(ratio, ratio), below)));
    const residual = f64x2.sub(f64x2.add(f64x2.mul(w, logarithm), f64x2.mul(i, resistance)), v);
    // newton = residual root / (w + R root), lengthened or shortened by the curvature.
    const inverse = f64x2.div(one, f64x2.add(w, f64x2.mul(resistance, root)));
    const newton = f64x2.mul(f64x2.mul(residual, root), inverse);
    const share = f64x2.mul(w, inverse);
    const bend = f64x2.mul(f64x2.mul(half, newton), f64x2.mul(i, share));
    const change = f64x2.div(f64x2.mul(newton, square), f64x2.add(square, bend));
    const next = f64x2.sub(i, change);
    const small = f64x2.le(f64x2.abs(change), f64x2.mul(f64x2.splat(lastStep), i));
    // Bad guesses, overshoots and blocked interfaces never count as small steps between positive currents.
    good = v128.and(v128.and(small, f64x2.gt(i, f64x2.splat(0))), f64x2.gt(next, f64x2.splat(0)));
    i = next;
    good = v128.or(good, blocked);
    if (i64x2.all_true(good)) break;
  }
  const conductance = f64x2.div(f64x2.sqrt(f64x2.add(f64x2.mul(i, i), floor)), w);
  const found = f64x2.div(conductance, f64x2.add(one, f64x2.mul(resistance, conductance)));
  const kept = v128.bitselect(v128.xor(i, sign), v128.load(currentAt), good);
  v128.store(currentAt, v128.andnot(kept, blocked));
  v128.store(slopeAt, v128.andnot(v128.bitselect(found, f64x2.splat(-1), good), blocked));
  return 2 - i32(i64x2.extract_lane(good, 0) & 1) - i32(i64x2.extract_lane(good, 1) & 1);
}
