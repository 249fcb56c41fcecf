/** Runs in which lithium goes where it should not: into voids' places, grain boundaries, cracks, across. */
import { describe, expect, it } from "vitest";
import { FARADAY, LITHIUM_MOLAR_VOLUME } from "../../sim-core/base/constants.ts";
import {
  type CycleSummary,
  PARTICLE_ACTIVE,
  type RunEvent,
  type StepSample,
} from "../../sim-core/cell/frame.ts";
import { createModel, grainsOf } from "../../sim-core/cell/model.ts";
import { productVolume } from "../../sim-core/electrolyte/filled-electrolyte.ts";
import { occupiedFraction } from "../../sim-core/electrolyte/intergranular-lithium.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { type Overrides, smallScenario } from "../cell/small-cell.ts";

interface Story {
  readonly run: ReturnType<typeof resumeRun>;
  readonly samples: StepSample[];
  readonly cycles: CycleSummary[];
  readonly events: RunEvent[];
}

function tell(scenario: Scenario): Story {
  const model = createModel(scenario);
  const run = resumeRun(model, createInitialState(model));
  const samples: StepSample[] = [];
  const cycles: CycleSummary[] = [];
  const events: RunEvent[] = [];
  while (run.status.kind === "running") {
    const advanced = run.advance({ stopAtCycleEnd: true });
    samples.push(...advanced.samples);
    cycles.push(...advanced.cycles);
    events.push(...advanced.events);
  }
  return { run, samples, cycles, events };
}

/** 2C is 20 A/m2 here: twice what the boundaries leave alone. */
const FAST: Overrides = { "cell.cRate": "2C", "protocol.repeat": 3, "mechanics.mode": "off" };
const WEAK: Overrides = { ...FAST, "cell.stackPressure": "3 MPa" };

