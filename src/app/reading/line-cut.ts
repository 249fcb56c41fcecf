/**
 * The values of a layer along a straight line through a cell, exact for what was solved: linear between the edges of the
 * triangles that it crosses, even inside a particle. Where one part of the cell ends and another begins a piece ends and
 * another begins, so that a jump is never drawn as a slope.
 */
import type { CellField } from "./field.ts";

/** From where to where, um: x, y, x, y; of the cell as solved. */
export type CutLine = readonly [number, number, number, number];

/** A part of the line within one part of the cell. */
export interface CutPiece {
  readonly of: "electrolyte" | "particle" | "lithium";
  /** Which one, where it is a particle. */
  readonly particle: number | undefined;
  /** From the start of the line, um, rising; the value is linear between neighbours. */
  readonly distance: readonly number[];
  /** In the units of the frame. */
  readonly values: readonly number[];
}

/** A stretch of the line with the values at its ends. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
}

/** Share of the length of a line below which two places on it are one. */
const SAME_PLACE = 1e-9;

export function lengthOfLine([x1, y1, x2, y2]: CutLine): number {
  return Math.hypot(x2 - x1, y2 - y1);
}

/** Returns the point (um) at a distance from the start of the line. */
export function pointOnLine(line: CutLine, distance: number): readonly [number, number] {
  const [x1, y1, x2, y2] = line;
  const share = distance / lengthOfLine(line);
  return [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
}

/**
 * Returns what the field is along the line, in order of the distance; nothing for a line without length. Between the
 * pieces there is nothing of the layer: the line runs through a particle that the layer does not colour, or beyond the cell.
 */
export function cutField(field: CellField, line: CutLine): readonly CutPiece[] {
  const length = lengthOfLine(line);
  if (!(length > 0)) return [];
  const { mesh, frame, electrolyte, particles, front } = field;
  const pieces: CutPiece[] = [];
  const crossed =
    electrolyte === undefined
      ? []
      : cutTriangles(
          { triangles: mesh.triangles, points: frame.points },
          { values: electrolyte, at: field.at },
          line,
        );
  pieces.push(...joinStretches(crossed, SAME_PLACE * length));
  if (particles !== undefined) pieces.push(...cutParticles(field, particles, { line, crossed }));
  if (front !== undefined) pieces.push(...cutLithium(field, front, line));
  return pieces.sort((one, other) => one.distance[0]! - other.distance[0]!);
}

/** Returns the value of the pieces at a distance; undefined where none of them is. */
export function valueOnCut(pieces: readonly CutPiece[], distance: number): number | undefined {
  const piece = pieces.find((own) => distance >= own.distance[0]! && distance <= own.distance.at(-1)!);
  return piece === undefined ? undefined : between(piece.distance, piece.values, distance);
}

/** Along the line and to its left, um. */
interface LineFrame {
  readonly along: (x: number, y: number) => number;
  readonly aside: (x: number, y: number) => number;
}

function frameOf(line: CutLine): LineFrame {
  const [x1, y1, x2, y2] = line;
  const length = lengthOfLine(line);
  const ux = (x2 - x1) / length;
  const uy = (y2 - y1) / length;
  return {
    along: (x, y) => ux * (x - x1) + uy * (y - y1),
    aside: (x, y) => ux * (y - y1) - uy * (x - x1),
  };
}

/** Returns the stretch of the line in each triangle that it crosses, in order; one along an edge of two triangles once. */
function cutTriangles(
  { triangles, points }: { readonly triangles: Uint32Array; readonly points: ArrayLike<number> },
  { values, at }: { readonly values: ArrayLike<number>; readonly at: CellField["at"] },
  line: CutLine,
): Stretch[] {
  const length = lengthOfLine(line);
  const { along, aside } = frameOf(line);
  const sides = new Float64Array(points.length / 2);
  for (let node = 0; node < sides.length; node++)
    sides[node] = aside(points[2 * node]!, points[2 * node + 1]!);
  const read = at === "nodes" ? (node: number) => values[node]! : undefined;
  const stretches: Stretch[] = [];
  for (let triangle = 0; 3 * triangle < triangles.length; triangle++) {
    const a = triangles[3 * triangle]!;
    const b = triangles[3 * triangle + 1]!;
    const c = triangles[3 * triangle + 2]!;
    // Most triangles lie on one side of the line: no more than this is done for them.
    const [one, two, three] = [sides[a]!, sides[b]!, sides[c]!];
    if ((one > 0 && two > 0 && three > 0) || (one < 0 && two < 0 && three < 0)) continue;
    const valueAt = read ?? (() => values[triangle]!);
    const ends = crossingsOf([a, b, c], sides, (node) => ({
      at: along(points[2 * node]!, points[2 * node + 1]!),
      value: valueAt(node),
    }));
    const stretch = ends.length < 2 ? undefined : clip(ends, length);
    if (stretch !== undefined) stretches.push(stretch);
  }
  return withoutTwins(
    stretches.sort((one, other) => one.from - other.from || one.to - other.to),
    SAME_PLACE * length,
  );
}

interface Crossing {
  readonly at: number;
  readonly value: number;
}

/** Returns where the line meets the edges of a triangle; each edge is taken the same way round by both of its triangles. */
function crossingsOf(
  corners: readonly number[],
  sides: Float64Array,
  read: (node: number) => Crossing,
): Crossing[] {
  const found = corners.filter((node) => sides[node] === 0).map(read);
  for (let k = 0; k < 3; k++) {
    const low = Math.min(corners[k]!, corners[(k + 1) % 3]!);
    const high = Math.max(corners[k]!, corners[(k + 1) % 3]!);
    if (!(sides[low]! * sides[high]! < 0)) continue;
    const share = sides[low]! / (sides[low]! - sides[high]!);
    const from = read(low);
    const to = read(high);
    found.push({
      at: from.at + share * (to.at - from.at),
      value: from.value + share * (to.value - from.value),
    });
  }
  return found;
}

/** Returns what lies on the line itself of a stretch between its outermost crossings; undefined for less than a point. */
function clip(ends: readonly Crossing[], length: number): Stretch | undefined {
  const low = ends.reduce((one, other) => (other.at < one.at ? other : one));
  const high = ends.reduce((one, other) => (other.at > one.at ? other : one));
  return clipStretch({ from: low.at, to: high.at, first: low.value, last: high.value }, 0, length);
}

function clipStretch({ from, to, first, last }: Stretch, least: number, most: number): Stretch | undefined {
  const start = Math.max(from, least);
  const end = Math.min(to, most);
  if (!(end > start)) return undefined;
  const valueAt = (at: number): number =>
    at === from ? first : at === to ? last : first + ((at - from) / (to - from)) * (last - first);
  return { from: start, to: end, first: valueAt(start), last: valueAt(end) };
}

function withoutTwins(stretches: readonly Stretch[], slack: number): Stretch[] {
  let reached = Number.NEGATIVE_INFINITY;
  return stretches.filter(({ to }) => {
    if (to <= reached + slack) return false;
    reached = to;
    return true;
  });
}

/** Joins stretches that follow one on the other without a jump. */
function joinStretches(stretches: readonly Stretch[], slack: number): CutPiece[] {
  const pieces: { distance: number[]; values: number[] }[] = [];
  for (const { from, to, first, last } of stretches) {
    const before = pieces.at(-1);
    const follows =
      before !== undefined &&
      from - before.distance.at(-1)! <= slack &&
      Math.abs(first - before.values.at(-1)!) <= SAME_PLACE * Math.max(Math.abs(first), Math.abs(last));
    if (follows) {
      before.distance.push(to);
      before.values.push(last);
    } else pieces.push({ distance: [from, to], values: [first, last] });
  }
  return pieces.map((piece) => ({ of: "electrolyte", particle: undefined, ...piece }));
}

/** Returns the chord of each particle that the line crosses, no further than where the electrolyte begins. */
function cutParticles(
  { mesh, electrolyte }: CellField,
  values: Float32Array,
  { line, crossed }: { readonly line: CutLine; readonly crossed: readonly Stretch[] },
): CutPiece[] {
  const { along, aside } = frameOf(line);
  const [least, most] = withinWidth(line, mesh.width);
  const length = lengthOfLine(line);
  const gaps = electrolyte === undefined ? [{ from: 0, to: length }] : gapsBetween(crossed, length);
  return Array.from(mesh.particleX).flatMap((x, particle): CutPiece[] => {
    const y = mesh.particleY[particle]!;
    const radius = mesh.particleRadius[particle]!;
    const off = aside(x, y);
    if (Math.abs(off) >= radius) return [];
    const half = Math.sqrt(radius ** 2 - off ** 2);
    const middle = along(x, y);
    const value = values[particle]!;
    return gaps.flatMap(({ from, to }): CutPiece[] => {
      const start = Math.max(middle - half, from, least);
      const end = Math.min(middle + half, to, most);
      // What is left of a chord beyond the straight edges of the mesh is no part of the particle.
      if (!(end - start > SLIVER * half)) return [];
      return [{ of: "particle", particle, distance: [start, end], values: [value, value] }];
    });
  });
}

/** Share of half a chord below which the rest of it is none. */
const SLIVER = 0.1;

function gapsBetween(stretches: readonly Stretch[], length: number): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let reached = 0;
  for (const { from, to } of stretches) {
    if (from - reached > SAME_PLACE * length) gaps.push({ from: reached, to: from });
    reached = Math.max(reached, to);
  }
  if (length - reached > SAME_PLACE * length) gaps.push({ from: reached, to: length });
  return gaps;
}

