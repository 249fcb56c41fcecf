/**
 * One cell as it is drawn: copies of the newest frame in the arrays that the GPU reads, the lengths exaggerated as
 * stated in layers.ts. Frames are not kept, so that their buffers can travel back. No Pixi here.
 */
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { createFrontShape, type FrontShape } from "./front-shape.ts";
import { EXAGGERATION, type Layer } from "./layers.ts";
import { createTopology, type MeshTopology, NODE_STRIDE } from "./mesh-walk.ts";
import type { TracerField } from "./tracer-field.ts";

/** Floats per particle in `discs`: centre x, y, solved radius, drawn radius, um. */
export const DISC_STRIDE = 4;
/** Floats per particle in `states`: mean x, surface x, status, damage. */
export const STATE_STRIDE = 4;

export interface Front {
  readonly x: Float32Array;
  readonly shape: FrontShape;
  readonly current: Float32Array;
  readonly interphase: Float32Array /* nm */;
  readonly depleted: Uint8Array;
  readonly collectorY: number;
}

export interface CellPicture extends TracerField {
  readonly mesh: FrameMesh;
  readonly topology: MeshTopology;
  readonly drawnPoints: Float32Array /* [nPoint*2], um */;
  readonly potential: Float32Array /* [nPoint], mV */;
  readonly fluxSize: Float32Array /* [nPoint], A/m2 */;
  readonly discs: Float32Array;
  readonly states: Float32Array;
  readonly front: Front;
  /** Copies a frame of the same mesh. */
  take(frame: Frame): void;
  /** Writes the smallest and largest value of a layer to `out`. */
  findExtremes(layer: Layer, out: Float64Array): void;
  /** Writes the mean of a nodal field over each particle's perimeter. */
  averageOverPerimeters(values: ArrayLike<number>, out: Float32Array): void;
}

/** Returns the picture of the cell at its first frame. */
export function createCellPicture(mesh: FrameMesh, first: Frame): CellPicture {
  const nPoint = first.points.length / 2;
  const nParticle = mesh.particleX.length;
  const topology = createTopology(mesh.triangles, nPoint);
  const rims = findRims(topology, mesh, first.points);
  const front = copyFront(mesh, first);
  const picture: CellPicture = {
    mesh,
    topology,
    gates: rims.gates,
    nodes: new Float32Array(NODE_STRIDE * nPoint),
    drawnHeight: front.shape.drawnHeight,
    drawnPoints: new Float32Array(2 * nPoint),
    potential: new Float32Array(nPoint),
    fluxSize: new Float32Array(nPoint),
    discs: new Float32Array(DISC_STRIDE * nParticle),
    states: new Float32Array(STATE_STRIDE * nParticle),
    front,
    take(frame) {
      front.shape.take(frame);
      front.shape.warp(frame.points, picture.drawnPoints);
      copyNodes(picture, frame);
      copyParticles(picture, frame);
      front.x.set(frame.frontX);
      front.current.set(frame.frontCurrent);
      front.interphase.set(frame.frontInterphase);
      front.depleted.set(frame.frontDepleted);
      front.collectorY = frame.collectorY;
    },
    findExtremes(layer, out) {
      if (layer === "potential") return findEnds(picture.potential, out);
      if (layer === "flux") return findEnds(picture.fluxSize, out);
      if (layer === "front") return findEnds(front.current, out);
      out[0] = Number.POSITIVE_INFINITY;
      out[1] = Number.NEGATIVE_INFINITY;
      for (let p = 0; p < nParticle; p++) {
        const mean = picture.states[STATE_STRIDE * p]!;
        const surface = picture.states[STATE_STRIDE * p + 1]!;
        out[0] = Math.min(out[0]!, mean, surface);
        out[1] = Math.max(out[1]!, mean, surface);
      }
    },
    averageOverPerimeters(values, out) {
      for (let p = 0; p < nParticle; p++) {
        const from = rims.start[p]!;
        const to = rims.start[p + 1]!;
        let sum = 0;
        for (let k = from; k < to; k++) sum += values[rims.points[k]!]!;
        out[p] = to > from ? sum / (to - from) : 0;
      }
    },
  };
  picture.take(first);
  return picture;
}

