/**
 * Grains of the electrolyte as cells of random sites (Poisson-Voronoi). Such cells have 2 sqrt(n) of boundary per area
 * at n sites per area, exactly on average; n is chosen so that this is 1.5/d. The boundaries' true lengths are shared
 * out to the triangles that they cross, whatever the mesh; for cracks, which run along edges of the mesh, an edge
 * between triangles of two grains counts as boundary. Sources: physics.md 2.1, 8.1; Meijering 1953.
 */
import { createRandom } from "../base/random.ts";
import { findNeighbours } from "../mesh/adjacency.ts";
import { createNearest } from "../mesh/nearest-point.ts";
import { measureSegments } from "../mesh/transfer/segment-lengths.ts";
import { findVoronoiEdges, type Rectangle } from "../mesh/voronoi.ts";
import { BOUNDARY_DENSITY_TIMES_SIZE } from "./grain-boundary-resistance.ts";

/** More grains than this in a section cannot be told apart on any screen. */
export const GRAIN_LIMIT = 200000;

/** Triangles of the electrolyte. */
export interface ElectrolyteMesh {
  readonly points: ArrayLike<number> /* [nNode*2], m */;
  readonly triangles: ArrayLike<number> /* [nTriangle*3] */;
  /** Triangle across each edge, -1 for none; found where it is not given. */
  readonly neighbour?: Int32Array /* [nTriangle*3] */;
}

export interface GrainMap {
  readonly grainCount: number;
  /** Grain in which the middle of each triangle lies. */
  readonly grain: Int32Array /* [nTriangle] */;
  /** Length of boundary per area of each triangle, m/m2; not changed by a mesh that moves with its grains. */
  readonly density: Float64Array /* [nTriangle] */;
  /** Middles about which the grains lie, m. */
  readonly sites: Float64Array /* [nGrain*2] */;
  /** Boundaries in the whole rectangle for drawing: x, y, x, y, m. */
  readonly segments: Float64Array /* [nSegment*4] */;
  /** Edges of the mesh between triangles of two grains: nodes, and the triangles beside it. */
  readonly edges: Int32Array /* [nEdge*2] */;
  readonly trianglesOfEdge: Int32Array /* [nEdge*2] */;
}

export type GrainOutcome =
  | { readonly ok: true; readonly map: GrainMap }
  | { readonly ok: false; readonly reason: string };

/** Returns how many grains of mean size `size` (m) a rectangle holds; not rounded. */
export function countGrains({ width, height }: Rectangle, size: number): number {
  return width * height * (BOUNDARY_DENSITY_TIMES_SIZE / (2 * size)) ** 2;
}

/** Triangles that several meshes begin with. */
export interface SharedTriangles {
  /** One object for all meshes that have them. */
  readonly owner: object;
  readonly count: number;
}

/**
 * Returns the grains of mean size `size` (m) in `box`, which holds the mesh; a reason where they are too many. `former`:
 * the map of the same grains on another mesh, whose sites and boundaries are taken over.
 */
export function createGrainMap(
  mesh: ElectrolyteMesh,
  box: Rectangle,
  grains: { readonly size: number; readonly seed: number },
  {
    former,
    shared,
  }: {
    readonly former?: Pick<GrainMap, "sites" | "segments"> | undefined;
    readonly shared?: SharedTriangles | undefined;
  } = {},
): GrainOutcome {
  const expected = countGrains(box, grains.size);
  if (expected > GRAIN_LIMIT) {
    const reason = `${Math.round(expected)} grains are too many to be drawn one by one; at most ${GRAIN_LIMIT}`;
    return { ok: false, reason };
  }
  const sites = former?.sites ?? drawSites(Math.max(1, Math.round(expected)), box, grains.seed);
  const segments = former?.segments ?? findVoronoiEdges(sites, box).segments;
  const layout = { sites, segments, key: [box.width, box.height, grains.size, grains.seed].join(" ") };
  const { grain, density } = locateGrains(mesh, layout, shared);
  const boundaries = listBoundaryEdges(mesh, grain);
  return { ok: true, map: { grainCount: sites.length / 2, grain, density, sites, segments, ...boundaries } };
}

/**
 * Returns the grains of mean size `size` (m) of a mesh that is too coarse to tell one from the other: the mean of their
 * boundaries in every triangle, none drawn, and none between the triangles.
 */
