/**
 * What the picture leaves out of the thickness of a cell, so that the rest can be seen: inner parts of lithium and
 * electrolyte in which nothing but the way to the other side is seen. Heights of the sheet are those of the cell less
 * what is left out below them; um throughout.
 */

/** From one height of the cell to another. */
export interface Fold {
  readonly from: number;
  readonly to: number;
}

/** What lies between which heights of a cell, and how far down lithium or cracks have come. */
export interface Strata {
  readonly cathode: number;
  /** Lowest and highest place of the front as drawn, and of what grows from it. */
  readonly frontLow: number;
  readonly frontHigh: number;
  readonly collector: number;
}

/** A part of the cell between two folds: seen from `bottom` to `top`, lower by `shift` than it lies. */
export interface Piece {
  readonly bottom: number;
  readonly top: number;
  readonly shift: number;
}

/** What is always shown: of the electrolyte above the cathode and below the front, of the lithium above it and below the collector. */
const SHOWN = { aboveCathode: 50, belowFront: 50, aboveFront: 20, belowCollector: 15 } as const;
/** Folds begin and end at multiples of this. */
const STEP = 10;
/** A fold thinner than this is not worth its sign. */
const THINNEST = 60;

/** Returns the folds, lowest first, that leave out as much of `wanted` as may be in all of the cells; lithium first. */
export function chooseFolds(cells: readonly Strata[], wanted: number): readonly Fold[] {
  if (cells.length === 0) return [];
  const [electrolyte, lithium] = foldable(cells);
  const upper = shorten(lithium, wanted);
  const lower = shorten(electrolyte, wanted - lengthOf(upper));
  return [lower, upper].filter((fold) => lengthOf(fold) > 0);
}

/** Whether the cells still have nothing to show where they are folded. */
export function foldsHold(folds: readonly Fold[], cells: readonly Strata[]): boolean {
  const free = foldable(cells);
  return folds.every((fold) => free.some(({ from, to }) => fold.from >= from && fold.to <= to));
}

/** What may be left out of electrolyte and lithium in all of the cells; the wrong way round for nothing. */
function foldable(cells: readonly Strata[]): readonly [Fold, Fold] {
  const highest = (read: (cell: Strata) => number): number => Math.max(...cells.map(read));
  const lowest = (read: (cell: Strata) => number): number => Math.min(...cells.map(read));
  return [
    {
      from: highest(({ cathode }) => cathode) + SHOWN.aboveCathode,
      to: lowest(({ frontLow }) => frontLow) - SHOWN.belowFront,
    },
    {
      from: highest(({ frontHigh }) => frontHigh) + SHOWN.aboveFront,
      to: lowest(({ collector }) => collector) - SHOWN.belowCollector,
    },
  ];
}

/** Returns the middle of a fold, `wanted` long or as long as it is, in whole steps; of no length where it is too short. */
function shorten({ from, to }: Fold, wanted: number): Fold {
  const length = Math.floor(Math.min(wanted, to - from) / STEP) * STEP;
  if (length < THINNEST) return { from, to: from };
  const start = Math.ceil((from + (to - from - length) / 2) / STEP) * STEP;
  const begin = start + length > to ? start - STEP : start;
  return begin < from ? { from, to: from + length } : { from: begin, to: begin + length };
}

function lengthOf({ from, to }: Fold): number {
  return Math.max(0, to - from);
}

/** Returns the height on the sheet of a height of the cell; that of the fold for what is left out. */
export function foldHeight(folds: readonly Fold[], y: number): number {
  return folds.reduce((height, { from, to }) => height - Math.min(Math.max(0, y - from), to - from), y);
}

/** Returns the height of the cell that is seen at a height on the sheet; the lower one on a fold. */
export function unfoldHeight(folds: readonly Fold[], height: number): number {
  return folds.reduce((y, { from, to }) => (y > from ? y + to - from : y), height);
}

/** Whether it is the uppermost piece, which is drawn last. */
export function isLast({ top }: Piece): boolean {
  return top === Number.POSITIVE_INFINITY;
}

/** Returns the parts of the cell between its folds, lowest first. */
export function piecesOf(folds: readonly Fold[]): readonly Piece[] {
  let shift = 0;
  let bottom = Number.NEGATIVE_INFINITY;
  const pieces = folds.map(({ from, to }) => {
    const piece = { bottom, top: from, shift };
    shift += to - from;
    bottom = to;
    return piece;
  });
  return [...pieces, { bottom, top: Number.POSITIVE_INFINITY, shift }];
}
