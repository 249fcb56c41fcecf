/** The drawings of one cell, back to front, and what has to be sent to the GPU before the next picture. */
import { Container, type UniformGroup } from "pixi.js";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { Layer } from "../layers/form/layer.ts";
import { LINE_STRIDE } from "./cell-marks.ts";
import { type CellPicture, createCellPicture, type Origin } from "./cell-picture.ts";
import type { LayerRange } from "./colour-range.ts";
import type { ColourTextures } from "./colour-textures.ts";
import { createFieldDrawing } from "./field-drawing.ts";
import { createFlowDrawing, createVectorDrawing } from "./flow-drawing.ts";
import type { Piece, Strata } from "./folds.ts";
import { createFrontDrawing } from "./front-drawing.ts";
import type { createViewUniforms } from "./gpu.ts";
import { CRACK_STYLE, createLineDrawing, PATCH_STYLE, SHORT_STYLE } from "./line-drawing.ts";
import { COLLECTOR_THICKNESS, createSolidsDrawing } from "./lithium-drawing.ts";
import { createParticleDrawing } from "./particle-drawing.ts";
import type { CanvasSize } from "./shared-camera.ts";
import { type Extent, type Rect, sheetPoint, type View, viewScale } from "./viewports.ts";

/** Room above the lithium at the first frame, as a share of its thickness: plating lifts the collector. */
const HEADROOM = 0.12;

/** How a cell is to be painted: the layer with its scale, and the scale of the grey of particles. */
export interface Style {
  readonly range: LayerRange;
  readonly grey: LayerRange;
}

export interface CellScene {
  readonly container: Container;
  readonly picture: CellPicture;
  readonly extent: Extent;
  readonly meanFrontY: number;
  readonly strata: Strata;
  /** Takes a frame, of which `shown` is to be painted. */
  take(frame: Frame, shown: Layer): void;
  setStyle(style: Style): void;
  select(particle: number | undefined): void;
  setCoated(coated: boolean): void;
  /** True while the layer shows moving tracers. */
  readonly moves: boolean;
  /** Carries the tracers on and sends all that changed. */
  prepare(seconds: number): void;
  destroy(): void;
}

/** What a scene is made with: uniforms of its viewport, colour tables, motion, and a seed for the tracers. */
export interface SceneParts {
  readonly view: UniformGroup;
  readonly textures: ColourTextures;
  readonly reducedMotion: boolean;
  readonly seed: number;
  /** Of the mesh before, of the same cell. */
  readonly origin: Origin | undefined;
}

/** The drawings of a cell: back to front, and in the order in which they take what changed. */
function createDrawings(picture: CellPicture, parts: SceneParts) {
  const { view, textures } = parts;
  const field = createFieldDrawing(picture, view, textures);
  const particles = createParticleDrawing(picture, view, textures);
  const solids = createSolidsDrawing(picture, view);
  const front = createFrontDrawing(picture, view, textures);
  const flow = createFlowDrawing(picture, view, parts.reducedMotion ? "arrows" : parts.seed);
  const vectors = createVectorDrawing(picture, view);
  const patches = createLineDrawing(picture.marks.patches, view, PATCH_STYLE);
  const cracks = createLineDrawing(picture.marks.cracks, view, CRACK_STYLE);
  const short = createLineDrawing(picture.marks.short, view, SHORT_STYLE);
  const drawings = [field, particles, flow, vectors, solids, front, patches, cracks, short];
  const updated = [field, particles, solids, front, patches, cracks, short, flow, vectors];
  return { field, particles, front, flow, vectors, drawings, updated };
}

export function createCellScene(mesh: FrameMesh, first: Frame, parts: SceneParts): CellScene {
  const picture = createCellPicture(mesh, first, parts.origin);
  const { field, particles, front, flow, vectors, drawings, updated } = createDrawings(picture, parts);
  const container = new Container({
    children: drawings.map((drawing) => ("mesh" in drawing ? drawing.mesh : drawing.container)),
    eventMode: "none",
  });
  let style: Style | undefined;
  let changed = true;
  flow.stop(first.phase === "done");

  return {
    container,
    picture,
    extent: extentOf(mesh, first),
    get meanFrontY() {
      return mean(picture.front.shape.drawnY);
    },
    get strata() {
      return strataOf(picture);
    },
    take(frame, shown) {
      picture.take(frame, shown);
      flow.stop(frame.phase === "done");
      changed = true;
    },
    setStyle(next) {
      const { range, grey } = next;
      if (style?.range.layer !== range.layer) changed = true;
      style = next;
      for (const drawing of [field, front, flow, vectors]) drawing.style(range);
      particles.style(range, grey);
    },
    select(particle) {
      particles.select(particle);
    },
    setCoated: particles.setCoated,
    get moves() {
      return flow.moves;
    },
    prepare(seconds) {
      if (style === undefined) return;
      if (changed) for (const drawing of updated) drawing.update(style.range.layer);
      changed = false;
      flow.advance(seconds);
    },
    destroy() {
      for (const drawing of drawings) drawing.destroy();
      container.destroy();
    },
  };
}

function extentOf(mesh: FrameMesh, frame: Frame): Extent {
  const lithium = frame.collectorY - mesh.cathodeThickness - mesh.electrolyteThickness;
  const top = frame.collectorY + COLLECTOR_THICKNESS + HEADROOM * Math.max(0, lithium);
  return { left: 0, right: mesh.width, bottom: -COLLECTOR_THICKNESS, top };
}

/** The layers of the cell as drawn; cracks and shorts count as parts of the front. */
function strataOf({ mesh, front, marks }: CellPicture): Strata {
  let frontLow = Number.POSITIVE_INFINITY;
  let frontHigh = Number.NEGATIVE_INFINITY;
  for (const y of front.shape.drawnY) {
    frontLow = Math.min(frontLow, y);
    frontHigh = Math.max(frontHigh, y);
  }
  for (const { ends, count } of [marks.cracks, marks.short]) {
    for (let k = 1; k < LINE_STRIDE * count; k += 2) frontLow = Math.min(frontLow, ends[k]!);
  }
  return { cathode: mesh.cathodeThickness, frontLow, frontHigh, collector: front.collectorY };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum / Math.max(1, values.length);
}

/** Points the uniforms of a viewport at what its camera sees of a piece of the cell. */
export function aimView(
  uniforms: ReturnType<typeof createViewUniforms>,
  view: View,
  viewport: Rect,
  size: CanvasSize,
  piece: Piece,
): void {
  const scale = viewScale(view.rect, view.extent, view.camera);
  const { uView, uClip, uPixel } = uniforms.uniforms as Record<string, Float32Array>;
  const [originX, originY] = sheetPoint(view, 0, 0);
  uView!.set([
    (2 * scale) / size.width,
    (2 * scale) / size.height,
    (-2 * scale * originX) / size.width - 1,
    (-2 * scale * (originY + piece.shift)) / size.height + 1,
  ]);
  const [left, top] = sheetPoint(view, viewport.x, viewport.y);
  const [right, bottom] = sheetPoint(view, viewport.x + viewport.width, viewport.y + viewport.height);
  uClip!.set([
    left,
    Math.max(piece.bottom, bottom + piece.shift),
    right,
    Math.min(piece.top, top + piece.shift),
  ]);
  uPixel!.set([scale * size.resolution, size.resolution]);
}
