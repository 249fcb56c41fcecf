/** Cycles that are jumped: close to the solved ones, marked, told of and counted like them, and the same from any stored state. */
import { beforeAll, describe, expect, it } from "vitest";
import { FARADAY, MILLIAMPERE_HOURS } from "../../sim-core/base/constants.ts";
import type { CycleSummary, RunEvent } from "../../sim-core/cell/frame.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeCheckpoint, takeCheckpoint } from "../../sim-core/time/checkpoint/checkpoint.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import type { ResumableRun } from "../../sim-core/time/run/run-memory.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { loadShipped, type Overrides, SMALL_CELL } from "../cell/small-cell.ts";
import { listDifferences } from "./same-bits.ts";

const CYCLES = 24;
const LONGEST = 1000;
/** Lives so short that contacts are lost in these cycles. */
const WORN = { "contactLoss.medianLife": 10 };

/** 12 particles, of which some let go; as a file would have it. */
function wornScenario(overrides: Overrides = {}, file: Record<string, unknown> = {}): Scenario {
  return parseScenario(
    { schemaVersion: 1, name: "jumped", extends: "ncm", ...file },
    {
      load: loadShipped,
      overrides: {
        ...SMALL_CELL,
        "solver.model": "reduced",
        "mechanics.mode": "off",
        ...(file.protocol === undefined && { "protocol.repeat": CYCLES }),
        ...overrides,
      },
    },
  );
}

interface Finished {
  readonly run: ResumableRun;
  readonly cycles: readonly CycleSummary[];
  readonly notices: readonly string[];
  readonly events: readonly RunEvent[];
  readonly samples: number;
}

function finish(scenario: Scenario): Finished {
  const run = createRun(scenario);
  const { cycles, notices, events, samples } = run.advance({});
  return { run, cycles, notices, events, samples: samples.length };
}

const marks = (cycles: readonly CycleSummary[]): string =>
  cycles.map(({ jumped }) => (jumped ? "j" : "S")).join("");

