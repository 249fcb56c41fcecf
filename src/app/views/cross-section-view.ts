/**
 * The stage: two cross-sections side by side on one Pixi canvas, with one camera, one colour scale and one selected
 * particle. It draws on its own animation frames, and only when something changed or tracers run.
 */
// Pixi writes its shader code at run time, which the page's content security policy forbids: this brings it ready made.
import "pixi.js/unsafe-eval";
import { Container, Ticker, WebGLRenderer } from "pixi.js";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { Layer } from "../layers/form/layer.ts";
import { potential } from "../layers/potential.ts";
import { stoichiometry } from "../layers/stoichiometry.ts";
import { colour } from "../theme/theme.ts";
import type { LayerRange } from "./colour-range.ts";
import { createColourTextures } from "./colour-textures.ts";
import { createDrawLoop } from "./draw-loop.ts";
import type { Piece } from "./folds.ts";
import { hasWebGl2 } from "./gpu.ts";
import { createSharedCamera, type SharedCamera } from "./shared-camera.ts";
import { createSharedScales, type SharedScales } from "./shared-scales.ts";
import { createStageCell, type StageCell } from "./stage-cell.ts";
import { pickParticle, probeStage } from "./under-pointer.ts";
import type { Rect, View } from "./viewports.ts";

export type { LayerRange } from "./colour-range.ts";

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
  /** Draws this cell alone, on all of the canvas; both side by side where undefined. */
  drawOnly(cell: 0 | 1 | undefined): void;
  readonly range: LayerRange;
  onRange(listener: (range: LayerRange) => void): () => void;
  /** Lets all scales shrink to what is seen now. */
  resetRange(): void;
  /** x and y in CSS px of the canvas, here and below. */
  pick(x: number, y: number): { cell: 0 | 1; particle: number } | undefined;
  /** Returns the value of the layer there in words; undefined where it paints nothing. */
  probe(x: number, y: number): string | undefined;
  select(particle: number | undefined): void;
  zoom(factor: number, x: number, y: number): void;
  pan(dx: number, dy: number): void;
  resetZoom(): void;
  readonly viewports: readonly [Rect, Rect];
  /** The height at which the cells are as wide as their viewports with all of their thickness, CSS px. */
  readonly naturalHeight: number;
  /** Returns what is seen of a cell, and where. */
  viewOf(cell: 0 | 1): View;
  /** Calls the listener when the view may have moved; returns what ends that. */
  onView(listener: () => void): () => void;
  /** Whether the particles of a cell are coated. */
  setCoated(cell: 0 | 1, coated: boolean): void;
  /** Middle of a viewport that is drawn, CSS px. */
  readonly centre: readonly [number, number];
  destroy(): void;
}

const CELLS = [0, 1] as const;
const LARGEST_RESOLUTION = 2;
const START_SIZE = { width: 640, height: 360, resolution: 1 };

/** Resolves once the canvas can be drawn on; rejects with a sentence for people where WebGL2 is missing. */
export async function createStageView(options: { reducedMotion: boolean }): Promise<StageView> {
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
  return buildStage(renderer, options.reducedMotion);
}

/** The parts of the stage, and what they show now. */
interface Stage {
  readonly renderer: WebGLRenderer<HTMLCanvasElement>;
  readonly cells: readonly StageCell[];
  readonly scales: SharedScales;
  readonly camera: SharedCamera;
  layer: Layer;
  running: boolean;
  selected: number | undefined;
  /** Called when the view may have moved. */
  readonly listeners: Set<() => void>;
  /** Asks for a picture; `view` where the camera or a label may have moved. */
  invalidate(view?: boolean): void;
  /** Sends layer and scales to the drawings. */
  restyle(): void;
  stop(): void;
}

function createStage(
  renderer: WebGLRenderer<HTMLCanvasElement>,
  cells: readonly StageCell[],
  target: Container,
): Stage {
  const scales = createSharedScales();
  const camera = createSharedCamera(START_SIZE);
  let viewDirty = true;
  const loop = createDrawLoop({
    draw(seconds) {
      if (viewDirty) label();
      for (const { scene } of cells) scene?.prepare(seconds);
      for (const piece of camera.pieces) drawPiece(piece);
    },
    moves: () => stage.running && cells.some(({ scene }) => scene?.moves),
    isLost: () => renderer.gl.isContextLost(),
  });

  function label(): void {
    viewDirty = false;
    camera.fold(cells.flatMap(({ scene }) => (scene ? [scene.strata] : [])));
    for (const cell of CELLS) cells[cell]!.label(camera.viewOf(cell), camera.viewports[cell], stage.layer);
    for (const listener of stage.listeners) listener();
  }

  /** Each piece is drawn by itself, with what lies beyond it cut off: the scale is that of the whole. */
  function drawPiece(piece: Piece): void {
    for (const cell of CELLS)
      cells[cell]!.aim(camera.viewOf(cell), camera.viewports[cell], camera.size, piece);
    renderer.render({ container: target, clear: piece.bottom === Number.NEGATIVE_INFINITY });
  }

  const stage: Stage = {
    renderer,
    cells,
    scales,
    camera,
    layer: potential,
    running: false,
    selected: undefined,
    listeners: new Set(),
    invalidate(view = false) {
      viewDirty ||= view;
      loop.invalidate();
    },
    restyle() {
      const style = { range: scales.range(stage.layer), grey: scales.range(stoichiometry) };
      for (const { scene } of cells) scene?.setStyle(style);
      stage.invalidate(true);
    },
    stop: loop.stop,
  };
  scales.onChange(stage.restyle);
  return stage;
}

