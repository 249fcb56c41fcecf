/** Ratios of times that were taken in the same round, beside the targets that they are to reach. */

/** Times by name and round; where a round has none, its place is empty. */
export type Times = Readonly<Record<string, readonly (number | undefined)[]>>;

/** A ratio that is wanted, `over` and `under` names of times. */
export interface Wanted {
  /** Number of the target; empty where there is none. */
  readonly target: string;
  readonly what: string;
  readonly over: string;
  readonly under: string;
  /** At most that. */
  readonly limit?: number;
}

/** A ratio as it was found: median, least and most of the rounds. */
export interface Found {
  readonly wanted: Wanted;
  readonly rounds: number;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

const name = (build: string, what: string): string => `${build} ${what}`;
const [FULL, REDUCED, DRAFT] = ["full standard", "reduced standard", "reduced draft"];

/** Of the table: what is compared with what. */
export const WANTED: readonly Wanted[] = [
  { target: "", what: "SPM / DFN", over: "SPM", under: "DFN" },
  ...[
    { target: "1", what: FULL, limit: [4, 0.5] },
    { target: "2", what: REDUCED, limit: [1.5, 0.3] },
    { target: "2", what: DRAFT, limit: [0.75, undefined] },
  ].flatMap(({ target, what, limit: [peer, before] }) => [
    { target: "", what: `${what}: before / DFN`, over: name("before", what), under: "DFN" },
    ratio(target, `${what} / DFN`, name("now", what), "DFN", peer),
    ratio(
      before === undefined ? "" : target,
      `${what}: now / before`,
      name("now", what),
      name("before", what),
      before,
    ),
  ]),
  ratio("3", "physical draft: now / before", "now physical draft", "before physical draft", 0.25),
  ratio("", "elasticity factor: before / CHOLMOD", "before elasticity", "CHOLMOD elasticity"),
  ratio("4", "elasticity factor / CHOLMOD", "now elasticity", "CHOLMOD elasticity", 0.4),
  ratio("4", "elasticity, single precision / CHOLMOD", "now elasticitySingle", "CHOLMOD elasticity", 0.25),
  ratio(
    "",
    "conduction, standard: before / CHOLMOD",
    "before conductionStandard",
    "CHOLMOD conductionStandard",
  ),
  ratio("4", "conduction, standard / CHOLMOD", "now conductionStandard", "CHOLMOD conductionStandard", 0.2),
  ratio("4", "conduction, fine / CHOLMOD", "now conductionFine", "CHOLMOD conductionFine", 0.15),
  ratio("5", "new mesh of 25,000 nodes: now / before", "now remesh", "before remesh", 0.35),
  ratio("6", "draft, reduced: jumped / solved", "now jumped", "now solved", 0.2),
  ratio("7", "ensemble: runMany / processes before, wall", "now ensemble", "before processes", 1 / 3),
  ratio(
    "",
    "ensemble: runMany / processes before, processor",
    "now ensemble processor",
    "before processes processor",
  ),
  ratio("7", "ensemble: MB a member / 1", "now megabytes", "one", 40),
];

function ratio(target: string, what: string, over: string, under: string, limit?: number): Wanted {
  return { ...{ target, what, over, under }, ...(limit !== undefined && { limit }) };
}

/** Returns the ratios of rounds that have both times, those of `wanted` without any left out. */
export function findRatios(times: Times, wanted: readonly Wanted[] = WANTED): Found[] {
  return wanted.flatMap((own) => {
    const [over, under] = [times[own.over] ?? [], times[own.under] ?? []];
    const ratios = over
      .map((value, round) => (value ?? Number.NaN) / (under[round] ?? Number.NaN))
      .filter((value) => Number.isFinite(value))
      .sort((a, b) => a - b);
    return ratios.length === 0 ? [] : [{ wanted: own, rounds: ratios.length, ...spread(ratios) }];
  });
}

/** Median, least and most of ascending numbers; the median of an even count is between the middle two. */
export function spread(sorted: readonly number[]): { median: number; least: number; most: number } {
  const middle = sorted.length >> 1;
  const upper = sorted[middle]!;
  const median = sorted.length % 2 === 1 ? upper : 0.5 * (upper + sorted[middle - 1]!);
  return { median, least: sorted[0]!, most: sorted.at(-1)! };
}

/** Returns the rows of the table, its heading first. */
export function tabulateRatios(found: readonly Found[]): string[][] {
  const digits = (value: number): string => value.toPrecision(3);
  return [
    ["target", "ratio", "median", "least to most", "at most", ""],
    ...found.map(({ wanted: { target, what, limit }, median, least, most }) => [
      ...[target, what, digits(median), `${digits(least)} to ${digits(most)}`],
      ...(limit === undefined ? ["", ""] : [digits(limit), median <= limit ? "reached" : "not reached"]),
    ]),
  ];
}
