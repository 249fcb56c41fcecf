/** Invariants of a mesh as numbers, and sections to mesh; shared by the tests of this folder. */
import type { CrossSection, FrontProtrusion, Mesh } from "../../sim-core/mesh/cross-section.ts";
import { type PackedSite, packLattice } from "../../sim-core/mesh/packing/packing.ts";

export const UM = 1e-6;

/** Returns a section; lengths in um. */
export function layOut(
  layers: { width: number; cathode: number; separator: number; lithium: number },
  sites: readonly PackedSite[],
  protrusions: readonly FrontProtrusion[] = [],
): CrossSection {
  return {
    width: layers.width * UM,
    cathodeThickness: layers.cathode * UM,
    electrolyteThickness: layers.separator * UM,
    lithiumThickness: layers.lithium * UM,
    particleX: Float64Array.from(sites, (one) => one.x * UM),
    particleY: Float64Array.from(sites, (one) => one.y * UM),
    particleRadius: Float64Array.from(sites, (one) => one.radius * UM),
    protrusions: protrusions.map(({ x, halfWidth, depth }) => ({
      x: x * UM,
      halfWidth: halfWidth * UM,
      depth: depth * UM,
    })),
  };
}

export function layOutPaperCell(): CrossSection {
  const sites = packLattice({ width: 420, thickness: 75, columns: 28, rows: 5, radius: 5 });
  return layOut({ width: 420, cathode: 75, separator: 100, lithium: 75 }, sites);
}

export function areaOfTriangle(mesh: Mesh, t: number): number {
  const a = 2 * mesh.triangles[3 * t];
  const b = 2 * mesh.triangles[3 * t + 1];
  const c = 2 * mesh.triangles[3 * t + 2];
  const p = mesh.points;
  return 0.5 * ((p[b] - p[a]) * (p[c + 1] - p[a + 1]) - (p[b + 1] - p[a + 1]) * (p[c] - p[a]));
}

/** Area of each region, m2. */
export function sumAreas(mesh: Mesh): Map<number, number> {
  const areas = new Map<number, number>();
  mesh.region.forEach((label, t) => {
    areas.set(label, (areas.get(label) ?? 0) + areaOfTriangle(mesh, t));
  });
  return areas;
}

/** Triangles at each edge, and how often each half-edge occurs. */
export interface EdgeCensus {
  readonly nEdge: number;
  readonly nBorder: number;
  /** Edges with more than two triangles, or walked twice in the same direction. */
  readonly nFault: number;
}

export function countEdges(mesh: Mesh): EdgeCensus {
  const nPoint = mesh.points.length / 2;
  const directed = new Set<number>();
  let nFault = 0;
  for (let e = 0; e < mesh.triangles.length; e++) {
    const a = mesh.triangles[e];
    const b = mesh.triangles[e % 3 === 2 ? e - 2 : e + 1];
    if (directed.has(a * nPoint + b)) nFault++;
    directed.add(a * nPoint + b);
  }
  let nBorder = 0;
  for (const key of directed) {
    const a = Math.floor(key / nPoint);
    if (!directed.has((key % nPoint) * nPoint + a)) nBorder++;
  }
  return { nEdge: (directed.size + nBorder) / 2, nBorder, nFault };
}

/** Smallest angle of triangle t in degrees. */
export function angleOfTriangle(mesh: Mesh, t: number): number {
  const length = (a: number, b: number): number => distance(mesh, a, b);
  const [a, b, c] = [0, 1, 2].map((k) => mesh.triangles[3 * t + k]);
  const sides = [length(a, b), length(b, c), length(c, a)].sort((x, y) => x - y);
  const sine = (2 * areaOfTriangle(mesh, t)) / (sides[1] * sides[2]);
  return (Math.asin(Math.min(1, sine)) * 180) / Math.PI;
}

