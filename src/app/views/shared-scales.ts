/**
 * The colour scales of all layers: one for both cells, or one for each where a person wants that; who waits for them to
 * change. A scale grows in steps to hold what is seen, but for peaks where the layer leaves those out, and never shrinks by
 * itself: a person resets it, or holds it where it is.
 */
import type { Layer } from "../layers/form/layer.ts";
import { layers } from "../layers/list.ts";
import type { CellPicture } from "./cell-picture.ts";
import { growRange, type LayerRange, roundUp, smallestRange } from "./colour-range.ts";

export type Measured = Pick<CellPicture, "findExtremes" | "findHeld" | "fresh">;

/** What a person has chosen of the scales. */
export interface ScaleChoice {
  /** A scale of its own for each cell: colours of one cell do not compare with those of the other. */
  readonly each: boolean;
  readonly logarithmic: boolean;
  /** Ends that are held, in the unit of the layer, by its key. */
  readonly locks: Readonly<Record<string, readonly [number, number] | undefined>>;
}

/** What a legend says. */
export interface ScaleReading {
  /** One for both cells, or that of A and that of B. */
  readonly ranges: readonly LayerRange[];
  readonly locked: boolean;
  /** Smallest and largest value of both cells now, rounded outward to numbers that read well; undefined while there are none. */
  readonly seen: readonly [number, number] | undefined;
}

export interface SharedScales {
  range(layer: Layer, cell: 0 | 1): LayerRange;
  read(layer: Layer): ScaleReading;
  choose(choice: ScaleChoice): void;
  /** Widens the scales of the layers that the newest frame of a cell was read for, to hold what it shows now. */
  take(picture: Measured, cell: 0 | 1): void;
  /** Starts all scales anew from what the cells show now. */
  reset(pictures: readonly (Measured | undefined)[]): void;
  /** Tells the listeners of a scale that they have not yet looked at. */
  announce(layer: Layer): void;
  onChange(listener: (layer: Layer) => void): () => void;
}

/** The scale of both cells, those of each, and the ends of what each shows now. */
interface Kept {
  shared: LayerRange;
  readonly each: [LayerRange, LayerRange];
  readonly seen: [readonly [number, number] | undefined, readonly [number, number] | undefined];
}

function begin(layer: Layer): Kept {
  const least = smallestRange(layer);
  return { shared: least, each: [least, least], seen: [undefined, undefined] };
}

const listed: ReadonlySet<Layer> = new Set(layers);

/** Rounded outward, so that a legend does not change with every frame. */
function roundEnds(low: number, high: number): readonly [number, number] | undefined {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  const outward = (value: number): number => (value === 0 ? 0 : Math.sign(value) * roundUp(Math.abs(value)));
  return [Math.min(0, outward(low)), Math.max(0, outward(high))];
}

/** The range as a person has chosen to see it. */
function dress(range: LayerRange, { locks, logarithmic }: ScaleChoice): LayerRange {
  const lock = locks[range.layer.key];
  const ends = lock === undefined ? {} : { minimum: lock[0], maximum: lock[1] };
  return { ...range, ...ends, logarithmic: logarithmic && range.layer.scale.kind !== "interval" };
}

const ends = new Float64Array(2);

/** Returns whether anything has changed that a legend says. */
function widenKept(
  own: Kept,
  { picture, layer, cell }: { readonly picture: Measured; readonly layer: Layer; readonly cell: 0 | 1 },
): boolean {
  const before = [own.shared, own.each[cell], own.seen[cell]] as const;
  picture.findHeld(layer, ends);
  own.shared = growRange(own.shared, ends[0]!, ends[1]!);
  own.each[cell] = growRange(own.each[cell], ends[0]!, ends[1]!);
  picture.findExtremes(layer, ends);
  const seen = roundEnds(ends[0]!, ends[1]!);
  own.seen[cell] = seen;
  const told = before[2]?.[0] === seen?.[0] && before[2]?.[1] === seen?.[1];
  return before[0] !== own.shared || before[1] !== own.each[cell] || !told;
}

export function createSharedScales(): SharedScales {
  const kept = new Map<Layer, Kept>(layers.map((layer) => [layer, begin(layer)]));
  const listeners = new Set<(layer: Layer) => void>();
  let choice: ScaleChoice = { each: false, logarithmic: false, locks: {} };

  function keptOf(layer: Layer): Kept {
    const found = kept.get(layer) ?? begin(layer);
    kept.set(layer, found);
    return found;
  }

  function announce(layer: Layer): void {
    for (const listener of listeners) listener(layer);
  }

  const widen = (picture: Measured, layer: Layer, cell: 0 | 1): boolean =>
    widenKept(keptOf(layer), { picture, layer, cell });

  return {
    range: (layer, cell) => dress(choice.each ? keptOf(layer).each[cell] : keptOf(layer).shared, choice),
    read(layer) {
      const { shared, each, seen } = keptOf(layer);
      const both = seen.filter((own) => own !== undefined);
      const locked = choice.locks[layer.key] !== undefined;
      return {
        ranges: (choice.each && !locked ? each : [shared]).map((range) => dress(range, choice)),
        locked,
        seen:
          both.length === 0
            ? undefined
            : [Math.min(...both.map(([low]) => low)), Math.max(...both.map(([, high]) => high))],
      };
    },
    choose(next) {
      choice = next;
      for (const layer of kept.keys()) announce(layer);
    },
    take(picture, cell) {
      for (const layer of picture.fresh) if (widen(picture, layer, cell)) announce(layer);
    },
    reset(pictures) {
      for (const layer of kept.keys()) {
        kept.set(layer, begin(layer));
        // Pictures of the cells know nothing of differences, which are taken anew.
        if (listed.has(layer))
          pictures.forEach((picture, cell) => {
            if (picture !== undefined) widen(picture, layer, cell as 0 | 1);
          });
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
