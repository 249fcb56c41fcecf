/** The prose of a lesson: Markdown by heading, with numbers of the solved state in it; what comes of it is safe to show. */
import { micromark } from "micromark";
import { compileNumber } from "./expression.ts";
import type { MomentPair } from "./moment.ts";

const HEADING = /^#{1,3}[ \t]+(.+?)[ \t]*#*$/;
/** {{100 * A.retention: 1}}: an expression, and decimals. */
const PLACE = /\{\{([^{}]*?)(?::\s*(\d))?\}\}/g;
const DECIMALS = 2;
/** Shown where a quantity has no value yet. */
const NOTHING = "\u2013";

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

/** Returns the expressions of the numbers in a text. */
export function numbersOf(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([, expression = ""]) => expression.trim());
}

/** Returns what is wrong with the numbers in a text, in words. */
export function problemsOfProse(text: string): string[] {
  return numbersOf(text).flatMap((expression) => {
    const compiled = compileNumber(expression);
    return "problem" in compiled ? [compiled.problem] : [];
  });
}

/** Returns the text with its numbers, as HTML without any HTML, script or dangerous link of the text itself. */
export function renderProse(text: string, cells: MomentPair): string {
  return micromark(fillNumbers(text, cells));
}

/** Returns the text with the numbers that it asks for. */
export function fillNumbers(text: string, cells: MomentPair): string {
  return text.replaceAll(PLACE, (_, expression: string, digits: string | undefined) => {
    const compiled = compileNumber(expression.trim());
    if ("problem" in compiled) return NOTHING;
    return formatNumber(compiled.read(cells), digits === undefined ? DECIMALS : Number(digits));
  });
}

/** Returns a number with so many decimals and a true minus sign. */
export function formatNumber(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits).replace("-", "\u2212") : NOTHING;
}
