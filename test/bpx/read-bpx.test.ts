/** What becomes of a file of the Battery Parameter eXchange format. */
import { describe, expect, it } from "vitest";
import { InputError, type Scenario } from "../../sim-core/index.ts";
import { type BpxReading, readBpx } from "../../src/bpx/read-bpx.ts";
import { loadShipped, parseShipped } from "../scenario/shipped-scenarios.ts";
import { type Json, MATERIAL, newFile, oldFile } from "./files.ts";
import { parseWritten } from "./parse-written.ts";

const BASE = parseShipped("random-ncm");
const read = (file: unknown): BpxReading => readBpx(file, BASE);
const scenarioOf = (file: unknown): Scenario => parseWritten(read(file).scenario, loadShipped);

describe("a file of a full cell", () => {
  const scenario = scenarioOf(oldFile());

  it("gives its electrode to the scenario, in SI", () => {
    const { cathode, ncm, interface: contact, cell } = scenario;
    expect(cathode.particleRadius).toBeCloseTo(4e-6, 15);
    expect(cathode.thickness).toBeCloseTo(60e-6, 15);
    expect(ncm.maximumConcentration).toBe(50000);
    expect([ncm.stoichiometryCharged, ncm.stoichiometryDischarged, ncm.stoichiometryInitial]).toEqual([
      0.3, 0.9, 0.9,
    ]);
    expect([ncm.diffusivityActivation, contact.exchangeActivation]).toEqual([20000, 30000]);
    expect(cell.temperature).toBeCloseTo(308.15, 10);
    // Three pairs of 20 cm2.
    expect(cell.electrodeArea).toBeCloseTo(0.006, 12);
  });

  it("has the exchange current of F K sqrt(x (1 - x)) at every x", () => {
    expect(scenario.interface.exchangeCurrentDensity).toBeCloseTo(96485.33212 * 2e-5 * 0.5, 10);
  });

  it("has a potential whose powers are those of Python, over the window of x", () => {
    const { evaluate, from, to } = scenario.ncm.openCircuitPotential;
    for (const x of [0.3, 0.47, 0.9])
      expect(evaluate(x)).toBeCloseTo(4.4 - 0.9 * x * x - 0.1 * Math.tanh(3 * (x - 0.5)), 5);
    expect([from, to]).toEqual([0.3, 0.9]);
  });

  it("draws the share of active material that its surface and radius tell", () => {
    expect(scenario.cathode.packing).toBe("random");
    expect(scenario.cathode.areaFraction).toBeCloseTo((300000 * 4e-6) / 3, 12);
  });

  it("is cycled between the potentials of its window: its cut-offs hold against graphite", () => {
    const voltages = scenario.protocol.blocks[0]?.steps.map(({ until }) => until[0]?.value);
    expect(voltages).toEqual([4.373, 3.588]);
    expect(read(oldFile()).notes).toContainEqual(expect.stringContaining("between 3.588 and 4.373 V"));
  });

  it("says what is not used", () => {
    const notes = read(oldFile()).notes.join("\n");
    for (const name of ["Negative electrode, Electrolyte, Separator", "Conductivity [S.m-1]", "Porosity"])
      expect(notes).toContain(name);
  });
});

