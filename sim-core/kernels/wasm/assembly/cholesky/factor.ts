/** Multifrontal factorisation: assembles and eliminates one front after another, children before parents. */
import { factorPanel, formUpdate } from "./dense-front";
import {
  childrenOf,
  columnsOf,
  FRONT_BYTES,
  frontRowsOf,
  heightOf,
  panelOf,
  updateOf,
  widthOf,
} from "./front";
import { factorPackedPanel, formPackedUpdate } from "./packed-front";

// 2^-46 and 2^-17, as in the twin.
const PIVOT_TOLERANCE: f64 = 1.0 / 70368744177664.0;
const PIVOT_TOLERANCE_SINGLE: f32 = 1.0 / 131072.0;

/** Fronts of as many columns are packed. */
const PACKED_WIDTH: usize = 16;

/**
 * Factors the fronts from `front` to `end`, whose panels hold the matrix; `least` has room for the columns of
 * any front, `pack` for a tile and the packed panel of any. Returns 0, or the address in the work vector of the first column whose pivot is not positive.
 */
export function factor<T>(front: usize, end: usize, least: usize, pack: usize): usize {
  for (; front < end; front += FRONT_BYTES) {
    const failed = eliminateFront<T>(front, least, pack);
    if (failed >= 0) return columnsOf(front) + ((failed as usize) << alignof<T>());
  }
  return 0;
}

function eliminateFront<T>(front: usize, least: usize, pack: usize): i32 {
  const panel = panelOf(front);
  const width = widthOf(front);
  const height = heightOf(front);
  const tolerance = sizeof<T>() === 8 ? <T>PIVOT_TOLERANCE : <T>PIVOT_TOLERANCE_SINGLE;
  for (let c: usize = 0; c < width; c++) {
    store<T>(least + (c << alignof<T>()), tolerance * load<T>(panel + ((c * (height + 1)) << alignof<T>())));
  }
  const first = childrenOf(front);
  const end = childrenOf(front + FRONT_BYTES);
  for (let child = first; child < end; child += 4)
    addToPanel<T>(load<u32>(child) as usize, panel, width, height);
  const packed = width >= PACKED_WIDTH;
  const failed = packed
    ? factorPackedPanel<T>(panel, width, height, least, pack)
    : factorPanel<T>(panel, width, height, least);
  if (failed >= 0 || height === width) return failed;
  const update = updateOf(front);
  if (packed) formPackedUpdate<T>(width, height, pack, update);
  else formUpdate<T>(panel, width, height, update);
  for (let child = first; child < end; child += 4)
    addToUpdate<T>(load<u32>(child) as usize, update, width, height);
  return -1;
}

/** Adds to the panel those columns of a child's update that the front eliminates. */
function addToPanel<T>(child: usize, panel: usize, width: usize, height: usize): void {
  let row = frontRowsOf(child);
  let from = updateOf(child);
  const n = heightOf(child) - widthOf(child);
  const end = row + (n << 2);
  const stride = (n + 1) << alignof<T>();
  const below = width << alignof<T>();
  for (; row < end; row += 4) {
    const column = load<u32>(row) as usize;
    if (column >= below) return;
    addColumn<T>(row, end, from, panel + column * height);
    from += stride;
  }
}

/** Adds the other columns of a child's update to the front's own. */
function addToUpdate<T>(child: usize, update: usize, width: usize, height: usize): void {
  let row = frontRowsOf(child);
  let from = updateOf(child);
  const n = heightOf(child) - widthOf(child);
  const end = row + (n << 2);
  const stride = (n + 1) << alignof<T>();
  const below = width << alignof<T>();
  for (; row < end && (load<u32>(row) as usize) < below; row += 4) from += stride;
  for (; row < end; row += 4) {
    addColumn<T>(row, end, from, update + ((load<u32>(row) as usize) - below) * (height - width) - below);
    from += stride;
  }
}

/** Adds a column of an update, from its diagonal at `from` down, to the rows in the list from `row` to `end`. */
function addColumn<T>(row: usize, end: usize, from: usize, to: usize): void {
  for (; row < end; row += 4) {
    const place = to + (load<u32>(row) as usize);
    store<T>(place, load<T>(place) + load<T>(from));
    from += sizeof<T>();
  }
}
