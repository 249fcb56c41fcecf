/**
 * The cell meshed anew when its lithium front or a particle has gone too far from the mesh as built. A mesh is worn at 1
 * (measureWear), when an edge of the front has been stretched, shrunk or turned so much that the normals along which the
 * front moves are stale, or a triangle has lost its shape; or when a particle has drifted by a tenth of its radius. The
 * new section has the present front and particles; the ordering is the one that is found quickly.
 */

import { departedCharge, grownThickness } from "../anode/lithium.ts";
import { atan2, hypot, sin } from "../base/elementary.ts";
import type { InputProblem } from "../base/errors.ts";
import { heightsAt } from "../cell/drift-room.ts";
import { listMeshNeeds, type Model, type Population } from "../cell/model.ts";
import type { AwaitedMesh, CellState } from "../cell/state.ts";
import type { MeshAnswer, MeshOrder } from "./mesher.ts";
import { createRemapping, remapState } from "./remap-state.ts";

/** Growth and shrinkage of an edge of the front per length, and its turn in radians. */
const STRETCH = 0.8;
const SHRINKAGE = 0.7;
const TURN = 0.35;
/** Ratio of a triangle's area to what it was meshed with, or its inverse. */
const AREA_RATIO = 4;
/** Degrees: a triangle is worn below this, when it has also lost `ANGLE_SHARE` of what it was meshed with. */
const SMALLEST_ANGLE = 15;
const ANGLE_SHARE = 0.4;
/** Of the smallest angle of any triangle, with room for round-off. */
const LARGEST_SINE = 0.8661;

/** Of its radius: how far a particle may drift before the mesh follows it. */
const DRIFT_SHARE = 0.1;

/** Whether a particle has drifted so far since the cell was meshed that it is to be meshed anew. */
export function hasDrifted({ meshedDrift, population, section }: Model, drift: ArrayLike<number>): boolean {
  // What drifts has no contact, and a continuum has no perimeter that would get in the way.
  if (section.continuum !== undefined) return false;
  return population.radius.some((radius, p) => drift[p] - meshedDrift[p] > DRIFT_SHARE * radius);
}

/**
 * Returns how worn the mesh of `model` is with its nodes at `points` [nNode*2]: 0 as built, 1 when it is to be replaced,
 * infinite when a triangle is turned over.
 */
export function measureWear(model: Model, points: Float64Array): number {
  return Math.max(wearOfFront(model, points), wearOfTriangles(model, points));
}

function wearOfFront({ boundary, electrolyte }: Model, points: ArrayLike<number>): number {
  const meshed = electrolyte.points;
  const nodes = boundary.nodes.subarray(boundary.frontStart);
  let wear = 0;
  for (let k = 0; k + 1 < nodes.length; k++) {
    const [a, b] = [2 * nodes[k], 2 * nodes[k + 1]];
    const [ux, uy] = [meshed[b] - meshed[a], meshed[b + 1] - meshed[a + 1]];
    const [vx, vy] = [points[b] - points[a], points[b + 1] - points[a + 1]];
    const ratio = hypot(vx, vy) / hypot(ux, uy);
    const turn = Math.abs(atan2(ux * vy - uy * vx, ux * vx + uy * vy));
    wear = Math.max(wear, (ratio - 1) / STRETCH, (1 - ratio) / SHRINKAGE, turn / TURN);
  }
  return wear;
}

function wearOfTriangles({ electrolyte }: Model, points: Float64Array): number {
  const { triangles, points: meshed } = electrolyte;
  const limit = sin((SMALLEST_ANGLE * Math.PI) / 180);
  const large = ((1 - ANGLE_SHARE) * LARGEST_SINE) ** 2;
  let wear = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [2 * triangles[t], 2 * triangles[t + 1], 2 * triangles[t + 2]];
    const [x, y] = [points[a], points[a + 1]];
    const [ux, uy] = [points[b] - x, points[b + 1] - y];
    const [vx, vy] = [points[c] - x, points[c + 1] - y];
    const now = ux * vy - uy * vx;
    if (!(now > 0)) return Number.POSITIVE_INFINITY;
    const [p, q] = [meshed[a], meshed[a + 1]];
    const then = (meshed[b] - p) * (meshed[c + 1] - q) - (meshed[b + 1] - q) * (meshed[c] - p);
    wear = Math.max(wear, (Math.max(now / then, then / now) - 1) / (AREA_RATIO - 1));
    // Most angles are too large to count, whatever they were.
    const [u2, v2] = [ux * ux + uy * uy, vx * vx + vy * vy];
    const w2 = (ux - vx) * (ux - vx) + (uy - vy) * (uy - vy);
    if (now * now * Math.min(u2, v2, w2) >= large * u2 * v2 * w2) continue;
    const sine = smallestSine(points, triangles, t);
    if (sine < (1 - ANGLE_SHARE) * smallestSine(meshed, triangles, t)) wear = Math.max(wear, limit / sine);
  }
  return wear;
}