describe("a half-cell", () => {
  it("keeps its cut-offs, its state of charge and the temperature of its State", () => {
    const { protocol, ncm, cell } = scenarioOf(newFile());
    expect(protocol.blocks[0]?.steps.map(({ until }) => until[0]?.value)).toEqual([4.2, 2.7]);
    expect(ncm.stoichiometryInitial).toBeCloseTo(0.9 - 0.25 * 0.6, 12);
    expect(cell.temperature).toBeCloseTo(293.15, 10);
  });

  it("is carried over to 25 degC from the temperature at which it was measured", () => {
    const { ncm, interface: contact } = scenarioOf(newFile({}, { "Reference temperature [K]": 313.15 }));
    const colder = (energy: number): number =>
      Math.exp((-energy / 8.31446261815324) * (1 / 298.15 - 1 / 313.15));
    expect(ncm.diffusivity.evaluate(0.5) / (5e-15 * colder(20000))).toBeCloseTo(1, 10);
    expect(contact.exchangeCurrentDensity / (0.9648533212 * colder(30000))).toBeCloseTo(1, 10);
  });

  it("may have tables, falling ones too, and one material in a blend", () => {
    const { "Particle radius [m]": _, ...rest } = MATERIAL;
    const ocp = { x: [0.9, 0.5, 0.3], y: [3.5, 3.9, 4.3] };
    const blended = { Particle: { Only: { ...MATERIAL, "OCP [V]": ocp } } };
    const { ncm } = scenarioOf(newFile({ ...rest, ...blended }));
    for (const [x, value] of [
      [0.3, 4.3],
      [0.5, 3.9],
      [0.9, 3.5],
    ] as const)
      expect(ncm.openCircuitPotential.evaluate(x)).toBeCloseTo(value, 12);
  });

  it("that is packed more densely than discs can be keeps the packing that is there, and says so", () => {
    const { scenario, notes } = read(newFile({ "Surface area per unit volume [m-1]": 500000 }));
    expect(scenario.cathode).not.toHaveProperty("areaFraction");
    expect(notes).toContainEqual(expect.stringContaining("fills 66.7 % of the electrode"));
  });
});

describe("what is wrong", () => {
  const problemsOf = (file: unknown): string[] => {
    try {
      read(file);
    } catch (error) {
      if (error instanceof InputError)
        return error.problems.map(({ where, got, expected }) => `${where}: got ${got}; expected ${expected}`);
      throw error;
    }
    return [];
  };
  const at = "Parameterisation.Positive electrode";

  it("is told at once, though the format's own reader lets it pass", () => {
    const electrode: Json = {
      "Particle radius [m]": -4e-6,
      "Minimum stoichiometry": 0.95,
      "Thickness [m]": "60e-6",
      "Maximum concentration [mol.m-3]": undefined,
      "Diffusivity [m2.s-1]": { x: [0.1, 0.5, 0.5], y: [1e-15, 2e-15, 3e-15] },
      "OCP [V]": { x: [0.3, 0.9], y: [4.3] },
    };
    expect(problemsOf(newFile(electrode))).toEqual([
      `${at}.Particle radius [m]: got -0.000004; expected a number above 0`,
      `${at}.Thickness [m]: got "60e-6"; expected a number above 0`,
      `${at}.Maximum concentration [mol.m-3]: got nothing; expected a number above 0`,
      `${at}.Minimum stoichiometry: got 0.95, with a maximum of 0.9; expected less than the maximum`,
      `${at}.OCP [V]: got 2 values of x and 1 of y; expected as many of both, two or more`,
      `${at}.Diffusivity [m2.s-1]: got x = 0.5 after 0.5; expected x that rises`,
    ]);
  });

  it.each([
    [{ "OCP [V]": "3 + x" }, "falls"],
    [{ "OCP [V]": "4 - sqrt(c)" }, '"c" is unknown'],
    [{ "OCP [V]": "4 - x***2" }, "a formula in x"],
    [{ "OCP [V]": 3.9 }, "a formula of x in the grammar of Python"],
  ])("of a potential is told under its name: %o", (electrode, expected) => {
    const [problem, ...others] = problemsOf(newFile(electrode));
    expect(problem).toMatch(/^Parameterisation\.Positive electrode\.OCP \[V\]: /);
    expect(problem).toContain(expected);
    expect(others).toEqual([]);
  });

  it.each([
    [{}, ["Header.BPX: got nothing", `${at}: got nothing`]],
    [[], ["Header.BPX: got nothing", `${at}: got nothing`]],
    [{ ...newFile(), Header: { BPX: "2.0.0" } }, ['Header.BPX: got "2.0.0"']],
    [
      newFile({ Particle: { Large: MATERIAL, Small: MATERIAL } }),
      [`${at}.Particle: got 2 materials (Large, Small); expected one active material`],
    ],
  ])("of the whole is told before anything else: %#", (file, expected) => {
    const problems = problemsOf(file);
    expect(problems).toHaveLength(expected.length);
    for (const [k, words] of expected.entries()) expect(problems[k]).toContain(words);
  });
});
