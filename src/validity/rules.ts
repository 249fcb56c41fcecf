/** From numbers to verdicts. */
import type { Claim, Expectation, Measure, Reading, Verdict } from "./claim.ts";
import type { KeptRun } from "./kept-run.ts";
import { readQuantity } from "./quantities.ts";
import { type Band, bandOf } from "./statistics.ts";

/** Runs by name of their ensemble. */
export type Runs = ReadonlyMap<string, readonly KeptRun[]>;

/** Share of the seeds that have to meet an expectation for it to be met, and of which it is not met. */
export const MET_FROM = 0.8;
export const UNMET_TO = 0.2;
/** Seeds below which an ensemble tells nothing, where chance plays a part. */
export const FEWEST_SEEDS = 3;

export interface Measured {
  readonly measure: Measure;
  /** Of the seeds that tell it; undefined where none does. */
  readonly band: Band | undefined;
  /** Share of the seeds that meet the expectation; undefined where there is none or too few seeds. */
  readonly met: number | undefined;
}

export interface Judged {
  readonly claim: Claim;
  readonly measured: readonly Measured[];
  readonly verdict: Verdict;
}

/** How the verdicts follow, for the report. */
export const RULE = [
  "Each number has an expectation, stated beside it, that was written down from the paper's words; where the paper gives no",
  `number, the bound is assumed. It is met where at least ${100 * MET_FROM} % of the seeds meet it (or the mean does, where the mean is`,
  `asked for), not met where at most ${100 * UNMET_TO} % do. A claim is *shown* where all of its numbers are met, *contradicted* where`,
  `none is and none lies between, else *partly*; *silent* where fewer than ${FEWEST_SEEDS} seeds tell it (one, where no chance is involved).`,
  "*By construction*: the model was built to do this, so that its doing so is no evidence. *Silent* by hand: nothing in the model speaks to it.",
].join("\n");

/** Returns what the runs say of a claim; `deterministic` names ensembles in which chance plays no part. */
export function judge(claim: Claim, runs: Runs, deterministic: ReadonlySet<string>): Judged {
  const measured = claim.measures.map((measure) => measureOver(measure, runs, deterministic));
  return { claim, measured, verdict: claim.given ?? decide(measured) };
}

/** Returns the verdict that follows from shares of seeds. */
export function decide(measured: readonly Pick<Measured, "met" | "measure">[]): Verdict {
  const asked = measured.filter(({ measure }) => measure.expects !== undefined);
  const known = asked.flatMap(({ met }) => met ?? []);
  if (known.length === 0) return "silent";
  if (known.every((met) => met <= UNMET_TO)) return "contradicted";
  return known.length === asked.length && known.every((met) => met >= MET_FROM) ? "shown" : "partly";
}

/** Returns the number of a measure for every seed that has it, by seed. */
export function readMeasure(measure: Measure, runs: Runs): Map<number, number> {
  const { reading, minus, over, silentWhereEqual = false, scale = 1 } = measure;
  const own = readAll(reading, runs);
  const other = (minus ?? over) && readAll(minus ?? (over as Reading), runs);
  const values = new Map<number, number>();
  for (const [seed, value] of own) {
    const against = other?.get(seed);
    if (other !== undefined && against === undefined) continue;
    if (silentWhereEqual && value === against) continue;
    const number = minus ? value - (against ?? 0) : over ? value / (against ?? 1) : value;
    if (Number.isFinite(number)) values.set(seed, scale * number);
  }
  return values;
}

/** Returns a number over the seeds, and how many of them meet what is expected. */
export function measureOver(measure: Measure, runs: Runs, deterministic: ReadonlySet<string>): Measured {
  const values = [...readMeasure(measure, runs).values()];
  const band = bandOf(values);
  const fewest = deterministic.has(measure.reading.ensemble) ? 1 : FEWEST_SEEDS;
  if (measure.expects === undefined || band === undefined || band.count < fewest) {
    return { measure, band, met: undefined };
  }
  return { measure, band, met: shareMet(measure.expects, values, band.mean) };
}

function shareMet(
  { above, below, meanWithin }: Expectation,
  values: readonly number[],
  mean: number,
): number {
  if (meanWithin !== undefined && (mean < meanWithin[0] || mean > meanWithin[1])) return 0;
  const meets = (value: number): boolean =>
    (above === undefined || value > above) && (below === undefined || value < below);
  return values.filter(meets).length / values.length;
}

function readAll({ ensemble, quantity, cycle }: Reading, runs: Runs): ReadonlyMap<number, number> {
  const own = runs.get(ensemble) ?? [];
  return new Map(own.map((run) => [run.seed, readQuantity(run, quantity, cycle)]));
}
