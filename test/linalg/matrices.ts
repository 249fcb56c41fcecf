/** Matrices with known properties, for the tests of linalg. */
import { createRandom } from "../../sim-core/base/random.ts";
import { createPattern, locateEntry, type SymmetricPattern } from "../../sim-core/linalg/sparse.ts";

export interface TestMatrix {
  readonly pattern: SymmetricPattern;
  readonly values: Float64Array;
}

/** Diagonally dominant with random couplings, about `perRow` to each row. */
export function createRandomSpd(size: number, perRow: number, seed: number): TestMatrix {
  const random = createRandom(seed, "spd");
  const couplings: number[] = [];
  for (let k = 0; k < size * perRow; k++) {
    couplings.push(Math.floor(random.uniform() * size), Math.floor(random.uniform() * size));
  }
  const pattern = createPattern(size, { cliques: [], nodesPerClique: 1, couplings });
  const values = new Float64Array(pattern.rows.length);
  for (let j = 0; j < size; j++) {
    for (let k = pattern.columnStart[j]! + 1; k < pattern.columnStart[j + 1]!; k++) {
      values[k] = random.normal();
      values[pattern.columnStart[j]!]! += Math.abs(values[k]!);
      values[pattern.columnStart[pattern.rows[k]!]!]! += Math.abs(values[k]!);
    }
    values[pattern.columnStart[j]!]! += 0.1 + random.uniform();
  }
  return { pattern, values };
}

/** Two groups of `width` unknowns and `shared` ones that both couple with, all within a group with all: two full fronts. */
export function createTwoGroups(width: number, shared: number): TestMatrix {
  const clique = (first: number): number[] =>
    Array.from({ length: width + shared }, (_, k) => (k < width ? first + k : width + k));
  const cliques = [...clique(0), ...clique(width)];
  const pattern = createPattern(2 * width + shared, { cliques, nodesPerClique: width + shared });
  const random = createRandom(width, "groups");
  const values = Float64Array.from(pattern.rows, () => random.normal());
  for (let j = 0; j < pattern.size; j++) values[pattern.columnStart[j]!] = 4 * pattern.size;
  return { pattern, values };
}

/** The 5-point Laplacian with zero values around an nx x ny grid; `pin` is added to the diagonal instead if given. */
export function createGridLaplacian(nx: number, ny: number, pin?: number): TestMatrix {
  const couplings: number[] = [];
  for (let y = 0; y < ny; y++) {
    for (let x = 0; x < nx; x++) {
      if (x > 0) couplings.push(y * nx + x, y * nx + x - 1);
      if (y > 0) couplings.push(y * nx + x, (y - 1) * nx + x);
    }
  }
  const pattern = createPattern(nx * ny, { cliques: [], nodesPerClique: 1, couplings });
  const values = new Float64Array(pattern.rows.length).fill(-1);
  for (let i = 0; i < nx * ny; i++) values[pattern.columnStart[i]!] = pin === undefined ? 4 : pin;
  if (pin !== undefined) {
    for (const i of couplings) values[pattern.columnStart[i]!]! += 1;
  }
  return { pattern, values };
}

/** The whole matrix, row by row. */
export function expand({ pattern, values }: TestMatrix): Float64Array {
  const n = pattern.size;
  const dense = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const k = locateEntry(pattern, i, j);
      if (k >= 0) dense[i * n + j] = values[k]!;
    }
  }
  return dense;
}

/** Textbook dense Cholesky solve. */
export function solveDense(matrix: Float64Array, rhs: ArrayLike<number>): Float64Array {
  const n = rhs.length;
  const l = Float64Array.from(matrix);
  const x = Float64Array.from(rhs);
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) for (let i = j; i < n; i++) l[i * n + j]! -= l[i * n + k]! * l[j * n + k]!;
    const root = Math.sqrt(l[j * n + j]!);
    for (let i = j; i < n; i++) l[i * n + j]! /= root;
  }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * n + k]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l[k * n + i]! * x[k]!;
    x[i]! /= l[i * n + i]!;
  }
  return x;
}

export function createRandomVector(size: number, seed: number): Float64Array {
  const random = createRandom(seed, "vector");
  return Float64Array.from({ length: size }, () => random.normal());
}

export function findNorm(x: ArrayLike<number>): number {
  return Math.hypot(...Array.from(x));
}
