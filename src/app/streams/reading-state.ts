/** What a person has chosen to read off the cells: with which tool, where, of what. */
import type { CutLine } from "../reading/line-cut.ts";
import { type QuantityKey, quantityKeys } from "../reading/quantities.ts";
import type { ReadKey } from "./comparison.ts";
import { numberWithin } from "./read-values.ts";

export const readingTools = ["line", "histogram", "point", "particle"] as const;
export type ReadingTool = (typeof readingTools)[number];

export interface ReadingState {
  /** Undefined while nothing is read. */
  readonly reading: ReadingTool | undefined;
  /** um; one that suits the cells where undefined. */
  readonly cut: CutLine | undefined;
  /** um; nothing is pinned where undefined. */
  readonly pin: readonly [number, number] | undefined;
  readonly counted: QuantityKey;
}

export const defaultReading: ReadingState = {
  reading: undefined,
  cut: undefined,
  pin: undefined,
  counted: "content",
};

/** Keys of the address. */
export const readingKeys = [...["read", "cut", "pin", "count"]] as const;

/** um; no cell is as large. */
const FARTHEST = 1e5;

/** Adds what differs from the default to the query. */
export function encodeReading({ reading, cut, pin, counted }: ReadingState, query: URLSearchParams): void {
  if (reading !== undefined) query.set("read", reading);
  if (cut !== undefined) query.set("cut", cut.join(":"));
  if (pin !== undefined) query.set("pin", pin.join(":"));
  if (counted !== defaultReading.counted) query.set("count", counted);
}

/** Returns what the address says. */
export function decodeReading(read: ReadKey): ReadingState {
  const places =
    (count: number) =>
    (text: string): number[] | undefined => {
      const numbers = text.split(":").map((part) => numberWithin(part, -FARTHEST, FARTHEST));
      const isWhole = numbers.length === count && numbers.every((number) => number !== undefined);
      return isWhole ? (numbers as number[]) : undefined;
    };
  const isLine = ([x1, y1, x2, y2]: CutLine): boolean => x1 !== x2 || y1 !== y2;
  return {
    reading: read<ReadingTool | undefined>(
      "read",
      (text) => readingTools.find((tool) => tool === text),
      undefined,
    ),
    cut: read<CutLine | undefined>(
      "cut",
      (text) => {
        const line = places(4)(text) as CutLine | undefined;
        return line !== undefined && isLine(line) ? line : undefined;
      },
      undefined,
    ),
    pin: read<readonly [number, number] | undefined>(
      "pin",
      (text) => places(2)(text) as [number, number] | undefined,
      undefined,
    ),
    counted: read("count", (text) => quantityKeys.find((key) => key === text), defaultReading.counted),
  };
}
