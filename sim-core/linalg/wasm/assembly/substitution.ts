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
  isLastOfVector,
  sumLanes,
} from "./narrow-substitution";

/** Forward substitution with all fronts from `front` to `end`; the buffer has room for any front's height. */
export function forward<T>(front: usize, end: usize, buffer: usize): void {
  for (; front < end; front += FRONT_BYTES) forwardFront<T>(front, 0, buffer);
}

/** Backward substitution with all fronts down from before `end` to `front`. */
export function backward<T>(front: usize, end: usize, buffer: usize): void {
  while (end > front) {
    end -= FRONT_BYTES;
    backwardFront<T>(end, 0, buffer);
  }
}

/** Forward substitution with the fronts of a list of (address, first column), from `step` to `end`. */
export function forwardSteps<T>(step: usize, end: usize, buffer: usize): void {
  for (; step < end; step += 8)
    forwardFront<T>(load<u32>(step) as usize, load<u32>(step, 4) as usize, buffer);
}

/** Backward substitution with the fronts of such a list, the last one first. */
export function backwardSteps<T>(step: usize, end: usize, buffer: usize): void {
  while (end > step) {
    end -= 8;
    backwardFront<T>(load<u32>(end) as usize, load<u32>(end, 4) as usize, buffer);
  }
}

function forwardFront<T>(front: usize, from: usize, buffer: usize): void {
  const count = widthOf(front) - from;
  if (count > 4) {
    forwardWide<T>(front, from, buffer);
    return;
  }
  const stride = heightOf(front) << alignof<T>();
  const y = columnsOf(front) + (from << alignof<T>());
  const l = panelOf(front) + from * (stride + sizeof<T>());
  const row = rowsOf(front);
  const end = row + ((heightOf(front) - widthOf(front)) << 2);
  if (count > 2) forwardUpToFour<T>(l, stride, y, count, row, end);
  else forwardUpToTwo<T>(l, stride, y, count, row, end);
}

function forwardWide<T>(front: usize, from: usize, buffer: usize): void {
  const width = widthOf(front);
  const height = heightOf(front);
  const stride = height << alignof<T>();
  const end = buffer + stride;
  gather<T>(front, from, buffer);
  let y = buffer + (from << alignof<T>());
  let l = panelOf(front) + from * (stride + sizeof<T>());
  let rest = width - from;
  for (; rest >= 4; rest -= 4) {
    forwardFour<T>(l, stride, y, end);
    y += 4 * sizeof<T>();
    l += (stride + sizeof<T>()) << 2;
  }
  if (rest >= 2) {
    forwardTwo<T>(l, stride, y, end);
    y += 2 * sizeof<T>();
    l += (stride + sizeof<T>()) << 1;
  }
  if (rest & 1) forwardOne<T>(l, y, end);
  const columns = columnsOf(front);
  for (let k = from << alignof<T>(); k < width << alignof<T>(); k += sizeof<T>())
    store<T>(columns + k, load<T>(buffer + k));
  spread<T>(rowsOf(front), buffer + (width << alignof<T>()), end);
}

function backwardFront<T>(front: usize, from: usize, buffer: usize): void {
  const count = widthOf(front) - from;
  if (count > 4) {
    backwardWide<T>(front, from, buffer);
    return;
  }
  const stride = heightOf(front) << alignof<T>();
  const y = columnsOf(front) + (from << alignof<T>());
  const l = panelOf(front) + from * (stride + sizeof<T>());
  const row = rowsOf(front);
  const end = row + ((heightOf(front) - widthOf(front)) << 2);
  if (count > 2) backwardUpToFour<T>(l, stride, y, count, row, end);
  else backwardUpToTwo<T>(l, stride, y, count, row, end);
}

function backwardWide<T>(front: usize, from: usize, buffer: usize): void {
  const width = widthOf(front);
  const stride = heightOf(front) << alignof<T>();
  const end = buffer + stride;
  gather<T>(front, from, buffer);
  let y = buffer + (width << alignof<T>());
  let l = panelOf(front) + width * (stride + sizeof<T>());
  let rest = width - from;
  for (; rest >= 4; rest -= 4) {
    y -= 4 * sizeof<T>();
    l -= (stride + sizeof<T>()) << 2;
    backwardFour<T>(l, stride, y, end);
  }
  if (rest >= 2) {
    y -= 2 * sizeof<T>();
    l -= (stride + sizeof<T>()) << 1;
    backwardTwo<T>(l, stride, y, end);
  }
  if (rest & 1) backwardOne<T>(l - stride - sizeof<T>(), y - sizeof<T>(), end);
  const columns = columnsOf(front);
  for (let k = from << alignof<T>(); k < width << alignof<T>(); k += sizeof<T>())
    store<T>(columns + k, load<T>(buffer + k));
}

/** Copies the columns of a front from number `from` on and its rows from the work vector to the buffer. */
function gather<T>(front: usize, from: usize, buffer: usize): void {
  const columns = columnsOf(front);
  const width = widthOf(front) << alignof<T>();
  for (let k = from << alignof<T>(); k < width; k += sizeof<T>()) store<T>(buffer + k, load<T>(columns + k));
  const end = buffer + (heightOf(front) << alignof<T>());
  let row = rowsOf(front);
  for (let to = buffer + width; to < end; to += sizeof<T>()) {
    store<T>(to, load<T>(load<u32>(row) as usize));
    row += 4;
  }
}

/** Copies the numbers from `from` to `end` to the addresses in the list `row`. */
function spread<T>(row: usize, from: usize, end: usize): void {
  for (; from < end; from += sizeof<T>()) {
    store<T>(load<u32>(row) as usize, load<T>(from));
    row += 4;
  }
}

/** Eliminates the four columns whose diagonal block starts at `l` and whose part of the vector starts at `y`. */
function forwardFour<T>(l: usize, stride: usize, y: usize, end: usize): void {
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

function forwardTwo<T>(l: usize, stride: usize, y: usize, end: usize): void {
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

function forwardOne<T>(l: usize, y: usize, end: usize): void {
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
function backwardFour<T>(l: usize, stride: usize, y: usize, end: usize): void {
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

function backwardTwo<T>(l: usize, stride: usize, y: usize, end: usize): void {
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

function backwardOne<T>(l: usize, y: usize, end: usize): void {
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
