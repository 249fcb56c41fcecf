/** A quantity inside a sentence: what it is, is told by its unit. */
import { roundDigits } from "../parameters/parameters.ts";
import { nearestName } from "../record/problems.ts";
import { convert } from "../record/units.ts";
import { PROTOCOL_QUANTITIES, type QuantityKind, toSI } from "./protocol-units.ts";
import { numberOf, type Sentence } from "./sentence.ts";

/** What turns absolute amperes and C-rates into what the model imposes. */
export interface CellScale {
  /** A/m2 at 1C. */
  readonly oneC: number;
  /** m2 */
  readonly electrodeArea: number;
}

export interface Quantity {
  readonly kind: QuantityKind;
  /** SI */
  readonly value: number;
}

/** Units that stand for the whole electrode, and the area that they are divided by. */
const ELECTRODE_UNITS: Partial<Readonly<Record<QuantityKind, readonly [unit: string, area: "cm2" | "m2"]>>> =
  {
    capacity: ["mAh", "cm2"],
    currentDensity: ["A", "m2"],
    powerDensity: ["W", "m2"],
    currentRate: ["mA/h", "cm2"],
  };

/** What people write, by its lower-case letters, where that is no other unit of a protocol. */
const SPELLINGS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ..."V mV uV A mA uA Ah mAh uAh W mW kW K Pa kPa MPa GPa bar degC degF cm m mm s min h".split(" "),
    ..."ms second seconds minute minutes hour hours day days week weeks year years".split(" "),
    ..."sec secs mins hr hrs".split(" "),
  ].map((unit) => [unit.toLowerCase(), unit]),
);
const OTHER_NAMES: Readonly<Record<string, string>> = {
  d: "day",
  yr: "year",
  yrs: "years",
  oc: "degC",
  celsius: "degC",
  kelvin: "K",
  volt: "V",
  volts: "V",
  amp: "A",
  amps: "A",
  ampere: "A",
  amperes: "A",
  milliampere: "mA",
  milliamperes: "mA",
  watt: "W",
  watts: "W",
};

const C_RATE = /C(?:-?rate)?(?:\s*\/\s*([\d.,]*\d))?(?![\w^°])/iy;

/**
 * Takes a number with its unit and returns what it is, in SI, within the bounds of its kind; the first of `kinds` whose
 * unit fits. Throws SentenceError where there is none.
 */
export function takeQuantity(sentence: Sentence, kinds: readonly QuantityKind[], scale: CellScale): Quantity {
  const start = sentence.place();
  const expected = kinds.map((kind) => PROTOCOL_QUANTITIES[kind].words).join(", or ");
  const cRate = kinds.some((kind) => kind === "cRate" || kind === "currentDensity")
    ? takeCRate(sentence, kinds, scale)
    : undefined;
  const found = cRate ?? takePlain(sentence, kinds, scale);
  if (found !== undefined && isWithinBounds(found)) return { ...found, value: siOf(found) };
  sentence.goBack(start);
  return sentence.fail(expected + suggestUnit(sentence));
}

/** " (did you mean "hours"?)" where the word after the number is close to a unit. */
function suggestUnit(sentence: Sentence): string {
  const start = sentence.place();
  const number = sentence.attempt(() => sentence.number());
  const word = number === undefined ? "" : (sentence.match(/[A-Za-z]{3,}/y)?.[0] ?? "");
  sentence.goBack(start);
  if (word === "" || respell(word) !== word || SPELLINGS[word] !== undefined) return "";
  const nearest = nearestName(
    word,
    Object.keys(SPELLINGS).filter((unit) => unit.length > 2),
  );
  return nearest === undefined ? "" : ` (did you mean "${SPELLINGS[nearest]}"?)`;
}

