/** What acts on what across the electrolyte: both directions of the link, cut one by one. */
import { describe, expect, it } from "vitest";
import { describeFront } from "../../sim-core/cell/front-conditions.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { type Overrides, shippedScenario, smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";

/** Left half inactive: the front over it starves, as far as the electrolyte lets it. */
function patchy(overrides: Overrides = {}, name = "ncm"): Scenario {
  const scenario = smallScenario(
    {
      "cell.cRate": "2C",
      "cell.stackPressure": "3 MPa",
      "anode.areaResistance": "0.1 ohm cm2",
      "protocol.repeat": 2,
      "mechanics.mode": "off",
      ...overrides,
    },
    name,
  );
  return { ...scenario, cathode: { ...scenario.cathode, inactiveZones: [{ from: 0, to: 45e-6 }] } };
}

function finish(scenario: Scenario): CellState {
  const model = createModel(scenario);
  const run = resumeRun(model, createInitialState(model));
  run.advance({});
  return run.state;
}

const spread = (values: ArrayLike<number>): number => {
  const list = Array.from(values);
  return Math.max(...list) - Math.min(...list);
};

describe("the link from cathode to anode", () => {
  const linked = finish(patchy());
  const cut = finish(patchy({ "mediator.cathodeToAnode": false }));

  it("is what makes the anode uneven", () => {
    expect(spread(linked.front.interphaseDriven)).toBeGreaterThan(
      0.05 * Math.max(...linked.front.interphaseDriven),
    );
    expect(spread(linked.front.contactFraction)).toBeGreaterThan(1e-3);
  });

  it("leaves an even anode where it is cut", () => {
    const reacted = Math.max(...cut.front.interphaseChemical);
    expect(Math.max(...cut.front.interphaseDriven)).toBeLessThan(1e-12 * reacted);
    expect(spread(cut.front.contactFraction)).toBeLessThan(1e-12);
    expect(spread(cut.front.plated)).toBeLessThan(1e-9 * reacted);
    expect(Math.abs(cut.ledger.residual)).toBeLessThan(1e-12);
  });

  it("shows in frames what acts on the lithium: the mean where it is cut", () => {
    const frameOf = (scenario: Scenario) => {
      const model = createModel(scenario);
      const run = resumeRun(model, createInitialState(model));
      run.advance({ maximumSteps: 5 });
      return run.frame();
    };
    const whole = frameOf(patchy());
    const even = frameOf(patchy({ "mediator.cathodeToAnode": false }));
    expect(whole.anodeCurrentCoV).toBeGreaterThan(0.02);
    expect(even.anodeCurrentCoV).toBeLessThan(1e-6);
    for (const own of even.frontCurrent) expect(own / even.currentDensity).toBeCloseTo(1, 5);
  });

  it("is the only way in which the coating reaches the anode", () => {
    // The same charge in the same time, whatever the cathode's polarisation.
    const paced = (name: string): Scenario => {
      const scenario = patchy({ "mediator.cathodeToAnode": false }, name);
      const until = (value: number) => [{ kind: "capacity" as const, value }];
      const rate = { kind: "currentDensity" as const, value: 20 };
      const steps = [
        { kind: "charge" as const, rate, until: until(900) },
        { kind: "discharge" as const, rate, until: until(400) },
      ];
      const solver = { ...scenario.solver, maximumStep: 2, stepTolerance: 1 };
      return { ...scenario, solver, protocol: repeatSteps(steps, 1) };
    };
    const bare = finish(paced("ncm"));
    const coated = finish(paced("lzp-ncm"));
    expect(bare.time / coated.time).toBeCloseTo(1, 9);
    expect(bare.potentials.voltage).not.toBe(coated.potentials.voltage);
    for (const key of ["interphaseChemical", "interphaseDriven", "contactFraction", "diverted"] as const) {
      bare.front[key].forEach((own, k) => {
        expect(Math.abs(own - coated.front[key][k]!)).toBeLessThan(1e-9 * (Math.abs(own) + 1e-3));
      });
    }
    expect(bare.front.interphaseChemical[0]).toBeGreaterThan(0);
  });
});