describe("a cell above its critical currents", () => {
  const story = tell(smallScenario(WEAK));
  const last = story.cycles.at(-1)!;
  const { front, electrolyte, ledger } = story.run.state;

  it("keeps all its lithium, wherever it went, with some of it dead and most of it in products", () => {
    expect(Math.abs(ledger.residual)).toBeLessThan(1e-12);
    expect(last.deadLithium_mol_m2).toBeGreaterThan(0);
    expect(ledger.intergranularDead).toBe(last.deadLithium_mol_m2);
    const held = [...electrolyte.lithium.connected, ...electrolyte.lithium.dead];
    const width = story.run.model.section.width;
    const sum = held.reduce((a, b) => a + b, 0) / width;
    expect((ledger.intergranularConnected + ledger.intergranularDead) / sum).toBeCloseTo(1, 12);
    const { segmentLength } = story.run.model.front;
    const diverted = front.diverted.reduce((a, own, k) => a + own * segmentLength[k]!, 0) / width / FARADAY;
    const reacted = electrolyte.lithium.reacted.reduce((a, b) => a + b, 0) / width;
    expect(diverted / (sum + reacted)).toBeCloseTo(1, 9);
    expect(last.reactedLithium_mol_m2 / reacted).toBeCloseTo(1, 12);
    expect(reacted).toBeGreaterThan(sum);
  });

  it("gives back less than it took: what died does not come back", () => {
    const [first] = story.cycles;
    expect(first!.coulombicEfficiency).toBeLessThanOrEqual(1);
    expect(story.cycles.map((cycle) => cycle.deadLithium_mol_m2)).toEqual(
      [...story.cycles.map((cycle) => cycle.deadLithium_mol_m2)].sort((a, b) => a - b),
    );
  });

  it("opens voids on stripping, which obstruct the front", () => {
    expect(last.voidFraction).toBeGreaterThan(0.02);
    expect(Math.min(...front.contactFraction)).toBeGreaterThanOrEqual(0.02);
    const tight = tell(smallScenario({ ...WEAK, "voids.active": false }));
    const closing = tell(smallScenario({ ...FAST, "cell.stackPressure": "100 MPa" }));
    expect(tight.cycles[0]!.voidFraction).toBe(0);
    expect(closing.cycles[0]!.voidFraction).toBeLessThan(1e-9);
  });

  it("obstructs ions where lithium sits, as Bruggeman says", () => {
    const { obstruction } = story.run.state.geometry;
    const { area } = story.run.model.grains!.columns;
    const { connected, dead } = electrolyte.lithium;
    let seen = 0;
    obstruction!.forEach((own, t) => {
      const fraction = ((connected[t]! + dead[t]!) * LITHIUM_MOLAR_VOLUME) / area[t]!;
      if (fraction > 0.01) seen++;
      expect(own).toBeLessThanOrEqual((1 - fraction) ** 1.5 * (1 + 1e-3));
    });
    expect(seen).toBeGreaterThan(10);
  });

  it("tells each event once, in order of time", () => {
    const kinds = story.events.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    const times = story.events.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("gives the same bytes again", () => {
    const again = tell(smallScenario(WEAK)).run.state;
    expect(Array.from(again.electrolyte.lithium.dead)).toEqual(Array.from(electrolyte.lithium.dead));
    expect(again.potentials.voltage).toBe(story.run.state.potentials.voltage);
  });
});

describe("lithium that leaks", () => {
  it("plates inside the electrolyte at the front's expense", () => {
    const leaky: Overrides = {
      "protocol.repeat": 1,
      // 50 mV across the front, and 4 V over so much electrolyte that the layer which stands above lithium is meshed.
      "electrolyte.thickness": "400 um",
      "cell.cRate": "4C",
      "anode.areaResistance": "10 ohm cm2",
      "intergranular.maximumShare": 0,
      "fracture.active": false,
      "intergranular.level": "leakage",
      "intergranular.electronicConductivity": "1e-6 S/m",
      "mechanics.mode": "off",
    };
    const { run, cycles } = tell(smallScenario(leaky));
    expect(Math.abs(run.state.ledger.residual)).toBeLessThan(1e-12);
    expect(cycles[0]!.intergranularLithium_mol_m2).toBeGreaterThan(0);
    const tight = tell(smallScenario({ ...leaky, "intergranular.level": "front" }));
    expect(tight.cycles[0]!.intergranularLithium_mol_m2).toBe(0);
  });

  it("fills no triangle beyond what it takes, where much has entered from the front too", () => {
    const scenario = smallScenario({
      mesh: "standard",
      "electrolyte.thickness": "100 um",
      "cathode.thickness": "75 um",
      "cathode.rows": 5,
      "cell.cRate": "2C",
      "fracture.active": false,
      "intergranular.level": "leakage",
      "intergranular.criticalCurrent": "1 A/m2",
      "mechanics.mode": "off",
    });
    const model = createModel(scenario);
    const run = resumeRun(model, createInitialState(model));
    const { maximumFraction } = scenario.intergranular;
    for (let step = 0; step < 30; step++) {
      run.advance({ maximumSteps: 1 });
      const { lithium } = run.state.electrolyte;
      const fraction = occupiedFraction(
        lithium,
        grainsOf(run.model).columns.area,
        productVolume(scenario.interphase),
      );
      expect(Math.max(...fraction)).toBeLessThanOrEqual(maximumFraction * (1 + 1e-9));
    }
    expect(Math.max(...run.state.electrolyte.lithium.reacted)).toBeGreaterThan(0);
    expect(Math.abs(run.state.ledger.residual)).toBeLessThan(1e-12);
  });
});

describe("cracks", () => {
  /** The overpotential of 10 ohm cm2 at 10 A/m2 presses with 75 MPa. */
  const PRESSING: Overrides = {
    "cell.cRate": "1C",
    "cell.stackPressure": "1 MPa",
    "anode.areaResistance": "10 ohm cm2",
    // Below the 10 A/m2: the front feeds the cracks.
    "intergranular.criticalCurrent": "7.7 A/m2",
    "protocol.repeat": 1,
    "mechanics.mode": "off",
  };

  it("grow from the front where lithium presses beyond the toughness, and not where it cannot", () => {
    const weak = tell(smallScenario({ ...PRESSING, "fracture.initialFlaw": "5 um" }));
    const grown = weak.run.state.electrolyte.cracks.filter(({ length }) => length > 0);
    expect(grown.length).toBeGreaterThan(0);
    for (const { length } of grown) expect(length).toBeGreaterThan(5e-6);
    expect(weak.events.map(({ kind }) => kind)).toContain("crack");
    expect(Math.min(...weak.run.state.geometry.obstruction!)).toBeLessThan(1);
    const tough = tell(
      smallScenario({ ...PRESSING, "fracture.initialFlaw": "5 um", "fracture.toughness": "2 MPa m^0.5" }),
    );
    expect(tough.run.state.electrolyte.cracks.every(({ length }) => length === 0)).toBe(true);
    const held = tell(
      smallScenario({ ...PRESSING, "fracture.initialFlaw": "5 um", "cell.stackPressure": "160 MPa" }),
    );
    expect(held.run.state.electrolyte.cracks.every(({ length }) => length === 0)).toBe(true);
  });
});

describe("a short circuit", () => {
  const shortOf = (thickness: string): Story =>
    tell(
      smallScenario({
        "cell.cRate": "3C",
        "electrolyte.thickness": thickness,
        "intergranular.maximumShare": 1,
        "fracture.active": false,
        "mechanics.mode": "off",
        "protocol.repeat": 30,
      }),
    );
  const thin = shortOf("8 um");

  it("ends cycle and run, with the voltage collapsed and the crossing told", () => {
    expect(thin.run.status.kind).toBe("shorted");
    expect(thin.cycles.at(-1)!.shorted).toBe(true);
    expect(thin.cycles.slice(0, -1).some((cycle) => cycle.shorted)).toBe(false);
    expect(thin.samples.at(-1)!.voltage).toBeLessThan(0.1);
    expect(thin.events.at(-1)!.kind).toBe("short");
    expect(thin.run.frame().shortPath.length).toBeGreaterThan(2);
    expect(Math.abs(thin.run.state.ledger.residual)).toBeLessThan(1e-12);
  });

  it("comes later through a thicker electrolyte at the same flux", () => {
    const thick = shortOf("16 um");
    expect(thick.run.time).toBeGreaterThan(thin.run.time);
  });
});

describe("a particle that comes back", () => {
  it("shares its charge out while the others go on, though it is volts away from them", () => {
    const model = createModel(
      smallScenario({
        "protocol.repeat": 8,
        "contactLoss.medianLife": 2,
        "contactLoss.recontactProbability": 0.3,
        "mechanics.mode": "off",
      }),
    );
    const run = resumeRun(model, createInitialState(model));
    let returned = 0;
    while (run.status.kind === "running") {
      const [cycle] = run.advance({ stopAtCycleEnd: true }).cycles;
      const active = run.state.particles.status.filter((own) => own === PARTICLE_ACTIVE).length;
      returned += active - cycle!.activeFraction * model.population.count;
    }
    expect(returned).toBeGreaterThan(0.5);
    expect(run.status.kind).toBe("completed");
    expect(Math.abs(run.state.ledger.residual)).toBeLessThan(1e-12);
  });
});
