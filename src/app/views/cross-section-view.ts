/**
 * The stage: two cross-sections side by side on one Pixi canvas, with one camera, one colour scale and one selected
 * particle. It draws on its own animation frames, and only when something changed or tracers run.
 */
// Pixi writes its shader code at run time, which the page's content security policy forbids: this brings it ready made.
import "pixi.js/unsafe-eval";
import { Container, Ticker, WebGLRenderer } from "pixi.js";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { differenceOf } from "../layers/form/difference.ts";
import type { Layer } from "../layers/form/layer.ts";
import { potential } from "../layers/potential.ts";
import { stoichiometry } from "../layers/stoichiometry.ts";
import { colour } from "../theme/theme.ts";
import { type Arrangement, cellUnder, clipOf } from "./arrangement.ts";
import type { CellPicture } from "./cell-picture.ts";
import { type ColourTextures, createColourTextures } from "./colour-textures.ts";
import { createDifferenceCell, type DifferenceCell } from "./difference-cell.ts";
import { createDrawLoop } from "./draw-loop.ts";
import { probe } from "./probe.ts";
import { createSharedCamera, type SharedCamera } from "./shared-camera.ts";
import {
  createSharedScales,
  type ScaleChoice,
  type ScaleReading,
  type SharedScales,
} from "./shared-scales.ts";
import { createStageCell, type StageCell } from "./stage-cell.ts";
import { canvasPoint, particleAt, type Rect, type View, worldPoint } from "./viewports.ts";

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
  /** Returns where (CSS px) a point of a cell is drawn; undefined before its first frame. x and y in um, as solved. */
  locate(cell: 0 | 1, x: number, y: number): readonly [number, number] | undefined;
  select(particle: number | undefined): void;
  zoom(factor: number, x: number, y: number): void;
  pan(dx: number, dy: number): void;
  resetZoom(): void;
  readonly viewports: readonly [Rect, Rect];
  /** The middle of the picture of A. */
  readonly middle: readonly [number, number];
  destroy(): void;
}

const CELLS = [0, 1] as const;
/** How far from its rim, CSS px, a particle still takes a click. */
const PICK_SLACK = 3;
const LARGEST_RESOLUTION = 2;
const SIDE_BY_SIDE: Arrangement = { view: "side", curtain: 0.5, shown: 0 };
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