function copyFront(mesh: FrameMesh, frame: Frame): Front & { collectorY: number } {
  return {
    x: frame.frontX.slice(),
    shape: createFrontShape(mesh.width, mesh.cathodeThickness),
    current: frame.frontCurrent.slice(),
    interphase: frame.frontInterphase.slice(),
    depleted: frame.frontDepleted.slice(),
    collectorY: frame.collectorY,
  };
}

function copyNodes(picture: CellPicture, frame: Frame): void {
  const { nodes, potential, fluxSize } = picture;
  const { points, flux, potential: solved } = frame;
  for (let k = 0; k < potential.length; k++) {
    const fluxX = flux[2 * k]!;
    const fluxY = flux[2 * k + 1]!;
    nodes[NODE_STRIDE * k] = points[2 * k]!;
    nodes[NODE_STRIDE * k + 1] = points[2 * k + 1]!;
    nodes[NODE_STRIDE * k + 2] = fluxX;
    nodes[NODE_STRIDE * k + 3] = fluxY;
    fluxSize[k] = Math.sqrt(fluxX * fluxX + fluxY * fluxY);
    potential[k] = 1000 * solved[k]!;
  }
}

function copyParticles(picture: CellPicture, frame: Frame): void {
  const { discs, states, mesh } = picture;
  for (let p = 0; p < mesh.particleX.length; p++) {
    const radius = mesh.particleRadius[p]!;
    discs[DISC_STRIDE * p] = mesh.particleX[p]!;
    discs[DISC_STRIDE * p + 1] = mesh.particleY[p]!;
    discs[DISC_STRIDE * p + 2] = radius;
    // A small volumetric strain is three times the relative change of radius.
    discs[DISC_STRIDE * p + 3] = radius * (1 + (EXAGGERATION.particle * frame.particleStrain[p]!) / 3);
    states[STATE_STRIDE * p] = frame.particleStoichiometry[p]!;
    states[STATE_STRIDE * p + 1] = frame.particleSurface[p]!;
    states[STATE_STRIDE * p + 2] = frame.particleStatus[p]!;
    states[STATE_STRIDE * p + 3] = frame.particleDamage[p]!;
  }
}

function findEnds(values: ArrayLike<number>, out: Float64Array): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  out[0] = low;
  out[1] = high;
}

interface Rims {
  readonly gates: Int32Array;
  readonly start: Int32Array /* [nParticle+1] */;
  readonly points: Int32Array;
}

/** Sorts the boundary edges: those of particles and of the lithium let current through, the outer walls do not. */
function findRims(topology: MeshTopology, mesh: FrameMesh, points: ArrayLike<number>): Rims {
  const gates: number[] = [];
  const pointsOfParticle: number[][] = Array.from(mesh.particleX, () => []);
  const wall = 1e-4 * mesh.width;
  for (const half of topology.boundary) {
    const first = 3 * Math.floor(half / 3);
    const a = topology.triangles[first + ((half - first + 1) % 3)]!;
    const b = topology.triangles[first + ((half - first + 2) % 3)]!;
    const x = (points[2 * a]! + points[2 * b]!) / 2;
    const y = (points[2 * a + 1]! + points[2 * b + 1]!) / 2;
    if (x < wall || x > mesh.width - wall || y < wall) continue;
    gates.push(half);
    const particle = particleAround(mesh, x, y);
    if (particle !== undefined) pointsOfParticle[particle]!.push(a);
  }
  const start = new Int32Array(mesh.particleX.length + 1);
  pointsOfParticle.forEach((list, p) => {
    start[p + 1] = start[p]! + list.length;
  });
  return { gates: Int32Array.from(gates), start, points: Int32Array.from(pointsOfParticle.flat()) };
}

function particleAround(mesh: FrameMesh, x: number, y: number): number | undefined {
  for (let p = 0; p < mesh.particleX.length; p++) {
    const dx = x - mesh.particleX[p]!;
    const dy = y - mesh.particleY[p]!;
    const reach = 1.02 * mesh.particleRadius[p]!;
    if (dx * dx + dy * dy < reach * reach) return p;
  }
  return undefined;
}
