/**
 * How a front lies in the memory: eight u32 in a row. Lists hold addresses and byte offsets instead of indices,
 * so that the loops neither shift nor add a base.
 */

/** Bytes from one front to the next; the last one is followed by an empty one that ends its children. */
export const FRONT_BYTES: usize = 32;

/** Address of the first of its columns in the work vector. */
export function columnsOf(front: usize): usize {
  return load<u32>(front) as usize;
}

/** Number of columns that it eliminates. */
export function widthOf(front: usize): usize {
  return load<u32>(front, 4) as usize;
}

/** Number of its rows. */
export function heightOf(front: usize): usize {
  return load<u32>(front, 8) as usize;
}

/** Address of its panel of L, by columns. */
export function panelOf(front: usize): usize {
  return load<u32>(front, 12) as usize;
}

/** Address of a list: for each row below the triangle its address in the work vector. */
export function rowsOf(front: usize): usize {
  return load<u32>(front, 16) as usize;
}

/** Address of a list: for each row below the triangle its byte offset in a column of the parent's front. */
export function frontRowsOf(front: usize): usize {
  return load<u32>(front, 20) as usize;
}

/** Address of its update, by columns. */
export function updateOf(front: usize): usize {
  return load<u32>(front, 24) as usize;
}

/** Address of the list of its children's addresses, which ends where that of the next front begins. */
export function childrenOf(front: usize): usize {
  return load<u32>(front, 28) as usize;
}
