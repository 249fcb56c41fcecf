/**
 * One load step of a body that flows, from the elastic answer to what has changed. Newton on the balance of forces:
 * the tangent goes from the secant, which never overshoots, to the consistent one as corrections are taken whole, and
 * back where they are not. Stress is the derivative of a convex potential of displacement, so a search for the zero
 * of the work along each correction brings it to balance below the limit load; above it, failing is a value.
 */
import { assertInvariant } from "../../base/errors.ts";
import { expandDisplacement, gatherForces } from "../displacement-map.ts";
import { createField, type ElasticLoad, type ElasticSystem } from "../elastic-system.ts";
import { addStressForces, computeStrain } from "../element.ts";
import type { TangentChange } from "../stiffness-assembly.ts";
import { addFlow, createFlowResult, type FlowProblem, type FlowResult, returnStress } from "./return-map.ts";
import { listSoftening } from "./softening.ts";

/** What a step starts from and ends in; records of their own, never changed. */
export interface FlowState {
  readonly displacement: Float64Array /* [nNode*2], m */;
  readonly plasticStrain: Float64Array /* [nTriangle*12] */;
  readonly stress: Float64Array /* [nTriangle*12], Pa */;
  readonly load: ElasticLoad;
}

export type FlowOutcome =
  | { readonly ok: true; readonly state: FlowState; readonly iterations: number; readonly residual: number }
  | { readonly ok: false; readonly reason: string; readonly iterations: number; readonly residual: number };

export interface FlowControl {
  /** Largest imbalance of forces, over the forces that the elements exert. */
  readonly tolerance: number;
  readonly iterations: number;
}

const CONTROL: FlowControl = { tolerance: 1e-8, iterations: 60 };
const OVERLOAD = "the load may be more than the body bears";
/** How near to the secant the tangent is at first, at least and at most, and how fast this changes. */
const STIFFENING = { first: 0.3, most: 1, down: 0.2, up: 5 };
/**
 * The least is this many times the root of the imbalance: far from balance the consistent tangent of points that will
 * not flow in the end leads astray, near it the tangent has to come to it for each correction to gain more digits.
 */
const LEAST_PER_ROOT = 10;
/** A correction is long enough when the work along it has fallen to this share. */
const ENOUGH = 0.5;
const SEARCHES = 8;

/** Returns the state of a body that bears nothing yet. */
export function createFlowState({ mesh }: ElasticSystem): FlowState {
  const { displacement, stress } = createField(mesh);
  return { displacement, stress, plasticStrain: new Float64Array(stress.length), load: {} };
}

/** Returns the state under `load` at the end of the step, or why it could not be found. */
export function stepFlow(
  system: ElasticSystem,
  problem: Omit<FlowProblem, "mesh">,
  step: { readonly from: FlowState; readonly load: ElasticLoad },
  control: FlowControl = CONTROL,
): FlowOutcome {
  const { mesh, map } = system;
  const { from, load } = step;
  const first = system.load(problem.moduli);
  if (!first.ok) return fail("the elastic stiffness is not positive definite", 0, Number.NaN);
  const increment = createField(mesh);
  system.solve(subtractLoad(load, from.load), increment);
  let now: Float64Array = from.displacement.map((value, d) => value + increment.displacement[d]);
  const imbalance = createImbalance(system, { ...problem, mesh }, step);
  const residual = new Float64Array(map.unknownCount);
  const unknowns = new Float64Array(map.unknownCount);
  const correction = new Float64Array(now.length);
  let stiffening = STIFFENING.first;
  let size = imbalance.evaluate(now, residual);
  for (let k = 0; k <= control.iterations; k++) {
    if (size <= control.tolerance) {
      const { result, plasticStrain } = imbalance;
      const state = { displacement: now, stress: result.stress, plasticStrain: plasticStrain(), load };
      return { ok: true, state, iterations: k, residual: size };
    }
    if (k === control.iterations || !Number.isFinite(size)) break;
    if (!system.loadTangent(imbalance.tangent(stiffening)).ok)
      return fail(`the tangent stiffness is not positive definite; ${OVERLOAD}`, k, size);
    system.correct(residual, unknowns);
    expandDisplacement(map, unknowns, undefined, correction);
    const searched = searchAlong({ now, correction, unknowns, residual }, imbalance.evaluate);
    now = searched.now;
    size = searched.size;
    if (searched.share === 1) stiffening *= STIFFENING.down;
    else if (searched.share < 0.7) stiffening *= STIFFENING.up;
    stiffening = Math.min(STIFFENING.most, Math.max(LEAST_PER_ROOT * Math.sqrt(size), stiffening));
  }
  return fail(
    "the forces do not come to balance; the load may be more than the body bears",
    control.iterations,
    size,
  );
}

