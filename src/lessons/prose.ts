/**
 * The prose of a lesson: Markdown by heading, with numbers of the solved state and of parameters in it; what comes of it is safe
 * to show.
 */
import { micromark } from "micromark";
import { parameterOf } from "../../sim-core/index.ts";
import { compileNumber } from "./expression.ts";
import type { MomentPair } from "./moment.ts";

const HEADING = /^#{1,3}[ \t]+(.+?)[ \t]*#*$/;
/** {{100 * A.retention: 1}}: an expression, and decimals; {cell.cRate}: a parameter. */
const PLACE = /\{\{([^{}]*?)(?::\s*(\d))?\}\}|\{([A-Za-z]\w*(?:\.\w+)+)\}/g;
const DECIMALS = 2;
const DIGITS = 5;
/** Shown where a quantity has no value yet. */
const NOTHING = "\u2013";
/** Stand around the number of a place while Markdown is read: no text of a person has these letters. */
const [BEGIN, END] = ["\ue000", "\ue001"];

/** A number in a text: of the solved state, or of a parameter, which can be dragged where it is shown. */
export type Place =
  | { readonly kind: "solved"; readonly expression: string; readonly digits: number }
  | { readonly kind: "parameter"; readonly path: string };

/** Returns the Markdown below each heading of the first three levels; of two of one name the first. */
export function sectionsOf(markdown: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  let isFenced = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (/^ {0,3}(```|~~~)/.test(line)) isFenced = !isFenced;
    const name = isFenced ? undefined : HEADING.exec(line)?.[1];
    if (name === undefined) lines.push(line);
    else {
      lines = [];
      if (!sections.has(name)) sections.set(name, lines);
    }
  }
  return new Map([...sections].map(([name, own]) => [name, own.join("\n").trim()]));
}

/** Returns the numbers in a text, in their order. */
export function placesOf(text: string): readonly Place[] {
  return [...text.matchAll(PLACE)].map(([, expression, digits, path]) =>
    path === undefined
      ? {
          kind: "solved",
          expression: (expression ?? "").trim(),
          digits: digits === undefined ? DECIMALS : Number(digits),
        }
      : { kind: "parameter", path },
  );
}

/** Returns the expressions of the solved numbers in a text. */
export function numbersOf(text: string): string[] {
  return placesOf(text).flatMap((place) => (place.kind === "solved" ? [place.expression] : []));
}

/** Returns what is wrong with the numbers in a text, and what is expected in its place. */
export function problemsOfProse(text: string): { readonly got: string; readonly expected: string }[] {
  return placesOf(text).flatMap((place) => {
    if (place.kind === "parameter") {
      const expected = "a parameter that is a number, such as {cell.cRate}";
      return parameterOf(place.path)?.kind === "number" ? [] : [{ got: `{${place.path}}`, expected }];
    }
    const compiled = compileNumber(place.expression);
    return "problem" in compiled ? [{ got: compiled.problem, expected: "a number of the solved state" }] : [];
  });
}

/**
 * Returns a text as HTML without any HTML, script or dangerous link of its own. `write` gives the HTML of a number, `plain` its
 * text where no element can stand, as in the title of a link.
 */
export function composeProse(
  text: string,
  write: (place: Place, k: number) => string,
  plain: (place: Place) => string,
): string {
  const clean = text.replace(/[\ue000\ue001]/g, "");
  const places = placesOf(clean);
  let next = 0;
  const marked = clean.replaceAll(PLACE, () => `${BEGIN}${next++}${END}`);
  const put = (html: string, own: (place: Place, k: number) => string): string =>
    html.replace(/\ue000(\d+)\ue001/g, (_, k: string) => own(places[Number(k)]!, Number(k)));
  // A tag, whose attributes have no ">" of their own, or a place between tags.
  return micromark(marked).replace(/<[^>]*>|\ue000\d+\ue001/g, (part) =>
    part.startsWith("<") ? put(part, (place) => escapeHtml(plain(place))) : put(part, write),
  );
}

/** Returns a text with its numbers as HTML; `read` gives parameters in display units. */
export function renderProse(
  text: string,
  cells: MomentPair,
  read: (path: string) => unknown = () => undefined,
): string {
  const plain = (place: Place): string =>
    place.kind === "solved" ? solvedText(place, cells) : parameterText(read(place.path));
  return composeProse(text, (place) => escapeHtml(plain(place)), plain);
}

/** Returns the words of a number of the solved state. */
export function solvedText(
  { expression, digits }: Extract<Place, { kind: "solved" }>,
  cells: MomentPair,
): string {
  const compiled = compileNumber(expression);
  return "problem" in compiled ? NOTHING : formatNumber(compiled.read(cells), digits);
}

/** Returns the words of the value of a parameter. */
export function parameterText(value: unknown): string {
  return typeof value === "number"
    ? String(Number(value.toPrecision(DIGITS))).replace("-", "\u2212")
    : NOTHING;
}

/** Returns the decimals of a number that is told in steps of `step`. */
export function digitsOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}

/** Returns a number with so many decimals and a true minus sign. */
export function formatNumber(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits).replace("-", "\u2212") : NOTHING;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
