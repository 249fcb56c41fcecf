/** What a fit has found, as one record, as lines for a terminal, and as a table of data against model. */

import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { FreeParameter } from "../calibration/calibration.ts";
import { NINETY_FIVE_PERCENT } from "../calibration/parameter-space.ts";
import { type Column, formatTable } from "../io/csv.ts";
import type { Gaussian } from "./design.ts";
import type { Fitted } from "./fit.ts";
import { valueFrom } from "./latent.ts";
import { SHARES } from "./member-record.ts";
import type { Misfit } from "./misfit.ts";
import type { Observed } from "./observations.ts";
import { covarianceOff, fitPlane, predictAt } from "./regression.ts";

/** How well the data tell a parameter, by what is left of the spread beforehand. */
export type Told = "identified" | "weakly identified" | "not identified";

export interface FittedParameter {
  readonly path: string;
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly scale: "linear" | "log";
  /** The middle of what is known; display units. */
  readonly best: number;
  /** 5 and 95 %. */
  readonly interval: readonly [number, number];
  /** Standard deviation of the deviate, which was 1 beforehand. */
  readonly left: number;
  readonly told: Told;
}

export interface FitResult {
  readonly name: string;
  readonly converged: boolean;
  readonly rounds: number;
  readonly members: number;
  /** Cycles that were measured. */
  readonly cycles: number;
  readonly parameters: readonly FittedParameter[];
  /** [parameter][parameter] */
  readonly correlations: readonly (readonly number[])[];
  /** Combinations that the data do not tell, in words. */
  readonly untold: readonly string[];
  readonly misfit: Misfit;
  readonly notes: readonly string[];
}

/** Of the spread beforehand, what may be left where something counts as identified, and as weakly so: by choice. */
const WELL = 1 / 3;
const WEAKLY = 0.8;
/** Correlations from here on are told. */
const STRONG = 0.7;
/** Components of a direction that are smaller, of the largest one, are not named. */
const NAMED = 0.3;

/** Returns value and interval of each parameter. */
export function describeParameters(
  parameters: readonly FreeParameter[],
  { mean, covariance }: Gaussian,
): FittedParameter[] {
  return parameters.map((parameter, i) => {
    const left = Math.sqrt(covariance[i]![i]!);
    const reach = NINETY_FIVE_PERCENT * left;
    const { path, unit, range, scale } = parameter;
    return {
      ...{ path, unit, range, scale, best: valueFrom(parameter, mean[i]!), left: round(left) },
      interval: [valueFrom(parameter, mean[i]! - reach), valueFrom(parameter, mean[i]! + reach)],
      told: judge(left),
    };
  });
}

/** Returns the record of a fit. */
export function composeFit(
  name: string,
  parameters: readonly FreeParameter[],
  fitted: Fitted,
  cycles: number,
): FitResult {
  const { converged, rounds, posterior, misfit, members } = fitted;
  const deviations = posterior.covariance.map((row, i) => Math.sqrt(row[i]!));
  return {
    ...{ name, converged, rounds: rounds.length, members: members.points.length, cycles },
    parameters: describeParameters(parameters, posterior),
    correlations: posterior.covariance.map((row, i) =>
      row.map((own, j) => round(own / (deviations[i]! * deviations[j]!))),
    ),
    untold: listUntold(parameters, posterior),
    misfit,
    notes: noteFit(fitted),
  };
}

function noteFit({ converged, misfit }: Fitted): string[] {
  const { stretch, capacity, voltage, most } = misfit;
  return [
    "The microstructure of the cell is not known: each member has its own, and what that does counts as error.",
    ...(converged ? [] : ["The last round still moved the values: more rounds would change the answer."]),
    ...(stretch > 1
      ? [
          `The model cannot say all of the data: they lie ${show(capacity)} (capacity) and ${show(voltage)} (voltage) times what noise and microstructure explain from it, members at most ${show(most.capacity)} and ${show(most.voltage)} times. All errors were stretched ${show(stretch)} times for it; values and intervals are those of a model that errs.`,
        ]
      : []),
  ];
}

function judge(left: number): Told {
  if (left <= WELL) return "identified";
  return left <= WEAKLY ? "weakly identified" : "not identified";
}

