/**
 * One Newton correction of the coupled potentials: first in the space of the last corrections, then by conjugate
 * gradients on the boundary nodes, preconditioned by the frozen factor. The voltage is eliminated exactly (rank
 * one), or is given. The sum of absolute residuals decides when it is good enough.
 */
import type { VectorKernel } from "../linalg/vector-kernel.ts";
import type { Boundary } from "./boundary.ts";
import type { ConductionSystem } from "./conduction-system.ts";
import { createCorrectionSpace } from "./correction-space.ts";
import type { InterfaceCurrents } from "./interface-kinetics.ts";
import {
  createPotentialJacobian,
  type PotentialChange,
  type PotentialJacobian,
} from "./potential-jacobian.ts";
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

/** Returns corrections for the slopes that `currents` has when they are asked for, preconditioned by `system`. */
export function createPotentialCorrection(
  boundary: Boundary,
  system: ConductionSystem,
  currents: InterfaceCurrents,
): PotentialCorrection {
  const { vectors } = system;
  const { count } = boundary;
  const size = count + boundary.particleStart.length - 1;
  const vector = (): PotentialChange => ({ x: vectors.allocate(size), kx: vectors.allocate(count) });
  const jacobian = createPotentialJacobian(boundary, system, currents);
  const gradients = createConjugateGradients(jacobian, vectors, vector);
  const { right, found } = gradients;
  /** Sum of the corrections of the solution under way. */
  const whole = vector();
  const space = createCorrectionSpace(vectors, SPACE, { x: size, kx: count });
  let fresh = false;
  let loads = system.loads;

  return {
    right,
    x: found.x,
    kx: found.kx,
    solve(target, total) {
      clearChange(found);
      if (fresh) {
        fresh = false;
        space.project(right, found, (x, kx, out) => jacobian.apply({ x, kx }, total, out));
      }
      return gradients.iterate(target, total);
    },
    begin(conducts) {
      if (loads !== system.loads) space.clear();
      loads = system.loads;
      space.silence(count, conducts);
      clearChange(whole);
      fresh = true;
    },
    note(share) {
      addChange(vectors, share, found, whole);
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

interface ConjugateGradients {
  /** What is left of the right-hand side [count + nParticle], A/m, and what was found so far. */
  readonly right: Float64Array;
  readonly found: PotentialChange;
  /** Goes on from what was found; as `solve` of a PotentialCorrection. */
  iterate(target: number, total: number): number;
}

function createConjugateGradients(
  jacobian: PotentialJacobian,
  vectors: VectorKernel,
  vector: () => PotentialChange,
): ConjugateGradients {
  const { dot, sumMagnitudes, addScaled, turnDirection } = vectors;
  const [found, z, p] = [vector(), vector(), vector()];
  const right = vectors.allocate(found.x.length);
  const image = vectors.allocate(found.x.length);
  return {
    right,
    found,
    iterate(target, total) {
      if (sumMagnitudes(right) <= target) return 0;
      let product = jacobian.precondition(right, total > 0, z);
      p.x.set(z.x);
      p.kx.set(z.kx);
      for (let inner = 1; ; inner++) {
        if (product === 0) return inner;
        jacobian.apply(p, total, image);
        const curvature = dot(p.x, image);
        if (!(curvature > 0)) return -1;
        const step = product / curvature;
        addChange(vectors, step, p, found);
        addScaled(-step, image, right);
        if (inner >= LARGEST_INNER || sumMagnitudes(right) <= target) return inner;
        const next = jacobian.precondition(right, total > 0, z);
        if (!(next >= 0)) return -1;
        const ratio = next / product;
        product = next;
        turnDirection(ratio, z.x, p.x);
        turnDirection(ratio, z.kx, p.kx);
      }
    },
  };
}

/** sum += factor v */
function addChange(
  { addScaled }: VectorKernel,
  factor: number,
  v: PotentialChange,
  sum: PotentialChange,
): void {
  addScaled(factor, v.x, sum.x);
  addScaled(factor, v.kx, sum.kx);
}

function clearChange({ x, kx }: PotentialChange): void {
  x.fill(0);
  kx.fill(0);
}
