/** Can a lithium front that is given as a line be meshed? Between cathode layer and collector, not through itself. */
import type { InputProblem } from "../base/errors.ts";
import type { CrossSection } from "./cross-section.ts";

const WHERE = "the lithium front";

/** Returns the problems of `front` [nFront*2] in `section`, of each kind the first one from the left. */
export function checkFrontLine(section: CrossSection, front: ArrayLike<number>): InputProblem[] {
  const { width, cathodeThickness, electrolyteThickness, lithiumThickness } = section;
  const top = cathodeThickness + electrolyteThickness + lithiumThickness;
  const last = front.length - 2;
  if (front.length < 4 || front[0] !== 0 || front[last] !== width) {
    return [{ where: WHERE, got: "a line that ends elsewhere", expected: "one from side wall to side wall" }];
  }
  const problems: InputProblem[] = [];
  const refuse = (got: string, expected: string): void => {
    if (!problems.some((one) => one.expected === expected)) problems.push({ where: WHERE, got, expected });
  };
  for (let k = 0; k <= last; k += 2) {
    const [x, y] = [front[k], front[k + 1]];
    const place = `${describe(x)} from the left`;
    if (!Number.isFinite(x) || !Number.isFinite(y)) refuse("a place that is no number", "finite places");
    if (y <= cathodeThickness) refuse(`the cathode layer at ${place}`, "a front above the cathode layer");
    if (y >= top) refuse(`the collector at ${place}`, "lithium between front and collector");
    if (k > 0 && k < last && (x <= 0 || x >= width))
      refuse(`a side wall at ${place}`, "the walls at its ends only");
  }
  const crossing = findCrossing(front);
  if (crossing >= 0) {
    refuse(`itself at ${describe(front[2 * crossing])} from the left`, "a front that does not touch itself");
  }
  return problems;
}

/** First segment that meets another one which is not its neighbour, or -1. */
function findCrossing(front: ArrayLike<number>): number {
  const count = front.length / 2 - 1;
  for (let k = 0; k < count; k++) {
    const [xa, xb] = [front[2 * k], front[2 * k + 2]];
    const [left, right] = [Math.min(xa, xb), Math.max(xa, xb)];
    for (let m = k + 2; m < count; m++) {
      const [xc, xd] = [front[2 * m], front[2 * m + 2]];
      if (Math.min(xc, xd) > right || Math.max(xc, xd) < left) continue;
      const parted = turn(front, k, k + 1, m) * turn(front, k, k + 1, m + 1) > 0;
      if (!parted && turn(front, m, m + 1, k) * turn(front, m, m + 1, k + 1) <= 0) return k;
    }
  }
  return -1;
}

/** Positive when point c is to the left of a -> b. */
function turn(front: ArrayLike<number>, a: number, b: number, c: number): number {
  const [x, y] = [front[2 * a], front[2 * a + 1]];
  return (front[2 * b] - x) * (front[2 * c + 1] - y) - (front[2 * b + 1] - y) * (front[2 * c] - x);
}

function describe(metres: number): string {
  return `${Number((metres * 1e6).toPrecision(4))} um`;
}
