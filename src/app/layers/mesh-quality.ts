/** The mesh of the electrolyte as it is solved on: edges, and every triangle coloured by its smallest angle. */
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { stageColour } from "../theme/theme.ts";
import { blues } from "./form/colour-maps.ts";
import type { Layer, MeshOfEdges } from "./form/layer.ts";

export const meshQuality: Layer<"meshQuality"> = {
  key: "meshQuality",
  group: { name: "Mesh", question: "What of the mesh" },
  name: "Smallest angle",
  quantity: "Smallest angle of a triangle",
  note: "Triangles on which the electrolyte is solved, by their smallest angle: 60 degrees at best, errors grow as it nears zero",
  needsStress: false,
  scale: { kind: "interval", unit: "\u00b0", factor: 1, smallest: [0, 60], byRoot: false },
  colours: blues,
  electrolyte: { at: "triangles", values: readSmallestAngles },
  particles: { colouredBy: "lithium content", strength: 0.4 },
  onTop: { edges: { ends: edgesOf, colour: stageColour.rim, opacity: 0.55 } },
  signs: [],
};

/** Writes the smallest angle of every triangle, degrees: of the solved shape, not of the one that is drawn. */
function readSmallestAngles({ points }: Frame, { triangles }: FrameMesh, out: Float32Array): boolean {
  const squared = (from: number, to: number): number => {
    const x = points[2 * to]! - points[2 * from]!;
    const y = points[2 * to + 1]! - points[2 * from + 1]!;
    return x * x + y * y;
  };
  for (let t = 0; t < out.length; t++) {
    const ab = squared(triangles[3 * t]!, triangles[3 * t + 1]!);
    const bc = squared(triangles[3 * t + 1]!, triangles[3 * t + 2]!);
    const ca = squared(triangles[3 * t + 2]!, triangles[3 * t]!);
    // The smallest angle lies opposite the shortest side, and the law of cosines gives it.
    const shortest = Math.min(ab, bc, ca);
    const longest = Math.max(ab, bc, ca);
    const middle = ab + bc + ca - shortest - longest;
    const cosine = (middle + longest - shortest) / (2 * Math.sqrt(middle * longest));
    out[t] = (Math.acos(Math.min(1, cosine)) * 180) / Math.PI;
  }
  return true;
}

/** Returns every edge of the triangles once, as two points. */
function edgesOf({ triangles }: MeshOfEdges): Uint32Array {
  const seen = new Set<number>();
  const count = triangles.reduce((most, point) => Math.max(most, point), 0) + 1;
  const ends: number[] = [];
  for (let corner = 0; corner < triangles.length; corner++) {
    const from = triangles[corner]!;
    const to = triangles[corner % 3 === 2 ? corner - 2 : corner + 1]!;
    const edge = Math.min(from, to) * count + Math.max(from, to);
    if (!seen.has(edge)) ends.push(from, to);
    seen.add(edge);
  }
  return Uint32Array.from(ends);
}
