/**
 * The lines that the mesh must follow, cut into edges: side walls, collectors, the border of the cathode layer, the
 * lithium front with its protrusions, and every circle. A curve s of length L gets n = ceil(int ds / h) edges, laid
 * so that each takes the same share of the integral. Vertices of circles and half ellipses lie on them.
 */
import { cos, hypot, sin } from "../../base/elementary.ts";
import type { CrossSection } from "../cross-section.ts";
import type { HalfEllipse } from "../half-ellipse.ts";
import { listEllipses, type SizeField } from "./size-field.ts";

/** What an edge belongs to: a particle (its number), or one of these; protrusion j is `PROTRUSION - j`. */
export const NO_FEATURE = -1;
export const WALL = -2;
export const CATHODE_COLLECTOR = -3;
export const ANODE_COLLECTOR = -4;
export const LAYER_EDGE = -5;
export const FLAT_FRONT = -6;
export const PROTRUSION = -7;

export interface Outline {
  readonly points: number[] /* [nPoint*2], m */;
  readonly edges: number[] /* [nEdge*2] */;
  readonly featureOfEdge: number[] /* [nEdge] */;
  /** First vertex of each particle's circle. */
  readonly firstOfParticle: Int32Array;
  /** Corners: bottom left, top left, and the front's left end. */
  readonly bottomLeft: number;
  readonly topLeft: number;
  readonly frontLeft: number;
}

/** A curve to be cut: position and speed |ds/dt| at t in [from, to]. */
interface Curve {
  readonly from: number;
  readonly to: number;
  readonly x: (t: number) => number;
  readonly y: (t: number) => number;
  readonly speed: (t: number) => number;
}

/** Returns the outline of a whole section in which a particle reaches through the border of the cathode layer. */
export function createOutline(section: CrossSection, field: SizeField): Outline {
  const pen = createPen(field);
  const base = layCorners(pen, section, 0);
  const border = layCorners(pen, section, section.cathodeThickness);
  layWalls(pen, base, border);
  pen.addLine(base.left, base.right, CATHODE_COLLECTOR);
  const above = layAbove(pen, section, border);
  const firstOfParticle = layCircles(section, field, pen);
  return { ...pen.drawn, firstOfParticle, bottomLeft: base.left, ...above };
}

/** Returns the outline of the cathode layer, which ends at its border. */
export function outlineLayer(section: CrossSection, field: SizeField): Outline {
  const pen = createPen(field);
  const base = layCorners(pen, section, 0);
  const border = layCorners(pen, section, section.cathodeThickness);
  layWalls(pen, base, border);
  pen.addLine(base.left, base.right, CATHODE_COLLECTOR);
  pen.addLine(border.left, border.right, LAYER_EDGE);
  const firstOfParticle = layParticles(section, field, pen);
  return { ...pen.drawn, firstOfParticle, bottomLeft: base.left, topLeft: -1, frontLeft: -1 };
}

/** Returns the outline of what lies above the cathode layer, whose border has its vertices at `border` [n], ascending. */
export function outlineAbove(section: CrossSection, field: SizeField, border: ArrayLike<number>): Outline {
  const pen = createPen(field);
  const vertices = Array.from(border, (x) => pen.addPoint(x, section.cathodeThickness));
  for (let k = 1; k < vertices.length; k++) pen.addEdge(vertices[k - 1], vertices[k], LAYER_EDGE);
  const above = layAbove(pen, section, { left: vertices[0], right: vertices[vertices.length - 1] });
  return { ...pen.drawn, firstOfParticle: new Int32Array(0), bottomLeft: -1, ...above };
}

/** What outlines are drawn with. */
interface Pen {
  readonly drawn: Pick<Outline, "points" | "edges" | "featureOfEdge">;
  readonly addPoint: (x: number, y: number) => number;
  readonly addEdge: (a: number, b: number, feature: number) => void;
  /** Lays the curve between two vertices that exist already. */
  readonly addCurve: (a: number, b: number, curve: Curve, feature: number) => void;
  readonly addLine: (a: number, b: number, feature: number) => void;
}

function createPen(field: SizeField): Pen {
  const points: number[] = [];
  const edges: number[] = [];
  const featureOfEdge: number[] = [];
  const addPoint = (x: number, y: number): number => points.push(x, y) / 2 - 1;
  const addEdge = (a: number, b: number, feature: number): void => {
    edges.push(a, b);
    featureOfEdge.push(feature);
  };
  const addCurve = (a: number, b: number, curve: Curve, feature: number): void => {
    const cuts = divideCurve(curve, field, 1);
    let last = a;
    for (let k = 1; k < cuts.length; k++) {
      const next = k === cuts.length - 1 ? b : addPoint(curve.x(cuts[k]), curve.y(cuts[k]));
      addEdge(last, next, feature);
      last = next;
    }
  };
  const addLine = (a: number, b: number, feature: number): void =>
    addCurve(a, b, createLine(points, a, b), feature);
  return { drawn: { points, edges, featureOfEdge }, addPoint, addEdge, addCurve, addLine };
}

/** Vertices at both walls. */
interface Ends {
  readonly left: number;
  readonly right: number;
}

function layCorners(pen: Pen, { width }: CrossSection, y: number, rightY = y): Ends {
  return { left: pen.addPoint(0, y), right: pen.addPoint(width, rightY) };
}

function layWalls(pen: Pen, lower: Ends, upper: Ends): void {
  pen.addLine(lower.left, upper.left, WALL);
  pen.addLine(lower.right, upper.right, WALL);
}

