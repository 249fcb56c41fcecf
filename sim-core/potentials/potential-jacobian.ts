/**
 * The matrix J of the linearised potentials, and the frozen one in its place as a preconditioner. With the current
 * imposed the voltage is eliminated exactly, which takes a matrix of rank one, g g'/total, from both.
 */
import type { VectorKernel } from "../kernels/interface-vectors.ts";
import type { Boundary } from "./boundary.ts";
import type { ConductionSystem, Linearisation } from "./conduction-system.ts";

/** A change of the potentials and the injections that it brings, K times it; vectors of one kernel. */
export interface PotentialChange {
  readonly x: Float64Array /* [count + nParticle], V */;
  readonly kx: Float64Array /* [count], A/m */;
}

export interface PotentialJacobian {
  /** Takes slopes and conductances, which have to be those of the interfaces where J is applied. */
  linearise(at: Linearisation): void;
  /** out [count + nParticle] = J v; `total` is the sum of conductances, 0 with imposed voltage. */
  apply(v: PotentialChange, total: number, out: Float64Array): void;
  /** z = P^-1 right, P the frozen matrix, `closed` where the current is imposed. Returns right'z. */
  precondition(right: Float64Array, closed: boolean, z: PotentialChange): number;
}

/** Returns the matrix at no slopes yet; `own` are vectors of the `kernel`, as are all that it is applied to. */
export function createPotentialJacobian(
  { count }: Boundary,
  system: ConductionSystem,
  kernel: VectorKernel,
  own: Linearisation & { readonly crossing: Float64Array /* [nParticle] */ },
): PotentialJacobian {
  const { slope, conductance, crossing } = own;

  /** What the closure of the current adds to z. */
  const close = (z: Float64Array): void => {
    const { frozen, frozenResponse, frozenTotal } = system;
    let along = 0;
    let self = 0;
    for (let q = 0; q < conductance.length; q++) {
      along += frozen.conductance[q] * z[count + q];
      self += frozen.conductance[q] * frozenResponse[count + q];
    }
    const factor = along / (frozenTotal - self);
    for (let k = 0; k < z.length; k++) z[k] += factor * frozenResponse[k];
  };

  return {
    linearise(at) {
      slope.set(at.slope);
      conductance.set(at.conductance);
    },
    apply({ x, kx }, total, out) {
      kernel.crossCoupling(slope, { v: x, base: kx, out, crossing, sign: 1 });
      const onParticles = out.subarray(count);
      const along = kernel.closeRings(x.subarray(count), conductance, crossing, onParticles);
      if (total > 0) kernel.addScaled(-along / total, conductance, onParticles);
    },
    precondition(right, closed, z) {
      system.solve(right, z.x);
      if (closed) close(z.x);
      // The closure's part of the right-hand side lives on the particle nodes, which K does not see.
      system.recoverInjection(right, z.x, z.kx);
      return kernel.dot(right, z.x);
    },
  };
}