/** Sine of the smallest angle of the triangle at `t`: doubled area over the product of its longer sides. */
function smallestSine(points: Float64Array, triangles: ArrayLike<number>, t: number): number {
  const [a, b, c] = [2 * triangles[t], 2 * triangles[t + 1], 2 * triangles[t + 2]];
  const [ux, uy] = [points[b] - points[a], points[b + 1] - points[a + 1]];
  const [vx, vy] = [points[c] - points[a], points[c + 1] - points[a + 1]];
  const [u2, v2] = [ux * ux + uy * uy, vx * vx + vy * vy];
  const w2 = (ux - vx) ** 2 + (uy - vy) ** 2;
  const shortest = Math.min(u2, v2, w2);
  return (ux * vy - uy * vx) / Math.sqrt((u2 * v2 * w2) / shortest);
}

export type Remeshed =
  | { readonly ok: true; readonly model: Model; readonly state: CellState }
  | { readonly ok: false; readonly reason: string };

/** Returns what is to be remembered of a state for which a mesh is ordered. */
export function awaitMesh({ geometry, particles }: CellState): AwaitedMesh {
  return { geometry, drift: particles.drift };
}

/** Returns the order for a mesh of `model` where front and particles stand as in `awaited`. */
export function composeOrder(model: Model, awaited: AwaitedMesh): MeshOrder {
  const { section, boundary, scenario } = model;
  const { points, grown } = awaited.geometry;
  const nodes = boundary.nodes.subarray(boundary.frontStart);
  const front = new Float64Array(2 * nodes.length);
  let lift = 0;
  for (let k = 0; k < nodes.length; k++) {
    front[2 * k] = points[2 * nodes[k]];
    front[2 * k + 1] = points[2 * nodes[k] + 1];
    lift += ((grown[k] - model.meshedGrown[k]) * model.front.segmentLength[k]) / section.width;
  }
  const lithiumThickness = section.lithiumThickness + lift;
  const particleY = section.continuum ? section.particleY : heightsAt(model, awaited.drift);
  return {
    section: { ...section, lithiumThickness, particleY, protrusions: [], front },
    needs: listMeshNeeds(scenario),
  };
}

/**
 * Returns model and state on the mesh that was made where `state.awaited` says, or why there is none. What has grown and
 * drifted since then is not in the mesh yet: the new one moves on from there as the old one did.
 */
export function adoptMesh(
  model: Model,
  state: CellState & { readonly awaited: AwaitedMesh },
  answer: MeshAnswer,
): Remeshed {
  if (!answer.ok) return { ok: false, reason: describeProblems(answer.problems) };
  const { recut, parts } = answer.mesh;
  const { geometry, drift } = state.awaited;
  const remapping = createRemapping(model, geometry.points, { recut, to: parts });
  const { conductivity } = state.geometry;
  const carried = remapState(model, { ...state, geometry: { ...geometry, conductivity } }, remapping);
  const grown = grownThickness(carried.front.plated, departedCharge(carried.front));
  const before = grownThickness(state.front.plated, departedCharge(state.front));
  // The lithium above a place of the front is what it was, whatever the new pieces of the front are.
  const column = remapping.front.interpolate(before.map((own, k) => own + model.initialColumn[k]));
  const renewed: Model = {
    ...model,
    ...parts,
    initialColumn: column.map((own, k) => own - grown[k]),
    meshedGrown: carried.geometry.grown,
    // The places of a continuum's particles in the mesh are those it was built with.
    meshedDrift: model.section.continuum ? model.meshedDrift : drift,
    population: movePopulation(model.population, parts.section.particleY),
    meshVersion: model.meshVersion + 1,
  };
  return { ok: true, model: renewed, state: { ...carried, awaited: undefined } };
}

function describeProblems([first]: readonly InputProblem[]): string {
  return `the lithium front cannot be meshed any more: ${first?.where} meets ${first?.got}, where the mesh needs ${first?.expected}`;
}

/** The same record where none has drifted. Who touches whom is not asked again: what drifts has no contact. */
export function movePopulation(population: Population, y: Float64Array): Population {
  return y.every((own, p) => own === population.y[p]) ? population : { ...population, y };
}
