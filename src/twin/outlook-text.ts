/** A forecast in lines and as a table. */
import { type Column, formatTable } from "../io/csv.ts";
import { describeCounted } from "./counted.ts";
import type { Band } from "./forecast.ts";
import type { Outlook, OutlookCycle } from "./outlook.ts";

const STEPS = [10, 20, 40];
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const span = ({ p5, p95 }: Band): string => `${percent(p5)} to ${percent(p95)}`;

/** Returns the lines. */
export function describeOutlook(outlook: Outlook): string[] {
  const { after, ahead, cycles, level, falls, short, members, explained } = outlook;
  const told = cycles.filter((_, k) => STEPS.includes(k + 1) || k === cycles.length - 1);
  const at = (cycle: number | null): string => (cycle === null ? `after ${after + ahead}` : cycle.toFixed(0));
  return [
    `After cycle ${after}, ${ahead} cycles ahead, by ${members} members (middle, 50 % and 90 % bands):`,
    ...told.map(
      ({ cycle, retention, line, persistence }) =>
        `  cycle ${cycle}: retention ${percent(retention.p50)}, ${percent(retention.p25)} to ${percent(retention.p75)}, ${span(retention)} (as now ${percent(persistence)}, straight line ${percent(line)})`,
    ),
    `Retention falls to ${percent(level)} at cycle ${at(falls.p50)}; 90 %: ${at(falls.p5)} to ${at(falls.p95)}`,
    short === null
      ? "Short circuits: the scenario knows none"
      : `Short circuit by cycle ${after + ahead}: ${short.count} of ${short.members} members (${percent(short.low)} to ${percent(short.high)})`,
    ...(explained
      ? []
      : ["The last cycles were not explained by the model: this forecast is not to be trusted."]),
    ...describeCounted(),
    "What no band holds: a change of how the cell is used, and what the model does not know (other causes of failure).",
  ];
}

/** Returns the table. */
export function formatOutlook({ cycles }: Outlook): string {
  const bounds = ["p5", "p25", "p50", "p75", "p95"] as const satisfies readonly (keyof Band)[];
  const band = (label: string, read: (own: OutlookCycle) => Band): Column<OutlookCycle>[] =>
    bounds.map((bound) => ({ label: `${label}_${bound}`, kind: "real", value: (own) => read(own)[bound] }));
  const columns: readonly Column<OutlookCycle>[] = [
    { label: "cycle", kind: "whole", value: ({ cycle }) => cycle },
    ...band("retention", ({ retention }) => retention),
    ...band("capacity_mAh_cm2", ({ capacity }) => capacity),
    { label: "persistence", kind: "real", value: ({ persistence }) => persistence },
    { label: "straightLine", kind: "real", value: ({ line }) => line },
  ];
  return formatTable(columns, cycles);
}
