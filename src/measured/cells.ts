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
