/** Parameters of voids, grains, lithium between them, cracks, drift and mechanics: what is refused, and how. */
import { describe, expect, it } from "vitest";
import { driftParticles } from "../../sim-core/degradation/drift.ts";
import { criticalLength, type FractureParameters } from "../../sim-core/degradation/electrolyte-cracking.ts";
import { criticalPlatingCurrent } from "../../sim-core/degradation/intergranular-plating.ts";
import { advanceContact } from "../../sim-core/degradation/voids.ts";
import { brickLayerFactor } from "../../sim-core/electrolyte/grain-boundary-resistance.ts";
import type { PlacementParameters } from "../../sim-core/electrolyte/intergranular-lithium.ts";
import type { LeakageParameters } from "../../sim-core/electrolyte/leakage.ts";
import { listRebuilds } from "../../sim-core/scenario/changes.ts";
import { fileWith, parseShipped, problemsOf } from "./shipped-scenarios.ts";

describe("parameters of the mechanism", () => {
  it.each([
    [
      { mechanics: { electrolytePoissonRatio: 0.5 } },
      "mechanics.electrolytePoissonRatio: got 0.5; expected a number from 0 to 0.49",
    ],
    [
      { mechanics: { lithiumPoissonRatio: 0.5 } },
      "mechanics.lithiumPoissonRatio: got 0.5; expected a number from 0 to 0.49",
    ],
    [
      { mechanics: { electrolyteYoungsModulus: "-28 GPa" } },
      'mechanics.electrolyteYoungsModulus: got "-28 GPa"; expected a pressure from 1 GPa to 400 GPa',
    ],
    [
      { mechanics: { lithiumYieldStress: "0 MPa" } },
      'mechanics.lithiumYieldStress: got "0 MPa"; expected a pressure from 0.01 MPa to 1000 MPa',
    ],
    [
      { mechanics: { mode: "real" } },
      'mechanics.mode: got "real"; expected one of "off", "elastic", "paper", "physical"',
    ],
    [
      { mechanics: { electrolyteLaw: "rubber" } },
      'mechanics.electrolyteLaw: got "rubber"; expected one of "elastic", "plastic", "viscoplastic"',
    ],
    [
      { fracture: { toughness: "-0.25 MPa m^0.5" } },
      'fracture.toughness: got "-0.25 MPa m^0.5"; expected a fracture toughness from 0.01 MPa m^0.5 to 20 MPa m^0.5',
    ],
    [
      { fracture: { toughness: "0.25 MPa" } },
      'fracture.toughness: got "0.25 MPa"; expected a fracture toughness from 0.01 MPa m^0.5 to 20 MPa m^0.5',
    ],
    [
      { intergranular: { level: "deep" } },
      'intergranular.level: got "deep"; expected one of "none", "front", "leakage"',
    ],
    [
      { intergranular: { maximumShare: 1.2 } },
      "intergranular.maximumShare: got 1.2; expected a number from 0 to 1",
    ],
    [
      { intergranular: { shortFraction: 0.5, maximumFraction: 0.4 } },
      "intergranular.shortFraction: got 0.5; expected less than the largest fraction, 0.4",
    ],
    [{ voids: { minimumContact: 0 } }, "voids.minimumContact: got 0; expected a number from 0.001 to 1"],
    [{ voids: { active: "yes" } }, 'voids.active: got "yes"; expected true or false'],
    [
      { drift: { lockPressure: "0 MPa" } },
      'drift.lockPressure: got "0 MPa"; expected a pressure from 0.1 MPa to 10000 MPa',
    ],
    [{ grains: { size: "0 um" } }, 'grains.size: got "0 um"; expected a length from 0.1 um to 200 um'],
    [
      { grains: { boundaryResistance: "0.2 ohm cm2" } },
      "grains.boundaryResistance: got 0.2 ohm cm2; expected less than 0.1667 ohm cm2: boundaries every 5 um would resist more than the measured electrolyte",
    ],
    [{ mediator: { cathodeToAnode: 1 } }, "mediator.cathodeToAnode: got 1; expected true or false"],
  ])("refuse %j with the reason", (written, line) => {
    expect(problemsOf(fileWith(written))).toEqual([line]);
  });

  it("read their units", () => {
    const scenario = parseShipped("ncm", {
      "fracture.toughness": "230 kPa m^0.5",
      "fracture.speed": "1 um/s",
      "voids.creepRate": "0.06 min^-1",
      "voids.openingCharge": "3.6 C/cm2",
    });
    expect(scenario.fracture.toughness).toBeCloseTo(0.23e6, 6);
    expect(scenario.fracture.speed).toBeCloseTo(1e-6, 15);
    expect(scenario.voids.creepRate).toBeCloseTo(1e-3, 15);
    expect(scenario.voids.openingCharge).toBeCloseTo(3.6e4, 6);
  });

  it("are what the laws take, group by group", () => {
    const { voids, intergranular, grains, fracture, drift, mechanics, cell, electrolyte } =
      parseShipped("tomo-ncm");
    const contact = advanceContact(
      [1],
      { currentDensity: [-20], pressure: [cell.stackPressure], duration: 600 },
      voids,
    );
    expect(contact[0]).toBeLessThan(0.9);
    expect(criticalPlatingCurrent(cell.stackPressure, 0, intergranular)).toBeCloseTo(8, 1);
    const placement: PlacementParameters = intergranular;
    const leakage: LeakageParameters = { ...intergranular, temperature: cell.temperature };
    expect(placement.depth).toBeCloseTo(20e-6, 15);
    expect(leakage.nucleationOverpotential).toBeCloseTo(0.01, 15);
    expect(brickLayerFactor(electrolyte.conductivity, grains)).toBe(1);
    const flaw: FractureParameters = {
      ...fracture,
      youngsModulus: mechanics.electrolyteYoungsModulus,
      poissonRatio: mechanics.electrolytePoissonRatio,
    };
    expect(criticalLength(flaw, 40e6) * 1e6).toBeCloseTo(9.9, 1);
    const way = driftParticles(
      { isolated: [1], inTopRows: [1], heightBelow: [180e-6], room: [1e-3] },
      { fraction: 0.45, swing: 0.06, activeShare: 0.8, stackPressure: cell.stackPressure },
      drift,
    );
    expect(way[0] * 1e6).toBeCloseTo(0.93 * 0.11664, 6);
  });

  it("start a new cell where geometry or matrices change, and only there", () => {
    const before = parseShipped("ncm");
    const rebuilds = (path: string, value: string | number | boolean): string[] =>
      listRebuilds(before, parseShipped("ncm", { [path]: value }));
    expect(rebuilds("voids.active", false)).toEqual([]);
    expect(rebuilds("intergranular.maximumShare", 0.1)).toEqual([]);
    expect(rebuilds("mediator.cathodeToAnode", false)).toEqual([]);
    expect(rebuilds("grains.size", "2 um")).toEqual(["grains.size"]);
    expect(rebuilds("mechanics.mode", "paper")).toEqual(["mechanics.mode"]);
  });
});
