/** The solid parts around the electrolyte: lithium from its front up to the collector, and both collectors. */
import { Geometry, type UniformGroup } from "pixi.js";
import type { ShownCell } from "./cell-picture.ts";
import {
  createDrawing,
  createDynamicBuffer,
  createIndexBuffer,
  createProgram,
  type Drawing,
  destroyDrawing,
} from "./gpu.ts";
import { PALETTE, type Rgb } from "./palette.ts";

const PROGRAM = createProgram(
  "solids",
  `in vec2 aPoint;
in vec3 aColour;
out vec3 vColour;
void main() {
  vColour = aColour;
  gl_Position = place(aPoint);
}`,
  `in vec3 vColour;
void main() { paint(vColour, 1.0); }`,
);

/** Drawn thickness of a collector, um. */
export const COLLECTOR_THICKNESS = 5;

export interface SolidsDrawing {
  readonly mesh: Drawing;
  update(): void;
  destroy(): void;
}

/** Points: two per front node (front, underside of the collector), then four per collector. */
export function createSolidsDrawing(picture: ShownCell, view: UniformGroup): SolidsDrawing {
  const nFront = picture.front.x.length;
  const nPoint = 2 * nFront + 8;
  const points = createDynamicBuffer(new Float32Array(2 * nPoint));
  const colours = createDynamicBuffer(paintPoints(nFront));
  const geometry = new Geometry({
    attributes: {
      aPoint: { buffer: points, format: "float32x2" },
      aColour: { buffer: colours, format: "float32x3" },
    },
    indexBuffer: createIndexBuffer(connect(nFront)),
  });
  const mesh = createDrawing(PROGRAM, geometry, { view });

  function update(): void {
    const out = points.data as Float32Array;
    const { front } = picture;
    const { width } = picture.mesh;
    const lowest = smallest(front.shape.drawnY);
    for (let k = 0; k < nFront; k++) {
      const y = front.shape.drawnY[k]!;
      out[4 * k] = out[4 * k + 2] = front.x[k]!;
      out[4 * k + 1] = y;
      out[4 * k + 3] = front.collectorY;
      shade(colours.data as Float32Array, 6 * k, (y - lowest) / Math.max(1e-6, front.collectorY - lowest));
    }
    colours.update();
    writeStrip(out, 4 * nFront, width, front.collectorY);
    writeStrip(out, 4 * nFront + 8, width, -COLLECTOR_THICKNESS);
    points.update();
  }
  return {
    mesh,
    update,
    destroy() {
      destroyDrawing(mesh);
    },
  };
}

/** Lithium darkens with height alone, so that protrusions leave no shade in it. */
function shade(out: Float32Array, at: number, height: number): void {
  for (let c = 0; c < 3; c++) {
    out[at + c] = PALETTE.lithium[c]! + height * (PALETTE.lithiumDeep[c]! - PALETTE.lithium[c]!);
  }
}

function smallest(values: Float32Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) least = Math.min(least, value);
  return least;
}

function writeStrip(out: Float32Array, at: number, width: number, bottom: number): void {
  const top = bottom + COLLECTOR_THICKNESS;
  out[at] = out[at + 4] = 0;
  out[at + 2] = out[at + 6] = width;
  out[at + 1] = out[at + 3] = bottom;
  out[at + 5] = out[at + 7] = top;
}

function paintPoints(nFront: number): Float32Array {
  const colours: Rgb[] = [];
  for (let k = 0; k < nFront; k++) colours.push(PALETTE.lithium, PALETTE.lithiumDeep);
  colours.push(PALETTE.collector, PALETTE.collector, PALETTE.collector, PALETTE.collector);
  colours.push(PALETTE.collector, PALETTE.collector, PALETTE.aluminium, PALETTE.aluminium);
  return Float32Array.from(colours.flat());
}

function connect(nFront: number): Uint32Array {
  const index: number[] = [];
  for (let k = 0; k + 1 < nFront; k++) index.push(2 * k, 2 * k + 2, 2 * k + 3, 2 * k, 2 * k + 3, 2 * k + 1);
  for (const first of [2 * nFront, 2 * nFront + 4]) {
    index.push(first, first + 1, first + 3, first, first + 3, first + 2);
  }
  return Uint32Array.from(index);
}
