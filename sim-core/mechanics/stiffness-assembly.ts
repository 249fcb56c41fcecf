/**
 * Puts the stiffness matrix together from its elements. What changes seldom is kept: electrolyte and lithium have the
 * same moduli from one matrix to the next, of the particles some lose their contact; and where points flow, the
 * difference to the elastic stiffness is added at their elements. Each matrix is a sum in the same order whatever came
 * before, so that its bits do not depend on it.
 */
import { REGION_PARTICLE } from "../mesh/cross-section.ts";
import type { ElasticModuli } from "./elastic-material.ts";
import { computeElementStiffness, type ElementGeometry, ENTRIES_PER_ELEMENT } from "./element.ts";
import { computeIsotropicStiffness } from "./isotropic-stiffness.ts";
import type { QuadraticMesh } from "./quadratic-mesh.ts";
import type { StiffnessStructure } from "./stiffness-structure.ts";

/** What flow changes of the elastic moduli. */
export interface TangentChange {
  /** Elements with a point that flows, ascending. */
  readonly elements: Int32Array;
  /** What is added to the elastic moduli at the quadrature points; only at these elements, Pa. */
  readonly tangent: Float64Array /* [nTriangle*18] */;
}

export interface StiffnessAssembly {
  /** Returns the matrix of elastic moduli, [nEntry], Pa; it is the next one's too. */
  assembleElastic(moduli: ElasticModuli): Float64Array;
  /** Returns that matrix with the tangent of points that flow, [nEntry], Pa; it is the next one's too. */
  assembleTangent(change: TangentChange): Float64Array;
}

/** Returns the assembly of a body's stiffness. */
export function createStiffnessAssembly(
  { region }: QuadraticMesh,
  geometry: ElementGeometry,
  structure: StiffnessStructure,
): StiffnessAssembly {
  const size = structure.pattern.rows.length;
  const particles = listElements(region, (own) => own >= REGION_PARTICLE);
  const others = listElements(region, (own) => own < REGION_PARTICLE);
  const rest = new Float64Array(size);
  let restModuli: number[] | undefined;
  const elastic = new Float64Array(size);
  let softened: Float64Array | undefined;

  const addElastic = (list: Int32Array, { lambda, shear }: ElasticModuli, out: Float64Array): void =>
    addElements(structure, list, out, (t, own) => {
      const at = region[t];
      computeIsotropicStiffness(geometry, t, { lambda: lambda[at], shear: shear[at] }, own);
    });
  return {
    assembleElastic(moduli) {
      const { lambda, shear } = moduli;
      const wanted = [...lambda.subarray(0, REGION_PARTICLE), ...shear.subarray(0, REGION_PARTICLE)];
      if (restModuli === undefined || wanted.some((own, k) => own !== restModuli?.[k])) {
        rest.fill(0);
        addElastic(others, moduli, rest);
        restModuli = wanted;
      }
      elastic.set(rest);
      addElastic(particles, moduli, elastic);
      return elastic;
    },
    assembleTangent({ elements, tangent }) {
      softened ??= new Float64Array(size);
      softened.set(elastic);
      addElements(structure, elements, softened, (t, own) =>
        computeElementStiffness(geometry, t, { tangent, at: 18 * t }, own),
      );
      return softened;
    },
  };
}

function listElements(region: Int32Array, wanted: (own: number) => boolean): Int32Array {
  return Int32Array.from(region.keys()).filter((t) => wanted(region[t]));
}

/** Adds the stiffness of these elements, in ascending order, to `out`. */
function addElements(
  { scatter, twice }: StiffnessStructure,
  elements: Int32Array,
  out: Float64Array,
  compute: (t: number, own: Float64Array) => void,
): void {
  const entries = ENTRIES_PER_ELEMENT;
  const own = new Float64Array(entries);
  let shared = 0;
  for (const t of elements) {
    const at = entries * t;
    compute(t, own);
    while (twice[shared] < at) shared++;
    for (; twice[shared] < at + entries; shared++) own[twice[shared] - at] *= 2;
    for (let k = 0; k < entries; k++) {
      const place = scatter[at + k];
      if (place >= 0) out[place] += own[k];
    }
  }
}
