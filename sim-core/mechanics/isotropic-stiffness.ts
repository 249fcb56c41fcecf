/**
 * Stiffness of a six-node triangle with straight sides and one isotropic material, in closed form: the gradients of its
 * shape functions are products of area coordinates with the coordinates' own constant gradients g, so that each block
 * of two nodes is a fixed sum of the nine products of g_i and g_j. The same integral as the quadrature of element.ts.
 * Source: Hughes, The Finite Element Method (2000), section 3.9; integrals of area coordinates there, section 3.I.
 */
import type { ElementGeometry } from "./element.ts";

/** Blocks of two nodes, those of one node with itself first: what they write past their triangle is written again. */
const BLOCKS = 21;
/** Terms of block k: TERM_START[k] to TERM_START[k + 1]; the place of the product, and its factor. */
const TERM_START = new Int32Array(BLOCKS + 1);
const TERM_PLACE = new Int32Array(36);
const TERM_FACTOR = new Float64Array(36);
/** Where the block's rows along x and y begin among the entries. */
const ROW_X = new Int32Array(BLOCKS);
const ROW_Y = new Int32Array(BLOCKS);

/** Ends of the edge that the node is in the middle of; none for a corner. */
function edgeOf(node: number): number[] {
  return node < 3 ? [] : [node - 3, (node - 2) % 3];
}

/** The parts l_p g_q of a shape function's gradient: coordinate p (3 for one), gradient q, factor. */
function listParts(node: number): { readonly p: number; readonly q: number; readonly factor: number }[] {
  if (node < 3) {
    return [
      { p: node, q: node, factor: 4 },
      { p: 3, q: node, factor: -1 },
    ];
  }
  const [i, j] = edgeOf(node);
  return [
    { p: i, q: j, factor: 4 },
    { p: j, q: i, factor: 4 },
  ];
}

/** Mean of the product of two area coordinates over the triangle; 3 stands for one. */
function meanProduct(p: number, r: number): number {
  if (p === 3 && r === 3) return 1;
  if (p === 3 || r === 3) return 1 / 3;
  return p === r ? 1 / 6 : 1 / 12;
}

function tabulate(): void {
  const pairs: [number, number][] = [];
  for (let a = 0; a < 6; a++) pairs.push([a, a]);
  for (let a = 1; a < 6; a++) for (let b = 0; b < a; b++) pairs.push([a, b]);
  let count = 0;
  pairs.forEach(([a, b], block) => {
    const factors = new Float64Array(9);
    for (const own of listParts(a)) {
      for (const other of listParts(b))
        factors[3 * own.q + other.q] += own.factor * other.factor * meanProduct(own.p, other.p);
    }
    factors.forEach((factor, place) => {
      // A corner and the middle opposite have none, up to round-off.
      if (Math.abs(factor) < 1e-12) return;
      TERM_PLACE[count] = 4 * place;
      TERM_FACTOR[count++] = factor;
    });
    TERM_START[block + 1] = count;
    ROW_X[block] = a * (2 * a + 1) + 2 * b;
    ROW_Y[block] = (2 * a + 1) * (a + 1) + 2 * b;
  });
}
tabulate();

const PRODUCTS = new Float64Array(36);

/** Writes the stiffness of element t with Lame's constants (Pa) into `out` [78], lower triangle row by row. */
export function computeIsotropicStiffness(
  { gradients, area }: ElementGeometry,
  t: number,
  { lambda, shear }: { readonly lambda: number; readonly shear: number },
  out: Float64Array /* [78] */,
): void {
  const volume = area[t] * lambda;
  const shape = area[t] * shear;
  const stiff = volume + 2 * shape;
  for (let i = 0, at = 0; i < 3; i++) {
    const ix = gradients[6 * t + 2 * i];
    const iy = gradients[6 * t + 2 * i + 1];
    for (let j = 0; j < 3; j++, at += 4) {
      const jx = gradients[6 * t + 2 * j];
      const jy = gradients[6 * t + 2 * j + 1];
      PRODUCTS[at] = stiff * ix * jx + shape * iy * jy;
      PRODUCTS[at + 1] = volume * ix * jy + shape * iy * jx;
      PRODUCTS[at + 2] = volume * iy * jx + shape * ix * jy;
      PRODUCTS[at + 3] = stiff * iy * jy + shape * ix * jx;
    }
  }
  for (let block = 0, m = 0; block < BLOCKS; block++) {
    let xx = 0;
    let xy = 0;
    let yx = 0;
    let yy = 0;
    for (const end = TERM_START[block + 1]; m < end; m++) {
      const factor = TERM_FACTOR[m];
      const place = TERM_PLACE[m];
      xx += factor * PRODUCTS[place];
      xy += factor * PRODUCTS[place + 1];
      yx += factor * PRODUCTS[place + 2];
      yy += factor * PRODUCTS[place + 3];
    }
    const x = ROW_X[block];
    const y = ROW_Y[block];
    out[x] = xx;
    out[x + 1] = xy;
    out[y] = yx;
    out[y + 1] = yy;
  }
}
