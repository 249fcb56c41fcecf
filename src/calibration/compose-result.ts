/** What a calibration has found, as one record: parameters, targets, what is not identified, and settings ready for use. */
import type { Calibrated } from "./calibrate.ts";
import type { Calibration } from "./calibration.ts";
import { missOf, type Spread, spreadsOf, type Target } from "./calibration.ts";
import { describeChange, PRIOR_DEVIATION } from "./parameter-space.ts";
import {
  type Direction,
  derivePosterior,
  type Identified,
  type ParameterEstimate,
  type Posterior,
} from "./posterior.ts";
import { showAim } from "./read-targets.ts";

export interface TargetResult extends Spread {
  readonly target: Target;
  /** In tolerances, signed; 0 where an inequality holds. */
  readonly miss: number;
}

export interface DirectionResult extends Direction {
  /** What can be changed together, and what it does. */
  readonly words: string;
}

/** A value as it may stand in a scenario. */
export interface FittedValue {
  readonly value: number | string;
  readonly source: string;
  readonly confidence: "L";
}

export interface CalibrationResult {
  readonly name: string;
  readonly converged: boolean;
  readonly rounds: number;
  readonly points: number;
  readonly seeds: readonly number[];
  readonly parameters: readonly ParameterEstimate[];
  /** Of the coordinates: half ranges, linear or logarithmic; [parameter][parameter]. */
  readonly covariance: readonly (readonly number[])[];
  readonly targets: readonly TargetResult[];
  readonly directions: readonly DirectionResult[];
  /** By scenario, as groups of parameters to be laid into its file. */
  readonly overrides: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, FittedValue>>>>>
  >;
}

/** Components of a direction that are smaller, of the largest one, are not named. */
const NAMED = 0.2;
/** Targets that move less, of the one that moves most, are not named as what a parameter was fitted to. */
const FITTED = 0.3;
const MOST_NAMED = 3;
/** Tolerances; less is shown as nothing. */
const SEEN = 0.01;

/** Returns the record of a calibration that has come to its end. */
export function composeResult(calibration: Calibration, calibrated: Calibrated): CalibrationResult {
  const { name, seeds, scenarios, targets } = calibration;
  const { converged, rounds, points, model } = calibrated;
  const posterior = derivePosterior(calibration, model);
  const spreads = spreadsOf(model.centre.ensemble);
  return {
    ...{ name, converged, rounds: rounds.length, points: points.length, seeds },
    parameters: posterior.estimates,
    covariance: posterior.covariance,
    targets: targets.map((target, t) => {
      const spread = spreads[t]!;
      return { target, ...spread, miss: missOf(target, spread.mean) };
    }),
    directions: posterior.directions.map((own) => ({ ...own, words: describeDirection(calibration, own) })),
    overrides: Object.fromEntries(
      scenarios.map((own) => [own.name, composeOverrides(calibration, posterior, own.name)]),
    ),
  };
}

const WORDS: Readonly<Record<Identified, (most: string) => string>> = {
  identified: (most) => `moves a target by ${most} tolerances`,
  "weakly identified": (most) => `moves no target by more than ${most} tolerances`,
  "not identified": (most) => `moves no target by more than ${most} tolerances: the targets do not tell it`,
};

/** Returns a direction in words, one standard deviation of the ranges along: "a x1.8 with b x0.55: moves no target ...". */
function describeDirection(
  { parameters }: Calibration,
  { vector, most, noise, identified }: Direction,
): string {
  const largest = Math.max(...vector.map(Math.abs));
  const named = parameters
    .map((parameter, i) => ({ parameter, own: vector[i]! }))
    .filter(({ own }) => Math.abs(own) >= NAMED * largest)
    .sort((one, other) => Math.abs(other.own) - Math.abs(one.own))
    .map(({ parameter, own }) => `${parameter.path} ${describeChange(parameter, PRIOR_DEVIATION * own)}`);
  const doubt = noise < SEEN ? "" : ` +- ${show(noise)}`;
  return `${named.join(" with ")}: ${WORDS[identified](`${showMove(most)}${doubt}`)}`;
}

function composeOverrides(
  { targets, seeds }: Calibration,
  { estimates, sensitivities }: Posterior,
  scenario: string,
): Record<string, Record<string, FittedValue>> {
  const groups: Record<string, Record<string, FittedValue>> = {};
  estimates.forEach(({ parameter, best, interval, identified, left }, i) => {
    if (!parameter.scenarios.includes(scenario)) return;
    const [group = "", key = ""] = parameter.path.split(".");
    const { unit, range } = parameter;
    const ranges = `range ${spanOf(range, unit)}, 5 to 95 % ${spanOf(interval, unit)}, ${seeds.length} seeds`;
    const moved = namesMoved(
      targets,
      sensitivities.map((row) => Math.abs(row[i]!)),
    );
    const aims = moved.length === 0 ? "no target" : moved.join("; ");
    const sure =
      identified === "identified" ? "" : ` (${identified}: ${show(100 * left)} % of the range's spread left)`;
    groups[group] = {
      ...groups[group],
      [key]: {
        value: unit === "" ? best : `${best} ${unit}`,
        source: `fitted to ${aims}${sure}; ${ranges} [fitted]`,
        confidence: "L",
      },
    };
  });
  return groups;
}

/** Targets that a parameter moves, the most moved first. */
function namesMoved(targets: readonly Target[], moves: readonly number[]): string[] {
  const largest = Math.max(...moves);
  return targets
    .map((target, t) => ({ target, move: moves[t]! }))
    .filter(({ move }) => move >= SEEN && move >= FITTED * largest)
    .sort((one, other) => other.move - one.move)
    .slice(0, MOST_NAMED)
    .map(({ target }) => nameWithAim(target));
}

function nameWithAim(target: Target): string {
  return `${target.name} (${describeAim(target)})`;
}

/** Returns "0.661 +- 0.02", "at most 1000 +- 100 nm". */
export function describeAim({ aim, tolerance, unit, demand }: Target): string {
  const sign = { value: "", most: "at most ", least: "at least " }[demand];
  return `${sign}${showAim(aim, "")} +- ${showAim(tolerance, unit)}`;
}

/** Returns "20 to 200 um". */
export function spanOf([low, high]: readonly [number, number], unit: string): string {
  return `${low} to ${high}${unit === "" ? "" : ` ${unit}`}`;
}

function showMove(tolerances: number): string {
  return tolerances < SEEN ? `${SEEN}` : show(tolerances);
}

/** Returns a number to three digits. */
export function show(value: number): string {
  return String(Number(value.toPrecision(3)));
}
