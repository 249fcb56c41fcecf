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

/**
 * Factors the fronts from `front` to `end`, whose panels hold the matrix; `diagonal` has room for the columns of
 * any front. Returns 0, or the address in the work vector of the first column whose pivot is not positive.
 */
export function factor(front: usize, end: usize, diagonal: usize): usize {
  for (; front < end; front += FRONT_BYTES) {
    const failed = eliminateFront(front, diagonal);
    if (failed >= 0) return columnsOf(front) + ((failed as usize) << 3);
  }
  return 0;
}

function eliminateFront(front: usize, diagonal: usize): i32 {
  const panel = panelOf(front);
  const width = widthOf(front);
  const height = heightOf(front);
  for (let c: usize = 0; c < width; c++) {
    store<f64>(diagonal + (c << 3), load<f64>(panel + ((c * (height + 1)) << 3)));
  }
  const first = childrenOf(front);
  const end = childrenOf(front + FRONT_BYTES);
  for (let child = first; child < end; child += 4)
    addToPanel(load<u32>(child) as usize, panel, width, height);
  const failed = factorPanel(panel, width, height, diagonal);
  if (failed >= 0 || height === width) return failed;
  const update = updateOf(front);
  formUpdate(panel, width, height, update);
  for (let child = first; child < end; child += 4)
    addToUpdate(load<u32>(child) as usize, update, width, height);
  return -1;
}

/** Adds to the panel those columns of a child's update that the front eliminates. */
function addToPanel(child: usize, panel: usize, width: usize, height: usize): void {
  let row = frontRowsOf(child);
  let from = updateOf(child);
  const n = heightOf(child) - widthOf(child);
  const end = row + (n << 2);
  const stride = (n + 1) << 3;
  const below = width << 3;
  for (; row < end; row += 4) {
    const column = load<u32>(row) as usize;
    if (column >= below) return;
    addColumn(row, end, from, panel + column * height);
    from += stride;
  }
}

/** Adds the other columns of a child's update to the front's own. */
function addToUpdate(child: usize, update: usize, width: usize, height: usize): void {
  let row = frontRowsOf(child);
  let from = updateOf(child);
  const n = heightOf(child) - widthOf(child);
  const end = row + (n << 2);
  const stride = (n + 1) << 3;
  const below = width << 3;
  for (; row < end && (load<u32>(row) as usize) < below; row += 4) from += stride;
  for (; row < end; row += 4) {
    addColumn(row, end, from, update + ((load<u32>(row) as usize) - below) * (height - width) - below);
    from += stride;
  }
}

/** Adds a column of an update, from its diagonal at `from` down, to the rows in the list from `row` to `end`. */
function addColumn(row: usize, end: usize, from: usize, to: usize): void {
  for (; row < end; row += 4) {
    const place = to + (load<u32>(row) as usize);
    store<f64>(place, load<f64>(place) + load<f64>(from));
    from += 8;
  }
}