function hasWebGl2(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

/** The parts of the stage, and what they show now. */
interface Stage {
  readonly target: Container;
  readonly renderer: WebGLRenderer<HTMLCanvasElement>;
  readonly cells: readonly StageCell[];
  readonly difference: DifferenceCell;
  readonly scales: SharedScales;
  readonly camera: SharedCamera;
  layer: Layer;
  arrangement: Arrangement;
  running: boolean;
  selected: number | undefined;
  /** Asks for a picture; `view` where the camera or a label may have moved. */
  invalidate(view?: boolean): void;
  /** Sends layer and scales to the drawings. */
  restyle(): void;
  /** Takes the differences anew, where they are looked at. */
  subtract(): void;
  stop(): void;
}

/** Turns the pictures to what is seen of the cells. */
function aimStage({ cells, difference, camera, arrangement, layer }: Stage): void {
  const { viewports, size } = camera;
  for (const cell of CELLS) {
    const clip = clipOf(arrangement, viewports, cell);
    const named = arrangement.view !== "curtain" || cell === 0;
    const seen = { view: camera.viewOf(cell), viewport: viewports[cell], named };
    cells[cell]!.aim(clip === undefined ? undefined : { ...seen, clip }, size, layer);
  }
  const whole = { view: camera.viewOf(0), viewport: viewports[0], clip: viewports[0], named: true };
  difference.aim(arrangement.view === "difference" ? whole : undefined, size);
}

function restyleStage({ cells, difference, scales, layer, invalidate }: Stage): void {
  for (const cell of CELLS) {
    const style = { range: scales.range(layer, cell), grey: scales.range(stoichiometry, cell) };
    cells[cell]!.scene?.setStyle(style);
  }
  difference.setStyle(scales.range(differenceOf(layer), 0));
  invalidate(true);
}

function createStage(
  renderer: WebGLRenderer<HTMLCanvasElement>,
  cells: readonly StageCell[],
  difference: DifferenceCell,
  upright: number | undefined,
): Stage {
  const target = new Container({
    children: [...cells, difference].map(({ container }) => container),
    eventMode: "none",
  });
  const scales = createSharedScales();
  const camera = createSharedCamera(START_SIZE, upright);
  let viewDirty = true;
  const scenesSeen = () => (stage.arrangement.view === "difference" ? [] : cells.map(({ scene }) => scene));
  const loop = createDrawLoop({
    draw(seconds) {
      if (viewDirty) aimStage(stage);
      viewDirty = false;
      for (const scene of scenesSeen()) scene?.prepare(seconds);
      difference.prepare();
      renderer.render({ container: target });
    },
    moves: () => stage.running && scenesSeen().some((scene) => scene?.moves === true),
    isLost: () => renderer.gl.isContextLost(),
  });

  const stage: Stage = {
    renderer,
    target,
    cells,
    difference,
    scales,
    camera,
    layer: potential,
    arrangement: SIDE_BY_SIDE,
    running: false,
    selected: undefined,
    invalidate(view = false) {
      viewDirty ||= view;
      loop.invalidate();
    },
    restyle: () => restyleStage(stage),
    subtract() {
      if (stage.arrangement.view !== "difference") return;
      difference.update(
        cells.map(({ scene }) => scene),
        stage.layer,
      );
      if (difference.picture !== undefined) scales.take(difference.picture, 0);
    },
    stop: loop.stop,
  };
  scales.onChange(stage.restyle);
  return stage;
}

function buildStage(
  renderer: WebGLRenderer<HTMLCanvasElement>,
  { reducedMotion, upright }: StageOptions,
): StageView {
  const textures = createColourTextures();
  const cells = CELLS.map((cell) => createStageCell({ textures, reducedMotion, seed: cell + 1 }));
  const difference = createDifferenceCell(textures);
  const stage = createStage(renderer, cells, difference, upright);
  const { scales, camera } = stage;
  const wake = () => stage.invalidate(true);
  const moveCamera = (move: () => void): void => {
    move();
    wake();
  };
  renderer.canvas.addEventListener("webglcontextrestored", wake);

  return {
    canvas: renderer.canvas,
    ...feedOf(stage),
    setRunning: (running) => runStage(stage, running),
    resize: (width, height, resolution) => resizeStage(stage, width, height, resolution),
    arrange: (arrangement) => arrangeStage(stage, arrangement),
    chooseScale: scales.choose,
    get scale() {
      return { ...scales.read(shownLayer(stage)), resampled: difference.picture?.exact === false };
    },
    onScale: (listener) => scales.onChange((changed) => changed === shownLayer(stage) && listener()),
    resetRange() {
      scales.reset(cells.map(({ scene }) => scene?.picture));
      stage.subtract();
    },
    pick: (x, y) => pickParticle(stage, x, y),
    probe: (x, y) => probeStage(stage, x, y),
    locate(cell, x, y) {
      const picture = cells[cell]?.scene?.picture;
      return picture && canvasPoint(camera.viewOf(cell), x, picture.drawnHeight(x, y));
    },
    select(particle) {
      stage.selected = particle;
      for (const { scene } of cells) scene?.select(particle);
      difference.select(particle);
      stage.invalidate();
    },
    zoom: (factor, x, y) => moveCamera(() => camera.zoom(factor, x, y)),
    pan: (dx, dy) => moveCamera(() => camera.pan(dx, dy)),
    resetZoom: () => moveCamera(camera.reset),
    get viewports() {
      return camera.viewports;
    },
    get middle() {
      return middleOf(camera.viewports[0]);
    },
    destroy() {
      renderer.canvas.removeEventListener("webglcontextrestored", wake);
      destroyStage(stage, textures);
    },
  };
}

function runStage(stage: Stage, running: boolean): void {
  stage.running = running;
  stage.invalidate();
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
  for (const cell of [...stage.cells, stage.difference]) cell.setResolution(size.resolution);
  stage.invalidate(true);
}

/** The layer that the legend speaks of. */
function shownLayer({ arrangement, layer }: Stage): Layer {
  return arrangement.view === "difference" ? differenceOf(layer) : layer;
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

/** The cell under a point of the canvas, and what is seen of it. */
function findCell(
  { cells, camera, arrangement }: Stage,
  x: number,
  y: number,
): { readonly cell: 0 | 1; readonly picture: CellPicture; readonly view: View } | undefined {
  const cell = cellUnder(arrangement, camera.viewports, x, y);
  const scene = cell === undefined ? undefined : cells[cell]!.scene;
  return cell === undefined || scene === undefined
    ? undefined
    : { cell, picture: scene.picture, view: camera.viewOf(cell) };
}

function pickParticle(stage: Stage, x: number, y: number): ReturnType<StageView["pick"]> {
  const found = findCell(stage, x, y);
  if (found === undefined) return undefined;
  const { cell, picture, view } = found;
  const [left] = canvasPoint(view, 0, 0);
  const [right] = canvasPoint(view, 1, 0);
  const particle = particleAt(picture.discs, worldPoint(view, x, y), PICK_SLACK / (right - left));
  return particle === undefined ? undefined : { cell, particle };
}

function probeStage(stage: Stage, x: number, y: number): string | undefined {
  const found = findCell(stage, x, y);
  if (found === undefined) return undefined;
  const { view, picture } = found;
  const shown = stage.arrangement.view === "difference" ? stage.difference.picture : picture;
  return shown === undefined ? undefined : probe(shown, shownLayer(stage), worldPoint(view, x, y));
}
