/**
 * The linear part of the coupled potentials, with its factor frozen over many steps. Unknowns: electrolyte
 * nodes, then one node per particle, tied to its perimeter by the interface slopes D and to the cell voltage by
 * its conductance G. With M = K + D-couplings + G factored, K z on the boundary follows from M z = r itself, so
 * that everything after the factorisation lives on the boundary nodes and one entry per particle.
 */
import { assertInvariant } from "../base/errors.ts";
import { createCholesky, type FactorOutcome } from "../factorisation/cholesky.ts";
import { extendPruned, planPruned, solvePruned } from "../factorisation/pruned-solve.ts";
import { addStiffness, ENTRIES_PER_TRIANGLE } from "../fem/laplace.ts";
import type { Submesh } from "../fem/submesh.ts";
import { orderMinimumDegree } from "../linalg/ordering/minimum-degree.ts";
import { orderNestedDissection } from "../linalg/ordering/nested-dissection.ts";
import { analyzeCholesky, type CholeskySymbolic } from "../linalg/ordering/symbolic.ts";
import { createPattern, createScatter, locateCouplings, type SymmetricPattern } from "../linalg/sparse.ts";
import type { Boundary } from "./boundary.ts";

/** Pattern and symbolic analysis: made once per mesh, shared by every solver on it. */
export interface ConductionStructure {
  readonly pattern: SymmetricPattern;
  readonly symbolic: CholeskySymbolic;
  /** Value index of each element entry. */
  readonly scatter: Int32Array /* [nTriangle*6] */;
  readonly boundaryDiagonal: Int32Array /* [count] */;
  readonly boundaryCoupling: Int32Array /* [frontStart]: (particle, perimeter node) */;
  readonly particleDiagonal: Int32Array /* [nParticle] */;
  /** Unknowns on which right-hand sides live: boundary nodes, then particle nodes. */
  readonly support: Int32Array /* [count + nParticle] */;
}

/** Nested dissection takes longer to find and leaves a smaller factor: a gain from some hundred solves on. */
export type Ordering = "minimum degree" | "nested dissection";

export function analyseConduction(
  electrolyte: Submesh,
  boundary: Boundary,
  ordering: Ordering = "nested dissection",
): ConductionStructure {
  const particleCount = boundary.particleStart.length - 1;
  const size = electrolyte.nodeCount + particleCount;
  const pairs = new Int32Array(2 * boundary.frontStart);
  const support = new Int32Array(boundary.count + particleCount);
  for (let k = 0; k < boundary.count; k++) support[k] = boundary.nodes[k];
  for (let p = 0; p < particleCount; p++) {
    support[boundary.count + p] = electrolyte.nodeCount + p;
    for (let k = boundary.particleStart[p]; k < boundary.particleStart[p + 1]; k++) {
      pairs[2 * k] = electrolyte.nodeCount + p;
      pairs[2 * k + 1] = boundary.nodes[k];
    }
  }
  const cliques = electrolyte.triangles;
  const pattern = createPattern(size, { cliques, nodesPerClique: 3, couplings: pairs });
  return {
    pattern,
    symbolic: analyzeCholesky(
      pattern,
      ordering === "minimum degree"
        ? orderMinimumDegree(pattern)
        : orderNestedDissection(pattern, placeUnknowns(electrolyte, boundary)),
    ),
    scatter: createScatter(pattern, cliques, 3),
    boundaryDiagonal: Int32Array.from(boundary.nodes, (v) => pattern.columnStart[v]),
    boundaryCoupling: locateCouplings(pattern, pairs),
    particleDiagonal: Int32Array.from(
      { length: particleCount },
      (_, p) => pattern.columnStart[electrolyte.nodeCount + p],
    ),
    support,
  };
}

/** Returns where each unknown is [size*2]; a particle is in the middle of its perimeter nodes. */
export function placeUnknowns(electrolyte: Submesh, { particleStart, nodes }: Boundary): Float64Array {
  const { nodeCount, points } = electrolyte;
  const particleCount = particleStart.length - 1;
  const places = new Float64Array(2 * (nodeCount + particleCount));
  places.set(points);
  for (let p = 0; p < particleCount; p++) {
    const [from, to] = [particleStart[p], particleStart[p + 1]];
    for (let k = from; k < to; k++) {
      for (const axis of [0, 1])
        places[2 * (nodeCount + p) + axis] += points[2 * nodes[k] + axis] / (to - from);
    }
  }
  return places;
}

/** Interface slopes [count] in S/m (A/m per V) and particle conductances [nParticle] in S/m. */
export interface Linearisation {
  readonly slope: Float64Array;
  readonly conductance: Float64Array;
}

