/** What a cell will give: bands of the members' later cycles, after what has been measured, and beside them simpler guesses. */
import { NINETY_FIVE_PERCENT } from "../calibration/parameter-space.ts";
import { conditionMembers, quantileOf } from "./condition.ts";
import type { Gaussian } from "./design.ts";
import { type MemberRecord, STATES, type StateName } from "./member-record.ts";

/** Bounds of 50 and 90 % and the middle. */
export interface Band {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

/** Members that told all that was measured, and what is known by them. */
export interface KnownMembers {
  readonly points: readonly (readonly number[])[];
  /** As long as the forecast reaches, where they have not died. */
  readonly records: readonly MemberRecord[];
  readonly design: Gaussian;
  readonly posterior: Gaussian;
}

export interface Measured {
  /** mAh/cm2 given back, from the first cycle on. */
  readonly capacity: readonly number[];
  /** Standard deviation of its noise, of the capacity itself. */
  readonly noise: number;
}

/** Cycles whose mean tells where a cell stands. */
const RECENT = 3;
/** Cycles through which a straight line is laid. */
const LINE = 10;
const DEAD: ReadonlySet<MemberRecord["ended"]> = new Set(["shorted", "worn-out", "empty"]);

/**
 * Returns samples of the capacity of each cycle from the first to the last one that is looked at, [sample][cycle]: those that
 * have been measured too, as the cell has them without noise. A member that has died stays at 0; one whose computation failed
 * is left out. None where fewer members are left than can tell.
 */
export function sampleCapacity(
  { points, records, design, posterior }: KnownMembers,
  { capacity, noise }: Measured,
  { cycles, seed }: { readonly cycles: number; readonly seed: number },
): number[][] {
  const alive = records.flatMap((own, k) => (own.capacity.length >= cycles ? [k] : []));
  const dead = records.filter((own) => own.capacity.length < cycles && DEAD.has(own.ended));
  const samples = sampleTargets(
    { points, records, design, posterior },
    { capacity, noise },
    {
      ...{ used: alive, seed },
      targets: alive.map((k) => records[k]!.capacity.slice(0, cycles)),
    },
  );
  const gone = dead.map((own) => Array.from({ length: cycles }, (_, k) => own.capacity[k] ?? 0));
  return [...samples, ...gone];
}

/** Returns bands of the states at the end of a measured cycle; of those that members tell. */
export function sampleStates(
  known: KnownMembers,
  measured: Measured,
  { cycle, seed }: { readonly cycle: number; readonly seed: number },
): Partial<Record<StateName, Band>> {
  const bands: Partial<Record<StateName, Band>> = {};
  for (const name of STATES) {
    const used = known.records.flatMap(({ states }, k) =>
      typeof states[name][cycle - 1] === "number" ? [k] : [],
    );
    const targets = used.map((k) => [known.records[k]!.states[name][cycle - 1]!]);
    const samples = sampleTargets(known, measured, { used, targets, seed });
    if (samples.length > 0) bands[name] = bandOf(samples.map((row) => row[0]!));
  }
  return bands;
}

/** Samples of targets of the members `used`; none where these are too few. */
function sampleTargets(
  { points, records, design, posterior }: KnownMembers,
  { capacity, noise }: Measured,
  {
    used,
    targets,
    seed,
  }: {
    readonly used: readonly number[];
    readonly targets: readonly (readonly number[])[];
    readonly seed: number;
  },
): number[][] {
  const features = featuresOf(capacity.length);
  if (used.length < design.mean.length + features.length + 3) return [];
  const read = (own: readonly number[]): number[] =>
    features.map((weights) => weights.reduce((sum, weight, k) => sum + weight * own[k]!, 0));
  const variance = capacity.map((own) => (noise * own) ** 2);
  return conditionMembers({
    ...{ design, posterior, seed, targets },
    points: used.map((k) => points[k]!),
    features: used.map((k) => read(records[k]!.capacity)),
    data: read(capacity),
    noise: features.map((one) =>
      features.map((other) => variance.reduce((sum, own, k) => sum + own * one[k]! * other[k]!, 0)),
    ),
  });
}

/** Weights of the capacities, [feature][cycle]: where the cell stands, and how it got there. */
function featuresOf(cycles: number): number[][] {
  const mean = (from: number, to: number): number[] =>
    Array.from({ length: cycles }, (_, k) => (k >= from && k < to ? 1 / (to - from) : 0));
  const recent = Math.min(RECENT, cycles);
  const last = mean(cycles - recent, cycles);
  if (cycles < 2 * RECENT) return [last];
  const before = mean(cycles - 2 * RECENT, cycles - RECENT);
  return [last, before];
}

/** Returns the band of samples of one number. */
export function bandOf(samples: readonly number[]): Band {
  const at = (share: number): number => quantileOf(samples, share);
  return { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) };
}

/** Returns what a cell gives that stays as it is: what its last cycle gave. */
export function persist(capacity: readonly number[]): number {
  return capacity.at(-1)!;
}

/** Returns what the straight line through the last ten cycles gives `ahead` cycles later. */
export function extrapolate(capacity: readonly number[], ahead: number): number {
  const recent = capacity.slice(-LINE);
  const count = recent.length;
  const middle = (count - 1) / 2;
  const mean = recent.reduce((sum, own) => sum + own, 0) / count;
  const products = recent.reduce((sum, own, k) => sum + (k - middle) * (own - mean), 0);
  const squares = recent.reduce((sum, _, k) => sum + (k - middle) ** 2, 0);
  return mean + (squares > 0 ? products / squares : 0) * (middle + ahead);
}

/**
 * Returns the cycle at which a path first falls to a level, between cycles by a straight line; infinite where it does not.
 * `path` holds one value a cycle, from the first on.
 */
export function crossingOf(path: readonly number[], level: number): number {
  const at = path.findIndex((own) => own <= level);
  if (at < 0) return Number.POSITIVE_INFINITY;
  if (at === 0) return 1;
  const [before, after] = [path[at - 1]!, path[at]!];
  return at + (before > after ? (before - level) / (before - after) : 1);
}

/** Returns, of `count` among `total`, the share and its 90 % interval (Wilson), as few members tell it. */
export function shareOf(
  count: number,
  total: number,
): { readonly share: number; readonly low: number; readonly high: number } {
  const share = count / total;
  const spread = 1 + NINETY_FIVE_PERCENT ** 2 / total;
  const middle = (share + NINETY_FIVE_PERCENT ** 2 / (2 * total)) / spread;
  const half =
    (NINETY_FIVE_PERCENT / spread) *
    Math.sqrt((share * (1 - share)) / total + NINETY_FIVE_PERCENT ** 2 / (4 * total ** 2));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
