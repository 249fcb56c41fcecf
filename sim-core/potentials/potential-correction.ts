/**
 * One Newton correction of the coupled potentials: first in the space of the last corrections, then by conjugate
 * gradients on the boundary nodes, preconditioned by the frozen factor. The voltage is eliminated exactly (rank
 * one), or is given. The sum of absolute residuals decides when it is good enough.
 */
import { createInterfaceVectors, sumLengths, type VectorKernel } from "../kernels/interface-vectors.ts";
import type { Boundary } from "./boundary.ts";
import type { ConductionSystem } from "./conduction-system.ts";
import { countSpaceNumbers, createCorrectionSpace, type SpaceShape } from "./correction-space.ts";
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
    ...{ right: size, image: size, x: size, z: size, p: size, wholeX: size },
    ...{ kx: count, kz: count, kp: count, wholeKx: count },
    ...{ slope: count, conductance: particleCount, crossing: particleCount },
    space: countSpaceNumbers(shapeSpace(count, particleCount)),
  };
}

/** Returns corrections for the slopes that `currents` has when they are asked for, preconditioned by `system`. */
export function createPotentialCorrection(
  boundary: Boundary,
  system: ConductionSystem,
  currents: InterfaceCurrents,
): PotentialCorrection {
  const { count, particleStart } = boundary;
  const particleCount = particleStart.length - 1;
  const { kernel, vectors } = createInterfaceVectors(particleStart, listVectors(count, particleCount));
  const { right, image } = vectors;
  const found = { x: vectors.x, kx: vectors.kx };
  const z = { x: vectors.z, kx: vectors.kz };
  const p = { x: vectors.p, kx: vectors.kp };
  /** Sum of the corrections of the solution under way. */
  const whole = { x: vectors.wholeX, kx: vectors.wholeKx };
  const jacobian = createPotentialJacobian(boundary, system, kernel, vectors);
  const iterate = createConjugateGradients(jacobian, kernel, { right, image, found, z, p });
  const space = createCorrectionSpace(kernel, vectors.space, shapeSpace(count, particleCount));
  let fresh = false;
  let loads = system.loads;

  return {
    right,
    x: found.x,
    kx: found.kx,
    solve(target, total) {
      jacobian.linearise(currents);
      clearChange(found);
      if (fresh) {
        fresh = false;
        space.project(right, found, (x, kx, out) => jacobian.apply({ x, kx }, total, out));
      }
      return iterate(target, total);
    },
    begin(conducts) {
      if (loads !== system.loads) space.clear();
      loads = system.loads;
      space.silence(count, conducts);
      clearChange(whole);
      fresh = true;
    },
    note(share) {
      addChange(kernel, share, found, whole);
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

/** What conjugate gradients work on: what is left of the right-hand side, what was found so far, and J p. */
interface GradientVectors {
  readonly right: Float64Array /* [count + nParticle], A/m */;
  readonly found: PotentialChange;
  readonly z: PotentialChange;
  readonly p: PotentialChange;
  readonly image: Float64Array /* [count + nParticle], A/m */;
}

/** Returns what goes on from what was found; as `solve` of a PotentialCorrection. */
function createConjugateGradients(
  jacobian: PotentialJacobian,
  kernel: VectorKernel,
  { right, found, z, p, image }: GradientVectors,
): PotentialCorrection["solve"] {
  const { dot, sumMagnitudes, addScaled, turnDirection } = kernel;
  return (target, total) => {
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
      addChange(kernel, step, p, found);
      addScaled(-step, image, right);
      if (inner >= LARGEST_INNER || sumMagnitudes(right) <= target) return inner;
      const next = jacobian.precondition(right, total > 0, z);
      if (!(next >= 0)) return -1;
      const ratio = next / product;
      product = next;
      turnDirection(ratio, z.x, p.x);
      turnDirection(ratio, z.kx, p.kx);
    }
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
