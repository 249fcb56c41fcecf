/** What a person has chosen of how the cells are compared: in the picture, on its colour scale, in the charts. */

import { differenceKey } from "../layers/form/difference.ts";
import { type ComparisonView, comparisonViews } from "../layers/form/views.ts";
import { layers } from "../layers/list.ts";
import { integer, numberWithin, shorten } from "./read-values.ts";

/**
 * What the chart of curves shows: voltage against the capacity of the half-cycle, against time, or against the time since the
 * cell's own cycle began; or the charge per voltage.
 */
export const curveCharts = ["capacity", "time", "cycle", "dqdv"] as const;
export type CurveChart = (typeof curveCharts)[number];

export interface ComparisonState {
  readonly view: ComparisonView;
  /** Where the curtain hangs, 0 (left) to 1. */
  readonly curtain: number;
  /** A colour scale for each cell. */
  readonly scaleEach: boolean;
  readonly logarithmic: boolean;
  /** Ends of colour scales that are held, in the unit of the layer, by its key. */
  readonly locks: Readonly<Record<string, readonly [number, number]>>;
  readonly curves: CurveChart;
  /** Whose curves are shown; the newest one where undefined. */
  readonly curvesOf: number | undefined;
}

export const defaultComparison: ComparisonState = {
  view: "side",
  curtain: 0.5,
  scaleEach: false,
  logarithmic: false,
  locks: {},
  curves: "capacity",
  curvesOf: undefined,
};

/** Keys of the address. */
export const comparisonKeys = [...["view", "curtain", "scale", "log", "lock", "curves", "cycle"]] as const;

/** Keys of layers, and of those of their differences, whose scales can be held. */
const lockable: ReadonlySet<string> = new Set(layers.flatMap(({ key }) => [key, differenceKey(key)]));
const LARGEST_END = 1e12;

/** Adds what differs from the default to the query. */
export function encodeComparison(state: ComparisonState, query: URLSearchParams): void {
  if (state.view !== defaultComparison.view) query.set("view", state.view);
  if (state.curtain !== defaultComparison.curtain) query.set("curtain", String(state.curtain));
  if (state.scaleEach) query.set("scale", "each");
  if (state.logarithmic) query.set("log", "1");
  for (const key of Object.keys(state.locks).sort()) {
    query.append("lock", `${key}:${state.locks[key]!.join(":")}`);
  }
  if (state.curves !== defaultComparison.curves) query.set("curves", state.curves);
  if (state.curvesOf !== undefined) query.set("cycle", String(state.curvesOf));
}

/** Reads one key of the address by `parse`, which returns undefined for what it cannot read. */
export type ReadKey = <T>(key: string, parse: (text: string) => T | undefined, fallback: T) => T;

/** Returns what the address says; `refuse` hears of what cannot be read. */
export function decodeComparison(
  query: URLSearchParams,
  read: ReadKey,
  refuse: (words: string) => void,
): ComparisonState {
  const among =
    <T extends string>(all: readonly T[]) =>
    (text: string) =>
      all.find((one) => one === text);
  const flag = (on: string, off: string) => (text: string) =>
    text === on ? true : text === off ? false : undefined;
  return {
    view: read("view", among(comparisonViews), defaultComparison.view),
    curtain: read("curtain", (text) => numberWithin(text, 0, 1), defaultComparison.curtain),
    scaleEach: read("scale", flag("each", "shared"), false),
    logarithmic: read("log", flag("1", "0"), false),
    locks: decodeLocks(query.getAll("lock"), refuse),
    curves: read("curves", among(curveCharts), defaultComparison.curves),
    curvesOf: read<number | undefined>("cycle", (text) => integer(text, 1, 1e6), undefined),
  };
}

/** Written as "layer:low:high". */
function decodeLocks(written: readonly string[], refuse: (words: string) => void): ComparisonState["locks"] {
  const locks: Record<string, readonly [number, number]> = {};
  // What has no colon is no end of a scale: a frame of another page holds things by the same word.
  for (const text of written.filter((one) => one.includes(":"))) {
    const [key = "", ...ends] = text.split(":");
    const [low, high] = ends.map((end) => numberWithin(end, -LARGEST_END, LARGEST_END));
    const isRange = ends.length === 2 && low !== undefined && high !== undefined && low < high && high > 0;
    if (lockable.has(key) && isRange) locks[key] = [low, high];
    else refuse(`"lock=${shorten(text)}" in the address`);
  }
  return locks;
}
