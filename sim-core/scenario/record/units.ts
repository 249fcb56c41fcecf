/**
 * Text with units to numbers. mathjs knows the units and their dimensions; what it cannot know is that "0.5C"
 * is a C-rate here, how people write exponents ("cm2") and that "7 %" is a fraction.
 */
import { mathSubset } from "./mathjs-subset.ts";

const NUMBER_THEN_UNIT = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(.*)$/i;
const UNIT_CHARACTERS = /^[A-Za-z0-9^*/().+\s-]+$/;
const C_RATE = /^(\d+\.?\d*|\.\d+)?\s*C(?:\s*\/\s*(\d+\.?\d*|\.\d+))?$/;
const MAXIMUM_LENGTH = 200;

/** Returns the number in `displayUnit` ("" for a plain number, "%" for a fraction), or undefined if the text is no such quantity. */
export function parseQuantity(text: string, displayUnit: string): number | undefined {
  if (displayUnit === "C") return parseCRate(text);
  const parts = splitQuantity(text);
  if (parts === undefined) return undefined;
  if (displayUnit === "" || displayUnit === "%") return parseFraction(parts, displayUnit);
  return convert(parts.value, parts.unit, displayUnit);
}

/** Returns the C-rate in 1/h of "0.5C", "2 C", "C/20" or "1C/3", or undefined. */
export function parseCRate(text: string): number | undefined {
  const match = C_RATE.exec(text.trim());
  if (match === null) return undefined;
  const rate = Number(match[1] ?? 1) / Number(match[2] ?? 1);
  return Number.isFinite(rate) ? rate : undefined;
}

/** Returns `value` of `unit` in `target`; undefined if a unit is unknown or the dimensions differ. */
export function convert(value: number, unit: string, target: string): number | undefined {
  const from = normaliseUnit(unit);
  const to = normaliseUnit(target);
  if (from === undefined || to === undefined) return undefined;
  if (from === to) return value;
  try {
    const converted = mathSubset.unit(value, from).toNumber(to);
    return Number.isFinite(converted) ? converted : undefined;
  } catch {
    return undefined;
  }
}

/** Exponents without a caret, Greek and superscript letters become what mathjs reads. */
function normaliseUnit(unit: string): string | undefined {
  const plain = unit
    .trim()
    .replaceAll(/[µμ]/g, "u")
    .replaceAll(/[ΩΩ]/g, "ohm")
    .replaceAll("°C", "degC")
    .replaceAll("²", "2")
    .replaceAll("³", "3")
    .replaceAll(/[·⋅]/g, " ")
    .replaceAll("−", "-")
    .replaceAll(/\bOhm\b/g, "ohm")
    .replaceAll(/([A-Za-z])(-?\d)/g, "$1^$2")
    .replaceAll(/\s+/g, " ")
    .replace(/^\/ ?/, "1/");
  // A number is no unit, but 1/s is s^-1; mathjs reads it, though it does not convert to it.
  if (!UNIT_CHARACTERS.test(plain) || /^[\d.]/.test(plain.replace(/^1 ?\/ ?(?=[A-Za-z(])/, "")))
    return undefined;
  return plain;
}

interface QuantityParts {
  readonly value: number;
  readonly unit: string;
}

function splitQuantity(text: string): QuantityParts | undefined {
  if (text.length > MAXIMUM_LENGTH) return undefined;
  const match = NUMBER_THEN_UNIT.exec(text.trim().replace(/^−/, "-"));
  if (match === null) return undefined;
  const value = Number(match[1]);
  return Number.isFinite(value) ? { value, unit: match[2] as string } : undefined;
}

function parseFraction(parts: QuantityParts, displayUnit: string): number | undefined {
  if (parts.unit === "%") return displayUnit === "%" ? parts.value : parts.value / 100;
  if (parts.unit === "") return displayUnit === "%" ? parts.value * 100 : parts.value;
  return undefined;
}
