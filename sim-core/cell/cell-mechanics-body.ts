/**
 * The body that mechanics solves for: a mesh of its own of the cell's cross-section, with or without the lithium, and
 * where the cell's electrolyte nodes, front and triangles lie on it. The cross-section is as the model has it: strains
 * are small, what the front has grown since enters as a load where a mode says so.
 */

import { type ChainPlaces, listChain, placeOnChain } from "../mechanics/chain-places.ts";
import { createQuadraticMesh, type QuadraticMesh } from "../mechanics/quadratic-mesh.ts";
import { type PointPlaces, placeInRegion } from "../mechanics/sample.ts";
import { type Mesh, REGION_ELECTROLYTE, REGION_LITHIUM } from "../mesh/cross-section.ts";
import { createLocator } from "../mesh/locate.ts";
import { meshCrossSection } from "../mesh/quality-mesh.ts";
import type { Model } from "./model.ts";

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
  /** The cell's triangles by the body's element that holds their middle, -1 for none; undefined without grains. */
  readonly elementOfTriangle: Int32Array | undefined;
}

/** Returns the body of `model`; throws InputError where the section cannot be meshed. */
export function createMechanicsBody(
  model: Model,
  lithium: "with lithium" | "without lithium",
): MechanicsBody {
  const { scenario, section, electrolyte, boundary } = model;
  const same = scenario.mechanics.mesh === scenario.mesh;
  const whole = same ? model.mesh : meshCrossSection(section, scenario.mechanics.mesh);
  const corners = lithium === "with lithium" ? whole : omitLithium(whole);
  const mesh = createQuadraticMesh(corners);
  const bodyFront = listChain(corners.points, corners.frontEdges);
  const cellFront = new Float64Array(2 * (boundary.count - boundary.frontStart));
  for (let k = 0; k < cellFront.length; k++) {
    const node = boundary.nodes[boundary.frontStart + (k >> 1)]!;
    cellFront[k] = electrolyte.points[2 * node + (k & 1)]!;
  }
  return {
    corners,
    mesh,
    nodes: placeInRegion(mesh, electrolyte.points, REGION_ELECTROLYTE),
    cellFront,
    frontOnCell: placeOnChain(cellFront, bodyFront),
    cellOnFront: placeOnChain(bodyFront, cellFront),
    elementOfTriangle: model.grains && locateTriangles(model, corners),
  };
}

function omitLithium(mesh: Mesh): Mesh {
  const triangles: number[] = [];
  const region: number[] = [];
  for (let t = 0; t < mesh.region.length; t++) {
    if (mesh.region[t] === REGION_LITHIUM) continue;
    region.push(mesh.region[t]!);
    for (let k = 3 * t; k < 3 * t + 3; k++) triangles.push(mesh.triangles[k]!);
  }
  return { ...mesh, triangles: Int32Array.from(triangles), region: Int32Array.from(region) };
}

function locateTriangles({ electrolyte }: Model, corners: Mesh): Int32Array {
  const { points, triangles } = electrolyte;
  const { locate } = createLocator(corners.points, corners.triangles);
  const place = (t: number, axis: number): number => {
    const corner = (k: number): number => points[2 * triangles[3 * t + k]! + axis]!;
    return (corner(0) + corner(1) + corner(2)) / 3;
  };
  return Int32Array.from({ length: triangles.length / 3 }, (_, t) => {
    const element = locate(place(t, 0), place(t, 1));
    return element >= 0 && corners.region[element] === REGION_ELECTROLYTE ? element : -1;
  });
}