export interface ConductionSystem {
  /** Replaces K by `conductivity` times the given unit stiffness; nothing is factored yet. */
  load(stiffness: ArrayLike<number>, conductivity: number): void;
  /** How often K was replaced. */
  readonly loads: number;
  /** Factors M at `at`; a pivot that is not positive is the returned value's reason. */
  freeze(at: Linearisation): FactorOutcome;
  readonly frozen: Linearisation;
  /** Freezes at the lithium front alone, which always has positive pivots: the way back from a failure. */
  reset(): void;
  /** Sum of the frozen conductances, and M^-1 of their vector (for the closure of the current). */
  readonly frozenTotal: number;
  readonly frozenResponse: Float64Array /* [count + nParticle] */;
  /** K times that response [count], and its sum over all perimeters. */
  readonly frozenInjection: Float64Array;
  readonly frozenDelivery: number;
  /** out = M^-1 right, both [count + nParticle] on the support; the interior right-hand side is zero. */
  solve(right: Float64Array, out: Float64Array): void;
  /** out [count] = K z on boundary nodes, where M z = right was just solved. */
  recoverInjection(right: Float64Array, z: Float64Array, out: Float64Array): void;
  /** out [count + nParticle] = the right-hand side for which M^-1 gives back these potentials, where they belong to K. */
  restate(potential: ArrayLike<number>, injection: ArrayLike<number>, out: Float64Array): void;
  /** Writes the potential of every electrolyte node [nNode] for boundary values and injections that belong to K. */
  extend(potential: ArrayLike<number>, injection: ArrayLike<number>, out: Float64Array): void;
}

export function createConductionSystem(structure: ConductionStructure, boundary: Boundary): ConductionSystem {
  const { pattern, scatter, particleDiagonal, support } = structure;
  const particleCount = particleDiagonal.length;
  const { count, frontStart, particleStart } = boundary;
  const entryCount = pattern.rows.length;
  const conduction = new Float64Array(entryCount);
  const values = new Float64Array(entryCount);
  const factor = createCholesky(structure.symbolic);
  const plan = planPruned(structure.symbolic, support);
  const slope = new Float64Array(count);
  const conductance = new Float64Array(particleCount);
  const response = new Float64Array(count + particleCount);
  const right = new Float64Array(count + particleCount);
  const injection = new Float64Array(count);
  const full = new Float64Array(pattern.size);
  let total = 0;
  let delivery = 0;
  let loads = 0;
  slope.fill(1, frontStart);

  const system: ConductionSystem = {
    load(stiffness, conductivity) {
      loads++;
      conduction.fill(0);
      addStiffness(stiffness, scatter, conductivity, conduction);
    },
    get loads() {
      return loads;
    },
    freeze(at) {
      slope.set(at.slope);
      conductance.set(at.conductance);
      values.set(conduction);
      addInterfaces(structure, boundary, at, values);
      const outcome = factor.factor(values);
      if (!outcome.ok) return outcome;
      total = 0;
      right.fill(0);
      for (let p = 0; p < particleCount; p++) {
        right[count + p] = conductance[p];
        total += conductance[p];
      }
      system.solve(right, response);
      system.recoverInjection(right, response, injection);
      delivery = 0;
      for (let k = 0; k < frontStart; k++) delivery += injection[k];
      return outcome;
    },
    frozen: { slope, conductance },
    reset() {
      slope.fill(0, 0, frontStart);
      slope.fill(1, frontStart);
      conductance.fill(0);
      const outcome = system.freeze(system.frozen);
      assertInvariant(outcome.ok, "an electrolyte tied down at its front has positive pivots");
    },
    get frozenTotal() {
      return total;
    },
    frozenResponse: response,
    frozenInjection: injection,
    get frozenDelivery() {
      return delivery;
    },
    solve(given, out) {
      solvePruned(plan, factor, given, out);
    },
    recoverInjection(given, z, out) {
      for (let p = 0; p < particleCount; p++) {
        const level = z[count + p];
        for (let k = particleStart[p]; k < particleStart[p + 1]; k++)
          out[k] = given[k] - slope[k] * (z[k] - level);
      }
      for (let k = frontStart; k < count; k++) out[k] = given[k] - slope[k] * z[k];
    },
    restate(potential, injection, out) {
      for (let k = 0; k < count; k++) out[k] = injection[k] + slope[k] * potential[k];
      for (let p = 0; p < particleCount; p++) {
        let sum = 0;
        for (let k = particleStart[p]; k < particleStart[p + 1]; k++) sum -= slope[k] * potential[k];
        out[count + p] = sum;
      }
    },
    extend(potential, injection, out) {
      system.restate(potential, injection, right);
      extendPruned(plan, factor, right, full);
      out.set(full.subarray(0, out.length));
    },
  };
  return system;
}

/** Adds the interfaces to the entries of K: slopes couple perimeter nodes and particle nodes. */
export function addInterfaces(
  structure: ConductionStructure,
  { count, particleStart }: Boundary,
  { slope, conductance }: Linearisation,
  values: Float64Array,
): void {
  const { boundaryDiagonal, boundaryCoupling, particleDiagonal } = structure;
  for (let k = 0; k < count; k++) values[boundaryDiagonal[k]] += slope[k];
  for (let p = 0; p < particleDiagonal.length; p++) {
    let sum = conductance[p];
    for (let k = particleStart[p]; k < particleStart[p + 1]; k++) {
      values[boundaryCoupling[k]] -= slope[k];
      sum += slope[k];
    }
    // A particle that takes no part has an unknown of its own that nothing touches.
    values[particleDiagonal[p]] = sum > 0 ? sum : 1;
  }
}

/** Number of element entries that the stiffness of `electrolyte` has. */
export function stiffnessSize(electrolyte: Submesh): number {
  return (electrolyte.triangles.length / 3) * ENTRIES_PER_TRIANGLE;
}