export function distance(mesh: Mesh, a: number, b: number): number {
  const p = mesh.points;
  return Math.hypot(p[2 * b] - p[2 * a], p[2 * b + 1] - p[2 * a + 1]);
}

export function countElectrolyteNodes(mesh: Mesh): number {
  const nodes = new Set<number>();
  mesh.region.forEach((label, t) => {
    if (label === 0) for (let k = 0; k < 3; k++) nodes.add(mesh.triangles[3 * t + k]);
  });
  return nodes.size;
}

/** Returns every broken invariant in words; empty for a sound mesh of the section. */
export function findFaults(mesh: Mesh, section: CrossSection): string[] {
  return [
    ...findShapeFaults(mesh, section),
    ...findBoundaryFaults(mesh, section),
    ...findRegionFaults(mesh, section),
  ];
}

function findShapeFaults(mesh: Mesh, section: CrossSection): string[] {
  const faults: string[] = [];
  const height = section.cathodeThickness + section.electrolyteThickness + section.lithiumThickness;
  const nTriangle = mesh.region.length;
  let total = 0;
  for (let t = 0; t < nTriangle; t++) {
    const area = areaOfTriangle(mesh, t);
    if (!(area > 0)) faults.push(`triangle ${t} is not counter-clockwise`);
    total += area;
  }
  const whole = section.width * height;
  if (!(Math.abs(total - whole) < 1e-12 * whole)) faults.push(`area ${total} instead of ${whole}`);
  const census = countEdges(mesh);
  if (census.nFault > 0) faults.push(`${census.nFault} edges are not shared by at most two triangles`);
  const euler = mesh.points.length / 2 - census.nEdge + nTriangle;
  if (euler !== 1) faults.push(`Euler characteristic ${euler} instead of 1`);
  return faults;
}

function findBoundaryFaults(mesh: Mesh, section: CrossSection): string[] {
  const faults: string[] = [];
  const { points, particleEdges, particleOfEdge } = mesh;
  const frontY = section.cathodeThickness + section.electrolyteThickness;
  for (let k = 0; k < particleOfEdge.length; k++) {
    const p = particleOfEdge[k];
    const [a, b] = [2 * particleEdges[2 * k], 2 * particleEdges[2 * k + 1]];
    const [x, y, r] = [section.particleX[p], section.particleY[p], section.particleRadius[p]];
    const off = Math.abs(Math.hypot(points[a] - x, points[a + 1] - y) / r - 1);
    if (!(off < 1e-12)) faults.push(`vertex ${a / 2} is off circle ${p} by ${off} radii`);
    const turn = (points[a] - x) * (points[b + 1] - y) - (points[a + 1] - y) * (points[b] - x);
    if (!(turn > 0)) faults.push(`edge ${k} walks clockwise round particle ${p}`);
  }
  const chain = mesh.frontEdges;
  if (points[2 * chain[0]] !== 0) faults.push("the front does not start on the left wall");
  if (points[2 * chain[chain.length - 1]] !== section.width)
    faults.push("the front does not end on the right wall");
  for (let k = 0; k < chain.length; k++) {
    if (k > 0 && k % 2 === 0 && chain[k] !== chain[k - 1]) faults.push(`the front breaks at edge ${k / 2}`);
    if (!isOnFront(section, points[2 * chain[k]], points[2 * chain[k] + 1], frontY)) {
      faults.push(`vertex ${chain[k]} is off the front`);
    }
  }
  return faults;
}

function isOnFront(section: CrossSection, x: number, y: number, frontY: number): boolean {
  if (section.front) return distanceToChain(section.front, x, y) < 1e-12 * section.width;
  const near = section.protrusions.find((one) => Math.abs(x - one.x) < one.halfWidth * (1 - 1e-9));
  if (!near) return y === frontY;
  const value = ((x - near.x) / near.halfWidth) ** 2 + ((y - frontY) / near.depth) ** 2;
  return y < frontY && Math.abs(value - 1) < 1e-11;
}

