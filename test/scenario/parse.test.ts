import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeScenario } from "../../sim-core/scenario/describe.ts";
import type { NumberParameter } from "../../sim-core/scenario/parameters/parameter.ts";
import { fromDisplay, PARAMETERS, valueIn } from "../../sim-core/scenario/parameters/parameters.ts";
import { parseScenario, parseScenarioText } from "../../sim-core/scenario/parse.ts";
import { listSteps } from "../../sim-core/scenario/protocol/protocol.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { between } from "../fractions.ts";
import { fileWith, loadShipped, parseShipped, problemsOf } from "./shipped-scenarios.ts";

const load = loadShipped;

describe("parseScenario", () => {
  it("fills a bare file with the table", () => {
    const scenario = parseScenario(fileWith({}), { load });
    for (const parameter of PARAMETERS) {
      if (parameter.kind === "number") {
        expect(valueIn(scenario, parameter), parameter.path).toBe(fromDisplay(parameter, parameter.default));
      } else if (parameter.kind !== "function") {
        expect(valueIn(scenario, parameter), parameter.path).toBe(parameter.default);
      }
    }
    expect(scenario.provenance).toEqual({});
    expect(listSteps(scenario.protocol).map(({ kind }) => kind)).toEqual(["charge", "discharge"]);
  });

  it("lets the nearest file win, and a setting over every file", () => {
    const files: Record<string, object> = {
      low: fileWith({ name: "low", cell: { width: "300 um", temperature: "50 degC" }, seed: 7 }),
      middle: fileWith({ name: "middle", extends: "low", cell: { width: "350 um" } }),
    };
    const top = fileWith({ extends: "middle", cell: { cRate: "1C" } });
    const scenario = parseScenario(top, {
      load: (name) => files[name],
      overrides: {
        "cell.cRate": 2,
        "electrolyte.conductivity": "5 mS/cm",
        mesh: "fine",
        "contactLoss.feedback": false,
      },
    });
    expect(scenario.cell.width).toBeCloseTo(350e-6, 15);
    expect(scenario.cell.temperature).toBe(323.15);
    expect(scenario.cell.cRate).toBe(2);
    expect(scenario.seed).toBe(7);
    expect(scenario.mesh).toBe("fine");
    expect(scenario.contactLoss.feedback).toBe(false);
    expect(scenario.electrolyte.conductivity).toBe(0.5);
    expect(scenario.provenance["cell.cRate"]).toEqual({ source: "set by hand", confidence: "A" });
    expect(scenario.provenance["cell.width"]).toEqual({ source: "set by scenario middle", confidence: "A" });
  });

  it("takes a bare number of a setting in display units", () => {
    const scenario = parseShipped("ncm", {
      "cell.temperature": 45,
      "ncm.volumeChange": 5.1,
      "anode.thickness": 30,
    });
    expect(scenario.cell.temperature).toBe(318.15);
    expect(scenario.ncm.volumeChange).toBeCloseTo(0.051, 15);
    expect(scenario.anode.thickness).toBeCloseTo(30e-6, 18);
  });

  it("says every problem at once, each as where, got and expected", () => {
    const problems = problemsOf(
      fileWith({
        schemaVersion: 2,
        extends: "ncmm",
        mesh: "coarse",
        electrolyte: { thickness: "30 mA", thicknes: "100 um", conductivity: 3 },
        cell: { temperature: "900 degC" },
        cathode: { columns: 3.5, particles: [{ x: "1 um", y: "1 V", radius: "0 um" }] },
        ncm: { openCircuitPotential: "import('fs')" },
        anod: {},
        protocol: { steps: [{ charge: "5 V", until: "4.3 A" }] },
      }),
      { "cell.cRate": Number.NaN, "cell.witdh": 3 },
    );
    for (const line of [
      "schemaVersion: got 2; expected 1",
      'extends: got "ncmm"; expected the name of a scenario that exists',
      'mesh: got "coarse"; expected one of "draft", "standard", "fine"',
      'electrolyte.thickness: got "30 mA"; expected a length from 5 um to 5 mm',
      'electrolyte.thicknes: got an unknown key; expected a key of electrolyte (did you mean "thickness"?)',
      "electrolyte.conductivity: got 3; expected a conductivity from 0.001 mS/cm to 1000 mS/cm",
      'cell.temperature: got "900 degC"; expected a temperature from -20 degC to 90 degC',
      "cathode.columns: got 3.5; expected a whole number from 1 to 2000",
      'cathode.particles.0.y: got "1 V"; expected a length from 0 um to 20 mm',
      'cathode.particles.0.radius: got "0 um"; expected a length from 0.001 um to 20 mm',
      'anod: got an unknown key; expected a key of a scenario (did you mean "anode"?)',
      "cell.cRate: got NaN; expected a C-rate from 0.001C to 20C",
      'cell.witdh: got an unknown setting; expected the path of a parameter (did you mean "cell.width"?)',
    ]) {
      expect(problems).toContain(line);
    }
    expect(problems.some((line) => line.startsWith("ncm.openCircuitPotential: "))).toBe(true);
    expect(problems.some((line) => line.startsWith("protocol.steps.0.charge: "))).toBe(true);
    expect(problems.some((line) => line.startsWith("protocol.steps.0.until: "))).toBe(true);
    expect(problems.every((line) => /^\S.*: got .+; expected .+/.test(line))).toBe(true);
    expect(new Set(problems).size).toBe(problems.length);
  });

  it.each<[string, object, RegExp]>([
    [
      "cut-offs",
      {
        protocol: {
          steps: [
            { charge: "rate", until: "3 V" },
            { discharge: "rate", until: "3.5 V" },
          ],
        },
      },
      /^protocol.steps.1: .*above/,
    ],
    [
      "particle outside",
      { cathode: { particles: [{ x: "2 um", y: "20 um", radius: "5 um" }] } },
      /^cathode.particles.0: .*inside/,
    ],
    [
      "particles that overlap",
      {
        cathode: {
          particles: [
            { x: "20 um", y: "20 um", radius: "5 um" },
            { x: "29 um", y: "20 um", radius: "5 um" },
          ],
        },
      },
      /^cathode.particles.1: .*gap/,
    ],
    [
      "protrusion through the electrolyte",
      { anode: { protrusions: [{ x: "100 um", halfWidth: "9 um", depth: "100 um" }] } },
      /^anode.protrusions.0: .*less than the electrolyte/,
    ],
    [
      "protrusion over the side",
      { anode: { protrusions: [{ x: "5 um", halfWidth: "9 um", depth: "10 um" }] } },
      /^anode.protrusions.0: .*between/,
    ],
    [
      "protrusions that overlap",
      {
        anode: {
          protrusions: [
            { x: "50 um", halfWidth: "9 um", depth: "10 um" },
            { x: "60 um", halfWidth: "9 um", depth: "10 um" },
          ],
        },
      },
      /^anode.protrusions.1: .*beside/,
    ],
    ["a lattice too narrow", { cathode: { columns: 42 } }, /^cathode.columns: .*pitch/],
    ["a lattice too low", { cathode: { rows: 8 } }, /^cathode.rows: .*pitch/],
    [
      "a random particle too large",
      { cathode: { packing: "random", particleRadius: "40 um" } },
      /^cathode.particleRadius: .*fits/,
    ],
    [
      "an inverted zone",
      { cathode: { inactiveZones: [{ from: "100 um", to: "50 um" }] } },
      /^cathode.inactiveZones.0: .*left to right/,
    ],
    [
      "an inverted window",
      { ncm: { stoichiometryCharged: 0.8, stoichiometryDischarged: 0.6 } },
      /^ncm.stoichiometryCharged: /,
    ],
    [
      "a start outside the window",
      { ncm: { stoichiometryInitial: 0.2 } },
      /^ncm.stoichiometryInitial: .*0.2644 to 0.93/,
    ],
    [
      "lithium thinner than its own limit",
      { anode: { thickness: "1 um", minimumThickness: "2 um" } },
      /^anode.minimumThickness: /,
    ],
  ])("sees %s", (_, more, line) => {
    const problems = problemsOf(fileWith(more));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(line);
  });

  it("stops at a circle of files", () => {
    const files: Record<string, object> = {
      a: fileWith({ name: "a", extends: "b" }),
      b: fileWith({ name: "b", extends: "a" }),
    };
    expect(() => parseScenario(files.a, { load: (name) => files[name] })).toThrow(/circle/);
  });

  it("names the file in which a mistake stands", () => {
    const files: Record<string, object> = { base: fileWith({ cell: { widht: "3 um" } }) };
    expect(() => parseScenario(fileWith({ extends: "base" }), { load: (name) => files[name] })).toThrow(
      'base: cell.widht: got an unknown key; expected a key of cell (did you mean "width"?)',
    );
  });

  it("passes on what the loader says is wrong with a file", () => {
    const broken = (): unknown => parseScenarioText("{", { load });
    expect(() => parseScenario(fileWith({ extends: "base" }), { load: broken })).toThrow(
      /^base: scenario: got "\{"/,
    );
  });

  it.each([undefined, null, 5, "ncm", [], [1]])("refuses %j as a whole", (source) => {
    expect(problemsOf(source)[0]).toMatch(/^scenario: got .*; expected a scenario/);
  });

  it("says where text is no JSON", () => {
    expect(() => parseScenarioText('{"schemaVersion": 1,', { load })).toThrow(
      /^scenario: got .*; expected JSON \(/,
    );
  });

  it("is not led astray by names of prototypes", () => {
    const text =
      '{"schemaVersion":1,"name":"x","__proto__":{"seed":9},"cell":{"__proto__":{"width":"50 um"}}}';
    expect(() => parseScenarioText(text, { load })).toThrow(/__proto__: got an unknown key/);
    expect(problemsOf(fileWith({}), { __proto__x: 1, constructor: "x" })).toHaveLength(2);
  });

  it("throws nothing but an InputError, whatever the file", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("cell", "ncm", "protocol", "cathode", "anode", "mesh"),
        (value, key) => {
          problemsOf(value);
          problemsOf(fileWith({ [key]: value }));
          problemsOf(fileWith({ ncm: { openCircuitPotential: value, diffusivity: value } }));
          problemsOf(fileWith({ protocol: { steps: [value] }, anode: { protrusions: value } }));
        },
      ),
      { seed: 11, numRuns: 60 },
    );
  });
});

