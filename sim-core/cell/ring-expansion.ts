/**
 * Potential and current at every node of the particles for the amplitudes of their modes, as expandOnParticles in
 * interface-modes.ts. In WebAssembly where that can be had, since every step needs it.
 */
import { instantiateKernels, supportsWasm } from "../linalg/wasm/module.ts";
import type { Boundary } from "./boundary.ts";
import type { ModalPotentials } from "./interface-kinetics.ts";
import { expandOnParticles, type InterfaceModes } from "./interface-modes.ts";

/** Values at the nodes [boundary.count]; those of the front are left 0. */
export interface NodalValues {
  readonly potential: Float64Array /* V */;
  readonly injection: Float64Array /* A/m */;
}

/** Returns the expansion of the `modes`, in new arrays each time. */
export function createRingExpansion(
  modes: InterfaceModes,
  boundary: Boundary,
  { kernels }: { readonly kernels?: "typescript" | "wasm" } = {},
): (amplitudes: ModalPotentials) => NodalValues {
  const { count, frontStart, particleStart } = boundary;
  const lengths = frontStart * (modes.perParticle + 1) + 2 * modes.frontStart + 2 * count;
  const bytes = 8 * lengths + 4 * particleStart.length;
  if (kernels !== "typescript" && supportsWasm(bytes)) return createWasmExpansion(modes, boundary, bytes);
  return (amplitudes) => {
    const out = { potential: new Float64Array(count), injection: new Float64Array(count) };
    expandOnParticles(modes, boundary, amplitudes, out);
    return out;
  };
}

function createWasmExpansion(
  { perParticle, particleCount, frontStart: modeCount, onParticles, share }: InterfaceModes,
  { count, frontStart, particleStart }: Boundary,
  bytes: number,
): (amplitudes: ModalPotentials) => NodalValues {
  const { kernels, memory } = instantiateKernels(bytes);
  let free = 0;
  const allocate = (length: number): Float64Array => {
    const array = new Float64Array(memory, free, length);
    free += 8 * length;
    return array;
  };
  const waves = allocate(frontStart * perParticle);
  for (let m = 0; m < perParticle; m++) {
    for (let k = 0; k < frontStart; k++) waves[m * frontStart + k] = onParticles[k * perParticle + m]!;
  }
  const shares = allocate(frontStart);
  shares.set(share.subarray(0, frontStart));
  const tops = allocate(modeCount);
  const flows = allocate(modeCount);
  const potential = allocate(count);
  const injection = allocate(count);
  const start = new Int32Array(memory, free, particleStart.length);
  start.set(particleStart);
  return ({ amplitude, current, frontPotential }) => {
    tops.set(amplitude.subarray(0, modeCount));
    flows.set(current.subarray(0, modeCount));
    kernels.expandRings(
      start.byteOffset,
      particleCount,
      frontStart,
      perParticle,
      waves.byteOffset,
      shares.byteOffset,
      frontPotential,
      tops.byteOffset,
      flows.byteOffset,
      potential.byteOffset,
      injection.byteOffset,
    );
    return { potential: potential.slice(), injection: injection.slice() };
  };
}
