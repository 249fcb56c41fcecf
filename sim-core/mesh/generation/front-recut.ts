/**
 * A lithium front recut to the size field. Points that fit stay where they are, so that what lives on them stays too:
 * those that crowd or end a narrow wedge go, and long segments get new points on the cubic through their ends
 * (tangents of the parabola through three points; level at the walls, which are mirror planes; a corner keeps both).
 */
import { hypot } from "../../base/elementary.ts";
import { cutLoops, type TracedChain } from "../front-loops.ts";
import { findTurns } from "../front-sizes.ts";
import type { SizeField } from "./size-field.ts";

type Field = Pick<SizeField, "sizeAt">;

/** Segments, in wanted edge lengths: a point goes when both of its own are on the mean shorter, or one is short. */
const CROWDED = 0.6;
const SHORT = 0.45;
const VANISHING = 0.25;
/** A longer segment is cut. */
const LONG = 1.5;
/** A point further than this, in wanted edge lengths, from the chord that would replace it stays. */
const FLATTEST = 0.25;
/**
 * Radians: where the chain turns to the right by more the electrolyte ends in a wedge, which lithium fills; where it turns
 * to the left, lithium does, whose tip recedes faster than its sides (creep keeps none so sharp), unless it is
 * longer than an edge.
 */
const NARROWEST = 1.9;
/** Radians: where the chain turns by more it has a corner, not a curve. */
const CORNER = 0.7;

/** A chain and, for each of its points, the index of the point of the old chain that it is; -1 for new ones. */
export interface RecutFront {
  readonly points: Float64Array /* [n*2], m */;
  readonly origin: Int32Array /* [n] */;
}

/**
 * Returns the chain `front` [nOld*2] recut to the field, without loops and between the walls. Its ends stay, unless the
 * points beside them have gone through the wall.
 */
export function recutFront(front: ArrayLike<number>, field: Field): RecutFront {
  const origin = Array.from({ length: front.length / 2 }, (_, k) => k);
  const whole = flattenEnds(mendChain({ points: smoothFront(front), origin }), field);
  let kept = dropWedges(whole.points, field);
  for (let count = 0; count !== kept.length; ) {
    count = kept.length;
    kept = dropCrowded(whole.points, kept, field);
  }
  const chosen = { points: pick(whole.points, kept), origin: kept.map((k) => whole.origin[k]) };
  const cut = mendChain(cutLong(chosen, field));
  return { points: cut.points, origin: Int32Array.from(cut.origin) };
}

function mendChain(chain: TracedChain): TracedChain {
  return cutLoops(cutAtWalls(chain));
}

/** The chain with new points on long segments, whose origin is -1. */
function cutLong({ points: chain, origin }: TracedChain, field: Field): TracedChain {
  const tangents = findTangents(chain);
  const points: number[] = [chain[0], chain[1]];
  const origins: number[] = [0];
  for (let k = 0; k + 3 < chain.length; k += 2) {
    const [xa, ya, xb, yb] = [chain[k], chain[k + 1], chain[k + 2], chain[k + 3]];
    const length = hypot(xb - xa, yb - ya);
    const pieces = length / field.sizeAt(0.5 * (xa + xb), 0.5 * (ya + yb));
    const count = pieces > LONG ? Math.max(2, Math.round(pieces)) : 1;
    for (let i = 1; i < count; i++) {
      const t = i / count;
      const s = 1 - t;
      const [h0, h1] = [s * s * (1 + 2 * t), t * t * (3 - 2 * t)];
      const [g0, g1] = [s * s * t * length, -t * t * s * length];
      points.push(h0 * xa + h1 * xb + g0 * tangents.after[k] + g1 * tangents.before[k + 2]);
      points.push(h0 * ya + h1 * yb + g0 * tangents.after[k + 1] + g1 * tangents.before[k + 3]);
      origins.push(-1);
    }
    points.push(xb, yb);
    origins.push(origin[k / 2 + 1]);
  }
  return { points: Float64Array.from(points), origin: origins };
}

