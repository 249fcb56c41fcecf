/**
 * The space of the last corrections, in which the next one is sought first: what a step asks of the potentials
 * resembles what the steps before it asked, so that a few products with the matrix do the work of several solves.
 * Galerkin's condition on the matrix of now; source: Fischer, Comput. Methods Appl. Mech. Eng. 163 (1998) 193.
 */
import { assertInvariant } from "../base/errors.ts";
import type { VectorKernel } from "../kernels/interface-vectors.ts";
import type { PotentialChange } from "./potential-jacobian.ts";
import { type CorrectionMemory, recallNumbers } from "./solver-memory.ts";

export interface CorrectionSpace {
  /**
   * Adds the best correction in the space for J x = right to `found`, and takes what it achieves from `right`.
   * `apply` writes J v for a v and its K v. Nothing is done where J is not positive on the space.
   */
  project(
    right: Float64Array,
    found: PotentialChange,
    apply: (v: Float64Array, kv: Float64Array, out: Float64Array) => void,
  ): void;
  /** Takes a correction in, in place of the oldest one. */
  keep(correction: PotentialChange): void;
  /** Forgets all, as K is another. */
  clear(): void;
  /** Removes the entries [first + p] of particles that take no part. */
  silence(first: number, conducts: ArrayLike<number>): void;
  /** Copies of what is kept, oldest first. */
  remember(): CorrectionMemory[];
  /** Keeps these and no others; at most as many as the space has room for. */
  recall(corrections: readonly CorrectionMemory[]): void;
}

/** A vector of which less than this share of its square is not in those before adds nothing but round-off. */
const LEAST_SHARE = 1e-9;

/** How much a space keeps: at most `most` corrections, of which x and K x have these lengths. */
export interface SpaceShape {
  readonly most: number;
  readonly x: number;
  readonly kx: number;
}

/** Returns the numbers that a space of this shape takes. */
export function countSpaceNumbers({ most, x, kx }: SpaceShape): number {
  return most * (x + kx) + x;
}

/** Returns an empty space in `numbers` [countSpaceNumbers], a vector of the `kernel`. */
export function createCorrectionSpace(
  { dot, addScaled }: VectorKernel,
  numbers: Float64Array,
  shape: SpaceShape,
): CorrectionSpace {
  const { most } = shape;
  assertInvariant(numbers.length === countSpaceNumbers(shape), "a space has the numbers that it takes");
  const kept: PotentialChange[] = [];
  const { spare, image } = partNumbers(numbers, shape);
  const clear = (): void => void spare.push(...kept.splice(0));
  const takeSlot = (): PotentialChange => {
    const slot = spare.pop() ?? kept.shift();
    if (slot === undefined) throw new Error("broken invariant: a space has room for a correction");
    return slot;
  };
  const gram = new Float64Array(most * most);
  const share = new Float64Array(most);
  /** Writes how much of each correction is in `right`. */
  const weigh = (right: Float64Array, apply: Parameters<CorrectionSpace["project"]>[2]): void => {
    for (const [i, { x, kx }] of kept.entries()) {
      apply(x, kx, image);
      for (let j = 0; j <= i; j++) gram[i * most + j] = dot(kept[j].x, image);
      share[i] = dot(x, right);
    }
    solveSmall(gram, share, kept.length, most);
  };

  return {
    project(right, found, apply) {
      weigh(right, apply);
      if (!addShares({ kept, share, addScaled }, found)) return;
      apply(found.x, found.kx, image);
      addScaled(-1, image, right);
    },
    keep({ x, kx }) {
      const length = Math.sqrt(dot(x, x));
      if (!(length > 0 && length < Number.POSITIVE_INFINITY)) return;
      const slot = takeSlot();
      for (const part of [slot.x, slot.kx]) part.fill(0);
      addScaled(1 / length, x, slot.x);
      addScaled(1 / length, kx, slot.kx);
      kept.push(slot);
    },
    clear,
    silence(first, conducts) {
      for (const { x } of kept)
        for (let p = 0; p < conducts.length; p++) if (conducts[p] === 0) x[first + p] = 0;
    },
    remember: () => kept.map(({ x, kx }) => ({ x: x.slice(), kx: kx.slice() })),
    recall(corrections) {
      clear();
      for (const { x, kx } of corrections) {
        const slot = takeSlot();
        recallNumbers(slot.x, x);
        recallNumbers(slot.kx, kx);
        kept.push(slot);
      }
    },
  };
}

/** Room for the corrections, and for one image of x. */
function partNumbers(
  numbers: Float64Array,
  shape: SpaceShape,
): { readonly spare: PotentialChange[]; readonly image: Float64Array } {
  let free = 0;
  const take = (length: number): Float64Array => {
    free += length;
    return numbers.subarray(free - length, free);
  };
  const spare = Array.from({ length: shape.most }, () => ({ x: take(shape.x), kx: take(shape.kx) }));
  return { spare, image: take(shape.x) };
}

/** Adds so much of each correction to `found`; returns whether there was any. */
function addShares(
  {
    kept,
    share,
    addScaled,
  }: { readonly kept: readonly PotentialChange[]; readonly share: Float64Array } & Pick<
    VectorKernel,
    "addScaled"
  >,
  found: PotentialChange,
): boolean {
  let used = false;
  for (const [i, { x, kx }] of kept.entries()) {
    if (!(share[i] !== 0)) continue;
    addScaled(share[i], x, found.x);
    addScaled(share[i], kx, found.kx);
    used = true;
  }
  return used;
}

/** Solves A y = right in place by A = L D L', of which `matrix` holds the lower triangle; what depends gets 0. */
function solveSmall(matrix: Float64Array, right: Float64Array, size: number, stride: number): void {
  for (let i = 0; i < size; i++) {
    const row = i * stride;
    const before = matrix[row + i];
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) matrix[row + j] -= matrix[row + k] * matrix[j * stride + k];
    }
    let pivot = before;
    for (let j = 0; j < i; j++) {
      const scaled = matrix[row + j];
      const diagonal = matrix[j * stride + j];
      const factor = diagonal === 0 ? 0 : scaled / diagonal;
      pivot -= factor * scaled;
      right[i] -= factor * right[j];
      matrix[row + j] = factor;
    }
    matrix[row + i] = pivot > LEAST_SHARE * before ? pivot : 0;
  }
  for (let i = size - 1; i >= 0; i--) {
    const pivot = matrix[i * stride + i];
    right[i] = pivot === 0 ? 0 : right[i] / pivot;
    for (let k = i + 1; k < size; k++) right[i] -= matrix[k * stride + i] * right[k];
    if (pivot === 0) right[i] = 0;
  }
}
