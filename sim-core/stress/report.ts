/** What the cell takes from a solved field of stress: numbers for the state, values at the cell's nodes for a picture. */
import { hypot } from "../base/elementary.ts";
import type { Model } from "../cell/model.ts";
import type { MechanicsState } from "../cell/state.ts";
import type { ElectrolyteStress } from "../frame/compose-frame.ts";
import type { ElasticField } from "../mechanics/elastic-system.ts";
import type { ElementGeometry } from "../mechanics/element.ts";
import { interpolateChain } from "../mechanics/front/chain-places.ts";
import { createFrontGauge } from "../mechanics/front/front-normals.ts";
import { averageStress } from "../mechanics/nodal-stress.ts";
import type { QuadraticMesh } from "../mechanics/quadratic-mesh.ts";
import { averageByRegion } from "../mechanics/region-means.ts";
import { pickPlaces, samplePlaces } from "../mechanics/sample.ts";
import { STRESS_COMPONENTS } from "../mechanics/stress.ts";
import {
  findLargest,
  largestPrincipal,
  meanStress,
  measureStress,
  vonMises,
} from "../mechanics/stress-measures.ts";
import { REGION_ELECTROLYTE, REGION_PARTICLE } from "../mesh/cross-section.ts";
import type { MechanicsBody } from "./body.ts";

const MICROMETRES = 1e6;

/** Stress of the state but for what a mode makes of it; `hasYielded` judges a quadrature point. */
export type StressReport = (
  stress: Float64Array /* [nTriangle*12] */,
  hasYielded: (point: number) => boolean,
) => Omit<MechanicsState, "flow" | "time" | "passed">;

/**
 * Returns what reports the stress of a body. That of a particle is the mean in the plane, which is the normal stress on
 * its perimeter and that of a sphere under it: what plane strain adds along the axis of the disc, four times as much,
 * no sphere bears.
 */
export function createStressReport(
  model: Pick<Model, "population" | "grains" | "electrolyte">,
  { body, geometry }: Omit<SolvedBody, "field">,
): StressReport {
  const { mesh, corners } = body;
  const gauge = createFrontGauge(mesh, geometry, corners);
  const own = listElectrolyte(mesh);
  const measureBoundaries = createBoundaryGauge(model, body);
  const nodal = new Float64Array(STRESS_COMPONENTS * mesh.nodeCount);
  const values = new Float64Array(mesh.nodeCount);
  const regions = new Float64Array(STRESS_COMPONENTS * mesh.regionCount);
  const pressure = new Float64Array(corners.frontEdges.length / 2 + 1);
  return (stress, hasYielded) => {
    averageStress(mesh, geometry, stress, nodal, own);
    averageByRegion(mesh, geometry, stress, regions);
    measureStress(nodal, vonMises, values);
    const largest = findLargest(mesh, values, REGION_ELECTROLYTE);
    gauge(stress, pressure);
    return {
      frontPressure: interpolateChain(body.cellOnFront, pressure),
      particleMeanStress: Float64Array.from(model.population.radius, (_, p) => {
        const at = STRESS_COMPONENTS * (REGION_PARTICLE + p);
        return 0.5 * (regions[at] + regions[at + 1]);
      }),
      boundaryStress: measureBoundaries(nodal),
      largestVonMises: {
        value: largest?.value ?? 0,
        x: (largest?.x ?? 0) * MICROMETRES,
        y: (largest?.y ?? 0) * MICROMETRES,
      },
      yieldedShare: shareOfArea(own, geometry, hasYielded),
    };
  };
}

function listElectrolyte({ region }: QuadraticMesh): Int32Array {
  return Int32Array.from(region.keys()).filter((t) => region[t] === REGION_ELECTROLYTE);
}

/** Returns what measures the tension across the boundary edges of the grains, the mean of that at both ends. */
function createBoundaryGauge(
  { grains, electrolyte }: Pick<Model, "grains" | "electrolyte">,
  { nodes }: Pick<MechanicsBody, "nodes">,
): (nodal: Float64Array) => Float64Array {
  const edges = grains?.grains.edges ?? new Int32Array(0);
  const { points } = electrolyte;
  const used = Int32Array.from(new Set(edges));
  const places = pickPlaces(nodes, used);
  const placeOf = new Int32Array(electrolyte.nodeCount);
  used.forEach((node, k) => {
    placeOf[node] = STRESS_COMPONENTS * k;
  });
  const normals = Float64Array.from(edges, (_, k) => {
    const [a, b] = [2 * edges[k & ~1], 2 * edges[k | 1]];
    const [dx, dy] = [points[b] - points[a], points[b + 1] - points[a + 1]];
    return (k % 2 === 0 ? dy : -dx) / hypot(dx, dy);
  });
  const stress = new Float64Array(STRESS_COMPONENTS * used.length);
  return (nodal) => {
    samplePlaces(places, nodal, STRESS_COMPONENTS, stress);
    const tension = new Float64Array(edges.length / 2);
    for (let k = 0; k < tension.length; k++) {
      const [a, b] = [placeOf[edges[2 * k]], placeOf[edges[2 * k + 1]]];
      const [nx, ny] = [normals[2 * k], normals[2 * k + 1]];
      const xx = stress[a] + stress[b];
      const yy = stress[a + 1] + stress[b + 1];
      const xy = stress[a + 2] + stress[b + 2];
      tension[k] = 0.5 * (xx * nx * nx + yy * ny * ny + 2 * xy * nx * ny);
    }
    return tension;
  };
}

function shareOfArea(
  elements: Int32Array,
  { area }: Pick<ElementGeometry, "area">,
  hasYielded: (point: number) => boolean,
): number {
  let total = 0;
  let yielded = 0;
  for (const t of elements) {
    total += area[t];
    for (let q = 0; q < 3; q++) if (hasYielded(3 * t + q)) yielded += area[t] / 3;
  }
  return yielded / total;
}

export interface SolvedBody {
  readonly body: MechanicsBody;
  readonly geometry: ElementGeometry;
  readonly field: Pick<ElasticField, "displacement" | "stress">;
}

/** Returns the fields at the cell's electrolyte nodes. */
export function describeStress({ body, geometry, field }: SolvedBody): ElectrolyteStress {
  const { mesh, nodes } = body;
  const nodal = new Float64Array(STRESS_COMPONENTS * mesh.nodeCount);
  averageStress(mesh, geometry, field.stress, nodal, listElectrolyte(mesh));
  const stress = new Float64Array(STRESS_COMPONENTS * nodes.count);
  samplePlaces(nodes, nodal, STRESS_COMPONENTS, stress);
  const displacement = new Float64Array(2 * nodes.count);
  samplePlaces(nodes, field.displacement, 2, displacement);
  const measure = (of: typeof vonMises): Float64Array => {
    const out = new Float64Array(nodes.count);
    measureStress(stress, of, out);
    return out;
  };
  return {
    vonMises: measure(vonMises),
    meanStress: measure(meanStress),
    principalStress: measure(largestPrincipal),
    displacement,
  };
}
