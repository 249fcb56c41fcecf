/** A square cell of 20 um with a square hole for one particle, its front at 20 um and lithium up to 30 um, for tests. */
import type { FrameMesh } from "../../../sim-core/index.ts";
import { NODE_STRIDE } from "../../../src/app/views/mesh-walk.ts";
import { createGridMesh } from "../views/grid-mesh.ts";
import { plainFrame } from "../views/plain-frame.ts";

const grid = createGridMesh({ columns: 10, rows: 10, size: 2, jitter: 0.5 }, () => [0, 0]);
const nPoint = grid.nodes.length / NODE_STRIDE;

/** Columns and rows of squares that are left out. */
const HOLE = { from: 3, to: 5 } as const;
const isHole = (triangle: number): boolean => {
  const square = Math.floor(triangle / 2);
  return [square % 10, Math.floor(square / 10)].every((at) => at >= HOLE.from && at < HOLE.to);
};

export const points = Float32Array.from({ length: 2 * nPoint }, (_, k) => {
  const node = k >> 1;
  const [column, row] = [node % 11, Math.floor(node / 11)];
  // The rim of the hole is straight.
  const isRim = [column, row].every((at) => at >= HOLE.from && at <= HOLE.to);
  return isRim ? 2 * [column, row][k % 2]! : grid.nodes[NODE_STRIDE * node + (k % 2)]!;
});

/** Nodal values that are linear in the place, so that they are known everywhere. */
export const linear = (of: (x: number, y: number) => number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: nPoint }, (_, k) => of(points[2 * k]!, points[2 * k + 1]!));

const frontX = Float32Array.from({ length: 11 }, (_, k) => 2 * k);

/** The particle lies in the middle of the hole from 6 to 10 um, and touches its sides. */
export const mesh: FrameMesh = {
  version: 0,
  triangles: grid.triangles.filter((_, k) => !isHole(Math.floor(k / 3))),
  grainEdges: new Uint32Array(0),
  width: 20,
  cathodeThickness: 12,
  electrolyteThickness: 8,
  particleX: Float32Array.of(8),
  particleY: Float32Array.of(8),
  particleRadius: Float32Array.of(2),
};

export const frame = plainFrame(
  { points, particles: 1, frontX, frontHeight: 20 },
  {
    time: 0,
    potential: linear((x, y) => x + 2 * y),
    flux: new Float32Array(2 * nPoint).map((_, k) => (k % 2 === 0 ? 3 : 4)),
    particleStoichiometry: Float32Array.of(0.5),
    particleSurface: Float32Array.of(0.25),
    particleCurrent: Float32Array.of(2),
    particleStrain: Float32Array.of(-0.02),
    particleDamage: Float32Array.of(0.25),
    frontPressure: frontX.map(() => 5e6),
  },
);
