/** Formulas, sentences and links: what the grammar allows, and the same with a few characters changed. */
import fc from "fast-check";
import { parameterBounds } from "../../src/app/streams/parameter-lookup.ts";
import { sentences } from "./draw-protocol.ts";

const SIGNS = fc.constantFrom(..."()+-*/^,.;=[]{}'\"\\x0123456789e% &?#:<>\u00b2\u2212\u0000\u{1f600}");

/** The text with up to three places replaced, removed or doubled. */
function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const wound = fc.tuple(
    fc.nat(),
    fc.integer({ min: 0, max: 3 }),
    fc.oneof(SIGNS, fc.string({ maxLength: 4 })),
  );
  return fc.tuple(texts, fc.array(wound, { maxLength: 3 })).map(([text, wounds]) =>
    wounds.reduce((at, [place, cut, put]) => {
      const from = place % (at.length + 1);
      return at.slice(0, from) + put + at.slice(from + cut);
    }, text),
  );
}

const { formula } = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom("x", "1", "0.5", "pi", "e", "1e-3", "1e308", "2.5"),
    fc
      .tuple(tie("formula"), fc.constantFrom("+", "-", "*", "/", "^", " "), tie("formula"))
      .map((parts) => parts.join(" ")),
    fc
      .tuple(
        fc.constantFrom("exp", "log", "tanh", "sqrt", "abs", "atanh", "cbrt", "-", "sin"),
        tie("formula"),
      )
      .map(([name, inner]) => `${name}(${inner})`),
    fc
      .tuple(fc.constantFrom("min", "max", "pow"), tie("formula"), tie("formula"))
      .map(([name, a, b]) => `${name}(${a}, ${b})`),
  ),
}));

export const formulas: fc.Arbitrary<string> = fc.oneof(formula, damaged(formula), fc.string());

export const stepSentences: fc.Arbitrary<string> = fc.oneof(
  sentences,
  damaged(sentences),
  damaged(sentences),
  fc.string(),
);

const bounds = parameterBounds();
const KEYS = [
  "cells",
  "b",
  "seed",
  "mesh",
  "speed",
  "layer",
  "chart",
  "play",
  "particle",
  "t",
  ...bounds.keys(),
];
const VALUES = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "1",
    "on",
    "draft",
    "1e999",
    "-0",
    "NaN",
    "0x10",
    "1e3",
    "%",
    "%zz",
    "constructor",
    "__proto__",
  ),
  fc.string({ maxLength: 12 }),
  fc.integer().map(String),
);
const query = fc
  .array(fc.tuple(fc.constantFrom(...KEYS, "__proto__", "event"), VALUES), { maxLength: 6 })
  .map((pairs) => `?${pairs.map(([key, value]) => `${key}=${value}`).join("&")}`);

export const links: fc.Arbitrary<string> = fc.oneof(query, damaged(query), fc.string());
