/**
 * The stage: two cross-sections side by side on one Pixi canvas, with one camera, one colour scale and one selected
 * particle. It draws on its own animation frames, and only when something changed or tracers run.
 */
// Pixi writes its shader code at run time, which the page's content security policy forbids: this brings it ready made.
import "pixi.js/unsafe-eval";
import { Ticker, WebGLRenderer } from "pixi.js";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { Layer } from "../layers/form/layer.ts";
import { colour } from "../theme/theme.ts";
import type { Arrangement } from "./arrangement.ts";
import { type ColourTextures, createColourTextures } from "./colour-textures.ts";
import { createDifferenceCell } from "./difference-cell.ts";
import { hasWebGl2 } from "./gpu.ts";
import type { ScaleChoice, ScaleReading } from "./shared-scales.ts";
import { createStageCell } from "./stage-cell.ts";
import { CELLS, createStage, placeOf, type Stage, shownLayer } from "./stage-parts.ts";
import { copyStage, resizeStage } from "./stage-size.ts";
import { cellPoint, pickParticle, probeStage } from "./under-pointer.ts";
import { type Camera, canvasPoint, type Rect, type View } from "./viewports.ts";

/** What the colours mean, and whether a difference of values at other places is shown. */
export interface ShownScale extends ScaleReading {
  readonly resampled: boolean;
}

export interface StageView {
  readonly canvas: HTMLCanvasElement;
  /** A new mesh clears the cell until its first frame; `same` when it is a new mesh of the same cell. */
  setMesh(cell: 0 | 1, mesh: FrameMesh, same: boolean): void;
  /** Shows the frame. Its arrays are copied, never kept. */
  setFrame(cell: 0 | 1, frame: Frame): void;
  /** Paints a layer of the list, the potential to begin with: bare until a frame comes that is read for it. */
  setLayer(layer: Layer): void;
  /** Tracers move while the run does. */
  setRunning(running: boolean): void;
  /** CSS px and device px per CSS px. */
  resize(width: number, height: number, resolution: number): void;
  /** Draws this cell alone, on all of the canvas; both where undefined. */
  drawOnly(cell: 0 | 1 | undefined): void;
  /** Sets the cells side by side or against each other. */
  arrange(arrangement: Arrangement): void;
  chooseScale(choice: ScaleChoice): void;
  readonly scale: ShownScale;
  onScale(listener: () => void): () => void;
  /** Lets all scales shrink to what is seen now. */
  resetRange(): void;
  /** x and y in CSS px of the canvas, here and below. */
  pick(x: number, y: number): { cell: 0 | 1; particle: number } | undefined;
  /** Returns the value of the layer there in words; undefined where it paints nothing. */
  probe(x: number, y: number): string | undefined;
  /** Returns the cell that is seen there, and the point of it, um, as solved. */
  pointAt(x: number, y: number): { cell: 0 | 1; x: number; y: number } | undefined;
  /** Returns where (CSS px) a point of a cell is drawn; undefined before its first frame. x and y in um, as solved. */
  locate(cell: 0 | 1, x: number, y: number): readonly [number, number] | undefined;
  select(particle: number | undefined): void;
  zoom(factor: number, x: number, y: number): void;
  pan(dx: number, dy: number): void;
  resetZoom(): void;
  /** Where the pictures look, and to look there again. */
  aim(): Camera;
  take(aim: Camera): void;
  readonly viewports: readonly [Rect, Rect];
  /** The height at which the cells are as wide as their viewports with all of their thickness, CSS px. */
  readonly naturalHeight: number;
  /** Returns what is seen of a cell, and where. */
  viewOf(cell: 0 | 1): View;
  /** Returns the part of the canvas in which a cell is drawn; undefined where it is not. */
  placeOf(cell: 0 | 1): Rect | undefined;
  /** Calls the listener when the view may have moved; returns what ends that. */
  onView(listener: () => void): () => void;
  /** Whether the particles of a cell are coated. */
  setCoated(cell: 0 | 1, coated: boolean): void;
  /** Returns what is seen now on a canvas of its own, as wide as asked for (px) or as the graphics allow; undefined without them. */
  copy(width: number): HTMLCanvasElement | undefined;
  /** The middle of the first picture that is drawn, CSS px. */
  readonly middle: readonly [number, number];
  destroy(): void;
}

const START_SIZE = { width: 640, height: 360, resolution: 1 };

export interface StageOptions {
  readonly reducedMotion: boolean;
  /** Height over width of the canvas above which the cells stand one above the other; side by side without. */
  readonly upright?: number | undefined;
}

/** Resolves once the canvas can be drawn on; rejects with a sentence for people where WebGL2 is missing. */
export async function createStageView(options: StageOptions): Promise<StageView> {
  if (!hasWebGl2()) throw new Error("This browser offers no WebGL2, which the picture of the cells needs.");
  // Pixi's own clock would wake the page sixty times a second for a housekeeping that nothing here needs.
  Ticker.system.autoStart = false;
  Ticker.system.stop();
  const renderer = new WebGLRenderer();
  await renderer.init({
    preferWebGLVersion: 2,
    antialias: false,
    backgroundColor: colour.ground,
    autoDensity: true,
    powerPreference: "high-performance",
    width: START_SIZE.width,
    height: START_SIZE.height,
    skipExtensionImports: true,
  });
  return buildStage(renderer, options);
}

