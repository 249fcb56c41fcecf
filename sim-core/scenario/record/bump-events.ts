/**
 * Bumps that a hand draws on the lithium in the course of a run, as a line says it: "lithium 200, 40 = 3 um" lets the front
 * bulge 3 um into the electrolyte, over 40 um around the place 200 um from the left; "= -3 um" is a dent of that depth.
 */
import { type InputProblem, shortenProblems } from "../../base/errors.ts";
import { createProblemList, type ProblemList } from "./problems.ts";
import { type Bump, type BumpEvent, isBumpEvent, type ScenarioEvent } from "./scenario.ts";
import { parseQuantity } from "./units.ts";

/** um */
const FARTHEST = 1e6;
const NARROWEST = 1;
const HIGHEST = 1000;
/** Height over width: what is steeper is no smooth bump any more, and hardly to be meshed. A guess. */
const STEEPEST = 0.5;
const EXPECTED_PLACE = 'two numbers in um, x and width, such as "200, 40"';
const MICROMETRES = 1e6;

/** Returns whether what follows the time of an event is about lithium, readable or not. */
export function isAboutLithium(text: string): boolean {
  return /^lithium(?![\w.])/.test(text);
}

/** Returns what a line says after its time, or notes all that is wrong with it and returns undefined. */
export function readBump(
  text: string,
  where: string,
  problems: ProblemList,
): Omit<BumpEvent, "time"> | undefined {
  const own = createProblemList();
  const [, place = "", , heightText = ""] = /^lithium([^=]*)(=(.*))?$/s.exec(text) ?? [];
  const numbers = place.split(",");
  const [x = Number.NaN, width = Number.NaN] = numbers.map(readNumber);
  const height = readHeight(heightText.trim());
  const steepest = STEEPEST * width;
  if (numbers.length !== 2) own.add(where, place.trim(), EXPECTED_PLACE);
  else {
    if (!(Math.abs(x) <= FARTHEST))
      own.add(where, (numbers[0] ?? "").trim(), `an x from -${FARTHEST} um to ${FARTHEST} um`);
    if (!(width >= NARROWEST && width <= FARTHEST))
      own.add(where, (numbers[1] ?? "").trim(), `a width from ${NARROWEST} um to ${FARTHEST} um`);
  }
  if (!(Math.abs(height) <= HIGHEST))
    own.add(where, heightText.trim(), `a height from -${HIGHEST} um to ${HIGHEST} um after "="`);
  else if (Math.abs(height) > steepest)
    own.add(
      where,
      heightText.trim(),
      `at most half of the width, ${steepest} um: no steeper bump can be meshed`,
    );
  for (const { got, expected } of own.list()) problems.addInWords(where, got, expected);
  return own.list().length > 0 ? undefined : { bump: { x, width, height } };
}

/** NaN where the text is none. */
function readNumber(text: string): number {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
}

/** um, with that unit, another one of length, or none; NaN where the text is none. */
function readHeight(text: string): number {
  const [, inMicrometres = text] = /^(.*\S)\s*um$/.exec(text) ?? [];
  const bare = readNumber(inMicrometres);
  return Number.isNaN(bare) ? (parseQuantity(text, "m") ?? Number.NaN) * MICROMETRES : bare;
}

/** Returns the same, undefined for anything that is not about lithium or is wrong. */
export function parseBump(text: string): Omit<BumpEvent, "time"> | undefined {
  return isAboutLithium(text) ? readBump(text, "", createProblemList()) : undefined;
}

/** Returns the line after the time, which `readBump` turns back into the same. */
export function writeBump({ bump: { x, width, height } }: Omit<BumpEvent, "time">): string {
  return `lithium ${x}, ${width} = ${height} um`;
}

/** Returns what is wrong with bumps in a cell that is so wide (um). */
export function findMissingBumps(events: readonly ScenarioEvent[], cellWidth: number): InputProblem[] {
  const problems = events.filter(isBumpEvent).flatMap(({ time, bump }): InputProblem[] => {
    if (reaches(bump, cellWidth)) return [];
    const where = `event ${time} s: ${writeBump({ bump })}`;
    const expected = `one that reaches into the cell: x from 0 um to ${cellWidth} um`;
    return [{ where, got: "a bump beside the cell", expected }];
  });
  return shortenProblems(problems, "events");
}

function reaches({ x, width }: Bump, cellWidth: number): boolean {
  return x + width / 2 > 0 && x - width / 2 < cellWidth;
}
