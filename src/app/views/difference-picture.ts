/**
 * What A shows less what B shows, on the mesh of A: at every node where both have the same mesh, else with B resampled; no
 * triangle is left where B has no electrolyte. Solved anew from the pictures of both cells, of which nothing is changed.
 */
import { differenceOf } from "../layers/form/difference.ts";
import type { Layer } from "../layers/form/layer.ts";
import { type CellPicture, readEnds, type ShownCell, STATE_STRIDE } from "./cell-picture.ts";
import { createTopology, NODE_STRIDE } from "./mesh-walk.ts";
import { type Painted, widenEnds, widenHeld } from "./painted.ts";
import { createResampling, type Resampling, resample, resampleLine } from "./resampling.ts";

export interface DifferencePicture extends ShownCell {
  /** Whether both cells have the same mesh, so that nothing is resampled. */
  readonly exact: boolean;
  /** Subtracts what the layer (not that of the differences) paints now. */
  subtract(layer: Layer): void;
}

/** Returns whether nodes and triangles of both pictures stand for the same places of the same cell. */
export function haveSameMesh(a: CellPicture, b: CellPicture): boolean {
  return (
    a.nodes.length === b.nodes.length &&
    areEqual(a.mesh.triangles, b.mesh.triangles) &&
    a.mesh.width === b.mesh.width &&
    a.mesh.cathodeThickness === b.mesh.cathodeThickness &&
    a.mesh.electrolyteThickness === b.mesh.electrolyteThickness &&
    haveSameParticles(a, b)
  );
}

function haveSameParticles({ mesh: a }: CellPicture, { mesh: b }: CellPicture): boolean {
  return (
    areEqual(a.particleX, b.particleX) &&
    areEqual(a.particleY, b.particleY) &&
    areEqual(a.particleRadius, b.particleRadius)
  );
}

function areEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

type OwnPainted = { -readonly [Key in keyof Painted]: Painted[Key] };

export function createDifferencePicture(a: CellPicture, b: CellPicture): DifferencePicture {
  const exact = haveSameMesh(a, b);
  const sameParticles = haveSameParticles(a, b);
  const resampling = exact ? undefined : createResampling(solidOf(b), placesOf(a));
  const triangles = resampling === undefined ? undefined : coveredTriangles(a, resampling);
  const made = new Map<Layer, OwnPainted>();
  const states = new Float32Array(a.states.length);
  const room = new Float32Array(Math.max(a.nodes.length / NODE_STRIDE, a.front.x.length));

  function paintedOf(difference: Layer, own: Painted): OwnPainted {
    const found = made.get(difference) ?? makeRoom(own);
    made.set(difference, found);
    return found;
  }

  function subtract(layer: Layer): void {
    const difference = differenceOf(layer);
    const [one, other] = [a.painted(layer), b.painted(layer)];
    const out = paintedOf(difference, one);
    const comparable = exact || layer.electrolyte?.at !== "triangles";
    out.solved = one.solved && other.solved && comparable;
    out.particlesSolved = one.particlesSolved && other.particlesSolved && sameParticles;
    if (out.solved) {
      subtractNodes(one.electrolyte, other.electrolyte, out.electrolyte, { resampling, room });
      const [here, there] = [one.frontBand, other.frontBand];
      if (exact && here?.length === there?.length) subtractEach(here, there, out.frontBand);
      else subtractFront({ x: a.front.x, y: here }, { x: b.front.x, y: there }, out, room);
    }
    if (out.particlesSolved) {
      subtractEach(one.particles, other.particles, out.particles);
      subtractEach(one.rings, other.rings, out.rings);
    }
    compareStates(a.states, sameParticles ? b.states : undefined, states);
    picture.fresh = [difference];
  }

  const picture = {
    ...a,
    exact,
    topology: triangles === undefined ? a.topology : createTopology(triangles, room.length),
    states,
    fresh: [] as readonly Layer[],
    painted: (difference: Layer): Painted => made.get(difference) ?? NOTHING,
    findExtremes: (difference: Layer, out: Float64Array) =>
      readEnds(difference, out, () => widenEnds(picture.painted(difference), out)),
    findHeld: (difference: Layer, out: Float64Array) =>
      readEnds(difference, out, () => widenHeld(picture.painted(difference), difference, a.heldSizes, out)),
    subtract,
  };
  return picture;
}

const NOTHING: Painted = {
  solved: false,
  electrolyte: undefined,
  part: undefined,
  particles: undefined,
  particlesSolved: false,
  rings: undefined,
  frontBand: undefined,
  arrows: undefined,
  peak: undefined,
};

function makeRoom({ electrolyte, particles, rings, frontBand }: Painted): OwnPainted {
  return {
    ...NOTHING,
    electrolyte: electrolyte?.slice(),
    particles: particles?.slice(),
    rings: rings?.slice(),
    frontBand: frontBand?.slice(),
  };
}

/** Where the nodes are solved to be, [nPoint*2]. */
function placesOf({ nodes }: CellPicture): Float32Array {
  return Float32Array.from(
    { length: (2 * nodes.length) / NODE_STRIDE },
    (_, k) => nodes[NODE_STRIDE * (k >> 1) + (k % 2)]!,
  );
}

function solidOf(picture: CellPicture) {
  return { triangles: picture.topology.triangles, points: placesOf(picture) };
}

function coveredTriangles({ topology }: CellPicture, { missing }: Resampling): Uint32Array {
  const kept: number[] = [];
  for (let corner = 0; corner < topology.triangles.length; corner += 3) {
    const own = topology.triangles.subarray(corner, corner + 3);
    if (own.every((node) => missing[node] === 0)) kept.push(...own);
  }
  return Uint32Array.from(kept);
}

interface Means {
  readonly resampling: Resampling | undefined;
  readonly room: Float32Array;
}

function subtractNodes(
  one: Float32Array | undefined,
  other: Float32Array | undefined,
  out: Float32Array | undefined,
  { resampling, room }: Means,
): void {
  if (one === undefined || other === undefined || out === undefined) return;
  if (resampling === undefined) {
    subtractEach(one, other, out);
    return;
  }
  const there = room.subarray(0, out.length);
  resample(resampling, other, there);
  const { missing } = resampling;
  for (let k = 0; k < out.length; k++) out[k] = missing[k] === 1 ? 0 : one[k]! - there[k]!;
}

interface Line {
  readonly x: Float32Array;
  readonly y: Float32Array | undefined;
}

function subtractFront(one: Line, other: Line, { frontBand }: Painted, room: Float32Array): void {
  if (one.y === undefined || other.y === undefined || frontBand === undefined) return;
  const there = room.subarray(0, frontBand.length);
  resampleLine({ x: other.x, y: other.y }, one.x, there);
  subtractEach(one.y, there, frontBand);
}

function subtractEach(
  one: Float32Array | undefined,
  other: Float32Array | undefined,
  out: Float32Array | undefined,
): void {
  if (one === undefined || other === undefined || out === undefined) return;
  for (let k = 0; k < out.length; k++) out[k] = one[k]! - other[k]!;
}

/** A particle that takes part in one cell only is drawn as one that let go; nothing is said of its damage. */
function compareStates(one: Float32Array, other: Float32Array | undefined, out: Float32Array): void {
  for (let at = 0; at < out.length; at += STATE_STRIDE)
    out[at] = other !== undefined && one[at]! > 0.5 !== other[at]! > 0.5 ? 1 : 0;
}
