/** The scale of colours that cells on one sheet of paper share. */
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { Layer } from "../layers/form/layer.ts";
import { createCellPicture } from "../views/cell-picture.ts";
import { growRange, type LayerRange, smallestRange } from "../views/colour-range.ts";

/** Returns the narrowest readable scale of a layer that holds all values of the cells. */
export function commonRange(
  layer: Layer,
  cells: readonly { readonly mesh: FrameMesh; readonly frame: Frame }[],
): LayerRange {
  const ends = new Float64Array(2);
  let range = smallestRange(layer);
  for (const { mesh, frame } of cells) {
    createCellPicture(mesh, frame).findExtremes(layer, ends);
    range = growRange(range, ends[0]!, ends[1]!);
  }
  return range;
}
