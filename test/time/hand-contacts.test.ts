/** Particles that a hand lets go and brings back: balances, what is kept, causes, and the same bytes whatever the history. */
import { describe, expect, it } from "vitest";
import {
  PARTICLE_ACTIVE,
  PARTICLE_CUT_OFF,
  PARTICLE_DETACHED,
  PARTICLE_LET_GO,
} from "../../sim-core/cell/frame.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { handleContacts } from "../../sim-core/mechanisms/cathode/handle-contacts.ts";
import { recount } from "../../sim-core/mechanisms/ledger.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { ScenarioEvent } from "../../sim-core/scenario/record/scenario.ts";
import { resumeCheckpoint, takeCheckpoint } from "../../sim-core/time/checkpoint/checkpoint.ts";
import { listHappened } from "../../sim-core/time/run/events.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import type { ResumableRun } from "../../sim-core/time/run/run-memory.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { loadShipped, type Overrides, SMALL_CELL, smallScenario } from "../cell/small-cell.ts";
import { repeatSteps } from "../scenario/repeat-steps.ts";
import { listDifferences } from "./same-bits.ts";

const COUNT = 12;
const MODELS = ["full", "reduced", "homogenised"] as const;
/** s; in the charge, and in the discharge that follows it. */
const OFF = 2000;
const ON = 8000;
const CHOSEN = [2, 3, 9];
const HANDS: readonly ScenarioEvent[] = [
  { time: OFF, particles: CHOSEN, contact: "detached" },
  { time: ON, particles: [2, 9], contact: "attached" },
];

/** The small cell as a file would have it, to be written and read again to the last bit. */
function begin(overrides: Overrides = {}, events: readonly ScenarioEvent[] = []): ResumableRun {
  const file = { schemaVersion: 1, name: "handled", extends: "ncm" };
  const scenario = parseScenario(file, {
    load: loadShipped,
    overrides: { ...SMALL_CELL, "protocol.repeat": 2, ...overrides },
  });
  return createRun({ ...scenario, events });
}

/** States after every step, of which the first is the start. */
function follow(run: ResumableRun): CellState[] {
  const states: CellState[] = [run.state];
  while (run.status.kind === "running") {
    run.advance({ maximumSteps: 1 });
    states.push(run.state);
  }
  return states;
}

function lithiumOf({ particles }: CellState, p: number): Float64Array {
  const shells = particles.concentration.length / COUNT;
  return particles.concentration.slice(p * shells, (p + 1) * shells);
}

describe.each(MODELS)("in a run of the %s model particles that a hand lets go", (model) => {
  const solver = { "solver.model": model, "contactLoss.medianLife": 2 };

  it("keep their lithium, carry nothing until they are brought back, and leave every balance closed", () => {
    const run = begin(solver, HANDS);
    const states = follow(run);
    expect(run.status.kind).toBe("completed");
    for (const { ledger } of states) {
      expect(Math.abs(ledger.residual)).toBeLessThan(1e-12);
      expect(ledger.chargeImbalance).toBeLessThan(1e-8);
    }
    const before = states.findLast(({ time }) => time === OFF)!;
    const off = states.filter(({ time }) => time > OFF && time <= ON);
    expect(before.ledger.cathodeIsolated).toBe(0);
    expect(off.length).toBeGreaterThan(20);
    for (const state of off) {
      expect(state.ledger.cathodeIsolated).toBeGreaterThan(0);
      for (const p of CHOSEN) {
        expect(state.particles.status[p]).toBe(PARTICLE_LET_GO);
        expect(state.particles.contactFraction[p]).toBe(0);
        expect(state.potentials.particleCurrent[p]).toBe(0);
        expect(lithiumOf(state, p)).toEqual(lithiumOf(before, p));
      }
    }
    const after = states.find(({ time }) => time > ON)!;
    expect(CHOSEN.map((p) => after.particles.status[p])).toEqual([
      PARTICLE_ACTIVE,
      PARTICLE_LET_GO,
      PARTICLE_ACTIVE,
    ]);
    // Discharge fills them.
    for (const p of [2, 9]) expect(after.potentials.particleCurrent[p]).toBeLessThan(0);
  }, 60_000);

  it("give the same bytes known from the start, made on the way at any pace, and resumed from any file", () => {
    const known = begin(solver, HANDS);
    const told = known.advance({});
    const live = begin(solver);
    const samples = [];
    for (const { time, ...change } of HANDS) {
      while (live.time < time)
        samples.push(...live.advance({ untilTime: Math.min(time, live.time + 333.3) }).samples);
      expect(live.change(change)).toEqual({ time, ...change });
      live.frame();
    }
    const bytes = writeCheckpoint(takeCheckpoint(live), "1.2.3");
    const rest = live.advance({});
    const resumed = resumeCheckpoint(readCheckpoint(bytes));
    const again = resumed.advance({});
    expect(live.origin.events).toEqual(HANDS);
    expect(listDifferences([...samples, ...rest.samples], told.samples)).toEqual([]);
    expect(listDifferences(live.frame(), known.frame())).toEqual([]);
    expect(listDifferences(resumed.frame(), known.frame())).toEqual([]);
    expect(listDifferences(resumed.state, live.state)).toEqual([]);
    expect(again.status).toEqual(told.status);
  }, 60_000);

  it("take their share of the capacity with them", () => {
    const slow = {
      "solver.model": model,
      "protocol.repeat": 1,
      "cell.cRate": 0.1,
      "contactLoss.active": false,
    };
    const half = [0, 1, 2, 6, 7, 8];
    const capacity = (run: ResumableRun) => run.advance({}).cycles[0]!.chargeCapacity_mAh_cm2;
    const whole = capacity(begin(slow));
    const run = begin(slow, [{ time: 0, particles: half, contact: "detached" }]);
    const { oneC } = run.model.population;
    const share = 1 - half.reduce((sum, p) => sum + oneC[p]!, 0) / run.model.oneC;
    const kept = capacity(run) / whole;
    // The others take twice the current, which costs a little more.
    expect(kept).toBeLessThan(share);
    expect(kept).toBeGreaterThan(0.98 * share);
  }, 60_000);

  it("end the run in words where none is left, while it charges and while it rests", () => {
    const all = Array.from({ length: COUNT }, (_, p) => p);
    const event: ScenarioEvent = { time: 1800, particles: all, contact: "detached" };
    const resting = smallScenario({ ...solver, "protocol.repeat": 1 });
    const rests = repeatSteps([{ kind: "rest", until: [{ kind: "duration", value: 3600 }] }], 1);
    const rested = createRun({ ...resting, protocol: rests, events: [event] });
    expect(rested.advance({}).status.message).toContain(
      "(rest) at 1800 s: all 12 particles were let go by hand",
    );
    expect(rested.status.kind).toBe("worn-out");
    expect(rested.frame().voltage).toBeGreaterThan(2);
    const run = begin(solver, [event]);
    const { status, notices } = run.advance({});
    expect(status.kind).toBe("worn-out");
    expect(status.message).toContain("all 12 particles were let go by hand");
    expect(notices).toContain("cycle 1 (charge) at 1800 s: particles 1-12 let go by hand");
    for (const value of Object.values(run.frame()))
      if (ArrayBuffer.isView(value))
        expect(Array.from(value as Float32Array).every(Number.isFinite)).toBe(true);
    expect(Math.abs(run.ledger.residual)).toBeLessThan(1e-12);
    expect(run.ledger.cathodeActive).toBe(0);
  });
});