function listUntold(parameters: readonly FreeParameter[], { covariance }: Gaussian): string[] {
  const eigen = new EigenvalueDecomposition(new Matrix(covariance.map((row) => [...row])), {
    assumeSymmetric: true,
  });
  return eigen.realEigenvalues.flatMap((square, k) => {
    const left = Math.sqrt(Math.max(0, square));
    if (judge(left) !== "not identified") return [];
    const vector = eigen.eigenvectorMatrix.getColumn(k);
    const largest = Math.max(...vector.map(Math.abs));
    const sign = Math.sign(vector.find((own) => Math.abs(own) === largest) ?? 1);
    const named = parameters.flatMap(({ path }, i) => {
      const own = sign * vector[i]!;
      if (Math.abs(own) < NAMED * largest) return [];
      return [`${path} ${own > 0 ? "up" : "down"}`];
    });
    return [`${named.join(" with ")}: ${Math.round(100 * left)} % of the spread beforehand is left`];
  });
}

/** Returns the lines of a fit. */
export function describeFit(result: FitResult): string[] {
  const { name, parameters, cycles, rounds, members, converged, correlations, untold, notes } = result;
  const strong = correlations.flatMap((row, i) =>
    row.slice(0, i).flatMap((own, j) => {
      if (Math.abs(own) < STRONG) return [];
      return [`${parameters[j]!.path} and ${parameters[i]!.path}: ${show(own)}`];
    }),
  );
  return [
    `${name}: fitted to ${cycles} cycles (${rounds} rounds of ${members} members, ${converged ? "settled" : "not settled"})`,
    "",
    ...describeTable(parameters),
    "",
    ...(strong.length === 0
      ? ["No strong correlations"]
      : ["Strong correlations:", ...strong.map((own) => `  ${own}`)]),
    ...(untold.length === 0
      ? ["The data tell every combination"]
      : ["Not identified:", ...untold.map((own) => `  ${own}`)]),
    `Data against model: ${show(result.misfit.capacity)} (capacity) and ${show(result.misfit.voltage)} (voltage) times what noise and microstructure explain`,
    ...notes,
  ];
}

/** Returns a table of parameters, a line each. */
export function describeTable(parameters: readonly FittedParameter[]): string[] {
  const rows = [
    ["Parameter", "Best", "5 to 95 %", "Range", ""],
    ...parameters.map(({ path, unit, best, interval, range, told, left }) => [
      ...[path, `${show(best)}${unit && ` ${unit}`}`, spanOf(interval, unit), spanOf(range, unit)],
      `${told}, ${Math.round(100 * left)} % of the spread left`,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((k) => Math.max(...rows.map((row) => row[k]!.length)));
  return rows.map((row) =>
    row
      .map((own, k) => own.padEnd(widths[k]!))
      .join("  ")
      .trimEnd(),
  );
}

const spanOf = ([low, high]: readonly [number, number], unit: string): string =>
  `${show(low)} to ${show(high)}${unit && ` ${unit}`}`;

/** Returns a number to four digits. */
export function show(value: number): string {
  return String(Number(value.toPrecision(4)));
}

const round = (value: number): number => Number(value.toPrecision(6));

interface FitRow {
  readonly kind: string;
  readonly cycle: number;
  readonly phase: string | null;
  readonly share: number | null;
  readonly measured: number;
  readonly model: number;
  readonly deviation: number;
}

/** Returns data against model as CSV: mAh/cm2 and V, with what noise and microstructure explain of a residual (1 sd). */
export function formatFitTable(
  { observables, data, variance }: Observed,
  { members, posterior }: Fitted,
): string {
  const plane = fitPlane(members);
  const scatter = covarianceOff(plane);
  const model = predictAt(plane, posterior.mean);
  const rows = observables.map((own, k): FitRow => {
    const isCurve = own.kind === "voltage";
    return {
      ...{ kind: own.kind, cycle: own.cycle, phase: isCurve ? own.phase : null },
      share: isCurve ? SHARES[own.node]! : null,
      ...{ measured: data[k]!, model: model[k]!, deviation: Math.sqrt(variance[k]! + scatter[k]![k]!) },
    };
  });
  const columns: readonly Column<FitRow>[] = [
    { label: "kind", kind: "text", value: ({ kind }) => kind },
    { label: "cycle", kind: "whole", value: ({ cycle }) => cycle },
    { label: "phase", kind: "text", value: ({ phase }) => phase },
    { label: "share", kind: "real", value: ({ share }) => share },
    { label: "measured", kind: "real", value: ({ measured }) => measured },
    { label: "model", kind: "real", value: ({ model: own }) => own },
    { label: "residual", kind: "real", value: (row) => row.measured - row.model },
    { label: "explained", kind: "real", value: ({ deviation }) => deviation },
  ];
  return formatTable(columns, rows);
}
