/** The drawings of one cell, back to front, and what has to be sent to the GPU before the next picture. */
import { Container, type UniformGroup } from "pixi.js";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { type CellPicture, createCellPicture, type Origin } from "./cell-picture.ts";
import { createFieldDrawing, type Tables } from "./field-drawing.ts";
import { createFluxArrows } from "./flux-arrows.ts";
import { createFrontDrawing } from "./front-drawing.ts";
import type { createViewUniforms } from "./gpu.ts";
import { carriesTracers, LAYER_SCALES, type Layer, type LayerRange } from "./layers.ts";
import { CRACK_STYLE, createLineDrawing, SHORT_STYLE } from "./line-drawing.ts";
import { COLLECTOR_THICKNESS, createSolidsDrawing } from "./lithium-drawing.ts";
import { createParticleDrawing } from "./particle-drawing.ts";
import { createStreakDrawing, type StreakDrawing } from "./streak-drawing.ts";
import { createTracers } from "./tracers.ts";
import { type Extent, type Rect, type View, viewScale, worldPoint } from "./viewports.ts";

const TRACER_COUNT = 700;
/** Distance between standing arrows, um. */
const ARROW_SPACING = 14;
/** Room above the lithium at the first frame, as a share of its thickness: plating lifts the collector. */
const HEADROOM = 0.12;

/** How a cell is to be painted: the layer, its scale, and the scale of stoichiometry. */
export interface Style {
  readonly layer: Layer;
  readonly range: LayerRange;
  readonly tint: LayerRange;
}

export interface CellScene {
  readonly container: Container;
  readonly picture: CellPicture;
  readonly extent: Extent;
  readonly meanFrontY: number;
  take(frame: Frame): void;
  setStyle(style: Style): void;
  select(particle: number | undefined): void;
  /** True while the layer shows moving tracers. */
  readonly moves: boolean;
  /** Carries the tracers on and sends all that changed. */
  prepare(seconds: number): void;
  destroy(): void;
}

/** What a scene is made with: uniforms of its viewport, colour tables, motion, and a seed for the tracers. */
export interface SceneParts {
  readonly view: UniformGroup;
  readonly tables: Tables;
  readonly reducedMotion: boolean;
  readonly seed: number;
  /** Of the mesh before, of the same cell. */
  readonly origin: Origin | undefined;
}

export function createCellScene(mesh: FrameMesh, first: Frame, parts: SceneParts): CellScene {
  const picture = createCellPicture(mesh, first, parts.origin);
  const field = createFieldDrawing(picture, parts.view, parts.tables);
  const particles = createParticleDrawing(picture, parts.view, parts.tables);
  const solids = createSolidsDrawing(picture, parts.view);
  const front = createFrontDrawing(picture, parts.view, parts.tables);
  const flow = parts.reducedMotion ? createStandingFlow(picture) : createMovingFlow(picture, parts.seed);
  const streaks = createStreakDrawing(flow.streaks, parts.view, {
    arrows: parts.reducedMotion,
    shownIn: carriesTracers,
  });
  const moves = createMoveArrows(picture, parts.view);
  const cracks = createLineDrawing(picture.marks.cracks, parts.view, CRACK_STYLE);
  const short = createLineDrawing(picture.marks.short, parts.view, SHORT_STYLE);
  const drawings = [field, particles, streaks, moves, solids, front, cracks, short];
  const container = new Container({
    children: drawings.flatMap((drawing) => ("mesh" in drawing ? [drawing.mesh] : drawing.meshes)),
    eventMode: "none",
  });
  let style: Style | undefined;
  let changed = true;

  return {
    container,
    picture,
    extent: extentOf(mesh, first),
    get meanFrontY() {
      return mean(picture.front.shape.drawnY);
    },
    take(frame) {
      picture.take(frame);
      changed = true;
    },
    setStyle(next) {
      const { layer, range, tint } = next;
      if (style?.layer !== layer) changed = true;
      style = next;
      moves.style(layer);
      field.style(layer, range);
      particles.style(layer, range, tint);
      front.style(layer, range);
      streaks.style(layer);
    },
    select(particle) {
      particles.select(particle);
    },
    get moves() {
      return !parts.reducedMotion && style !== undefined && carriesTracers(style.layer);
    },
    prepare(seconds) {
      if (style === undefined) return;
      if (changed) {
        field.update(style.layer);
        particles.update(style.layer);
        solids.update();
        front.update();
        cracks.update();
        short.update();
        if (streaks.mesh.visible) flow.refresh();
        if (moves.mesh.visible) moves.update();
        changed = false;
      }
      if (!streaks.mesh.visible) return;
      flow.advance(seconds);
      streaks.update();
    },
    destroy() {
      for (const drawing of drawings) drawing.destroy();
      container.destroy();
    },
  };
}

interface Flow {
  readonly streaks: Float32Array;
  refresh(): void;
  advance(seconds: number): void;
}

function createMovingFlow(picture: CellPicture, seed: number): Flow {
  return createTracers(picture, TRACER_COUNT, seed);
}

function createStandingFlow(picture: CellPicture): Flow {
  const arrows = createFluxArrows(picture, ARROW_SPACING);
  const ends = new Float64Array(2);
  let longest = 1;
  return {
    streaks: arrows.streaks,
    refresh() {
      picture.findExtremes("flux", ends);
      longest = Math.max(longest, ends[1]!);
      arrows.refresh(longest);
    },
    advance() {},
  };
}

/** Arrows of the displacement; none while no stress is solved. */
function createMoveArrows(picture: CellPicture, view: UniformGroup): StreakDrawing {
  const { stress } = picture;
  const arrows = createFluxArrows(picture, ARROW_SPACING, stress.moves);
  const drawing = createStreakDrawing(arrows.streaks, view, {
    arrows: true,
    shownIn: (layer) => layer === "displacement",
  });
  const ends = new Float64Array(2);
  return {
    ...drawing,
    update() {
      picture.findExtremes("displacement", ends);
      const longest = ends[1]! / LAYER_SCALES.displacement.factor;
      if (stress.solved && longest > 0) arrows.refresh(longest);
      else arrows.streaks.fill(0);
      drawing.update();
    },
  };
}

function extentOf(mesh: FrameMesh, frame: Frame): Extent {
  const lithium = frame.collectorY - mesh.cathodeThickness - mesh.electrolyteThickness;
  const top = frame.collectorY + COLLECTOR_THICKNESS + HEADROOM * Math.max(0, lithium);
  return { left: 0, right: mesh.width, bottom: -COLLECTOR_THICKNESS, top };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum / Math.max(1, values.length);
}

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
  readonly resolution: number;
}

/** Points the uniforms of a viewport at what its camera sees. */
export function aimView(
  uniforms: ReturnType<typeof createViewUniforms>,
  view: View,
  viewport: Rect,
  size: CanvasSize,
): void {
  const scale = viewScale(view.rect, view.extent, view.camera);
  const { uView, uClip, uPixel } = uniforms.uniforms as Record<string, Float32Array>;
  const [originX, originY] = worldPoint(view, 0, 0);
  uView!.set([
    (2 * scale) / size.width,
    (2 * scale) / size.height,
    (-2 * scale * originX) / size.width - 1,
    (-2 * scale * originY) / size.height + 1,
  ]);
  const [left, top] = worldPoint(view, viewport.x, viewport.y);
  const [right, bottom] = worldPoint(view, viewport.x + viewport.width, viewport.y + viewport.height);
  uClip!.set([left, bottom, right, top]);
  uPixel!.set([scale * size.resolution, size.resolution]);
}
