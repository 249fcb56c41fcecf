/**
 * One cell as it is drawn: copies of the newest frame in the arrays that the GPU reads, the lengths exaggerated as
 * stated in layers.ts. Frames are not kept, so that their buffers can travel back. No Pixi here.
 */
import type { Frame, FrameMesh, Peak } from "../../../sim-core/index.ts";
import { copyMarks, createMarks, type Marks } from "./cell-marks.ts";
import { createFrontShape, type FrontShape } from "./front-shape.ts";
import { EXAGGERATION, isStressLayer, LAYER_SCALES, type Layer } from "./layers.ts";
import { createTopology, type MeshTopology, NODE_STRIDE } from "./mesh-walk.ts";
import { findRims } from "./particle-rims.ts";
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
  readonly contact: Float32Array /* 0..1, the rest is void */;
  readonly collectorY: number;
}

/** Of the electrolyte's nodes; old values where the newest frame had none. */
export interface StressFields {
  /** False while the frames come without stress. */
  readonly solved: boolean;
  /** False until particles have a mean stress. */
  readonly ofParticles: boolean;
  /** Largest of `vonMises`, at its node; undefined while none is solved. */
  readonly peak: Peak | undefined;
  readonly vonMises: Float32Array /* [nPoint], Pa */;
  readonly meanStress: Float32Array /* [nPoint], Pa */;
  readonly principalStress: Float32Array /* [nPoint], Pa */;
  /** Size of the displacement. */
  readonly displacement: Float32Array /* [nPoint], um */;
  /** Position and displacement together, as arrows read them. */
  readonly moves: Float32Array /* [nPoint*NODE_STRIDE], um */;
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
  readonly potential: Float32Array /* [nPoint], V */;
  readonly fluxSize: Float32Array /* [nPoint], A/m2 */;
  readonly intergranular: Float32Array /* [nPoint], volume fraction */;
  readonly intergranularDead: Float32Array /* [nPoint], the dead part of it */;
  readonly stress: StressFields;
  readonly discs: Float32Array;
  readonly states: Float32Array;
  /** Mean stress of the particles at the last update of mechanics, Pa. */
  readonly particleStress: Float32Array;
  readonly front: Front;
  readonly marks: Marks;
  /** Copies a frame of the same mesh. */
  take(frame: Frame): void;
  /** Writes the smallest and largest value of a layer to `out`, in its display unit; infinite, the wrong way round, for none. */
  findExtremes(layer: Layer, out: Float64Array): void;
  /** Writes the mean of a nodal field over each particle's perimeter. */
  averageOverPerimeters(values: ArrayLike<number>, out: Float32Array, stride: number): void;
}

/** Returns the picture of the cell at a frame; `origin` comes from the picture of its mesh before, if it had one. */
export function createCellPicture(mesh: FrameMesh, first: Frame, origin = createOrigin(mesh)): CellPicture {
  const nPoint = first.points.length / 2;
  const nParticle = mesh.particleX.length;
  const topology = createTopology(mesh.triangles, nPoint);
  const rims = findRims(topology, mesh, first);
  const front = copyFront(first, origin.shape);
  const stress = createStressFields(nPoint);
  const picture = {
    mesh,
    origin,
    topology,
    gates: rims.gates,
    nodes: new Float32Array(NODE_STRIDE * nPoint),
    drawnHeight: front.shape.drawnHeight,
    drawnPoints: new Float32Array(2 * nPoint),
    potential: new Float32Array(nPoint),
    fluxSize: new Float32Array(nPoint),
    intergranular: new Float32Array(nPoint),
    intergranularDead: new Float32Array(nPoint),
    stress,
    discs: new Float32Array(DISC_STRIDE * nParticle),
    states: new Float32Array(STATE_STRIDE * nParticle),
    particleStress: new Float32Array(nParticle),
    front,
    marks: createMarks(),
    take(frame: Frame) {
      front.shape.take(frame);
      front.shape.warp(frame.points, picture.drawnPoints);
      copyNodes(picture, frame);
      copyStress(stress, frame);
      copyParticles(picture, frame);
      copyMarks(picture.marks, frame, front.shape.drawnHeight);
      front.x.set(frame.frontX);
      front.current.set(frame.frontCurrent);
      front.interphase.set(frame.frontInterphase);
      front.depleted.set(frame.frontDepleted);
      front.contact.set(frame.frontContact);
      front.collectorY = frame.collectorY;
    },
    findExtremes(layer: Layer, out: Float64Array) {
      out[0] = Number.POSITIVE_INFINITY;
      out[1] = Number.NEGATIVE_INFINITY;
      for (const [values, stride, count] of shownValues(picture, layer))
        widenEnds(values, out, { stride, count });
      const { factor } = LAYER_SCALES[layer];
      out[0] *= factor;
      out[1] *= factor;
    },
    averageOverPerimeters(values: ArrayLike<number>, out: Float32Array, stride: number) {
      for (let p = 0; p < nParticle; p++) {
        const from = rims.start[p]!;
        const to = rims.start[p + 1]!;
        let sum = 0;
        for (let k = from; k < to; k++) sum += values[rims.points[k]!]!;
        out[stride * p] = to > from ? sum / (to - from) : 0;
      }
    },
  };
  picture.take(first);
  return picture;
}

/** Returns the nodal values by which a layer colours the electrolyte. */
export function fieldOf(picture: CellPicture, layer: Layer): Float32Array {
  switch (layer) {
    case "flux":
      return picture.fluxSize;
    case "intergranular":
      return picture.intergranular;
    case "vonMises":
    case "meanStress":
    case "principalStress":
    case "displacement":
      return picture.stress[layer];
    default:
      return picture.potential;
  }
}

