/** An explanation as a waterfall of text: from the capacity at the reference cycle down to the one that is explained. */
import type { Explanation, Part } from "../attribution/explanation.ts";
import { listSteps, rangeOf } from "../attribution/waterfall.ts";
import {
  COLUMNS,
  describeColumns,
  describeOthers,
  percent,
  percentOf,
  show,
} from "../attribution/waterfall-words.ts";

const NAME_WIDTH = 30;
const BAR_WIDTH = 40;

/** Returns the lines. */
export function describeExplanation(explanation: Explanation): string[] {
  const { scenario, seed, cycle, referenceCycle, capacity, loss, coalitions, causes } = explanation;
  const runs = coalitions.filter(({ run }) => run).length;
  const share = capacity.reference > 0 ? ` (${percent(loss.loss / capacity.reference)})` : "";
  const rows = listSteps(explanation);
  const scale = rangeOf(rows, capacity);
  return [
    `${scenario}, seed ${seed}: cycle ${cycle} gives ${show(loss.loss)} mAh/cm2${share} less than cycle ${referenceCycle}`,
    `from ${runs} coalitions of causes that were run, ${coalitions.length} in all; bars from ${show(scale.from)} to ${show(scale.to)} mAh/cm2`,
    "",
    line("", COLUMNS, ""),
    line(`cycle ${referenceCycle}`, [show(capacity.reference)], bar(scale, scale.from, capacity.reference)),
    ...rows.map(({ name, part, share: own, level }) =>
      line(
        name,
        [
          show(-part.loss),
          percentOf(part.loss, loss.loss),
          showPolarisation(part),
          own ? show(-own.loss) : "",
        ],
        bar(scale, level - part.loss, level),
      ),
    ),
    line(`cycle ${cycle}`, [show(capacity.now)], bar(scale, scale.from, capacity.now)),
    "",
    ...describeColumns(explanation),
    ...describeOthers(causes),
    ...explanation.notices,
  ];
}

/** A bar between two capacities; at least a line where they are close. */
function bar({ from, to }: ReturnType<typeof rangeOf>, one: number, other: number): string {
  const place = (value: number): number =>
    Math.min(BAR_WIDTH, Math.max(0, Math.round((BAR_WIDTH * (value - from)) / (to - from))));
  const [left, right] = [place(Math.min(one, other)), place(Math.max(one, other))];
  const sign = one > other ? "+" : "#";
  return left === right ? `${" ".repeat(left)}|` : " ".repeat(left) + sign.repeat(right - left);
}

function line(name: string, numbers: readonly string[], drawn: string): string {
  const columns = [0, 1, 2, 3].map((k) => (numbers[k] ?? "").padStart(10));
  return `${name.padEnd(NAME_WIDTH)}${columns.join("")}  ${drawn}`.trimEnd();
}

function showPolarisation({ polarisation }: Part): string {
  return polarisation === null ? "" : show(-polarisation);
}
