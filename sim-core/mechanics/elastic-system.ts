/**
 * Linear elasticity in plane strain: div s = 0 with s = C : (e - e*), where e* is an isotropic eigenstrain in all
 * three directions, so that s_zz = lambda (e_xx + e_yy) - (3 lambda + 2 mu) e*. Six-node triangles, one Cholesky
 * factor per set of moduli, one triangular solve per load. The depth is 1 m, so forces are in N per m.
 */
import { assertInvariant, InputError } from "../base/errors.ts";
import { createCholesky, type FactorOutcome, planMemory } from "../factorisation/cholesky.ts";
import type { SymmetricPattern } from "../linalg/sparse.ts";
import {
  type DisplacementMap,
  expandDisplacement,
  gatherForces,
  mapDisplacements,
  type Supports,
} from "./displacement-map.ts";
import type { ElasticModuli } from "./elastic-material.ts";
import {
  addStressForces,
  computeStrain,
  type ElementGeometry,
  measureElements,
  POINTS_PER_ELEMENT,
  TANGENT_ENTRIES,
} from "./element.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";
import { analyseStiffness, assembleStiffness, type StiffnessStructure } from "./stiffness-structure.ts";
import { computeStress, createElasticTangent } from "./stress.ts";

/** What acts on the body; what is left out is zero. */
export interface ElasticLoad {
  /** Isotropic linear eigenstrain at the three corners of each element, linear between them. */
  readonly eigenstrain?: ArrayLike<number> /* [nTriangle*3] */;
  /** Given part of the displacement: values at supports, jumps between nodes of one place; m. */
  readonly offset?: ArrayLike<number> /* [nNode*2] */;
  /** Nodal forces, N/m. */
  readonly force?: ArrayLike<number> /* [nNode*2] */;
}

export interface ElasticField {
  readonly displacement: Float64Array /* [nNode*2], m */;
  readonly strain: Float64Array /* [nTriangle*9], xx, yy, xy (doubled) at the quadrature points */;
  readonly stress: Float64Array /* [nTriangle*12], xx, yy, xy, zz at the quadrature points, Pa */;
}

export interface ElasticSystem {
  readonly mesh: QuadraticMesh;
  readonly geometry: ElementGeometry;
  readonly map: DisplacementMap;
  /** The stiffness matrix loaded last, lower triangle by columns, Pa; enough to write it to a file. */
  readonly matrix: { readonly pattern: SymmetricPattern; readonly values: Float64Array };
  /** Assembles and factors; a matrix that is not positive definite (of a loose body, say) is a value. */
  load(moduli: ElasticModuli): FactorOutcome;
  /** Assembles and factors tangent moduli at the quadrature points, [nTriangle*18], Pa; for `correct` only. */
  loadTangent(tangent: ArrayLike<number>): FactorOutcome;
  /** Writes the field under `load` with the moduli loaded last into `out`. */
  solve(load: ElasticLoad, out: ElasticField): void;
  /** Writes K^-1 of the forces on the unknowns into `out`, both [unknownCount]. */
  correct(force: ArrayLike<number>, out: Float64Array): void;
}

function refuseBeyond(limit: number, bytes: number, unknowns: number): void {
  if (bytes <= limit) return;
  const gigabytes = (value: number): string => `${Number((value / 1e9).toPrecision(2))} GB`;
  const got = `${unknowns} unknowns, whose factor takes ${gigabytes(bytes)}`;
  const expected = `at most ${gigabytes(limit)} (solver.memoryLimit): a coarser mesh takes less`;
  throw new InputError([{ where: "mechanics.mesh", got, expected }]);
}

/** Returns a field of zeros. */
export function createField(mesh: QuadraticMesh): ElasticField {
  const count = mesh.region.length;
  return {
    displacement: new Float64Array(2 * mesh.nodeCount),
    strain: new Float64Array(9 * count),
    stress: new Float64Array(12 * count),
  };
}

/** What of a system follows from its mesh and its supports alone; nobody writes to it. */
export interface ElasticAnalysis {
  readonly geometry: ElementGeometry;
  readonly map: DisplacementMap;
  readonly structure: StiffnessStructure;
}

/** Returns the analysis of a mesh that is held by `supports`, for any number of systems. */
export function analyseElastic(mesh: QuadraticMesh, supports: Supports): ElasticAnalysis {
  const map = mapDisplacements(mesh, supports);
  return { geometry: measureElements(mesh), map, structure: analyseStiffness(mesh, map) };
}

/**
 * Returns a system that has yet to load its moduli; throws InputError where its factor would take more than
 * `memoryLimit` bytes. `analysis`: that of the mesh and the supports, where there is one already.
 */
export function createElasticSystem(
  mesh: QuadraticMesh,
  supports: Supports,
  memoryLimit = Number.POSITIVE_INFINITY,
  { geometry, map, structure }: ElasticAnalysis = analyseElastic(mesh, supports),
): ElasticSystem {
  refuseBeyond(memoryLimit, planMemory(structure.symbolic), map.unknownCount);
  const cholesky = createCholesky(structure.symbolic);
  const values = new Float64Array(structure.pattern.rows.length);
  const solution = new Float64Array(map.unknownCount);
  const force = new Float64Array(2 * mesh.nodeCount);
  let loaded: ElasticModuli | null = null;

  const assemble = (tangentAt: (t: number) => ArrayLike<number>): FactorOutcome => {
    assembleStiffness(geometry, structure, tangentAt, values);
    return cholesky.factor(values);
  };
  return {
    mesh,
    geometry,
    map,
    matrix: { pattern: structure.pattern, values },
    load(moduli) {
      assertInvariant(moduli.lambda.length >= mesh.regionCount, "every region has a material");
      loaded = moduli;
      const tangents = Array.from(moduli.lambda, (lambda, r) =>
        createElasticTangent(lambda, moduli.shear[r]),
      );
      return assemble((t) => tangents[mesh.region[t]]);
    },
    loadTangent(tangent) {
      loaded = null;
      const own = new Float64Array(POINTS_PER_ELEMENT * TANGENT_ENTRIES);
      return assemble((t) => {
        for (let k = 0; k < own.length; k++) own[k] = tangent[own.length * t + k];
        return own;
      });
    },
    solve({ eigenstrain, offset, force: applied }, out) {
      assertInvariant(loaded !== null, "a solve follows the loading of elastic moduli");
      const { displacement, strain, stress } = out;
      if (applied) force.set(applied);
      else force.fill(0);
      if (offset || eigenstrain) {
        if (offset) computeStrain(mesh, geometry, offset, strain);
        else strain.fill(0);
        computeStress(mesh, loaded, { strain, eigenstrain }, stress);
        addStressForces(mesh, geometry, { values: stress, scale: -1 }, force);
      }
      gatherForces(map, force, solution);
      cholesky.solve(solution, solution);
      expandDisplacement(map, solution, offset, displacement);
      computeStrain(mesh, geometry, displacement, strain);
      computeStress(mesh, loaded, { strain, eigenstrain }, stress);
    },
    correct: (given, out) => cholesky.solve(given, out),
  };
}