export function spreadGrains({ triangles }: Pick<ElectrolyteMesh, "triangles">, size: number): GrainMap {
  const count = triangles.length / 3;
  return {
    grainCount: 0,
    grain: new Int32Array(count),
    density: new Float64Array(count).fill(BOUNDARY_DENSITY_TIMES_SIZE / size),
    sites: new Float64Array(0),
    segments: new Float64Array(0),
    edges: new Int32Array(0),
    trianglesOfEdge: new Int32Array(0),
  };
}

type Layout = Pick<GrainMap, "sites" | "segments"> & {
  /** What they follow from. */
  readonly key: string;
};
type Located = Pick<GrainMap, "grain" | "density">;

/** What was found for shared triangles; the last layout of each owner. */
const locatedBefore = new WeakMap<object, Located & { readonly key: string }>();

/** Shared triangles are looked at by themselves, so that all meshes find the same, and once only. */
function locateGrains(mesh: ElectrolyteMesh, layout: Layout, shared?: SharedTriangles): Located {
  const { points, triangles } = mesh;
  if (shared === undefined) return locate(points, triangles, layout);
  const known = locatedBefore.get(shared.owner);
  const [first, rest] = split(triangles, 3 * shared.count);
  const begun = known?.key === layout.key ? known : { ...locate(points, first, layout), key: layout.key };
  locatedBefore.set(shared.owner, begun);
  const other = locate(points, rest, layout);
  const grain = new Int32Array(triangles.length / 3);
  const density = new Float64Array(grain.length);
  grain.set(begun.grain);
  grain.set(other.grain, shared.count);
  density.set(begun.density);
  density.set(other.density, shared.count);
  return { grain, density };
}

function split(values: ArrayLike<number>, at: number): readonly [Int32Array, Int32Array] {
  const all = values instanceof Int32Array ? values : Int32Array.from(values);
  return [all.subarray(0, at), all.subarray(at)];
}

function locate(
  points: ArrayLike<number>,
  triangles: ArrayLike<number>,
  { sites, segments }: Layout,
): Located {
  const mesh = { points, triangles };
  return { grain: assignGrains(mesh, sites), density: measureDensity(mesh, segments) };
}

function drawSites(count: number, { width, height }: Rectangle, seed: number): Float64Array {
  const random = createRandom(seed, "grains");
  const sites = new Float64Array(2 * count);
  for (let k = 0; k < count; k++) {
    sites[2 * k] = width * random.uniform();
    sites[2 * k + 1] = height * random.uniform();
  }
  return sites;
}

/** Nearest site of every triangle's middle. */
function assignGrains({ points, triangles }: ElectrolyteMesh, sites: Float64Array): Int32Array {
  const nearest = createNearest(sites);
  const grain = new Int32Array(triangles.length / 3);
  for (let t = 0; t < grain.length; t++) {
    const [a, b, c] = [2 * triangles[3 * t], 2 * triangles[3 * t + 1], 2 * triangles[3 * t + 2]];
    grain[t] = nearest.find(
      (points[a] + points[b] + points[c]) / 3,
      (points[a + 1] + points[b + 1] + points[c + 1]) / 3,
    );
  }
  return grain;
}

function listBoundaryEdges(
  mesh: ElectrolyteMesh,
  grain: ArrayLike<number>,
): Pick<GrainMap, "edges" | "trianglesOfEdge"> {
  const { triangles, points } = mesh;
  const neighbour = mesh.neighbour ?? findNeighbours(triangles, points.length / 2);
  const edges: number[] = [];
  const beside: number[] = [];
  for (let e = 0; e < triangles.length; e++) {
    const t = Math.floor(e / 3);
    const other = neighbour[e];
    if (other < t || grain[other] === grain[t]) continue;
    edges.push(triangles[e], triangles[e % 3 === 2 ? e - 2 : e + 1]);
    beside.push(t, other);
  }
  return { edges: Int32Array.from(edges), trianglesOfEdge: Int32Array.from(beside) };
}

/** Length of the segments in each triangle over its area. */
function measureDensity({ points, triangles }: ElectrolyteMesh, segments: Float64Array): Float64Array {
  const density = measureSegments(points, triangles, segments);
  for (let t = 0; t < density.length; t++) {
    const [a, b, c] = [2 * triangles[3 * t], 2 * triangles[3 * t + 1], 2 * triangles[3 * t + 2]];
    const ux = points[b] - points[a];
    const uy = points[b + 1] - points[a + 1];
    const vx = points[c] - points[a];
    const vy = points[c + 1] - points[a + 1];
    density[t] *= 2 / (ux * vy - uy * vx);
  }
  return density;
}
