/**
 * Electrons that leak through the electrolyte and plate lithium inside it: -div(sigma_e grad phi_e) = r, r = S i0
 * [exp(-0.5 F eta/(R T)) - 1] where eta = phi_e - phi + p V_Li/F < -eta_nuc; phi_e given on lithium and particles, the
 * ionic phi given everywhere. Linear triangles, r lumped at nodes, damped Newton; r falls with phi_e, so that every
 * step is positive definite. physics.md 8.2. Layers of r thinner than a triangle count as plating on the front.
 */

import { FARADAY, GAS_CONSTANT, LITHIUM_VOLUME_PER_CHARGE } from "../base/constants.ts";
import { expm1 } from "../base/elementary.ts";
import { createCholesky } from "../factorisation/cholesky.ts";
import { addStiffness, computeStiffness, ENTRIES_PER_TRIANGLE } from "../fem/laplace.ts";
import { orderMinimumDegree } from "../linalg/ordering/minimum-degree.ts";
import { analyzeCholesky } from "../linalg/ordering/symbolic.ts";
import { createPattern, createScatter, multiplySymmetric, type SymmetricPattern } from "../linalg/sparse.ts";
import type { ElectrolyteMesh } from "./grain-map.ts";

/** Fraction from which lithium percolates: Scher and Zallen 1970. */
const PERCOLATION = 0.16;
/** V over which r sets in at -eta_nuc: a jump would have no slope for Newton. */
const ONSET = 1e-3;
/** V */
const TOLERANCE = 1e-9;
const ITERATIONS = 100;
const HALVINGS = 40;
/** How far past zero, of where it started, the residual along a step may be. */
const SLACK = 0.9;

export interface LeakageParameters {
  /** i0 of plating at grain boundaries, A/m2 */
  readonly exchangeCurrentDensity: number;
  /** eta_nuc, V */
  readonly nucleationOverpotential: number;
  /** K */
  readonly temperature: number;
}

export interface LeakageFields {
  /** phi, V */
  readonly ionicPotential: ArrayLike<number> /* [nNode] */;
  /** phi_e, V, at the fixed nodes; others are not read. */
  readonly fixedPotential: ArrayLike<number> /* [nNode] */;
  /** S/m, see `electronicConductivity` */
  readonly conductivity: ArrayLike<number> /* [nTriangle] */;
  /** S, area of grain boundaries per volume, 1/m */
  readonly boundaryDensity: ArrayLike<number> /* [nTriangle] */;
  /** Pa */
  readonly pressure: ArrayLike<number> /* [nNode] */;
}

export type LeakageOutcome =
  | {
      readonly ok: true;
      /** phi_e, V */
      readonly potential: Float64Array /* [nNode] */;
      /** Current that plates lithium in each triangle, A per m of depth. */
      readonly plating: Float64Array /* [nTriangle] */;
      /** Current from each fixed node into the electrolyte, A/m; 0 elsewhere. All of it and of the plating add up to 0. */
      readonly injection: Float64Array /* [nNode] */;
    }
  | { readonly ok: false; readonly reason: string };

export interface LeakageSolver {
  solve(fields: LeakageFields, parameters: LeakageParameters): LeakageOutcome;
}

/** Returns sigma_e (S/m) of the electrolyte, `clean` without lithium and `filled` beyond, for a volume `fraction` of it. */
export function electronicConductivity(fraction: number, clean: number, filled: number): number {
  return clean + filled * (Math.max(0, fraction - PERCOLATION) / (1 - PERCOLATION)) ** 2;
}

/** Analyses the mesh once; `fixed` [nNode] is 1 where the electronic potential is given. */
export function createLeakageSolver(mesh: ElectrolyteMesh, fixed: ArrayLike<number>): LeakageSolver {
  const { points, triangles } = mesh;
  const nodeCount = points.length / 2;
  // All nodes are unknowns of the pattern; the fixed ones are held by cutting their couplings.
  const free = Float64Array.from(fixed, (own) => (own === 1 ? 0 : 1));
  const pattern = createPattern(nodeCount, { cliques: triangles, nodesPerClique: 3 });
  const scatter = createScatter(pattern, triangles, 3);
  const factor = createCholesky(analyzeCholesky(pattern, orderMinimumDegree(pattern)));
  const unit = new Float64Array((triangles.length / 3) * ENTRIES_PER_TRIANGLE);
  computeStiffness(points, triangles, unit);
  const conduction = new Float64Array(pattern.rows.length);
  const values = new Float64Array(pattern.rows.length);
  const flow = new Float64Array(nodeCount);

  const linearise = (slope: ArrayLike<number>): boolean => {
    writeMatrix(pattern, { free, conduction, slope }, values);
    return factor.factor(values).ok;
  };
  /** Writes what is missing at the free nodes into `out`: plating less what flows away. */
  const findResidual = (potential: Float64Array, rate: Float64Array, out: Float64Array): void => {
    multiplySymmetric(pattern, conduction, potential, flow);
    for (let v = 0; v < nodeCount; v++) out[v] = free[v] * (rate[v] - flow[v]);
  };

  return {
    solve(fields, parameters) {
      loadConductivity(unit, fields.conductivity, scatter, conduction);
      const reaction = createReaction(mesh, fields, parameters);
      const potential = Float64Array.from(free, (own, v) => (own === 1 ? 0 : fields.fixedPotential[v]));
      const residual = new Float64Array(nodeCount);
      const change = new Float64Array(nodeCount);
      const trial = new Float64Array(nodeCount);
      const none = new Float64Array(nodeCount);
      findResidual(potential, none, residual);
      if (!linearise(none)) return { ok: false, reason: "electrons have no path to any electrode" };
      factor.solve(residual, change);
      for (let v = 0; v < nodeCount; v++) potential[v] += change[v];
      for (let iteration = 0; iteration < ITERATIONS; iteration++) {
        reaction.evaluate(potential);
        findResidual(potential, reaction.rate, residual);
        if (!linearise(reaction.slope)) return { ok: false, reason: "the leakage lost its positive pivots" };
        factor.solve(residual, change);
        const before = product(residual, change);
        // The residual is the slope of a convex energy: along the step it falls through zero once.
        for (let step = 1, halving = 0; halving < HALVINGS; halving++, step *= 0.5) {
          for (let v = 0; v < nodeCount; v++) trial[v] = potential[v] + step * change[v];
          reaction.evaluate(trial);
          findResidual(trial, reaction.rate, residual);
          if (product(residual, change) >= -SLACK * before) break;
        }
        potential.set(trial);
        if (largest(change) > TOLERANCE) continue;
        multiplySymmetric(pattern, conduction, potential, flow);
        const injection = flow.map((own, v) => (1 - free[v]) * own);
        return { ok: true, potential, plating: reaction.spread(free), injection };
      }
      return { ok: false, reason: `the leakage did not settle in ${ITERATIONS} iterations` };
    },
  };
}

