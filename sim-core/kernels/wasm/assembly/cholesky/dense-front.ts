/**
 * Dense kernels of one front, operation for operation those of ../../dense-front.ts, so that both give the same
 * bytes. Columns of the panel are `stride` bytes apart.
 */
import { subtractTiles } from "./tile";

/** Rows of a panel that are worked through together, a multiple of 4. */
const PIECE: usize = 64;

/**
 * Replaces a panel by its columns of L, in place; `least` holds what each pivot has to exceed.
 * Returns -1, or the first column whose pivot is not positive, which is left on the panel's diagonal.
 */
export function factorPanel<T>(panel: usize, width: usize, height: usize, least: usize): i32 {
  const stride = height << alignof<T>();
  let j: usize = 0;
  for (; j + 4 <= width; j += 4) {
    const row = panel + (j << alignof<T>());
    const corner = row + j * stride;
    if (j > 0) {
      // Rows that do not fill a vector take some from above the diagonal, where nobody reads.
      const odd = (j - height) & (16 / sizeof<T>() - 1);
      const up = odd << alignof<T>();
      subtractTiles<T, i32>(row - up, row, corner - up, height - j + odd, j, stride, stride);
    }
    const failed = eliminateBlock<T>(
      corner,
      stride,
      corner + stride - (j << alignof<T>()),
      least + (j << alignof<T>()),
    );
    if (failed >= 0) return (j as i32) + failed;
  }
  for (; j < width; j++) {
    const row = panel + (j << alignof<T>());
    const corner = row + j * stride;
    const end = panel + (j + 1) * stride;
    if (j > 0) subtractColumns<T>(row, corner, end, j, stride);
    const pivot = load<T>(corner);
    if (!(pivot > load<T>(least + (j << alignof<T>())))) return j as i32;
    const reciprocal = <T>1 / sqrt<T>(pivot);
    store<T>(corner, reciprocal);
    scaleColumn<T>(corner + sizeof<T>(), end, reciprocal);
  }
  return -1;
}

function scaleColumn<T>(at: usize, end: usize, factor: T): void {
  const pair = v128.splat<T>(factor);
  for (; at + 16 <= end; at += 16) v128.store(at, v128.mul<T>(v128.load(at), pair));
  for (; at < end; at += sizeof<T>()) store<T>(at, load<T>(at) * factor);
}

/** Subtracts `count` columns, which start at `from`, times their first rows from the column at `to`. */
function subtractColumns<T>(from: usize, to: usize, end: usize, count: usize, stride: usize): void {
  for (; count >= 4; count -= 4) {
    subtractFour<T>(from, to, end, stride);
    from += stride << 2;
  }
  for (; count > 0; count--) {
    subtractOne<T>(from, to, end);
    from += stride;
  }
}

function subtractFour<T>(from: usize, to: usize, end: usize, stride: usize): void {
  let l0 = from;
  let l1 = l0 + stride;
  let l2 = l1 + stride;
  let l3 = l2 + stride;
  const x0 = load<T>(l0);
  const x1 = load<T>(l1);
  const x2 = load<T>(l2);
  const x3 = load<T>(l3);
  const f0 = v128.splat<T>(x0);
  const f1 = v128.splat<T>(x1);
  const f2 = v128.splat<T>(x2);
  const f3 = v128.splat<T>(x3);
  for (; to + 16 <= end; to += 16) {
    const head = v128.add<T>(v128.mul<T>(f0, v128.load(l0)), v128.mul<T>(f1, v128.load(l1)));
    const tail = v128.add<T>(v128.mul<T>(f2, v128.load(l2)), v128.mul<T>(f3, v128.load(l3)));
    v128.store(to, v128.sub<T>(v128.load(to), v128.add<T>(head, tail)));
    l0 += 16;
    l1 += 16;
    l2 += 16;
    l3 += 16;
  }
  for (; to < end; to += sizeof<T>()) {
    const sum = x0 * load<T>(l0) + x1 * load<T>(l1) + (x2 * load<T>(l2) + x3 * load<T>(l3));
    store<T>(to, load<T>(to) - sum);
    l0 += sizeof<T>();
    l1 += sizeof<T>();
    l2 += sizeof<T>();
    l3 += sizeof<T>();
  }
}

