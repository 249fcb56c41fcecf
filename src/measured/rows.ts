/**
 * Rows of a table out of text that arrives in pieces: only whole lines are parsed, and nothing of them is kept. Where there is
 * no quote the cells stay where they are in the text, and numbers are read there: cutting a string for each cell took three
 * quarters of the time that a file of a million rows needs. Text with quotes goes through d3-dsv.
 */
import { dsvFormat } from "d3-dsv";
import { createNumberReader, type NumberPlace, numberIn } from "./cells.ts";

/** One row; valid during the call in which it is handed over. */
export interface Row {
  readonly length: () => number;
  /** Whether a cell holds so many lines that a quote must lack its partner. */
  readonly isTorn: boolean;
  /** Empty beyond the last cell. */
  readonly text: (cell: number) => string;
  /** Writes the number to its place, not a number for what is none. */
  readonly number: (cell: number, place: NumberPlace) => void;
}

export interface RowReader {
  /** Takes all rows that are whole by now. */
  readonly add: (text: string) => void;
  /** Takes the last row, which may lack its line end; returns whether it did. */
  readonly end: (wishes: { readonly takeUnfinished: boolean }) => boolean;
}

/** How rows and numbers are written. */
export interface Spelling {
  readonly delimiter: string;
  readonly decimalComma: boolean;
}

/** Returns what splits text by the delimiter; runs of blanks count as one where that is the delimiter. */
export function createRowReader(spelling: Spelling, take: (row: Row) => void): RowReader {
  const { delimiter } = spelling;
  const parseQuoted = createQuotedParser(spelling, take);
  const parsePlain = createPlainParser(spelling, take);
  let rest = "";
  const parse = (text: string): void => {
    const clean = delimiter === " " ? text.replace(/^ +| +$/gm, "").replace(/ {2,}/g, " ") : text;
    if (clean.includes('"')) parseQuoted(clean);
    else parsePlain(clean);
  };
  return {
    add(text) {
      const end = endOfRows(text);
      if (end === 0 || rest.includes('"')) {
        const all = rest + text;
        const whole = endOfRows(all);
        if (whole > 0) parse(all.slice(0, whole));
        rest = all.slice(whole);
        return;
      }
      parse(rest + text.slice(0, end));
      rest = text.slice(end);
    },
    end({ takeUnfinished }) {
      const isUnfinished = rest !== "";
      if (isUnfinished && takeUnfinished) parse(rest);
      rest = "";
      return isUnfinished;
    },
  };
}

/** Returns the row whose cells are those strings. */
export function rowOf(cells: readonly string[], decimalComma: boolean): Row {
  return {
    length: () => cells.length,
    isTorn: cells.some((cell) => (cell.match(/\n/g)?.length ?? 0) > MOST_LINES),
    text: (cell) => cells[cell] ?? "",
    number(cell, place) {
      place.block[place.filled] = numberIn(cells[cell] ?? "", decimalComma);
    },
  };
}

function createQuotedParser(
  { delimiter, decimalComma }: Spelling,
  take: (row: Row) => void,
): (text: string) => void {
  const { parseRows } = dsvFormat(delimiter);
  return (text) => {
    parseRows(text, (cells) => {
      take(rowOf(cells, decimalComma));
      return null;
    });
  };
}

/** Parses text without quotes, in UTF-8: `bounds` holds where each cell of the present row begins and ends. */
function createPlainParser(
  { delimiter, decimalComma }: Spelling,
  take: (row: Row) => void,
): (text: string) => void {
  const readNumber = createNumberReader(decimalComma);
  const mark = delimiter.charCodeAt(0);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let bytes = new Uint8Array(0);
  let bounds = new Int32Array(64);
  let count = 0;
  const row: Row = {
    length: () => count,
    isTorn: false,
    text: (cell) =>
      cell < count ? decoder.decode(bytes.subarray(bounds[2 * cell], bounds[2 * cell + 1])) : "",
    number(cell, place) {
      if (cell < count) readNumber(bytes, bounds[2 * cell] ?? 0, bounds[2 * cell + 1] ?? 0, place);
      else place.block[place.filled] = Number.NaN;
    },
  };
  return (text) => {
    // A line that lacks its end gets one.
    const whole = text.endsWith("\n") || text.endsWith("\r") ? text : `${text}\n`;
    if (bytes.length < 3 * whole.length) bytes = new Uint8Array(3 * whole.length);
    const { written } = encoder.encodeInto(whole, bytes);
    const own = bytes;
    let start = 0;
    let cells = 0;
    for (let at = 0; at < written; at++) {
      const code = own[at] ?? 0;
      if (code > LAST_MARK || (code !== mark && code !== NEW_LINE && code !== RETURN)) continue;
      if (2 * cells === bounds.length) bounds = doubled(bounds);
      bounds[2 * cells] = start;
      bounds[2 * cells + 1] = at;
      cells++;
      if (code !== mark) {
        if (code === RETURN && own[at + 1] === NEW_LINE) at++;
        count = cells;
        cells = 0;
        take(row);
      }
      start = at + 1;
    }
  };
}

function doubled(bounds: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * bounds.length);
  larger.set(bounds);
  return larger;
}

/** Length of the lines that are whole; a line end between quotes is none. */
function endOfRows(text: string): number {
  const last = text.lastIndexOf("\n") + 1;
  if (!text.includes('"')) return last;
  let end = 0;
  let isQuoted = false;
  for (let at = 0; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isQuoted = !isQuoted;
    else if (code === NEW_LINE && !isQuoted) end = at + 1;
  }
  // A quote without its partner would else hold back all that follows.
  return end === 0 && text.length > LONGEST_ROW ? last : end;
}

/** Line ends in one cell. */
const MOST_LINES = 5;
/** Characters. */
const LONGEST_ROW = 1e6;
const QUOTE = 34;
const NEW_LINE = 10;
const RETURN = 13;
/** The semicolon, the last of all that part cells. */
const LAST_MARK = 59;
