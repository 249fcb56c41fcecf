/** One of the two cells on the stage: its scene, which comes with the first frame of a mesh, and what is written over it. */
import { Container } from "pixi.js";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { Layer } from "../layers/form/layer.ts";
import { describeValue } from "../layers/form/scale.ts";
import type { CellPicture, Origin } from "./cell-picture.ts";
import { aimView, type CellScene, createCellScene, type SceneParts } from "./cell-scene.ts";
import type { Piece } from "./folds.ts";
import { createViewUniforms } from "./gpu.ts";
import { createLabels, type PeakMark } from "./labels.ts";
import type { CanvasSize } from "./shared-camera.ts";
import type { Rect, View } from "./viewports.ts";

export interface StageCell {
  readonly container: Container;
  /** Undefined between a new mesh and its first frame. */
  readonly scene: CellScene | undefined;
  setMesh(mesh: FrameMesh, same: boolean): void;
  /** Returns true when the scene has begun with this frame, which then is to be styled; false without a mesh, too. */
  take(frame: Frame, shown: Layer): boolean;
  /** Turns the picture to a piece of what is seen of the cell; what is written over it comes with the last piece. */
  aim(view: View, viewport: Rect, size: CanvasSize, piece: Piece): void;
  /** Writes over the picture. */
  label(view: View, viewport: Rect, layer: Layer): void;
  setResolution(resolution: number): void;
  setCoated(coated: boolean): void;
  destroyScene(): void;
}

export function createStageCell(parts: Omit<SceneParts, "view" | "origin">): StageCell {
  const uniforms = createViewUniforms();
  const labels = createLabels();
  const holder = new Container();
  let mesh: FrameMesh | undefined;
  let scene: CellScene | undefined;
  let origin: Origin | undefined;
  let isCoated = false;

  function destroyScene(): void {
    scene?.destroy();
    scene = undefined;
  }

  return {
    container: new Container({ children: [holder, labels.container], eventMode: "none" }),
    get scene() {
      return scene;
    },
    setMesh(next, same) {
      origin = same ? scene?.picture.origin : undefined;
      destroyScene();
      mesh = next;
    },
    take(frame, shown) {
      if (mesh === undefined) return false;
      if (scene !== undefined) {
        scene.take(frame, shown);
        return false;
      }
      scene = createCellScene(mesh, frame, { ...parts, view: uniforms, origin });
      scene.setCoated(isCoated);
      holder.addChild(scene.container);
      return true;
    },
    aim(view, viewport, size, piece) {
      aimView(uniforms, view, viewport, size, piece);
      labels.container.visible = scene !== undefined && piece.top === Number.POSITIVE_INFINITY;
    },
    label(view, viewport, layer) {
      if (scene === undefined || mesh === undefined) return;
      const { picture, meanFrontY } = scene;
      const heights = {
        cathode: mesh.cathodeThickness,
        front: meanFrontY,
        collector: picture.front.collectorY,
      };
      labels.place(view, viewport, heights);
      labels.markPeak(view, peakMark(picture, layer));
    },
    setResolution: labels.setResolution,
    setCoated(coated) {
      isCoated = coated;
      scene?.setCoated(coated);
    },
    destroyScene,
  };
}

function peakMark(picture: CellPicture, layer: Layer): PeakMark | undefined {
  const { peak } = picture.painted(layer);
  if (peak === undefined) return undefined;
  const { x, y, value } = peak;
  return { x, drawnY: picture.drawnHeight(x, y), words: `largest ${describeValue(layer.scale, value)}` };
}