describe("a hand on the contacts", () => {
  it("tells what it did from what strain did, and strain's losses alone are an event", () => {
    const run = begin({ "contactLoss.medianLife": 2, "protocol.repeat": 3 }, [
      { time: 100, particles: [0], contact: "detached" },
    ]);
    const { events } = run.advance({ untilTime: 200 });
    expect(events).toMatchObject([{ kind: "letGo", time: 100, message: "A particle was let go by hand." }]);
    const later = run.advance({});
    const { status, detachedIn } = run.state.particles;
    expect(status[0]).toBe(PARTICLE_LET_GO);
    expect(detachedIn[0]).toBe(0);
    const strained = Array.from(status).filter((own) => own === PARTICLE_DETACHED).length;
    expect(strained).toBeGreaterThan(0);
    expect(later.events.map(({ kind }) => kind)).toContain("detachment");
    const counts = listHappened(run.model, run.state).map(({ kind, count }) => [kind, count]);
    expect(Object.fromEntries(counts)).toMatchObject({ detachment: strained, letGo: 1 });
  }, 60_000);

  it("is not undone by pressure, whatever the chance", () => {
    const run = begin(
      { "contactLoss.recontactProbability": 1, "cell.stackPressure": 160, "protocol.repeat": 3 },
      [{ time: 100, particles: [0], contact: "detached" }],
    );
    run.advance({});
    expect(run.state.particles.status[0]).toBe(PARTICLE_LET_GO);
  }, 60_000);

  it("brings back what strain has detached as pressure would, free of strain", () => {
    const run = begin({
      "contactLoss.medianLife": 2,
      "contactLoss.recontactProbability": 0,
      "protocol.repeat": 3,
    });
    run.advance({});
    const { state, model } = run;
    const lost = state.particles.status.indexOf(PARTICLE_DETACHED);
    const { state: handled, changed } = handleContacts(model, state, {
      particles: [lost],
      contact: "attached",
    });
    const after = recount(model, handled);
    const { recontactDamage, contactDecline } = model.scenario.contactLoss;
    expect(changed).toEqual([lost]);
    expect(state.particles.damage[lost]).toBe(1);
    expect(after.particles.damage[lost]).toBe(recontactDamage);
    expect(after.particles.contactFraction[lost]).toBe(1 - contactDecline * recontactDamage);
    expect(after.particles.detachedIn[lost]).toBe(0);
    expect(after.particles.strain.swings.kept[lost]).toBe(1);
    expect(after.ledger.cathodeIsolated).toBeLessThan(state.ledger.cathodeIsolated);
    expect(after.ledger.cathodeIsolated + after.ledger.cathodeActive).toBeCloseTo(
      state.ledger.cathodeIsolated + state.ledger.cathodeActive,
      12,
    );
  }, 60_000);

  it("gives back exactly the contact and the damage from before", () => {
    const run = begin({ "contactLoss.medianLife": 20, "protocol.repeat": 1 });
    run.advance({});
    const { state, model } = run;
    expect(state.particles.damage[4]).toBeGreaterThan(0);
    const off = handleContacts(model, state, { particles: [4], contact: "detached" }).state;
    expect(off.particles.contactFraction[4]).toBe(0);
    const { particles } = handleContacts(model, off, { particles: [4], contact: "attached" }).state;
    expect(particles.contactFraction).toEqual(state.particles.contactFraction);
    expect(particles.damage).toEqual(state.particles.damage);
    expect(particles.status).toEqual(state.particles.status);
    expect(particles.concentration).toBe(state.particles.concentration);
  }, 60_000);

  it("cuts off whoever reached the collector through a particle that is let go", () => {
    const run = createRun(
      smallScenario({ "contactLoss.carbonLinks": 0, "contactLoss.electronicGap": "0.1 um" }),
    );
    const { state, model } = run;
    const { touchesCollector } = model.population.network;
    const feet = Array.from(touchesCollector.keys()).filter((p) => touchesCollector[p] === 1);
    const { particles } = handleContacts(model, state, { particles: feet, contact: "detached" }).state;
    const expected = Array.from(touchesCollector, (foot) =>
      foot === 1 ? PARTICLE_LET_GO : PARTICLE_CUT_OFF,
    );
    expect(Array.from(particles.status)).toEqual(expected);
  });

  it("leaves alone, and says so, what has no contact to lose or has all of it", () => {
    const run = begin({}, [
      { time: 100, particles: [1], contact: "attached" },
      { time: 100, particles: [1, 2], contact: "detached" },
      { time: 200, particles: [2], contact: "detached" },
    ]);
    const { notices } = run.advance({ untilTime: 300 });
    expect(notices).toEqual([
      "cycle 1 (charge) at 100 s: particle 2 left as before: no contact that could be brought back",
      "cycle 1 (charge) at 100 s: particles 2, 3 let go by hand",
      "cycle 1 (charge) at 200 s: particle 3 left as before: no contact that could be let go",
    ]);
  });

  it("leaves alone particles that an inactive zone takes out", () => {
    const scenario = smallScenario();
    const zones = [{ from: 0, to: 30e-6 }];
    const run = createRun({ ...scenario, cathode: { ...scenario.cathode, inactiveZones: zones } });
    const { state, model } = run;
    const out = model.population.takesPart.indexOf(0);
    for (const contact of ["attached", "detached"] as const) {
      const { state: after, unchanged } = handleContacts(model, state, { particles: [out], contact });
      expect(unchanged).toEqual([out]);
      expect(after).toBe(state);
    }
  });

  it("leaves a ramp of the temperature as it was", () => {
    const ramp = { temperature: { value: 323.15, duration: 600 } };
    const protocol = repeatSteps(
      [{ kind: "rest", until: [{ kind: "duration", value: 1200 }], ambient: ramp }],
      1,
    );
    const others: ScenarioEvent[] = [
      { time: 300, particles: [0], contact: "detached" },
      { time: 300, path: "cell.cRate", value: 1 },
    ];
    for (const event of others) {
      const { samples } = createRun({ ...smallScenario(), protocol, events: [event] }).advance({});
      for (const { time, temperature } of samples.filter(({ time }) => time <= 600))
        expect(Math.abs(temperature - (303.15 + (time / 600) * 20))).toBeLessThanOrEqual(1 + 1e-9);
      expect(samples.some(({ time }) => time === 300)).toBe(true);
      expect(samples.at(-1)!.temperature).toBe(323.15);
    }
    // Set to something else on its way, it goes on from there to the same end at the same time.
    const set: ScenarioEvent = { time: 300, path: "cell.temperature", value: 303.15 };
    const { samples } = createRun({ ...smallScenario(), protocol, events: [set] }).advance({});
    for (const { time, temperature } of samples.filter(({ time }) => time > 300 && time <= 600))
      expect(Math.abs(temperature - (303.15 + ((time - 300) / 300) * 20))).toBeLessThanOrEqual(1 + 1e-9);
    expect(samples.at(-1)!.temperature).toBe(323.15);
  });

  it("reaches no further than the cell has particles", () => {
    const wrong: ScenarioEvent[] = [
      { time: 5, particles: [3, 12, 13, 14], contact: "detached" },
      { time: 6, particles: [40], contact: "attached" },
    ];
    const words =
      "event 5 s: particles 4, 13-15 = detached: got particles 13-15; expected particles from 1 to 12, which is how many the cell has\n" +
      "event 6 s: particle 41 = attached: got particle 41; expected particles from 1 to 12, which is how many the cell has";
    expect(() => begin({}, wrong)).toThrow(words);
    const run = begin();
    expect(() => run.change({ particles: [12], contact: "detached" })).toThrow("got particle 13");
    expect(run.origin.events).toEqual([]);
  });
});
