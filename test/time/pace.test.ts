/** The same run whatever is asked of it and when: the solver steps on its own grid. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../sim-core/base/random.ts";
import type { Frame } from "../../sim-core/cell/frame.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import type { Run, Told } from "../../sim-core/time/run/run-types.ts";
import { smallScenario } from "../cell/small-cell.ts";

type Log = { samples: unknown[]; steps: unknown[]; cycles: unknown[]; notices: unknown[]; events: unknown[] };

function createLog(): Log {
  return { samples: [], steps: [], cycles: [], notices: [], events: [] };
}

function add(log: Log, told: Told): void {
  for (const key of ["samples", "steps", "cycles", "notices", "events"] as const) log[key].push(...told[key]);
}

function straight(scenario: Scenario): { log: Log; frame: Frame; message: string } {
  const run = createRun(scenario);
  const log = createLog();
  const told = run.advance({});
  add(log, told);
  return { log, frame: run.frame(), message: told.status.message };
}

/** Asks for times, steps and pictures as they come. */
function atRandom(scenario: Scenario, seed: number): { log: Log; frame: Frame; message: string } {
  const { uniform: draw } = createRandom(seed, "pace");
  const run = createRun(scenario);
  const log = createLog();
  while (run.status.kind === "running") {
    const kind = draw();
    if (kind < 0.7) add(log, run.advance({ untilTime: run.time + 400 * draw() ** 3 }));
    else if (kind < 0.8) add(log, run.advance({ maximumSteps: 1 + Math.floor(3 * draw()) }));
    else if (kind < 0.9) run.frame({ stress: draw() < 0.5 });
    else run.frame();
  }
  return { log, frame: run.frame(), message: run.status.message };
}

function bytesOf(frame: Frame): Record<string, string> {
  const entries = Object.entries(frame).map(([key, value]) => [
    key,
    ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
      : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries);
}

describe("a run", () => {
  const ageing = { "protocol.repeat": 2, "contactLoss.medianLife": 2 };
  const scenarios: readonly (readonly [string, Scenario])[] = [
    ["full", smallScenario(ageing)],
    ["reduced", smallScenario({ ...ageing, "solver.model": "reduced" })],
    ["with lithium that enters the electrolyte", smallScenario({ ...ageing, "cell.cRate": 2 })],
  ];
  it.each(scenarios)("is the same at any pace: %s", (_, scenario) => {
    const once = straight(scenario);
    for (const seed of [1, 2]) {
      const again = atRandom(scenario, seed);
      expect(again.message).toBe(once.message);
      expect(again.log).toEqual(once.log);
      expect(bytesOf(again.frame)).toEqual(bytesOf(once.frame));
    }
  });

  it("is shown at the time that is asked for, between its steps by interpolation", () => {
    const run = createRun(smallScenario({ "protocol.repeat": 1 }));
    const seen: number[] = [];
    let before = run.frame();
    for (let time = 100; time <= 3000; time += 37.7) {
      const { samples } = run.advance({ untilTime: time });
      const frame = run.frame();
      expect(run.time).toBe(time);
      expect(frame.time).toBe(time);
      for (const sample of samples) expect(sample.time).toBeLessThanOrEqual(time);
      expect(Math.abs(frame.ledger.residual)).toBeLessThan(1e-12);
      expect(frame.capacity).toBeGreaterThan(before.capacity);
      expect(frame.voltage).toBeGreaterThan(before.voltage - 1e-3);
      seen.push(frame.voltage);
      before = frame;
    }
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe("an event", () => {
  const base = { "protocol.repeat": 1, "contactLoss.medianLife": 2 };
  const faster = smallScenario({ ...base, "cell.cRate": 2 });

  function finish(run: Run): { log: Log; frame: Frame } {
    const log = createLog();
    add(log, run.advance({}));
    return { log, frame: run.frame() };
  }

  it("gives the same bytes whether it was known from the start or made on the way", () => {
    for (const time of [0, 777.7, 1500]) {
      const live = createRun(smallScenario(base));
      const log = createLog();
      add(log, live.advance({ untilTime: time }));
      const [event] = live.revise({ ...faster, events: live.scenario.events });
      expect(event).toEqual({ time, path: "cell.cRate", value: 2 });
      const end = finish(live);
      add(log, { ...createLog(), ...end.log } as Told);

      const known = createRun({ ...smallScenario(base), events: [event!] });
      const other = finish(known);
      expect(other.log.samples.some((sample) => (sample as { time: number }).time === time)).toBe(true);
      expect(log).toEqual(other.log);
      expect(bytesOf(end.frame)).toEqual(bytesOf(other.frame));
      expect(live.origin.cell.cRate).toBe(smallScenario(base).cell.cRate);
      expect(live.origin.events).toEqual([event]);
      expect(live.scenario.cell.cRate).toBe(2);
    }
  });

  it("acts on what it names: the current doubles at its time", () => {
    const events = [{ time: 1000, path: "cell.cRate", value: 1 }];
    const run = createRun({ ...smallScenario({ ...base, "cell.cRate": 0.5 }), events });
    const { samples } = run.advance({ untilTime: 1500 });
    const before = samples.findLast((sample) => sample.time <= 1000)!;
    const after = samples.find((sample) => sample.time > 1000)!;
    expect(before.time).toBe(1000);
    expect(after.currentDensity / before.currentDensity).toBeCloseTo(2, 12);
  });
});
