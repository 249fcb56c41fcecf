/**
 * A sentence that is read from left to right: words whatever their capitals, numbers with a decimal point or comma,
 * units as people write them. What cannot be read is a SentenceError that says up to where all was understood.
 */

/** Thrown where a sentence goes on in a way that nobody knows. */
export class SentenceError extends Error {
  override readonly name = "SentenceError";
  /** What would have been right, with what was understood and what was not. */
  readonly expected: string;

  constructor(expected: string, understood: string, rest: string) {
    super(expected);
    const after = understood === "" ? "" : ` after "${understood}"`;
    this.expected = `${expected}${after}${rest === "" ? "" : `, not "${shorten(rest)}"`}`;
  }
}

export interface Sentence {
  /** Takes the first of the words or phrases that comes next and returns it as given here; in lower case. */
  readonly take: (...phrases: readonly string[]) => string | undefined;
  /** Takes what a pattern (with the flag y) matches here. */
  readonly match: (pattern: RegExp) => RegExpExecArray | undefined;
  /** Takes a number; undefined if none comes next. Throws SentenceError for "1,000", which may mean two things. */
  readonly number: () => number | undefined;
  /** Takes a unit such as "mA/cm2", "A.m-2", "K per minute" or "%"; empty if none comes next. */
  readonly unit: () => string;
  readonly isAtEnd: () => boolean;
  readonly place: () => number;
  readonly goBack: (place: number) => void;
  /** Returns what `read` returns; undefined, and nothing taken, where that throws a SentenceError. */
  readonly attempt: <T>(read: () => T) => T | undefined;
  /** Throws a SentenceError: `expected` at this place. */
  readonly fail: (expected: string) => never;
}

const MAXIMUM_LENGTH = 400;
const MAXIMUM_SHOWN = 40;
const NUMBER = /[+-]?(?:\d+(?:[.,]\d+)*\.?|\.\d+)(?:e[+-]?\d+)?(?![\d])/iy;
const ATOM = String.raw`(?:%|°\s?[CFK]|[A-Za-zµμΩΩ]+)(?:\^?[-−]?\d+|⁻?[¹²³])?`;
const JOINED = String.raw`(?:\s*[/·⋅*]\s*|\s+per\s+|\.)${ATOM}`;
/** "cm-2" after a blank belongs to the unit, "until" does not. */
const FOLLOWING = String.raw`\s+[A-Za-zµμ]+(?:\^?[-−]\d+|⁻[¹²³])`;
const UNIT = new RegExp(`${ATOM}(?:${JOINED}|${FOLLOWING})*`, "y");

/** Returns a reader at the start of the text. */
export function createSentence(text: string): Sentence {
  const clean = text
    .slice(0, MAXIMUM_LENGTH)
    .replaceAll("−", "-")
    .replace(/[\s.;]+$/, "");
  let place = 0;
  const skip = (): void => {
    while (place < clean.length && /\s/.test(clean[place] as string)) place++;
  };
  const fail = (expected: string): never => {
    throw new SentenceError(expected, clean.slice(0, place).trim(), clean.slice(place).trim());
  };
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    skip();
    pattern.lastIndex = place;
    const found = pattern.exec(clean);
    if (found === null || found[0] === "") return undefined;
    place = pattern.lastIndex;
    return found;
  };
  const take = (...phrases: readonly string[]): string | undefined =>
    phrases.find((phrase) => match(patternOf(phrase)) !== undefined);
  if (text.length > MAXIMUM_LENGTH) fail(`a sentence of at most ${MAXIMUM_LENGTH} characters`);
  return {
    take,
    match,
    number() {
      const start = place;
      const found = match(NUMBER);
      if (found === undefined) return undefined;
      const value = numberOf(found[0]);
      if (value !== undefined) return value;
      place = start;
      return fail('a number with a decimal point and no separators, such as "1000" or "1.5"');
    },
    unit: () => match(UNIT)?.[0] ?? "",
    isAtEnd() {
      skip();
      return place >= clean.length;
    },
    place: () => place,
    goBack(to) {
      place = to;
    },
    attempt(read) {
      const start = place;
      try {
        return read();
      } catch (error) {
        if (!(error instanceof SentenceError)) throw error;
        place = start;
        return undefined;
      }
    },
    fail,
  };
}

/**
 * Returns the number that a text is, with a decimal point or a decimal comma; undefined where it is none, or where a
 * comma may as well part thousands ("1,000").
 */
export function numberOf(text: string): number | undefined {
  const plain = text.trim().replaceAll("−", "-");
  const comma = /^([+-]?)(\d*),(\d+)(e[+-]?\d+)?$/i.exec(plain);
  if (comma !== null) {
    const [, sign, whole, fraction, exponent = ""] = comma as unknown as string[];
    const isThousands = (fraction as string).length === 3 && !/^0*$/.test(whole as string);
    return isThousands ? undefined : Number(`${sign}${whole}.${fraction}${exponent}`);
  }
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return undefined;
  return Number(plain);
}

const patterns = new Map<string, RegExp>();

/** A phrase as whole words, with any blanks between them; signs such as "<" need no end of word. */
function patternOf(phrase: string): RegExp {
  const known = patterns.get(phrase);
  if (known !== undefined) return known;
  const escaped = phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(" ", String.raw`\s+`);
  const created = new RegExp(/\w$/.test(phrase) ? `${escaped}(?![\\w'])` : escaped, "iy");
  patterns.set(phrase, created);
  return created;
}

function shorten(text: string): string {
  return text.length > MAXIMUM_SHOWN ? `${text.slice(0, MAXIMUM_SHOWN)}...` : text;
}
