/**
 * One cell as it is drawn: copies of the newest frame in the arrays that the GPU reads, the lengths exaggerated as
 * stated in exaggeration.ts. Frames are not kept, so that their buffers can travel back. No Pixi here.
 */
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { Layer } from "../layers/form/layer.ts";
import { layers } from "../layers/list.ts";
import { copyMarks, createMarks, type Marks } from "./cell-marks.ts";
import { EXAGGERATION } from "./exaggeration.ts";
import { createFrontShape, type FrontShape } from "./front-shape.ts";
import { areasOfNodes, createHeldSize, lengthsOfNodes } from "./held-size.ts";
import { createTopology, type MeshTopology, NODE_STRIDE } from "./mesh-walk.ts";
import { createPainted, type HeldSizes, type Painted, widenEnds, widenHeld } from "./painted.ts";
import { averageOverRims, findRims } from "./particle-rims.ts";
import type { TracerField } from "./tracer-field.ts";

/** Floats per particle in `discs`: centre x, y, solved radius, drawn radius, um. */
export const DISC_STRIDE = 4;
/** Floats per particle in `states`: status, damage. */
export const STATE_STRIDE = 2;

export interface Front {
  readonly x: Float32Array;
  readonly shape: FrontShape;
  readonly interphase: Float32Array /* nm */;
  readonly depleted: Uint8Array;
  readonly contact: Float32Array /* 0..1, the rest is void */;
  readonly collectorY: number;
}

/** What a picture hands on to that of the same cell, meshed anew. */
export interface Origin {
  /** Whose first front is the reference. */
  readonly shape: FrontShape;
  /** Heights of the particles as built, um: a new mesh has them where they had drifted to. */
  readonly builtY: Float32Array;
}

export interface CellPicture extends TracerField {
  readonly mesh: FrameMesh;
  readonly origin: Origin;
  readonly topology: MeshTopology;
  readonly drawnPoints: Float32Array /* [nPoint*2], um */;
  readonly discs: Float32Array;
  readonly states: Float32Array;
  readonly lithiumContent: Float32Array /* [nParticle], mean x */;
  readonly front: Front;
  readonly marks: Marks;
  /** What a layer of the list paints. */
  painted(layer: Layer): Painted;
  /** The layers for which the newest frame has been read. */
  readonly fresh: readonly Layer[];
  /**
   * Copies a frame of the same mesh, and reads it for the layer that is shown and for one of the others in turn, so that
   * layers which nobody looks at cost next to nothing; for all of them where none is named.
   */
  take(frame: Frame, shown?: Layer): void;
  readonly heldSizes: HeldSizes;
  /** Writes the smallest and largest value of a layer to `out`, in its display unit; infinite, the wrong way round, for none. */
  findExtremes(layer: Layer, out: Float64Array): void;
  /** Likewise but for the peaks that the scale of the layer leaves out of itself. */
  findHeld(layer: Layer, out: Float64Array): void;
  /** Writes the mean of a nodal field over each particle's perimeter. */
  averageOverPerimeters(values: ArrayLike<number>, out: Float32Array, stride: number): void;
}

/** A picture that is looked at, whatever it is fed by. */
export type ShownCell = Omit<CellPicture, "take">;

