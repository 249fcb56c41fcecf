/**
 * The kernels of dense-front.ts for a front of many columns, whose panel is packed while it is factored: the same
 * operations in the same order, so that both give the same bytes.
 */
import { eliminateCorner, eliminateRows } from "./block";
import { blockOf } from "./dense-front";
import { STRIP, subtractStrip, TILE } from "./packed-tile";

/** Replaces a panel by its columns of L, as factorPanel, and leaves the rows below the triangle packed behind a tile at `pack`. */
export function factorPackedPanel<T>(
  panel: usize,
  width: usize,
  height: usize,
  least: usize,
  pack: usize,
): i32 {
  const stride = height << alignof<T>();
  const strip = width * STRIP;
  for (let j: usize = 0; j < width; ) {
    const count = blockOf(width - j);
    const corner = panel + (j << alignof<T>()) + j * stride;
    const end = panel + (j + 1) * stride;
    if (j > 0) subtractBefore<T>(end - stride, height, j, pack, strip, count);
    const failed = eliminateCorner<T>(corner, stride, least + (j << alignof<T>()), count);
    if (failed >= 0) return (j as i32) + failed;
    const byte = (j + count) << alignof<T>();
    eliminateRows<T, i32>(corner, stride, end, count, byte, pack + TILE + j * STRIP, strip);
    j += count;
  }
  return -1;
}

/** Subtracts the columns before column j, times their rows j and on, from `count` columns of which the first is at `column`. */
function subtractBefore<T>(
  column: usize,
  height: usize,
  j: usize,
  pack: usize,
  strip: usize,
  count: usize,
): void {
  const stride = height << alignof<T>();
  const byte = j << alignof<T>();
  let a = pack + TILE + (byte >> 5) * strip;
  const b = a + (byte & 31);
  // What a strip has above the diagonal nobody reads.
  let c = column + (byte & ~31);
  const end = column + stride;
  for (; c + STRIP <= end; c += STRIP) {
    subtractStrip<T, i32>(a, b, c, j, stride, count);
    a += strip;
  }
  if (c === end) return;
  subtractStrip<T, f64>(a, b, pack, j, STRIP, count);
  for (let k: usize = 0; k < count; k++) {
    const rest = end - c;
    for (let at: usize = 0; at < rest; at += sizeof<T>()) {
      const to = c + k * stride + at;
      store<T>(to, load<T>(to) + load<T>(pack + k * STRIP + at));
    }
  }
}

/** Writes the update -L21 L21' of a panel that factorPackedPanel has left at `pack`, as formUpdate. */
export function formPackedUpdate<T>(width: usize, height: usize, pack: usize, to: usize): void {
  const n = height - width;
  const stride = n << alignof<T>();
  const strip = width * STRIP;
  const rows: usize = STRIP >> alignof<T>();
  for (let j = width & ~3; j < height; j += 4) {
    const byte = j << alignof<T>();
    let i = j & ~(rows - 1);
    let a = pack + TILE + (byte >> 5) * strip;
    const b = a + (byte & 31);
    const whole = j >= width && j + 4 <= height;
    for (; i < height; i += rows) {
      if (whole && i >= width && i + rows <= height) {
        const c = to + (j - width) * stride + ((i - width) << alignof<T>());
        subtractStrip<T, f64>(a, b, c, width, stride, 4);
      } else {
        subtractStrip<T, f64>(a, b, pack, width, STRIP, 4);
        copyTile<T>(pack, i, j, width, height, to);
      }
      a += strip;
    }
  }
}

/** Copies of a tile that starts at row i and column j of the front what lies in the update. */
function copyTile<T>(tile: usize, i: usize, j: usize, width: usize, height: usize, to: usize): void {
  const n = height - width;
  const rows: usize = STRIP >> alignof<T>();
  const top = max(i, width);
  const bottom = min(i + rows, height);
  const right = min(j + 4, height);
  for (let c = max(j, width); c < right; c++) {
    for (let r = max(top, c); r < bottom; r++) {
      store<T>(
        to + (((c - width) * n + (r - width)) << alignof<T>()),
        load<T>(tile + (c - j) * STRIP + ((r - i) << alignof<T>())),
      );
    }
  }
}