describe("a cell of 12 particles over 24 cycles", () => {
  let solved: Finished;
  let jumped: Finished;
  beforeAll(() => {
    solved = finish(wornScenario(WORN));
    jumped = finish(wornScenario({ ...WORN, "solver.jump": LONGEST }));
  }, 120_000);

  it("has lost contacts, and is as far as the solved one at every cycle", () => {
    expect(solved.cycles.at(-1)!.activeFraction).toBeLessThan(1);
    expect(jumped.cycles).toHaveLength(CYCLES);
    jumped.cycles.forEach(({ cycle, retention, activeFraction }, k) => {
      const other = solved.cycles[k]!;
      expect(Math.abs(retention! - other.retention!), `retention of cycle ${cycle}`).toBeLessThan(0.005);
      expect(activeFraction, `active share of cycle ${cycle}`).toBeCloseTo(other.activeFraction, 12);
    });
  });

  it("solves what tells a trend, and the last cycle, and few between", () => {
    expect(marks(jumped.cycles)).toMatch(/^SSSj.*S$/);
    const count = jumped.cycles.filter((cycle) => !cycle.jumped).length;
    expect(count).toBeLessThanOrEqual(CYCLES / 2);
    // A jumped cycle makes no step.
    expect(jumped.samples / solved.samples).toBeLessThan((count + 0.5) / CYCLES);
    expect(marks(solved.cycles)).toBe("S".repeat(CYCLES));
  });

  it("says of a picture whether it lies in a jumped cycle", () => {
    const run = createRun(wornScenario({ ...WORN, "solver.jump": LONGEST }));
    for (const { jumped: isJumped, start_s, duration_s } of jumped.cycles.slice(1, 6)) {
      run.advance({ untilTime: start_s + 0.4 * duration_s });
      expect(run.frame().jumped).toBe(isJumped);
    }
  });

  it("counts time, cycles and charge on", () => {
    const { cycles, run } = jumped;
    expect(cycles.map(({ cycle }) => cycle)).toEqual(Array.from({ length: CYCLES }, (_, k) => k + 1));
    for (let k = 1; k < CYCLES; k++) {
      const before = cycles[k - 1]!;
      expect(cycles[k]!.start_s).toBeCloseTo(before.start_s + before.duration_s, 6);
    }
    const { throughput, charge, time, cursor } = run.state;
    const sum = (of: (cycle: CycleSummary) => number): number =>
      cycles.reduce((total, cycle) => total + of(cycle), 0) * MILLIAMPERE_HOURS;
    expect(throughput.charged / sum((cycle) => cycle.chargeCapacity_mAh_cm2)).toBeCloseTo(1, 12);
    expect(throughput.discharged / sum((cycle) => cycle.dischargeCapacity_mAh_cm2)).toBeCloseTo(1, 12);
    expect(charge / (throughput.charged - throughput.discharged)).toBeCloseTo(1, 9);
    expect(time / solved.run.state.time).toBeCloseTo(1, 3);
    expect(cursor.ordinal).toBe(solved.run.state.cursor.ordinal);
  });

  it("loses no lithium: what left the cathode has passed as charge", () => {
    const { ledger, charge } = jumped.run.state;
    expect(Math.abs(ledger.residual)).toBeLessThan(1e-13);
    const start = createRun(wornScenario(WORN)).ledger;
    const given = start.cathodeActive + start.cathodeIsolated - ledger.cathodeActive - ledger.cathodeIsolated;
    expect((given * FARADAY) / charge).toBeCloseTo(1, 9);
  });

  it("ages films, interphase and cracks as the solved cell", () => {
    const [one, other] = [jumped.run.state, solved.run.state];
    const share = (a: Float64Array, b: Float64Array): number =>
      Math.max(...a.map((own, k) => Math.abs(own - b[k]!) / Math.max(...b)));
    expect(share(one.particles.filmGrowth, other.particles.filmGrowth)).toBeLessThan(2e-3);
    expect(share(one.particles.crack, other.particles.crack)).toBeLessThan(1e-2);
    const thickness = ({ front }: typeof one): Float64Array =>
      front.interphaseChemical.map((own, k) => own + front.interphaseDriven[k]!);
    expect(share(thickness(one), thickness(other))).toBeLessThan(2e-3);
    expect(share(one.front.interphaseChemical, other.front.interphaseChemical)).toBeLessThan(2e-3);
  });

  it("names the cycle in which a contact let go, jumped or solved", () => {
    for (const { cycles, events } of [solved, jumped]) {
      const lost = cycles.find(({ activeFraction }) => activeFraction < 1)!;
      const [event] = events.filter(({ kind }) => kind === "detachment");
      expect([event!.cycle, event!.phase]).toEqual([lost.cycle, lost.jumped ? "discharge" : "charge"]);
      expect(event!.time).toBeLessThanOrEqual(lost.start_s + lost.duration_s);
    }
  });

  it("goes on with the same bytes from any cycle, also in the middle of a jump", () => {
    const run = createRun(wornScenario({ ...WORN, "solver.jump": LONGEST }));
    const first = jumped.cycles.findIndex((cycle) => cycle.jumped);
    for (let k = 0; k <= first; k++) run.advance({ stopAtCycleEnd: true });
    for (let k = first; k < first + 6; k++) {
      const resumed = resumeCheckpoint(readCheckpoint(writeCheckpoint(takeCheckpoint(run), "0.0.0")));
      const [on, again] = [run, resumed].map((each) => {
        const { cycles, samples, notices } = each.advance({ stopAtCycleEnd: true });
        return { cycles, samples, notices, state: each.state };
      });
      expect(listDifferences(on, again), `after cycle ${k + 1}`).toEqual([]);
    }
  });

  it("is refused where its memory is not that of the cell", () => {
    const run = createRun(wornScenario({ ...WORN, "solver.jump": LONGEST }));
    for (let k = 0; k < 4; k++) run.advance({ stopAtCycleEnd: true });
    const taken = takeCheckpoint(run);
    const withMemory = (change: object): unknown => ({
      ...taken,
      state: { ...taken.state, cycles: { ...taken.state.cycles, ...change } },
    });
    const { jump } = taken.state.cycles!;
    expect(() => resumeCheckpoint(withMemory({}))).not.toThrow();
    expect(() => resumeCheckpoint(withMemory({ fresh: new Uint8Array(3) }))).toThrow(
      "checkpoint.state.cycles.fresh",
    );
    expect(() => resumeCheckpoint(withMemory({ reach: 0.5 }))).toThrow("checkpoint.state.cycles.reach");
    expect(() => resumeCheckpoint(withMemory({ profiles: [] }))).toThrow("as many segments");
    expect(() => resumeCheckpoint(withMemory({ jump: { ...jump, weighed: [] } }))).toThrow(
      "as many segments",
    );
  });

  it("tells the same at whatever times it is asked", () => {
    const run = createRun(wornScenario({ ...WORN, "solver.jump": LONGEST }));
    const cycles: CycleSummary[] = [];
    for (let hour = 1; run.status.kind === "running"; hour++) {
      cycles.push(...run.advance({ untilTime: 3600 * hour }).cycles);
      expect(run.frame().time).toBeCloseTo(run.time, 6);
    }
    expect(listDifferences(cycles, jumped.cycles)).toEqual([]);
    expect(listDifferences(run.state, jumped.run.state)).toEqual([]);
  });
});

