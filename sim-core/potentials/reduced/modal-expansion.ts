/**
 * Potential at every node and current at every node of the particles for the amplitudes of the modes, as expandOnParticles
 * and expandOnFront in interface-modes.ts, by a kernel, since every step needs it.
 */
import { createRingExpansion } from "../../kernels/ring-expansion.ts";
import type { Boundary } from "../boundary.ts";
import type { InterfaceModes, ModalPotentials } from "../interface-modes.ts";

/** Values at the nodes [boundary.count]; the currents of the front are left 0. */
export interface NodalValues {
  readonly potential: Float64Array /* V */;
  readonly injection: Float64Array /* A/m */;
}

export type ModalExpansion = (amplitudes: ModalPotentials) => NodalValues;

/** Returns the expansion of the `modes`, in new arrays each time. */
export function createModalExpansion(modes: InterfaceModes, boundary: Boundary): ModalExpansion {
  const { count, frontStart, particleStart } = boundary;
  const { onParticles, onFront, share, frontStart: modeCount } = modes;
  const particles = createRingExpansion({
    start: particleStart,
    waves: modes.perParticle,
    values: onParticles,
    share: share.subarray(0, frontStart),
  });
  const frontCount = count - frontStart;
  // The front is a ring of its own, whose currents are not asked for.
  const front = createRingExpansion({
    start: [0, frontCount],
    waves: modes.front,
    values: onFront,
    share: new Float64Array(frontCount),
  });
  return ({ amplitude, current, frontPotential }) => {
    particles.potentials.set(amplitude.subarray(0, modeCount));
    particles.flows.set(current.subarray(0, modeCount));
    particles.expand(frontPotential);
    // The front's mean is the level itself.
    front.potentials.set(amplitude.subarray(modeCount), 1);
    front.expand(frontPotential);
    const potential = new Float64Array(count);
    potential.set(particles.potential);
    potential.set(front.potential, frontStart);
    const injection = new Float64Array(count);
    injection.set(particles.flow);
    return { potential, injection };
  };
}
