/**
 * Vector work next to a factorisation, on arrays that its kernel reaches without copying. An interface vector has
 * one entry per node, the nodes of one ring after those of another and the front's behind the last ring's, then
 * one entry per ring.
 */
import type { WasmKernels } from "./wasm/module.ts";

/** How the nodes are tied: each ring's to its own entry, the front's to ground. Arrays of one VectorKernel. */
export interface InterfaceCoupling {
  /** Nodes of ring p are start[p] ... start[p+1]-1; those behind the last are the front's. */
  readonly start: Int32Array /* [nRing+1] */;
  /** Conductance of each node's tie. */
  readonly slope: Float64Array /* [nNode] */;
}

/** [nRing] each. */
export interface RingConditions {
  readonly level: Float64Array /* V */;
  readonly exchange: Float64Array;
  readonly resistance: Float64Array;
}

/** [nNode] each. */
export interface DrivenNodes {
  readonly drive: Float64Array;
  readonly exchange: Float64Array;
  readonly resistance: Float64Array;
}

/** [nNode] each, or longer. */
export interface ReactedNodes {
  readonly arcLength: Float64Array;
  readonly density: Float64Array;
  readonly gain: Float64Array;
  readonly injection: Float64Array;
}

export interface BalancedNodes {
  readonly slope: Float64Array /* [nNode] */;
  readonly residual: Float64Array /* [nNode] or longer */;
  readonly crossing: Float64Array /* [nRing] */;
}

export interface VectorKernel {
  /** Zeroed numbers; taken from the room that was asked for, and never given back. */
  allocate(length: number): Float64Array;
  allocateIndices(length: number): Int32Array;
  dot(x: Float64Array, y: Float64Array): number;
  /** Sum of absolute values. */
  sumMagnitudes(x: Float64Array): number;
  /** y += factor x */
  addScaled(factor: number, x: Float64Array, y: Float64Array): void;
  /** p = z + ratio p */
  turnDirection(ratio: number, z: Float64Array, p: Float64Array): void;
  /** out = base + sign slope (v - level) on the nodes, and `crossing` = the rings' sums of slope (v - level). */
  crossCoupling(
    coupling: InterfaceCoupling,
    vectors: {
      readonly v: Float64Array /* [nNode + nRing] */;
      readonly base: Float64Array /* [nNode] or longer */;
      readonly out: Float64Array /* [nNode] or longer */;
      readonly crossing: Float64Array /* [nRing] */;
      readonly sign: number;
    },
  ): void;
  /** out = conductance own - crossing, or own where the conductance is 0; returns the sum of conductance own. */
  closeRings(
    own: Float64Array /* [nRing], and all others */,
    conductance: Float64Array,
    crossing: Float64Array,
    out: Float64Array,
  ): number;
  /** What drives the nodes of the rings: drive = level - potential, the rest is their ring's. */
  driveRings(
    start: Int32Array,
    rings: RingConditions,
    potential: Float64Array /* [nNode] or longer */,
    out: DrivenNodes,
  ): void;
  /**
   * On the nodes of the rings: slope = length gain, residual = injection - length density, and `crossing` = the
   * rings' sums of length density. Returns the sum of absolute residuals.
   */
  balanceRings(start: Int32Array, nodes: ReactedNodes, out: BalancedNodes): number;
  /** The WebAssembly kernels of the memory that holds the arrays; null in TypeScript. */
  readonly wasm: WasmKernels | null;
}

/** Returns the work in TypeScript, on arrays of the language. */
export function createTypescriptVectors(): VectorKernel {
  return {
    allocate: (length) => new Float64Array(length),
    allocateIndices: (length) => new Int32Array(length),
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
    crossCoupling({ start, slope }, { v, base, out, crossing, sign }) {
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
    driveRings(start, { level, exchange, resistance }, potential, out) {
      for (let p = 0; p + 1 < start.length; p++) {
        for (let k = start[p]; k < start[p + 1]; k++) {
          out.drive[k] = level[p] - potential[k];
          out.exchange[k] = exchange[p];
          out.resistance[k] = resistance[p];
        }
      }
    },
    balanceRings(start, { arcLength: length, density, gain, injection }, { slope, residual, crossing }) {
      let norm = 0;
      for (let p = 0; p + 1 < start.length; p++) {
        let sum = 0;
        for (let k = start[p]; k < start[p + 1]; k++) {
          const current = length[k] * density[k];
          slope[k] = length[k] * gain[k];
          residual[k] = injection[k] - current;
          sum += current;
          norm += Math.abs(residual[k]);
        }
        crossing[p] = sum;
      }
      return norm;
    },
    wasm: null,
  };
}

/** Returns the work in WebAssembly, on arrays of `memory` from `address` on (a multiple of 8), up to `end`. */
export function createWasmVectors(
  wasm: WasmKernels,
  memory: ArrayBuffer,
  address: number,
  end: number,
): VectorKernel {
  let free = address;
  const take = (length: number): number => {
    const at = free;
    free += 8 * length;
    if (free > end) throw new Error("broken invariant: arrays fit in the room that was asked for");
    return at;
  };
  return {
    allocate: (length) => new Float64Array(memory, take(length), length),
    allocateIndices: (length) => new Int32Array(memory, take(Math.ceil(length / 2)), length),
    dot: (x, y) => wasm.dot(x.byteOffset, y.byteOffset, x.length),
    sumMagnitudes: (x) => wasm.sumMagnitudes(x.byteOffset, x.length),
    addScaled: (factor, x, y) => wasm.addScaled(factor, x.byteOffset, y.byteOffset, x.length),
    turnDirection: (ratio, z, p) => wasm.turnDirection(ratio, z.byteOffset, p.byteOffset, z.length),
    crossCoupling({ start, slope }, { v, base, out, crossing, sign }) {
      const count = slope.length;
      const rings = start.length - 1;
      const first = 8 * start[rings];
      const [s, x, b, o] = [slope.byteOffset, v.byteOffset, base.byteOffset, out.byteOffset];
      wasm.crossRings(start.byteOffset, rings, s, x, x + 8 * count, b, sign, o, crossing.byteOffset);
      wasm.crossFront(s + first, x + first, b + first, sign, o + first, count - start[rings]);
    },
    closeRings: (own, conductance, crossing, out) =>
      wasm.closeRings(
        own.length,
        own.byteOffset,
        conductance.byteOffset,
        crossing.byteOffset,
        out.byteOffset,
      ),
    driveRings(start, { level, exchange, resistance }, potential, out) {
      const [v, i0, r] = [level.byteOffset, exchange.byteOffset, resistance.byteOffset];
      const [drive, nodal] = [out.drive.byteOffset, out.exchange.byteOffset];
      const [first, count] = [start.byteOffset, start.length - 1];
      const film = out.resistance.byteOffset;
      wasm.driveRings(first, count, v, i0, r, potential.byteOffset, drive, nodal, film);
    },
    balanceRings(start, { arcLength: length, density, gain, injection }, { slope, residual, crossing }) {
      const [l, i, g, j] = [length.byteOffset, density.byteOffset, gain.byteOffset, injection.byteOffset];
      const [s, r, sums] = [slope.byteOffset, residual.byteOffset, crossing.byteOffset];
      return wasm.balanceRings(start.byteOffset, start.length - 1, l, i, g, j, s, r, sums);
    },
    wasm,
  };
}
