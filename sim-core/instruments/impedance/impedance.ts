/**
 * Electrochemical impedance: what a small alternating current meets in a cell as it stands, between its two collectors. The
 * state is looked at and not changed. physics.md 15.1, numerics.md 13.
 */
import type { Complex } from "../../base/complex.ts";
import { atan2, hypot, log10, pow } from "../../base/elementary.ts";
import { InputError, type InputProblem } from "../../base/errors.ts";
import type { Model } from "../../cell/model.ts";
import type { CellState } from "../../cell/state.ts";
import { createConductionSystem } from "../../potentials/conduction-system.ts";
import { createSystemUpkeep } from "../../potentials/system-upkeep.ts";
import { respondToVoltage } from "./conduction-response.ts";
import { lineariseCell, type MeasuringPoint } from "./linearise-cell.ts";
import { answerInterfaces } from "./small-signal.ts";

/** Which frequencies are measured, and where the cell stands. */
export interface ImpedanceRequest extends MeasuringPoint {
  /** Hz: the first and the last one, in either order. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** At least, evenly spaced in the logarithm. */
  readonly pointsPerDecade?: number | undefined;
}

/** One frequency; names and units are those of the table. */
export interface ImpedancePoint {
  readonly frequency_Hz: number;
  readonly real_ohm_cm2: number;
  /** Below 0 where it is capacitive. */
  readonly imaginary_ohm_cm2: number;
  readonly magnitude_ohm_cm2: number;
  /** -180..180, below 0 where it is capacitive. */
  readonly phase_deg: number;
}

/** A spectrum, or why there is none. */
export type ImpedanceSpectrum =
  | { readonly ok: true; readonly points: readonly ImpedancePoint[] }
  | { readonly ok: false; readonly reason: string };

/** Area resistance in ohm m2 at one s, or why there is none. */
export type ImpedanceOutcome =
  | { readonly ok: true; readonly impedance: Complex; readonly iterations: number }
  | { readonly ok: false; readonly reason: string };

/** Hz */
const HIGHEST = 1e6;
const LOWEST = 1e-3;
const POINTS_PER_DECADE = 10;
/** Hz; what is beyond it means nothing of a cell, and leaves the range of the arithmetic. */
const LEAST_FREQUENCY = 1e-9;
const LARGEST_FREQUENCY = 1e12;
const MOST_POINTS = 1000;
/** cm2 per m2 */
const SQUARE_CENTIMETRES = 1e4;

/** Returns the frequencies (Hz) of a request, both ends included; throws InputError with all that is wrong with it. */
export function listFrequencies({
  from = HIGHEST,
  to = LOWEST,
  pointsPerDecade = POINTS_PER_DECADE,
  stateOfCharge = 0,
}: ImpedanceRequest): number[] {
  const problems: InputProblem[] = [];
  const check = (where: string, value: number, least: number, largest: number, what: string): void => {
    if (!(value >= least && value <= largest))
      problems.push({ where, got: String(value), expected: `${what} from ${least} to ${largest}` });
  };
  check("from", from, LEAST_FREQUENCY, LARGEST_FREQUENCY, "a frequency in Hz");
  check("to", to, LEAST_FREQUENCY, LARGEST_FREQUENCY, "a frequency in Hz");
  check("pointsPerDecade", pointsPerDecade, 1, MOST_POINTS, "a number");
  check("stateOfCharge", stateOfCharge, 0, 1, "a share");
  if (problems.length > 0) throw new InputError(problems);
  // The allowance keeps whole decades whole.
  const intervals = Math.ceil(Math.abs(log10(from / to)) * pointsPerDecade - 1e-9);
  if (intervals === 0) return [from];
  return Array.from({ length: intervals + 1 }, (_, k) =>
    k === intervals ? to : from * pow(to / from, k / intervals),
  );
}

/**
 * Returns the spectrum of the cell of `state`, which belongs to `model`; `onPoint` is told after each frequency how many are
 * done, and of how many. Throws InputError where the request is wrong, the cell has shorted or no particle takes part.
 */
export function measureImpedance(
  model: Model,
  state: CellState,
  request: ImpedanceRequest = {},
  onPoint: (done: number, count: number) => void = () => undefined,
): ImpedanceSpectrum {
  const frequencies = listFrequencies(request);
  const at = createImpedance(model, state, request);
  const points: ImpedancePoint[] = [];
  for (const frequency of frequencies) {
    const outcome = at({ re: 0, im: 2 * Math.PI * frequency });
    if (!outcome.ok) return outcome;
    points.push(describePoint(frequency, outcome.impedance));
    onPoint(points.length, frequencies.length);
  }
  return { ok: true, points };
}

/** Returns the impedance of the cell as a function of s (1/s, real part 0 or more, not 0), of which s = j omega is a spectrum. */
export function createImpedance(
  model: Model,
  state: CellState,
  point: MeasuringPoint = {},
): (s: Complex) => ImpedanceOutcome {
  const interfaces = lineariseCell(model, state, point);
  const system = createConductionSystem(model.structure, model.boundary);
  const upkeep = createSystemUpkeep(model.electrolyte, system);
  upkeep.note(state.geometry);
  system.load(upkeep.stiffness(), state.geometry.conductivity);
  const { width } = model.section;
  return (s) => {
    const response = respondToVoltage(interfaces, answerInterfaces(interfaces, s), system);
    if (!response.ok) return response;
    const { current, iterations } = response;
    const square = current.re * current.re + current.im * current.im;
    const impedance = { re: (width * current.re) / square, im: (-width * current.im) / square };
    return { ok: true, impedance, iterations };
  };
}

function describePoint(frequency: number, { re, im }: Complex): ImpedancePoint {
  return {
    frequency_Hz: frequency,
    real_ohm_cm2: SQUARE_CENTIMETRES * re,
    imaginary_ohm_cm2: SQUARE_CENTIMETRES * im,
    magnitude_ohm_cm2: SQUARE_CENTIMETRES * hypot(re, im),
    phase_deg: (180 / Math.PI) * atan2(im, re),
  };
}