/** Returns the picture of the cell at a frame; `origin` comes from the picture of its mesh before, if it had one. */
export function createCellPicture(mesh: FrameMesh, first: Frame, origin = createOrigin(mesh)): CellPicture {
  const nPoint = first.points.length / 2;
  const nParticle = mesh.particleX.length;
  const topology = createTopology(mesh.triangles, nPoint);
  const rims = findRims(topology, mesh, first);
  const front = copyFront(first, origin.shape);
  const heldSizes = {
    electrolyte: createHeldSize(areasOfNodes(mesh.triangles, first.points)),
    front: createHeldSize(lengthsOfNodes(first.frontX)),
  };
  const paintedBy = new Map(layers.map((layer: Layer) => [layer, createPainted(layer, mesh, first)]));
  let turn = -1;
  const picture = {
    mesh,
    origin,
    topology,
    gates: rims.gates,
    nodes: new Float32Array(NODE_STRIDE * nPoint),
    drawnHeight: front.shape.drawnHeight,
    drawnPoints: new Float32Array(2 * nPoint),
    discs: new Float32Array(DISC_STRIDE * nParticle),
    states: new Float32Array(STATE_STRIDE * nParticle),
    lithiumContent: new Float32Array(nParticle),
    front,
    marks: createMarks(),
    painted: (layer: Layer): Painted => paintedBy.get(layer)!,
    fresh: layers as readonly Layer[],
    take(frame: Frame, shown?: Layer) {
      front.take(frame);
      front.shape.warp(frame.points, picture.drawnPoints);
      copyNodes(picture.nodes, frame);
      copyParticles(picture, frame);
      copyMarks(picture.marks, frame, front.shape.drawnHeight);
      turn = (turn + 1) % layers.length;
      picture.fresh = shown === undefined ? layers : [...new Set([shown, layers[turn]!])];
      for (const [layer, painted] of paintedBy) {
        if (picture.fresh.includes(layer)) painted.take(frame);
        else painted.pass();
      }
    },
    heldSizes,
    findExtremes: (layer: Layer, out: Float64Array) =>
      readEnds(layer, out, () => widenEnds(paintedBy.get(layer)!, out)),
    findHeld: (layer: Layer, out: Float64Array) =>
      readEnds(layer, out, () => widenHeld(paintedBy.get(layer)!, layer, heldSizes, out)),
    averageOverPerimeters: (values: ArrayLike<number>, out: Float32Array, stride: number) =>
      averageOverRims(rims, values, out, stride),
  };
  picture.take(first);
  return picture;
}

/** Writes the ends that `widen` finds to `out`, in the display unit of the layer. */
export function readEnds({ scale }: Layer, out: Float64Array, widen: () => void): void {
  out[0] = Number.POSITIVE_INFINITY;
  out[1] = Number.NEGATIVE_INFINITY;
  widen();
  out[0] *= scale.factor;
  out[1] *= scale.factor;
}

function createOrigin(mesh: FrameMesh): Origin {
  return {
    shape: createFrontShape(mesh.width, mesh.cathodeThickness),
    builtY: mesh.particleY.slice(),
  };
}

function copyFront(first: Frame, shape: FrontShape): Front & { take(frame: Frame): void } {
  const front = {
    x: first.frontX.slice(),
    shape,
    interphase: first.frontInterphase.slice(),
    depleted: first.frontDepleted.slice(),
    contact: first.frontContact.slice(),
    collectorY: first.collectorY,
    take(frame: Frame) {
      shape.take(frame);
      front.x.set(frame.frontX);
      front.interphase.set(frame.frontInterphase);
      front.depleted.set(frame.frontDepleted);
      front.contact.set(frame.frontContact);
      front.collectorY = frame.collectorY;
    },
  };
  return front;
}

function copyNodes(nodes: Float32Array, { points, flux }: Frame): void {
  for (let k = 0; 2 * k < points.length; k++) {
    nodes[NODE_STRIDE * k] = points[2 * k]!;
    nodes[NODE_STRIDE * k + 1] = points[2 * k + 1]!;
    nodes[NODE_STRIDE * k + 2] = flux[2 * k]!;
    nodes[NODE_STRIDE * k + 3] = flux[2 * k + 1]!;
  }
}

type ParticleArrays = Pick<CellPicture, "discs" | "states" | "lithiumContent" | "mesh" | "origin">;

function copyParticles(picture: ParticleArrays, frame: Frame): void {
  const { discs, states, lithiumContent, mesh, origin } = picture;
  for (let p = 0; p < mesh.particleX.length; p++) {
    const radius = mesh.particleRadius[p]!;
    discs[DISC_STRIDE * p] = mesh.particleX[p]!;
    discs[DISC_STRIDE * p + 1] = origin.builtY[p]! + frame.particleDrift[p]!;
    discs[DISC_STRIDE * p + 2] = radius;
    // A small volumetric strain is three times the relative change of radius.
    discs[DISC_STRIDE * p + 3] = radius * (1 + (EXAGGERATION.particle * frame.particleStrain[p]!) / 3);
    states[STATE_STRIDE * p] = frame.particleStatus[p]!;
    states[STATE_STRIDE * p + 1] = frame.particleDamage[p]!;
  }
  lithiumContent.set(frame.particleStoichiometry);
}
