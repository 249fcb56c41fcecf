/** The colour scales of all layers, common to both cells, and those who wait for them to change. */
import type { Layer } from "../layers/form/layer.ts";
import { layers } from "../layers/list.ts";
import type { CellPicture } from "./cell-picture.ts";
import { growRange, type LayerRange, smallestRange } from "./colour-range.ts";

export type Measured = Pick<CellPicture, "findExtremes" | "fresh">;

export interface SharedScales {
  range(layer: Layer): LayerRange;
  /** Widens the scales of the layers that the newest frame was read for, to hold what the cell shows now. */
  take(picture: Measured): void;
  /** Starts all scales anew from what the cells show now. */
  reset(pictures: readonly Measured[]): void;
  /** Tells the listeners of a scale that they have not yet looked at. */
  announce(layer: Layer): void;
  onChange(listener: (range: LayerRange) => void): () => void;
}

export function createSharedScales(): SharedScales {
  const ranges = new Map<Layer, LayerRange>(layers.map((layer) => [layer, smallestRange(layer)]));
  const listeners = new Set<(range: LayerRange) => void>();
  const ends = new Float64Array(2);

  function announce(layer: Layer): void {
    for (const listener of listeners) listener(ranges.get(layer)!);
  }

  function widen(picture: Measured, layer: Layer): void {
    picture.findExtremes(layer, ends);
    ranges.set(layer, growRange(ranges.get(layer)!, ends[0]!, ends[1]!));
  }

  function follow(picture: Measured, layer: Layer): void {
    const before = ranges.get(layer);
    widen(picture, layer);
    if (ranges.get(layer) !== before) announce(layer);
  }

  return {
    range: (layer) => ranges.get(layer)!,
    take(picture) {
      for (const layer of picture.fresh) follow(picture, layer);
    },
    reset(pictures) {
      for (const layer of layers) {
        ranges.set(layer, smallestRange(layer));
        for (const picture of pictures) widen(picture, layer);
        announce(layer);
      }
    },
    announce,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
