/**
 * Substitution with several right-hand sides at once, so that L is read once for all: 32 bytes of them, four doubles
 * or eight singles. Each position has its numbers side by side in a block that takes the place of the work vector.
 */
import { backwardCorner, forwardCorner } from "./block-corner";
import { columnsOf, FRONT_BYTES, heightOf, panelOf, rowsOf, widthOf } from "./front";

/** Forward substitution with all fronts from `front` to `end`; lists name addresses in the work vector at `work`. */
export function forwardBlock<T>(front: usize, end: usize, work: usize, block: usize): void {
  for (; front < end; front += FRONT_BYTES) {
    const width = widthOf(front);
    const stride = heightOf(front) << alignof<T>();
    const first = placeOf<T>(columnsOf(front), work, block);
    const behind = first + (width << 5);
    const row = rowsOf(front);
    const rowEnd = row + ((heightOf(front) - width) << 2);
    let l = panelOf(front);
    let y = first;
    for (; y + 128 <= behind; y += 128) {
      forwardCorner<T>(l, stride, y);
      forwardFour<T>(l, stride, y, behind, row, rowEnd, work, block);
      l += (stride + sizeof<T>()) << 2;
    }
    for (; y < behind; y += 32) {
      forwardOne<T>(l, y, behind, row, rowEnd, work, block);
      l += stride + sizeof<T>();
    }
  }
}

/** Backward substitution with all fronts down from before `end` to `front`. */
export function backwardBlock<T>(front: usize, end: usize, work: usize, block: usize): void {
  while (end > front) {
    end -= FRONT_BYTES;
    const width = widthOf(end);
    const stride = heightOf(end) << alignof<T>();
    const first = placeOf<T>(columnsOf(end), work, block);
    const behind = first + (width << 5);
    const row = rowsOf(end);
    const rowEnd = row + ((heightOf(end) - width) << 2);
    let l = panelOf(end) + width * (stride + sizeof<T>());
    let y = behind;
    for (; y >= first + 128; ) {
      y -= 128;
      l -= (stride + sizeof<T>()) << 2;
      backwardFour<T>(l, stride, y, behind, row, rowEnd, work, block);
      backwardCorner<T>(l, stride, y);
    }
    for (; y > first; ) {
      y -= 32;
      l -= stride + sizeof<T>();
      backwardOne<T>(l, y, behind, row, rowEnd, work, block);
    }
  }
}

/** Where the block has the numbers of a place in the work vector. */
function placeOf<T>(address: usize, work: usize, block: usize): usize {
  return block + ((address - work) << (5 - alignof<T>()));
}

/** Takes what four columns, whose numbers are at y, give to the rows below them: those before `behind`, then the list. */
function forwardFour<T>(
  l: usize,
  stride: usize,
  y: usize,
  behind: usize,
  row: usize,
  rowEnd: usize,
  work: usize,
  block: usize,
): void {
  let l1 = l + stride;
  let l2 = l1 + stride;
  let l3 = l2 + stride;
  const x0 = v128.load(y);
  const z0 = v128.load(y, 16);
  const x1 = v128.load(y, 32);
  const z1 = v128.load(y, 48);
  const x2 = v128.load(y, 64);
  const z2 = v128.load(y, 80);
  const x3 = v128.load(y, 96);
  const z3 = v128.load(y, 112);
  l += 4 * sizeof<T>();
  l1 += 4 * sizeof<T>();
  l2 += 4 * sizeof<T>();
  l3 += 4 * sizeof<T>();
  for (let at = y + 128; at < behind || row < rowEnd; at += 32) {
    let to = at;
    if (at >= behind) {
      to = placeOf<T>(load<u32>(row) as usize, work, block);
      row += 4;
    }
    const f0 = v128.load_splat<T>(l);
    const f1 = v128.load_splat<T>(l1);
    const f2 = v128.load_splat<T>(l2);
    const f3 = v128.load_splat<T>(l3);
    const head = v128.add<T>(v128.mul<T>(f0, x0), v128.mul<T>(f1, x1));
    const tail = v128.add<T>(v128.mul<T>(f2, x2), v128.mul<T>(f3, x3));
    v128.store(to, v128.sub<T>(v128.load(to), v128.add<T>(head, tail)));
    const headZ = v128.add<T>(v128.mul<T>(f0, z0), v128.mul<T>(f1, z1));
    const tailZ = v128.add<T>(v128.mul<T>(f2, z2), v128.mul<T>(f3, z3));
    v128.store(to, v128.sub<T>(v128.load(to, 16), v128.add<T>(headZ, tailZ)), 16);
    l += sizeof<T>();
    l1 += sizeof<T>();
    l2 += sizeof<T>();
    l3 += sizeof<T>();
  }
}

