/**
 * From the cross-section to its mesh: outline cut to the size field, interior points in fronts, constrained Delaunay
 * triangulation, refinement to the target angle, then regions and named edges. The cathode layer comes first and by itself,
 * unless a particle reaches through its border. Same input, same bytes.
 */
import { InputError } from "../../base/errors.ts";
import { type CrossSection, isBorderCrossed, type Mesh } from "../cross-section.ts";
import { type CathodeLayer, joinAbove, layerOf } from "./cathode-layer.ts";
import { fillPoints } from "./fill-points.ts";
import { listFrontEdges, listLayerEdges, markRegions } from "./named-edges.ts";
import { createOutline } from "./outline.ts";
import { refineTriangulation } from "./refinement.ts";
import { type MeshSettings, type Resolution, resolveSettings } from "./resolution.ts";
import { checkSection } from "./section-check.ts";
import { createSizeField, type SizeField } from "./size-field.ts";
import { findMinimumAngle } from "./triangle-shape.ts";
import { createTriangulation, type Triangulation } from "./triangulation.ts";

/** A mesh, and the cathode layer whose vertices and triangles it begins with, unchanged; undefined where there is none. */
export interface LayeredMesh {
  readonly mesh: Mesh;
  readonly layer: CathodeLayer | undefined;
}

/**
 * Returns a conforming mesh of the whole rectangle. Vertices of particles lie on their circles, those of protrusions on
 * their ellipses; angles are at least 28 degrees except in gaps narrower than about 1 % of the mean radius.
 * Throws an InputError with every problem when the section cannot be meshed.
 */
export function meshCrossSection(section: CrossSection, resolution: Resolution | MeshSettings): Mesh {
  return meshInLayers(section, resolution).mesh;
}

/** Returns the mesh with the layer that it begins with; throws as `meshCrossSection` does. */
export function meshInLayers(section: CrossSection, resolution: Resolution | MeshSettings): LayeredMesh {
  const settings = resolveSettings(resolution);
  const problems = checkSection(section);
  if (problems.length > 0) throw new InputError(problems);
  if (isBorderCrossed(section)) {
    return { mesh: meshWhole(section, createSizeField(section, settings)), layer: undefined };
  }
  const layer = layerOf(section, settings);
  const field = createSizeField(section, settings, layer.circles);
  const { triangulation, ...corners } = joinAbove(layer, section, field);
  const layerCount = layer.region.length;
  const sound = layer.isTooCoarse(field) ? 0 : layerCount;
  const isKept = refineTriangulation(triangulation, section, field, sound) >= layerCount;
  const { firstOfParticle, bottomLeft } = layer;
  const kept = isKept ? layer : undefined;
  return {
    mesh: name(triangulation, section, { firstOfParticle, bottomLeft, ...corners }, kept),
    layer: kept,
  };
}

function meshWhole(section: CrossSection, field: SizeField): Mesh {
  const top = section.cathodeThickness + section.electrolyteThickness + section.lithiumThickness;
  const outline = createOutline(section, field);
  const points = fillPoints(outline, field, { width: section.width, bottom: 0, top });
  const triangulation = createTriangulation(points, outline);
  refineTriangulation(triangulation, section, field);
  return name(triangulation, section, outline, undefined);
}

/** Finds regions and named edges; those of a layer that was kept are known. */
function name(
  triangulation: Triangulation,
  section: CrossSection,
  corners: Parameters<typeof listLayerEdges>[2] & Parameters<typeof listFrontEdges>[3],
  layer: CathodeLayer | undefined,
): Mesh {
  const from = layer === undefined ? 0 : layer.region.length;
  const region = markRegions(triangulation, section, layer?.region);
  const triangles = triangulation.vertex.slice(0, 3 * triangulation.nTriangle);
  const points = triangulation.points.slice(0, 2 * triangulation.nPoint);
  const { particleEdges, particleOfEdge, cathodeCollectorEdges } =
    layer?.edges ?? listLayerEdges(triangulation, region, corners);
  const angle = findMinimumAngle(points, triangles.subarray(3 * from));
  return {
    points,
    triangles,
    region,
    particleEdges: particleEdges.slice(),
    particleOfEdge: particleOfEdge.slice(),
    cathodeCollectorEdges: cathodeCollectorEdges.slice(),
    ...listFrontEdges(triangulation, region, from, corners),
    minimumAngle: Math.min(angle, layer?.minimumAngle ?? angle),
  };
}
