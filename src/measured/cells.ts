/** What stands in one cell: numbers with a decimal point or comma, times as a clock shows them, the state of a step. */

/** Returns the number, or not a number for what is none: also for an empty cell, Infinity, and hexadecimal digits. */
export function numberIn(cell: string, decimalComma: boolean): number {
  const value = Number(decimalComma ? cell.replace(",", ".") : cell);
  // Number("") and Number(" ") are 0, Number("0x1F") is 31.
  if (value === 0 && cell.trim() === "") return Number.NaN;
  if (value - value === 0) return value > 15 && /x/i.test(cell) ? Number.NaN : value;
  if (decimalComma) return Number.NaN;
  return THOUSANDS.test(cell) ? Number(cell.replaceAll(",", "")) : Number.NaN;
}

const THOUSANDS = /^\s*[-+]?\d{1,3}(,\d{3})+(\.\d+)?\s*$/;

/** Powers of ten that a double holds exactly. */
const EXACT_POWERS: readonly number[] = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** A whole number below it takes another digit and stays exact. */
const EXACT_BELOW = 9e14;
const BLANK = 32;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const SMALL_E = 101;

/** Where a number goes: to `block[filled]`. */
export interface NumberPlace {
  readonly block: Float64Array;
  readonly filled: number;
}

/**
 * Returns what writes what `numberIn` returns of a part of UTF-8, without cutting it out: digits as a whole number, over or
 * times a power of ten, where both are exact, so that the one division rounds as it should; anything else goes to `numberIn`.
 */
export function createNumberReader(
  decimalComma: boolean,
): (bytes: Uint8Array, start: number, end: number, place: NumberPlace) => void {
  const point = decimalComma ? COMMA : POINT;
  const decoder = new TextDecoder();
  return (bytes, start, end, place) => {
    let at = start;
    while (at < end && bytes[at] === BLANK) at++;
    const isNegative = bytes[at] === MINUS;
    if (isNegative || bytes[at] === PLUS) at++;
    let digits = 0;
    let whole = 0;
    let scale = 0;
    let fraction = 0;
    for (; at < end; at++) {
      const code = bytes[at] ?? 0;
      if (code >= ZERO && code <= NINE && whole < EXACT_BELOW) {
        whole = 10 * whole + (code - ZERO);
        digits++;
        scale -= fraction;
      } else if (code === point && fraction === 0) {
        fraction = 1;
      } else {
        break;
      }
    }
    if (at < end && ((bytes[at] ?? 0) | 32) === SMALL_E) {
      const exponent = exponentBetween(bytes, at + 1, end);
      scale += exponent;
      if (!Number.isNaN(exponent)) at = end;
    }
    if (digits === 0 || at < end || !(scale <= 22 && scale >= -22)) {
      place.block[place.filled] = numberIn(decoder.decode(bytes.subarray(start, end)), decimalComma);
      return;
    }
    const size = scale < 0 ? whole / (EXACT_POWERS[-scale] ?? 1) : whole * (EXACT_POWERS[scale] ?? 1);
    place.block[place.filled] = isNegative ? -size : size;
  };
}

/** The whole number with its sign; not a number where anything else stands there. */
function exponentBetween(bytes: Uint8Array, start: number, end: number): number {
  const sign = bytes[start];
  const from = sign === MINUS || sign === PLUS ? start + 1 : start;
  let exponent = 0;
  for (let at = from; at < end; at++) {
    const code = bytes[at] ?? 0;
    if (code < ZERO || code > NINE) return Number.NaN;
    exponent = 10 * exponent + code - ZERO;
  }
  if (from === end) return Number.NaN;
  return sign === MINUS ? -exponent : exponent;
}

/** Whether the cell says that there is no value. */
export function isMissing(cell: string): boolean {
  const text = cell.trim().toLowerCase();
  return text === "" || text === "-" || text === "--" || text === "nan" || text === "null" || text === "n/a";
}

const CLOCK =
  /^\s*(?:(\d+)(?:d|\s*days?,?|\.(?=\d+:\d+:)|-(?=\d+:))\s*)?(\d+):(\d{1,2})(?::(\d{1,2})(?:[.,:](\d+))?)?\s*$/i;

/** Returns s of "1:02:03.456", "26:00:01", "2d 01:02:03" or "2-01:02:03"; not a number for anything else. */
export function secondsIn(cell: string): number {
  const parts = CLOCK.exec(cell);
  if (!parts) return Number.NaN;
  const [, days = "0", hours, minutes, seconds = "0", fraction = "0"] = parts;
  if (Number(minutes) > 59 || Number(seconds) > 59) return Number.NaN;
  const whole = Number(days) * 86400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole + Number(`0.${fraction}`);
}

/** 1 for a charge, -1 for a discharge, 0 for neither; undefined for words that say nothing of it. */
export function directionIn(cell: string): 1 | -1 | 0 | undefined {
  const word = cell
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, " ");
  // "Discharge" holds "charge", "DChg" holds "chg", and their Chinese words hold each other likewise.
  if (/^(d|dch|dis|rated|dc)$|dis ?-?charge|dchg|dchrg|放电/.test(word)) return -1;
  if (/^(c|ch|chg|ratec|cc|cv|cccv)$|charge|chg|chrg|充电/.test(word)) return 1;
  if (/^(r|rest|pause|ocv|p|s|standing|wait|suspend(ed)?|finish|end)$|rest|pause|静置|搁置/.test(word))
    return 0;
  return undefined;
}
