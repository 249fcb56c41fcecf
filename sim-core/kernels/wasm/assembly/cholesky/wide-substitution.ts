/**
 * Substitution with four, two or one of many columns of a front, along a buffer with the part of the vector that the
 * front touches. Arguments: first diagonal entry, bytes between columns, its place in the buffer, the buffer's end.
 */
import { isLastOfVector, sumLanes } from "./narrow-substitution";

/** Eliminates the four columns whose diagonal block starts at `l` and whose part of the vector starts at `y`. */
export function forwardFour<T>(l: usize, stride: usize, y: usize, end: usize): void {
  let l0 = l;
  let l1 = l0 + stride;
  let l2 = l1 + stride;
  let l3 = l2 + stride;
  const x0 = load<T>(y) * load<T>(l0);
  const x1 = (load<T>(y, sizeof<T>()) - load<T>(l0, sizeof<T>()) * x0) * load<T>(l1, sizeof<T>());
  const x2 =
    (load<T>(y, 2 * sizeof<T>()) - load<T>(l0, 2 * sizeof<T>()) * x0 - load<T>(l1, 2 * sizeof<T>()) * x1) *
    load<T>(l2, 2 * sizeof<T>());
  const y3 =
    load<T>(y, 3 * sizeof<T>()) -
    load<T>(l0, 3 * sizeof<T>()) * x0 -
    load<T>(l1, 3 * sizeof<T>()) * x1 -
    load<T>(l2, 3 * sizeof<T>()) * x2;
  const x3 = y3 * load<T>(l3, 3 * sizeof<T>());
  store<T>(y, x0);
  store<T>(y, x1, sizeof<T>());
  store<T>(y, x2, 2 * sizeof<T>());
  store<T>(y, x3, 3 * sizeof<T>());
  const v0 = v128.splat<T>(x0);
  const v1 = v128.splat<T>(x1);
  const v2 = v128.splat<T>(x2);
  const v3 = v128.splat<T>(x3);
  y += 4 * sizeof<T>();
  l0 += 4 * sizeof<T>();
  l1 += 4 * sizeof<T>();
  l2 += 4 * sizeof<T>();
  l3 += 4 * sizeof<T>();
  for (; y + 16 <= end; y += 16) {
    const head = v128.add<T>(v128.mul<T>(v128.load(l0), v0), v128.mul<T>(v128.load(l1), v1));
    const tail = v128.add<T>(v128.mul<T>(v128.load(l2), v2), v128.mul<T>(v128.load(l3), v3));
    v128.store(y, v128.sub<T>(v128.load(y), v128.add<T>(head, tail)));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  for (; y < end; y += sizeof<T>()) {
    const sum = load<T>(l0) * x0 + load<T>(l1) * x1 + (load<T>(l2) * x2 + load<T>(l3) * x3);
    store<T>(y, load<T>(y) - sum);
    if (isLastOfVector<T>()) break;
    l0 += sizeof<T>();
    l1 += sizeof<T>();
    l2 += sizeof<T>();
    l3 += sizeof<T>();
  }
}

export function forwardTwo<T>(l: usize, stride: usize, y: usize, end: usize): void {
  let l0 = l;
  let l1 = l0 + stride;
  const x0 = load<T>(y) * load<T>(l0);
  const x1 = (load<T>(y, sizeof<T>()) - load<T>(l0, sizeof<T>()) * x0) * load<T>(l1, sizeof<T>());
  store<T>(y, x0);
  store<T>(y, x1, sizeof<T>());
  const v0 = v128.splat<T>(x0);
  const v1 = v128.splat<T>(x1);
  y += 2 * sizeof<T>();
  l0 += 2 * sizeof<T>();
  l1 += 2 * sizeof<T>();
  for (; y + 16 <= end; y += 16) {
    const sum = v128.add<T>(v128.mul<T>(v128.load(l0), v0), v128.mul<T>(v128.load(l1), v1));
    v128.store(y, v128.sub<T>(v128.load(y), sum));
    l0 += 16;
    l1 += 16;
  }
  for (; y < end; y += sizeof<T>()) {
    store<T>(y, load<T>(y) - (load<T>(l0) * x0 + load<T>(l1) * x1));
    if (isLastOfVector<T>()) break;
    l0 += sizeof<T>();
    l1 += sizeof<T>();
  }
}

export function forwardOne<T>(l: usize, y: usize, end: usize): void {
  const x = load<T>(y) * load<T>(l);
  store<T>(y, x);
  const v = v128.splat<T>(x);
  y += sizeof<T>();
  l += sizeof<T>();
  for (; y + 16 <= end; y += 16) {
    v128.store(y, v128.sub<T>(v128.load(y), v128.mul<T>(v128.load(l), v)));
    l += 16;
  }
  for (; y < end; y += sizeof<T>()) {
    store<T>(y, load<T>(y) - load<T>(l) * x);
    if (isLastOfVector<T>()) break;
    l += sizeof<T>();
  }
}

/** Finds the four unknowns at `y` from those behind them; arguments as for forwardFour. */
export function backwardFour<T>(l: usize, stride: usize, y: usize, end: usize): void {
  let l0 = l + 4 * sizeof<T>();
  let l1 = l0 + stride;
  let l2 = l1 + stride;
  let l3 = l2 + stride;
  let v0 = v128.splat<T>(0);
  let v1 = v0;
  let v2 = v0;
  let v3 = v0;
  let q = y + 4 * sizeof<T>();
  for (; q + 16 <= end; q += 16) {
    const x = v128.load(q);
    v0 = v128.add<T>(v0, v128.mul<T>(v128.load(l0), x));
    v1 = v128.add<T>(v1, v128.mul<T>(v128.load(l1), x));
    v2 = v128.add<T>(v2, v128.mul<T>(v128.load(l2), x));
    v3 = v128.add<T>(v3, v128.mul<T>(v128.load(l3), x));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  let s0 = load<T>(y) - sumLanes<T>(v0);
  let s1 = load<T>(y, sizeof<T>()) - sumLanes<T>(v1);
  let s2 = load<T>(y, 2 * sizeof<T>()) - sumLanes<T>(v2);
  let s3 = load<T>(y, 3 * sizeof<T>()) - sumLanes<T>(v3);
  for (; q < end; q += sizeof<T>()) {
    const x = load<T>(q);
    s0 -= load<T>(l0) * x;
    s1 -= load<T>(l1) * x;
    s2 -= load<T>(l2) * x;
    s3 -= load<T>(l3) * x;
    if (isLastOfVector<T>()) break;
    l0 += sizeof<T>();
    l1 += sizeof<T>();
    l2 += sizeof<T>();
    l3 += sizeof<T>();
  }
  l0 = l;
  l1 = l0 + stride;
  l2 = l1 + stride;
  l3 = l2 + stride;
  s3 *= load<T>(l3, 3 * sizeof<T>());
  s2 = (s2 - load<T>(l2, 3 * sizeof<T>()) * s3) * load<T>(l2, 2 * sizeof<T>());
  s1 =
    (s1 - load<T>(l1, 3 * sizeof<T>()) * s3 - load<T>(l1, 2 * sizeof<T>()) * s2) * load<T>(l1, sizeof<T>());
  s0 =
    (s0 -
      load<T>(l0, 3 * sizeof<T>()) * s3 -
      load<T>(l0, 2 * sizeof<T>()) * s2 -
      load<T>(l0, sizeof<T>()) * s1) *
    load<T>(l0);
  store<T>(y, s0);
  store<T>(y, s1, sizeof<T>());
  store<T>(y, s2, 2 * sizeof<T>());
  store<T>(y, s3, 3 * sizeof<T>());
}

export function backwardTwo<T>(l: usize, stride: usize, y: usize, end: usize): void {
  let l0 = l + 2 * sizeof<T>();
  let l1 = l0 + stride;
  let v0 = v128.splat<T>(0);
  let v1 = v0;
  let q = y + 2 * sizeof<T>();
  for (; q + 16 <= end; q += 16) {
    const x = v128.load(q);
    v0 = v128.add<T>(v0, v128.mul<T>(v128.load(l0), x));
    v1 = v128.add<T>(v1, v128.mul<T>(v128.load(l1), x));
    l0 += 16;
    l1 += 16;
  }
  let s0 = load<T>(y) - sumLanes<T>(v0);
  let s1 = load<T>(y, sizeof<T>()) - sumLanes<T>(v1);
  for (; q < end; q += sizeof<T>()) {
    const x = load<T>(q);
    s0 -= load<T>(l0) * x;
    s1 -= load<T>(l1) * x;
    if (isLastOfVector<T>()) break;
    l0 += sizeof<T>();
    l1 += sizeof<T>();
  }
  s1 *= load<T>(l + stride, sizeof<T>());
  store<T>(y, (s0 - load<T>(l, sizeof<T>()) * s1) * load<T>(l));
  store<T>(y, s1, sizeof<T>());
}

export function backwardOne<T>(l: usize, y: usize, end: usize): void {
  let at = l + sizeof<T>();
  let q = y + sizeof<T>();
  let v = v128.splat<T>(0);
  for (; q + 16 <= end; q += 16) {
    v = v128.add<T>(v, v128.mul<T>(v128.load(at), v128.load(q)));
    at += 16;
  }
  let sum = load<T>(y) - sumLanes<T>(v);
  for (; q < end; q += sizeof<T>()) {
    sum -= load<T>(at) * load<T>(q);
    if (isLastOfVector<T>()) break;
    at += sizeof<T>();
  }
  store<T>(y, sum * load<T>(l));
}
