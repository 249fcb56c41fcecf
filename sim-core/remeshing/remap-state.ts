/**
 * A state carried from one mesh of the cell to another. What the front holds goes over with its content, so that no
 * lithium is made or lost; potentials are a start only, but the currents of particles and front are kept in sum. The
 * particles do not notice: the past that the time scheme and its error control look at goes over with the rest.
 */

import { createFrontTransfer, type FrontTransfer, keepFront } from "../anode/front-transfer.ts";
import { atan2, hypot } from "../base/elementary.ts";
import type { MeshedParts, Model } from "../cell/model.ts";
import { obstruct } from "../cell/obstruction.ts";
import type { CellState } from "../cell/state.ts";
import { MECHANISMS } from "../mechanisms/list.ts";
import type { Remapping } from "../mechanisms/record/mechanism.ts";
import type { CrossSection } from "../mesh/cross-section.ts";
import type { RecutFront } from "../mesh/generation/front-recut.ts";
import type { Boundary } from "../potentials/boundary.ts";
import type { Geometry } from "../potentials/geometry.ts";
import type { BoundaryPotentials } from "../potentials/interface-kinetics.ts";

/** `points` [nNode*2]: where the nodes of `model` are at present; `recut`: the front that was meshed. */
export function createRemapping(
  model: Model,
  points: ArrayLike<number>,
  { recut, to }: { readonly recut: RecutFront; readonly to: MeshedParts },
): Remapping {
  const from = model.boundary;
  const newPoints = to.electrolyte.points;
  const oldFront = listPlaces(points, from.nodes.subarray(from.frontStart));
  const newFront = listPlaces(newPoints, to.boundary.nodes.subarray(to.boundary.frontStart));
  const along = measureAlong(oldFront);
  const rings = Array.from(model.population.radius, (_, p) => {
    const old = { section: model.section, points: model.electrolyte.points, boundary: from };
    const anew = { section: to.section, points: newPoints, boundary: to.boundary };
    if (isSameRing(old, anew, p)) return keepFront();
    return model.section.continuum
      ? spreadEvenly(to.boundary, p)
      : createFrontTransfer(anglesOf(old, p), anglesOf(anew, p));
  });
  const front = createFrontTransfer(along, placeAlong(along, recut, newFront));
  const remapDensity = (density: Float64Array): Float64Array =>
    front
      .remapContents(density.map((own, k) => own * model.front.segmentLength[k]))
      .map((content, k) => content / to.front.segmentLength[k]);
  return { from, to, front, rings, remapDensity };
}

/** Returns `state` of `model` on the new mesh. */
export function remapState(model: Model, state: CellState, remapping: Remapping): CellState {
  const { to, remapDensity } = remapping;
  let { front, electrolyte, mechanics, own } = state;
  for (const { name, remap } of MECHANISMS) {
    const remapped = remap?.(model, state, remapping);
    if (remapped === undefined) continue;
    front = { ...front, ...remapped.front };
    electrolyte = { ...electrolyte, ...remapped.electrolyte };
    if ("mechanics" in remapped) mechanics = remapped.mechanics;
    if (remapped.own !== undefined) own = { ...own, [name]: remapped.own };
  }
  const geometry: Geometry = {
    points: to.electrolyte.points,
    conductivity: state.geometry.conductivity,
    obstruction: obstruct({ ...to, scenario: model.scenario }, electrolyte),
    frontLength: to.front.segmentLength,
    grown: remapDensity(state.geometry.grown),
  };
  // No solution on the new mesh is known: its potentials belong to a geometry that is nobody's.
  const elsewhere = { ...geometry };
  return {
    ...state,
    ...{ front, electrolyte, mechanics, own, geometry },
    potentials: remapPotentials(state.potentials, remapping),
    solvedOn: elsewhere,
    past: state.past.map((entry) => ({
      ...entry,
      potentials: remapPotentials(entry.potentials, remapping),
      geometry: elsewhere,
    })),
    earlier: state.earlier.map((own) => ({ ...own, plated: remapDensity(own.plated) })),
  };
}

function remapPotentials(old: BoundaryPotentials, { from, to, front, rings }: Remapping): BoundaryPotentials {
  const { boundary } = to;
  const potential = new Float64Array(boundary.count);
  const injection = new Float64Array(boundary.count);
  potential.set(front.interpolate(old.potential.subarray(from.frontStart)), boundary.frontStart);
  injection.set(front.remapContents(old.injection.subarray(from.frontStart)), boundary.frontStart);
  rings.forEach((ring, p) => {
    const nodes = listRing(from, p);
    const values = ring.interpolate(nodes.map((k) => old.potential[k]));
    // The first node stands at both ends, with half of its own at each.
    const last = nodes.length - 1;
    const halves = nodes.map((k, i) => (i === 0 || i === last ? 0.5 : 1) * old.injection[k]);
    const contents = ring.remapContents(halves);
    const start = boundary.particleStart[p];
    potential.set(values.subarray(0, -1), start);
    injection.set(contents.subarray(0, -1), start);
    injection[start] += contents[contents.length - 1];
  });
  return { ...old, potential, injection };
}