function subtractOne<T>(from: usize, to: usize, end: usize): void {
  const x = load<T>(from);
  const factor = v128.splat<T>(x);
  for (; to + 16 <= end; to += 16) {
    v128.store(to, v128.sub<T>(v128.load(to), v128.mul<T>(factor, v128.load(from))));
    from += 16;
  }
  for (; to < end; to += sizeof<T>()) {
    store<T>(to, load<T>(to) - x * load<T>(from));
    from += sizeof<T>();
  }
}

/** Finishes four columns from their diagonal block at `at`, where the first ends at `end`; as factorPanel. */
function eliminateBlock<T>(at: usize, stride: usize, end: usize, least: usize): i32 {
  const at1 = at + stride;
  const at2 = at1 + stride;
  const at3 = at2 + stride;
  const d0 = load<T>(at);
  if (!(d0 > load<T>(least))) return 0;
  const r0 = <T>1 / sqrt<T>(d0);
  const l10 = load<T>(at, sizeof<T>()) * r0;
  const l20 = load<T>(at, 2 * sizeof<T>()) * r0;
  const l30 = load<T>(at, 3 * sizeof<T>()) * r0;
  const d1 = load<T>(at1, sizeof<T>()) - l10 * l10;
  store<T>(at1, d1, sizeof<T>());
  if (!(d1 > load<T>(least, sizeof<T>()))) return 1;
  const r1 = <T>1 / sqrt<T>(d1);
  const l21 = (load<T>(at1, 2 * sizeof<T>()) - l20 * l10) * r1;
  const l31 = (load<T>(at1, 3 * sizeof<T>()) - l30 * l10) * r1;
  const d2 = load<T>(at2, 2 * sizeof<T>()) - l20 * l20 - l21 * l21;
  store<T>(at2, d2, 2 * sizeof<T>());
  if (!(d2 > load<T>(least, 2 * sizeof<T>()))) return 2;
  const r2 = <T>1 / sqrt<T>(d2);
  const l32 = (load<T>(at2, 3 * sizeof<T>()) - l30 * l20 - l31 * l21) * r2;
  const d3 = load<T>(at3, 3 * sizeof<T>()) - l30 * l30 - l31 * l31 - l32 * l32;
  store<T>(at3, d3, 3 * sizeof<T>());
  if (!(d3 > load<T>(least, 3 * sizeof<T>()))) return 3;
  store<T>(at, r0);
  store<T>(at, l10, sizeof<T>());
  store<T>(at, l20, 2 * sizeof<T>());
  store<T>(at, l30, 3 * sizeof<T>());
  store<T>(at1, r1, sizeof<T>());
  store<T>(at1, l21, 2 * sizeof<T>());
  store<T>(at1, l31, 3 * sizeof<T>());
  store<T>(at2, r2, 2 * sizeof<T>());
  store<T>(at2, l32, 3 * sizeof<T>());
  store<T>(at3, <T>1 / sqrt<T>(d3), 3 * sizeof<T>());
  eliminateRows<T>(at, stride, end);
  return -1;
}