/** Values with their distance in the array and how many of each stride count. */
type Shown = readonly [values: ArrayLike<number>, stride: number, count: number];

/** Everything that the colours of a layer stand for now. */
function shownValues(picture: CellPicture, layer: Layer): readonly Shown[] {
  const { stress, front, states } = picture;
  // Mean and surface stand side by side.
  if (layer === "stoichiometry") return [[states, STATE_STRIDE, 2]];
  if (layer === "front") return [[front.current, 1, 1]];
  if (isStressLayer(layer) && !stress.solved) return [];
  const field: Shown = [fieldOf(picture, layer), 1, 1];
  return layer === "meanStress" && stress.ofParticles ? [field, [picture.particleStress, 1, 1]] : [field];
}

function widenEnds(
  values: ArrayLike<number>,
  out: Float64Array,
  { stride, count }: { stride: number; count: number },
): void {
  let low = out[0]!;
  let high = out[1]!;
  for (let first = 0; first < values.length; first += stride) {
    for (let k = first; k < first + count; k++) {
      const value = values[k]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  out[0] = low;
  out[1] = high;
}

function createOrigin(mesh: FrameMesh): Origin {
  return {
    shape: createFrontShape(mesh.width, mesh.cathodeThickness),
    builtY: mesh.particleY.slice(),
  };
}

function copyFront(frame: Frame, shape: FrontShape): Front & { collectorY: number } {
  return {
    x: frame.frontX.slice(),
    shape,
    current: frame.frontCurrent.slice(),
    interphase: frame.frontInterphase.slice(),
    depleted: frame.frontDepleted.slice(),
    contact: frame.frontContact.slice(),
    collectorY: frame.collectorY,
  };
}

interface OwnStress extends StressFields {
  solved: boolean;
  ofParticles: boolean;
  peak: Peak | undefined;
}

function createStressFields(nPoint: number): OwnStress {
  return {
    solved: false,
    ofParticles: false,
    peak: undefined,
    vonMises: new Float32Array(nPoint),
    meanStress: new Float32Array(nPoint),
    principalStress: new Float32Array(nPoint),
    displacement: new Float32Array(nPoint),
    moves: new Float32Array(NODE_STRIDE * nPoint),
  };
}

function copyNodes(picture: CellPicture, frame: Frame): void {
  const { nodes, fluxSize } = picture;
  const { points, flux } = frame;
  for (let k = 0; k < fluxSize.length; k++) {
    const fluxX = flux[2 * k]!;
    const fluxY = flux[2 * k + 1]!;
    nodes[NODE_STRIDE * k] = points[2 * k]!;
    nodes[NODE_STRIDE * k + 1] = points[2 * k + 1]!;
    nodes[NODE_STRIDE * k + 2] = fluxX;
    nodes[NODE_STRIDE * k + 3] = fluxY;
    fluxSize[k] = Math.sqrt(fluxX * fluxX + fluxY * fluxY);
  }
  picture.potential.set(frame.potential);
  picture.intergranular.set(frame.intergranular);
  picture.intergranularDead.set(frame.intergranularDead);
}

function copyStress(stress: OwnStress, frame: Frame): void {
  stress.solved = frame.vonMises.length > 0;
  stress.ofParticles = frame.particleMeanStress.length > 0;
  stress.peak = stress.solved ? findPeak(frame) : undefined;
  if (!stress.solved) return;
  stress.vonMises.set(frame.vonMises);
  stress.meanStress.set(frame.meanStress);
  stress.principalStress.set(frame.principalStress);
  const { displacement, points } = frame;
  const { moves } = stress;
  for (let k = 0; 2 * k < points.length; k++) {
    const x = displacement[2 * k]!;
    const y = displacement[2 * k + 1]!;
    moves[NODE_STRIDE * k] = points[2 * k]!;
    moves[NODE_STRIDE * k + 1] = points[2 * k + 1]!;
    moves[NODE_STRIDE * k + 2] = x;
    moves[NODE_STRIDE * k + 3] = y;
    stress.displacement[k] = Math.sqrt(x * x + y * y);
  }
}

function findPeak({ vonMises, points }: Frame): Peak {
  let at = 0;
  for (let k = 1; k < vonMises.length; k++) if (vonMises[k]! > vonMises[at]!) at = k;
  return { value: vonMises[at]!, x: points[2 * at]!, y: points[2 * at + 1]! };
}

function copyParticles(picture: CellPicture, frame: Frame): void {
  const { discs, states, mesh, origin } = picture;
  for (let p = 0; p < mesh.particleX.length; p++) {
    const radius = mesh.particleRadius[p]!;
    discs[DISC_STRIDE * p] = mesh.particleX[p]!;
    discs[DISC_STRIDE * p + 1] = origin.builtY[p]! + frame.particleDrift[p]!;
    discs[DISC_STRIDE * p + 2] = radius;
    // A small volumetric strain is three times the relative change of radius.
    discs[DISC_STRIDE * p + 3] = radius * (1 + (EXAGGERATION.particle * frame.particleStrain[p]!) / 3);
    states[STATE_STRIDE * p] = frame.particleStoichiometry[p]!;
    states[STATE_STRIDE * p + 1] = frame.particleSurface[p]!;
    states[STATE_STRIDE * p + 2] = frame.particleStatus[p]!;
    states[STATE_STRIDE * p + 3] = frame.particleDamage[p]!;
  }
  if (frame.particleMeanStress.length > 0) picture.particleStress.set(frame.particleMeanStress);
}
