/** Rows of a table out of text that arrives in pieces: only whole lines are parsed, and nothing of them is kept. */
import { dsvFormat } from "d3-dsv";

/** Takes one row; the cells are valid during the call. */
export type TakeRow = (cells: readonly string[]) => void;

export interface RowReader {
  /** Takes all rows that are whole by now. */
  readonly add: (text: string) => void;
  /** Takes the last row, which may lack its line end; returns whether it did. */
  readonly end: (wishes: { readonly takeUnfinished: boolean }) => boolean;
}

/** Returns what splits text by `delimiter`; runs of blanks count as one where that is the delimiter. */
export function createRowReader(delimiter: string, take: TakeRow): RowReader {
  const { parseRows } = dsvFormat(delimiter);
  let rest = "";
  const parse = (text: string): void => {
    const clean = delimiter === " " ? text.replace(/^ +| +$/gm, "").replace(/ {2,}/g, " ") : text;
    parseRows(clean, (cells) => {
      take(cells);
      return null;
    });
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

/** Characters. */
const LONGEST_ROW = 1e6;
const QUOTE = 34;
const NEW_LINE = 10;
