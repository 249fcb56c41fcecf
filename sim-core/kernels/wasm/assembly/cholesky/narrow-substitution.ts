/**
 * Substitution with at most four columns of a front, which most fronts have: the rows below are updated where they
 * are, through the list of their addresses. Three columns are four of which one counts nothing, and one is two.
 */

/** Forward with the `count` columns (3 or 4) at `l` and their part of the vector at `y`; `row`..`end` is the list. */
export function forwardUpToFour<T>(
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
  const x0 = load<T>(y) * load<T>(l0);
  const x1 = (load<T>(y, sizeof<T>()) - load<T>(l0, sizeof<T>()) * x0) * load<T>(l1, sizeof<T>());
  const x2 =
    (load<T>(y, 2 * sizeof<T>()) - load<T>(l0, 2 * sizeof<T>()) * x0 - load<T>(l1, 2 * sizeof<T>()) * x1) *
    load<T>(l2, 2 * sizeof<T>());
  let x3: T = 0;
  store<T>(y, x0);
  store<T>(y, x1, sizeof<T>());
  store<T>(y, x2, 2 * sizeof<T>());
  if (fourth) {
    const y3 =
      load<T>(y, 3 * sizeof<T>()) -
      load<T>(l0, 3 * sizeof<T>()) * x0 -
      load<T>(l1, 3 * sizeof<T>()) * x1 -
      load<T>(l2, 3 * sizeof<T>()) * x2;
    x3 = y3 * load<T>(l3, 3 * sizeof<T>());
    store<T>(y, x3, 3 * sizeof<T>());
  }
  const below = count << alignof<T>();
  l0 += below;
  l1 += below;
  l2 += below;
  l3 += below;
  const v0 = v128.splat<T>(x0);
  const v1 = v128.splat<T>(x1);
  const v2 = v128.splat<T>(x2);
  const v3 = v128.splat<T>(x3);
  for (; row + 64 / sizeof<T>() <= end; row += 64 / sizeof<T>()) {
    const head = v128.add<T>(v128.mul<T>(v128.load(l0), v0), v128.mul<T>(v128.load(l1), v1));
    const tail = v128.add<T>(v128.mul<T>(v128.load(l2), v2), v128.mul<T>(v128.load(l3), v3));
    subtractRows<T>(row, v128.add<T>(head, tail));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  for (; row < end; row += 4) {
    const at = load<u32>(row) as usize;
    const sum = load<T>(l0) * x0 + load<T>(l1) * x1 + (load<T>(l2) * x2 + load<T>(l3) * x3);
    store<T>(at, load<T>(at) - sum);
    if (isLastOfVector<T>()) break;
    l0 += sizeof<T>();
    l1 += sizeof<T>();
    l2 += sizeof<T>();
    l3 += sizeof<T>();
  }
}

/** As forwardUpToFour, for 1 or 2 columns. */
export function forwardUpToTwo<T>(
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
  const x0 = load<T>(y) * load<T>(l0);
  let x1: T = 0;
  store<T>(y, x0);
  if (second) {
    x1 = (load<T>(y, sizeof<T>()) - load<T>(l0, sizeof<T>()) * x0) * load<T>(l1, sizeof<T>());
    store<T>(y, x1, sizeof<T>());
  }
  l0 += count << alignof<T>();
  l1 += count << alignof<T>();
  const v0 = v128.splat<T>(x0);
  const v1 = v128.splat<T>(x1);
  for (; row + 64 / sizeof<T>() <= end; row += 64 / sizeof<T>()) {
    subtractRows<T>(row, v128.add<T>(v128.mul<T>(v128.load(l0), v0), v128.mul<T>(v128.load(l1), v1)));
    l0 += 16;
    l1 += 16;
  }
  for (; row < end; row += 4) {
    const at = load<u32>(row) as usize;
    store<T>(at, load<T>(at) - (load<T>(l0) * x0 + load<T>(l1) * x1));
    if (isLastOfVector<T>()) break;
    l0 += sizeof<T>();
    l1 += sizeof<T>();
  }
}

/** Backward with the `count` columns (3 or 4) at `l`; arguments as for forwardUpToFour. */
export function backwardUpToFour<T>(
  l: usize,
  stride: usize,
  y: usize,
  count: usize,
  row: usize,
  end: usize,
): void {
  const fourth = count === 4;
  const below = count << alignof<T>();
  const l1 = l + stride;
  const l2 = l1 + stride;
  const l3 = fourth ? l2 + stride : l2;
  let p0 = l + below;
  let p1 = l1 + below;
  let p2 = l2 + below;
  let p3 = l3 + below;
  let v0 = v128.splat<T>(0);
  let v1 = v0;
  let v2 = v0;
  let v3 = v0;
  for (; row + 64 / sizeof<T>() <= end; row += 64 / sizeof<T>()) {
    const x = loadRows<T>(row);
    v0 = v128.add<T>(v0, v128.mul<T>(v128.load(p0), x));
    v1 = v128.add<T>(v1, v128.mul<T>(v128.load(p1), x));
    v2 = v128.add<T>(v2, v128.mul<T>(v128.load(p2), x));
    v3 = v128.add<T>(v3, v128.mul<T>(v128.load(p3), x));
    p0 += 16;
    p1 += 16;
    p2 += 16;
    p3 += 16;
  }
  let s0 = load<T>(y) - sumLanes<T>(v0);
  let s1 = load<T>(y, sizeof<T>()) - sumLanes<T>(v1);
  let s2 = load<T>(y, 2 * sizeof<T>()) - sumLanes<T>(v2);
  let last: T = 0;
  for (; row < end; row += 4) {
    const x = load<T>(load<u32>(row) as usize);
    s0 -= load<T>(p0) * x;
    s1 -= load<T>(p1) * x;
    s2 -= load<T>(p2) * x;
    last += load<T>(p3) * x;
    if (isLastOfVector<T>()) break;
    p0 += sizeof<T>();
    p1 += sizeof<T>();
    p2 += sizeof<T>();
    p3 += sizeof<T>();
  }
  if (fourth) {
    const s3 = (load<T>(y, 3 * sizeof<T>()) - sumLanes<T>(v3) - last) * load<T>(l3, 3 * sizeof<T>());
    store<T>(y, s3, 3 * sizeof<T>());
    s0 -= load<T>(l, 3 * sizeof<T>()) * s3;
    s1 -= load<T>(l1, 3 * sizeof<T>()) * s3;
    s2 -= load<T>(l2, 3 * sizeof<T>()) * s3;
  }
  s2 *= load<T>(l2, 2 * sizeof<T>());
  s1 = (s1 - load<T>(l1, 2 * sizeof<T>()) * s2) * load<T>(l1, sizeof<T>());
  store<T>(y, (s0 - load<T>(l, 2 * sizeof<T>()) * s2 - load<T>(l, sizeof<T>()) * s1) * load<T>(l));
  store<T>(y, s1, sizeof<T>());
  store<T>(y, s2, 2 * sizeof<T>());
}

/** As backwardUpToFour, for 1 or 2 columns. */
export function backwardUpToTwo<T>(
  l: usize,
  stride: usize,
  y: usize,
  count: usize,
  row: usize,
  end: usize,
): void {
  const second = count === 2;
  const l1 = second ? l + stride : l;
  let p0 = l + (count << alignof<T>());
  let p1 = l1 + (count << alignof<T>());
  let v0 = v128.splat<T>(0);
  let v1 = v0;
  for (; row + 64 / sizeof<T>() <= end; row += 64 / sizeof<T>()) {
    const x = loadRows<T>(row);
    v0 = v128.add<T>(v0, v128.mul<T>(v128.load(p0), x));
    v1 = v128.add<T>(v1, v128.mul<T>(v128.load(p1), x));
    p0 += 16;
    p1 += 16;
  }
  let s0 = load<T>(y) - sumLanes<T>(v0);
  let last: T = 0;
  for (; row < end; row += 4) {
    const x = load<T>(load<u32>(row) as usize);
    s0 -= load<T>(p0) * x;
    last += load<T>(p1) * x;
    if (isLastOfVector<T>()) break;
    p0 += sizeof<T>();
    p1 += sizeof<T>();
  }
  if (second) {
    const s1 = (load<T>(y, sizeof<T>()) - sumLanes<T>(v1) - last) * load<T>(l1, sizeof<T>());
    store<T>(y, s1, sizeof<T>());
    s0 -= load<T>(l, sizeof<T>()) * s1;
  }
  store<T>(y, s0 * load<T>(l));
}

/** Subtracts from the numbers at the addresses in the list, as many as a vector has. */
function subtractRows<T>(row: usize, vector: v128): void {
  const at = load<u32>(row) as usize;
  const next = load<u32>(row, 4) as usize;
  store<T>(at, load<T>(at) - v128.extract_lane<T>(vector, 0));
  store<T>(next, load<T>(next) - v128.extract_lane<T>(vector, 1));
  if (sizeof<T>() === 8) return;
  const third = load<u32>(row, 8) as usize;
  const fourth = load<u32>(row, 12) as usize;
  store<T>(third, load<T>(third) - v128.extract_lane<T>(vector, 2));
  store<T>(fourth, load<T>(fourth) - v128.extract_lane<T>(vector, 3));
}

/** The numbers at the addresses in the list. */
function loadRows<T>(row: usize): v128 {
  const at = load<u32>(row) as usize;
  const next = load<u32>(row, 4) as usize;
  if (sizeof<T>() === 8) return v128.load64_lane(next, v128.load64_zero(at), 1);
  const pair = v128.load32_lane(next, v128.load32_zero(at), 1);
  return v128.load32_lane(
    load<u32>(row, 12) as usize,
    v128.load32_lane(load<u32>(row, 8) as usize, pair, 2),
    3,
  );
}

/** Whether one number is all that can be left where vectors end: a loop over the rest is no loop then. */
export function isLastOfVector<T>(): bool {
  return sizeof<T>() === 8;
}

export function sumLanes<T>(vector: v128): T {
  const pair = v128.extract_lane<T>(vector, 0) + v128.extract_lane<T>(vector, 1);
  if (sizeof<T>() === 8) return pair;
  return pair + (v128.extract_lane<T>(vector, 2) + v128.extract_lane<T>(vector, 3));
}
