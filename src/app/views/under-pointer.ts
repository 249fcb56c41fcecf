/** What lies under a point of the canvas (CSS px): of the cell that is seen there, a particle or the value of a layer. */

import type { Layer } from "../layers/form/layer.ts";
import { type Arrangement, cellUnder } from "./arrangement.ts";
import type { CellPicture, ShownCell } from "./cell-picture.ts";
import { probe } from "./probe.ts";
import type { SharedCamera } from "./shared-camera.ts";
import type { StageCell } from "./stage-cell.ts";
import { canvasPoint, particleAt, type View, worldPoint } from "./viewports.ts";

/** How far from its rim, CSS px, a particle still takes a click. */
const PICK_SLACK = 3;

/** The cells, and how they are seen. */
export interface SeenCells {
  readonly cells: readonly StageCell[];
  readonly camera: SharedCamera;
  readonly arrangement: Arrangement;
}

/** The cell under a point of the canvas, and what is seen of it. */
function findCell(
  { cells, camera, arrangement }: SeenCells,
  x: number,
  y: number,
): { readonly cell: 0 | 1; readonly picture: CellPicture; readonly view: View } | undefined {
  const cell = cellUnder(arrangement, camera.viewports, x, y);
  const scene = cell === undefined ? undefined : cells[cell]!.scene;
  return cell === undefined || scene === undefined
    ? undefined
    : { cell, picture: scene.picture, view: camera.viewOf(cell) };
}

/** Returns the particle there, undefined where there is none. */
export function pickParticle(
  seen: SeenCells,
  x: number,
  y: number,
): { readonly cell: 0 | 1; readonly particle: number } | undefined {
  const found = findCell(seen, x, y);
  if (found === undefined) return undefined;
  const { cell, picture, view } = found;
  const [left] = canvasPoint(view, 0, 0);
  const [right] = canvasPoint(view, 1, 0);
  const particle = particleAt(picture.discs, worldPoint(view, x, y), PICK_SLACK / (right - left));
  return particle === undefined ? undefined : { cell, particle };
}

/** Returns the cell there, and the point of it, um, as solved: what is drawn larger than it is is taken back. */
export function cellPoint(
  seen: SeenCells,
  x: number,
  y: number,
): { readonly cell: 0 | 1; readonly x: number; readonly y: number } | undefined {
  const found = findCell(seen, x, y);
  if (found === undefined) return undefined;
  const { cell, picture, view } = found;
  const [worldX, drawn] = worldPoint(view, x, y);
  return { cell, x: worldX, y: solvedHeight(picture, worldX, drawn) };
}

/** Heights above the cathode are stretched by a factor that the x alone gives. */
function solvedHeight({ mesh, drawnHeight }: CellPicture, x: number, drawn: number): number {
  const base = mesh.cathodeThickness;
  if (drawn <= base) return drawn;
  return base + (drawn - base) / (drawnHeight(x, base + 1) - base);
}

/**
 * Returns the value of the layer there in words; undefined where it paints nothing. `difference` is what is shown in the
 * place of both cells; undefined where they are shown themselves.
 */
export function probeStage(
  seen: SeenCells,
  layer: Layer,
  { x, y }: { readonly x: number; readonly y: number },
  difference: ShownCell | undefined,
): string | undefined {
  const found = findCell(seen, x, y);
  if (found === undefined) return undefined;
  const { view, picture } = found;
  return probe(difference ?? picture, layer, worldPoint(view, x, y));
}
