/** A statement of the paper as data: what it says, which numbers speak to it, and what they would have to be. */

export type Verdict = "shown" | "partly" | "by construction" | "silent" | "contradicted";

/** A number of each seed of an ensemble. */
export interface Reading {
  readonly ensemble: string;
  readonly quantity: string;
  /** After which it is read; 0 where it has none. */
  readonly cycle: number;
}

/** What a number would have to be; limits hold seed by seed, `meanWithin` for the mean over the seeds. In the unit of the measure. */
export interface Expectation {
  readonly above?: number;
  readonly below?: number;
  readonly meanWithin?: readonly [number, number];
}

/** A number over the seeds: a reading, or its difference from or ratio to another, seed by seed. */
export interface Measure {
  readonly what: string;
  readonly reading: Reading;
  readonly minus?: Reading;
  readonly over?: Reading;
  /** Where a seed has twice the same, it tells nothing: as where neither of two cells has shorted. */
  readonly silentWhereEqual?: true;
  /** Of the number as it is shown. */
  readonly unit?: string;
  /** The number as it is shown over what is read. */
  readonly scale?: number;
  /** Absent where the number is only shown. */
  readonly expects?: Expectation;
}

export interface Claim {
  /** Section and figure of the paper. */
  readonly where: string;
  /** In the paper's words, or close to them. */
  readonly says: string;
  readonly measures: readonly Measure[];
  /** By hand, for what no number decides; else the rule decides. */
  readonly given?: "silent" | "by construction";
  /** Why, in a sentence or two. */
  readonly because: string;
}

/** Returns a reading; cycle 0 for what has none. */
export function reading(ensemble: string, quantity: string, cycle = 0): Reading {
  return { ensemble, quantity, cycle };
}
