import { describe, expect, it } from "vitest";
import { readQuantity } from "../../src/validity/quantities.ts";
import { inventRun, keptTinyRun } from "./tiny.ts";

const UNEVEN = { "contactLoss.medianLife": 0.5, "interphase.freshSurface": 3 } as const;

describe("quantities of a run", () => {
  it("split the interphase into what time makes and what the flux adds", async () => {
    const run = await keptTinyRun(UNEVEN);
    const parts = ["interphaseChemical_nm", "interphaseBoundaries_nm", "interphaseDriven_nm"];
    for (const cycle of [1, 2]) {
      const sum = parts.reduce((all, name) => all + readQuantity(run, name, cycle), 0);
      expect(sum / readQuantity(run, "interphaseThickness_nm", cycle)).toBeCloseTo(1, 12);
      expect(readQuantity(run, "interphaseDriven_nm", cycle)).toBeGreaterThan(0);
    }
  });

  it("find nothing driven where the link is cut, and the square root of time", async () => {
    const run = await keptTinyRun({ ...UNEVEN, "mediator.cathodeToAnode": false });
    for (const cycle of [1, 2]) {
      const thickness = readQuantity(run, "interphaseThickness_nm", cycle);
      expect(Math.abs(readQuantity(run, "interphaseDriven_nm", cycle) / thickness)).toBeLessThan(1e-9);
    }
    expect((run.end.chemical_nm ?? 0) / (run.end.chemicalExact_nm ?? 0)).toBeCloseTo(1, 9);
  });

  it("take capacities after a short circuit as 0 and the rest as it was", () => {
    const run = {
      ...inventRun("one", 1, { retention: 0.9, deadLithium_mol_m2: 0.3 }),
      status: "shorted",
    } as const;
    const cut = { ...run, cycles: run.cycles.slice(0, 40) };
    expect(readQuantity(cut, "retention", 70)).toBe(0);
    expect(readQuantity(cut, "deadLithium_mol_m2", 70)).toBe(0.3);
    expect(readQuantity(cut, "retention", 40)).toBe(0.9);
  });

  it("divide by the charge that was put in up to then", () => {
    const run = inventRun("one", 1, { interphaseThickness_nm: 300 });
    expect(readQuantity(run, "interphasePerCharge", 50)).toBe(6);
  });

  it("do not tell the unevenness of a cycle that was jumped", () => {
    const uneven = { anodeCurrentCoV: 0.1, retention: 0.9 };
    expect(readQuantity(inventRun("one", 1, uneven), "anodeCurrentCoV", 70)).toBe(0.1);
    expect(readQuantity(inventRun("one", 1, { ...uneven, jumped: true }), "anodeCurrentCoV", 70)).toBeNaN();
    expect(readQuantity(inventRun("one", 1, { ...uneven, jumped: true }), "retention", 70)).toBe(0.9);
  });
});

describe("readings of the cell that is left", () => {
  it("see the front follow the particles that take part", async () => {
    const run = await keptTinyRun({ "contactLoss.medianLife": 0.5, "anode.areaResistance": 0 });
    expect(run.cycles.at(-1)?.activeFraction).toBeLessThan(1);
    expect(run.end.currentFacing).toBeGreaterThan(0.5);
    expect(run.end.xAll).toBeGreaterThan(0);
  });

  it("say nothing of lost particles where there are none", async () => {
    const run = await keptTinyRun({ "contactLoss.active": false });
    expect(run.end.xLost).toBeNull();
    expect(run.end.driftedShare).toBe(0);
  });
});