describe("what bounds a jump", () => {
  it("jumps no more cycles at once than it is told to", () => {
    const { cycles } = finish(wornScenario({ "solver.jump": 1, "protocol.repeat": 9 }));
    expect(marks(cycles)).toBe("SSSjSjSjS");
  });

  it("keeps no memory where nothing is to be jumped", () => {
    const run = createRun(wornScenario({ "protocol.repeat": 4 }));
    run.advance({});
    expect(run.state.cycles).toBeUndefined();
  });

  it("solves the cycle in which an event acts, and learns anew after it", () => {
    const plain = finish(wornScenario({ "solver.jump": LONGEST }));
    const at = plain.cycles.findIndex((cycle, k) => cycle.jumped && k > 5);
    const { start_s, duration_s } = plain.cycles[at]!;
    const hours = ((start_s + 0.5 * duration_s) / 3600).toFixed(3);
    const scenario = wornScenario({ "solver.jump": LONGEST }, { events: [`${hours} h: cell.cRate = 0.4`] });
    const { cycles } = finish(scenario);
    expect(marks(cycles).slice(at, at + 3)).toBe("SSS");
    expect(marks(cycles).slice(at + 3)).toContain("j");
  });

  it("ages the interphase at the temperatures of a cycle, not at the last of them", () => {
    const steps = ["Charge at 1C until 4.3 V at 25 degC", "Discharge at 1C until 2.6 V at 60 degC"];
    const protocol = { repeat: 8, steps };
    const [solved, jumped] = [0, LONGEST].map((jump) =>
      finish(wornScenario({ "solver.jump": jump }, { protocol })),
    );
    expect(marks(jumped!.cycles)).toContain("j");
    jumped!.cycles.forEach(({ cycle, interphaseThickness_nm }, k) => {
      const other = solved!.cycles[k]!.interphaseThickness_nm;
      expect(Math.abs(interphaseThickness_nm / other - 1), `cycle ${cycle}`).toBeLessThan(2e-3);
    });
  });

  it("solves checks, the pass before each, and the last of every block", () => {
    const steps = ["Charge at 0.5C until 4.3 V", "Discharge at 0.5C until 2.6 V"];
    const check = { every: 6, steps: ["Charge at C/5 until 4.3 V", "Discharge at C/5 until 2.6 V"] };
    const protocol = [
      { name: "one", repeat: 6, steps, check },
      { name: "two", repeat: 5, steps },
    ];
    const { cycles } = finish(wornScenario({ "solver.jump": LONGEST }, { protocol }));
    expect(cycles.map(({ block }) => block)[6]).toBe("check");
    expect(marks(cycles)).toMatch(/^SSSjjSSSSj.S$/);
    expect(marks(cycles).slice(5, 7)).toBe("SS");
    expect(marks(cycles).at(-1)).toBe("S");
  });

  it("ends where the run does, at a cycle that was jumped too", () => {
    const protocol = {
      blocks: [{ repeat: 30, steps: ["Charge at 0.5C until 4.3 V", "Discharge at 0.5C until 2.6 V"] }],
      end: ["12 cycles"],
    };
    const { run, cycles } = finish(wornScenario({ "solver.jump": LONGEST }, { protocol }));
    expect(run.status.kind).toBe("end-condition");
    expect(cycles).toHaveLength(12);
  });

  it("solves cycles while lithium enters boundaries fast, and says so once", () => {
    const { cycles, notices, run } = finish(
      wornScenario({
        "solver.jump": LONGEST,
        "protocol.repeat": 7,
        "cell.cRate": 1,
        "intergranular.criticalCurrent": "1 A/m2",
        "intergranular.level": "front",
      }),
    );
    expect(run.ledger.intergranularConnected + run.ledger.intergranularDead).toBeGreaterThan(0);
    expect(marks(cycles)).toBe("SSSSSSS");
    const told = notices.filter((sentence) => sentence.includes("solved instead of jumped"));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("lithium is entering boundaries fast");
  });
});