function fail(reason: string, iterations: number, residual: number): FlowOutcome {
  return { ok: false, reason, iterations, residual };
}

interface Imbalance {
  readonly result: FlowResult;
  /** Writes T' (f - internal forces) at a displacement and returns its norm over that of the elements' forces. */
  readonly evaluate: (displacement: Float64Array, residual: Float64Array) => number;
  /** Returns what flow changes of the tangent at the displacement that was evaluated last. */
  readonly tangent: (stiffening: number) => TangentChange;
  /** Returns the plastic strain there. */
  readonly plasticStrain: () => Float64Array;
}

function createImbalance(
  { mesh, geometry, map }: ElasticSystem,
  given: FlowProblem,
  { from, load }: { readonly from: FlowState; readonly load: ElasticLoad },
): Imbalance {
  const { region } = mesh;
  const result = createFlowResult(mesh);
  const strain = new Float64Array(9 * region.length);
  const force = new Float64Array(2 * mesh.nodeCount);
  const tangent = new Float64Array(18 * region.length);
  const points = { strain, eigenstrain: load.eigenstrain, plasticStrain: from.plasticStrain };
  return {
    result,
    evaluate(displacement, residual) {
      computeStrain(mesh, geometry, displacement, strain);
      returnStress(given, points, result);
      if (load.force) force.set(load.force);
      else force.fill(0);
      addStressForces(mesh, geometry, { values: result.stress, scale: -1 }, force);
      gatherForces(map, force, residual);
      const norm = Math.sqrt(product(residual, residual));
      return norm === 0 ? 0 : norm / Math.sqrt(sumSquares(result.stress, geometry.area));
    },
    tangent: (stiffening) =>
      listSoftening(result, { region, shear: given.moduli.shear, stiffening }, tangent),
    plasticStrain: () => addFlow(points, result),
  };
}

/** Integral of the squares of all components of a stress [nTriangle*12]. */
function sumSquares(stress: Float64Array, area: Float64Array): number {
  let sum = 0;
  for (let t = 0, k = 0; t < area.length; t++) {
    let own = 0;
    for (const end = k + 12; k < end; k++) own += stress[k] * stress[k];
    sum += (area[t] / 3) * own;
  }
  return sum;
}

interface Correction {
  readonly now: Float64Array;
  readonly correction: Float64Array;
  readonly unknowns: Float64Array;
  /** At `now`; overwritten by that at the end. */
  readonly residual: Float64Array;
}

/** Goes along the correction until little work is left to be done along it (Illinois variant of false position). */
function searchAlong(
  { now, correction, unknowns, residual }: Correction,
  evaluate: Imbalance["evaluate"],
): { now: Float64Array; size: number; share: number } {
  const initial = product(unknowns, residual);
  let low = 0;
  let high = 1;
  let workLow = initial;
  let workHigh = Number.NaN;
  let next = now;
  let size = Number.NaN;
  let taken = 1;
  for (let k = 0, share = 1; k < SEARCHES; k++) {
    const at = share;
    taken = share;
    next = now.map((value, d) => value + at * correction[d]);
    size = evaluate(next, residual);
    const work = product(unknowns, residual);
    // Positive: the body would still move on along the correction.
    if (Math.abs(work) <= ENOUGH * initial || (work > 0 && share === 1)) break;
    if (work > 0) {
      [low, workLow] = [share, work];
      workHigh *= 0.5;
    } else {
      [high, workHigh] = [share, work];
      workLow *= k > 0 ? 0.5 : 1;
    }
    share = low + ((high - low) * workLow) / (workLow - workHigh);
  }
  return { now: next, size, share: taken };
}

function product(a: Float64Array, b: Float64Array): number {
  assertInvariant(a.length === b.length, "vectors of one product have one length");
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** What has been added to a load. */
function subtractLoad(now: ElasticLoad, before: ElasticLoad): ElasticLoad {
  const subtract = (a?: ArrayLike<number>, b?: ArrayLike<number>): Float64Array | undefined => {
    const either = a ?? b;
    return either && Float64Array.from(either, (_, k) => (a ? a[k] : 0) - (b ? b[k] : 0));
  };
  return {
    eigenstrain: subtract(now.eigenstrain, before.eigenstrain),
    offset: subtract(now.offset, before.offset),
    force: subtract(now.force, before.force),
  };
}
