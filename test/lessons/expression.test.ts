import { describe, expect, it } from "vitest";
import { compileCondition, compileNumber } from "../../src/lessons/expression.ts";
import { momentWith } from "./stage.ts";

const cells = momentWith({ voltage: 4, cycle: 2 });

function holds(text: string): boolean | string {
  const compiled = compileCondition(text);
  return "read" in compiled ? compiled.read(cells) : compiled.problem;
}

function value(text: string): number | string {
  const compiled = compileNumber(text);
  return "read" in compiled ? compiled.read(cells) : compiled.problem;
}

describe("conditions", () => {
  it.each([
    ["A.voltage >= 4", true],
    ["A.voltage > 4", false],
    ["A.cycle == 2 and B.voltage < 3", false],
    ["A.cycle == 1 or B.voltage > 3 and A.cycle > 1", true],
    ["not (A.cycle == 2)", false],
    ["A.voltage - B.voltage <= 0.001", true],
    ["A.retention > 0", false],
    ["A.retention <= 0", false],
  ])("%s", (text, expected) => expect(holds(text)).toBe(expected));

  it.each([
    ["A.voltage", /is a number/],
    ["A.colour > 1", /none of time, cycle/],
    ["voltage > 1", /no quantity of a cell/],
    ["C.voltage > 1", /A\.name or B\.name/],
    ["A.voltage >", /Expected expression/],
    ["alert(1) > 2", /only quantities/],
    ['A["voltage"] > 2', /A\.name/],
    ["A.voltage > 1 > 0", /does not join/],
    ["A.constructor > 1", /none of/],
    [`A.voltage > ${"1".repeat(600)}`, /more than 500/],
  ])("refuses %s", (text, words) => expect(holds(text)).toMatch(words));
});

describe("numbers", () => {
  it("are reckoned with", () => {
    expect(value("100 * A.voltage / (B.cycle + 2) - -1")).toBe(101);
    expect(value("A.voltage > 1")).toMatch(/not a number/);
    expect(value("A.dischargeCapacity")).toBeNaN();
  });
});