describe("describeScenario", () => {
  const again = (scenario: Scenario): Scenario =>
    parseScenarioText(JSON.stringify(describeScenario(scenario)), { load });

  it("parses back to the same scenario, whatever the values", () => {
    const numbers = PARAMETERS.filter(
      (parameter): parameter is NumberParameter =>
        parameter.kind === "number" &&
        /^(interface|contactLoss|cracking|drift|fracture|voids|mechanics|interphase|solver)\./.test(
          parameter.path,
        ),
    );
    const setting = fc.constantFrom(...numbers).chain(({ path, minimum: min, maximum: max, integer }) => {
      const value = integer ? fc.integer({ min, max }) : between(min, max);
      return fc.tuple(fc.constant(path), value);
    });
    fc.assert(
      fc.property(fc.array(setting, { maxLength: 6 }), (settings) => {
        const scenario = parseShipped("lzp-ncm", Object.fromEntries(settings));
        const back = again(scenario);
        expect(JSON.stringify(back)).toBe(JSON.stringify(scenario));
      }),
      { seed: 13, numRuns: 60 },
    );
  });

  it("keeps lists, functions and protocols", () => {
    const scenario = parseScenario(
      fileWith({
        extends: "paper-protruded-anode",
        cathode: { particles: [{ x: "20.123 um", y: "20 um", radius: "5.5 um" }] },
        ncm: {
          openCircuitPotential: { formula: "4.2 - x^3", source: "mine", confidence: "L" },
          diffusivity: "4e-15 m2/s",
        },
        protocol: {
          steps: [
            { charge: "0.33C", until: ["4.25 V", "2 mAh/cm^2", "2.5 h"] },
            { hold: "4.25 V", until: ["C/20", "1 h"] },
            { rest: "10 min" },
            { discharge: "12 A/m2", until: "2.7 V" },
          ],
        },
      }),
      { load },
    );
    const back = again(scenario);
    expect(JSON.stringify(back)).toBe(JSON.stringify(scenario));
    for (const x of [0.1, 0.5, 0.9]) {
      expect(back.ncm.openCircuitPotential.evaluate(x)).toBe(scenario.ncm.openCircuitPotential.evaluate(x));
      expect(back.ncm.diffusivity.evaluate(x)).toBe(4e-15);
    }
    expect(back.provenance["ncm.openCircuitPotential"]).toEqual({ source: "mine", confidence: "L" });
  });

  it("gives every parameter its value, unit, source and confidence", () => {
    const file = describeScenario(parseShipped("swage-ncm")) as Record<string, Record<string, object>>;
    expect(file.electrolyte?.thickness).toEqual({
      value: 550,
      unit: "um",
      source: "Zheng 2023 [P]",
      confidence: "H",
    });
    expect(file.electrolyte?.conductivity).toEqual({
      value: 3,
      unit: "mS/cm",
      source: "Zheng 2023 [P]",
      confidence: "H",
    });
    for (const { path } of PARAMETERS) {
      const entry = path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], file);
      expect(entry, path).toMatchObject({
        source: expect.any(String),
        confidence: expect.stringMatching(/^[HMLA]$/),
      });
    }
  });
});
