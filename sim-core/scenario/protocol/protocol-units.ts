/**
 * What a protocol speaks of, in which unit it is written and within which bounds: plain data, so that whoever only
 * prints protocols needs no parser.
 */
import { CELL_PARAMETERS } from "../parameters/cell-parameters.ts";
import { roundDigits } from "../parameters/parameters.ts";
import type { Limit } from "../record/scenario.ts";

interface ProtocolQuantity {
  /** With its article and an example, for sentences. */
  readonly words: string;
  readonly unit: string;
  /** SI = display * toSI + offset. */
  readonly toSI: number;
  readonly offset?: number;
  /** Display units; both bounds may be reached. */
  readonly minimum: number;
  readonly maximum: number;
}

const ABOVE_ZERO = Number.MIN_VALUE;
const { temperature: TEMPERATURE, stackPressure: STACK_PRESSURE } = CELL_PARAMETERS;

/** Longest time that a step, a ramp, a profile or a run may be given: 100 years, in s. */
export const LONGEST_TIME: number = 100 * 365.25 * 86400;

export type QuantityKind =
  | Limit["kind"]
  | "cRate"
  | "powerDensity"
  | "temperature"
  | "stackPressure"
  | "temperatureRate"
  | "stackPressureRate"
  | "retention";

export const PROTOCOL_QUANTITIES: Readonly<Record<QuantityKind, ProtocolQuantity>> = {
  voltage: {
    words: 'a voltage such as "4.2 V", up to 6 V',
    unit: "V",
    toSI: 1,
    minimum: ABOVE_ZERO,
    maximum: 6,
  },
  capacity: {
    words: 'a capacity such as "2 mAh/cm2"',
    unit: "mAh/cm2",
    toSI: 36000,
    minimum: ABOVE_ZERO,
    maximum: 1e4,
  },
  duration: {
    words: 'a duration such as "10 min", up to 100 years',
    unit: "s",
    toSI: 1,
    minimum: ABOVE_ZERO,
    maximum: LONGEST_TIME,
  },
  currentDensity: {
    words: 'a current density such as "0.1 mA/cm2", a current or a C-rate such as "C/20"',
    unit: "A/m2",
    toSI: 1,
    minimum: ABOVE_ZERO,
    maximum: 1e6,
  },
  voltageRate: {
    words: 'a rate of the voltage such as "dV/dt < 1 mV/h"',
    unit: "mV/h",
    toSI: 1e-3 / 3600,
    minimum: ABOVE_ZERO,
    maximum: 1e7,
  },
  currentRate: {
    words: 'a rate of the current such as "dI/dt < 0.1 mA/cm2/h"',
    unit: "mA/cm2/h",
    toSI: 10 / 3600,
    minimum: ABOVE_ZERO,
    maximum: 1e7,
  },
  stateOfCharge: {
    words: 'a state of charge from "0 % SoC" to "100 % SoC"',
    unit: "%",
    toSI: 0.01,
    minimum: 0,
    maximum: 100,
  },
  cRate: {
    words: 'a C-rate such as "C/10" or "0.5C"',
    unit: "C",
    toSI: 1,
    minimum: ABOVE_ZERO,
    maximum: 1000,
  },
  powerDensity: {
    words: 'a power density such as "10 mW/cm2"',
    unit: "W/m2",
    toSI: 1,
    minimum: ABOVE_ZERO,
    maximum: 1e7,
  },
  temperature: {
    words: `a temperature from "${TEMPERATURE.minimum} degC" to "${TEMPERATURE.maximum} degC"`,
    unit: "degC",
    toSI: 1,
    offset: 273.15,
    minimum: TEMPERATURE.minimum,
    maximum: TEMPERATURE.maximum,
  },
  stackPressure: {
    words: `a stack pressure up to "${STACK_PRESSURE.maximum} MPa"`,
    unit: "MPa",
    toSI: 1e6,
    minimum: STACK_PRESSURE.minimum,
    maximum: STACK_PRESSURE.maximum,
  },
  temperatureRate: {
    words: 'a rate such as "1 K/min"',
    unit: "K/min",
    toSI: 1 / 60,
    minimum: ABOVE_ZERO,
    maximum: 1e6,
  },
  stackPressureRate: {
    words: 'a rate such as "1 MPa/min"',
    unit: "MPa/min",
    toSI: 1e6 / 60,
    minimum: ABOVE_ZERO,
    maximum: 1e6,
  },
  retention: { words: 'a share such as "80 %"', unit: "%", toSI: 0.01, minimum: ABOVE_ZERO, maximum: 100 },
};

/** Returns the SI value of a number in the unit of the kind. */
export function toSI(kind: QuantityKind, display: number): number {
  const { toSI: factor, offset = 0 } = PROTOCOL_QUANTITIES[kind];
  return roundDigits(display) * factor + offset;
}

/** Returns an SI value as text with its unit, such as "4.2 V"; whole hours and minutes as such. */
export function showQuantity(kind: QuantityKind, si: number): string {
  const { unit, toSI: factor, offset = 0 } = PROTOCOL_QUANTITIES[kind];
  const display = roundDigits((si - offset) / factor);
  if (kind === "cRate") return showCRate(si);
  if (kind !== "duration") return `${display} ${unit}`;
  for (const [name, seconds] of TIME_UNITS) {
    if (display >= seconds && display % seconds === 0) return `${display / seconds} ${name}`;
  }
  return `${display} s`;
}

const TIME_UNITS = [
  ["days", 86400],
  ["h", 3600],
  ["min", 60],
] as const;

/** "0.5C", and "C/3" where the decimal fraction would go on and on. */
function showCRate(value: number): string {
  const parts = Math.round(1 / value);
  return String(value).length > 5 && 1 / parts === value ? `C/${parts}` : `${value}C`;
}
