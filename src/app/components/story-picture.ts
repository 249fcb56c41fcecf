/** The picture of the story in its place. */
import type { FrameMesh } from "../../../sim-core/index.ts";
import { layerOf } from "../layers/list.ts";
import type { StageView } from "../views/cross-section-view.ts";

export interface StoryPlace {
  readonly holder: HTMLElement | null;
  /** Of both cells. */
  readonly mesh: FrameMesh;
}

/** Puts the view into its place and lets it fill that; calls `onFit` when its size has changed. Returns what ends that. */
export function placeStory(view: StageView, { holder, mesh }: StoryPlace, onFit: () => void): ResizeObserver {
  view.canvas.setAttribute("aria-hidden", "true");
  holder?.append(view.canvas);
  for (const cell of [0, 1] as const) view.setMesh(cell, mesh, false);
  view.setCoated(1, true);
  view.setLayer(layerOf("flux"));
  const watch = new ResizeObserver(() => {
    view.resize(holder?.clientWidth ?? 0, holder?.clientHeight ?? 0, devicePixelRatio);
    onFit();
  });
  if (holder !== null) watch.observe(holder);
  return watch;
}
