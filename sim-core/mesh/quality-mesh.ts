/**
 * From the cross-section to its mesh: outline cut to the size field, interior points in fronts, constrained Delaunay
 * triangulation, refinement to the target angle, then regions and named edges. Same input, same bytes.
 */
import { InputError } from "../base/errors.ts";
import type { CrossSection, Mesh } from "./cross-section.ts";
import { fillPoints } from "./fill-points.ts";
import { listNamedEdges, markRegions } from "./named-edges.ts";
import { createOutline } from "./outline.ts";
import { refineTriangulation } from "./refinement.ts";
import { type MeshSettings, type Resolution, resolveSettings } from "./resolution.ts";
import { checkSection } from "./section-check.ts";
import { createSizeField } from "./size-field.ts";
import { createTriangulation } from "./triangulation.ts";

/**
 * Returns a conforming mesh of the whole rectangle. Vertices of particles lie on their circles, those of protrusions on
 * their ellipses; angles are at least 28 degrees except where a gap is narrower than about 2 % of a radius.
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

/** Returns the smallest angle of all triangles in degrees. */
export function findMinimumAngle(points: ArrayLike<number>, triangles: ArrayLike<number>): number {
  let smallest = Math.PI;
  for (let k = 0; k < triangles.length; k++) {
    const t = k - (k % 3);
    const a = 2 * triangles[k];
    const b = 2 * triangles[t + ((k + 1) % 3)];
    const c = 2 * triangles[t + ((k + 2) % 3)];
    const ux = points[b] - points[a];
    const uy = points[b + 1] - points[a + 1];
    const vx = points[c] - points[a];
    const vy = points[c + 1] - points[a + 1];
    smallest = Math.min(smallest, Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy));
  }
  return (smallest * 180) / Math.PI;
}
