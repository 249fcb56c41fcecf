/**
 * Forward and backward substitution, front by front, four columns at a time, then two, then one. For more than
 * four columns the part of the vector that a front touches is gathered into a buffer as long as they are, so that
 * all loops run along both.
 */
import { columnsOf, FRONT_BYTES, heightOf, panelOf, rowsOf, widthOf } from "./front";
import { backwardUpToFour, backwardUpToTwo, forwardUpToFour, forwardUpToTwo } from "./narrow-substitution";
import {
  backwardFour,
  backwardOne,
  backwardTwo,
  forwardFour,
  forwardOne,
  forwardTwo,
} from "./wide-substitution";

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
