/**
 * Patches of poor conductor that a hand paints into the electrolyte in the course of a run, as a line says it:
 * "patch 200, 120, 30 = 0.05" is a disc of 30 um around the place 200 um from the left and 120 um above the cathode
 * collector, in which the ionic conductivity is 0.05 of what it would be; "= 1" takes away what was painted there.
 */
import { type InputProblem, shortenProblems } from "../../base/errors.ts";
import { createProblemList, type ProblemList } from "./problems.ts";
import { isPatchEvent, type Patch, type PatchEvent, type ScenarioEvent } from "./scenario.ts";

/** um: a metre, so that the edge of a disc may pass for a straight one. */
const FARTHEST = 1e6;
const SMALLEST_RADIUS = 0.1;
const SMALLEST_FACTOR = 0.001;
const EXPECTED_PLACE = 'three numbers in um, x, y and radius, such as "200, 120, 30"';

/** Returns whether what follows the time of an event is about a patch, readable or not. */
export function isAboutPatch(text: string): boolean {
  return /^patch(?![\w.])/.test(text);
}

/** Returns what a line says after its time, or notes all that is wrong with it and returns undefined. */
export function readPatch(
  text: string,
  where: string,
  problems: ProblemList,
): Omit<PatchEvent, "time"> | undefined {
  const own = createProblemList();
  const [, place = "", , factorText = ""] = /^patch([^=]*)(=(.*))?$/s.exec(text) ?? [];
  const numbers = place.split(",");
  if (numbers.length !== 3) own.add(where, place.trim(), EXPECTED_PLACE);
  const [x, y, radius] = numbers.map(readNumber);
  if (numbers.length === 3) {
    check(x, { written: numbers[0], name: "x", from: -FARTHEST, to: FARTHEST, unit: " um" });
    check(y, { written: numbers[1], name: "y", from: -FARTHEST, to: FARTHEST, unit: " um" });
    check(radius, { written: numbers[2], name: "radius", from: SMALLEST_RADIUS, to: FARTHEST, unit: " um" });
  }
  const factor = readNumber(factorText);
  check(factor, {
    ...{ written: factorText, name: "factor on the conductivity", from: SMALLEST_FACTOR, to: 1, unit: "" },
    after: ' after "="',
  });
  for (const { got, expected } of own.list()) problems.addInWords(where, got, expected);
  return own.list().length > 0 ? undefined : { patch: { x, y, radius, factor } };

  function check(
    value: number,
    {
      written = "",
      name,
      from,
      to,
      unit,
      after = "",
    }: {
      readonly written: string | undefined;
      readonly name: string;
      readonly from: number;
      readonly to: number;
      readonly unit: string;
      readonly after?: string;
    },
  ): void {
    if (!(value >= from && value <= to))
      own.add(where, written.trim(), `a ${name} from ${from}${unit} to ${to}${unit}${after}`);
  }
}

/** NaN where the text is none. */
function readNumber(text: string): number {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
}

/** Returns the same, undefined for anything that is not about a patch or is wrong. */
export function parsePatch(text: string): Omit<PatchEvent, "time"> | undefined {
  return isAboutPatch(text) ? readPatch(text, "", createProblemList()) : undefined;
}

/** Returns the line after the time, which `readPatch` turns back into the same. */
export function writePatch({ patch: { x, y, radius, factor } }: Omit<PatchEvent, "time">): string {
  return `patch ${x}, ${y}, ${radius} = ${factor}`;
}

/** Returns what is wrong with patches in a cell, of which `touches` says whether a disc lies over any of its electrolyte. */
export function findMissingPatches(
  events: readonly ScenarioEvent[],
  cell: { readonly touches: (patch: Patch) => boolean; readonly expected: string },
): InputProblem[] {
  const problems = events.filter(isPatchEvent).flatMap(({ time, patch }): InputProblem[] => {
    if (cell.touches(patch)) return [];
    const where = `event ${time} s: ${writePatch({ patch })}`;
    return [{ where, got: "a disc over no triangle of the electrolyte", expected: cell.expected }];
  });
  return shortenProblems(problems, "events");
}