function forwardOne<T>(
  l: usize,
  y: usize,
  behind: usize,
  row: usize,
  rowEnd: usize,
  work: usize,
  block: usize,
): void {
  let f = v128.load_splat<T>(l);
  const x = v128.mul<T>(v128.load(y), f);
  const z = v128.mul<T>(v128.load(y, 16), f);
  v128.store(y, x);
  v128.store(y, z, 16);
  for (let at = y + 32; at < behind || row < rowEnd; at += 32) {
    let to = at;
    if (at >= behind) {
      to = placeOf<T>(load<u32>(row) as usize, work, block);
      row += 4;
    }
    l += sizeof<T>();
    f = v128.load_splat<T>(l);
    v128.store(to, v128.sub<T>(v128.load(to), v128.mul<T>(f, x)));
    v128.store(to, v128.sub<T>(v128.load(to, 16), v128.mul<T>(f, z)), 16);
  }
}

/** Takes from the four numbers at y what the rows below their columns give; arguments as for forwardFour. */
function backwardFour<T>(
  l: usize,
  stride: usize,
  y: usize,
  behind: usize,
  row: usize,
  rowEnd: usize,
  work: usize,
  block: usize,
): void {
  let p0 = l + 4 * sizeof<T>();
  let p1 = l + stride + 4 * sizeof<T>();
  let p2 = l + 2 * stride + 4 * sizeof<T>();
  let p3 = l + 3 * stride + 4 * sizeof<T>();
  let s0 = v128.load(y);
  let t0 = v128.load(y, 16);
  let s1 = v128.load(y, 32);
  let t1 = v128.load(y, 48);
  let s2 = v128.load(y, 64);
  let t2 = v128.load(y, 80);
  let s3 = v128.load(y, 96);
  let t3 = v128.load(y, 112);
  for (let at = y + 128; at < behind || row < rowEnd; at += 32) {
    let from = at;
    if (at >= behind) {
      from = placeOf<T>(load<u32>(row) as usize, work, block);
      row += 4;
    }
    const x = v128.load(from);
    const z = v128.load(from, 16);
    let f = v128.load_splat<T>(p0);
    s0 = v128.sub<T>(s0, v128.mul<T>(f, x));
    t0 = v128.sub<T>(t0, v128.mul<T>(f, z));
    f = v128.load_splat<T>(p1);
    s1 = v128.sub<T>(s1, v128.mul<T>(f, x));
    t1 = v128.sub<T>(t1, v128.mul<T>(f, z));
    f = v128.load_splat<T>(p2);
    s2 = v128.sub<T>(s2, v128.mul<T>(f, x));
    t2 = v128.sub<T>(t2, v128.mul<T>(f, z));
    f = v128.load_splat<T>(p3);
    s3 = v128.sub<T>(s3, v128.mul<T>(f, x));
    t3 = v128.sub<T>(t3, v128.mul<T>(f, z));
    p0 += sizeof<T>();
    p1 += sizeof<T>();
    p2 += sizeof<T>();
    p3 += sizeof<T>();
  }
  v128.store(y, s0);
  v128.store(y, t0, 16);
  v128.store(y, s1, 32);
  v128.store(y, t1, 48);
  v128.store(y, s2, 64);
  v128.store(y, t2, 80);
  v128.store(y, s3, 96);
  v128.store(y, t3, 112);
}

function backwardOne<T>(
  l: usize,
  y: usize,
  behind: usize,
  row: usize,
  rowEnd: usize,
  work: usize,
  block: usize,
): void {
  const reciprocal = v128.load_splat<T>(l);
  let s = v128.load(y);
  let t = v128.load(y, 16);
  for (let at = y + 32; at < behind || row < rowEnd; at += 32) {
    let from = at;
    if (at >= behind) {
      from = placeOf<T>(load<u32>(row) as usize, work, block);
      row += 4;
    }
    l += sizeof<T>();
    const f = v128.load_splat<T>(l);
    s = v128.sub<T>(s, v128.mul<T>(f, v128.load(from)));
    t = v128.sub<T>(t, v128.mul<T>(f, v128.load(from, 16)));
  }
  v128.store(y, v128.mul<T>(s, reciprocal));
  v128.store(y, v128.mul<T>(t, reciprocal), 16);
}
