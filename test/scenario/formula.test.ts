import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormulaError, parseFormula } from "../../sim-core/scenario/functions/formula.ts";

describe("formulas", () => {
  it.each<[string, (x: number) => number]>([
    ["1 + 2 x - x^2 / 4", (x) => 1 + 2 * x - (x * x) / 4],
    ["-x^2", (x) => -(x ** 2)],
    ["2^-x", (x) => 2 ** -x],
    ["0.5 exp(-(x - 0.2) / 0.1)", (x) => 0.5 * Math.exp(-(x - 0.2) / 0.1)],
    ["tanh(3 (x - 0.5)) + log(x) log10(x)", (x) => Math.tanh(3 * (x - 0.5)) + Math.log(x) * Math.log10(x)],
    [
      "sqrt(x) + cbrt(x) + abs(x - 1) + pow(x, 3)",
      (x) => Math.sqrt(x) + Math.cbrt(x) + Math.abs(x - 1) + x ** 3,
    ],
    ["sin(x) cos(x) tan(x) + atan(x)", (x) => Math.sin(x) * Math.cos(x) * Math.tan(x) + Math.atan(x)],
    [
      "sinh(x) - cosh(x) + asinh(x) + atanh(x)",
      (x) => Math.sinh(x) - Math.cosh(x) + Math.asinh(x) + Math.atanh(x),
    ],
    ["min(x, 0.3) + max(x, 0.3)", (x) => Math.min(x, 0.3) + Math.max(x, 0.3)],
    ["+pi - e", () => Math.PI - Math.E],
  ])("%s", (text, exact) => {
    const formula = parseFormula(text);
    for (const x of [0.05, 0.3, 0.77]) expect(formula(x)).toBeCloseTo(exact(x), 13);
  });

  it.each([
    "x = 3",
    "f(x) = x",
    "import('fs')",
    "import({a: 1}, {override: true})",
    "createUnit('foo')",
    "evaluate('1')",
    "parse('x')",
    "simplify('x')",
    "derivative('x', 'x')",
    "x.constructor",
    "cos.constructor('return process')()",
    "constructor",
    "__proto__",
    "toString(x)",
    "hasOwnProperty(x)",
    '"a"',
    "'a'",
    "[1, 2]",
    "[1, 2][1]",
    "{a: 1}",
    "{a: 1}.a",
    "1:3",
    "x; 1",
    "x\nx",
    "x ? 1 : 2",
    "x > 1",
    "x and 1",
    "x'",
    "x!",
    "x % 2",
    "x .* 2",
    "x to m",
    "5 m",
    "i x",
    "y",
    "true",
    "null",
    "random()",
    "exp(1, 2)",
    "min(x)",
    "x(3)",
    "",
    "1 +",
    "(".repeat(1900),
    `${"-".repeat(1900)}x`,
    `${"1+".repeat(1500)}1`,
  ])("refuses %s", (text) => {
    expect(() => parseFormula(text)).toThrow(FormulaError);
  });

  it("throws nothing but a FormulaError, whatever the text", () => {
    const pieces = fc.constantFrom(
      "x",
      "1",
      ".",
      "(",
      ")",
      "[",
      "]",
      "+",
      "-",
      "^",
      "exp",
      "=",
      ";",
      '"',
      "{",
      ":",
      " ",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        try {
          expect(typeof parseFormula(parts.join(""))(0.5)).toBe("number");
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError);
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