function distanceToChain(chain: ArrayLike<number>, x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let k = 0; k + 3 < chain.length; k += 2) {
    const [ux, uy] = [chain[k + 2] - chain[k], chain[k + 3] - chain[k + 1]];
    const [dx, dy] = [x - chain[k], y - chain[k + 1]];
    const share = Math.min(1, Math.max(0, (dx * ux + dy * uy) / (ux * ux + uy * uy)));
    nearest = Math.min(nearest, Math.hypot(dx - share * ux, dy - share * uy));
  }
  return nearest;
}

function findRegionFaults(mesh: Mesh, section: CrossSection): string[] {
  const faults: string[] = [];
  const frontY = section.cathodeThickness + section.electrolyteThickness;
  mesh.region.forEach((label, t) => {
    const a = 2 * mesh.triangles[3 * t];
    const b = 2 * mesh.triangles[3 * t + 1];
    const c = 2 * mesh.triangles[3 * t + 2];
    const x = (mesh.points[a] + mesh.points[b] + mesh.points[c]) / 3;
    const y = (mesh.points[a + 1] + mesh.points[b + 1] + mesh.points[c + 1]) / 3;
    const inPolygon = locateAnalytically(mesh, section, { x, y, frontY });
    if (label !== inPolygon) faults.push(`triangle ${t} is labelled ${label} instead of ${inPolygon}`);
  });
  return faults;
}

/** The region of a point by ray casting against the perimeter polygons and the front's polygon. */
function locateAnalytically(
  mesh: Mesh,
  section: CrossSection,
  at: { x: number; y: number; frontY: number },
): number {
  for (let p = 0; p < section.particleX.length; p++) {
    const dx = at.x - section.particleX[p];
    const dy = at.y - section.particleY[p];
    if (dx * dx + dy * dy > section.particleRadius[p] ** 2) continue;
    const range = rangeOfParticle(mesh, p);
    if (isInside(mesh, mesh.particleEdges.subarray(2 * range[0], 2 * range[1]), at)) return 2 + p;
  }
  if (!section.front && at.y > at.frontY) return 1;
  if (!section.front && section.protrusions.length === 0) return 0;
  // Below the front line a point is lithium when the ray down crosses the front an odd number of times.
  let crossings = 0;
  for (let k = 0; k < mesh.frontEdges.length; k += 2) {
    const [a, b] = [2 * mesh.frontEdges[k], 2 * mesh.frontEdges[k + 1]];
    const p = mesh.points;
    if (p[a] > at.x === p[b] > at.x) continue;
    const y = p[a + 1] + ((at.x - p[a]) / (p[b] - p[a])) * (p[b + 1] - p[a + 1]);
    if (y < at.y) crossings++;
  }
  return crossings % 2 === 1 ? 1 : 0;
}

const ranges = new WeakMap<Mesh, Map<number, [number, number]>>();

function rangeOfParticle(mesh: Mesh, p: number): [number, number] {
  let known = ranges.get(mesh);
  if (!known) {
    known = new Map();
    for (let k = 0; k < mesh.particleOfEdge.length; k++) {
      const range = known.get(mesh.particleOfEdge[k]);
      if (range) range[1] = k + 1;
      else known.set(mesh.particleOfEdge[k], [k, k + 1]);
    }
    ranges.set(mesh, known);
  }
  return known.get(p) ?? [0, 0];
}

function isInside(mesh: Mesh, edges: ArrayLike<number>, at: { x: number; y: number }): boolean {
  let inside = false;
  const p = mesh.points;
  for (let k = 0; k < edges.length; k += 2) {
    const [a, b] = [2 * edges[k], 2 * edges[k + 1]];
    if (p[a + 1] > at.y === p[b + 1] > at.y) continue;
    const x = p[a] + ((at.y - p[a + 1]) / (p[b + 1] - p[a + 1])) * (p[b] - p[a]);
    if (x > at.x) inside = !inside;
  }
  return inside;
}
