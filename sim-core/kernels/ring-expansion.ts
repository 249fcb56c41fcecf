/**
 * What the amplitudes of waves around rings mean at the nodes of the rings. In WebAssembly where that can be had,
 * since every step needs it.
 */
import { allocateArrays, type KernelOptions, openMemory } from "./wasm/memory.ts";

export interface RingWaves {
  /** Nodes of ring p are start[p] ... start[p+1]-1. */
  readonly start: ArrayLike<number> /* [nRing+1] */;
  /** Waves of each ring, and their values, node after node. */
  readonly waves: number;
  readonly values: ArrayLike<number> /* [nNode*waves] */;
  /** What a node stands for: factor on its flow. */
  readonly share: ArrayLike<number> /* [nNode] */;
}

/** Owner of its arrays; amplitudes are the caller's to write, one ring after another. */
export interface RingExpansion {
  readonly potentials: Float64Array /* [nRing*waves] */;
  readonly flows: Float64Array /* [nRing*waves] */;
  /** Level plus the sum of the potentials' waves. */
  readonly potential: Float64Array /* [nNode] */;
  /** Share times the sum of the flows' waves. */
  readonly flow: Float64Array /* [nNode] */;
  /** Writes `potential` and `flow` from the amplitudes; `level` is what all potentials are above. */
  expand(level: number): void;
}

/** Returns the expansion of these waves, which are copied; `expand` allocates nothing. */
export function createRingExpansion(rings: RingWaves, options: KernelOptions = {}): RingExpansion {
  const { start, waves } = rings;
  const count = start.length - 1;
  const nodes = start[count];
  const lengths = {
    values: nodes * waves,
    share: nodes,
    potentials: count * waves,
    flows: count * waves,
    potential: nodes,
    flow: nodes,
  };
  const memory = openMemory(lengths, { start: count + 1 }, options);
  const arrays = memory?.arrays ?? allocateArrays(lengths);
  const { values, share, potentials, flows, potential, flow } = arrays;
  share.set(rings.share);
  // Wave after wave, so that neighbouring nodes go together.
  for (let m = 0; m < waves; m++) {
    for (let k = 0; k < nodes; k++) values[m * nodes + k] = rings.values[k * waves + m];
  }
  const owned = { potentials, flows, potential, flow };
  if (memory === null) return { ...owned, expand: (level) => expandRings(rings, arrays, level) };
  const { kernels, words } = memory;
  words.start.set(start);
  const at = [values, share].map((array) => array.byteOffset) as [number, number];
  const amplitudes = [potentials, flows].map((array) => array.byteOffset) as [number, number];
  const found = [potential, flow].map((array) => array.byteOffset) as [number, number];
  const startAt = words.start.byteOffset;
  return {
    ...owned,
    expand: (level) =>
      kernels.expandRings(startAt, count, nodes, waves, ...at, level, ...amplitudes, ...found),
  };
}

type Arrays = Readonly<
  Record<"values" | "share" | "potentials" | "flows" | "potential" | "flow", Float64Array>
>;

function expandRings({ start, waves }: RingWaves, arrays: Arrays, level: number): void {
  const { values, share, potentials, flows, potential, flow } = arrays;
  const nodes = potential.length;
  for (let p = 0; p + 1 < start.length; p++) {
    const first = p * waves;
    const end = start[p + 1];
    for (let k = start[p]; k < end; k++) {
      let above = level;
      let crossing = 0;
      for (let m = 0; m < waves; m++) {
        const wave = values[m * nodes + k];
        above += wave * potentials[first + m];
        crossing += wave * flows[first + m];
      }
      potential[k] = above;
      flow[k] = share[k] * crossing;
    }
  }
}