/** Boundary nodes of a perimeter, its first one again at the end. */
function listRing({ particleStart }: Boundary, p: number): number[] {
  const start = particleStart[p];
  const count = particleStart[p + 1] - start;
  return Array.from({ length: count + 1 }, (_, k) => start + (k % count));
}

/**
 * What carries over a particle of a continuum, whose nodes have no order along a perimeter: the mean of the values, and the
 * sum of the contents by shares of the perimeter. A node at the end stands for the first one again, with nothing of its own.
 */
function spreadEvenly({ particleStart, arcLength }: Boundary, p: number): FrontTransfer {
  const own = arcLength.subarray(particleStart[p], particleStart[p + 1]);
  const whole = own.reduce((sum, length) => sum + length, 0);
  const count = own.length + 1;
  const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, one) => sum + one, 0);
  return {
    remapContents: (contents) => {
      const content = total(contents);
      return Float64Array.from({ length: count }, (_, k) =>
        k < own.length ? (content * own[k]) / whole : 0,
      );
    },
    interpolate: (values) => new Float64Array(count).fill(total(values) / values.length),
    remapFlags: (flags) => new Uint8Array(count).fill(2 * total(flags) >= flags.length ? 1 : 0),
  };
}

/** What places the perimeters of a mesh. */
interface Perimeters {
  readonly section: CrossSection;
  readonly points: ArrayLike<number>;
  readonly boundary: Boundary;
}

/** Whether perimeter p has its nodes at the same places in both meshes. */
function isSameRing(one: Perimeters, other: Perimeters, p: number): boolean {
  const [from, to] = [one.boundary.particleStart, other.boundary.particleStart];
  if (to[p + 1] - to[p] !== from[p + 1] - from[p]) return false;
  if (one.section.particleY[p] !== other.section.particleY[p]) return false;
  for (let k = 0; k < to[p + 1] - to[p]; k++) {
    const v = 2 * one.boundary.nodes[from[p] + k];
    const w = 2 * other.boundary.nodes[to[p] + k];
    if (one.points[v] !== other.points[w] || one.points[v + 1] !== other.points[w + 1]) return false;
  }
  return true;
}

/** Angles of the nodes of perimeter p, the first one again at the end, ascending by a full turn from that of the first. */
function anglesOf({ section, points, boundary }: Perimeters, p: number): Float64Array {
  const { particleX, particleY } = section;
  const full = 2 * Math.PI;
  const angles = Float64Array.from(listRing(boundary, p), (k) => {
    const v = 2 * boundary.nodes[k];
    return atan2(points[v + 1] - particleY[p], points[v] - particleX[p]);
  });
  for (let k = 1; k < angles.length; k++) {
    while (angles[k] <= angles[k - 1]) angles[k] += full;
  }
  return angles;
}

function listPlaces(points: ArrayLike<number>, nodes: ArrayLike<number>): Float64Array {
  const places = new Float64Array(2 * nodes.length);
  for (let k = 0; k < nodes.length; k++) {
    places[2 * k] = points[2 * nodes[k]];
    places[2 * k + 1] = points[2 * nodes[k] + 1];
  }
  return places;
}

/** Length along a chain of places [n*2] at each of them, m. */
function measureAlong(chain: ArrayLike<number>): Float64Array {
  const along = new Float64Array(chain.length / 2);
  for (let k = 1; k < along.length; k++) {
    const step = hypot(chain[2 * k] - chain[2 * k - 2], chain[2 * k + 1] - chain[2 * k - 1]);
    along[k] = along[k - 1] + step;
  }
  return along;
}

/**
 * Places [nNew] of the nodes of `chain` on the old front, which has its points at `along`. Those that were points of
 * it stay there; what is between two of these, new points and edges that were halved, is spread in proportion.
 */
function placeAlong(along: Float64Array, recut: RecutFront, chain: ArrayLike<number>): Float64Array {
  const { points, origin } = recut;
  const own = measureAlong(chain);
  const out = new Float64Array(own.length);
  let known = 0;
  for (let m = 1, k = 0; m < own.length; m++) {
    if (chain[2 * m] !== points[2 * k + 2] || chain[2 * m + 1] !== points[2 * k + 3]) continue;
    k++;
    if (origin[k] === -1) continue;
    out[m] = along[origin[k]];
    const stretch = (out[m] - out[known]) / (own[m] - own[known]);
    for (let i = known + 1; i < m; i++) out[i] = out[known] + stretch * (own[i] - own[known]);
    known = m;
  }
  return out;
}
