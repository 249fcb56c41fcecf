/**
 * From the cross-section to its mesh: outline cut to the size field, interior points in fronts, constrained Delaunay
 * triangulation, refinement to the target angle, then regions and named edges. Same input, same bytes.
 */
import { InputError } from "../../base/errors.ts";
import type { CrossSection, Mesh } from "../cross-section.ts";
import { fillPoints } from "./fill-points.ts";
import { listNamedEdges, markRegions } from "./named-edges.ts";
import { createOutline } from "./outline.ts";
import { refineTriangulation } from "./refinement.ts";
import { type MeshSettings, type Resolution, resolveSettings } from "./resolution.ts";
import { checkSection } from "./section-check.ts";
import { createSizeField } from "./size-field.ts";
import { findMinimumAngle } from "./triangle-shape.ts";
import { createTriangulation } from "./triangulation.ts";

/**
 * Returns a conforming mesh of the whole rectangle. Vertices of particles lie on their circles, those of protrusions on
 * their ellipses; angles are at least 28 degrees except in gaps narrower than about 1 % of the mean radius.
 * Throws an InputError with every problem when the section cannot be meshed.
 */
export function meshCrossSection(section: CrossSection, resolution: Resolution | MeshSettings): Mesh {
  const settings = resolveSettings(resolution);
  const problems = checkSection(section);
  if (problems.length > 0) throw new InputError(problems);
  const height = section.cathodeThickness + section.electrolyteThickness + section.lithiumThickness;
  const field = createSizeField(section, settings);
  const outline = createOutline(section, field);
  const points = fillPoints(outline, field, { width: section.width, height });
  const triangulation = createTriangulation(points, outline);
  refineTriangulation(triangulation, section, field);
  const region = markRegions(triangulation, section);
  const edges = listNamedEdges(triangulation, region, outline);
  const triangles = triangulation.vertex.slice(0, 3 * triangulation.nTriangle);
  const meshPoints = triangulation.points.slice(0, 2 * triangulation.nPoint);
  const minimumAngle = findMinimumAngle(meshPoints, triangles);
  return { points: meshPoints, triangles, region, ...edges, minimumAngle };
}
