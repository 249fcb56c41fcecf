/** Units in the labels of measured files, and what turns their numbers into those of the record. */
import type { Quantity } from "./record.ts";

/** value * factor + offset; `per`: the number counts per kg of active material or per m2 of cell. */
export interface Conversion {
  readonly factor: number;
  readonly offset: number;
  readonly per?: "mass" | "area";
  /** Whether the cells are texts such as 1:23:45.678. */
  readonly clock?: true;
}

type Dimension = "time" | "voltage" | "current" | "capacity" | "temperature";

const DIMENSIONS: Readonly<Partial<Record<Quantity, Dimension>>> = {
  time: "time",
  stepTime: "time",
  voltage: "voltage",
  current: "current",
  chargeCapacity: "capacity",
  dischargeCapacity: "capacity",
  capacity: "capacity",
  temperature: "temperature",
};

/** What a number without a unit is taken for. */
const USUAL: Readonly<Record<Dimension, string>> = {
  time: "s",
  voltage: "V",
  current: "A",
  capacity: "Ah",
  temperature: "degC",
};

const plain = (factor: number, offset = 0): Conversion => ({ factor, offset });
const perMass = (factor: number): Conversion => ({ factor, offset: 0, per: "mass" });
const perArea = (factor: number): Conversion => ({ factor, offset: 0, per: "area" });
const CLOCK: Conversion = { factor: 1, offset: 0, clock: true };
const FREEZING_POINT = 273.15;

/** Spellings in lower case, without blanks and dots. */
const UNITS: Readonly<Record<Dimension, readonly (readonly [readonly string[], Conversion])[]>> = {
  time: [
    [["s", "sec", "secs", "second", "seconds"], plain(1)],
    [["ms", "millisecond", "milliseconds"], plain(1e-3)],
    [["min", "minute", "minutes"], plain(60)],
    [["h", "hr", "hrs", "hour", "hours"], plain(3600)],
    [["d", "day", "days"], plain(86400)],
    [["h:min:sms", "h:m:s", "hh:mm:ss", "h:min:s", "hh:mm:ssms", "d-h:m:s"], CLOCK],
  ],
  voltage: [
    [["v", "volt", "volts"], plain(1)],
    [["mv", "millivolt"], plain(1e-3)],
    [["uv", "microvolt"], plain(1e-6)],
  ],
  current: [
    [["a", "amp", "amps", "ampere"], plain(1)],
    [["ma", "milliampere"], plain(1e-3)],
    [["ua", "microampere"], plain(1e-6)],
    [["na", "nanoampere"], plain(1e-9)],
    [["a/g", "ag-1"], perMass(1e3)],
    [["ma/g", "mag-1"], perMass(1)],
    [["a/m2", "am-2"], perArea(1)],
    [["ma/cm2", "macm-2"], perArea(10)],
    [["a/cm2", "acm-2"], perArea(1e4)],
  ],
  capacity: [
    [["ah", "ahr", "amp-hr", "amperehour"], plain(1)],
    [["mah", "mahr", "milliamperehour"], plain(1e-3)],
    [["uah"], plain(1e-6)],
    [["coulomb", "c", "as"], plain(1 / 3600)],
    [["mah/g", "mahg-1", "ah/kg"], perMass(1)],
    [["ah/g"], perMass(1e3)],
    [["mah/cm2", "mahcm-2"], perArea(10)],
    [["ah/m2", "ahm-2"], perArea(1)],
  ],
  temperature: [
    // The last three are the sign for degrees Celsius, read in a wrong encoding.
    [["degc", "°c", "℃", "c", "celsius", "â°c", "¡æ", "ąć"], plain(1)],
    [["k", "kelvin"], plain(1, -FREEZING_POINT)],
  ],
};

/** Whether the quantity has a unit at all. */
export function hasUnit(quantity: Quantity): boolean {
  return quantity in DIMENSIONS;
}

/** Returns the unit that a number of this quantity has where none is told. */
export function usualUnit(quantity: Quantity): string {
  const dimension = DIMENSIONS[quantity];
  return dimension === undefined ? "" : USUAL[dimension];
}

/** Returns how numbers in `unit` become those of the record; undefined for a unit that is unknown for this quantity. */
export function conversionOf(quantity: Quantity, unit: string): Conversion | undefined {
  const dimension = DIMENSIONS[quantity];
  if (dimension === undefined) return plain(1);
  const spelling = spell(unit);
  return UNITS[dimension].find(([spellings]) => spellings.includes(spelling))?.[1];
}

/** Returns the units in which a quantity can be read, one spelling of each. */
export function unitsOf(quantity: Quantity): string[] {
  const dimension = DIMENSIONS[quantity];
  return dimension === undefined ? [] : UNITS[dimension].map(([[first = ""]]) => first);
}

function spell(unit: string): string {
  return unit
    .toLowerCase()
    .replace(/[\s.]/g, "")
    .replace(/[µμ]/g, "u")
    .replace(/[²]|\^2/g, "2");
}

/** A label without its unit, and the unit, empty where there is none. */
export interface SplitLabel {
  readonly name: string;
  readonly unit: string;
}

/** Returns name and unit of "Voltage / V", "Voltage(V)", "Voltage [V]", "Voltage/V" or "voltage_volt". */
export function splitLabel(label: string): SplitLabel {
  const spaced = /^(.+?)\s+\/\s+(.+)$/.exec(label);
  if (spaced) return { name: spaced[1] ?? "", unit: spaced[2] ?? "" };
  const bracketed = /^(.*?)\s*(?:\(([^()]+)\)|\[([^[\]]+)\])(_\d+)?$/.exec(label);
  if (bracketed?.[1]) {
    const [, name, round, square, number = ""] = bracketed;
    return { name: name + number, unit: round ?? square ?? "" };
  }
  for (let slash = label.indexOf("/"); slash > 0; slash = label.indexOf("/", slash + 1)) {
    const unit = label.slice(slash + 1);
    if (isUnit(unit)) return { name: label.slice(0, slash), unit: unit.trim() };
  }
  const worded = /^([a-z0-9_]+)_([a-z]+)$/.exec(label);
  if (worded?.[2] !== undefined && isUnit(worded[2]) && worded[2].length > 1)
    return { name: worded[1] ?? "", unit: worded[2] };
  return { name: label, unit: "" };
}

const SPELLINGS: ReadonlySet<string> = new Set(
  Object.values(UNITS).flatMap((units) => units.flatMap(([spellings]) => spellings)),
);

function isUnit(text: string): boolean {
  return SPELLINGS.has(spell(text));
}
