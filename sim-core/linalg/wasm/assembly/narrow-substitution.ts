/**
 * Substitution with at most four columns of a front, which most fronts have: the rows below are updated where they
 * are, through the list of their addresses. Three columns are four of which one counts nothing, and one is two.
 */

/** Forward with the `count` columns (3 or 4) at `l` and their part of the vector at `y`; `row`..`end` is the list. */
export function forwardUpToFour(
  l: usize,
  stride: usize,
  y: usize,
  count: usize,
  row: usize,
  end: usize,
): void {
  const fourth = count === 4;
  let l0 = l;
  let l1 = l0 + stride;
  let l2 = l1 + stride;
  let l3 = fourth ? l2 + stride : l2;
  const x0 = load<f64>(y) * load<f64>(l0);
  const x1 = (load<f64>(y, 8) - load<f64>(l0, 8) * x0) * load<f64>(l1, 8);
  const x2 = (load<f64>(y, 16) - load<f64>(l0, 16) * x0 - load<f64>(l1, 16) * x1) * load<f64>(l2, 16);
  let x3: f64 = 0;
  store<f64>(y, x0);
  store<f64>(y, x1, 8);
  store<f64>(y, x2, 16);
  if (fourth) {
    const y3 = load<f64>(y, 24) - load<f64>(l0, 24) * x0 - load<f64>(l1, 24) * x1 - load<f64>(l2, 24) * x2;
    x3 = y3 * load<f64>(l3, 24);
    store<f64>(y, x3, 24);
  }
  const below = count << 3;
  l0 += below;
  l1 += below;
  l2 += below;
  l3 += below;
  const v0 = f64x2.splat(x0);
  const v1 = f64x2.splat(x1);
  const v2 = f64x2.splat(x2);
  const v3 = f64x2.splat(x3);
  for (; row + 8 <= end; row += 8) {
    const head = f64x2.add(f64x2.mul(v128.load(l0), v0), f64x2.mul(v128.load(l1), v1));
    const tail = f64x2.add(f64x2.mul(v128.load(l2), v2), f64x2.mul(v128.load(l3), v3));
    subtractPair(row, f64x2.add(head, tail));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  if (row < end) {
    const at = load<u32>(row) as usize;
    const sum = load<f64>(l0) * x0 + load<f64>(l1) * x1 + (load<f64>(l2) * x2 + load<f64>(l3) * x3);
    store<f64>(at, load<f64>(at) - sum);
  }
}

/** As forwardUpToFour, for 1 or 2 columns. */
export function forwardUpToTwo(
  l: usize,
  stride: usize,
  y: usize,
  count: usize,
  row: usize,
  end: usize,
): void {
  const second = count === 2;
  let l0 = l;
  let l1 = second ? l0 + stride : l0;
  const x0 = load<f64>(y) * load<f64>(l0);
  let x1: f64 = 0;
  store<f64>(y, x0);
  if (second) {
    x1 = (load<f64>(y, 8) - load<f64>(l0, 8) * x0) * load<f64>(l1, 8);
    store<f64>(y, x1, 8);
  }
  l0 += count << 3;
  l1 += count << 3;
  const v0 = f64x2.splat(x0);
  const v1 = f64x2.splat(x1);
  for (; row + 8 <= end; row += 8) {
    subtractPair(row, f64x2.add(f64x2.mul(v128.load(l0), v0), f64x2.mul(v128.load(l1), v1)));
    l0 += 16;
    l1 += 16;
  }
  if (row < end) {
    const at = load<u32>(row) as usize;
    store<f64>(at, load<f64>(at) - (load<f64>(l0) * x0 + load<f64>(l1) * x1));
  }
}

/** Backward with the `count` columns (3 or 4) at `l`; arguments as for forwardUpToFour. */
export function backwardUpToFour(
  l: usize,
  stride: usize,
  y: usize,
  count: usize,
  row: usize,
  end: usize,
): void {
  const fourth = count === 4;
  const below = count << 3;
  const l1 = l + stride;
  const l2 = l1 + stride;
  const l3 = fourth ? l2 + stride : l2;
  let p0 = l + below;
  let p1 = l1 + below;
  let p2 = l2 + below;
  let p3 = l3 + below;
  let v0 = f64x2.splat(0);
  let v1 = v0;
  let v2 = v0;
  let v3 = v0;
  for (; row + 8 <= end; row += 8) {
    const x = loadPair(row);
    v0 = f64x2.add(v0, f64x2.mul(v128.load(p0), x));
    v1 = f64x2.add(v1, f64x2.mul(v128.load(p1), x));
    v2 = f64x2.add(v2, f64x2.mul(v128.load(p2), x));
    v3 = f64x2.add(v3, f64x2.mul(v128.load(p3), x));
    p0 += 16;
    p1 += 16;
    p2 += 16;
    p3 += 16;
  }
  let s0 = load<f64>(y) - sumLanes(v0);
  let s1 = load<f64>(y, 8) - sumLanes(v1);
  let s2 = load<f64>(y, 16) - sumLanes(v2);
  let last: f64 = 0;
  if (row < end) {
    last = load<f64>(load<u32>(row) as usize);
    s0 -= load<f64>(p0) * last;
    s1 -= load<f64>(p1) * last;
    s2 -= load<f64>(p2) * last;
    last *= load<f64>(p3);
  }
  if (fourth) {
    const s3 = (load<f64>(y, 24) - sumLanes(v3) - last) * load<f64>(l3, 24);
    store<f64>(y, s3, 24);
    s0 -= load<f64>(l, 24) * s3;
    s1 -= load<f64>(l1, 24) * s3;
    s2 -= load<f64>(l2, 24) * s3;
  }
  s2 *= load<f64>(l2, 16);
  s1 = (s1 - load<f64>(l1, 16) * s2) * load<f64>(l1, 8);
  store<f64>(y, (s0 - load<f64>(l, 16) * s2 - load<f64>(l, 8) * s1) * load<f64>(l));
  store<f64>(y, s1, 8);
  store<f64>(y, s2, 16);
}

/** As backwardUpToFour, for 1 or 2 columns. */
export function backwardUpToTwo(
  l: usize,
  stride: usize,
  y: usize,
  count: usize,
  row: usize,
  end: usize,
): void {
  const second = count === 2;
  const l1 = second ? l + stride : l;
  let p0 = l + (count << 3);
  let p1 = l1 + (count << 3);
  let v0 = f64x2.splat(0);
  let v1 = v0;
  for (; row + 8 <= end; row += 8) {
    const x = loadPair(row);
    v0 = f64x2.add(v0, f64x2.mul(v128.load(p0), x));
    v1 = f64x2.add(v1, f64x2.mul(v128.load(p1), x));
    p0 += 16;
    p1 += 16;
  }
  let s0 = load<f64>(y) - sumLanes(v0);
  let last: f64 = 0;
  if (row < end) {
    last = load<f64>(load<u32>(row) as usize);
    s0 -= load<f64>(p0) * last;
    last *= load<f64>(p1);
  }
  if (second) {
    const s1 = (load<f64>(y, 8) - sumLanes(v1) - last) * load<f64>(l1, 8);
    store<f64>(y, s1, 8);
    s0 -= load<f64>(l, 8) * s1;
  }
  store<f64>(y, s0 * load<f64>(l));
}

/** Subtracts from the numbers at the two addresses in the list. */
function subtractPair(row: usize, pair: v128): void {
  const at = load<u32>(row) as usize;
  const next = load<u32>(row, 4) as usize;
  store<f64>(at, load<f64>(at) - f64x2.extract_lane(pair, 0));
  store<f64>(next, load<f64>(next) - f64x2.extract_lane(pair, 1));
}

/** The numbers at the two addresses in the list. */
function loadPair(row: usize): v128 {
  const first = v128.load64_zero(load<u32>(row) as usize);
  return v128.load64_lane(load<u32>(row, 4) as usize, first, 1);
}

export function sumLanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