/** Returns the factor from a unit to the SI of the first of `targets` that it fits: "s", "A/m2", "A" (over the area) or "C". */
export function unitFactor(unit: string, targets: readonly string[], scale: CellScale): number | undefined {
  for (const written of [tidy(unit.trim()), respell(tidy(unit.trim()))]) {
    for (const target of targets) {
      if (target === "C") {
        if (/^(C|1\/h)$/i.test(written)) return scale.oneC;
        continue;
      }
      const factor = written === "" ? undefined : convert(1, written, target);
      if (factor !== undefined) return target === "A" ? factor / scale.electrodeArea : factor;
    }
  }
  return undefined;
}

interface Displayed {
  readonly kind: QuantityKind;
  /** In the unit of the kind. */
  readonly display: number;
}

function isWithinBounds({ kind, display }: Displayed): boolean {
  const { minimum, maximum } = PROTOCOL_QUANTITIES[kind];
  return display >= minimum && display <= maximum;
}

/** A C-rate is written as a fraction, which twelve digits would spoil. */
function siOf({ kind, display }: Displayed): number {
  return kind === "cRate" ? display : toSI(kind, display);
}

function takeCRate(
  sentence: Sentence,
  kinds: readonly QuantityKind[],
  { oneC }: CellScale,
): Displayed | undefined {
  const start = sentence.place();
  const numerator = sentence.number() ?? 1;
  const found = sentence.match(C_RATE);
  if (found === undefined) {
    sentence.goBack(start);
    return undefined;
  }
  const denominator = found[1] === undefined ? 1 : (numberOf(found[1]) ?? Number.NaN);
  const display = numerator / denominator;
  return kinds.includes("cRate")
    ? { kind: "cRate", display }
    : { kind: "currentDensity", display: display * oneC };
}

function takePlain(
  sentence: Sentence,
  kinds: readonly QuantityKind[],
  scale: CellScale,
): Displayed | undefined {
  const value = sentence.number();
  if (value === undefined) return undefined;
  const written = sentence.unit();
  for (const unit of [tidy(written), respell(tidy(written))]) {
    for (const kind of kinds) {
      const display = displayOf(value, unit, kind, scale);
      if (display !== undefined) return { kind, display: roundDigits(display) };
    }
  }
  return undefined;
}

/** Returns `value` of `unit` in the unit of the kind; undefined if the unit is of another kind. */
function displayOf(value: number, unit: string, kind: QuantityKind, scale: CellScale): number | undefined {
  if (unit === "") return undefined;
  const { unit: target } = PROTOCOL_QUANTITIES[kind];
  if (target === "%" || unit === "%") return target === unit ? value : undefined;
  if (kind === "cRate") return undefined;
  // A difference of temperatures has no zero point.
  const source = kind === "temperatureRate" ? unit.replace(/degC/i, "K") : unit;
  const direct = convert(value, source, target);
  if (direct !== undefined) return direct;
  const [whole, area] = ELECTRODE_UNITS[kind] ?? [];
  if (whole === undefined || area === undefined) return undefined;
  const ofElectrode = convert(value, source, whole);
  const areaInUnit = roundDigits(scale.electrodeArea * (area === "cm2" ? 1e4 : 1));
  return ofElectrode === undefined ? undefined : ofElectrode / areaInUnit;
}

/** "A.m-2", "mV per hour" and "° C" as units.ts reads them. */
function tidy(unit: string): string {
  return unit
    .replaceAll(/°\s*/g, "deg")
    .replaceAll(/\s+per\s+/gi, "/")
    .replaceAll(".", " ")
    .replaceAll("⁻", "-")
    .replaceAll("¹", "1")
    .replaceAll("²", "2")
    .replaceAll("³", "3")
    .replaceAll(/\s*([/*])\s*/g, "$1");
}

/** Every word of the unit in its usual capitals, if it has any. */
function respell(unit: string): string {
  return unit.replaceAll(/[A-Za-z]+/g, (word) => {
    const lower = word.toLowerCase();
    return OTHER_NAMES[lower] ?? SPELLINGS[lower] ?? word;
  });
}
