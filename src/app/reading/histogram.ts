/** How often values occur, of both cells in the same bins. */
import { bin } from "d3-array";
import { type Statistics, summarise } from "./statistics.ts";

/** Values of a cell, and what each stands for: one for a particle, a length for a place of the front. */
export interface Weighted {
  readonly values: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

export interface Histogram {
  /** [nBin+1], rising, in the unit of the values; a value on an edge is in the bin above. Empty where there are no values. */
  readonly edges: readonly number[];
  /** By cell: [nBin] sums of the weights. */
  readonly sums: readonly (readonly number[])[];
  /** By cell; undefined where it has no values. */
  readonly statistics: readonly (Statistics | undefined)[];
}

/** About so many, at round numbers. */
const BINS = 20;

/** Returns the histogram; bins go over at least `least` (> 0), so that round-off between equal values does not fill them. */
export function countTogether(cells: readonly Weighted[], least: number): Histogram {
  const statistics = cells.map(({ values, weights }) => summarise(values, weights));
  const all = cells.flatMap(({ values }) => Array.from(values));
  if (all.length === 0) return { edges: [], sums: cells.map(() => []), statistics };
  const edges = edgesFor(all, least);
  const into = bin<number, number>()
    .domain([edges[0]!, edges.at(-1)!])
    .thresholds(edges.slice(1, -1));
  const sums = cells.map(({ values, weights }) =>
    into
      .value((k) => values[k]!)(Array.from(values, (_, k) => k))
      .map((held) => held.reduce((sum, k) => sum + weights[k]!, 0)),
  );
  return { edges, sums, statistics };
}

/** Edges at round numbers about all values. */
function edgesFor(all: readonly number[], least: number): number[] {
  const low = all.reduce((one, other) => Math.min(one, other));
  const high = all.reduce((one, other) => Math.max(one, other));
  const missing = Math.max(0, least - (high - low)) / 2;
  const bins = bin().thresholds(BINS)([...all, low - missing, high + missing]);
  return [...bins.map(({ x0 }) => x0!), bins.at(-1)!.x1!];
}
