/**
 * Where painted electrolyte ends, as edges of the mesh: between triangles of other factors and at the border of the
 * electrolyte, perimeters of particles left out. The edge of a patch is as rough as the mesh that the patch acts in.
 */
import type { Boundary } from "../potentials/boundary.ts";
import type { Patch } from "../scenario/record/scenario.ts";
import { paintFactors } from "./patches.ts";

interface PaintedMesh {
  readonly electrolyte: Parameters<typeof paintFactors>[0];
  readonly boundary: Pick<Boundary, "nodes" | "frontStart">;
}

/** By the patches that were painted, which stay one record until a hand paints again. */
const outlines = new WeakMap<
  readonly Patch[],
  { readonly of: PaintedMesh["electrolyte"]; readonly ends: Uint32Array }
>();

/** Returns the nodes [nEdge*2] at both ends of each edge; none where nothing is painted. */
export function outlinePatches(
  { electrolyte, boundary }: PaintedMesh,
  patches: readonly Patch[] | undefined,
): Uint32Array {
  if (patches === undefined) return new Uint32Array(0);
  const known = outlines.get(patches);
  if (known?.of === electrolyte) return known.ends;
  const ends = findEnds({ electrolyte, boundary }, paintFactors(electrolyte, patches, undefined));
  outlines.set(patches, { of: electrolyte, ends });
  return ends;
}

function findEnds({ electrolyte, boundary }: PaintedMesh, factors: Float64Array | undefined): Uint32Array {
  if (factors === undefined) return new Uint32Array(0);
  const { points, triangles } = electrolyte;
  const nodeCount = points.length / 2;
  const isOfParticle = new Uint8Array(nodeCount);
  for (const node of boundary.nodes.subarray(0, boundary.frontStart)) isOfParticle[node] = 1;
  /** Factors on both sides of the edges of painted triangles; 0 for what is no electrolyte. */
  const sides = new Map<number, [own: number, other: number]>();
  const visit = (see: (edge: number, factor: number) => void): void => {
    for (let k = 0; k < triangles.length; k++) {
      const a = triangles[k];
      const b = triangles[k % 3 === 2 ? k - 2 : k + 1];
      see(Math.min(a, b) * nodeCount + Math.max(a, b), factors[Math.floor(k / 3)]);
    }
  };
  visit((edge, factor) => {
    const seen = sides.get(edge);
    if (seen !== undefined) seen[1] = factor;
    else if (factor < 1) sides.set(edge, [factor, 0]);
  });
  // An edge whose unpainted side came first has been passed by.
  visit((edge, factor) => {
    const seen = sides.get(edge);
    if (seen !== undefined && factor === 1) seen[1] = 1;
  });
  const ends: number[] = [];
  for (const [edge, [own, other]] of sides) {
    const [a, b] = [Math.floor(edge / nodeCount), edge % nodeCount];
    const isRim = other === 0 && isOfParticle[a] === 1 && isOfParticle[b] === 1;
    if (own !== other && !isRim) ends.push(a, b);
  }
  return Uint32Array.from(ends);
}
