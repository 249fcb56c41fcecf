/**
 * A lithium front recut to the size field. Points that fit stay where they are, so that what lives on them stays too:
 * those that crowd or end in a wedge go, and long segments get new points on the cubic through their ends (tangents of the parabola
 * through three points; level at the walls, which are mirror planes; a corner keeps both of its own).
 */
import { findTurns } from "./front-sizes.ts";
import type { SizeField } from "./size-field.ts";

/** Segments, in wanted edge lengths: a point goes when both of its own are on the mean shorter, or one is short. */
const CROWDED = 0.6;
const SHORT = 0.45;
/** A longer segment is cut. */
const LONG = 1.5;
/** A point further than this, in wanted edge lengths, from the chord that would replace it stays. */
const FLATTEST = 0.25;
/** Radians: where the chain turns to the right by more the electrolyte ends in a wedge, which lithium fills. */
const NARROWEST = 1.9;
/** Radians: where the chain turns by more it has a corner, not a curve. */
const CORNER = 0.7;

/** Returns the chain [*, 2] recut to the field; its ends stay. */
export function recutFront(front: ArrayLike<number>, field: SizeField): Float64Array {
  const kept = dropCrowded(fillWedges(front), field);
  const tangents = findTangents(kept);
  const out: number[] = [kept[0]!, kept[1]!];
  for (let k = 0; k + 3 < kept.length; k += 2) {
    const [xa, ya, xb, yb] = [kept[k]!, kept[k + 1]!, kept[k + 2]!, kept[k + 3]!];
    const length = Math.hypot(xb - xa, yb - ya);
    const pieces = length / field.sizeAt(0.5 * (xa + xb), 0.5 * (ya + yb));
    const count = pieces > LONG ? Math.max(2, Math.round(pieces)) : 1;
    for (let i = 1; i < count; i++) {
      const t = i / count;
      const s = 1 - t;
      const [h0, h1] = [s * s * (1 + 2 * t), t * t * (3 - 2 * t)];
      const [g0, g1] = [s * s * t * length, -t * t * s * length];
      out.push(h0 * xa + h1 * xb + g0 * tangents.after[k]! + g1 * tangents.before[k + 2]!);
      out.push(h0 * ya + h1 * yb + g0 * tangents.after[k + 1]! + g1 * tangents.before[k + 3]!);
    }
    out.push(xb, yb);
  }
  return Float64Array.from(out);
}

/** The chain without the points of narrow wedges of electrolyte, where two fronts that grow have met. */
function fillWedges(front: ArrayLike<number>): number[] {
  const kept: number[] = [];
  for (let k = 0; k < front.length; k += 2) {
    kept.push(front[k]!, front[k + 1]!);
    while (kept.length >= 6 && findTurns(kept.slice(-6))[1]! < -NARROWEST) kept.splice(-4, 2);
  }
  return kept;
}

/** The chain without points that stand too close; of two neighbours at most one goes, and no corner. */
function dropCrowded(front: ArrayLike<number>, field: SizeField): number[] {
  const kept: number[] = [front[0]!, front[1]!];
  const last = front.length - 2;
  const turn = findTurns(front);
  let justDropped = false;
  for (let k = 2; k < last; k += 2) {
    const [x, y] = [front[k]!, front[k + 1]!];
    const [xa, ya] = [kept.at(-2)!, kept.at(-1)!];
    const [ux, uy] = [front[k + 2]! - xa, front[k + 3]! - ya];
    const wanted = field.sizeAt(x, y);
    const before = Math.hypot(x - xa, y - ya);
    const after = Math.hypot(front[k + 2]! - x, front[k + 3]! - y);
    const crowds =
      before + after < 2 * CROWDED * wanted ||
      (Math.min(before, after) < SHORT * wanted && before + after < LONG * wanted);
    const off = Math.abs(ux * (y - ya) - uy * (x - xa)) / Math.hypot(ux, uy);
    justDropped = !justDropped && crowds && off < FLATTEST * wanted && Math.abs(turn[k / 2]!) <= CORNER;
    if (!justDropped) kept.push(x, y);
  }
  kept.push(front[last]!, front[last + 1]!);
  return kept;
}

/** Unit tangents [n*2] at the points of a chain, seen from the segment before and from the one after. */
function findTangents(chain: readonly number[]): { before: Float64Array; after: Float64Array } {
  const count = chain.length / 2;
  const before = new Float64Array(chain.length);
  const after = new Float64Array(chain.length);
  const turn = findTurns(chain);
  const write = (out: Float64Array, k: number, x: number, y: number): void => {
    const size = Math.hypot(x, y);
    out[2 * k] = x / size;
    out[2 * k + 1] = y / size;
  };
  write(after, 0, 1, 0);
  write(before, count - 1, 1, 0);
  for (let k = 1; k + 1 < count; k++) {
    const [ux, uy] = [chain[2 * k]! - chain[2 * k - 2]!, chain[2 * k + 1]! - chain[2 * k - 1]!];
    const [vx, vy] = [chain[2 * k + 2]! - chain[2 * k]!, chain[2 * k + 3]! - chain[2 * k + 1]!];
    if (Math.abs(turn[k]!) > CORNER) {
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
