/** Timing for the benches: warm calls, medians, tables. Times are printed, never asserted. */

/** Least and median ms of the calls that fit into about `budget` ms, three at least, after half as many to warm up. */
export function timeCalls(call: () => unknown, budget = 800): { least: number; median: number } {
  const warm = performance.now();
  do call();
  while (performance.now() - warm < 0.5 * budget);
  const taken: number[] = [];
  const begin = performance.now();
  while (taken.length < 3 || performance.now() - begin < budget) taken.push(timeOnce(call));
  taken.sort((a, b) => a - b);
  return { least: taken[0]!, median: quantile(taken, 0.5) };
}

/** Returns the ms that a single call takes. */
export function timeOnce(call: () => unknown): number {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** The value below which `share` of the ascending `sorted` lie. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** Exponent of the power law through the points (sizes, times), by least squares of the logarithms. */
export function fitExponent(sizes: readonly number[], times: readonly number[]): number {
  const x = sizes.map(Math.log);
  const y = times.map(Math.log);
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [middle, level] = [mean(x), mean(y)];
  let along = 0;
  let square = 0;
  for (let k = 0; k < x.length; k++) {
    along += (x[k]! - middle) * (y[k]! - level);
    square += (x[k]! - middle) ** 2;
  }
  return along / square;
}

/** Prints rows under a headline, columns aligned. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  console.log(`\n${title}`);
  for (const row of rows) console.log(`  ${row.map((text, k) => text.padEnd(widths[k]!)).join("  ")}`);
}
