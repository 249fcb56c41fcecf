import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { between, betweenDecades } from "../fractions.ts";
import { createPluginCheck } from "./plugin-check.ts";

const passes = createPluginCheck("test/**");

test.each([
  "export const any = fc.double({ min: 0, max: 1, noNaN: true });",
  "export const any = fc.float();",
  "export const any = fc.array(fc.double());",
])("tests may not draw bit patterns for fractions: %s", (statement) => {
  expect(passes(statement)).toBe(false);
});

test("tests may draw what they mean", () => {
  expect(passes("export const any = fc.tuple(between(0, 1), fc.integer({ min: 0, max: 9 }));")).toBe(true);
});

/** Of 1001 draws, in order. */
function draw(values: fc.Arbitrary<number>): number[] {
  return fc.sample(values, { numRuns: 1001, seed: 4 }).sort((a, b) => a - b);
}

describe("any value of a range", () => {
  it("is an ordinary one, with both ends among them", () => {
    const drawn = draw(between(2, 4));
    expect([drawn[0], drawn[1000]]).toEqual([2, 4]);
    expect(drawn[500]).toBeGreaterThan(2.5);
    expect(drawn[500]).toBeLessThan(3.5);
  });

  it("has every decade as often", () => {
    const drawn = draw(betweenDecades(1e-6, 1e2));
    expect([drawn[0], drawn[1000]]).toEqual([1e-6, 1e2]);
    expect(drawn[500]).toBeGreaterThan(1e-3);
    expect(drawn[500]).toBeLessThan(1e-1);
  });
});