/** Lays what lies above the border of the cathode layer, which ends in `border`. */
function layAbove(pen: Pen, section: CrossSection, border: Ends): Pick<Outline, "topLeft" | "frontLeft"> {
  const { cathodeThickness, electrolyteThickness, lithiumThickness, front } = section;
  const frontY = cathodeThickness + electrolyteThickness;
  const at = front
    ? layCorners(pen, section, front[1], front[front.length - 1])
    : layCorners(pen, section, frontY);
  const top = layCorners(pen, section, frontY + lithiumThickness);
  layWalls(pen, border, at);
  layWalls(pen, at, top);
  pen.addLine(top.left, top.right, ANODE_COLLECTOR);
  if (front) layFrontLine(pen, front, at);
  else layProtrudedFront(pen, section, at);
  return { topLeft: top.left, frontLeft: at.left };
}

/** Lays a front that is given as a chain of points. */
function layFrontLine(pen: Pen, front: Float64Array, ends: Ends): void {
  let last = ends.left;
  for (let k = 1; k + 1 < front.length / 2; k++) {
    const next = pen.addPoint(front[2 * k], front[2 * k + 1]);
    pen.addEdge(last, next, FLAT_FRONT);
    last = next;
  }
  pen.addEdge(last, ends.right, FLAT_FRONT);
}

/** Lays a flat front with its protrusions. */
function layProtrudedFront(pen: Pen, section: CrossSection, ends: Ends): void {
  const ellipses = listEllipses(section);
  const order = ellipses.map((_, j) => j).sort((i, j) => ellipses[i].x - ellipses[j].x);
  let last = ends.left;
  for (const j of order) {
    const e = ellipses[j];
    const a = pen.addPoint(e.x - e.a, e.y);
    const b = pen.addPoint(e.x + e.a, e.y);
    pen.addLine(last, a, FLAT_FRONT);
    pen.addCurve(a, b, createArc(e), PROTRUSION - j);
    last = b;
  }
  pen.addLine(last, ends.right, FLAT_FRONT);
}

/** Axis-parallel line: the constant coordinate stays exact, which keeps the hull straight. */
function createLine(points: ArrayLike<number>, a: number, b: number): Curve {
  const [xa, ya, xb, yb] = [points[2 * a], points[2 * a + 1], points[2 * b], points[2 * b + 1]];
  const length = hypot(xb - xa, yb - ya);
  return { from: 0, to: 1, x: (t) => xa + (xb - xa) * t, y: (t) => ya + (yb - ya) * t, speed: () => length };
}

function createArc(e: HalfEllipse): Curve {
  return {
    from: Math.PI,
    to: 2 * Math.PI,
    x: (t) => e.x + e.a * cos(t),
    y: (t) => e.y + e.b * sin(t),
    speed: (t) => hypot(e.a * sin(t), e.b * cos(t)),
  };
}

function createCircle(section: CrossSection, p: number): Curve {
  const x = section.particleX[p];
  const y = section.particleY[p];
  const r = section.particleRadius[p];
  return {
    from: 0,
    to: 2 * Math.PI,
    x: (t) => x + r * cos(t),
    y: (t) => y + r * sin(t),
    speed: () => r,
  };
}

/** Returns the parameters of the vertices, both ends included. */
function divideCurve(curve: Curve, field: SizeField, fewest: number): number[] {
  const { from, to } = curve;
  const at: number[] = [from];
  const share: number[] = [0];
  const density = (t: number): number => curve.speed(t) / field.sizeAt(curve.x(t), curve.y(t));
  let t = from;
  let before = density(from);
  let shrink = 0.5;
  while (t < to) {
    const step = Math.min(shrink / before, (to - from) / 16);
    const next = t + step > to - 1e-9 * (to - from) ? to : t + step;
    const middle = density(0.5 * (t + next));
    const after = density(next);
    // Walking into a fine stretch: shorter steps, so that it is not overrun.
    if (Math.max(middle, after) > 1.5 * before && shrink > 1e-3) {
      shrink *= 0.5;
      continue;
    }
    shrink = 0.5;
    share.push(share[share.length - 1] + ((next - t) * (before + 4 * middle + after)) / 6);
    at.push(next);
    t = next;
    before = after;
  }
  const total = share[share.length - 1];
  const n = Math.max(fewest, Math.ceil(total - 1e-6));
  const cuts: number[] = [from];
  for (let k = 1, i = 0; k < n; k++) {
    const wanted = (total * k) / n;
    while (share[i + 1] < wanted) i++;
    cuts.push(at[i] + ((at[i + 1] - at[i]) * (wanted - share[i])) / (share[i + 1] - share[i]));
  }
  cuts.push(to);
  return cuts;
}

/** Lays what stands for the particles and returns the first points of their perimeters; a continuum has none. */
function layParticles(section: CrossSection, field: SizeField, pen: Pen): Int32Array {
  if (section.continuum === undefined) return layCircles(section, field, pen);
  section.particleX.forEach((x, p) => {
    pen.addPoint(x, section.particleY[p]);
  });
  return new Int32Array(0);
}

/** Lays the particles' perimeters and returns the first point of each [nParticle]. */
function layCircles(
  section: CrossSection,
  field: SizeField,
  { addPoint, addEdge }: Pick<Pen, "addPoint" | "addEdge">,
): Int32Array {
  return Int32Array.from(section.particleX, (_, p) => {
    const circle = createCircle(section, p);
    const cuts = divideCurve(circle, field, 6);
    const n = cuts.length - 1;
    const first = addPoint(circle.x(cuts[0]), circle.y(cuts[0]));
    for (let k = 1; k < n; k++) addPoint(circle.x(cuts[k]), circle.y(cuts[k]));
    for (let k = 0; k < n; k++) addEdge(first + k, first + ((k + 1) % n), p);
    return first;
  });
}
