/**
 * Solves for right-hand sides that live on a few nodes, such as those of the interfaces. Only the supernodes of
 * these nodes and those above them in the tree take part: nothing reaches the others on the way down, and on the
 * way up nothing needs them. Source: Gilbert, SIAM J. Matrix Anal. Appl. 15 (1994) 62.
 */
import { assertInvariant } from "../base/errors.ts";
import type { Reach } from "../kernels/cholesky/cholesky-kernel.ts";
import type { CholeskySymbolic } from "../linalg/ordering/symbolic.ts";
import type { Cholesky } from "./cholesky.ts";

/** Which part of the factor the nodes reach. Plain arrays; serves every factor of the same analysis. */
export interface PrunedPlan extends Reach {
  /** Part of the stored factor that a solve reads, 0..1. */
  readonly share: number;
}

/** Returns the part of the tree that is reached from these nodes (original indices, each once). */
export function planPruned(symbolic: CholeskySymbolic, nodes: ArrayLike<number>): PrunedPlan {
  const { nSupernode, columnStart, supernodeOfColumn, rowStart, frontRow, parent, panelStart } = symbolic;
  const positions = new Int32Array(nodes.length);
  for (let k = 0; k < nodes.length; k++) positions[k] = symbolic.position[nodes[k]];
  const from = new Int32Array(nSupernode).fill(-1);
  const reach = (s: number, column: number): void => {
    if (from[s] < 0 || column < from[s]) from[s] = column;
  };
  for (const k of positions) reach(supernodeOfColumn[k], k - columnStart[supernodeOfColumn[k]]);
  const supernodes: number[] = [];
  let read = 0;
  for (let s = 0; s < nSupernode; s++) {
    if (from[s] < 0) continue;
    supernodes.push(s);
    const height = columnStart[s + 1] - columnStart[s] + rowStart[s + 1] - rowStart[s];
    read += panelStart[s + 1] - panelStart[s] - from[s] * height;
    // The lowest row below lies in a column of the parent.
    if (parent[s] >= 0) reach(parent[s], frontRow[rowStart[s]]);
  }
  return {
    positions,
    supernodes: new Int32Array(supernodes),
    from: new Int32Array(supernodes.map((s) => from[s])),
    share: read / Math.max(1, panelStart[nSupernode]),
  };
}

/** Writes the solution at the nodes of the plan to `out` (may be `rhs`), for a right-hand side that is zero elsewhere. */
export function solvePruned(
  plan: PrunedPlan,
  cholesky: Cholesky,
  rhs: ArrayLike<number> /* [nNode] */,
  out: Float64Array /* [nNode] */,
): void {
  assertInvariant(cholesky.factored, "a solve follows a successful factorisation");
  cholesky.put(rhs, plan);
  cholesky.solveForward(plan);
  cholesky.solveBackward(plan);
  cholesky.take(out, plan);
}

/** Writes the whole solution to `out`, for a right-hand side that is zero but at the nodes of the plan. */
export function extendPruned(
  plan: PrunedPlan,
  cholesky: Cholesky,
  rhs: ArrayLike<number> /* [nNode] */,
  out: Float64Array /* [size] */,
): void {
  assertInvariant(cholesky.factored, "a solve follows a successful factorisation");
  cholesky.work.fill(0);
  cholesky.put(rhs, plan);
  cholesky.solveForward(plan);
  cholesky.solveBackward();
  cholesky.take(out);
}
