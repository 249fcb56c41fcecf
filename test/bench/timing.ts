/** Timing for the benches: warm calls, medians, tables. Times are printed, never asserted. */

/** Least and median ms of the calls that fit into about `budget` ms, after as many to warm up. */
export function timeCalls(call: () => unknown, budget = 800): { least: number; median: number } {
  const taken: number[] = [];
  for (const share of [0.5 * budget, budget]) {
    taken.length = 0;
    const begin = performance.now();
    while (taken.length < 3 || performance.now() - begin < share) {
      const start = performance.now();
      call();
      taken.push(performance.now() - start);
    }
  }
  taken.sort((a, b) => a - b);
  return { least: taken[0]!, median: quantile(taken, 0.5) };
}

/** The value below which `share` of the ascending `sorted` lie. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** Prints rows under a headline, columns aligned. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  console.log(`\n${title}`);
  for (const row of rows) console.log(`  ${row.map((text, k) => text.padEnd(widths[k]!)).join("  ")}`);
}
