/** What a calibration is made of: parameters with ranges, targets with tolerances, and what an ensemble tells of them. */
import type { Scenario } from "../../sim-core/index.ts";

/** A number of the parameter table that is to be found; values in display units. */
export interface FreeParameter {
  /** As in the parameter table, such as "contactLoss.medianLife". */
  readonly path: string;
  /** Display unit; empty for a plain number. */
  readonly unit: string;
  /** Lowest and highest value that is looked at; beforehand 5 % are expected below and 5 % above. */
  readonly range: readonly [number, number];
  readonly scale: "linear" | "log";
  /** Where the search begins. */
  readonly start: number;
  /** Names of the scenarios in which it is set. */
  readonly scenarios: readonly string[];
}

/** A number that one run gives. */
export interface Reading {
  readonly scenario: string;
  /** A column of the table of cycles, or "shortCycle". */
  readonly quantity: string;
  /** At whose end it is read; 0 where the quantity belongs to no cycle. */
  readonly cycle: number;
}

/** What the mean over the seeds is to be: `aim`, at most it, or at least it. */
export type Demand = "value" | "most" | "least";

/** One target. Its observable is the sum of its terms: one reading, or the difference of two that have an order. */
export interface Target {
  readonly name: string;
  readonly demand: Demand;
  readonly terms: readonly { readonly factor: number; readonly reading: Reading }[];
  readonly aim: number;
  /** One standard deviation of what is aimed at, in its unit. */
  readonly tolerance: number;
  /** Empty for a plain number. */
  readonly unit: string;
  /** Where the aim comes from; empty where it is not said. */
  readonly source: string;
}

/** What the method needs to know. */
export interface CalibrationProblem {
  readonly parameters: readonly FreeParameter[];
  readonly targets: readonly Target[];
}

/** Values by parameter path, as in a scenario. */
export type Overrides = Readonly<Record<string, string | number | boolean>>;

/** A scenario of the ensemble. */
export interface EnsembleScenario {
  readonly name: string;
  readonly scenario: Scenario;
  /** As a file that needs no other one. */
  readonly source: object;
  /** What is read of each of its runs. */
  readonly readings: readonly Reading[];
}

/** All that a file of targets says. */
export interface Calibration extends CalibrationProblem {
  readonly name: string;
  readonly seeds: readonly number[];
  /** Rounds at most. */
  readonly rounds: number;
  readonly scenarios: readonly EnsembleScenario[];
  /** What is possible but hardly meant. */
  readonly warnings: readonly string[];
}

/**
 * What the seeds give at one point: [seed][target], the targets' observables; NaN where a run does not tell. The seeds are
 * the same, in the same order, at every point.
 */
export type Ensemble = readonly (readonly number[])[];

/** The observable of one target over the seeds. */
export interface Spread {
  /** NaN where fewer than half of the seeds tell. */
  readonly mean: number;
  /** Standard deviation from seed to seed; 0 with one seed. */
  readonly deviation: number;
  /** Of the mean. */
  readonly standardError: number;
  /** Seeds that tell. */
  readonly count: number;
}

/** Returns the spread of each target of an ensemble. */
export function spreadsOf(ensemble: Ensemble): Spread[] {
  const targets = ensemble[0]?.length ?? 0;
  return Array.from({ length: targets }, (_, t) => spreadOf(ensemble.map((row) => row[t]!)));
}

function spreadOf(values: readonly number[]): Spread {
  const told = values.filter(Number.isFinite);
  const count = told.length;
  if (count === 0 || 2 * count < values.length)
    return { mean: Number.NaN, deviation: 0, standardError: 0, count };
  const mean = told.reduce((sum, own) => sum + own, 0) / count;
  const squares = told.reduce((sum, own) => sum + (own - mean) ** 2, 0);
  const deviation = count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  return { mean, deviation, standardError: deviation / Math.sqrt(count), count };
}

/** Returns by how many tolerances an observable misses its target, signed; 0 where an inequality holds. */
export function missOf({ demand, aim, tolerance }: Target, observable: number): number {
  const miss = (observable - aim) / tolerance;
  if (demand === "most") return Math.max(0, miss);
  return demand === "least" ? Math.min(0, miss) : miss;
}
