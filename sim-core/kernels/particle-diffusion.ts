/**
 * Diffusion of many particles at once: the same numbers as respondToFlux gives for one, with the diffusivities of a
 * predicted end of the step. In WebAssembly where that can be had, two particles at a time.
 */

import { respondToFlux } from "../cathode/diffusion.ts";
import { type DiffusivityTable, evaluateFaceDiffusivity } from "../cathode/diffusivity.ts";
import type { RadialGrid } from "../cathode/radial-grid.ts";
import { instantiateKernels, supportsWasm } from "./wasm/module.ts";

export interface BatchShape {
  readonly radius: ArrayLike<number> /* [nParticle], m */;
  readonly grid: RadialGrid;
  /** mol/m3 */
  readonly maximumConcentration: number;
  /** Entries of the table of diffusivities. */
  readonly entries: number;
}

export interface BatchRequest {
  /** m2/s */
  readonly diffusivity: DiffusivityTable;
  /** s; see DiffusionProblem */
  readonly timeScale: number;
  /** Particles that are to be solved, the first `count` of the list. */
  readonly list: Uint32Array;
  readonly count: number;
  /** Once more with the diffusivities of the end that the first solution finds for `flux`. */
  readonly twice: boolean;
}

/** Arrays [nParticle*shells] and [nParticle], all in mol/m3 unless it is said. */
export interface DiffusionBatch {
  /** Written by the caller: what the time scheme keeps of the past, and where the step may end. */
  readonly base: Float64Array;
  readonly predicted: Float64Array;
  /** Also the caller's: factor on the diffusivities, and outward flux in mol/(m2 s) for a second pass. */
  readonly factor: Float64Array;
  readonly flux: Float64Array;
  /** Solution without flux, and its fall per mol/(m2 s); the same of the surface. */
  readonly free: Float64Array;
  readonly response: Float64Array;
  readonly surfaceFree: Float64Array;
  readonly surfaceResponse: Float64Array;
  respond(request: BatchRequest): void;
}

type Arrays = Omit<DiffusionBatch, "respond">;

export interface BatchOptions {
  /** Which kernel; without it the faster one that there is. */
  readonly kernels?: "typescript" | "wasm";
}

/** Words of 4 bytes in front of the arrays: addresses and counts, and four numbers of 8 bytes. */
const HEAD_WORDS = 24;
const HEAD_NUMBERS = 4;

/** Returns a batch for particles of this shape; `respond` allocates nothing. */
export function createDiffusionBatch(shape: BatchShape, { kernels }: BatchOptions = {}): DiffusionBatch {
  const { entries } = shape;
  const { shells } = shape.grid;
  const count = shape.radius.length;
  const lengths = 4 * count * shells + 6 * count + 2 * entries + 4 * shells;
  const bytes = 4 * HEAD_WORDS + 8 * lengths + 4 * count;
  return kernels !== "typescript" && supportsWasm(bytes)
    ? createWasmBatch(shape, bytes)
    : createTypescriptBatch(shape);
}

function allocateArrays(
  count: number,
  shells: number,
  allocate: (length: number) => Float64Array,
): Arrays & { readonly radius: Float64Array } {
  return {
    base: allocate(count * shells),
    predicted: allocate(count * shells),
    free: allocate(count * shells),
    response: allocate(count * shells),
    radius: allocate(count),
    factor: allocate(count),
    flux: allocate(count),
    surfaceFree: allocate(count),
    surfaceResponse: allocate(count),
  };
}

function createWasmBatch(shape: BatchShape, bytes: number): DiffusionBatch {
  const { grid, entries, maximumConcentration } = shape;
  const { shells } = grid;
  const count = shape.radius.length;
  const { kernels, memory } = instantiateKernels(bytes);
  let free = 4 * HEAD_WORDS;
  const allocate = (length: number): Float64Array => {
    const array = new Float64Array(memory, free, length);
    free += 8 * length;
    return array;
  };
  const arrays = allocateArrays(count, shells, allocate);
  arrays.radius.set(shape.radius);
  const table = allocate(2 * entries);
  const weights = allocate(shells);
  weights.set(grid.inverseVolume);
  const conductance = allocate(shells);
  conductance.set(grid.conductance);
  const faces = allocate(2 * shells);
  const list = new Uint32Array(memory, free, count);
  const words = new Uint32Array(memory, 0, HEAD_WORDS - 2 * HEAD_NUMBERS);
  const addressed = [arrays.base, arrays.predicted, arrays.free, arrays.response, arrays.radius];
  const more = [arrays.factor, arrays.flux, arrays.surfaceFree, arrays.surfaceResponse, table];
  words.set([...addressed, ...more].map((array) => array.byteOffset));
  const ofShells = [weights, conductance, faces].map((array) => array.byteOffset);
  words.set([entries - 1, shells, ...ofShells], addressed.length + more.length);
  const numbers = new Float64Array(memory, 4 * (HEAD_WORDS - 2 * HEAD_NUMBERS), HEAD_NUMBERS);
  numbers.set([0, (entries - 1) / maximumConcentration, grid.film, grid.bend]);
  let loaded: DiffusivityTable | undefined;
  return {
    ...arrays,
    respond(request) {
      if (loaded !== request.diffusivity) table.set(request.diffusivity);
      loaded = request.diffusivity;
      numbers[0] = request.timeScale;
      list.set(request.list);
      kernels.respondParticles(0, list.byteOffset, request.count, request.twice ? 2 : 1);
    },
  };
}

function createTypescriptBatch(shape: BatchShape): DiffusionBatch {
  const { grid, maximumConcentration } = shape;
  const { shells } = grid;
  const arrays = allocateArrays(shape.radius.length, shells, (length) => new Float64Array(length));
  arrays.radius.set(shape.radius);
  const { base, predicted, free, response, radius, factor, flux } = arrays;
  const faces = new Float64Array(shells);

  const respondOne = (p: number, { diffusivity, timeScale }: BatchRequest): void => {
    const offset = p * shells;
    const surfaceConcentration = predicted[offset + shells - 1];
    evaluateFaceDiffusivity(
      { concentration: predicted, offset, shells, surfaceConcentration, maximumConcentration },
      diffusivity,
      factor[p],
      faces,
    );
    const found = respondToFlux(
      {
        grid,
        base,
        offset,
        radius: radius[p],
        timeScale,
        diffusivity: faces,
        diffusivityOffset: 0,
      },
      free,
      response,
    );
    arrays.surfaceFree[p] = found.free;
    arrays.surfaceResponse[p] = found.response;
  };

  return {
    ...arrays,
    respond(request) {
      for (let i = 0; i < request.count; i++) {
        const p = request.list[i];
        respondOne(p, request);
        if (!request.twice) continue;
        for (let k = p * shells; k < (p + 1) * shells; k++) predicted[k] = free[k] - flux[p] * response[k];
        respondOne(p, request);
      }
    },
  };
}
