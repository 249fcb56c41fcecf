/** Counts of what holds, in words. */
import type { Band } from "../../src/twin/forecast.ts";

/** What is kept of a cell. */
export interface CountedCell {
  readonly cell: number;
  readonly parameters: readonly string[];
  /** Misses of the true values in standard deviations, and what of the spread beforehand is left, [parameter]. */
  readonly misses: readonly number[];
  readonly left: readonly number[];
  readonly inside: readonly boolean[];
  readonly stretch: number;
  readonly forecasts: readonly CountedForecast[];
}

/** Of one cell, so many cycles ahead; capacities over the first one. */
export interface CountedForecast {
  readonly ahead: number;
  readonly truth: number;
  readonly band: Band;
  readonly persistence: number;
  readonly line: number;
}

const percent = (count: number, total: number): string =>
  `${count} of ${total} (${((100 * count) / total).toFixed(0)} %)`;

/** Returns the lines. */
export function tellCounts(cells: readonly CountedCell[]): string[] {
  const [first] = cells;
  if (first === undefined) return ["no cell has been counted"];
  const all = cells.flatMap(({ inside }) => inside);
  const lines = [
    `true values inside 90 % intervals: ${percent(all.filter(Boolean).length, all.length)}, of ${cells.length} cells`,
  ];
  first.parameters.forEach((path, i) => {
    const count = cells.filter(({ inside }) => inside[i]).length;
    const left = cells.reduce((sum, own) => sum + own.left[i]!, 0) / cells.length;
    lines.push(
      `  ${path}: ${percent(count, cells.length)}, ${(100 * left).toFixed(0)} % of the spread left on average`,
    );
  });
  lines.push(
    `errors stretched, since the model seemed to err: ${percent(cells.filter(({ stretch }) => stretch > 1).length, cells.length)}`,
  );
  for (const ahead of first.forecasts.map((own) => own.ahead)) {
    const own = cells.flatMap(({ forecasts }) => forecasts.filter((one) => one.ahead === ahead));
    const held = (low: "p5" | "p25", high: "p75" | "p95"): string =>
      percent(own.filter(({ truth, band }) => truth >= band[low] && truth <= band[high]).length, own.length);
    const error = (read: (one: CountedForecast) => number): string => {
      const squares = own.map((one) => (read(one) - one.truth) ** 2);
      return (100 * Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / own.length)).toFixed(2);
    };
    lines.push(
      `${ahead} cycles ahead: 90 % bands held ${held("p5", "p95")}, 50 % bands ${held("p25", "p75")}; root mean square error of retention: ${error(({ band }) => band.p50)} % (twin), ${error(({ persistence }) => persistence)} % (persistence), ${error(({ line }) => line)} % (straight line)`,
    );
  }
  return lines;
}
