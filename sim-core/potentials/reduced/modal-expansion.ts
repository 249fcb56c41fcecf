/**
 * Potential at every node and current at every node of the particles for the amplitudes of the modes, as expandOnParticles
 * and expandOnFront in interface-modes.ts. In WebAssembly where that can be had, since every step needs it.
 */
import { instantiateKernels, supportsWasm, type WasmKernels } from "../../kernels/wasm/module.ts";
import type { Boundary } from "../boundary.ts";
import {
  expandOnFront,
  expandOnParticles,
  type InterfaceModes,
  type ModalPotentials,
} from "../interface-modes.ts";

/** Values at the nodes [boundary.count]; the currents of the front are left 0. */
export interface NodalValues {
  readonly potential: Float64Array /* V */;
  readonly injection: Float64Array /* A/m */;
}

export type ModalExpansion = (amplitudes: ModalPotentials) => NodalValues;

/** Returns the expansion of the `modes`, in new arrays each time. */
export function createModalExpansion(
  modes: InterfaceModes,
  boundary: Boundary,
  { kernels }: { readonly kernels?: "typescript" | "wasm" } = {},
): ModalExpansion {
  const { count, frontStart, particleStart } = boundary;
  const { perParticle, front } = modes;
  const fromWaves = frontStart * (perParticle + 1) + (count - frontStart) * (front + 1);
  const lengths = fromWaves + 2 * (modes.frontStart + front) + 2 * count;
  const bytes = 8 * lengths + 4 * (particleStart.length + 2);
  if (kernels !== "typescript" && supportsWasm(bytes)) return createWasmExpansion(modes, boundary, bytes);
  return (amplitudes) => {
    const out = { potential: new Float64Array(count), injection: new Float64Array(count) };
    expandOnParticles(modes, boundary, amplitudes, out);
    expandOnFront(modes, boundary, amplitudes, out.potential);
    return out;
  };
}

/** Takes arrays from a memory one after another. */
interface Room {
  readonly memory: ArrayBuffer;
  free: number;
}

function take(room: Room, length: number): Float64Array {
  const array = new Float64Array(room.memory, room.free, length);
  room.free += 8 * length;
  return array;
}

function createWasmExpansion(
  modes: InterfaceModes,
  { count, frontStart, particleStart }: Boundary,
  bytes: number,
): ModalExpansion {
  const { perParticle, particleCount, frontStart: modeCount, share } = modes;
  const { kernels, memory } = instantiateKernels(bytes);
  const room: Room = { memory, free: 0 };
  const potential = take(room, count);
  const injection = take(room, count);
  const particles = takeRings(room, modes.onParticles, perParticle, modeCount);
  particles.share.set(share.subarray(0, frontStart));
  // The front is a ring of its own, whose currents are not asked for: its shares stay zero.
  const front = takeRings(room, modes.onFront, modes.front, modes.front);
  const start = new Int32Array(memory, room.free, particleStart.length + 2);
  start.set(particleStart);
  start.set([0, count - frontStart], particleStart.length);
  const frontRing = start.subarray(particleStart.length);
  return ({ amplitude, current, frontPotential }) => {
    particles.tops.set(amplitude.subarray(0, modeCount));
    particles.flows.set(current.subarray(0, modeCount));
    expand(kernels, { ...particles, start, count: particleCount }, frontPotential, [potential, injection]);
    front.tops.set(amplitude.subarray(modeCount), 1);
    const onFront = [potential.subarray(frontStart), injection.subarray(frontStart)] as const;
    expand(kernels, { ...front, start: frontRing, count: 1 }, frontPotential, onFront);
    return { potential: potential.slice(), injection: injection.slice() };
  };
}

/** Waves of rings, wave after wave, and room for their amplitudes. */
interface Rings {
  readonly nodes: number;
  readonly waves: number;
  readonly values: Float64Array /* [waves*nodes] */;
  readonly share: Float64Array /* [nodes] */;
  readonly tops: Float64Array;
  readonly flows: Float64Array;
}

function takeRings(room: Room, given: Float64Array, waves: number, amplitudes: number): Rings {
  const nodes = given.length / waves;
  const values = take(room, given.length);
  for (let m = 0; m < waves; m++) {
    for (let k = 0; k < nodes; k++) values[m * nodes + k] = given[k * waves + m];
  }
  const [share, tops, flows] = [take(room, nodes), take(room, amplitudes), take(room, amplitudes)];
  return { nodes, waves, values, share, tops, flows };
}

function expand(
  kernels: WasmKernels,
  rings: Rings & { readonly start: Int32Array; readonly count: number },
  level: number,
  [high, wide]: readonly [Float64Array, Float64Array],
): void {
  kernels.expandRings(
    rings.start.byteOffset,
    rings.count,
    rings.nodes,
    rings.waves,
    rings.values.byteOffset,
    rings.share.byteOffset,
    level,
    rings.tops.byteOffset,
    rings.flows.byteOffset,
    high.byteOffset,
    wide.byteOffset,
  );
}
