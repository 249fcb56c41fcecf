/**
 * A growing constrained Delaunay triangulation in flat arrays. Half-edge e belongs to triangle floor(e/3) and runs
 * from vertex[e] to that of the next half-edge, triangles counter-clockwise (y up). Points go in by Bowyer and Watson:
 * the triangles whose circumcircle holds the point and which it sees are replaced by a fan.
 * Sources: Bowyer 1981, Watson 1981 (Comput. J. 24); predicates of Shewchuk 1997.
 */
import Constrainautor from "@kninnug/constrainautor";
import Delaunator from "delaunator";
import { incircle, orient2d } from "robust-predicates";
import { assertInvariant } from "../../base/errors.ts";
import { NO_FEATURE, type Outline } from "./outline.ts";

export interface Triangulation {
  points: Float64Array /* [capacity*2] */;
  vertex: Int32Array /* [capacity*3] */;
  /** Opposite half-edge, -1 on the hull. */
  twin: Int32Array;
  /** What the edge belongs to, NO_FEATURE for none. */
  feature: Int32Array;
  nPoint: number;
  nTriangle: number;
}

export function nextEdge(e: number): number {
  return e % 3 === 2 ? e - 2 : e + 1;
}

export function previousEdge(e: number): number {
  return e % 3 === 0 ? e + 2 : e - 1;
}

/** Positive when the place is to the left of a -> b. */
export function sideOf(points: ArrayLike<number>, a: number, b: number, at: Readonly<Place>): number {
  return -orient2d(points[2 * a], points[2 * a + 1], points[2 * b], points[2 * b + 1], at.x, at.y);
}

/** Returns the triangulation of the points with all edges of the outline in it. */
export function createTriangulation(points: Float64Array, outline: Outline): Triangulation {
  const delaunay = new Delaunator(points);
  const constrained = new Constrainautor(delaunay);
  const { edges, featureOfEdge } = outline;
  for (let k = 0; k < edges.length; k += 2) constrained.constrainOne(edges[k], edges[k + 1]);
  const { triangles, halfedges } = delaunay;
  const nEdge = triangles.length;
  const capacity = 2 * nEdge;
  const mesh: Triangulation = {
    points: new Float64Array(2 * points.length),
    vertex: new Int32Array(capacity),
    twin: new Int32Array(capacity),
    feature: new Int32Array(capacity).fill(NO_FEATURE),
    nPoint: points.length / 2,
    nTriangle: nEdge / 3,
  };
  mesh.points.set(points);
  // Delaunator's triangles are counter-clockwise where y points down: reversed here.
  const slot = (e: number): number => (e < 0 ? -1 : e % 3 === 0 ? e : e % 3 === 1 ? e + 1 : e - 1);
  for (let e = 0; e < nEdge; e++) {
    const s = slot(e);
    mesh.vertex[s] = triangles[e % 3 === 2 ? e - 2 : e + 1];
    mesh.twin[s] = slot(halfedges[e]);
  }
  labelEdges(mesh, edges, featureOfEdge);
  return mesh;
}

/** Writes the feature of each outline edge on its half-edges. */
function labelEdges(mesh: Triangulation, edges: ArrayLike<number>, featureOfEdge: ArrayLike<number>): void {
  const { vertex, twin, feature } = mesh;
  const nPoint = mesh.nPoint;
  // Outline edges of each vertex as linked lists.
  const head = new Int32Array(nPoint).fill(-1);
  const next = new Int32Array(edges.length);
  for (let i = 0; i < edges.length; i++) {
    next[i] = head[edges[i]];
    head[edges[i]] = i;
  }
  for (let e = 0; e < 3 * mesh.nTriangle; e++) {
    if (twin[e] > e) continue;
    const b = vertex[nextEdge(e)];
    for (let i = head[vertex[e]]; i >= 0; i = next[i]) {
      if (edges[i ^ 1] !== b) continue;
      feature[e] = featureOfEdge[i >> 1];
      if (twin[e] >= 0) feature[twin[e]] = feature[e];
    }
  }
}

/** Edges round a cavity: a handful; this many only for a point in the midst of thousands. */
const RIM_LIMIT = 8192;

/** A cavity about a point: its triangles and its rim of half-edges, counter-clockwise; scratch, reused. */
export interface Cavity {
  mark: Int32Array;
  stamp: number;
  nTriangle: number;
  triangle: Int32Array;
  nRim: number;
  rim: Int32Array;
}

export function createCavity(): Cavity {
  const triangle = new Int32Array(RIM_LIMIT);
  const rim = new Int32Array(RIM_LIMIT);
  return { mark: new Int32Array(0), stamp: 0, nTriangle: 0, triangle, nRim: 0, rim };
}

const stack = new Int32Array(2 * RIM_LIMIT);

/** Where a point goes in, m. */
export interface Place {
  x: number;
  y: number;
}

/** Collects the cavity of a point from a half-edge of a triangle whose circumcircle holds it. */
export function collectCavity(mesh: Triangulation, cavity: Cavity, at: Place, from: number): void {
  openCavity(mesh, cavity, from);
  stack[0] = previousEdge(from);
  stack[1] = nextEdge(from);
  stack[2] = from;
  growCavity(mesh, cavity, at, 3);
}

/** Collects the cavity of a point that splits edge `from`: the triangles on both its sides belong to it. */
export function collectSplitCavity(mesh: Triangulation, cavity: Cavity, at: Place, from: number): void {
  openCavity(mesh, cavity, from);
  const o = mesh.twin[from];
  let top = 0;
  if (o >= 0) {
    cavity.mark[Math.floor(o / 3)] = cavity.stamp;
    cavity.triangle[cavity.nTriangle++] = Math.floor(o / 3);
    stack[top++] = previousEdge(o);
    stack[top++] = nextEdge(o);
  }
  stack[top++] = previousEdge(from);
  stack[top++] = nextEdge(from);
  growCavity(mesh, cavity, at, top);
}

