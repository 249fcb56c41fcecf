/**
 * Dense kernels of one front, operation for operation those of ../../dense-front.ts, so that both give the same
 * bytes. Columns of the panel are `stride` bytes apart.
 */
import { eliminateCorner, eliminateRows } from "./block";
import { subtractTiles } from "./tile";

/** Rows of a panel that are worked through together, a multiple of 4. */
const PIECE: usize = 64;

/**
 * Replaces a panel by its columns of L, in place; `least` holds what each pivot has to exceed.
 * Returns -1, or the first column whose pivot is not positive, which is left on the panel's diagonal.
 */
export function factorPanel<T>(panel: usize, width: usize, height: usize, least: usize): i32 {
  const stride = height << alignof<T>();
  for (let j: usize = 0; j < width; ) {
    const count = blockOf(width - j);
    const row = panel + (j << alignof<T>());
    const corner = row + j * stride;
    const end = panel + (j + 1) * stride;
    if (j > 0) subtractBefore<T>(row, corner, height - j, j, stride, count);
    const failed = eliminateCorner<T>(corner, stride, least + (j << alignof<T>()), count);
    if (failed >= 0) return (j as i32) + failed;
    eliminateRows<T, f64>(corner, stride, end, count, 0, 0, 0);
    j += count;
  }
  return -1;
}

/** How many of `rest` columns are eliminated together. */
export function blockOf(rest: usize): usize {
  return rest >= 4 ? 4 : rest >= 2 ? 2 : 1;
}

/** Subtracts `steps` columns of `rows` rows, which start at `row`, times their first rows from `count` columns. */
function subtractBefore<T>(
  row: usize,
  corner: usize,
  rows: usize,
  steps: usize,
  stride: usize,
  count: usize,
): void {
  if (count === 4) {
    // Rows that do not fill a vector take some from above the diagonal, where nobody reads.
    const odd = -rows & (16 / sizeof<T>() - 1);
    const up = odd << alignof<T>();
    subtractTiles<T, i32>(row - up, row, corner - up, rows + odd, steps, stride, stride);
    return;
  }
  subtractColumn<T>(row, row, corner, rows, steps, stride);
  if (count === 2) subtractColumn<T>(row, row + sizeof<T>(), corner + stride, rows, steps, stride);
}

/** Subtracts `steps` columns at `a`, times the numbers at `b`, from the column at `c`. */
function subtractColumn<T>(a: usize, b: usize, c: usize, rows: usize, steps: usize, stride: usize): void {
  const end = c + (rows << alignof<T>());
  for (; c + 16 <= end; c += 16) {
    let sum = v128.splat<T>(0);
    let at = a;
    for (let k = steps, factor = b; k !== 0; k--) {
      sum = v128.add<T>(sum, v128.mul<T>(v128.load(at), v128.load_splat<T>(factor)));
      at += stride;
      factor += stride;
    }
    v128.store(c, v128.sub<T>(v128.load(c), sum));
    a += 16;
  }
  for (; c < end; c += sizeof<T>()) {
    let sum: T = 0;
    let at = a;
    for (let k = steps, factor = b; k !== 0; k--) {
      sum += load<T>(at) * load<T>(factor);
      at += stride;
      factor += stride;
    }
    store<T>(c, load<T>(c) - sum);
    a += sizeof<T>();
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
