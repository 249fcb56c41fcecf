import { describe, expect, it } from "vitest";
import type { NumberParameter } from "../../sim-core/scenario/parameters/parameter.ts";
import {
  fromDisplay,
  PARAMETERS,
  parameterOf,
  toDisplay,
  valueIn,
} from "../../sim-core/scenario/parameters/parameters.ts";
import { listSteps } from "../../sim-core/scenario/protocol/protocol.ts";
import type { MaterialFunction, Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { parseShipped, SHIPPED_NAMES } from "./shipped-scenarios.ts";

/** Paths whose values differ; lists and protocol are compared as a whole. */
function differences(a: Scenario, b: Scenario): string[] {
  const plain = (value: unknown): unknown =>
    typeof value === "object" ? (value as MaterialFunction).text : value;
  const paths = PARAMETERS.filter((one) => plain(valueIn(a, one)) !== plain(valueIn(b, one))).map(
    ({ path }) => path,
  );
  const lists = (one: Scenario): string =>
    JSON.stringify([one.cathode.particles, one.cathode.inactiveZones, one.anode.protrusions, one.protocol]);
  return lists(a) === lists(b) ? paths : [...paths, "lists"];
}

describe("shipped scenarios", () => {
  it("are the eight of physics.md, two counterfactuals, a wide one, two of a whole cell, two of a random packing and seven protocols, and each parses under its own name", () => {
    expect([...SHIPPED_NAMES].sort()).toEqual([
      "lzp-ncm",
      "ncm",
      "ncm-ageing",
      "ncm-cc-cv",
      "ncm-dst",
      "ncm-gitt",
      "ncm-hppc",
      "ncm-link-cut",
      "ncm-pitt",
      "ncm-storage",
      "paper-flat-anode",
      "paper-protruded-anode",
      "physical-protruded-anode",
      "random-lzp-ncm",
      "random-ncm",
      "swage-lzp-ncm",
      "swage-ncm",
      "tomo-lzp-ncm",
      "tomo-ncm",
      "tomo-wide-ncm",
      "whole-lzp-ncm",
      "whole-ncm",
    ]);
    for (const name of SHIPPED_NAMES) {
      const scenario = parseShipped(name);
      expect(scenario.name).toBe(name);
      expect(scenario.title.length).toBeGreaterThan(5);
      expect(scenario.description.length).toBeGreaterThan(100);
    }
  });

  it.each([
    ["ncm", "lzp-ncm"],
    ["swage-ncm", "swage-lzp-ncm"],
    ["tomo-ncm", "tomo-lzp-ncm"],
    ["whole-ncm", "whole-lzp-ncm"],
  ])("%s and %s differ in the coating alone", (bareName, coatedName) => {
    const [bare, coated] = [parseShipped(bareName), parseShipped(coatedName)];
    expect(differences(bare, coated).sort()).toEqual([
      "contactLoss.coatingFactor",
      "cracking.rate",
      "interface.coatingThickness",
      "interface.contactFraction",
      "interface.filmGrowth",
      "interface.filmResistance",
    ]);
    for (const parameter of PARAMETERS) {
      if (parameter.kind !== "number" || parameter.coated === undefined) continue;
      expect(valueIn(coated, parameter), parameter.path).toBe(fromDisplay(parameter, parameter.coated));
    }
    expect(coated.interface.filmGrowth / bare.interface.filmGrowth).toBeCloseTo(0.2, 12);
    expect(coated.interface.coatingConductivity).toBe(1e-3);
  });

  it("state what differs from the table with a source", () => {
    for (const name of SHIPPED_NAMES) {
      const scenario = parseShipped(name);
      for (const [path, { source }] of Object.entries(scenario.provenance)) {
        if (path === "mesh" || path === "protocol.repeat") continue;
        expect(source, `${name} ${path}`).toMatch(/\[(P|PB|L|K|D|A|F)\]/);
      }
    }
  });

  it("hold the presets of physics.md 1.2", () => {
    const shown = (name: string, ...paths: string[]): unknown[] => {
      const scenario = parseShipped(name);
      return paths.map((path) => {
        const parameter = parameterOf(path) as NumberParameter;
        return toDisplay(parameter, valueIn(scenario, parameter) as number);
      });
    };
    const paths = [
      "electrolyte.thickness",
      "cathode.thickness",
      "anode.thickness",
      "cell.stackPressure",
      "cell.cRate",
    ];
    expect(shown("ncm", ...paths)).toEqual([100, 75, 75, 160, 0.5]);
    expect(shown("swage-ncm", ...paths)).toEqual([550, 45, 300, 160, 0.5]);
    expect(shown("tomo-ncm", ...paths)).toEqual([800, 200, 40, 7, 0.1]);
    const rest = ["contactLoss.correlationLength", "anode.areaResistance", "cell.temperature"];
    expect(shown("ncm", ...rest)).toEqual([150, 1, 30]);
    expect(shown("swage-ncm", ...rest)).toEqual([1500, 1, 30]);
    expect(shown("tomo-ncm", ...rest)).toEqual([1000, 10, 30]);
  });

  it("give the random packings the particle count of physics.md 1.2", () => {
    for (const [name, perCut] of [
      ["swage-ncm", 97],
      ["tomo-ncm", 431],
    ] as const) {
      const { cathode, cell } = parseShipped(name);
      const meanArea = Math.PI * cathode.particleRadius ** 2 * (1 + cathode.radiusSpread ** 2);
      const count = (cathode.areaFraction * cathode.thickness * cell.width) / meanArea;
      expect(Math.abs(count * (420e-6 / cell.width) - perCut)).toBeLessThan(0.5);
    }
    const swage = parseShipped("swage-ncm");
    expect(swage.cell.width).toBeGreaterThanOrEqual(4.8 * swage.electrolyte.thickness * (1 - 1e-12));
  });

  it("widen the tomography cell for one cycle, and change nothing else but mesh and stress", () => {
    const narrow = parseShipped("tomo-ncm", { "protocol.repeat": 1 });
    const wide = parseShipped("tomo-wide-ncm");
    expect(differences(narrow, wide).sort()).toEqual(["cell.width", "mechanics.mode", "mesh"]);
    expect(wide.cell.width).toBeCloseTo(3e-3, 12);
  });

  it("set up the two calculations of the paper", () => {
    for (const name of ["paper-flat-anode", "paper-protruded-anode"]) {
      const scenario = parseShipped(name);
      expect(scenario.ncm.geometryMode).toBe("cylinder");
      expect(scenario.electrolyte.conductivity).toBeCloseTo(0.3, 15);
      expect(scenario.electrolyte.conductivityActivation).toBe(0);
      expect(scenario.protocol.repeat).toBe(1);
      expect(listSteps(scenario.protocol)).toEqual([
        {
          kind: "charge",
          rate: { kind: "currentDensity", value: 100 },
          until: [
            ...(name === "paper-protruded-anode" ? [{ kind: "duration", value: 25 }] : []),
            { kind: "voltage", value: 4.3 },
          ],
        },
      ]);
      expect(scenario.mechanics.mode).toBe("paper");
    }
    const micrometres = (record: object): Record<string, number> =>
      Object.fromEntries(Object.entries(record).map(([key, value]) => [key, Math.round(value * 1e9) / 1e3]));
    const flat = parseShipped("paper-flat-anode");
    const protruded = parseShipped("paper-protruded-anode");
    expect(flat.anode.protrusions).toEqual([]);
    expect(flat.cathode.inactiveZones.map(micrometres)).toEqual([{ from: 140, to: 280 }]);
    expect(protruded.cathode.inactiveZones.map(micrometres)).toEqual([
      { from: 0, to: 140 },
      { from: 280, to: 420 },
    ]);
    expect(protruded.anode.protrusions.map(micrometres)).toEqual(
      [130, 210, 290].map((x) => ({ x, halfWidth: 15, depth: 30 })),
    );
  });
});
