/** How large the stage is drawn: on the page, and for once on paper. */
import type { CanvasSize } from "./shared-camera.ts";
import type { Stage } from "./stage-parts.ts";

/** Device px per CSS px beyond which nobody sees more. */
const LARGEST_RESOLUTION = 2;
/** px that every WebGL2 draws. */
const WIDEST = 4096;

/** Gives the stage a size in CSS px and device px per CSS px. */
export function resizeStage(stage: Stage, { width, height, resolution }: CanvasSize): void {
  apply(stage, {
    width: Math.max(2, Math.round(width)),
    height: Math.max(1, Math.round(height)),
    resolution: Math.min(LARGEST_RESOLUTION, resolution),
  });
  stage.invalidate(true);
}

function apply({ renderer, camera, cells, difference }: Stage, size: CanvasSize): void {
  renderer.resize(size.width, size.height, size.resolution);
  camera.resize(size);
  for (const cell of [...cells, difference]) cell.setResolution(size.resolution);
}

/** Returns what is seen now on a canvas of its own, `width` px wide or as wide as can be; undefined without graphics. */
export function copyStage(stage: Stage, width: number): HTMLCanvasElement | undefined {
  const { renderer, camera } = stage;
  const size = camera.size;
  const copy = document.createElement("canvas");
  const context = copy.getContext("2d");
  if (renderer.gl.isContextLost() || context === null) return undefined;
  const widest = WIDEST / Math.max(size.width, size.height);
  const resolution = Math.min(widest, Math.max(size.resolution, width / size.width));
  const isOther = resolution !== size.resolution;
  try {
    if (isOther) apply(stage, { ...size, resolution });
    stage.invalidate(true);
    stage.draw();
    copy.width = renderer.canvas.width;
    copy.height = renderer.canvas.height;
    // In the same turn: what has been drawn is gone after it.
    context.drawImage(renderer.canvas, 0, 0);
  } finally {
    if (isOther) {
      apply(stage, size);
      stage.invalidate(true);
      stage.draw();
    }
  }
  return copy;
}
