/** How much each parameter does to a quantity, from the points that Morris and Saltelli lay. */
import type { Design } from "./plan.ts";

/** Effect over the whole range: its mean, the mean of its size, its spread over the trajectories; and how many there were. */
export interface ElementaryEffect {
  readonly mean: number;
  readonly meanSize: number;
  readonly spread: number;
  readonly count: number;
}

/** Shares of the variance: of the parameter alone, and with all that it does together with others. */
export interface VarianceShares {
  readonly alone: number;
  readonly total: number;
  readonly count: number;
}

/**
 * Returns the effects of each parameter, by the order in which `layPoints` laid the `points` [point][parameter]; `values`: those
 * of the points, NaN where a run does not tell, which leaves out what would need it.
 */
export function elementaryEffects(
  points: readonly (readonly number[])[],
  values: readonly number[],
  parameters: number,
): ElementaryEffect[] {
  const effects: number[][] = Array.from({ length: parameters }, () => []);
  for (let from = 0; from < points.length; from += parameters + 1) {
    for (let k = from + 1; k <= from + parameters; k++) {
      const [before, after] = [points[k - 1] as readonly number[], points[k] as readonly number[]];
      const i = after.findIndex((own, j) => own !== before[j]);
      const step = ((after[i] as number) - (before[i] as number)) / 2;
      const effect = ((values[k] as number) - (values[k - 1] as number)) / step;
      if (Number.isFinite(effect)) effects[i]?.push(effect);
    }
  }
  return effects.map((own) => {
    const mean = meanOf(own);
    const squares = own.reduce((sum, effect) => sum + (effect - mean) ** 2, 0);
    return {
      mean,
      meanSize: meanOf(own.map(Math.abs)),
      spread: own.length > 1 ? Math.sqrt(squares / (own.length - 1)) : 0,
      count: own.length,
    };
  });
}

/**
 * Returns the shares of each parameter, by the order of `layPoints`: Saltelli's estimator of the first index, Jansen's of the
 * total one (Comput. Phys. Commun. 181 (2010) 259). Base points of which a run does not tell are left out.
 */
export function varianceShares(values: readonly number[], parameters: number): VarianceShares[] {
  const width = parameters + 2;
  const rows = Array.from({ length: values.length / width }, (_, k) =>
    values.slice(k * width, (k + 1) * width),
  ).filter((row) => row.every(Number.isFinite));
  const both = rows.flatMap(([a, b]) => [a as number, b as number]);
  const middle = meanOf(both);
  const variance = meanOf(both.map((value) => (value - middle) ** 2));
  return Array.from({ length: parameters }, (_, i) => {
    const alone = meanOf(
      rows.map((row) => ((row[1] as number) - middle) * ((row[i + 2] as number) - (row[0] as number))),
    );
    const total = meanOf(rows.map((row) => ((row[0] as number) - (row[i + 2] as number)) ** 2)) / 2;
    return { alone: alone / variance, total: total / variance, count: rows.length };
  });
}

/** Whether points of such a design tell sensitivities. */
export function tellsSensitivity({ kind }: Design): boolean {
  return kind === "morris" || kind === "sobol";
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
