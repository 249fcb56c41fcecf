/**
 * What the laws of the electrolyte need to know of a mesh: its grains, the graph of their boundaries, depth and columns
 * below the lithium front, and which triangles and nodes are at the cathode. Built once per mesh, and only where a law
 * asks for it. The grains stay where they are when the cell is meshed anew: same seed, same rectangle.
 */
import { InputError } from "../base/errors.ts";
import { type CrackGraph, createCrackGraph, findMouths } from "../electrolyte/crack-path.ts";
import { type FrontColumns, layColumns, markTouching } from "../electrolyte/front-columns.ts";
import { resolvedFactor } from "../electrolyte/grain-boundary-resistance.ts";
import {
  createGrainMap,
  type ElectrolyteMesh,
  type GrainMap,
  type SharedTriangles,
  spreadGrains,
} from "../electrolyte/grain-map.ts";
import type { Submesh } from "../fem/submesh.ts";
import { findNeighbours } from "../mesh/adjacency.ts";
import type { CrossSection } from "../mesh/cross-section.ts";
import type { Boundary } from "../potentials/boundary.ts";
import type { Scenario } from "../scenario/record/scenario.ts";

export interface ElectrolyteModel {
  readonly grains: GrainMap;
  readonly graph: CrackGraph;
  /** Front nodes at which a grain boundary ends, where cracks may begin. */
  readonly mouths: readonly number[];
  readonly columns: FrontColumns;
  /** 1 at particles and at the cathode collector. */
  readonly cathodeTriangles: Uint8Array /* [nTriangle] */;
  readonly cathodeNodes: Uint8Array /* [nNode] */;
  /** Factor of the resolved grain boundaries on the conductivity; undefined where they are spread evenly. */
  readonly boundaryFactor: Float64Array | undefined /* [nTriangle] */;
}

/** What of a scenario it depends on. */
export type ElectrolyteNeeds = Pick<Scenario, "seed" | "grains"> & {
  readonly intergranular: Pick<Scenario["intergranular"], "level">;
  readonly fracture: Pick<Scenario["fracture"], "active">;
  readonly electrolyte: Pick<Scenario["electrolyte"], "conductivity">;
};

/** Returns undefined where no law asks for it; throws InputError where there are too many grains. */
export function createElectrolyteModel(
  scenario: ElectrolyteNeeds,
  section: CrossSection,
  mesh: {
    readonly electrolyte: Submesh;
    readonly boundary: Boundary;
    readonly former?: Pick<GrainMap, "sites" | "segments"> | undefined;
    readonly shared?: SharedTriangles | undefined;
  },
): ElectrolyteModel | undefined {
  const { grains: grainParameters, intergranular, fracture, seed } = scenario;
  if (intergranular.level === "none" && !fracture.active && !grainParameters.resolved) return undefined;
  const { electrolyte, boundary, former, shared } = mesh;
  const neighbour = findNeighbours(
    electrolyte.triangles,
    electrolyte.nodeCount,
    shared && neighboursOf(shared, electrolyte),
  );
  const known = { points: electrolyte.points, triangles: electrolyte.triangles, neighbour };
  const grains = section.continuum
    ? spreadGrains(known, grainParameters.size)
    : mapGrains(known, section, { size: grainParameters.size, seed }, { former, shared });
  const graph = createCrackGraph(grains, electrolyte.nodeCount);
  const frontNodes = boundary.nodes.subarray(boundary.frontStart);
  const atCathode = listCathodeNodes(electrolyte, boundary);
  const cathodeNodes = new Uint8Array(electrolyte.nodeCount);
  for (const node of atCathode) cathodeNodes[node] = 1;
  return {
    grains,
    graph,
    mouths: findMouths(graph, frontNodes),
    columns: layColumns(known, frontNodes),
    cathodeTriangles: markTouching(electrolyte.triangles, atCathode, electrolyte.nodeCount),
    cathodeNodes,
    boundaryFactor: grainParameters.resolved
      ? resolvedFactor(grains.density, scenario.electrolyte.conductivity, grainParameters)
      : undefined,
  };
}

function mapGrains(
  mesh: ElectrolyteMesh,
  { width, cathodeThickness, electrolyteThickness }: CrossSection,
  grains: Parameters<typeof createGrainMap>[2],
  origin: Parameters<typeof createGrainMap>[3],
): GrainMap {
  const box = { width, height: cathodeThickness + electrolyteThickness };
  const outcome = createGrainMap(mesh, box, grains, origin);
  if (outcome.ok) return outcome.map;
  const got = `${Number((grains.size * 1e6).toPrecision(3))} um`;
  throw new InputError([{ where: "grains.size", got, expected: `larger grains: ${outcome.reason}` }]);
}

/** Neighbours of shared triangles among themselves, by their owner. */
const sharedNeighbours = new WeakMap<object, Int32Array>();

function neighboursOf({ owner, count }: SharedTriangles, { triangles, nodeCount }: Submesh): Int32Array {
  const known = sharedNeighbours.get(owner) ?? findNeighbours(triangles.subarray(0, 3 * count), nodeCount);
  sharedNeighbours.set(owner, known);
  return known;
}

/** Electrolyte nodes on particles and on the cathode collector, y = 0. */
function listCathodeNodes({ points, nodeCount }: Submesh, { nodes, frontStart }: Boundary): number[] {
  const list = Array.from(nodes.subarray(0, frontStart));
  for (let v = 0; v < nodeCount; v++) if (points[2 * v + 1] === 0) list.push(v);
  return list;
}
