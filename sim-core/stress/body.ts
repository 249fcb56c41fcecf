/**
 * The body that mechanics solves for: a mesh of its own of the cell's cross-section, with or without the lithium, and
 * where the cell's electrolyte nodes, front and triangles lie on it. The cross-section is as the model has it: strains
 * are small, what the front has grown since enters as a load where a mode says so.
 */

import type { Model } from "../cell/model.ts";
import type { Submesh } from "../fem/submesh.ts";
import { analyseElastic, createElasticSystem, type ElasticSystem } from "../mechanics/elastic-system.ts";
import { type ChainPlaces, listChain, placeOnChain } from "../mechanics/front/chain-places.ts";
import { createQuadraticMesh, type QuadraticMesh } from "../mechanics/quadratic-mesh.ts";
import { type PointPlaces, placeInRegion } from "../mechanics/sample.ts";
import type { SectionSupports } from "../mechanics/section-supports.ts";
import { type Mesh, REGION_ELECTROLYTE, REGION_LITHIUM } from "../mesh/cross-section.ts";
import { meshCrossSection } from "../mesh/generation/quality-mesh.ts";
import { createLocator } from "../mesh/transfer/locate.ts";

export interface MechanicsBody {
  /** Corners of the elements; without lithium its triangles are missing, its points are not. */
  readonly corners: Mesh;
  readonly mesh: QuadraticMesh;
  /** The cell's electrolyte nodes. */
  readonly nodes: PointPlaces;
  /** The cell's front as it was meshed. */
  readonly cellFront: Float64Array /* [nFront*2], m */;
  /** The points of the body's front on the cell's, and the other way round. */
  readonly frontOnCell: ChainPlaces;
  readonly cellOnFront: ChainPlaces;
  /** The cell's triangles among the elements; undefined without grains. */
  readonly triangles: TrianglePlaces | undefined;
}

export interface TrianglePlaces {
  /** Element that holds the middle of a triangle, -1 for none. */
  readonly elementOf: Int32Array /* [cell's nTriangle] */;
  /** Triangle that holds the middle of an element of the electrolyte which holds that of none, else -1. */
  readonly triangleOf: Int32Array /* [nTriangle] */;
}

type BodyNeeds = Pick<Model, "scenario" | "section" | "mesh" | "electrolyte" | "boundary" | "grains">;

/** Returns the body of `model`; throws InputError where the section cannot be meshed. */
export function createMechanicsBody(
  model: BodyNeeds & Pick<Model, "shared">,
  lithium: "with lithium" | "without lithium",
): MechanicsBody {
  const { mesh, scenario, grains, shared } = model;
  const name = ["body", lithium, scenario.mechanics.mesh, grains ? "with grains" : "without grains"];
  return shared.part(mesh, name.join(" "), () => meshBody(model, lithium));
}

/**
 * Returns an elastic system of the body of `model`, whose supports follow from its mode and its sides; throws InputError
 * where its factor would take too much memory.
 */
export function createBodySystem(
  { scenario, shared }: Pick<Model, "scenario" | "shared">,
  body: MechanicsBody,
  supports: SectionSupports,
): ElasticSystem {
  const { mode, sides } = scenario.mechanics;
  const analyse = () => analyseElastic(body.mesh, supports);
  const analysis = shared.part(body, `stiffness ${mode} ${sides}`, analyse);
  const { memoryLimit } = scenario.solver;
  return createElasticSystem(body.mesh, supports, { memoryLimit, factor: "quick", analysis });
}

function meshBody(model: BodyNeeds, lithium: "with lithium" | "without lithium"): MechanicsBody {
  const { scenario, section, electrolyte, boundary } = model;
  const same = scenario.mechanics.mesh === scenario.mesh;
  const whole = same ? model.mesh : meshCrossSection(section, scenario.mechanics.mesh);
  const corners = lithium === "with lithium" ? whole : omitLithium(whole);
  const mesh = createQuadraticMesh(corners);
  const bodyFront = listChain(corners.points, corners.frontEdges);
  const cellFront = new Float64Array(2 * (boundary.count - boundary.frontStart));
  for (let k = 0; k < cellFront.length; k++) {
    const node = boundary.nodes[boundary.frontStart + (k >> 1)];
    cellFront[k] = electrolyte.points[2 * node + (k & 1)];
  }
  return {
    corners,
    mesh,
    nodes: placeInRegion(mesh, electrolyte.points, REGION_ELECTROLYTE),
    cellFront,
    frontOnCell: placeOnChain(cellFront, bodyFront),
    cellOnFront: placeOnChain(bodyFront, cellFront),
    triangles: model.grains && locateTriangles(electrolyte, corners),
  };
}

function omitLithium(mesh: Mesh): Mesh {
  const triangles: number[] = [];
  const region: number[] = [];
  for (let t = 0; t < mesh.region.length; t++) {
    if (mesh.region[t] === REGION_LITHIUM) continue;
    region.push(mesh.region[t]);
    for (let k = 3 * t; k < 3 * t + 3; k++) triangles.push(mesh.triangles[k]);
  }
  return { ...mesh, triangles: Int32Array.from(triangles), region: Int32Array.from(region) };
}

function locateTriangles(electrolyte: Submesh, corners: Mesh): TrianglePlaces {
  const elements = createLocator(corners.points, corners.triangles);
  const triangles = createLocator(electrolyte.points, electrolyte.triangles);
  const holdsOne = new Uint8Array(corners.region.length);
  const elementOf = Int32Array.from({ length: electrolyte.triangles.length / 3 }, (_, t) => {
    const element = elements.locate(...middleOf(electrolyte, t));
    if (element < 0 || corners.region[element] !== REGION_ELECTROLYTE) return -1;
    holdsOne[element] = 1;
    return element;
  });
  const triangleOf = corners.region.map((region, element) =>
    region === REGION_ELECTROLYTE && holdsOne[element] === 0
      ? triangles.locate(...middleOf(corners, element))
      : -1,
  );
  return { elementOf, triangleOf };
}

function middleOf(
  { points, triangles }: { readonly points: ArrayLike<number>; readonly triangles: ArrayLike<number> },
  t: number,
): [number, number] {
  const along = (axis: number): number => {
    let sum = 0;
    for (let k = 3 * t; k < 3 * t + 3; k++) sum += points[2 * triangles[k] + axis];
    return sum / 3;
  };
  return [along(0), along(1)];
}
