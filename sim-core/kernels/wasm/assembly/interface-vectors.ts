/**
 * The vector work of conjugate gradients on the interfaces, several vectors in one pass. Nodes of particle p lie
 * between start[p] and start[p+1], those of the lithium front behind the last particle's, and one entry per
 * particle behind all nodes. Reductions add pairs, then the two sums.
 */

function sumLanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Returns x'y of `count` numbers. */
export function dot(x: usize, y: usize, count: usize): f64 {
  let first = f64x2.splat(0);
  let second = first;
  const end = x + (count << 3);
  for (; x + 32 <= end; x += 32) {
    first = f64x2.add(first, f64x2.mul(v128.load(x), v128.load(y)));
    second = f64x2.add(second, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
    y += 32;
  }
  let sum = sumLanes(f64x2.add(first, second));
  for (; x < end; x += 8) {
    sum += load<f64>(x) * load<f64>(y);
    y += 8;
  }
  return sum;
}

/** Returns the sum of the absolute values of `count` numbers. */
export function sumMagnitudes(x: usize, count: usize): f64 {
  let first = f64x2.splat(0);
  let second = first;
  const end = x + (count << 3);
  for (; x + 32 <= end; x += 32) {
    first = f64x2.add(first, f64x2.abs(v128.load(x)));
    second = f64x2.add(second, f64x2.abs(v128.load(x, 16)));
  }
  let sum = sumLanes(f64x2.add(first, second));
  for (; x < end; x += 8) sum += Math.abs(load<f64>(x));
  return sum;
}

/** y += factor x */
export function addScaled(factor: f64, x: usize, y: usize, count: usize): void {
  const by = f64x2.splat(factor);
  const end = x + (count << 3);
  for (; x + 16 <= end; x += 16) {
    v128.store(y, f64x2.add(v128.load(y), f64x2.mul(by, v128.load(x))));
    y += 16;
  }
  if (x < end) store<f64>(y, load<f64>(y) + factor * load<f64>(x));
}

/** p = z + ratio p */
export function turnDirection(ratio: f64, z: usize, p: usize, count: usize): void {
  const by = f64x2.splat(ratio);
  const end = z + (count << 3);
  for (; z + 16 <= end; z += 16) {
    v128.store(p, f64x2.add(v128.load(z), f64x2.mul(by, v128.load(p))));
    p += 16;
  }
  if (z < end) store<f64>(p, load<f64>(z) + ratio * load<f64>(p));
}

/**
 * out = base + sign slope (v - v_p) on the nodes of `count` particles, where v_p is the particle's own entry; and
 * `crossing` [count] = sums of slope (v - v_p).
 */
export function crossRings(
  start: usize,
  count: usize,
  slope: usize,
  v: usize,
  own: usize,
  base: usize,
  sign: f64,
  out: usize,
  crossing: usize,
): void {
  const signs = f64x2.splat(sign);
  for (let p: usize = 0; p < count; p++) {
    const end = load<u32>(start, 4) << 3;
    let k = load<u32>(start) << 3;
    const level = load<f64>(own);
    const levels = f64x2.splat(level);
    let sums = f64x2.splat(0);
    for (; k + 16 <= end; k += 16) {
      const term = f64x2.mul(v128.load(slope + k), f64x2.sub(v128.load(v + k), levels));
      sums = f64x2.add(sums, term);
      v128.store(out + k, f64x2.add(v128.load(base + k), f64x2.mul(signs, term)));
    }
    let sum = sumLanes(sums);
    if (k < end) {
      const term = load<f64>(slope + k) * (load<f64>(v + k) - level);
      sum += term;
      store<f64>(out + k, load<f64>(base + k) + sign * term);
    }
    store<f64>(crossing, sum);
    start += 4;
    own += 8;
    crossing += 8;
  }
}

/** out = base + sign slope v, for `count` nodes. */
export function crossFront(slope: usize, v: usize, base: usize, sign: f64, out: usize, count: usize): void {
  const signs = f64x2.splat(sign);
  const end = v + (count << 3);
  for (; v + 16 <= end; v += 16) {
    const term = f64x2.mul(v128.load(slope), v128.load(v));
    v128.store(out, f64x2.add(v128.load(base), f64x2.mul(signs, term)));
    slope += 16;
    base += 16;
    out += 16;
  }
  if (v < end) store<f64>(out, load<f64>(base) + sign * (load<f64>(slope) * load<f64>(v)));
}

/**
 * Product with the linearised interfaces on the entries of `count` particles: out = conductance own - crossing, or
 * own where a particle conducts nothing. Returns the sum of conductance own.
 */
export function closeRings(count: usize, own: usize, conductance: usize, crossing: usize, out: usize): f64 {
  let sum: f64 = 0;
  const end = own + (count << 3);
  for (; own < end; own += 8) {
    const v = load<f64>(own);
    const g = load<f64>(conductance);
    const gv = g * v;
    sum += gv;
    store<f64>(out, g > 0 ? gv - load<f64>(crossing) : v);
    conductance += 8;
    crossing += 8;
    out += 8;
  }
  return sum;
}

/**
 * Gives the nodes of `count` particles what drives them: drive = level - potential, exchange and resistance those of
 * their particle.
 */
export function driveRings(
  start: usize,
  count: usize,
  level: usize,
  exchange: usize,
  resistance: usize,
  potential: usize,
  drive: usize,
  exchangeOut: usize,
  resistanceOut: usize,
): void {
  for (let p: usize = 0; p < count; p++) {
    const end = load<u32>(start, 4) << 3;
    let k = load<u32>(start) << 3;
    const own = load<f64>(level);
    const i0 = load<f64>(exchange);
    const r = load<f64>(resistance);
    const owns = f64x2.splat(own);
    const i0s = f64x2.splat(i0);
    const rs = f64x2.splat(r);
    for (; k + 16 <= end; k += 16) {
      v128.store(drive + k, f64x2.sub(owns, v128.load(potential + k)));
      v128.store(exchangeOut + k, i0s);
      v128.store(resistanceOut + k, rs);
    }
    if (k < end) {
      store<f64>(drive + k, own - load<f64>(potential + k));
      store<f64>(exchangeOut + k, i0);
      store<f64>(resistanceOut + k, r);
    }
    start += 4;
    level += 8;
    exchange += 8;
    resistance += 8;
  }
}

/**
 * Nodal currents length density and slopes length gain of `count` particles, residual = injection - current, and
 * `crossing` [count] = sums of the currents. Returns the sum of absolute residuals.
 */
export function balanceRings(
  start: usize,
  count: usize,
  length: usize,
  density: usize,
  gain: usize,
  injection: usize,
  slope: usize,
  residual: usize,
  crossing: usize,
): f64 {
  let norms = f64x2.splat(0);
  let norm: f64 = 0;
  for (let p: usize = 0; p < count; p++) {
    const end = load<u32>(start, 4) << 3;
    let k = load<u32>(start) << 3;
    let sums = f64x2.splat(0);
    for (; k + 16 <= end; k += 16) {
      const l = v128.load(length + k);
      const current = f64x2.mul(l, v128.load(density + k));
      const rest = f64x2.sub(v128.load(injection + k), current);
      v128.store(slope + k, f64x2.mul(l, v128.load(gain + k)));
      v128.store(residual + k, rest);
      sums = f64x2.add(sums, current);
      norms = f64x2.add(norms, f64x2.abs(rest));
    }
    let sum = sumLanes(sums);
    if (k < end) {
      const l = load<f64>(length + k);
      const current = l * load<f64>(density + k);
      const rest = load<f64>(injection + k) - current;
      store<f64>(slope + k, l * load<f64>(gain + k));
      store<f64>(residual + k, rest);
      sum += current;
      norm += Math.abs(rest);
    }
    store<f64>(crossing, sum);
    start += 4;
    crossing += 8;
  }
  return norm + sumLanes(norms);
}
