/** Scenarios as files of the Battery Parameter eXchange format, and back. */
import { describe, expect, it } from "vitest";
import {
  type MaterialFunction,
  PARAMETERS,
  parseScenario,
  type Scenario,
  valueIn,
} from "../../sim-core/index.ts";
import { parseFormula } from "../../sim-core/scenario/functions/formula.ts";
import { writePythonFormula } from "../../sim-core/scenario/functions/python-formula.ts";
import { readBpx } from "../../src/bpx/read-bpx.ts";
import { writeBpx } from "../../src/bpx/write-bpx.ts";
import { loadShipped, parseShipped } from "../scenario/shipped-scenarios.ts";

const OF_CELL = PARAMETERS.filter(({ group }) => !["run", "protocol", "solver"].includes(group));

describe("a scenario comes back", () => {
  it.each(["ncm", "random-lzp-ncm", "tomo-ncm", "whole-ncm"])("as it was: %s", (name) => {
    const scenario = parseShipped(name);
    const file = JSON.parse(JSON.stringify(writeBpx(scenario).file));
    const back = parseScenario(readBpx(file, parseShipped("ncm")).scenario, { load: loadShipped });
    for (const parameter of OF_CELL)
      compare(parameter.path, valueIn(back, parameter), valueIn(scenario, parameter));
    expect(back.protocol.blocks[0]?.steps.map(({ until }) => until[0]?.value)).toEqual([4.3, 2.6]);
  });

  function compare(path: string, got: unknown, expected: unknown): void {
    if (typeof expected === "number") expect(got as number, path).toBeCloseTo(expected, 11);
    else if (typeof expected !== "object") expect(got, path).toBe(expected);
    else compareFunctions(got as MaterialFunction, expected as MaterialFunction);
  }

  function compareFunctions(got: MaterialFunction, expected: MaterialFunction): void {
    expect([got.from, got.to]).toEqual([expected.from, expected.to]);
    for (let x = expected.from; x <= expected.to; x += 0.0037)
      expect(Math.abs(got.evaluate(x) / expected.evaluate(x) - 1)).toBeLessThan(1e-3);
  }
});

describe("a file", () => {
  const electrodeOf = (scenario: Scenario): Record<string, unknown> => {
    const { Parameterisation: all } = writeBpx(scenario).file as {
      Parameterisation: Record<string, unknown>;
    };
    return all["Positive electrode"] as Record<string, unknown>;
  };

  it("is a part of version 1.1.1, as a half-cell has to be", () => {
    const { Header: header, State: state } = writeBpx(parseShipped("ncm")).file;
    expect(header).toMatchObject({ BPX: "1.1.1", Model: "Partial" });
    expect(state).toMatchObject({ "Thermal environment": { "Ambient temperature [K]": 303.15 } });
  });

  it("has what its reader knows of a single particle, and no more", () => {
    expect(Object.keys(electrodeOf(parseShipped("ncm"))).sort()).toEqual([
      "Diffusivity [m2.s-1]",
      "Diffusivity activation energy [J.mol-1]",
      "Entropic change coefficient [V.K-1]",
      "Maximum concentration [mol.m-3]",
      "Maximum stoichiometry",
      "Minimum stoichiometry",
      "OCP [V]",
      "Particle radius [m]",
      "Reaction rate constant [mol.m-2.s-1]",
      "Reaction rate constant activation energy [J.mol-1]",
      "Surface area per unit volume [m-1]",
      "Thickness [m]",
    ]);
  });

  it("has tables whose straight lines miss the function by 0.1 % at most", () => {
    const scenario = parseShipped("ncm");
    const { x, y } = electrodeOf(scenario)["Diffusivity [m2.s-1]"] as { x: number[]; y: number[] };
    const { evaluate } = scenario.ncm.diffusivity;
    for (let k = 1; k < x.length; k++) {
      for (const part of [0.25, 0.5, 0.75]) {
        const at = x[k - 1]! + part * (x[k]! - x[k - 1]!);
        const straight = y[k - 1]! + part * (y[k]! - y[k - 1]!);
        expect(Math.abs(straight / evaluate(at) - 1)).toBeLessThan(1e-3);
      }
    }
  });

  it("keeps nothing but numbers outside of a description below User-defined: text would be taken for a formula", () => {
    const { Parameterisation: all } = writeBpx(parseShipped("ncm")).file as {
      Parameterisation: Record<string, Record<string, Record<string, unknown>>>;
    };
    const { description, ...numbers } = all["User-defined"]!.fluxtwin!;
    expect(JSON.parse(description as string)).toMatchObject({ "cathode.packing": "lattice" });
    expect(Object.values(numbers).every((value) => typeof value === "number")).toBe(true);
  });
});

describe("formulas in the grammar of Python", () => {
  it.each([
    ["4 - 0.7855 x - 0.05 tanh(15 (x - 0.5))", "4 - 0.7855 * x - 0.05 * tanh(15 * (x - 0.5))"],
    ["-x^2 + 2^-x", "-x**2 + 2**-x"],
    ["1 / 2 x", "1 / 2 * x"],
    ["2^x^2", "2**x**2"],
    ["pow(x, 3) / (4 x)", "pow(x, 3) / (4 * x)"],
    ["6 / x x", "6 / (x * x)"],
  ])("%s", (own, python) => {
    const written = writePythonFormula(own);
    expect(written).toBe(python);
    const [exact, back] = [parseFormula(own), parseFormula(written!.replaceAll("**", "^"))];
    for (const x of [0.1, 0.45, 0.93]) expect(back(x)).toBe(exact(x));
  });

  it.each(["log(x)", "sqrt(x)", "pi x", "e^x"])(
    "there is none for %s, which its reader cannot evaluate",
    (own) => {
      expect(writePythonFormula(own)).toBeUndefined();
    },
  );
});