function openCavity(mesh: Triangulation, cavity: Cavity, from: number): void {
  if (cavity.mark.length < mesh.nTriangle) cavity.mark = growInt32(cavity.mark, mesh.vertex.length / 3);
  cavity.stamp++;
  cavity.nRim = 0;
  cavity.nTriangle = 1;
  cavity.triangle[0] = Math.floor(from / 3);
  cavity.mark[cavity.triangle[0]] = cavity.stamp;
}

/** Walks outwards over the half-edges on the stack; depth first in turning order, so that the rim comes in order. */
function growCavity(mesh: Triangulation, cavity: Cavity, at: Place, nStacked: number): void {
  const { points, vertex, twin, feature } = mesh;
  const { mark, rim, triangle, stamp } = cavity;
  let { nTriangle, nRim } = cavity;
  let top = nStacked;
  while (top > 0) {
    const e = stack[--top];
    const o = twin[e];
    const t = o < 0 ? -1 : Math.floor(o / 3);
    let isInside = false;
    if (t >= 0 && feature[e] === NO_FEATURE && mark[t] !== stamp) {
      const a = 2 * vertex[3 * t];
      const b = 2 * vertex[3 * t + 1];
      const c = 2 * vertex[3 * t + 2];
      isInside =
        incircle(points[a], points[a + 1], points[b], points[b + 1], points[c], points[c + 1], at.x, at.y) >
        0;
    }
    if (!isInside) {
      rim[nRim++] = e;
      continue;
    }
    mark[t] = stamp;
    triangle[nTriangle++] = t;
    stack[top++] = previousEdge(o);
    stack[top++] = nextEdge(o);
  }
  assertInvariant(nRim <= RIM_LIMIT, `a cavity has at most ${RIM_LIMIT} edges`);
  cavity.nTriangle = nTriangle;
  cavity.nRim = nRim;
}

/** Whether every edge of the rim sees the point on its left, so that the fan is sound. */
export function isStarShaped(mesh: Triangulation, cavity: Cavity, at: Place): boolean {
  const { points, vertex } = mesh;
  for (let k = 0; k < cavity.nRim; k++) {
    const e = cavity.rim[k];
    if (sideOf(points, vertex[e], vertex[nextEdge(e)], at) <= 0) return false;
  }
  return true;
}

/** The edge that a new point splits: its ends and its feature. */
export interface SplitEdge {
  readonly a: number;
  readonly b: number;
  readonly feature: number;
  /** On the hull the fan stays open. */
  readonly onHull: boolean;
}

const rimFrom = new Int32Array(RIM_LIMIT);
const rimTo = new Int32Array(RIM_LIMIT);
const rimTwin = new Int32Array(RIM_LIMIT);
const rimFeature = new Int32Array(RIM_LIMIT);

/**
 * Replaces the cavity by a fan about a new point; its triangles are those of `cavity.triangle` afterwards, half-edge 0
 * of each on the rim. Returns the new vertex.
 */
export function fillCavity(mesh: Triangulation, cavity: Cavity, at: Place, split?: SplitEdge): number {
  reserve(mesh);
  const { points, vertex, twin, feature } = mesh;
  const v = mesh.nPoint++;
  points[2 * v] = at.x;
  points[2 * v + 1] = at.y;
  const { nRim, rim, triangle } = cavity;
  for (let k = 0; k < nRim; k++) {
    const e = rim[k];
    rimFrom[k] = vertex[e];
    rimTo[k] = vertex[nextEdge(e)];
    rimTwin[k] = twin[e];
    rimFeature[k] = feature[e];
  }
  while (cavity.nTriangle < nRim) triangle[cavity.nTriangle++] = mesh.nTriangle++;
  const isOpen = split?.onHull === true;
  for (let k = 0; k < nRim; k++) {
    const e = 3 * triangle[k];
    vertex[e] = rimFrom[k];
    vertex[e + 1] = rimTo[k];
    vertex[e + 2] = v;
    twin[e] = rimTwin[k];
    feature[e] = rimFeature[k];
    if (rimTwin[k] >= 0) twin[rimTwin[k]] = e;
    const isLast = k === nRim - 1;
    twin[e + 1] = isLast ? (isOpen ? -1 : 3 * triangle[0] + 2) : 3 * triangle[k + 1] + 2;
    twin[e + 2] = k === 0 ? (isOpen ? -1 : 3 * triangle[nRim - 1] + 1) : 3 * triangle[k - 1] + 1;
    feature[e + 1] = split && (rimTo[k] === split.a || rimTo[k] === split.b) ? split.feature : NO_FEATURE;
    feature[e + 2] = split && (rimFrom[k] === split.a || rimFrom[k] === split.b) ? split.feature : NO_FEATURE;
  }
  return v;
}

/** Doubles the arrays before they are full. */
function reserve(mesh: Triangulation): void {
  if (2 * mesh.nPoint + 2 > mesh.points.length) {
    const points = new Float64Array(2 * mesh.points.length);
    points.set(mesh.points);
    mesh.points = points;
  }
  if (3 * mesh.nTriangle + 12 > mesh.vertex.length) {
    const length = 2 * mesh.vertex.length;
    mesh.vertex = growInt32(mesh.vertex, length);
    mesh.twin = growInt32(mesh.twin, length);
    mesh.feature = growInt32(mesh.feature, length);
  }
}

function growInt32(old: Int32Array, length: number): Int32Array {
  const grown = new Int32Array(length);
  grown.set(old);
  return grown;
}
