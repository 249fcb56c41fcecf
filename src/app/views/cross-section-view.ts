/**
 * The stage: two cross-sections side by side on one Pixi canvas, with one camera, one colour scale and one selected
 * particle. It draws on its own animation frames, and only when something changed or tracers run.
 */
// Pixi writes its shader code at run time, which the page's content security policy forbids: this brings it ready made.
import "pixi.js/unsafe-eval";
import { Container, Ticker, WebGLRenderer } from "pixi.js";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { colour } from "../theme/theme.ts";
import type { Origin } from "./cell-picture.ts";
import { aimView, type CellScene, createCellScene } from "./cell-scene.ts";
import { createTables } from "./field-drawing.ts";
import { createViewUniforms } from "./gpu.ts";
import { createLabels } from "./labels.ts";
import type { Layer, LayerRange } from "./layers.ts";
import { createSharedScales } from "./shared-scales.ts";
import {
  type Camera,
  canvasPoint,
  type Extent,
  fittingCamera,
  layoutViewports,
  panCamera,
  particleAt,
  pictureRect,
  type Rect,
  type View,
  viewportAt,
  worldPoint,
  zoomCamera,
} from "./viewports.ts";

export { colourTable, deadTable } from "./colour-maps.ts";
export { EXAGGERATION, type Layer, type LayerRange, TRACER_SPEED } from "./layers.ts";

export interface StageView {
  readonly canvas: HTMLCanvasElement;
  /** A new mesh clears the cell until its first frame; `same` when it is a new mesh of the same cell. */
  setMesh(cell: 0 | 1, mesh: FrameMesh, same: boolean): void;
  /** Shows the frame. Its arrays are copied, never kept. */
  setFrame(cell: 0 | 1, frame: Frame): void;
  setLayer(layer: Layer): void;
  /** Tracers move while the run does. */
  setRunning(running: boolean): void;
  /** CSS px and device px per CSS px. */
  resize(width: number, height: number, resolution: number): void;
  readonly range: LayerRange;
  onRange(listener: (range: LayerRange) => void): () => void;
  /** Lets all scales shrink to what is seen now. */
  resetRange(): void;
  /** x and y in CSS px of the canvas, here and below. */
  pick(x: number, y: number): { cell: 0 | 1; particle: number } | undefined;
  select(particle: number | undefined): void;
  zoom(factor: number, x: number, y: number): void;
  pan(dx: number, dy: number): void;
  resetZoom(): void;
  readonly viewports: readonly [Rect, Rect];
  destroy(): void;
}

const CELLS = [0, 1] as const;
/** How far from its rim, CSS px, a particle still takes a click. */
const PICK_SLACK = 3;
const LARGEST_RESOLUTION = 2;
/** Tracers on fast displays: no more than about 60 pictures a second. */
const SHORTEST_INTERVAL = 13;
const START_EXTENT: Extent = { left: 0, right: 420, bottom: -5, top: 264 };

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
    width: 640,
    height: 360,
    skipExtensionImports: true,
  });
  return buildStage(renderer, options.reducedMotion);
}

