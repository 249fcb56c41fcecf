/**
 * The Cholesky kernel in TypeScript: serves where WebAssembly has no vectors, and is the tests' oracle. Each front
 * takes the updates of its children (extend-add), eliminates its columns and leaves an update for its parent:
 * U = sum of children's U - L21 L21'.
 */
import type { CholeskySymbolic } from "../../linalg/ordering/symbolic.ts";
import type { CholeskyKernel, Reach } from "./cholesky-kernel.ts";
import { factorPanel, formUpdate, type Panel } from "./dense-front.ts";
import { type Numbers, PIVOT_TOLERANCE, type Precision } from "./precision.ts";
import { type Substitution, solveBackward, solveForward } from "./triangular-solve.ts";

/** Returns a kernel that allocates here and never again; in single precision it rounds what it stores, not what it adds. */
export function createTypescriptKernel(symbolic: CholeskySymbolic, precision: Precision): CholeskyKernel {
  const { size, panelStart, nSupernode, columnStart, entryPlace } = symbolic;
  const allocate = (length: number): Numbers =>
    precision === "single" ? new Float32Array(length) : new Float64Array(length);
  const panels = allocate(panelStart[nSupernode]);
  const stack = allocate(symbolic.stackSize);
  const work = allocate(size);
  const tolerance = PIVOT_TOLERANCE[precision];
  const front: Front = { panels, stack, least: allocate(size), tolerance, at: 0, width: 0, height: 0 };
  const substitution: Substitution = { symbolic, panels, work };
  const all: Reach = {
    positions: symbolic.position,
    supernodes: Int32Array.from({ length: nSupernode }, (_, s) => s),
    from: new Int32Array(nSupernode),
  };

  const kernel: CholeskyKernel = {
    panels,
    work,
    factor(values) {
      panels.fill(0);
      for (let k = 0; k < entryPlace.length; k++) panels[entryPlace[k]] = values[k];
      for (let s = 0; s < nSupernode; s++) {
        const failed = eliminateFront(symbolic, s, front);
        if (failed >= 0) return columnStart[s] + failed;
      }
      return -1;
    },
    put(rhs, { positions, supernodes, from } = all) {
      for (let k = 0; k < supernodes.length; k++) {
        const s = supernodes[k];
        for (let c = columnStart[s] + from[k]; c < columnStart[s + 1]; c++) work[c] = 0;
      }
      for (let k = 0; k < positions.length; k++) work[positions[k]] = rhs[k];
    },
    take(out, { positions } = all) {
      for (let k = 0; k < positions.length; k++) out[k] = work[positions[k]];
    },
    solveForward({ supernodes, from } = all) {
      for (let k = 0; k < supernodes.length; k++) solveForward(substitution, supernodes[k], from[k]);
    },
    solveBackward({ supernodes, from } = all) {
      for (let k = supernodes.length - 1; k >= 0; k--) solveBackward(substitution, supernodes[k], from[k]);
    },
    solveMany(rhs, out, count) {
      for (let k = 0; k < count * size; k += size) {
        for (let i = 0; i < size; i++) work[symbolic.position[i]] = rhs[k + i];
        kernel.solveForward();
        kernel.solveBackward();
        for (let i = 0; i < size; i++) out[k + i] = work[symbolic.position[i]];
      }
    },
  };
  return kernel;
}

interface Front extends Panel {
  readonly panels: Numbers;
  readonly stack: Numbers;
  /** What the pivots of the front's columns have to exceed, and that as a part of the matrix's own diagonal. */
  readonly least: Numbers;
  readonly tolerance: number;
}

/** Assembles and eliminates the front of supernode s; returns -1 or the column (of the panel) that failed. */
function eliminateFront(symbolic: CholeskySymbolic, s: number, front: Front): number {
  const { columnStart, rowStart, panelStart, updateStart, childStart, children } = symbolic;
  const { panels, stack, least, tolerance } = front;
  const at = panelStart[s];
  const width = columnStart[s + 1] - columnStart[s];
  const height = width + rowStart[s + 1] - rowStart[s];
  front.at = at;
  front.width = width;
  front.height = height;
  for (let c = 0; c < width; c++) least[c] = tolerance * panels[at + c * (height + 1)];
  const childEnd = childStart[s + 1];
  for (let k = childStart[s]; k < childEnd; k++) addToPanel(symbolic, children[k], front);
  const failed = factorPanel(panels, front, least);
  if (failed >= 0) return failed;
  formUpdate(panels, front, stack, updateStart[s]);
  for (let k = childStart[s]; k < childEnd; k++) addToUpdate(symbolic, children[k], front, updateStart[s]);
  return -1;
}

/** Adds to the panel those columns of a child's update that the front eliminates. */
function addToPanel(symbolic: CholeskySymbolic, child: number, front: Front): void {
  const { frontRow } = symbolic;
  const { panels, stack, at, width, height } = front;
  const first = symbolic.rowStart[child];
  const n = symbolic.rowStart[child + 1] - first;
  let from = symbolic.updateStart[child];
  for (let j = 0; j < n; j++) {
    const column = frontRow[first + j];
    if (column >= width) return;
    const to = at + column * height;
    for (let i = j; i < n; i++) panels[to + frontRow[first + i]] += stack[from + i];
    from += n;
  }
}

/** Adds the other columns of a child's update to the front's own, which lies in the stack from `update`. */
function addToUpdate(symbolic: CholeskySymbolic, child: number, front: Front, update: number): void {
  const { frontRow } = symbolic;
  const { stack, width, height } = front;
  const first = symbolic.rowStart[child];
  const n = symbolic.rowStart[child + 1] - first;
  const from = symbolic.updateStart[child];
  let j = 0;
  while (j < n && frontRow[first + j] < width) j++;
  for (; j < n; j++) {
    const to = update + (frontRow[first + j] - width) * (height - width) - width;
    const source = from + j * n;
    for (let i = j; i < n; i++) stack[to + frontRow[first + i]] += stack[source + i];
  }
}
