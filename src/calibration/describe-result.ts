/** What a calibration has found, for a terminal. */
import { type CalibrationResult, describeAim, show, spanOf, type TargetResult } from "./compose-result.ts";
import type { ParameterEstimate } from "./posterior.ts";

/** Returns the lines. */
export function describeResult(result: CalibrationResult): string[] {
  const { name, converged, rounds, points, seeds, parameters, targets, directions } = result;
  const state = converged ? "has converged" : "has not converged: more rounds would change the answer";
  return [
    `${name} ${state} (${rounds} rounds, ${points} points, ${seeds.length} seeds each)`,
    "",
    ...alignRows([["parameter", "best", "5 to 95 %", "range", ""], ...parameters.map(describeParameter)]),
    "",
    ...alignRows([["target", "aim", "mean", "error", "spread", "seeds", ""], ...targets.map(describeTarget)]),
    "",
    "what the targets tell, from best to least known (each change: one standard deviation of the ranges)",
    ...directions.map(({ identified, words }) => `${identified}: ${words}`),
  ];
}

function describeParameter({
  parameter,
  best,
  interval,
  left,
  identified,
  isAtEnd,
}: ParameterEstimate): string[] {
  const { path, unit, range } = parameter;
  const end = isAtEnd ? ", at the end of its range" : "";
  return [
    path,
    `${best}${unit === "" ? "" : ` ${unit}`}`,
    spanOf(interval, unit),
    spanOf(range, unit),
    `${identified}, ${show(100 * left)} % of the range's spread left${end}`,
  ];
}

function describeTarget({ target, mean, standardError, deviation, count, miss }: TargetResult): string[] {
  const judged = target.demand === "value" ? describeMiss(miss) : miss === 0 ? "holds" : describeBroken(miss);
  return [
    target.name,
    describeAim(target),
    show(mean),
    show(standardError),
    show(deviation),
    String(count),
    judged,
  ];
}

function describeMiss(miss: number): string {
  const words = `${miss < 0 ? "" : "+"}${miss.toFixed(2)} tolerances`;
  return Math.abs(miss) <= 1 ? `met (${words})` : `missed by ${words}`;
}

function describeBroken(miss: number): string {
  return `broken by ${Math.abs(miss).toFixed(2)} tolerances`;
}

/** Columns beside each other, all but the last filled up with blanks. */
function alignRows(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, k) => Math.max(...rows.map((row) => (row[k] ?? "").length)));
  return rows.map((row) =>
    row
      .map((own, k) => own.padEnd(widths[k] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