function buildStage(
  renderer: WebGLRenderer<HTMLCanvasElement>,
  { reducedMotion, upright }: StageOptions,
): StageView {
  const textures = createColourTextures();
  const cells = CELLS.map((cell) => createStageCell({ textures, reducedMotion, seed: cell + 1 }));
  const difference = createDifferenceCell(textures);
  const stage = createStage({ renderer, cells, difference, size: START_SIZE, upright });
  const { scales } = stage;
  const wake = () => stage.invalidate(true);
  renderer.canvas.addEventListener("webglcontextrestored", wake);

  return {
    canvas: renderer.canvas,
    ...feedOf(stage),
    ...aimOf(stage),
    ...readingsOf(stage),
    get viewports() {
      return stage.camera.viewports;
    },
    get naturalHeight() {
      return stage.camera.naturalHeight;
    },
    get middle() {
      const { viewports, only } = stage.camera;
      return middleOf(viewports[only ?? 0]);
    },
    copy: (width) => copyStage(stage, width),
    chooseScale: scales.choose,
    get scale() {
      return { ...scales.read(shownLayer(stage)), resampled: difference.picture?.exact === false };
    },
    onScale: (listener) => scales.onChange((changed) => changed === shownLayer(stage) && listener()),
    resetRange() {
      scales.reset(cells.map(({ scene }) => scene?.picture));
      stage.subtract();
    },
    destroy() {
      renderer.canvas.removeEventListener("webglcontextrestored", wake);
      destroyStage(stage, textures);
    },
  };
}

/** What turns the pictures, and tells how they are turned. */
function aimOf(
  stage: Stage,
): Pick<
  StageView,
  | "resize"
  | "drawOnly"
  | "arrange"
  | "zoom"
  | "pan"
  | "resetZoom"
  | "aim"
  | "take"
  | "viewOf"
  | "placeOf"
  | "onView"
> {
  const { camera } = stage;
  const moveCamera = (move: () => void): void => {
    move();
    stage.invalidate(true);
  };
  return {
    resize: (width, height, resolution) => resizeStage(stage, { width, height, resolution }),
    drawOnly(cell) {
      if (cell !== camera.only) moveCamera(() => camera.drawOnly(cell));
    },
    arrange: (arrangement) => arrangeStage(stage, arrangement),
    zoom: (factor, x, y) => moveCamera(() => camera.zoom(factor, x, y)),
    pan: (dx, dy) => moveCamera(() => camera.pan(dx, dy)),
    resetZoom: () => moveCamera(() => camera.reset()),
    aim: () => camera.viewOf(0).camera,
    take: (aim) => moveCamera(() => camera.reset(aim)),
    viewOf: camera.viewOf,
    placeOf: (cell) => placeOf(stage, cell),
    onView(listener) {
      stage.listeners.add(listener);
      return () => stage.listeners.delete(listener);
    },
  };
}

/** What is where on the canvas. */
function readingsOf(stage: Stage): Pick<StageView, "pick" | "probe" | "pointAt" | "locate"> {
  const { cells, difference, camera } = stage;
  return {
    pick: (x, y) => pickParticle(stage, x, y),
    pointAt: (x, y) => cellPoint(stage, x, y),
    probe(x, y) {
      const shown = stage.arrangement.view === "difference" ? difference : undefined;
      if (shown !== undefined && shown.picture === undefined) return undefined;
      return probeStage(stage, shownLayer(stage), { x, y }, shown?.picture);
    },
    locate(cell, x, y) {
      const picture = cells[cell]?.scene?.picture;
      if (picture === undefined) return undefined;
      // As the next picture will be: it may not have been drawn yet.
      stage.fold();
      return canvasPoint(camera.viewOf(cell), x, picture.drawnHeight(x, y));
    },
  };
}

function middleOf({ x, y, width, height }: Rect): readonly [number, number] {
  return [x + width / 2, y + height / 2];
}

function destroyStage({ stop, cells, difference, target, renderer }: Stage, textures: ColourTextures): void {
  stop();
  for (const cell of cells) cell.destroyScene();
  difference.destroy();
  target.destroy({ children: true });
  textures.destroy();
  renderer.destroy();
}

/** What brings meshes, frames and the layer to the stage. */
function feedOf(
  stage: Stage,
): Pick<StageView, "setMesh" | "setFrame" | "setLayer" | "setRunning" | "setCoated" | "select"> {
  const { cells, scales, camera } = stage;
  return {
    setMesh(cell, mesh, same) {
      cells[cell]!.setMesh(mesh, same);
      stage.invalidate(true);
    },
    setFrame(cell, frame) {
      const shown = cells[cell]!;
      if (shown.take(frame, stage.layer)) {
        shown.scene!.select(stage.selected);
        camera.cover(cells.flatMap(({ scene }) => (scene ? [scene.extent] : [])));
        stage.restyle();
      }
      if (shown.scene === undefined) return;
      scales.take(shown.scene.picture, cell);
      // Once for both: that of B comes last.
      if (cell === 1) stage.subtract();
      stage.invalidate(true);
    },
    setLayer(next) {
      if (next === stage.layer) return;
      stage.layer = next;
      stage.restyle();
      scales.announce(shownLayer(stage));
    },
    setRunning(running) {
      stage.running = running;
      stage.invalidate();
    },
    setCoated(cell, coated) {
      cells[cell]!.setCoated(coated);
      stage.invalidate();
    },
    select(particle) {
      stage.selected = particle;
      for (const { scene } of cells) scene?.select(particle);
      stage.difference.select(particle);
      stage.invalidate();
    },
  };
}

function arrangeStage(stage: Stage, arrangement: Arrangement): void {
  const before = stage.arrangement.view;
  stage.arrangement = arrangement;
  stage.camera.stack(arrangement.view !== "side");
  stage.invalidate(true);
  if (arrangement.view === before) return;
  stage.subtract();
  stage.restyle();
  stage.scales.announce(shownLayer(stage));
}
