/**
 * Read-outs of a galvanostatic titration (GITT): what each pulse between two rests tells. Apparent diffusivity after Weppner
 * and Huggins (J. Electrochem. Soc. 124 (1977) 1569), D = (4/pi) (L/tau)^2 (dE_s/(dE/d sqrt t))^2 with L the volume over the
 * surface of a particle: the pulse short against L^2/D, E straight in x over the pulse, all particles alike and rested before
 * it, and dE/d sqrt(t) that at the beginning of the pulse, where a surface is flat. physics.md 15.2.
 */
import { MILLIAMPERE_HOURS } from "../base/constants.ts";

/** One row of a time series. */
export interface Reading {
  /** s */
  readonly time: number;
  readonly cycle: number;
  readonly stepCount: number;
  /** s since the protocol step began */
  readonly stepTime: number;
  /** V */
  readonly voltage: number;
  /** A/m2, positive charges */
  readonly currentDensity: number;
  /** mAh/cm2, net, since the protocol step began; positive in either direction */
  readonly capacity: number;
}

/** What one pulse tells; names and units are those of the table. */
export interface TitrationPulse {
  readonly stepCount: number;
  readonly start_s: number;
  readonly duration_s: number;
  readonly currentDensity_mA_cm2: number;
  readonly charge_mAh_cm2: number;
  /** At the end of the rests before and after it. */
  readonly relaxedBefore_V: number;
  readonly relaxedAfter_V: number;
  /** dE_s: the change from rest to rest. */
  readonly steadyChange_V: number;
  /** dE_t: the change within the pulse, from behind its jump on. */
  readonly transientChange_V: number;
  /** The jump: voltage at the beginning of the rise over the root of time, less the relaxed one. */
  readonly jump_V: number;
  /** The jump over the current. */
  readonly resistance_ohm_cm2: number;
  /** dE/d sqrt(t) there, V/s^0.5. */
  readonly slope_V_sqrt_s: number;
  /** From that slope, and as published with dE_t over the root of the duration; null where the voltage did not change. */
  readonly diffusivity_m2_s: number | null;
  readonly diffusivityOfEnds_m2_s: number | null;
}

/** Where a pulse is read. */
export interface TitrationRequest {
  /** Volume over surface of a particle, m: a third of the radius of a sphere, half of that of a disc. */
  readonly diffusionLength: number;
  /** Shares of the pulse's duration between which its rise is fitted, 0..1. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What comes before has few rows and the change of the kinetics in it, what comes after terms beyond the one in t. */
const FROM = 0.02;
const TO = 0.5;
/** A current is constant, and none flows, within this share of the largest. */
const SAME = 1e-3;

interface Step {
  readonly readings: readonly Reading[];
  readonly kind: "pulse" | "rest" | "other";
}

/** Returns what the pulses tell that stand between two rests, in their order; rows as a run tells them. */
export function readTitration(readings: readonly Reading[], request: TitrationRequest): TitrationPulse[] {
  const steps = partSteps(readings);
  const pulses: TitrationPulse[] = [];
  for (let k = 1; k + 1 < steps.length; k++) {
    const [before, own, after] = steps.slice(k - 1, k + 2);
    if (before.kind !== "rest" || own.kind !== "pulse" || after.kind !== "rest") continue;
    const pulse = readPulse(before.readings, own.readings, after.readings, request);
    if (pulse !== undefined) pulses.push(pulse);
  }
  return pulses;
}

/** Parts the readings by their protocol steps. */
export function partByStep(readings: readonly Reading[]): Reading[][] {
  const parts: Reading[][] = [];
  for (const reading of readings) {
    const part = parts.at(-1);
    if (part !== undefined && part[0].stepCount === reading.stepCount) part.push(reading);
    else parts.push([reading]);
  }
  return parts;
}

function partSteps(readings: readonly Reading[]): Step[] {
  const largest = readings.reduce((most, { currentDensity }) => Math.max(most, Math.abs(currentDensity)), 0);
  return partByStep(readings).map((own) => {
    const currents = own.map(({ currentDensity }) => currentDensity);
    const [least, most] = [Math.min(...currents), Math.max(...currents)];
    const isRest = Math.max(Math.abs(least), Math.abs(most)) <= SAME * largest;
    const isSteady = most - least <= SAME * Math.max(Math.abs(least), Math.abs(most));
    return { readings: own, kind: isRest ? "rest" : isSteady ? "pulse" : "other" };
  });
}

function readPulse(
  before: readonly Reading[],
  own: readonly Reading[],
  after: readonly Reading[],
  { diffusionLength, from = FROM, to = TO }: TitrationRequest,
): TitrationPulse | undefined {
  const [rested, end, relaxed] = [before.at(-1), own.at(-1), after.at(-1)];
  if (rested === undefined || end === undefined || relaxed === undefined) return undefined;
  const duration = end.stepTime;
  const fitted = own.filter(({ stepTime }) => stepTime >= from * duration && stepTime <= to * duration);
  if (fitted.length < 4) return undefined;
  const line = fitRise(fitted);
  const steady = relaxed.voltage - rested.voltage;
  const transient = end.voltage - line.start;
  const jump = line.start - rested.voltage;
  const diffusivity = (slope: number): number | null => {
    const ratio = (diffusionLength * steady) / (duration * slope);
    return slope !== 0 && Number.isFinite(ratio) ? (4 / Math.PI) * ratio * ratio : null;
  };
  return {
    stepCount: end.stepCount,
    start_s: end.time - duration,
    duration_s: duration,
    currentDensity_mA_cm2: 0.1 * end.currentDensity,
    charge_mAh_cm2: (end.currentDensity * duration) / MILLIAMPERE_HOURS,
    relaxedBefore_V: rested.voltage,
    relaxedAfter_V: relaxed.voltage,
    steadyChange_V: steady,
    transientChange_V: transient,
    jump_V: jump,
    resistance_ohm_cm2: (1e4 * jump) / end.currentDensity,
    slope_V_sqrt_s: line.slope,
    diffusivity_m2_s: diffusivity(line.slope),
    diffusivityOfEnds_m2_s: diffusivity(transient / Math.sqrt(duration)),
  };
}

/**
 * Least squares of E = start + slope sqrt(t) + bend t: a straight line overlooks that a particle is round and that the open
 * circuit is bent, whose first trace is the term in t. By orthogonal polynomials, with sqrt(t) from its mean on.
 */
function fitRise(readings: readonly Reading[]): { readonly start: number; readonly slope: number } {
  const roots = readings.map(({ stepTime }) => Math.sqrt(stepTime));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, own) => sum + own, 0) / values.length;
  const moment = (one: readonly number[], other: readonly number[]): number =>
    mean(one.map((own, k) => own * (other[k] ?? 0)));
  const middle = mean(roots);
  const first = roots.map((root) => root - middle);
  const square = moment(first, first);
  const skew =
    moment(
      first,
      first.map((own) => own * own),
    ) / square;
  const second = first.map((own) => own * own - skew * own - square);
  const voltages = readings.map(({ voltage }) => voltage);
  const level = mean(voltages);
  const along = moment(first, voltages) / square;
  const bend = moment(second, voltages) / moment(second, second);
  // At sqrt(t) = 0 the polynomials are -middle and middle^2 + skew middle - square.
  return {
    start: level - along * middle + bend * (middle * middle + skew * middle - square),
    slope: along - bend * (2 * middle + skew),
  };
}
