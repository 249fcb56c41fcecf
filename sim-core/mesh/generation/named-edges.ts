/**
 * Names what the solver needs to find again: regions by flooding from the outline's edges, perimeters, the lithium
 * front and the collectors as chains of edges in walking order.
 */
import { assertInvariant } from "../../base/errors.ts";
import {
  type CrossSection,
  type Mesh,
  REGION_ELECTROLYTE,
  REGION_LITHIUM,
  REGION_PARTICLE,
} from "../cross-section.ts";
import { createFrontSide } from "../front-line.ts";
import {
  ANODE_COLLECTOR,
  CATHODE_COLLECTOR,
  FLAT_FRONT,
  LAYER_EDGE,
  NO_FEATURE,
  type Outline,
  PROTRUSION,
} from "./outline.ts";
import { nextEdge, previousEdge, sideOf, type Triangulation } from "./triangulation.ts";

function isFront(feature: number): boolean {
  return feature === FLAT_FRONT || feature <= PROTRUSION;
}

/** Returns the region of each triangle, [nTriangle]; `known`: those of the first ones, all of the cathode layer. */
export function markRegions(
  mesh: Triangulation,
  section: CrossSection,
  known: ArrayLike<number> = [],
): Int32Array {
  const { points, vertex, feature } = mesh;
  const region = new Int32Array(mesh.nTriangle).fill(REGION_ELECTROLYTE);
  region.set(known);
  const side = section.front && createFrontSide(section.front);
  const seeds: number[] = [];
  const seed = (e: number, label: number): void => {
    const t = Math.floor(e / 3);
    if (region[t] === label) return;
    region[t] = label;
    seeds.push(t);
  };
  for (let e = 3 * known.length; e < 3 * mesh.nTriangle; e++) {
    const f = feature[e];
    if (f === NO_FEATURE) continue;
    const a = vertex[e];
    const b = vertex[nextEdge(e)];
    if (f >= 0) {
      const isInside = sideOf(points, a, b, { x: section.particleX[f], y: section.particleY[f] }) > 0;
      if (isInside) seed(e, REGION_PARTICLE + f);
    } else if (isFront(f)) {
      // The half-edge that has lithium on its left runs from left to right, round a protrusion counter-clockwise.
      if (side) {
        const c = 2 * vertex[previousEdge(e)];
        const x = (points[2 * a] + points[2 * b] + points[c]) / 3;
        const y = (points[2 * a + 1] + points[2 * b + 1] + points[c + 1]) / 3;
        if (side.isAbove(x, y)) seed(e, REGION_LITHIUM);
        continue;
      }
      const centre = f === FLAT_FRONT ? undefined : section.protrusions[PROTRUSION - f];
      const y = section.cathodeThickness + section.electrolyteThickness;
      const isLithium = centre ? sideOf(points, a, b, { x: centre.x, y }) > 0 : points[2 * b] > points[2 * a];
      if (isLithium) seed(e, REGION_LITHIUM);
    }
  }
  flood(mesh, region, seeds);
  return region;
}

/** Spreads the labels across edges that bound no region. */
function flood(mesh: Triangulation, region: Int32Array, seeds: number[]): void {
  const { twin, feature } = mesh;
  for (let t = seeds.pop(); t !== undefined; t = seeds.pop()) {
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      if (twin[e] < 0 || (feature[e] !== NO_FEATURE && feature[e] !== LAYER_EDGE)) continue;
      const other = Math.floor(twin[e] / 3);
      if (region[other] === region[t]) continue;
      assertInvariant(
        region[other] === REGION_ELECTROLYTE,
        "two regions meet without an edge of the outline",
      );
      region[other] = region[t];
      seeds.push(other);
    }
  }
}

export type NamedEdges = Pick<
  Mesh,
  "particleEdges" | "particleOfEdge" | "frontEdges" | "cathodeCollectorEdges" | "anodeCollectorEdges"
>;

/** Returns the edges of particles and cathode collector; both are in the cathode layer. */
export function listLayerEdges(
  mesh: Triangulation,
  region: ArrayLike<number>,
  { firstOfParticle, bottomLeft }: Pick<Outline, "firstOfParticle" | "bottomLeft">,
): Pick<NamedEdges, "particleEdges" | "particleOfEdge" | "cathodeCollectorEdges"> {
  const { vertex, feature } = mesh;
  // A vertex lies on at most one perimeter, and none of them on a wall: one successor per vertex and kind.
  const particleNext = new Int32Array(mesh.nPoint).fill(-1);
  const cathodeNext = new Int32Array(mesh.nPoint).fill(-1);
  for (let e = 0; e < 3 * mesh.nTriangle; e++) {
    const f = feature[e];
    if (f === NO_FEATURE) continue;
    if (f >= 0 && region[Math.floor(e / 3)] === REGION_PARTICLE + f)
      particleNext[vertex[e]] = vertex[nextEdge(e)];
    else if (f === CATHODE_COLLECTOR) cathodeNext[vertex[e]] = vertex[nextEdge(e)];
  }
  const particleEdges: number[] = [];
  const particleOfEdge: number[] = [];
  firstOfParticle.forEach((first, p) => {
    const chain = followChain(particleNext, first);
    for (let k = 0; k < chain.length / 2; k++) particleOfEdge.push(p);
    for (const v of chain) particleEdges.push(v);
  });
  return {
    particleEdges: new Int32Array(particleEdges),
    particleOfEdge: new Int32Array(particleOfEdge),
    cathodeCollectorEdges: new Int32Array(followChain(cathodeNext, bottomLeft)),
  };
}

/** Returns the edges of lithium front and anode collector; only triangles from `from` on have any. */
export function listFrontEdges(
  mesh: Triangulation,
  region: ArrayLike<number>,
  from: number,
  { topLeft, frontLeft }: Pick<Outline, "topLeft" | "frontLeft">,
): Pick<NamedEdges, "frontEdges" | "anodeCollectorEdges"> {
  const { vertex, feature } = mesh;
  const frontNext = new Int32Array(mesh.nPoint).fill(-1);
  const anodeNext = new Int32Array(mesh.nPoint).fill(-1);
  for (let e = 3 * from; e < 3 * mesh.nTriangle; e++) {
    const f = feature[e];
    if (f === NO_FEATURE) continue;
    if (isFront(f) && region[Math.floor(e / 3)] === REGION_LITHIUM)
      frontNext[vertex[e]] = vertex[nextEdge(e)];
    else if (f === ANODE_COLLECTOR) anodeNext[vertex[nextEdge(e)]] = vertex[e];
  }
  return {
    frontEdges: new Int32Array(followChain(frontNext, frontLeft)),
    anodeCollectorEdges: new Int32Array(followChain(anodeNext, topLeft)),
  };
}

/** Returns the edges from `first` on, until the chain ends or closes. */
function followChain(next: ArrayLike<number>, first: number): number[] {
  const edges: number[] = [];
  for (let v = first; next[v] >= 0; v = next[v]) {
    edges.push(v, next[v]);
    if (next[v] === first) break;
  }
  return edges;
}
