/** Can a lithium front that is given as a line be meshed? Between cathode layer and collector, not through itself. */
import type { InputProblem } from "../base/errors.ts";
import type { CrossSection } from "./cross-section.ts";
import { findCrossing } from "./front-loops.ts";

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
  if (crossing !== undefined) {
    refuse(
      `itself at ${describe(front[2 * crossing[0]])} from the left`,
      "a front that does not touch itself",
    );
  }
  return problems;
}

function describe(metres: number): string {
  return `${Number((metres * 1e6).toPrecision(4))} um`;
}