/** Solves the rows below the finished diagonal block at `at`. */
function eliminateRows<T>(at: usize, stride: usize, end: usize): void {
  let c0 = at;
  let c1 = c0 + stride;
  let c2 = c1 + stride;
  let c3 = c2 + stride;
  const r0 = v128.load_splat<T>(c0);
  const l10 = v128.load_splat<T>(c0, sizeof<T>());
  const l20 = v128.load_splat<T>(c0, 2 * sizeof<T>());
  const l30 = v128.load_splat<T>(c0, 3 * sizeof<T>());
  const r1 = v128.load_splat<T>(c1, sizeof<T>());
  const l21 = v128.load_splat<T>(c1, 2 * sizeof<T>());
  const l31 = v128.load_splat<T>(c1, 3 * sizeof<T>());
  const r2 = v128.load_splat<T>(c2, 2 * sizeof<T>());
  const l32 = v128.load_splat<T>(c2, 3 * sizeof<T>());
  const r3 = v128.load_splat<T>(c3, 3 * sizeof<T>());
  c0 += 4 * sizeof<T>();
  c1 += 4 * sizeof<T>();
  c2 += 4 * sizeof<T>();
  c3 += 4 * sizeof<T>();
  for (; c0 + 16 <= end; c0 += 16) {
    const x0 = v128.mul<T>(v128.load(c0), r0);
    const x1 = v128.mul<T>(v128.sub<T>(v128.load(c1), v128.mul<T>(x0, l10)), r1);
    const y2 = v128.sub<T>(v128.sub<T>(v128.load(c2), v128.mul<T>(x0, l20)), v128.mul<T>(x1, l21));
    const x2 = v128.mul<T>(y2, r2);
    const y3 = v128.sub<T>(v128.sub<T>(v128.load(c3), v128.mul<T>(x0, l30)), v128.mul<T>(x1, l31));
    v128.store(c0, x0);
    v128.store(c1, x1);
    v128.store(c2, x2);
    v128.store(c3, v128.mul<T>(v128.sub<T>(y3, v128.mul<T>(x2, l32)), r3));
    c1 += 16;
    c2 += 16;
    c3 += 16;
  }
  for (; c0 < end; c0 += sizeof<T>()) {
    const x0 = v128.mul<T>(v128.load_splat<T>(c0), r0);
    const x1 = v128.mul<T>(v128.sub<T>(v128.load_splat<T>(c1), v128.mul<T>(x0, l10)), r1);
    const y2 = v128.sub<T>(v128.sub<T>(v128.load_splat<T>(c2), v128.mul<T>(x0, l20)), v128.mul<T>(x1, l21));
    const x2 = v128.mul<T>(y2, r2);
    const y3 = v128.sub<T>(v128.sub<T>(v128.load_splat<T>(c3), v128.mul<T>(x0, l30)), v128.mul<T>(x1, l31));
    const x3 = v128.mul<T>(v128.sub<T>(y3, v128.mul<T>(x2, l32)), r3);
    store<T>(c0, v128.extract_lane<T>(x0, 0));
    store<T>(c1, v128.extract_lane<T>(x1, 0));
    store<T>(c2, v128.extract_lane<T>(x2, 0));
    store<T>(c3, v128.extract_lane<T>(x3, 0));
    c1 += sizeof<T>();
    c2 += sizeof<T>();
    c3 += sizeof<T>();
  }
}

/** Writes the update -L21 L21' of a factored panel to `to`, by columns of height - width; lower triangle counts. */
export function formUpdate<T>(panel: usize, width: usize, height: usize, to: usize): void {
  const n = height - width;
  const first = panel + (width << alignof<T>());
  const stride = height << alignof<T>();
  if (n < 4) {
    formSmallUpdate<T>(first, width, stride, n, to);
    return;
  }
  // Rows by rows, so that what is read of the panel stays in the cache for all columns; the last piece is the longest.
  for (let top: usize = 0; top < n; ) {
    const bottom = n - top < 2 * PIECE ? n : top + PIECE;
    for (let tile: usize = 0; tile < bottom; tile += 4) {
      const j = min(tile, n - 4);
      const i = max(j, top);
      subtractTiles<T, f64>(
        first + (i << alignof<T>()),
        first + (j << alignof<T>()),
        to + ((j * n + i) << alignof<T>()),
        bottom - i,
        width,
        stride,
        n << alignof<T>(),
      );
    }
    top = bottom;
  }
}

function formSmallUpdate<T>(first: usize, width: usize, stride: usize, n: usize, to: usize): void {
  const end = first + width * stride;
  for (let j: usize = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum: T = 0;
      for (let k = first; k < end; k += stride)
        sum -= load<T>(k + (i << alignof<T>())) * load<T>(k + (j << alignof<T>()));
      store<T>(to + ((j * n + i) << alignof<T>()), sum);
    }
  }
}
