/**
 * Linear elasticity in plane strain: div s = 0 with s = C : (e - e*), where e* is an isotropic eigenstrain in all
 * three directions, so that s_zz = lambda (e_xx + e_yy) - (3 lambda + 2 mu) e*. Six-node triangles, one Cholesky
 * factor per set of moduli. The depth is 1 m, so forces are in N per m.
 */
import { assertInvariant, InputError } from "../base/errors.ts";
import type { FactorOutcome } from "../factorisation/cholesky.ts";
import type { SymmetricPattern } from "../linalg/sparse.ts";
import {
  type DisplacementMap,
  expandDisplacement,
  gatherForces,
  mapDisplacements,
  type Supports,
} from "./displacement-map.ts";
import type { ElasticModuli } from "./elastic-material.ts";
import { addStressForces, computeStrain, type ElementGeometry, measureElements } from "./element.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";
import { createStiffnessAssembly, type TangentChange } from "./stiffness-assembly.ts";
import { createStiffnessFactor, planFactorMemory } from "./stiffness-factor.ts";
import { analyseStiffness, type StiffnessStructure } from "./stiffness-structure.ts";
import { computeStress } from "./stress.ts";

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
  /** The stiffness matrix loaded last, empty before, lower triangle by columns, Pa; enough to write it to a file. */
  readonly matrix: { readonly pattern: SymmetricPattern; readonly values: Float64Array };
  /** Assembles and factors; a matrix that is not positive definite (of a loose body, say) is a value. */
  load(moduli: ElasticModuli): FactorOutcome;
  /** Adds to the elastic moduli loaded last what flow changes of them, and factors; for `correct` only. */
  loadTangent(change: TangentChange): FactorOutcome;
  /** Writes the field under `load` with the moduli loaded last into `out`. */
  solve(load: ElasticLoad, out: ElasticField): void;
  /**
   * Writes K^-1 of the forces on the unknowns into `out`, both [unknownCount], as exactly as the factor is: 5 digits
   * where it is a quick one.
   */
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

export interface SystemOptions {
  /** Bytes. */
  readonly memoryLimit?: number;
  /** A quick factor is of single precision, with which a solve is refined to 8 digits; otherwise it is of double. */
  readonly factor?: "quick" | "exact";
  /** That of the mesh and the supports, where there is one already. */
  readonly analysis?: ElasticAnalysis;
}

/**
 * Returns a system that has yet to load its moduli; throws InputError where its factors would take more than
 * `memoryLimit` bytes.
 */
export function createElasticSystem(
  mesh: QuadraticMesh,
  supports: Supports,
  { memoryLimit = Number.POSITIVE_INFINITY, factor: wanted = "exact", analysis }: SystemOptions = {},
): ElasticSystem {
  const { geometry, map, structure } = analysis ?? analyseElastic(mesh, supports);
  refuseBeyond(memoryLimit, planFactorMemory(structure, wanted), map.unknownCount);
  const factor = createStiffnessFactor(structure, wanted);
  const assembly = createStiffnessAssembly(mesh, geometry, structure);
  const solution = new Float64Array(map.unknownCount);
  const force = new Float64Array(2 * mesh.nodeCount);
  let loaded: ElasticModuli | null = null;
  let values: Float64Array = new Float64Array(0);

  return {
    mesh,
    geometry,
    map,
    get matrix() {
      return { pattern: structure.pattern, values };
    },
    load(moduli) {
      assertInvariant(moduli.lambda.length >= mesh.regionCount, "every region has a material");
      loaded = moduli;
      values = assembly.assembleElastic(moduli);
      return factor.factor(values);
    },
    loadTangent(change) {
      assertInvariant(values.length > 0, "elastic moduli are loaded before what flow changes of them");
      loaded = null;
      values = assembly.assembleTangent(change);
      return factor.factor(values);
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
      factor.solve(solution, solution);
      expandDisplacement(map, solution, offset, displacement);
      computeStrain(mesh, geometry, displacement, strain);
      computeStress(mesh, loaded, { strain, eigenstrain }, stress);
    },
    correct: (given, out) => factor.correct(given, out),
  };
}
