/**
 * Bumps that a hand draws on the lithium front: h(x) = H cos2(pi (x - x0)/w) within half of w around x0, what lies beyond
 * a side wall left out. A node takes the integral of h over its piece of the width, so that the whole is met exactly.
 * physics.md 6.10.
 */
import { sin } from "../base/elementary.ts";
import { InputError, type InputProblem } from "../base/errors.ts";
import { findMissingBumps, writeBump } from "../scenario/record/bump-events.ts";
import { type Bump, isBumpEvent, type ScenarioEvent } from "../scenario/record/scenario.ts";
import { columnThickness } from "./front-conditions.ts";
import type { Model } from "./model.ts";
import type { CellState } from "./state.ts";

const MICROMETRES = 1e6;
/** Of the electrolyte's thickness: what a bump leaves above the cathode, room for a mesh. A guess. */
const LEAST_LEFT = 0.1;

/** Integral of the bump from its left end to `at`, um2; both in um. */
function areaUntil({ x, width, height }: Bump, at: number): number {
  const s = Math.min(0.5 * width, Math.max(-0.5 * width, at - x));
  return height * (0.5 * (s + 0.5 * width) + (width / (4 * Math.PI)) * sin((2 * Math.PI * s) / width));
}

/**
 * Returns the area of lithium [nFront], m2, that a bump adds to the pieces of the front whose nodes stand at `frontX` (um,
 * from wall to wall): together its integral between the walls.
 */
export function shareBump(bump: Bump, frontX: ArrayLike<number>): Float64Array {
  const last = frontX.length - 1;
  const areas = new Float64Array(last + 1);
  let until = areaUntil(bump, frontX[0]);
  for (let k = 0; k <= last; k++) {
    const end = k === last ? frontX[last] : 0.5 * (frontX[k] + frontX[k + 1]);
    const next = areaUntil(bump, end);
    areas[k] = (next - until) / MICROMETRES ** 2;
    until = next;
  }
  return areas;
}

/** Returns the places of the front's nodes [nFront], um: those along the width or those above the cathode collector. */
export function placesOfFront(
  { boundary }: Pick<Model, "boundary">,
  { geometry }: Pick<CellState, "geometry">,
  axis: 0 | 1,
): Float64Array {
  const nodes = boundary.nodes.subarray(boundary.frontStart);
  return Float64Array.from(nodes, (v) => geometry.points[2 * v + axis] * MICROMETRES);
}

/** Returns why the cell as it stands cannot take a bump; undefined where it can. */
export function findBumpProblem(
  model: Model,
  state: Pick<CellState, "front" | "geometry">,
  bump: Bump,
): Omit<InputProblem, "where"> | undefined {
  const { section, front, scenario } = model;
  const areas = shareBump(bump, placesOfFront(model, state, 0));
  const added = areas.map((area, k) => (area / front.segmentLength[k]) * MICROMETRES);
  const column = columnThickness(model, state.front);
  const leastColumn = scenario.anode.minimumThickness * MICROMETRES;
  const lift = areas.reduce((sum, own) => sum + own, 0) / section.width;
  const lowest = section.cathodeThickness + LEAST_LEFT * section.electrolyteThickness;
  const heights = placesOfFront(model, state, 1).map((y) => y + lift * MICROMETRES);
  let [thinnest, nearest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let k = 0; k < added.length; k++) {
    if (added[k] < 0) thinnest = Math.min(thinnest, column[k] * MICROMETRES + added[k]);
    if (added[k] > 0) nearest = Math.min(nearest, heights[k] - added[k]);
  }
  if (thinnest <= leastColumn)
    return {
      got: `a dent that leaves ${round(thinnest)} um of lithium`,
      expected: `one that leaves more than ${round(leastColumn)} um`,
    };
  if (nearest < lowest * MICROMETRES) {
    const above = nearest - section.cathodeThickness * MICROMETRES;
    return {
      got: `a bump that ends ${round(above)} um above the cathode`,
      expected: `one that leaves ${round(LEAST_LEFT * section.electrolyteThickness * MICROMETRES)} um of electrolyte`,
    };
  }
  return undefined;
}

/** Throws InputError with all events about bumps that the cell as it stands cannot take. */
export function refuseBumps(
  events: readonly ScenarioEvent[],
  model: Model,
  state: Pick<CellState, "front" | "geometry">,
): void {
  const beside = findMissingBumps(events, round(model.section.width * MICROMETRES));
  if (beside.length > 0) throw new InputError(beside);
  const problems = events.filter(isBumpEvent).flatMap(({ time, bump }): InputProblem[] => {
    const problem = findBumpProblem(model, state, bump);
    return problem === undefined ? [] : [{ where: `event ${time} s: ${writeBump({ bump })}`, ...problem }];
  });
  if (problems.length > 0) throw new InputError(problems);
}

function round(value: number): number {
  return Number(value.toPrecision(4)) + 0;
}
