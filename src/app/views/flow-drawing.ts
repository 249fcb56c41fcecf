/** Tracers or arrows of the ionic flux, and arrows of the vector that a layer shows. */
import type { UniformGroup } from "pixi.js";
import type { Layer } from "../layers/form/layer.ts";
import { createArrows, largestVector } from "./arrows.ts";
import type { CellPicture } from "./cell-picture.ts";
import type { LayerRange } from "./colour-range.ts";
import type { Drawing } from "./gpu.ts";
import { createStreakDrawing } from "./streak-drawing.ts";
import { createTracers } from "./tracers.ts";

const TRACER_COUNT = 700;
/** Distance between standing arrows, um. */
const ARROW_SPACING = 14;

export interface VectorDrawing {
  readonly mesh: Drawing;
  /** Takes the newest vectors where the layer shows them. */
  update(layer: Layer): void;
  style(range: LayerRange): void;
  destroy(): void;
}

export interface FlowDrawing extends VectorDrawing {
  /** True while tracers are shown that move. */
  readonly moves: boolean;
  /** Carries the tracers on by `seconds` of screen time and sends them. */
  advance(seconds: number): void;
  /** Nothing flows in a cell that has ended: then nothing is shown. */
  stop(ended: boolean): void;
}

interface Flow {
  readonly streaks: Float32Array;
  refresh(): void;
  advance(seconds: number): void;
}

/** Returns tracers that are drawn with the seed `motion`, or standing arrows. */
export function createFlowDrawing(
  picture: CellPicture,
  view: UniformGroup,
  motion: number | "arrows",
): FlowDrawing {
  const stands = motion === "arrows";
  const flow = stands ? createStandingFlow(picture) : createTracers(picture, TRACER_COUNT, motion);
  const drawing = createStreakDrawing(flow.streaks, view, stands ? "arrows" : "streaks");
  const { mesh } = drawing;
  mesh.visible = false;
  return {
    mesh,
    get moves() {
      return !stands && mesh.visible && mesh.renderable;
    },
    update() {
      if (mesh.visible) flow.refresh();
    },
    style({ layer }) {
      drawing.style(layer.onTop.tracers);
    },
    advance(seconds) {
      if (!mesh.visible) return;
      flow.advance(seconds);
      drawing.update();
    },
    stop(ended) {
      mesh.renderable = !ended;
    },
    destroy() {
      drawing.destroy();
    },
  };
}

/** Scaled by the largest flux there has been. */
function createStandingFlow(picture: CellPicture): Flow {
  const arrows = createArrows(picture, ARROW_SPACING);
  let longest = 1;
  return {
    streaks: arrows.streaks,
    refresh() {
      longest = Math.max(longest, largestVector(picture.nodes));
      arrows.refresh(picture.nodes, longest);
    },
    advance() {},
  };
}

/** Arrows of the vectors of a layer, scaled by the largest of them; none while none are solved. */
export function createVectorDrawing(picture: CellPicture, view: UniformGroup): VectorDrawing {
  const arrows = createArrows(picture, ARROW_SPACING);
  const drawing = createStreakDrawing(arrows.streaks, view, "arrows");
  drawing.mesh.visible = false;
  return {
    mesh: drawing.mesh,
    update(layer) {
      const { arrows: vectors, solved } = picture.painted(layer);
      if (vectors === undefined) return;
      const longest = solved ? largestVector(vectors) : 0;
      if (longest > 0) arrows.refresh(vectors, longest);
      else arrows.streaks.fill(0);
      drawing.update();
    },
    style({ layer }) {
      drawing.style(layer.onTop.arrows === undefined ? undefined : 1);
    },
    destroy() {
      drawing.destroy();
    },
  };
}
