/**
 * Forward and backward substitution, front by front, four columns at a time, then two, then one. For more than
 * four columns the part of the vector that a front touches is gathered into a buffer as long as they are, so that
 * all loops run along both.
 */
import { columnsOf, FRONT_BYTES, heightOf, panelOf, rowsOf, widthOf } from "./front";
import {
  backwardUpToFour,
  backwardUpToTwo,
  forwardUpToFour,
  forwardUpToTwo,
  sumLanes,
} from "./narrow-substitution";

/** Forward substitution with all fronts from `front` to `end`; the buffer has room for any front's height. */
export function forward(front: usize, end: usize, buffer: usize): void {
  for (; front < end; front += FRONT_BYTES) forwardFront(front, 0, buffer);
}

/** Backward substitution with all fronts down from before `end` to `front`. */
export function backward(front: usize, end: usize, buffer: usize): void {
  while (end > front) {
    end -= FRONT_BYTES;
    backwardFront(end, 0, buffer);
  }
}

/** Forward substitution with the fronts of a list of (address, first column), from `step` to `end`. */
export function forwardSteps(step: usize, end: usize, buffer: usize): void {
  for (; step < end; step += 8) forwardFront(load<u32>(step) as usize, load<u32>(step, 4) as usize, buffer);
}

/** Backward substitution with the fronts of such a list, the last one first. */
export function backwardSteps(step: usize, end: usize, buffer: usize): void {
  while (end > step) {
    end -= 8;
    backwardFront(load<u32>(end) as usize, load<u32>(end, 4) as usize, buffer);
  }
}

function forwardFront(front: usize, from: usize, buffer: usize): void {
  const count = widthOf(front) - from;
  if (count > 4) {
    forwardWide(front, from, buffer);
    return;
  }
  const stride = heightOf(front) << 3;
  const y = columnsOf(front) + (from << 3);
  const l = panelOf(front) + from * (stride + 8);
  const row = rowsOf(front);
  const end = row + ((heightOf(front) - widthOf(front)) << 2);
  if (count > 2) forwardUpToFour(l, stride, y, count, row, end);
  else forwardUpToTwo(l, stride, y, count, row, end);
}

function forwardWide(front: usize, from: usize, buffer: usize): void {
  const width = widthOf(front);
  const height = heightOf(front);
  const stride = height << 3;
  const end = buffer + stride;
  gather(front, from, buffer);
  let y = buffer + (from << 3);
  let l = panelOf(front) + from * (stride + 8);
  let rest = width - from;
  for (; rest >= 4; rest -= 4) {
    forwardFour(l, stride, y, end);
    y += 32;
    l += (stride + 8) << 2;
  }
  if (rest >= 2) {
    forwardTwo(l, stride, y, end);
    y += 16;
    l += (stride + 8) << 1;
  }
  if (rest & 1) forwardOne(l, y, end);
  const columns = columnsOf(front);
  for (let k = from << 3; k < width << 3; k += 8) store<f64>(columns + k, load<f64>(buffer + k));
  spread(rowsOf(front), buffer + (width << 3), end);
}

function backwardFront(front: usize, from: usize, buffer: usize): void {
  const count = widthOf(front) - from;
  if (count > 4) {
    backwardWide(front, from, buffer);
    return;
  }
  const stride = heightOf(front) << 3;
  const y = columnsOf(front) + (from << 3);
  const l = panelOf(front) + from * (stride + 8);
  const row = rowsOf(front);
  const end = row + ((heightOf(front) - widthOf(front)) << 2);
  if (count > 2) backwardUpToFour(l, stride, y, count, row, end);
  else backwardUpToTwo(l, stride, y, count, row, end);
}

function backwardWide(front: usize, from: usize, buffer: usize): void {
  const width = widthOf(front);
  const stride = heightOf(front) << 3;
  const end = buffer + stride;
  gather(front, from, buffer);
  let y = buffer + (width << 3);
  let l = panelOf(front) + width * (stride + 8);
  let rest = width - from;
  for (; rest >= 4; rest -= 4) {
    y -= 32;
    l -= (stride + 8) << 2;
    backwardFour(l, stride, y, end);
  }
  if (rest >= 2) {
    y -= 16;
    l -= (stride + 8) << 1;
    backwardTwo(l, stride, y, end);
  }
  if (rest & 1) backwardOne(l - stride - 8, y - 8, end);
  const columns = columnsOf(front);
  for (let k = from << 3; k < width << 3; k += 8) store<f64>(columns + k, load<f64>(buffer + k));
}

