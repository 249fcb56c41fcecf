/** The parts of the stage, what they show now, and how they are turned to it before each picture. */
import { Container, type WebGLRenderer } from "pixi.js";
import { differenceOf } from "../layers/form/difference.ts";
import type { Layer } from "../layers/form/layer.ts";
import { potential } from "../layers/potential.ts";
import { stoichiometry } from "../layers/stoichiometry.ts";
import { type Arrangement, clipOf, type Sight } from "./arrangement.ts";
import type { DifferenceCell } from "./difference-cell.ts";
import { createDrawLoop } from "./draw-loop.ts";
import type { Piece } from "./folds.ts";
import { type CanvasSize, createSharedCamera, type SharedCamera } from "./shared-camera.ts";
import { createSharedScales, type SharedScales } from "./shared-scales.ts";
import type { StageCell } from "./stage-cell.ts";

export const CELLS = [0, 1] as const;
const SIDE_BY_SIDE: Arrangement = { view: "side", curtain: 0.5, shown: 0 };

export interface Stage {
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
  /** Called when the view may have moved. */
  readonly listeners: Set<() => void>;
  /** Asks for a picture; `view` where the camera or a label may have moved. */
  invalidate(view?: boolean): void;
  /** Sends layer and scales to the drawings. */
  restyle(): void;
  /** Takes the differences anew, where they are looked at. */
  subtract(): void;
  /** Leaves out of the cells what they can spare now. */
  fold(): void;
  /** Draws at once. */
  draw(): void;
  stop(): void;
}

/** What a stage is made of. */
export interface StageMeans {
  readonly renderer: WebGLRenderer<HTMLCanvasElement>;
  readonly cells: readonly StageCell[];
  readonly difference: DifferenceCell;
  readonly size: CanvasSize;
  /** Height over width of the canvas above which the cells stand one above the other; side by side without. */
  readonly upright: number | undefined;
}

/** The layer that the legend speaks of. */
export function shownLayer({ arrangement, layer }: Stage): Layer {
  return arrangement.view === "difference" ? differenceOf(layer) : layer;
}

/** Returns the part of the canvas in which a cell is drawn; undefined where it is not. */
export function placeOf({ arrangement, camera }: Stage, cell: 0 | 1): Sight["clip"] | undefined {
  const isDrawn = camera.only === undefined || camera.only === cell;
  return isDrawn ? clipOf(arrangement, camera.viewports, cell) : undefined;
}

function sightOf(stage: Stage, cell: 0 | 1): Sight | undefined {
  const { arrangement, camera } = stage;
  const clip = placeOf(stage, cell);
  if (clip === undefined) return undefined;
  const named = arrangement.view !== "curtain" || cell === 0;
  return { view: camera.viewOf(cell), viewport: camera.viewports[cell], clip, named };
}

/** What is seen of the map of the differences, which lies on A. */
function differenceSight({ arrangement, camera }: Stage): Sight | undefined {
  const [viewport] = camera.viewports;
  return arrangement.view === "difference"
    ? { view: camera.viewOf(0), viewport, clip: viewport, named: true }
    : undefined;
}

/** Writes over the pictures, and tells those who follow the view. */
function labelStage(stage: Stage): void {
  stage.fold();
  for (const cell of CELLS) stage.cells[cell]!.label(sightOf(stage, cell), stage.layer);
  stage.difference.label(differenceSight(stage));
  for (const listener of stage.listeners) listener();
}

/** Each piece is drawn by itself, with what lies beyond it cut off: the scale is that of the whole. */
function drawPiece(stage: Stage, piece: Piece): void {
  const { cells, difference, camera, renderer, target } = stage;
  for (const cell of CELLS) cells[cell]!.aim(sightOf(stage, cell), camera.size, piece);
  difference.aim(differenceSight(stage), camera.size, piece);
  renderer.render({ container: target, clear: piece.bottom === Number.NEGATIVE_INFINITY });
}

function restyleStage({ cells, difference, scales, layer, invalidate }: Stage): void {
  for (const cell of CELLS) {
    const style = { range: scales.range(layer, cell), grey: scales.range(stoichiometry, cell) };
    cells[cell]!.scene?.setStyle(style);
  }
  difference.setStyle(scales.range(differenceOf(layer), 0));
  invalidate(true);
}

function createStageLoop(stage: () => Stage) {
  const scenesSeen = () => {
    const { arrangement, cells } = stage();
    return arrangement.view === "difference" ? [] : cells.map(({ scene }) => scene);
  };
  let viewDirty = true;
  function draw(seconds: number): void {
    if (viewDirty) labelStage(stage());
    viewDirty = false;
    for (const scene of scenesSeen()) scene?.prepare(seconds);
    stage().difference.prepare();
    for (const piece of stage().camera.pieces) drawPiece(stage(), piece);
  }
  const loop = createDrawLoop({
    draw,
    moves: () => stage().running && scenesSeen().some((scene) => scene?.moves === true),
    isLost: () => stage().renderer.gl.isContextLost(),
  });
  return {
    invalidate(view = false): void {
      viewDirty ||= view;
      loop.invalidate();
    },
    draw: () => draw(0),
    stop: loop.stop,
  };
}

export function createStage({ size, upright, ...means }: StageMeans): Stage {
  const { cells, difference } = means;
  const target = new Container({
    children: [...cells, difference].map(({ container }) => container),
    eventMode: "none",
  });
  const scales = createSharedScales();
  const camera = createSharedCamera(size, upright);
  const stage: Stage = {
    ...means,
    target,
    scales,
    camera,
    layer: potential,
    arrangement: SIDE_BY_SIDE,
    running: false,
    selected: undefined,
    listeners: new Set(),
    ...createStageLoop(() => stage),
    restyle: () => restyleStage(stage),
    subtract() {
      if (stage.arrangement.view !== "difference") return;
      difference.update(
        cells.map(({ scene }) => scene),
        stage.layer,
      );
      if (difference.picture !== undefined) scales.take(difference.picture, 0);
    },
    fold: () => camera.fold(cells.flatMap(({ scene }) => (scene ? [scene.strata] : []))),
  };
  scales.onChange(stage.restyle);
  return stage;
}
