/** What the cell takes from a solved field of stress: numbers for the state, values at the cell's nodes for a picture. */
import { hypot } from "../base/elementary.ts";
import type { Model } from "../cell/model.ts";
import type { MechanicsState } from "../cell/state.ts";
import type { ElectrolyteStress } from "../frame/compose-frame.ts";
import type { ElasticField } from "../mechanics/elastic-system.ts";
import type { ElementGeometry } from "../mechanics/element.ts";
import { interpolateChain } from "../mechanics/front/chain-places.ts";
import type { FrontGauge } from "../mechanics/front/front-normals.ts";
import { averageStress } from "../mechanics/nodal-stress.ts";
import { averageByRegion } from "../mechanics/region-means.ts";
import { normalStress, samplePlaces } from "../mechanics/sample.ts";
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

export interface SolvedBody {
  readonly body: MechanicsBody;
  readonly geometry: ElementGeometry;
  readonly gauge: FrontGauge;
  readonly field: Pick<ElasticField, "displacement" | "stress">;
}

/**
 * Returns the stress of the state but for its plastic history. The stress of a particle is the mean in the plane, which is
 * the normal stress on its perimeter and that of a sphere under it: what plane strain adds along the axis of the disc, four
 * times as much, no sphere bears. `hasYielded` judges a quadrature point.
 */
export function reportStress(
  model: Pick<Model, "population" | "grains" | "electrolyte">,
  { body, geometry, gauge, field }: SolvedBody,
  hasYielded: (point: number) => boolean,
): Omit<MechanicsState, "flow" | "time" | "passed"> {
  const { mesh, corners } = body;
  const nodal = new Float64Array(STRESS_COMPONENTS * mesh.nodeCount);
  averageStress(mesh, geometry, field.stress, nodal);
  const regions = new Float64Array(STRESS_COMPONENTS * mesh.regionCount);
  averageByRegion(mesh, geometry, field.stress, regions);
  const values = new Float64Array(mesh.nodeCount);
  measureStress(nodal, vonMises, values);
  const largest = findLargest(mesh, values, REGION_ELECTROLYTE);
  const pressure = new Float64Array(corners.frontEdges.length / 2 + 1);
  gauge(field.stress, pressure);
  return {
    frontPressure: interpolateChain(body.cellOnFront, pressure),
    particleMeanStress: Float64Array.from(model.population.radius, (_, p) => {
      const at = STRESS_COMPONENTS * (REGION_PARTICLE + p);
      return 0.5 * (regions[at] + regions[at + 1]);
    }),
    boundaryStress: measureBoundaries(model, body, nodal),
    largestVonMises: {
      value: largest?.value ?? 0,
      x: (largest?.x ?? 0) * MICROMETRES,
      y: (largest?.y ?? 0) * MICROMETRES,
    },
    yieldedShare: shareOfArea(body, geometry, hasYielded),
  };
}

/** Tension across the boundary edges of the grains, the mean of that at both ends. */
function measureBoundaries(
  { grains, electrolyte }: Pick<Model, "grains" | "electrolyte">,
  body: Pick<MechanicsBody, "nodes">,
  nodal: Float64Array,
): Float64Array {
  const edges = grains?.grains.edges ?? new Int32Array(0);
  if (edges.length === 0) return new Float64Array(0);
  const { points } = electrolyte;
  const stress = new Float64Array(STRESS_COMPONENTS * electrolyte.nodeCount);
  samplePlaces(body.nodes, nodal, STRESS_COMPONENTS, stress);
  return Float64Array.from({ length: edges.length / 2 }, (_, k) => {
    const [a, b] = [edges[2 * k], edges[2 * k + 1]];
    const dx = points[2 * b] - points[2 * a];
    const dy = points[2 * b + 1] - points[2 * a + 1];
    const length = hypot(dx, dy);
    const normal = { nx: dy / length, ny: -dx / length };
    return 0.5 * (normalStress(stress, a, normal) + normalStress(stress, b, normal));
  });
}

function shareOfArea(
  { mesh }: Pick<MechanicsBody, "mesh">,
  { area }: Pick<ElementGeometry, "area">,
  hasYielded: (point: number) => boolean,
): number {
  let total = 0;
  let yielded = 0;
  for (let t = 0; t < area.length; t++) {
    if (mesh.region[t] !== REGION_ELECTROLYTE) continue;
    total += area[t];
    for (let q = 0; q < 3; q++) if (hasYielded(3 * t + q)) yielded += area[t] / 3;
  }
  return yielded / total;
}

/** Returns the fields at the cell's electrolyte nodes. */
export function describeStress({ body, geometry, field }: Omit<SolvedBody, "gauge">): ElectrolyteStress {
  const { mesh, nodes } = body;
  const nodal = new Float64Array(STRESS_COMPONENTS * mesh.nodeCount);
  averageStress(mesh, geometry, field.stress, nodal);
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
