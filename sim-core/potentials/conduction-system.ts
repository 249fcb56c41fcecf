/**
 * The linear part of the coupled potentials, with its factor frozen over many steps. Unknowns: electrolyte
 * nodes, then one node per particle, tied to its perimeter by the interface slopes D and to the cell voltage by
 * its conductance G. With M = K + D-couplings + G factored, K z on the boundary follows from M z = r itself, so
 * that everything after the factorisation lives on the boundary nodes and one entry per particle.
 */
import { assertInvariant } from "../base/errors.ts";
import { type Cholesky, createCholesky, type FactorOutcome } from "../factorisation/cholesky.ts";
import { extendPruned, type PrunedPlan, planPruned, solvePruned } from "../factorisation/pruned-solve.ts";
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

/** Returns a system without K or factor, which has to be loaded before it is frozen. */
export function createConductionSystem(structure: ConductionStructure, boundary: Boundary): ConductionSystem {
  return new FrozenConduction(structure, boundary);
}

class FrozenConduction implements ConductionSystem {
  readonly frozen: Linearisation;
  readonly frozenResponse: Float64Array;
  readonly frozenInjection: Float64Array;
  readonly #structure: ConductionStructure;
  readonly #boundary: Boundary;
  readonly #factor: Cholesky;
  readonly #plan: PrunedPlan;
  /** Entries of K, and of M where it is factored. */
  readonly #conduction: Float64Array;
  readonly #values: Float64Array;
  readonly #right: Float64Array /* [count + nParticle] */;
  readonly #full: Float64Array /* [nNode + nParticle] */;
  #loads = 0;
  #total = 0;
  #delivery = 0;

  constructor(structure: ConductionStructure, boundary: Boundary) {
    const { pattern, symbolic, support } = structure;
    const { count, frontStart, particleStart } = boundary;
    const particleCount = particleStart.length - 1;
    this.#structure = structure;
    this.#boundary = boundary;
    this.#conduction = new Float64Array(pattern.rows.length);
    this.#values = new Float64Array(pattern.rows.length);
    this.#factor = createCholesky(symbolic);
    this.#plan = planPruned(symbolic, support);
    const slope = new Float64Array(count);
    slope.fill(1, frontStart);
    this.frozen = { slope, conductance: new Float64Array(particleCount) };
    this.frozenResponse = new Float64Array(count + particleCount);
    this.#right = new Float64Array(count + particleCount);
    this.frozenInjection = new Float64Array(count);
    this.#full = new Float64Array(pattern.size);
  }

  get loads(): number {
    return this.#loads;
  }

  get frozenTotal(): number {
    return this.#total;
  }

  get frozenDelivery(): number {
    return this.#delivery;
  }

  load(stiffness: ArrayLike<number>, conductivity: number): void {
    this.#loads++;
    this.#conduction.fill(0);
    addStiffness(stiffness, this.#structure.scatter, conductivity, this.#conduction);
  }

  freeze(at: Linearisation): FactorOutcome {
    this.frozen.slope.set(at.slope);
    this.frozen.conductance.set(at.conductance);
    this.#values.set(this.#conduction);
    addInterfaces(this.#structure, this.#boundary, at, this.#values);
    const outcome = this.#factor.factor(this.#values);
    if (outcome.ok) this.#respond();
    return outcome;
  }

  /** Solves for the response to the frozen conductances. */
  #respond(): void {
    const { count, frontStart } = this.#boundary;
    const { conductance } = this.frozen;
    this.#total = 0;
    this.#right.fill(0);
    for (let p = 0; p < conductance.length; p++) {
      this.#right[count + p] = conductance[p];
      this.#total += conductance[p];
    }
    this.solve(this.#right, this.frozenResponse);
    this.recoverInjection(this.#right, this.frozenResponse, this.frozenInjection);
    this.#delivery = 0;
    for (let k = 0; k < frontStart; k++) this.#delivery += this.frozenInjection[k];
  }

  reset(): void {
    const { slope, conductance } = this.frozen;
    slope.fill(0, 0, this.#boundary.frontStart);
    slope.fill(1, this.#boundary.frontStart);
    conductance.fill(0);
    const outcome = this.freeze(this.frozen);
    assertInvariant(outcome.ok, "an electrolyte tied down at its front has positive pivots");
  }

  solve(right: Float64Array, out: Float64Array): void {
    solvePruned(this.#plan, this.#factor, right, out);
  }

  recoverInjection(right: Float64Array, z: Float64Array, out: Float64Array): void {
    const { count, frontStart, particleStart } = this.#boundary;
    const { slope } = this.frozen;
    for (let p = 0; p + 1 < particleStart.length; p++) {
      const level = z[count + p];
      for (let k = particleStart[p]; k < particleStart[p + 1]; k++)
        out[k] = right[k] - slope[k] * (z[k] - level);
    }
    for (let k = frontStart; k < count; k++) out[k] = right[k] - slope[k] * z[k];
  }

  restate(potential: ArrayLike<number>, injection: ArrayLike<number>, out: Float64Array): void {
    const { count, particleStart } = this.#boundary;
    const { slope } = this.frozen;
    for (let k = 0; k < count; k++) out[k] = injection[k] + slope[k] * potential[k];
    for (let p = 0; p + 1 < particleStart.length; p++) {
      let sum = 0;
      for (let k = particleStart[p]; k < particleStart[p + 1]; k++) sum -= slope[k] * potential[k];
      out[count + p] = sum;
    }
  }

  extend(potential: ArrayLike<number>, injection: ArrayLike<number>, out: Float64Array): void {
    this.restate(potential, injection, this.#right);
    extendPruned(this.#plan, this.#factor, this.#right, this.#full);
    out.set(this.#full.subarray(0, out.length));
  }
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
