/**
 * The Cholesky kernel in WebAssembly: vectors of two doubles or four singles, all arrays of a factorisation in one
 * memory of its own. In double precision factors come out with the same bytes as those of the TypeScript kernel.
 */

import type { CholeskySymbolic } from "../../linalg/ordering/symbolic.ts";
import { createWasmVectors } from "../interface-vectors.ts";
import { instantiateKernels, supportsWasm, type WasmKernels } from "../wasm/module.ts";
import type { CholeskyKernel, Reach } from "./cholesky-kernel.ts";
import { addressOfFront, BLOCK_BYTES, type Layout, layOutMemory, writeAnalysis } from "./layout.ts";
import type { Numbers, Precision } from "./precision.ts";

/** Returns a kernel that allocates here and never again, or null where this cannot be had or does not fit. */
export function createWasmKernel(
  symbolic: CholeskySymbolic,
  precision: Precision,
  room = 0,
): CholeskyKernel | null {
  const layout = layOutMemory(symbolic, precision, room);
  if (!supportsWasm(layout.bytes)) return null;
  const { kernels, memory } = instantiateKernels(layout.bytes, precision);
  writeAnalysis(symbolic, layout, memory);
  const { bytesEach, fronts, frontsEnd, buffer } = layout;
  const view = (at: number, length: number): Numbers =>
    precision === "single" ? new Float32Array(memory, at, length) : new Float64Array(memory, at, length);
  const panels = view(layout.panels, symbolic.panelStart[symbolic.nSupernode]);
  const work = view(layout.work, symbolic.size);
  const values = view(layout.values, symbolic.entryPlace.length);
  const steps = new Uint32Array(memory, layout.steps, 2 * symbolic.nSupernode);
  const nodes = new Uint32Array(memory, layout.nodes, symbolic.size);
  const whole = values.subarray(0, symbolic.size);
  let few = whole;
  let loaded: Reach | null = null;

  /** Brings a reach into the memory, unless it is there already; returns the end of its steps. */
  const load = (reach: Reach): number => {
    const { positions, supernodes, from } = reach;
    if (reach !== loaded) {
      few = values.subarray(0, positions.length);
      for (let k = 0; k < positions.length; k++) nodes[k] = layout.work + bytesEach * positions[k];
      for (let k = 0; k < supernodes.length; k++) {
        steps[2 * k] = addressOfFront(layout, supernodes[k]);
        steps[2 * k + 1] = from[k];
      }
      loaded = reach;
    }
    return layout.steps + 8 * supernodes.length;
  };

  /** Whether the kernels can read and write the vector where it is. */
  const lies = (vector: ArrayLike<number>): boolean =>
    precision === "double" && vector instanceof Float64Array && vector.buffer === memory;

  /** Where a vector lies in the memory, once it is brought there if it was not. */
  const addressOf = (vector: ArrayLike<number>): number => {
    if (lies(vector)) return (vector as Float64Array).byteOffset;
    values.set(vector);
    return layout.values;
  };

  return {
    panels,
    work,
    vectors: createWasmVectors(kernels, memory, layout.room, layout.roomEnd),
    factor(given) {
      values.set(given);
      panels.fill(0);
      kernels.scatter(layout.places, layout.values, values.length);
      // An address above 2^31 comes back as a negative number.
      const failed = kernels.factor(fronts, frontsEnd, layout.least) >>> 0;
      return failed === 0 ? -1 : (failed - layout.work) / bytesEach;
    },
    put(rhs, reach) {
      if (reach === undefined) {
        values.set(rhs);
        kernels.scatter(layout.positions, layout.values, symbolic.size);
        return;
      }
      kernels.clearSteps(layout.steps, load(reach));
      kernels.scatter(layout.nodes, addressOf(rhs), reach.positions.length);
    },
    take(out, reach) {
      if (reach === undefined) {
        kernels.gather(layout.positions, layout.values, symbolic.size);
        out.set(whole);
        return;
      }
      load(reach);
      if (lies(out)) {
        kernels.gather(layout.nodes, out.byteOffset, reach.positions.length);
        return;
      }
      kernels.gather(layout.nodes, layout.values, reach.positions.length);
      out.set(few);
    },
    solveForward(reach) {
      if (reach === undefined) kernels.forward(fronts, frontsEnd, buffer);
      else kernels.forwardSteps(layout.steps, load(reach), buffer);
    },
    solveBackward(reach) {
      if (reach === undefined) kernels.backward(fronts, frontsEnd, buffer);
      else kernels.backwardSteps(layout.steps, load(reach), buffer);
    },
    solveMany: createBlockSolve(symbolic, layout, kernels, view),
  };
}

/** Returns the solve for many right-hand sides, as many at once as the block has room for side by side. */
function createBlockSolve(
  symbolic: CholeskySymbolic,
  layout: Layout,
  kernels: WasmKernels,
  view: (at: number, length: number) => Numbers,
): CholeskyKernel["solveMany"] {
  const { size, position } = symbolic;
  const lanes = BLOCK_BYTES / layout.bytesEach;
  const block = view(layout.stack, size * lanes);
  return (rhs, out, count) => {
    for (let first = 0; first < count; first += lanes) {
      const used = Math.min(lanes, count - first);
      for (let i = 0; i < size; i++) {
        const to = position[i] * lanes;
        for (let k = 0; k < used; k++) block[to + k] = rhs[(first + k) * size + i];
      }
      kernels.forwardBlock(layout.fronts, layout.frontsEnd, layout.work, layout.stack);
      kernels.backwardBlock(layout.fronts, layout.frontsEnd, layout.work, layout.stack);
      for (let i = 0; i < size; i++) {
        const from = position[i] * lanes;
        for (let k = 0; k < used; k++) out[(first + k) * size + i] = block[from + k];
      }
    }
  };
}