/** Returns from where to where on the line x lies within the cell. */
function withinWidth(line: CutLine, width: number): readonly [number, number] {
  const [x1, , x2] = line;
  const length = lengthOfLine(line);
  if (x1 === x2) return x1 >= 0 && x1 <= width ? [0, length] : [0, 0];
  const places = [-x1, width - x1].map((dx) => (dx / (x2 - x1)) * length);
  return [Math.max(0, Math.min(...places)), Math.min(length, Math.max(...places))];
}

/** Returns the value of the front at its x along the parts of the line that run through the lithium above it. */
function cutLithium({ mesh, frame }: CellField, values: Float32Array, line: CutLine): CutPiece[] {
  const { frontX, frontY, collectorY } = frame;
  const [x1, y1, x2, y2] = line;
  const length = lengthOfLine(line);
  const [start, end] = withinWidth(line, mesh.width);
  const along = Array.from(frontX, (x) => ((x - x1) / (x2 - x1)) * length);
  const inner = x1 === x2 ? [] : along.filter((at) => at > start && at < end);
  const places = [start, ...inner.sort((one, other) => one - other), end];
  const heightAt = (at: number): number => y1 + ((y2 - y1) * at) / length;
  const stretches = places.slice(1).flatMap((to, k): Stretch[] => {
    const from = places[k]!;
    if (!(to > from)) return [];
    const [left, right] = [from, to].map((at) => pointOnLine(line, at)[0]) as [number, number];
    const above = [from, to].map(
      (at, end) => heightAt(at) - between(frontX, frontY, end === 0 ? left : right),
    );
    const below = [from, to].map((at) => collectorY - heightAt(at));
    const stretch = { from, to, first: between(frontX, values, left), last: between(frontX, values, right) };
    return positivePart(stretch, [above, below]);
  });
  return joinStretches(stretches, SAME_PLACE * length).map((piece) => ({ ...piece, of: "lithium" }));
}

/** Returns the part of a stretch on which linear functions, given at both ends, are positive. */
function positivePart(stretch: Stretch, functions: readonly (readonly number[])[]): Stretch[] {
  const { from, to } = stretch;
  let [least, most] = [from, to];
  for (const [first, last] of functions as readonly (readonly [number, number])[]) {
    if (first <= 0 && last <= 0) return [];
    const root = from + (first / (first - last)) * (to - from);
    if (first < 0) least = Math.max(least, root);
    if (last < 0) most = Math.min(most, root);
  }
  const part = clipStretch(stretch, least, most);
  return part === undefined ? [] : [part];
}

/** Returns the value of a line, whose x rises, at a place; beyond its ends that of the end. */
export function between(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  let next = 1;
  while (next < xs.length - 1 && xs[next]! < x) next++;
  const share = (x - xs[next - 1]!) / (xs[next]! - xs[next - 1]!);
  const bounded = Math.min(1, Math.max(0, share));
  return ys[next - 1]! + bounded * (ys[next]! - ys[next - 1]!);
}
