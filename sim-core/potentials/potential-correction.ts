/**
 * One Newton correction of the coupled potentials: first in the space of the last corrections, then by conjugate
 * gradients on the boundary nodes, preconditioned by the frozen factor. The voltage is eliminated exactly (rank
 * one), or is given. The sum of absolute residuals decides when it is good enough.
 */
import { createInterfaceVectors, sumLengths } from "../kernels/interface-vectors.ts";
import type { Boundary } from "./boundary.ts";
import type { ConductionSystem } from "./conduction-system.ts";
import { countSpaceNumbers, createCorrectionSpace, type SpaceShape } from "./correction-space.ts";
import type { InterfaceCurrents } from "./interface-kinetics.ts";
import type { CorrectionMemory } from "./solver-memory.ts";

export interface PotentialCorrection {
  /** Right-hand side, to be written before a solve, which uses it up; the residual afterwards. */
  readonly right: Float64Array /* [count + nParticle], A/m */;
  /** The correction, V, and the injections that it brings, A/m. */
  readonly x: Float64Array /* [count + nParticle] */;
  readonly kx: Float64Array /* [count] */;
  /**
   * Solves J x = right until the sum of absolute residuals is at most `target`. `total` is the sum of conductances, 0
   * with imposed voltage. Returns the solves used, -1 when J lost positivity.
   */
  solve(target: number, total: number): number;
  /** A solution begins, with the particles that conduct. */
  begin(conducts: ArrayLike<number>): void;
  /** Notes a correction that was made. */
  note(share: number): void;
  /** The solution is reached: the sum of its corrections is kept for the next ones. */
  end(): void;
  /** Forgets all corrections: what failed is nothing to go by. */
  clear(): void;
  /** Copies of the corrections that the next solution looks at, oldest first. */
  remember(): CorrectionMemory[];
  /** Looks at these, which belong to the K of now. */
  recall(corrections: readonly CorrectionMemory[]): void;
}

const LARGEST_INNER = 30;
/** Corrections that are kept; each costs a product with J at every step. */
const SPACE = 6;

/** Returns the numbers that a correction keeps for so many boundary nodes and particles. */
export function countCorrectionNumbers(count: number, particleCount: number): number {
  return sumLengths(listVectors(count, particleCount));
}

function shapeSpace(count: number, particleCount: number): SpaceShape {
  return { most: SPACE, x: count + particleCount, kx: count };
}

/** Vectors on nodes and particles; their products with K, on nodes; what belongs to the Jacobian; the space. */
function listVectors(count: number, particleCount: number) {
  const size = count + particleCount;
  return {
    ...{ right: size, z: size, p: size, a: size, x: size, wholeX: size },
    ...{ kz: count, kp: count, kx: count, wholeKx: count },
    ...{ slope: count, conductance: particleCount, crossing: particleCount },
    space: countSpaceNumbers(shapeSpace(count, particleCount)),
  };
}

export function createPotentialCorrection(
  boundary: Boundary,
  system: ConductionSystem,
  currents: InterfaceCurrents,
): PotentialCorrection {
  const { count, particleStart } = boundary;
  const particleCount = particleStart.length - 1;
  const { kernel, vectors } = createInterfaceVectors(particleStart, listVectors(count, particleCount));
  const { dot, sumMagnitudes, addScaled, turnDirection } = kernel;
  const { right, z, p, a, x, kz, kp, kx, slope, conductance, crossing } = vectors;
  const whole = { x: vectors.wholeX, kx: vectors.wholeKx };
  const space = createCorrectionSpace(kernel, vectors.space, shapeSpace(count, particleCount));
  let fresh = false;
  let loads = system.loads;

  /** z = P^-1 r, with P = M - g g'/total when the current is imposed; kz = K z on the boundary. Returns r'z. */
  const precondition = (r: Float64Array, closed: boolean): number => {
    system.solve(r, z);
    if (closed) {
      const { frozen, frozenResponse, frozenTotal } = system;
      let along = 0;
      let self = 0;
      for (let q = 0; q < particleCount; q++) {
        along += frozen.conductance[q] * z[count + q];
        self += frozen.conductance[q] * frozenResponse[count + q];
      }
      const factor = along / (frozenTotal - self);
      for (let k = 0; k < z.length; k++) z[k] += factor * frozenResponse[k];
    }
    // The closure's part of the right-hand side lives on the particle nodes, which K does not see.
    system.recoverInjection(r, z, kz);
    return dot(r, z);
  };

  /** out = J v for the present slopes, given K v. */
  const applyJacobian = (v: Float64Array, kv: Float64Array, total: number, out: Float64Array): void => {
    kernel.crossCoupling(slope, { v, base: kv, out, crossing, sign: 1 });
    const own = out.subarray(count);
    const along = kernel.closeRings(v.subarray(count), conductance, crossing, own);
    if (total > 0) addScaled(-along / total, conductance, own);
  };

  const iterate = (target: number, total: number): number => {
    if (sumMagnitudes(right) <= target) return 0;
    let rz = precondition(right, total > 0);
    p.set(z);
    kp.set(kz);
    for (let inner = 1; ; inner++) {
      if (rz === 0) return inner;
      applyJacobian(p, kp, total, a);
      const curvature = dot(p, a);
      if (!(curvature > 0)) return -1;
      const step = rz / curvature;
      addScaled(step, p, x);
      addScaled(step, kp, kx);
      addScaled(-step, a, right);
      if (inner >= LARGEST_INNER || sumMagnitudes(right) <= target) return inner;
      const next = precondition(right, total > 0);
      if (!(next >= 0)) return -1;
      const ratio = next / rz;
      rz = next;
      turnDirection(ratio, z, p);
      turnDirection(ratio, kz, kp);
    }
  };

  return {
    right,
    x,
    kx,
    solve(target, total) {
      slope.set(currents.slope);
      conductance.set(currents.conductance);
      x.fill(0);
      kx.fill(0);
      if (fresh) {
        fresh = false;
        space.project(right, { x, kx }, (v, kv, out) => applyJacobian(v, kv, total, out));
      }
      return iterate(target, total);
    },
    begin(conducts) {
      if (loads !== system.loads) space.clear();
      loads = system.loads;
      space.silence(count, conducts);
      whole.x.fill(0);
      whole.kx.fill(0);
      fresh = true;
    },
    note(share) {
      addScaled(share, x, whole.x);
      addScaled(share, kx, whole.kx);
    },
    end() {
      space.keep(whole);
    },
    clear: () => space.clear(),
    // Those of another K are cleared before anybody looks at them.
    remember: () => (loads === system.loads ? space.remember() : []),
    recall(corrections) {
      loads = system.loads;
      space.recall(corrections);
    },
  };
}
