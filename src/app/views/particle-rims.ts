/** Which boundary edges of the electrolyte are gates for the current, and which points lie around which particle. */
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { MeshTopology } from "./mesh-walk.ts";

export interface Rims {
  readonly gates: Int32Array /* 3*triangle + edge */;
  readonly start: Int32Array /* [nParticle+1] */;
  readonly points: Int32Array;
}

/** Sorts the boundary edges: those of particles and of the lithium let current through, the outer walls do not. */
export function findRims(topology: MeshTopology, mesh: FrameMesh, { points }: Pick<Frame, "points">): Rims {
  const gates: number[] = [];
  const pointsOfParticle: number[][] = Array.from(mesh.particleX, () => []);
  const wall = 1e-4 * mesh.width;
  for (const half of topology.boundary) {
    const first = 3 * Math.floor(half / 3);
    const a = topology.triangles[first + ((half - first + 1) % 3)]!;
    const b = topology.triangles[first + ((half - first + 2) % 3)]!;
    const x = (points[2 * a]! + points[2 * b]!) / 2;
    const y = (points[2 * a + 1]! + points[2 * b + 1]!) / 2;
    if (x < wall || x > mesh.width - wall || y < wall) continue;
    gates.push(half);
    const particle = particleAround(mesh, x, y);
    if (particle !== undefined) pointsOfParticle[particle]!.push(a);
  }
  placeWithoutRims(mesh, points, pointsOfParticle);
  const start = new Int32Array(mesh.particleX.length + 1);
  pointsOfParticle.forEach((list, p) => {
    start[p + 1] = start[p]! + list.length;
  });
  return { gates: Int32Array.from(gates), start, points: Int32Array.from(pointsOfParticle.flat()) };
}

/** Gives particles without a rim, those of a cathode that is a continuum, the point at their own place. */
function placeWithoutRims(mesh: FrameMesh, points: ArrayLike<number>, pointsOfParticle: number[][]): void {
  if (pointsOfParticle.every((list) => list.length > 0)) return;
  const pointAt = new Map<string, number>();
  for (let v = 0; 2 * v < points.length; v++) pointAt.set(`${points[2 * v]} ${points[2 * v + 1]}`, v);
  pointsOfParticle.forEach((list, p) => {
    const own = pointAt.get(`${mesh.particleX[p]} ${mesh.particleY[p]}`);
    if (list.length === 0 && own !== undefined) list.push(own);
  });
}

/** Writes the mean of a nodal field over the points around each particle to every `stride`th place of `out`; 0 without points. */
export function averageOverRims(
  { start, points }: Rims,
  values: ArrayLike<number>,
  out: Float32Array,
  stride: number,
): void {
  for (let p = 0; p + 1 < start.length; p++) {
    const from = start[p]!;
    const to = start[p + 1]!;
    let sum = 0;
    for (let k = from; k < to; k++) sum += values[points[k]!]!;
    out[stride * p] = to > from ? sum / (to - from) : 0;
  }
}

function particleAround(mesh: FrameMesh, x: number, y: number): number | undefined {
  for (let p = 0; p < mesh.particleX.length; p++) {
    const dx = x - mesh.particleX[p]!;
    const dy = y - mesh.particleY[p]!;
    const reach = 1.02 * mesh.particleRadius[p]!;
    if (dx * dx + dy * dy < reach * reach) return p;
  }
  return undefined;
}