describe("lithium in the electrolyte", () => {
  /** Charged for 45 s at twice the critical current, the link cut, with and without an inactive half. */
  const charged = (isWhole: boolean): CellState => {
    const scenario = patchy({ "mediator.cathodeToAnode": false });
    const steps = [
      {
        kind: "charge" as const,
        rate: { kind: "currentDensity" as const, value: 20 },
        until: [{ kind: "capacity" as const, value: 900 }],
      },
    ];
    const cathode = { ...scenario.cathode, inactiveZones: isWhole ? [] : scenario.cathode.inactiveZones };
    return finish({ ...scenario, cathode, protocol: repeatSteps(steps, 1) });
  };

  it("lies where an even current puts it once the link is cut, whatever the cathode", () => {
    const [whole, half] = [charged(true), charged(false)];
    const { connected } = whole.electrolyte.lithium;
    const most = Math.max(...connected);
    expect(most).toBeGreaterThan(0);
    connected.forEach((own, t) => {
      expect(Math.abs(own - half.electrolyte.lithium.connected[t]!)).toBeLessThan(1e-3 * most);
    });
  });
});

describe("the link from anode to cathode", () => {
  const model = createModel(patchy({ "mediator.anodeToCathode": false }));
  const state = createInitialState(model);
  const contact = state.front.contactFraction.map(
    (_, k) => 0.2 + 0.8 * (k / state.front.contactFraction.length),
  );
  const film = contact.map((own) => 1e-4 / own);
  const uneven = { ...state, front: { ...state.front, contact } };

  it("shows the cathode an even front of the same conductance where it is cut", () => {
    const { frontResistance, frontExchange } = describeFront(model, uneven, { exchange: 100, film });
    expect(spread(frontResistance)).toBe(0);
    expect(spread(frontExchange)).toBe(0);
    const whole = createModel(patchy());
    const real = describeFront(whole, uneven, { exchange: 100, film });
    expect(spread(real.frontResistance)).toBeGreaterThan(1e-5);
    const conductance = (resistance: Float64Array): number =>
      resistance.reduce((sum, own, k) => sum + state.geometry.frontLength[k]! / own, 0);
    expect(conductance(frontResistance) / conductance(real.frontResistance)).toBeCloseTo(1, 12);
  });
});

describe("the coating", () => {
  it("lowers intergranular lithium, interphase and unevenness at an identical anode", () => {
    const aged = (name: string) => {
      const scenario = shippedScenario(name, {
        mesh: "draft",
        "protocol.repeat": 20,
        "contactLoss.medianLife": 10,
        // On the mean below the critical current: what is uneven is what enters the boundaries.
        "intergranular.criticalCurrent": "7.7 A/m2",
        "cell.cRate": "0.31C",
        "electrolyte.thickness": "30 um",
        "anode.areaResistance": "0.1 ohm cm2",
        "cell.width": "210 um",
        "cathode.columns": 14,
        "cell.stackPressure": "5 MPa",
        "voids.active": false,
        "mechanics.mode": "off",
      });
      const model = createModel(scenario);
      const run = resumeRun(model, createInitialState(model));
      let intergranular = 0;
      while (run.status.kind === "running") {
        run.advance({ maximumSteps: 5 });
        const { intergranularConnected, intergranularDead } = run.state.ledger;
        intergranular = Math.max(intergranular, intergranularConnected + intergranularDead);
      }
      const { interphaseDriven, surfaceRatio } = run.state.front;
      const mean = interphaseDriven.reduce((a, b) => a + b, 0) / interphaseDriven.length;
      return { intergranular, driven: mean, unevenness: spread(surfaceRatio) };
    };
    const bare = aged("ncm");
    const coated = aged("lzp-ncm");
    expect(coated.unevenness).toBeLessThan(bare.unevenness);
    expect(coated.driven).toBeLessThan(bare.driven);
    expect(bare.intergranular).toBeGreaterThan(0);
    expect(coated.intergranular).toBeLessThan(0.5 * bare.intergranular);
  });
});
