/**
 * Solves to a stated residual with a factor of less precision, or of a matrix nearby: conjugate gradients in double
 * precision with the factor as preconditioner, so that a factor in single precision takes about three corrections.
 * The residual that counts is that of the solution, not the recurrence's. Source: Hestenes and Stiefel,
 * J. Res. Natl. Bur. Stand. 49 (1952) 409.
 */
import { assertInvariant } from "../../sim-core/base/errors.ts";
import type { Cholesky } from "../../sim-core/factorisation/cholesky.ts";
import { multiplySymmetric, type SymmetricPattern } from "../../sim-core/linalg/sparse.ts";

export type RefinedOutcome =
  /** `residual`: |rhs - A x| / |rhs|; `iterations`: solves with the factor. */
  | { readonly ok: true; readonly residual: number; readonly iterations: number }
  | { readonly ok: false; readonly reason: string };

export interface RefinedRequest {
  readonly values: ArrayLike<number> /* [nEntry] */;
  readonly rhs: ArrayLike<number> /* [size] */;
  /** The solution; another array than `rhs`. */
  readonly out: Float64Array /* [size] */;
  /** Largest relative residual, down to about 1e-14. */
  readonly tolerance: number;
}

const LARGEST_ITERATIONS = 60;
/** The recurrence drifts from the true residual: it is taken anew so many times. */
const LARGEST_STARTS = 4;

interface Scratch {
  readonly residual: Float64Array;
  readonly correction: Float64Array;
  readonly direction: Float64Array;
  readonly image: Float64Array;
}

/** Returns a solver for matrices of this pattern that allocates here and never again. */
export function createRefinedSolver(
  pattern: SymmetricPattern,
  cholesky: Cholesky,
): (request: RefinedRequest) => RefinedOutcome {
  const vector = (): Float64Array => new Float64Array(pattern.size);
  const scratch: Scratch = {
    residual: vector(),
    correction: vector(),
    direction: vector(),
    image: vector(),
  };
  return (request) => {
    assertInvariant(cholesky.factored, "a solve follows a successful factorisation");
    const { values, rhs, out, tolerance } = request;
    const { residual, image } = scratch;
    out.fill(0);
    residual.set(rhs);
    const scale = findLength(residual);
    if (scale === 0) return { ok: true, residual: 0, iterations: 0 };
    if (!Number.isFinite(scale)) return { ok: false, reason: "the right-hand side is not finite" };
    let iterations = 0;
    let length = scale;
    for (let start = 0; start < LARGEST_STARTS; start++) {
      const room = LARGEST_ITERATIONS - iterations;
      const used = iterate(pattern, cholesky, request, { scratch, stop: 0.5 * tolerance * scale, room });
      if (used < 0) return { ok: false, reason: "the matrix or its factor is not positive definite" };
      iterations += used;
      multiplySymmetric(pattern, values, out, image);
      for (let i = 0; i < image.length; i++) residual[i] = rhs[i] - image[i];
      length = findLength(residual);
      if (length <= tolerance * scale) return { ok: true, residual: length / scale, iterations };
    }
    const reached = (length / scale).toExponential(1);
    return { ok: false, reason: `the residual stays at ${reached} after ${iterations} iterations` };
  };
}

interface Course {
  readonly scratch: Scratch;
  readonly stop: number;
  readonly room: number;
}

/** Improves `out` until the recurrence's residual is below `stop`; returns the iterations used, -1 when one fails. */
function iterate(
  pattern: SymmetricPattern,
  cholesky: Cholesky,
  { values, out }: RefinedRequest,
  { scratch, stop, room }: Course,
): number {
  const { residual, correction, direction, image } = scratch;
  const size = pattern.size;
  let before = 0;
  for (let k = 0; k < room; k++) {
    const length = findLength(residual);
    if (length <= stop) return k;
    // Single precision has few powers of ten: what goes through it has length 1.
    for (let i = 0; i < size; i++) correction[i] = residual[i] / length;
    cholesky.solve(correction, correction);
    let along = 0;
    for (let i = 0; i < size; i++) along += residual[i] * correction[i];
    along *= length;
    if (!(along > 0) || along === Number.POSITIVE_INFINITY) return -1;
    const keep = k > 0 ? along / before : 0;
    before = along;
    for (let i = 0; i < size; i++)
      direction[i] = length * correction[i] + (keep > 0 ? keep * direction[i] : 0);
    multiplySymmetric(pattern, values, direction, image);
    let curvature = 0;
    for (let i = 0; i < size; i++) curvature += direction[i] * image[i];
    if (!(curvature > 0) || curvature === Number.POSITIVE_INFINITY) return -1;
    const step = along / curvature;
    for (let i = 0; i < size; i++) {
      out[i] += step * direction[i];
      residual[i] -= step * image[i];
    }
  }
  return room;
}

function findLength(x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * x[i];
  return Math.sqrt(sum);
}
