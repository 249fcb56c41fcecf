/** Values of the address and of what people type: each returns undefined for what it cannot read. */

export function numberWithin(text: string, minimum: number, maximum: number): number | undefined {
  // Without the sign of a zero, which a link does not keep.
  const value = text.trim() === "" ? Number.NaN : Number(text) + 0;
  return value >= minimum && value <= maximum ? value : undefined;
}

export function integer(text: string, minimum: number, maximum: number): number | undefined {
  const value = numberWithin(text, minimum, maximum);
  return value !== undefined && Number.isInteger(value) ? value : undefined;
}

/** Returns the beginning of a text that is told back to the person. */
export function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}...` : text;
}

/** Returns the number that a person typed ("1e-3", "0,5"), or undefined. */
export function parseTyped(text: string): number | undefined {
  const plain = text
    .trim()
    .replace(/[\s\u2009]/g, "")
    .replace("\u2212", "-")
    .replace(",", ".");
  const value = plain === "" ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