/** Copies the columns of a front from number `from` on and its rows from the work vector to the buffer. */
function gather(front: usize, from: usize, buffer: usize): void {
  const columns = columnsOf(front);
  const width = widthOf(front) << 3;
  for (let k = from << 3; k < width; k += 8) store<f64>(buffer + k, load<f64>(columns + k));
  const end = buffer + (heightOf(front) << 3);
  let row = rowsOf(front);
  for (let to = buffer + width; to < end; to += 8) {
    store<f64>(to, load<f64>(load<u32>(row) as usize));
    row += 4;
  }
}

/** Copies the numbers from `from` to `end` to the addresses in the list `row`. */
function spread(row: usize, from: usize, end: usize): void {
  for (; from < end; from += 8) {
    store<f64>(load<u32>(row) as usize, load<f64>(from));
    row += 4;
  }
}

/** Eliminates the four columns whose diagonal block starts at `l` and whose part of the vector starts at `y`. */
function forwardFour(l: usize, stride: usize, y: usize, end: usize): void {
  let l0 = l;
  let l1 = l0 + stride;
  let l2 = l1 + stride;
  let l3 = l2 + stride;
  const x0 = load<f64>(y) * load<f64>(l0);
  const x1 = (load<f64>(y, 8) - load<f64>(l0, 8) * x0) * load<f64>(l1, 8);
  const x2 = (load<f64>(y, 16) - load<f64>(l0, 16) * x0 - load<f64>(l1, 16) * x1) * load<f64>(l2, 16);
  const y3 = load<f64>(y, 24) - load<f64>(l0, 24) * x0 - load<f64>(l1, 24) * x1 - load<f64>(l2, 24) * x2;
  const x3 = y3 * load<f64>(l3, 24);
  store<f64>(y, x0);
  store<f64>(y, x1, 8);
  store<f64>(y, x2, 16);
  store<f64>(y, x3, 24);
  const v0 = f64x2.splat(x0);
  const v1 = f64x2.splat(x1);
  const v2 = f64x2.splat(x2);
  const v3 = f64x2.splat(x3);
  y += 32;
  l0 += 32;
  l1 += 32;
  l2 += 32;
  l3 += 32;
  for (; y + 16 <= end; y += 16) {
    const head = f64x2.add(f64x2.mul(v128.load(l0), v0), f64x2.mul(v128.load(l1), v1));
    const tail = f64x2.add(f64x2.mul(v128.load(l2), v2), f64x2.mul(v128.load(l3), v3));
    v128.store(y, f64x2.sub(v128.load(y), f64x2.add(head, tail)));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  if (y < end) {
    const sum = load<f64>(l0) * x0 + load<f64>(l1) * x1 + (load<f64>(l2) * x2 + load<f64>(l3) * x3);
    store<f64>(y, load<f64>(y) - sum);
  }
}

function forwardTwo(l: usize, stride: usize, y: usize, end: usize): void {
  let l0 = l;
  let l1 = l0 + stride;
  const x0 = load<f64>(y) * load<f64>(l0);
  const x1 = (load<f64>(y, 8) - load<f64>(l0, 8) * x0) * load<f64>(l1, 8);
  store<f64>(y, x0);
  store<f64>(y, x1, 8);
  const v0 = f64x2.splat(x0);
  const v1 = f64x2.splat(x1);
  y += 16;
  l0 += 16;
  l1 += 16;
  for (; y + 16 <= end; y += 16) {
    const sum = f64x2.add(f64x2.mul(v128.load(l0), v0), f64x2.mul(v128.load(l1), v1));
    v128.store(y, f64x2.sub(v128.load(y), sum));
    l0 += 16;
    l1 += 16;
  }
  if (y < end) store<f64>(y, load<f64>(y) - (load<f64>(l0) * x0 + load<f64>(l1) * x1));
}

function forwardOne(l: usize, y: usize, end: usize): void {
  const x = load<f64>(y) * load<f64>(l);
  store<f64>(y, x);
  const v = f64x2.splat(x);
  y += 8;
  l += 8;
  for (; y + 16 <= end; y += 16) {
    v128.store(y, f64x2.sub(v128.load(y), f64x2.mul(v128.load(l), v)));
    l += 16;
  }
  if (y < end) store<f64>(y, load<f64>(y) - load<f64>(l) * x);
}

/** Finds the four unknowns at `y` from those behind them; arguments as for forwardFour. */
function backwardFour(l: usize, stride: usize, y: usize, end: usize): void {
  let l0 = l + 32;
  let l1 = l0 + stride;
  let l2 = l1 + stride;
  let l3 = l2 + stride;
  let v0 = f64x2.splat(0);
  let v1 = v0;
  let v2 = v0;
  let v3 = v0;
  let q = y + 32;
  for (; q + 16 <= end; q += 16) {
    const x = v128.load(q);
    v0 = f64x2.add(v0, f64x2.mul(v128.load(l0), x));
    v1 = f64x2.add(v1, f64x2.mul(v128.load(l1), x));
    v2 = f64x2.add(v2, f64x2.mul(v128.load(l2), x));
    v3 = f64x2.add(v3, f64x2.mul(v128.load(l3), x));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  let s0 = load<f64>(y) - sumLanes(v0);
  let s1 = load<f64>(y, 8) - sumLanes(v1);
  let s2 = load<f64>(y, 16) - sumLanes(v2);
  let s3 = load<f64>(y, 24) - sumLanes(v3);
  if (q < end) {
    const x = load<f64>(q);
    s0 -= load<f64>(l0) * x;
    s1 -= load<f64>(l1) * x;
    s2 -= load<f64>(l2) * x;
    s3 -= load<f64>(l3) * x;
  }
  l0 = l;
  l1 = l0 + stride;
  l2 = l1 + stride;
  l3 = l2 + stride;
  s3 *= load<f64>(l3, 24);
  s2 = (s2 - load<f64>(l2, 24) * s3) * load<f64>(l2, 16);
  s1 = (s1 - load<f64>(l1, 24) * s3 - load<f64>(l1, 16) * s2) * load<f64>(l1, 8);
  s0 = (s0 - load<f64>(l0, 24) * s3 - load<f64>(l0, 16) * s2 - load<f64>(l0, 8) * s1) * load<f64>(l0);
  store<f64>(y, s0);
  store<f64>(y, s1, 8);
  store<f64>(y, s2, 16);
  store<f64>(y, s3, 24);
}

function backwardTwo(l: usize, stride: usize, y: usize, end: usize): void {
  let l0 = l + 16;
  let l1 = l0 + stride;
  let v0 = f64x2.splat(0);
  let v1 = v0;
  let q = y + 16;
  for (; q + 16 <= end; q += 16) {
    const x = v128.load(q);
    v0 = f64x2.add(v0, f64x2.mul(v128.load(l0), x));
    v1 = f64x2.add(v1, f64x2.mul(v128.load(l1), x));
    l0 += 16;
    l1 += 16;
  }
  let s0 = load<f64>(y) - sumLanes(v0);
  let s1 = load<f64>(y, 8) - sumLanes(v1);
  if (q < end) {
    const x = load<f64>(q);
    s0 -= load<f64>(l0) * x;
    s1 -= load<f64>(l1) * x;
  }
  s1 *= load<f64>(l + stride, 8);
  store<f64>(y, (s0 - load<f64>(l, 8) * s1) * load<f64>(l));
  store<f64>(y, s1, 8);
}

function backwardOne(l: usize, y: usize, end: usize): void {
  let at = l + 8;
  let q = y + 8;
  let v = f64x2.splat(0);
  for (; q + 16 <= end; q += 16) {
    v = f64x2.add(v, f64x2.mul(v128.load(at), v128.load(q)));
    at += 16;
  }
  let sum = load<f64>(y) - sumLanes(v);
  if (q < end) sum -= load<f64>(at) * load<f64>(q);
  store<f64>(y, sum * load<f64>(l));
}