function hasWebGl2(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

function buildStage(renderer: WebGLRenderer<HTMLCanvasElement>, reducedMotion: boolean): StageView {
  const root = new Container({ eventMode: "none" });
  const tables = createTables();
  const cells = CELLS.map((cell) => ({
    cell,
    uniforms: createViewUniforms(),
    labels: createLabels(),
    holder: new Container(),
    mesh: undefined as FrameMesh | undefined,
    scene: undefined as CellScene | undefined,
    origin: undefined as Origin | undefined,
  }));
  for (const { holder, labels } of cells) root.addChild(holder, labels.container);
  const scales = createSharedScales();
  let layer: Layer = "potential";
  let size = { width: 640, height: 360, resolution: 1 };
  let viewports = layoutViewports(size.width, size.height);
  let extent = START_EXTENT;
  let camera: Camera = fittingCamera(extent);
  let running = false;
  let selected: number | undefined;
  let dirty = true;
  let viewDirty = true;
  let request = 0;
  let lastDrawn = 0;
  const target = { container: root };

  const viewOf = (cell: 0 | 1): View => ({ rect: pictureRect(viewports[cell]), extent, camera });
  const nearestCell = (x: number, y: number): 0 | 1 =>
    viewportAt(viewports, x, y) ?? (x < size.width / 2 ? 0 : 1);

  function invalidate(view = false): void {
    dirty = true;
    viewDirty ||= view;
    if (request === 0) request = requestAnimationFrame(draw);
  }

  function tracersRun(): boolean {
    return running && cells.some(({ scene }) => scene?.moves);
  }

  function draw(now: number): void {
    request = 0;
    // Without a context there is nothing to draw on.
    if (renderer.gl.isContextLost()) return;
    const moving = tracersRun();
    const elapsed = now - lastDrawn;
    if (dirty || elapsed >= SHORTEST_INTERVAL) {
      if (viewDirty) aim();
      for (const { scene } of cells) scene?.prepare(moving ? Math.max(0, elapsed) / 1000 : 0);
      renderer.render(target);
      lastDrawn = now;
      dirty = false;
    }
    if (moving && request === 0) request = requestAnimationFrame(draw);
  }

  function aim(): void {
    viewDirty = false;
    for (const { cell, uniforms, labels, scene, mesh } of cells) {
      const view = viewOf(cell);
      aimView(uniforms, view, viewports[cell], size);
      labels.container.visible = scene !== undefined;
      if (scene === undefined || mesh === undefined) continue;
      const { front, drawnHeight, stress } = scene.picture;
      const heights = {
        cathode: mesh.cathodeThickness,
        front: scene.meanFrontY,
        collector: front.collectorY,
      };
      labels.place(view, viewports[cell], heights);
      const shown = layer === "vonMises" ? stress.peak : undefined;
      labels.markPeak(view, shown && { ...shown, drawnY: drawnHeight(shown.x, shown.y) });
    }
  }

  function restyle(): void {
    const style = { layer, range: scales.range(layer), tint: scales.range("stoichiometry") };
    for (const { scene } of cells) scene?.setStyle(style);
    invalidate(true);
  }

  function takeExtent(): void {
    const extents = cells.flatMap(({ scene }) => (scene ? [scene.extent] : []));
    const next = {
      left: 0,
      right: Math.max(...extents.map((each) => each.right)),
      bottom: Math.min(...extents.map((each) => each.bottom)),
      top: Math.max(...extents.map((each) => each.top)),
    };
    if (next.right === extent.right && next.bottom === extent.bottom && next.top === extent.top) return;
    extent = next;
    camera = fittingCamera(extent);
  }

  function dropScene(cell: 0 | 1): void {
    cells[cell]!.scene?.destroy();
    cells[cell]!.scene = undefined;
  }

  function moveCamera(next: Camera): void {
    camera = next;
    invalidate(true);
  }

  scales.onChange(restyle);
  const wake = () => invalidate(true);
  renderer.canvas.addEventListener("webglcontextrestored", wake);

  return {
    canvas: renderer.canvas,
    setMesh(cell, mesh, same) {
      const slot = cells[cell]!;
      slot.origin = same ? slot.scene?.picture.origin : undefined;
      dropScene(cell);
      slot.mesh = mesh;
      invalidate(true);
    },
    setFrame(cell, frame) {
      const slot = cells[cell]!;
      if (slot.mesh === undefined) return;
      if (slot.scene !== undefined) slot.scene.take(frame);
      else {
        slot.scene = createCellScene(slot.mesh, frame, {
          view: slot.uniforms,
          tables,
          reducedMotion,
          seed: cell + 1,
          origin: slot.origin,
        });
        slot.holder.addChild(slot.scene.container);
        slot.scene.select(selected);
        takeExtent();
        restyle();
      }
      scales.take(slot.scene.picture, layer);
      invalidate(true);
    },
    setLayer(next) {
      if (next === layer) return;
      layer = next;
      for (const { scene } of cells) if (scene !== undefined) scales.take(scene.picture, layer);
      restyle();
      scales.announce(layer);
    },
    setRunning(next) {
      running = next;
      invalidate();
    },
    resize(width, height, resolution) {
      size = {
        width: Math.max(2, Math.round(width)),
        height: Math.max(1, Math.round(height)),
        resolution: Math.min(LARGEST_RESOLUTION, resolution),
      };
      renderer.resize(size.width, size.height, size.resolution);
      viewports = layoutViewports(size.width, size.height);
      for (const { labels } of cells) labels.setResolution(size.resolution);
      invalidate(true);
    },
    get range() {
      return scales.range(layer);
    },
    onRange: (listener) => scales.onChange((changed) => changed.layer === layer && listener(changed)),
    resetRange() {
      scales.reset(cells.flatMap(({ scene }) => (scene ? [scene.picture] : [])));
    },
    pick(x, y) {
      const cell = viewportAt(viewports, x, y);
      const scene = cell === undefined ? undefined : cells[cell]!.scene;
      if (cell === undefined || scene === undefined) return undefined;
      const view = viewOf(cell);
      const [left] = canvasPoint(view, 0, 0);
      const [right] = canvasPoint(view, 1, 0);
      const particle = particleAt(scene.picture.discs, worldPoint(view, x, y), PICK_SLACK / (right - left));
      return particle === undefined ? undefined : { cell, particle };
    },
    select(particle) {
      selected = particle;
      for (const { scene } of cells) scene?.select(particle);
      invalidate();
    },
    zoom: (factor, x, y) => moveCamera(zoomCamera(viewOf(nearestCell(x, y)), factor, { x, y })),
    pan: (dx, dy) => moveCamera(panCamera(viewOf(0), dx, dy)),
    resetZoom: () => moveCamera(fittingCamera(extent)),
    get viewports() {
      return viewports;
    },
    destroy() {
      cancelAnimationFrame(request);
      request = -1;
      renderer.canvas.removeEventListener("webglcontextrestored", wake);
      for (const cell of CELLS) dropScene(cell);
      root.destroy({ children: true });
      for (const texture of Object.values(tables)) texture.destroy();
      renderer.destroy();
    },
  };
}
