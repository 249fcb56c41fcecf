/**
 * The drawn lithium front: its mean position as solved, its change of shape since the first frame exaggerated.
 * The electrolyte below follows by a vertical stretch that fades to nothing at the cathode layer, so that field,
 * tracers and front stay in contact.
 */
import type { Frame } from "../../../sim-core/index.ts";
import { EXAGGERATION } from "./exaggeration.ts";

const SAMPLES = 512;
/** Least thickness of lithium that exaggeration leaves, um; thinner lithium is drawn as it is. */
const LEAST_DRAWN = 2;

export interface FrontShape {
  /** Drawn height of the front nodes, um. */
  readonly drawnY: Float32Array;
  /** Takes the front of a frame; the first one is the reference shape, also for fronts of later meshes. */
  take(frame: Frame): void;
  /** Returns the height at which a point of the electrolyte is to be drawn. */
  drawnHeight(x: number, y: number): number;
  /** Writes the points (in twos) where they are to be drawn. */
  warp(points: ArrayLike<number>, out: Float32Array): void;
}

/** Returns the front of a cell of this width whose electrolyte is left alone below `baseY` (um). */
export function createFrontShape(width: number, baseY: number): FrontShape {
  let drawnY = new Float32Array(0);
  let first: { readonly x: Float32Array; readonly y: Float32Array } | undefined;
  /** Height of the first front at the nodes of this one. */
  let reference = new Float32Array(0);
  const height = new Float32Array(SAMPLES);
  const drawn = new Float32Array(SAMPLES);
  /** Stretch of the electrolyte above baseY. */
  const stretch = new Float32Array(SAMPLES);
  const toSample = (SAMPLES - 1) / width;

  function take(frame: Frame): void {
    const { frontX, frontY } = frame;
    if (reference.length !== frontY.length) {
      first ??= { x: Float32Array.from(frontX), y: Float32Array.from(frontY) };
      reference = interpolate(first, frontX);
      drawnY = new Float32Array(frontY.length);
    }
    exaggerate(frame, reference, baseY, drawnY);
    resample(frontX, frontY, height, toSample);
    resample(frontX, drawnY, drawn, toSample);
    for (let s = 0; s < SAMPLES; s++) {
      stretch[s] = (drawn[s]! - height[s]!) / Math.max(1e-6, height[s]! - baseY);
    }
  }

  // The same as drawnHeight, without a call for each of many nodes.
  function warp(points: ArrayLike<number>, out: Float32Array): void {
    for (let k = 0; k < points.length; k += 2) {
      const x = points[k]!;
      const y = points[k + 1]!;
      out[k] = x;
      out[k + 1] = y;
      if (y <= baseY) continue;
      const at = Math.min(SAMPLES - 1, Math.max(0, x * toSample));
      const low = Math.min(SAMPLES - 2, at | 0);
      const before = stretch[low]!;
      out[k + 1] = y + (y - baseY) * (before + (at - low) * (stretch[low + 1]! - before));
    }
  }

  return {
    get drawnY() {
      return drawnY;
    },
    take,
    drawnHeight: (x, y) => (y > baseY ? y + (y - baseY) * readTable(stretch, x * toSample) : y),
    warp,
  };
}

/** Writes the heights of the front with its change of shape since `reference` enlarged, within electrolyte and collector. */
function exaggerate(
  { frontX, frontY, frontThickness, collectorY }: Frame,
  reference: Float32Array,
  baseY: number,
  drawnY: Float32Array,
): void {
  const meanShift = mean(frontX, frontY) - mean(frontX, reference);
  for (let k = 0; k < frontY.length; k++) {
    const solved = frontY[k]!;
    const change = solved - reference[k]! - meanShift;
    const thinnest = Math.min(frontThickness[k]!, LEAST_DRAWN);
    const lowest = Math.min(solved, baseY + 0.3 * (solved - baseY));
    const highest = Math.max(solved, collectorY - thinnest);
    const wanted = solved + (EXAGGERATION.front - 1) * change;
    drawnY[k] = Math.min(highest, Math.max(lowest, wanted));
  }
}

/** Linear interpolation onto an even table of SAMPLES places, `toSample` of them on a um. */
function resample(x: ArrayLike<number>, y: ArrayLike<number>, out: Float32Array, toSample: number): void {
  let k = 0;
  const last = x.length - 1;
  for (let s = 0; s < SAMPLES; s++) {
    const at = s / toSample;
    while (k < last - 1 && x[k + 1]! < at) k++;
    const span = x[k + 1]! - x[k]!;
    const share = span > 0 ? Math.min(1, Math.max(0, (at - x[k]!) / span)) : 0;
    out[s] = y[k]! + share * (y[k + 1]! - y[k]!);
  }
}

function readTable(table: Float32Array, at: number): number {
  const bounded = Math.min(SAMPLES - 1, Math.max(0, at));
  const low = Math.min(SAMPLES - 2, bounded | 0);
  return table[low]! + (bounded - low) * (table[low + 1]! - table[low]!);
}

/** Returns the polyline's height at each x; both rise from left to right. */
function interpolate(
  line: { readonly x: Float32Array; readonly y: Float32Array },
  x: ArrayLike<number>,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(x.length);
  let k = 0;
  for (let i = 0; i < x.length; i++) {
    while (k < line.x.length - 2 && line.x[k + 1]! < x[i]!) k++;
    const span = line.x[k + 1]! - line.x[k]!;
    const share = span > 0 ? Math.min(1, Math.max(0, (x[i]! - line.x[k]!) / span)) : 0;
    out[i] = line.y[k]! + share * (line.y[k + 1]! - line.y[k]!);
  }
  return out;
}

/** Mean of y over the width. */
function mean(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 1; k < x.length; k++) sum += (x[k]! - x[k - 1]!) * (y[k]! + y[k - 1]!);
  return sum / (2 * (x[x.length - 1]! - x[0]!));
}
