/** Numbers and tables of the report as text. */
import type { Band } from "./statistics.ts";

/** Returns a number with three digits, without an exponent where it is not far from 1. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "-";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(1);
  return size >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** Returns the median and 10 to 90 %: "66.1 (60.2 to 71.3)"; alone where one seed tells it, "-" where none does. */
export function formatBand(band: Band | undefined, scale = 1): string {
  if (band === undefined) return "-";
  const middle = formatNumber(scale * band.median);
  if (band.count === 1) return middle;
  return `${middle} (${formatNumber(scale * band.low)} to ${formatNumber(scale * band.high)})`;
}

/** Returns a table of Markdown; bars in cells are escaped. */
export function formatMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
