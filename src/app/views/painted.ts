/** What a layer paints on one cell: values copied from the newest frame, as the record of the layer reads them. */
import type { Frame, FrameMesh, Peak } from "../../../sim-core/index.ts";
import type { Layer } from "../layers/form/layer.ts";
import type { Reading } from "../layers/form/readings.ts";
import { NODE_STRIDE } from "./mesh-walk.ts";

/** Arrays are absent where the layer does not paint by them; in the units of the frame. */
export interface Painted {
  /** False where the newest frame came without what the layer paints, or was not read for it; then old values stand. */
  readonly solved: boolean;
  readonly electrolyte: Float32Array | undefined /* [nPoint] or [nTriangle] */;
  /** The part of the electrolyte's value that is of another kind. */
  readonly part: Float32Array | undefined /* [nPoint] */;
  readonly particles: Float32Array | undefined /* [nParticle] */;
  /** False while the frames have nothing for the particles. */
  readonly particlesSolved: boolean;
  readonly rings: Float32Array | undefined /* [nParticle] */;
  readonly frontBand: Float32Array | undefined /* [nFront] */;
  /** Position and vector together, as arrows read them. */
  readonly arrows: Float32Array | undefined /* [nPoint*NODE_STRIDE] */;
  /** Largest value of the electrolyte, at its node, where the layer marks it; undefined while none is solved. */
  readonly peak: Peak | undefined;
}

export interface OwnPainted extends Painted {
  /** Copies what the layer paints. */
  take(frame: Frame): void;
  /** Takes nothing of the newest frame. */
  pass(): void;
}

/** What finds the sizes that a share of the electrolyte, and of the front, does not exceed; by node. */
export interface HeldSizes {
  readonly electrolyte: (values: Float32Array, share: number) => number;
  readonly front: (values: Float32Array, share: number) => number;
}

/** Returns room for what the layer paints on a cell of this mesh; `first` gives the numbers of nodes. */
export function createPainted(layer: Layer, mesh: FrameMesh, first: Frame): OwnPainted {
  const { electrolyte, particles, frontBand, onTop } = layer;
  const nPoint = first.points.length / 2;
  const nParticle = mesh.particleX.length;
  const coloured = particles.colouredBy === "layer" ? particles : undefined;
  const room = (size: number, reading: unknown): Float32Array | undefined =>
    reading === undefined ? undefined : new Float32Array(size);
  const painted = {
    solved: false,
    electrolyte: room(electrolyte?.at === "triangles" ? mesh.triangles.length / 3 : nPoint, electrolyte),
    part: room(nPoint, electrolyte?.part),
    particles: room(nParticle, coloured),
    particlesSolved: false,
    rings: room(nParticle, coloured?.rings),
    frontBand: room(first.frontX.length, frontBand),
    arrows: room(NODE_STRIDE * nPoint, onTop.arrows),
    peak: undefined as Peak | undefined,
    take(frame: Frame) {
      const read = (reading: Reading | undefined, out: Float32Array | undefined): boolean =>
        reading === undefined || out === undefined || reading(frame, mesh, out);
      painted.solved = read(electrolyte?.values, painted.electrolyte) && read(frontBand, painted.frontBand);
      read(electrolyte?.part?.values, painted.part);
      painted.particlesSolved =
        read(coloured?.values, painted.particles) && read(coloured?.rings, painted.rings);
      if (onTop.arrows !== undefined && painted.arrows !== undefined)
        placeVectors(frame, onTop.arrows(frame), painted.arrows);
      painted.peak = onTop.peak && painted.solved ? findPeak(painted.electrolyte!, frame) : undefined;
    },
    pass() {
      painted.solved = false;
      painted.peak = undefined;
    },
  };
  return painted;
}

/** Widens [smallest, largest] to hold everything that the colours stand for now. */
export function widenEnds(painted: Painted, ends: Float64Array): void {
  if (!painted.solved) return;
  const { electrolyte, frontBand, particles, rings, particlesSolved } = painted;
  for (const values of [electrolyte, frontBand]) if (values !== undefined) widen(values, ends);
  if (!particlesSolved) return;
  for (const values of [particles, rings]) if (values !== undefined) widen(values, ends);
}

/** Likewise, but for the peaks that the scale of the layer leaves out of itself. */
export function widenHeld(painted: Painted, layer: Layer, sizes: HeldSizes, ends: Float64Array): void {
  const { held, kind } = layer.scale;
  if (held === undefined || layer.electrolyte?.at === "triangles") {
    widenEnds(painted, ends);
    return;
  }
  if (!painted.solved) return;
  const { electrolyte, frontBand, particles, rings, particlesSolved } = painted;
  let size = electrolyte === undefined ? 0 : sizes.electrolyte(electrolyte, held);
  if (frontBand !== undefined) size = Math.max(size, sizes.front(frontBand, held));
  ends[0] = Math.min(ends[0]!, kind === "symmetric" ? -size : 0);
  ends[1] = Math.max(ends[1]!, size);
  if (!particlesSolved) return;
  for (const values of [particles, rings]) if (values !== undefined) widen(values, ends);
}

function placeVectors({ points }: Frame, vectors: ArrayLike<number>, out: Float32Array): void {
  for (let k = 0; 2 * k < vectors.length; k++) {
    out[NODE_STRIDE * k] = points[2 * k]!;
    out[NODE_STRIDE * k + 1] = points[2 * k + 1]!;
    out[NODE_STRIDE * k + 2] = vectors[2 * k]!;
    out[NODE_STRIDE * k + 3] = vectors[2 * k + 1]!;
  }
}

function findPeak(values: Float32Array, { points }: Frame): Peak {
  let at = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[at]!) at = k;
  return { value: values[at]!, x: points[2 * at]!, y: points[2 * at + 1]! };
}

function widen(values: Float32Array, ends: Float64Array): void {
  let low = ends[0]!;
  let high = ends[1]!;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  ends[0] = low;
  ends[1] = high;
}