function buildStage(renderer: WebGLRenderer<HTMLCanvasElement>, reducedMotion: boolean): StageView {
  const textures = createColourTextures();
  const cells = CELLS.map((cell) => createStageCell({ textures, reducedMotion, seed: cell + 1 }));
  const root = new Container({ children: cells.map(({ container }) => container), eventMode: "none" });
  const stage = createStage(renderer, cells, root);
  const { scales, camera } = stage;
  const wake = () => stage.invalidate(true);
  renderer.canvas.addEventListener("webglcontextrestored", wake);

  return {
    canvas: renderer.canvas,
    ...feedOf(stage),
    setRunning(running) {
      stage.running = running;
      stage.invalidate();
    },
    resize: (width, height, resolution) => resizeStage(stage, width, height, resolution),
    ...aimOf(stage),
    get range() {
      return scales.range(stage.layer);
    },
    onRange: (listener) => scales.onChange((changed) => changed.layer === stage.layer && listener(changed)),
    resetRange: () => scales.reset(cells.flatMap(({ scene }) => (scene ? [scene.picture] : []))),
    pick: (x, y) => pickParticle(cells, camera, x, y),
    probe: (x, y) => probeStage(cells, camera, stage.layer, { x, y }),
    select(particle) {
      stage.selected = particle;
      for (const { scene } of cells) scene?.select(particle);
      stage.invalidate();
    },
    get viewports() {
      return camera.viewports;
    },
    get naturalHeight() {
      return camera.naturalHeight;
    },
    setCoated(cell, coated) {
      cells[cell]!.setCoated(coated);
      stage.invalidate();
    },
    get centre(): readonly [number, number] {
      const { x, y, width, height } = camera.viewports[camera.only ?? 0];
      return [x + width / 2, y + height / 2];
    },
    destroy() {
      stage.stop();
      renderer.canvas.removeEventListener("webglcontextrestored", wake);
      for (const cell of cells) cell.destroyScene();
      root.destroy({ children: true });
      textures.destroy();
      renderer.destroy();
    },
  };
}

/** What turns the pictures, and tells how they are turned. */
function aimOf(
  stage: Stage,
): Pick<StageView, "drawOnly" | "zoom" | "pan" | "resetZoom" | "viewOf" | "onView"> {
  const { camera, cells } = stage;
  const moveCamera = (move: () => void): void => {
    move();
    stage.invalidate(true);
  };
  return {
    drawOnly(cell) {
      if (cell === camera.only) return;
      camera.drawOnly(cell);
      cells.forEach(({ container }, each) => {
        container.visible = cell === undefined || cell === each;
      });
      stage.invalidate(true);
    },
    zoom: (factor, x, y) => moveCamera(() => camera.zoom(factor, x, y)),
    pan: (dx, dy) => moveCamera(() => camera.pan(dx, dy)),
    resetZoom: () => moveCamera(camera.reset),
    viewOf: camera.viewOf,
    onView(listener) {
      stage.listeners.add(listener);
      return () => stage.listeners.delete(listener);
    },
  };
}

/** What brings meshes, frames and the layer to the stage. */
function feedOf(stage: Stage): Pick<StageView, "setMesh" | "setFrame" | "setLayer"> {
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
      scales.take(shown.scene.picture);
      stage.invalidate(true);
    },
    setLayer(next) {
      if (next === stage.layer) return;
      stage.layer = next;
      stage.restyle();
      scales.announce(next);
    },
  };
}

function resizeStage(stage: Stage, width: number, height: number, resolution: number): void {
  const size = {
    width: Math.max(2, Math.round(width)),
    height: Math.max(1, Math.round(height)),
    resolution: Math.min(LARGEST_RESOLUTION, resolution),
  };
  stage.renderer.resize(size.width, size.height, size.resolution);
  stage.camera.resize(size);
  for (const cell of stage.cells) cell.setResolution(size.resolution);
  stage.invalidate(true);
}