function loadConductivity(
  unit: Float64Array,
  conductivity: ArrayLike<number>,
  scatter: Int32Array,
  out: Float64Array,
): void {
  const scaled = unit.map((own, e) => own * conductivity[Math.floor(e / ENTRIES_PER_TRIANGLE)]);
  out.fill(0);
  addStiffness(scaled, scatter, 1, out);
}

/** Plating at the nodes for given potentials: current (A/m) and how fast it falls with phi_e (S/m). */
function createReaction(mesh: ElectrolyteMesh, fields: LeakageFields, parameters: LeakageParameters) {
  const { points, triangles } = mesh;
  const { ionicPotential, pressure, boundaryDensity } = fields;
  const { exchangeCurrentDensity, nucleationOverpotential, temperature } = parameters;
  const nodeCount = points.length / 2;
  const perVolt = (0.5 * FARADAY) / (GAS_CONSTANT * temperature);
  // A third of each triangle's boundaries belongs to each of its nodes, per m of depth.
  const third = new Float64Array(triangles.length / 3);
  const boundary = new Float64Array(nodeCount);
  for (let t = 0; t < third.length; t++) {
    const [a, b, c] = [2 * triangles[3 * t], 2 * triangles[3 * t + 1], 2 * triangles[3 * t + 2]];
    const cross =
      (points[b] - points[a]) * (points[c + 1] - points[a + 1]) -
      (points[c] - points[a]) * (points[b + 1] - points[a + 1]);
    third[t] = (boundaryDensity[t] * cross) / 6;
    for (let k = 0; k < 3; k++) boundary[triangles[3 * t + k]] += third[t];
  }
  const rate = new Float64Array(nodeCount);
  const slope = new Float64Array(nodeCount);
  return {
    rate,
    slope,
    evaluate(potential: ArrayLike<number>): void {
      for (let v = 0; v < nodeCount; v++) {
        const eta = potential[v] - ionicPotential[v] + pressure[v] * LITHIUM_VOLUME_PER_CHARGE;
        const beyond = (-nucleationOverpotential - eta) / ONSET;
        const share = Math.min(1, Math.max(0, beyond));
        const scale = exchangeCurrentDensity * boundary[v];
        const drive = expm1(-perVolt * eta);
        rate[v] = scale * share * drive;
        slope[v] = scale * share * perVolt * (drive + 1);
        if (share > 0 && share < 1) slope[v] += (scale * drive) / ONSET;
      }
    },
    /** Returns the current per triangle [nTriangle] of the free nodes, A/m. */
    spread(free: ArrayLike<number>): Float64Array {
      return third.map((own, t) => {
        let sum = 0;
        for (let k = 3 * t; k < 3 * t + 3; k++) {
          const v = triangles[k];
          if (own > 0) sum += (free[v] * rate[v] * own) / boundary[v];
        }
        return sum;
      });
    },
  };
}

function product(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, own, v) => sum + own * other[v], 0);
}

function largest(values: Float64Array): number {
  return values.reduce((most, own) => Math.max(most, Math.abs(own)), 0);
}

/** Writes the matrix of one iteration, whose fixed nodes are cut off from the others. */
function writeMatrix(
  { columnStart, rows }: SymmetricPattern,
  {
    free,
    conduction,
    slope,
  }: {
    readonly free: Float64Array;
    readonly conduction: Float64Array;
    readonly slope: ArrayLike<number>;
  },
  values: Float64Array,
): void {
  for (let j = 0; j < free.length; j++) {
    const start = columnStart[j];
    values[start] = free[j] * (conduction[start] + slope[j]) + 1 - free[j];
    for (let k = start + 1; k < columnStart[j + 1]; k++) values[k] = free[j] * free[rows[k]] * conduction[k];
  }
}