function pick(chain: ArrayLike<number>, indices: readonly number[]): Float64Array {
  return Float64Array.from(indices.flatMap((k) => [chain[2 * k], chain[2 * k + 1]]));
}

/**
 * The chain without noise that its own normals would feed: across itself, a point gives up a sixteenth of the fourth
 * difference, which takes all of a zigzag and next to nothing of a smooth curve. Corners and their neighbours stay.
 */
function smoothFront(front: ArrayLike<number>): Float64Array {
  const turn = findTurns(front);
  const out = Float64Array.from(front);
  for (let k = 2; k + 2 < turn.length; k++) {
    const isBent = [-1, 0, 1].some((i) => Math.abs(turn[k + i]) > CORNER);
    if (isBent) continue;
    const [ux, uy] = [front[2 * k + 2] - front[2 * k - 2], front[2 * k + 3] - front[2 * k - 1]];
    const difference = [0, 1].map((axis) => {
      const at = (i: number): number => front[2 * (k + i) + axis];
      return at(-2) - 4 * at(-1) + 6 * at(0) - 4 * at(1) + at(2);
    });
    const across = (ux * difference[1] - uy * difference[0]) / (16 * (ux * ux + uy * uy));
    out[2 * k] += across * uy;
    out[2 * k + 1] -= across * ux;
  }
  return out;
}

/**
 * The chain between the places where it is last at the left wall and first at the right one. A side that moves through a
 * mirror plane has met its mirror image there: what lies beyond, and what that parts from the rest, is gone.
 */
function cutAtWalls(chain: TracedChain): TracedChain {
  const { points: given, origin } = chain;
  const last = origin.length - 1;
  const width = given[2 * last];
  let [first, final] = [1, last - 1];
  for (let k = 1; k < last; k++) if (given[2 * k] <= 0) first = k + 1;
  for (let k = last - 1; k > 0; k--) if (given[2 * k] >= width) final = k - 1;
  if (first > final) return chain;
  const points = given.slice(2 * first - 2, 2 * final + 4);
  const meetWall = (end: number, inside: number, x: number): void => {
    const [xa, ya] = [points[2 * inside], points[2 * inside + 1]];
    const [xb, yb] = [points[2 * end], points[2 * end + 1]];
    points[2 * end] = x;
    if (xb !== x) points[2 * end + 1] = ya + ((x - xa) / (xb - xa)) * (yb - ya);
  };
  const end = final - first + 2;
  meetWall(0, 1, 0);
  meetWall(end, end - 1, width);
  return { points, origin: [origin[0], ...origin.slice(first, final + 1), origin[last]] };
}

/** The chain without wedges that end at the walls, where the other side is the mirror image. */
function flattenEnds({ points: given, origin }: TracedChain, field: Field): TracedChain {
  const points = given.slice();
  const last = origin.length - 1;
  const isWedgeAt = (end: number, beside: number): boolean => {
    const [x, y, xb, yb] = [points[2 * end], points[2 * end + 1], points[2 * beside], points[2 * beside + 1]];
    const [left, right] = [Math.min(xb, 2 * x - xb), Math.max(xb, 2 * x - xb)];
    return isWedge(Float64Array.of(left, yb, x, y, right, yb), field);
  };
  let [first, final] = [1, last - 1];
  for (; first < final && isWedgeAt(0, first); first++) points[1] = points[2 * first + 1];
  for (; final > first && isWedgeAt(last, final); final--) points[2 * last + 1] = points[2 * final + 1];
  const kept = [0, ...origin.slice(first, final + 1).map((_, i) => first + i), last];
  return { points: pick(points, kept), origin: kept.map((k) => origin[k]) };
}

/** Indices without the points of narrow wedges, where two sides that grow or recede have met. */
function dropWedges(front: ArrayLike<number>, field: Field): number[] {
  const kept: number[] = [];
  for (let k = 0; k < front.length / 2; k++) {
    kept.push(k);
    while (kept.length >= 3 && isWedge(pick(front, kept.slice(-3)), field)) kept.splice(-2, 1);
  }
  return kept;
}

