/** What is questioned, in exact words, and what is left alone. */
import { describe, expect, it } from "vitest";
import { describeProblem } from "../../sim-core/base/errors.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { fileWith, loadShipped, parseShipped, problemsOf, SHIPPED_NAMES } from "./shipped-scenarios.ts";

function warningsOf(more: object, overrides: Record<string, string | number> = {}): string[] {
  return parseScenario(fileWith(more), { load: loadShipped, overrides }).warnings.map(describeProblem);
}

const TRIPLE = (capacity: number, density: number, concentration: number): string =>
  `cell.nominalCapacity: got a nominal capacity of ${capacity} mAh/g with a density of ${density} g/cm3 and a maximum concentration of ${concentration} mol/m3; expected`;

describe("questions", () => {
  it("are not asked of the table's values nor of the shipped scenarios", () => {
    expect(warningsOf({})).toEqual([]);
    for (const name of SHIPPED_NAMES) expect(parseShipped(name).warnings, name).toEqual([]);
  });

  it("are asked of a potential that covers neither the window nor the cut-offs", () => {
    const table = {
      x: [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
      value: [4.2, 4.05, 3.92, 3.8, 3.72, 3.66, 3.55],
      unit: "V",
      interpolate: "linear",
    };
    expect(warningsOf({ ncm: { openCircuitPotential: table } })).toEqual([
      "ncm.openCircuitPotential: got values from x = 0.3 to 0.9; expected values over the window and the start, x = 0.2644 to 0.93: beyond its ends it goes straight on",
      "protocol.steps: got a charge to 4.3 V; expected a voltage that the open-circuit potential covers, 3.55 V to 4.2 V: beyond its ends it goes straight on",
      "protocol.steps: got a discharge to 2.6 V; expected a voltage that the open-circuit potential covers, 3.55 V to 4.2 V: it ends at 3.424 V, where the particles are full",
    ]);
  });

  it("are asked of a potential that no material has", () => {
    expect(warningsOf({ ncm: { openCircuitPotential: "99 - x" } })).toEqual([
      "ncm.openCircuitPotential: got 98.01 V to 98.99 V; expected a potential against lithium between 0 V and 6 V",
      "protocol.steps: got a charge to 4.3 V; expected a voltage that the open-circuit potential covers, 98.01 V to 98.99 V: such a charge is over before it begins",
      "protocol.steps: got a discharge to 2.6 V; expected a voltage that the open-circuit potential covers, 98.01 V to 98.99 V: it ends at 98 V, where the particles are full",
    ]);
  });

  it("are asked of holds, each voltage once", () => {
    const hold = { hold: "5 V", until: "1 h" };
    const steps = [{ charge: "rate", until: "4.3 V" }, hold, hold, { discharge: "rate", until: "2.6 V" }];
    expect(warningsOf({ protocol: { steps } })).toHaveLength(1);
    expect(warningsOf({ protocol: { steps } })[0]).toMatch(/^protocol.steps: got a hold at 5 V; expected a/);
  });

  it("are asked of a diffusivity that no solid has, which is refused only where it cannot be computed", () => {
    const expected = "expected a diffusivity of lithium in a solid, 1e-20 m2/s to 1e-9 m2/s";
    expect(warningsOf({ ncm: { diffusivity: "1 m2/s" } })).toEqual([
      `ncm.diffusivity: got 1 m2/s; ${expected}`,
    ]);
    expect(warningsOf({ ncm: { diffusivity: "1e-25 m2/s" } })).toEqual([
      `ncm.diffusivity: got 1e-25 m2/s; ${expected}`,
    ]);
    expect(problemsOf(fileWith({ ncm: { diffusivity: "1e300 m2/s" } }))).toEqual([
      'ncm.diffusivity: got "1e300 m2/s"; expected a property from 1e-40 to 1e20 m2/s (at x = 0 it is 1e300)',
    ]);
  });

  it("are asked of diffusion that no particle can wait for", () => {
    expect(warningsOf({ ncm: { diffusivity: "1e-18 m2/s" } })).toEqual([
      "ncm.diffusivity: got 1e-18 m2/s at most; expected one that keeps pace with 0.5C in particles of 5 um: their surface would lag by x = 168, more than there is",
    ]);
    expect(warningsOf({ ncm: { diffusivity: "1e-16 m2/s" } })).toEqual([]);
  });

  it("name capacity, density and concentration where they contradict each other", () => {
    expect(warningsOf({ cell: { nominalCapacity: "300 mAh/g" } })).toEqual([
      `${TRIPLE(300, 4.77, 49030)} at most 275.5 mAh/g, all the lithium that density and concentration allow`,
    ]);
    expect(warningsOf({ ncm: { maximumConcentration: "63104 mol/m3" } })).toEqual([
      `${TRIPLE(200, 4.77, 63100)} three that fit each other: 75.59 g per mole of lithium sites is not NCM811, whose 97.28 g make 49030 mol/m3 at this density`,
    ]);
    expect(warningsOf({ cell: { nominalCapacity: "100 mAh/g" } })).toEqual([
      `${TRIPLE(100, 4.77, 49030)} a capacity near the 183.4 mAh/g of the window between charged and discharged`,
    ]);
    expect(warningsOf({ ncm: { density: "4.4 g/cm3" } })).toEqual([]);
  });

  it("are asked of a threshold that one charge passes everywhere", () => {
    expect(warningsOf({}, { "ncm.volumeChange": 15, "cell.stackPressure": 0 })[0]).toMatch(
      /^contactLoss.threshold: got [\d.]+, that is a swing of [\d.]+ % at this pressure; expected more than [\d.]+: one full charge, 15 %, detaches nearly every particle$/,
    );
  });

  it("are asked of lithium that the first discharge would use up", () => {
    const steps = [{ discharge: "rate", until: "2.6 V" }];
    const charged = { ncm: { stoichiometryInitial: 0.2644 }, protocol: { steps } };
    // 140 circles of 5 um on 420 um: 26.180 um of NCM take 32637 mol/m3, 13 cm3/mol: 11.1077 um, and 0.5 um stay.
    expect(warningsOf({ ...charged, anode: { thickness: "10 um" } })).toEqual([
      "anode.thickness: got 10 um; expected at least 11.6077 um, what the first discharge takes from it",
    ]);
    expect(warningsOf({ ...charged, anode: { thickness: "12 um" } })).toEqual([]);
  });

  it("are asked of much lithium plated above the critical current", () => {
    // 0.403 x 589 um of NCM: 22.64 A/m2 at 0.1C, 32637 mol/m3 and 13 cm3/mol: 100.7 um; i_cr = 7.7 + 0.3 A/m2 at 7 MPa.
    const thick = { "cathode.thickness": "589 um" };
    const ask = (overrides: Record<string, string | number>): string[] =>
      parseShipped("tomo-ncm", { ...thick, ...overrides }).warnings.map(describeProblem);
    expect(ask({})).toEqual([
      "cell.cRate: got 0.1C, that is 2.264 mA/cm2, and 100.71 um of lithium a charge; expected at most 0.8 mA/cm2, above which lithium enters the electrolyte at this pressure: a front that moves so far grows rough, and the run may stop",
    ]);
    expect(ask({ "cell.cRate": "0.035C" })).toEqual([]);
    expect(ask({ "intergranular.level": "none" })).toEqual([]);
    expect(parseShipped("ncm", { "cell.cRate": 3 }).warnings).toEqual([]);
  });
});
