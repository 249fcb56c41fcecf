/**
 * The matrix J of the linearised potentials, and the frozen one in its place as a preconditioner. With the current
 * imposed the voltage is eliminated exactly, which takes a matrix of rank one, g g'/total, from both.
 */
import type { InterfaceCoupling } from "../linalg/vector-kernel.ts";
import type { Boundary } from "./boundary.ts";
import type { ConductionSystem } from "./conduction-system.ts";
import type { InterfaceCurrents } from "./interface-kinetics.ts";

/** A change of the potentials and the injections that it brings, K times it; arrays of the system's vectors. */
export interface PotentialChange {
  readonly x: Float64Array /* [count + nParticle], V */;
  readonly kx: Float64Array /* [count], A/m */;
}

export interface PotentialJacobian {
  /** out [count + nParticle] = J v at the present slopes; `total` is the sum of conductances, 0 with imposed voltage. */
  apply(v: PotentialChange, total: number, out: Float64Array): void;
  /** z = P^-1 right, P the frozen matrix, `closed` where the current is imposed. Returns right'z. */
  precondition(right: Float64Array, closed: boolean, z: PotentialChange): number;
}

/** Returns the matrix at the slopes and conductances that `currents` has when it is applied. */
export function createPotentialJacobian(
  { count, particleStart }: Boundary,
  system: ConductionSystem,
  currents: Pick<InterfaceCurrents, "slope" | "conductance">,
): PotentialJacobian {
  const { vectors, frozen } = system;
  const particleCount = particleStart.length - 1;
  const coupling: InterfaceCoupling = { start: frozen.start, slope: currents.slope };
  const crossing = vectors.allocate(particleCount);

  /** What the closure of the current adds to z. */
  const close = (z: Float64Array): void => {
    const { frozenResponse, frozenTotal } = system;
    const { conductance } = frozen;
    let along = 0;
    let self = 0;
    for (let q = 0; q < particleCount; q++) {
      along += conductance[q] * z[count + q];
      self += conductance[q] * frozenResponse[count + q];
    }
    vectors.addScaled(along / (frozenTotal - self), frozenResponse, z);
  };

  return {
    apply({ x, kx }, total, out) {
      const { conductance } = currents;
      vectors.crossCoupling(coupling, { v: x, base: kx, out, crossing, sign: 1 });
      const own = out.subarray(count);
      const along = vectors.closeRings(x.subarray(count), conductance, crossing, own);
      if (total > 0) vectors.addScaled(-along / total, conductance, own);
    },
    precondition(right, closed, z) {
      system.solve(right, z.x);
      if (closed) close(z.x);
      // The closure's part of the right-hand side lives on the particle nodes, which K does not see.
      system.recoverInjection(right, z.x, z.kx);
      return vectors.dot(right, z.x);
    },
  };
}
