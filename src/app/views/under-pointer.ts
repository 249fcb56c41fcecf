/** What lies under a point of the canvas (CSS px): of either cell, a particle or the value of a layer. */
import type { Layer } from "../layers/form/layer.ts";
import { probe } from "./probe.ts";
import type { SharedCamera } from "./shared-camera.ts";
import type { StageCell } from "./stage-cell.ts";
import { canvasPoint, particleAt, viewportAt, worldPoint } from "./viewports.ts";

/** How far from its rim, CSS px, a particle still takes a click. */
const PICK_SLACK = 3;

/** Returns the particle there, undefined where there is none. */
export function pickParticle(
  cells: readonly StageCell[],
  camera: SharedCamera,
  x: number,
  y: number,
): { readonly cell: 0 | 1; readonly particle: number } | undefined {
  const cell = viewportAt(camera.viewports, x, y);
  const scene = cell === undefined ? undefined : cells[cell]!.scene;
  if (cell === undefined || scene === undefined) return undefined;
  const view = camera.viewOf(cell);
  const [left] = canvasPoint(view, 0, 0);
  const [right] = canvasPoint(view, 1, 0);
  const particle = particleAt(scene.picture.discs, worldPoint(view, x, y), PICK_SLACK / (right - left));
  return particle === undefined ? undefined : { cell, particle };
}

/** Returns the value of the layer there in words; undefined where it paints nothing. */
export function probeStage(
  cells: readonly StageCell[],
  camera: SharedCamera,
  layer: Layer,
  { x, y }: { readonly x: number; readonly y: number },
): string | undefined {
  const cell = viewportAt(camera.viewports, x, y);
  const scene = cell === undefined ? undefined : cells[cell]!.scene;
  if (cell === undefined || scene === undefined) return undefined;
  return probe(scene.picture, layer, worldPoint(camera.viewOf(cell), x, y));
}
