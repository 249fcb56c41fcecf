/**
 * Tiles of a panel that has been packed: strips of 4 rows of doubles or 8 of singles, of which each column takes 32
 * bytes, one behind the other. Rows and columns of a tile then stream from memory, whatever the panel's height. Sums
 * run over the columns in ascending order, as in tile.ts, so that both give the same bytes.
 */
import { kept } from "./tile";

/** Bytes of a column in a strip. */
export const STRIP: usize = 32;
/** Bytes of a tile of four columns that lies on its own. */
export const TILE: usize = 4 * STRIP;

/** Writes C - A B' or, where K is no integer type, -A B', to `count` (1, 2 or 4) columns of C. */
export function subtractStrip<T, K>(
  a: usize,
  b: usize,
  c: usize,
  steps: usize,
  strideC: usize,
  count: usize,
): void {
  if (count === 4) subtractFour<T, K>(a, b, c, steps, strideC);
  else if (count === 2) subtractTwo<T, K>(a, b, c, steps, strideC);
  else subtractOne<T, K>(a, b, c, steps);
}

function subtractFour<T, K>(a: usize, b: usize, c: usize, steps: usize, strideC: usize): void {
  let s00 = v128.splat<T>(0);
  let s20 = s00;
  let s01 = s00;
  let s21 = s00;
  let s02 = s00;
  let s22 = s00;
  let s03 = s00;
  let s23 = s00;
  for (const end = a + steps * STRIP; a !== end; a += STRIP) {
    const a0 = v128.load(a);
    const a2 = v128.load(a, 16);
    const b0 = v128.load_splat<T>(b);
    s00 = v128.add<T>(s00, v128.mul<T>(a0, b0));
    s20 = v128.add<T>(s20, v128.mul<T>(a2, b0));
    const b1 = v128.load_splat<T>(b, sizeof<T>());
    s01 = v128.add<T>(s01, v128.mul<T>(a0, b1));
    s21 = v128.add<T>(s21, v128.mul<T>(a2, b1));
    const b2 = v128.load_splat<T>(b, 2 * sizeof<T>());
    s02 = v128.add<T>(s02, v128.mul<T>(a0, b2));
    s22 = v128.add<T>(s22, v128.mul<T>(a2, b2));
    const b3 = v128.load_splat<T>(b, 3 * sizeof<T>());
    s03 = v128.add<T>(s03, v128.mul<T>(a0, b3));
    s23 = v128.add<T>(s23, v128.mul<T>(a2, b3));
    b += STRIP;
  }
  v128.store(c, v128.sub<T>(kept<T, K>(c), s00));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s20), 16);
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s01));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s21), 16);
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s02));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s22), 16);
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s03));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s23), 16);
}

function subtractTwo<T, K>(a: usize, b: usize, c: usize, steps: usize, strideC: usize): void {
  let s00 = v128.splat<T>(0);
  let s20 = s00;
  let s01 = s00;
  let s21 = s00;
  for (const end = a + steps * STRIP; a !== end; a += STRIP) {
    const a0 = v128.load(a);
    const a2 = v128.load(a, 16);
    const b0 = v128.load_splat<T>(b);
    s00 = v128.add<T>(s00, v128.mul<T>(a0, b0));
    s20 = v128.add<T>(s20, v128.mul<T>(a2, b0));
    const b1 = v128.load_splat<T>(b, sizeof<T>());
    s01 = v128.add<T>(s01, v128.mul<T>(a0, b1));
    s21 = v128.add<T>(s21, v128.mul<T>(a2, b1));
    b += STRIP;
  }
  v128.store(c, v128.sub<T>(kept<T, K>(c), s00));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s20), 16);
  c += strideC;
  v128.store(c, v128.sub<T>(kept<T, K>(c), s01));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s21), 16);
}

function subtractOne<T, K>(a: usize, b: usize, c: usize, steps: usize): void {
  let s0 = v128.splat<T>(0);
  let s2 = s0;
  for (const end = a + steps * STRIP; a !== end; a += STRIP) {
    const b0 = v128.load_splat<T>(b);
    s0 = v128.add<T>(s0, v128.mul<T>(v128.load(a), b0));
    s2 = v128.add<T>(s2, v128.mul<T>(v128.load(a, 16), b0));
    b += STRIP;
  }
  v128.store(c, v128.sub<T>(kept<T, K>(c), s0));
  v128.store(c, v128.sub<T>(kept<T, K>(c + 16), s2), 16);
}
