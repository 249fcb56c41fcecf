/**
 * Diffusion of many particles at once: the same numbers as respondToFlux gives for one, with the diffusivities of a
 * predicted end of the step. In WebAssembly where that can be had, two particles at a time.
 */
import { respondToFlux } from "../cathode/diffusion.ts";
import { type DiffusivityTable, evaluateFaceDiffusivity } from "../cathode/diffusivity.ts";
import type { RadialGrid } from "../cathode/radial-grid.ts";
import {
  allocateArrays,
  type KernelMemory,
  type KernelOptions,
  type Lengths,
  openMemory,
} from "./wasm/memory.ts";

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

type ArrayName = Exclude<keyof DiffusionBatch, "respond"> | "radius";
type Arrays = Readonly<Record<ArrayName, Float64Array>>;

/** What all particles share, in front of the arrays: 16 words of 4 bytes (addresses, counts), then 4 numbers. */
const HEAD_WORDS = 16;
const HEAD_NUMBERS = 4;

/** Returns a batch for particles of this shape; `respond` allocates nothing. */
export function createDiffusionBatch(shape: BatchShape, options: KernelOptions = {}): DiffusionBatch {
  const { entries, radius } = shape;
  const { shells } = shape.grid;
  const lengths = listArrays(radius.length, shells);
  const shared = {
    table: 2 * entries,
    weights: shells,
    conductance: shells,
    faces: 2 * shells,
  };
  const head = { head: HEAD_WORDS / 2 + HEAD_NUMBERS };
  const memory = openMemory({ ...head, ...lengths, ...shared }, { list: radius.length }, options);
  const arrays = memory?.arrays ?? allocateArrays(lengths);
  arrays.radius.set(radius);
  return memory === null ? createTypescriptBatch(shape, arrays) : createWasmBatch(shape, memory);
}

function listArrays(count: number, shells: number): Lengths<ArrayName> {
  return {
    base: count * shells,
    predicted: count * shells,
    free: count * shells,
    response: count * shells,
    radius: count,
    factor: count,
    flux: count,
    surfaceFree: count,
    surfaceResponse: count,
  };
}

type SharedName = "head" | "table" | "weights" | "conductance" | "faces";

function createWasmBatch(
  { grid, entries, maximumConcentration }: BatchShape,
  { kernels, buffer, arrays, words: { list } }: KernelMemory<ArrayName | SharedName, "list">,
): DiffusionBatch {
  const { table, weights, conductance, faces, head } = arrays;
  weights.set(grid.inverseVolume);
  conductance.set(grid.conductance);
  const ofParticles = [arrays.base, arrays.predicted, arrays.free, arrays.response, arrays.radius];
  const more = [arrays.factor, arrays.flux, arrays.surfaceFree, arrays.surfaceResponse];
  const addresses = (list: readonly Float64Array[]): number[] => list.map((array) => array.byteOffset);
  const fields = addresses([...ofParticles, ...more, table]);
  fields.push(entries - 1, grid.shells, ...addresses([weights, conductance, faces]));
  new Uint32Array(buffer, head.byteOffset, HEAD_WORDS).set(fields);
  const numbers = head.subarray(HEAD_WORDS / 2);
  numbers.set([0, (entries - 1) / maximumConcentration, grid.film, grid.bend]);
  const [headAt, listAt] = [head.byteOffset, list.byteOffset];
  let loaded: DiffusivityTable | undefined;
  return {
    ...arrays,
    respond(request) {
      if (loaded !== request.diffusivity) table.set(request.diffusivity);
      loaded = request.diffusivity;
      numbers[0] = request.timeScale;
      list.set(request.list);
      kernels.respondParticles(headAt, listAt, request.count, request.twice ? 2 : 1);
    },
  };
}

function createTypescriptBatch({ grid, maximumConcentration }: BatchShape, arrays: Arrays): DiffusionBatch {
  const { shells } = grid;
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
