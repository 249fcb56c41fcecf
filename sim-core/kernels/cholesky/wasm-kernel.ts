/**
 * The Cholesky kernel in WebAssembly: vectors of two doubles or four singles, all arrays of a factorisation in one
 * memory of its own. In double precision factors come out with the same bytes as those of the TypeScript kernel.
 */
import type { CholeskySymbolic } from "../../linalg/ordering/symbolic.ts";
import { type CholeskyExports, instantiateKernels, supportsWasm, type WasmKernels } from "../wasm/module.ts";
import type { CholeskyKernel, Reach } from "./cholesky-kernel.ts";
import { addressOfFront, BLOCK_BYTES, type Layout, layOutMemory, writeAnalysis } from "./layout.ts";
import type { Numbers, Precision } from "./precision.ts";

/** A memory with an analysis in it. */
interface Factorisation {
  readonly symbolic: CholeskySymbolic;
  readonly layout: Layout;
  readonly kernels: CholeskyExports;
  readonly memory: ArrayBuffer;
  /** Entries of the matrix while they are loaded; a vector on its way in or out. */
  readonly values: Numbers;
}

/** Returns a kernel that allocates here and never again, or null where this cannot be had or does not fit. */
export function createWasmKernel(symbolic: CholeskySymbolic, precision: Precision): CholeskyKernel | null {
  const layout = layOutMemory(symbolic, precision);
  if (!supportsWasm(layout.bytes)) return null;
  const { kernels: exports, memory } = instantiateKernels(layout.bytes);
  const kernels = chooseExports(exports, precision);
  writeAnalysis(symbolic, layout, memory);
  const view = (at: number, length: number): Numbers =>
    precision === "single" ? new Float32Array(memory, at, length) : new Float64Array(memory, at, length);
  const panels = view(layout.panels, symbolic.panelStart[symbolic.nSupernode]);
  const values = view(layout.values, symbolic.entryPlace.length);
  const lanes = BLOCK_BYTES / layout.bytesEach;
  const block = view(layout.stack, symbolic.size * lanes);
  return {
    panels,
    work: view(layout.work, symbolic.size),
    factor(given) {
      values.set(given);
      panels.fill(0);
      kernels.scatter(layout.places, layout.values, values.length);
      // An address above 2^31 comes back as a negative number.
      const failed = kernels.factor(layout.fronts, layout.frontsEnd, layout.least, layout.pack) >>> 0;
      return failed === 0 ? -1 : (failed - layout.work) / layout.bytesEach;
    },
    ...createSolve({ symbolic, layout, kernels, memory, values }),
    solveMany: createBlockSolve(symbolic, layout, kernels, block),
  };
}

/** The kernels for single precision have the names of those for double with `Single` behind. */
function chooseExports(exports: WasmKernels, precision: Precision): CholeskyExports {
  if (precision === "double") return exports;
  const named = Object.entries(exports).filter(([name]) => name.endsWith("Single"));
  return Object.fromEntries(
    named.map(([name, call]) => [name.slice(0, -6), call]),
  ) as unknown as CholeskyExports;
}

/** Returns the solve for one right-hand side, in its parts. */
function createSolve(
  factorisation: Factorisation,
): Pick<CholeskyKernel, "put" | "take" | "solveForward" | "solveBackward"> {
  const { symbolic, layout, kernels, values } = factorisation;
  const { fronts, frontsEnd, buffer, steps } = layout;
  const load = createReachLoader(factorisation);
  const whole = values.subarray(0, symbolic.size);
  let few = whole;
  return {
    put(rhs, reach) {
      values.set(rhs);
      if (reach === undefined) {
        kernels.scatter(layout.positions, layout.values, symbolic.size);
        return;
      }
      kernels.clearSteps(steps, load(reach));
      kernels.scatter(layout.nodes, layout.values, reach.positions.length);
    },
    take(out, reach) {
      if (reach === undefined) {
        kernels.gather(layout.positions, layout.values, symbolic.size);
        out.set(whole);
        return;
      }
      load(reach);
      const { length } = reach.positions;
      if (few.length !== length) few = values.subarray(0, length);
      kernels.gather(layout.nodes, layout.values, length);
      out.set(few);
    },
    solveForward(reach) {
      if (reach === undefined) kernels.forward(fronts, frontsEnd, buffer);
      else kernels.forwardSteps(steps, load(reach), buffer);
    },
    solveBackward(reach) {
      if (reach === undefined) kernels.backward(fronts, frontsEnd, buffer);
      else kernels.backwardSteps(steps, load(reach), buffer);
    },
  };
}

/** Returns what brings a reach into the memory, unless it is there already, and returns the end of its steps. */
function createReachLoader({ symbolic, layout, memory }: Factorisation): (reach: Reach) => number {
  const steps = new Uint32Array(memory, layout.steps, 2 * symbolic.nSupernode);
  const nodes = new Uint32Array(memory, layout.nodes, symbolic.size);
  let loaded: Reach | undefined;
  return (reach) => {
    const { positions, supernodes, from } = reach;
    if (reach !== loaded) {
      for (let k = 0; k < positions.length; k++) nodes[k] = layout.work + layout.bytesEach * positions[k];
      for (let k = 0; k < supernodes.length; k++) {
        steps[2 * k] = addressOfFront(layout, supernodes[k]);
        steps[2 * k + 1] = from[k];
      }
      loaded = reach;
    }
    return layout.steps + 8 * supernodes.length;
  };
}

/** Returns the solve for many right-hand sides, as many at once as the block has room for side by side. */
function createBlockSolve(
  symbolic: CholeskySymbolic,
  layout: Layout,
  kernels: CholeskyExports,
  block: Numbers /* [size*lanes] */,
): CholeskyKernel["solveMany"] {
  const { size, position } = symbolic;
  const lanes = BLOCK_BYTES / layout.bytesEach;
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
