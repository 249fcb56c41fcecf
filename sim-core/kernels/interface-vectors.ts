/**
 * The vector work of conjugate gradients on the interfaces, on vectors of its own. An interface vector has one entry
 * per node, the nodes of one ring after those of another and the front's behind the last ring's, then one entry per
 * ring. In WebAssembly where that can be had, which adds pairs and so rounds its sums differently.
 */
import { assertInvariant } from "../base/errors.ts";
import {
  allocateArrays,
  type KernelMemory,
  type KernelOptions,
  type Lengths,
  openMemory,
} from "./wasm/memory.ts";

export { sumLengths } from "./wasm/memory.ts";

/** Vectors of one crossing of the interfaces. */
export interface Crossing {
  readonly v: Float64Array /* [nNode + nRing] */;
  readonly base: Float64Array /* [nNode] or longer */;
  readonly out: Float64Array /* [nNode] or longer */;
  readonly crossing: Float64Array /* [nRing] */;
  readonly sign: number;
}

/** All arrays that are handed over are the kernel's own vectors, or parts of them. */
export interface VectorKernel {
  dot(x: Float64Array, y: Float64Array): number;
  /** Sum of absolute values. */
  sumMagnitudes(x: Float64Array): number;
  /** y += factor x */
  addScaled(factor: number, x: Float64Array, y: Float64Array): void;
  /** p = z + ratio p */
  turnDirection(ratio: number, z: Float64Array, p: Float64Array): void;
  /**
   * The nodes of each ring are coupled to its own entry, the front's to ground, by the conductances `slope`: out =
   * base + sign slope (v - level) on the nodes, and `crossing` = the rings' sums of slope (v - level).
   */
  crossCoupling(slope: Float64Array /* [nNode] */, vectors: Crossing): void;
  /** out = conductance own - crossing, or own where the conductance is 0; returns the sum of conductance own. */
  closeRings(
    own: Float64Array /* [nRing], and all others */,
    conductance: Float64Array,
    crossing: Float64Array,
    out: Float64Array,
  ): number;
}

/** A kernel with the vectors it was made for, zeroed at first. */
export interface OwnedVectors<Name extends string> {
  readonly kernel: VectorKernel;
  readonly vectors: Readonly<Record<Name, Float64Array>>;
}

/** Returns vectors of these lengths; nodes of ring p are start[p] ... start[p+1]-1. */
export function createInterfaceVectors<Name extends string>(
  start: ArrayLike<number> /* [nRing+1] */,
  lengths: Lengths<Name>,
  options: KernelOptions = {},
): OwnedVectors<Name> {
  const memory = openMemory(lengths, { start: start.length }, options);
  if (memory === null)
    return { kernel: createTypescriptKernel(Int32Array.from(start)), vectors: allocateArrays(lengths) };
  memory.words.start.set(start);
  return { kernel: createWasmKernel(memory), vectors: memory.arrays };
}

function createTypescriptKernel(start: Int32Array): VectorKernel {
  return {
    dot(x, y) {
      let sum = 0;
      for (let k = 0; k < x.length; k++) sum += x[k] * y[k];
      return sum;
    },
    sumMagnitudes(x) {
      let sum = 0;
      for (let k = 0; k < x.length; k++) sum += Math.abs(x[k]);
      return sum;
    },
    addScaled(factor, x, y) {
      for (let k = 0; k < x.length; k++) y[k] += factor * x[k];
    },
    turnDirection(ratio, z, p) {
      for (let k = 0; k < z.length; k++) p[k] = z[k] + ratio * p[k];
    },
    crossCoupling(slope, { v, base, out, crossing, sign }) {
      const count = slope.length;
      const rings = start.length - 1;
      for (let p = 0; p < rings; p++) {
        const level = v[count + p];
        let sum = 0;
        for (let k = start[p]; k < start[p + 1]; k++) {
          const term = slope[k] * (v[k] - level);
          sum += term;
          out[k] = base[k] + sign * term;
        }
        crossing[p] = sum;
      }
      for (let k = start[rings]; k < count; k++) out[k] = base[k] + sign * (slope[k] * v[k]);
    },
    closeRings(own, conductance, crossing, out) {
      let sum = 0;
      for (let p = 0; p < own.length; p++) {
        const v = own[p];
        const g = conductance[p];
        sum += g * v;
        out[p] = g > 0 ? g * v - crossing[p] : v;
      }
      return sum;
    },
  };
}

function createWasmKernel({ kernels, buffer, words }: KernelMemory<string, "start">): VectorKernel {
  const rings = words.start.length - 1;
  const ringNodes = words.start[rings];
  const startAt = words.start.byteOffset;
  /** Address of a vector; one of another memory would be read where it does not lie. */
  const at = (vector: Float64Array): number => {
    assertInvariant(vector.buffer === buffer, "a kernel is given vectors of its own");
    return vector.byteOffset;
  };
  return {
    dot: (x, y) => kernels.dot(at(x), at(y), x.length),
    sumMagnitudes: (x) => kernels.sumMagnitudes(at(x), x.length),
    addScaled: (factor, x, y) => kernels.addScaled(factor, at(x), at(y), x.length),
    turnDirection: (ratio, z, p) => kernels.turnDirection(ratio, at(z), at(p), z.length),
    crossCoupling(slope, { v, base, out, crossing, sign }) {
      const count = slope.length;
      const first = 8 * ringNodes;
      const [s, x, b, o] = [at(slope), at(v), at(base), at(out)];
      kernels.crossRings(startAt, rings, s, x, x + 8 * count, b, sign, o, at(crossing));
      kernels.crossFront(s + first, x + first, b + first, sign, o + first, count - ringNodes);
    },
    closeRings: (own, conductance, crossing, out) =>
      kernels.closeRings(own.length, at(own), at(conductance), at(crossing), at(out)),
  };
}