/** Whether the second of three points ends a wedge of electrolyte, or one of lithium too thin for the mesh. */
function isWedge(three: Float64Array, field: Field): boolean {
  const turn = findTurns(three)[1];
  if (Math.abs(turn) <= NARROWEST || turn < 0) return turn < -NARROWEST;
  const [xa, ya, x, y, xb, yb] = three as unknown as [number, number, number, number, number, number];
  return Math.min(hypot(x - xa, y - ya), hypot(xb - x, yb - y)) < field.sizeAt(x, y);
}

/** Of `indices`, those whose points do not stand too close; of two neighbours at most one goes. */
function dropCrowded(front: ArrayLike<number>, indices: readonly number[], field: Field): number[] {
  const chain = pick(front, indices);
  const turn = findTurns(chain);
  const last = indices.length - 1;
  const kept: number[] = [0];
  let newest = 0;
  for (let k = 1; k < last; k++) {
    const justDropped = newest !== k - 1;
    if (!justDropped && isDroppable({ chain, turn, field }, newest, k)) continue;
    kept.push(k);
    newest = k;
  }
  return [...kept, last].map((k) => indices[k]);
}

interface Bent {
  readonly chain: Float64Array;
  readonly turn: Float64Array;
  readonly field: Field;
}

/** Whether the chain fits the field better without point k, which follows point `before`. */
function isDroppable({ chain, turn, field }: Bent, before: number, k: number): boolean {
  const [x, y] = [chain[2 * k], chain[2 * k + 1]];
  const [xa, ya] = [chain[2 * before], chain[2 * before + 1]];
  const [xb, yb] = [chain[2 * k + 2], chain[2 * k + 3]];
  const wanted = field.sizeAt(x, y);
  const [left, right] = [hypot(x - xa, y - ya), hypot(xb - x, yb - y)];
  const shorter = Math.min(left, right);
  // Of the two ends of a vanishing segment the one that bends less goes, corner or not; what stands at a wall stays.
  const bend = Math.abs(turn[k]);
  const other = right < left ? k + 1 : before;
  const isWall = other === 0 || other === turn.length - 1;
  if (shorter < VANISHING * wanted && (isWall || bend <= Math.abs(turn[other]))) return true;
  const both = left + right;
  if (both >= 2 * CROWDED * wanted && (shorter >= SHORT * wanted || both >= LONG * wanted)) return false;
  const off = Math.abs((xb - xa) * (y - ya) - (yb - ya) * (x - xa)) / hypot(xb - xa, yb - ya);
  return off < FLATTEST * wanted && bend <= CORNER;
}

/** Unit tangents [n*2] at the points of a chain, seen from the segment before and from the one after. */
function findTangents(chain: ArrayLike<number>): { before: Float64Array; after: Float64Array } {
  const count = chain.length / 2;
  const before = new Float64Array(chain.length);
  const after = new Float64Array(chain.length);
  const turn = findTurns(chain);
  const write = (out: Float64Array, k: number, x: number, y: number): void => {
    const size = hypot(x, y);
    out[2 * k] = x / size;
    out[2 * k + 1] = y / size;
  };
  write(after, 0, 1, 0);
  write(before, count - 1, 1, 0);
  for (let k = 1; k + 1 < count; k++) {
    const [ux, uy] = [chain[2 * k] - chain[2 * k - 2], chain[2 * k + 1] - chain[2 * k - 1]];
    const [vx, vy] = [chain[2 * k + 2] - chain[2 * k], chain[2 * k + 3] - chain[2 * k + 1]];
    if (Math.abs(turn[k]) > CORNER) {
      write(before, k, ux, uy);
      write(after, k, vx, vy);
      continue;
    }
    const [u2, v2] = [ux * ux + uy * uy, vx * vx + vy * vy];
    // Parabola over the chord length: each slope counts with the other's length.
    for (const out of [before, after]) write(out, k, ux / u2 + vx / v2, uy / u2 + vy / v2);
  }
  return { before, after };
}
