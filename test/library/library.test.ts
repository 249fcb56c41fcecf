/** What a library shows is what the core has: the same bits, the same bytes, the same words for what is wrong. */
import { beforeAll, describe, expect, test } from "vitest";
import { createRun as createCoreRun, takeCheckpoint } from "../../sim-core/index.ts";
import { writeCheckpoint } from "../../src/io/checkpoint.ts";
import {
  continueRun,
  createFieldSampler,
  createRun,
  FIELDS,
  type FieldName,
  type Frame,
  InputError,
  parseScenario,
  type Run,
  restoreState,
  resumeRun,
  serialiseState,
  tabulate,
  VERSION,
} from "../../src/library/index.ts";
import { SHIPPED_NAMES, shipped } from "../../src/library/scenarios.ts";

const SMALL = {
  ...{ mesh: "draft", "cell.width": "90 um", "cathode.columns": 6, "cathode.rows": 2 },
  ...{ "cathode.thickness": "30 um", "electrolyte.thickness": "40 um", "anode.thickness": "30 um" },
};
const small = (cycles = 2) => parseScenario(shipped("ncm"), { load: shipped, overrides: SMALL, cycles });

describe("scenarios", () => {
  test("are those of the folder, each one valid", () => {
    expect(SHIPPED_NAMES).toEqual([...SHIPPED_NAMES].sort());
    expect(SHIPPED_NAMES).toContain("lzp-ncm");
    for (const name of SHIPPED_NAMES) expect(parseScenario(shipped(name), { load: shipped }).name).toBe(name);
    expect(shipped("none")).toBeUndefined();
  });

  test("are read from records and from text alike, and need nothing to extend", () => {
    const record = { schemaVersion: 1, name: "bare", cell: { cRate: "1C" } };
    expect(parseScenario(record).cell.cRate).toBe(1);
    expect(parseScenario(JSON.stringify(record)).cell).toEqual(parseScenario(record).cell);
    expect(() => parseScenario({ ...record, extends: "ncm" })).toThrow(InputError);
  });

  test("are refused with every problem at once", () => {
    const wrong = { schemaVersion: 1, name: "wrong", cell: { cRate: "fast", width: "-1 um" } };
    const problems = (() => {
      try {
        parseScenario(wrong);
      } catch (error) {
        return (error as InputError).problems;
      }
    })();
    expect(problems?.map(({ where }) => where)).toEqual(["cell.width", "cell.cRate"]);
  });
});

describe("a run", () => {
  test("is the core's", () => {
    const [run, core] = [createRun(small()), createCoreRun(small())];
    const asked = { untilTime: 5000 };
    expect(run.advance(asked)).toEqual(core.advance(asked));
    expect(run.frame({ stress: true })).toEqual(core.frame({ stress: true }));
    expect(run.ledger).toEqual(core.frame().ledger);
    expect(run.mesh).toEqual(core.mesh);
    expect([run.time, run.status.kind]).toEqual([5000, "running"]);
  });

  test("goes on from its bytes as if it had never stopped", () => {
    const [whole, first] = [createRun(small()), createRun(small())];
    const [all, before] = [whole.advance(), first.advance({ untilTime: 5000 })];
    const after = resumeRun(restoreState(serialiseState(first.state))).advance();
    expect([...before.samples, ...after.samples]).toEqual(all.samples);
    expect([...before.cycles, ...after.cycles]).toEqual(all.cycles);
  });

  test("is stored as the terminal program stores it", () => {
    const [run, core] = [createRun(small()), createCoreRun(small())];
    for (const one of [run, core]) one.advance({ untilTime: 3000 });
    expect(serialiseState(run.state)).toEqual(writeCheckpoint(takeCheckpoint(core), VERSION));
  });

  test("hands its cell to another scenario", () => {
    const first = createRun(small(1));
    first.advance();
    const next = continueRun(first.state, small(1));
    expect(next.time).toBe(first.time);
    expect(next.advance().cycles).toHaveLength(1);
  });

  test("takes changes of live parameters, and refuses others", () => {
    const run = createRun(small());
    run.advance({ untilTime: 1000 });
    expect(run.change({ path: "cell.cRate", value: 1 })).toEqual({
      time: 1000,
      path: "cell.cRate",
      value: 1,
    });
    expect(run.origin.events).toHaveLength(1);
    run.advance({ untilTime: 1500 });
    expect(run.scenario.cell.cRate).toBe(1);
    // From the current, which solves the charge to round-off.
    expect(run.frame().cRate).toBeCloseTo(1, 12);
    const wider = parseScenario(shipped("ncm"), {
      load: shipped,
      overrides: { ...SMALL, "cell.width": "105 um" },
    });
    expect(() => run.revise(wider)).toThrow(
      "cell.width: got a change while the cell runs; expected a new run",
    );
  });
});

describe("a state", () => {
  test("is refused where it is none, under its name", () => {
    expect(() => restoreState(new Uint8Array(0), "my.flux")).toThrow("my.flux: got an empty file");
    const bytes = serialiseState(createRun(small()).state);
    bytes[bytes.length - 1]! ^= 1;
    expect(() => restoreState(bytes)).toThrow("state: got bytes that have changed");
    expect(() => resumeRun({} as Run["state"])).toThrow(InputError);
  });
});

describe("a field", () => {
  let run: Run;
  let frame: Frame;
  beforeAll(() => {
    run = createRun(small());
    run.advance({ untilTime: 2000 });
    frame = run.frame({ stress: true });
  });

  test.each(Object.keys(FIELDS) as FieldName[])("%s has its own values at the nodes", (field) => {
    const sampler = createFieldSampler(run.mesh, frame);
    const { array, stride, offset } = FIELDS[field];
    const values = array(frame);
    const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-30);
    for (let node = 0; node < frame.points.length / 2; node += 7) {
      const read = sampler.at(field, frame.points[2 * node]!, frame.points[2 * node + 1]!);
      // Weights of a node are 1 and 0 to round-off.
      expect(Math.abs(read! - values[stride * node + offset]!)).toBeLessThan(1e-9 * scale);
    }
  });

  test("is linear between the nodes", () => {
    const sampler = createFieldSampler(run.mesh, frame);
    const [a, b, c] = [0, 1, 2].map((k) => run.mesh.triangles[k]!);
    const mean = (values: ArrayLike<number>, at: (v: number) => number): number =>
      [a!, b!, c!].reduce((sum, v) => sum + values[at(v)]! / 3, 0);
    const x = mean(frame.points, (v) => 2 * v);
    const y = mean(frame.points, (v) => 2 * v + 1);
    const expected = mean(frame.potential, (v) => v);
    expect(sampler.at("potential", x, y)).toBeCloseTo(expected, 12);
    const line = sampler.along("potential", { from: [x, y], to: [x, y], count: 3 });
    expect([...line]).toEqual(new Array(3).fill(sampler.at("potential", x, y)));
  });

  test("is nowhere but in the electrolyte", () => {
    const sampler = createFieldSampler(run.mesh, frame);
    const [x, y] = [run.mesh.particleX[0]!, run.mesh.particleY[0]!];
    expect(sampler.at("potential", x, y)).toBeUndefined();
    expect(sampler.at("potential", -1, 0)).toBeUndefined();
    const through = sampler.along("potential", { from: [x, y], to: [x, frame.collectorY + 10], count: 2 });
    expect([...through]).toEqual([Number.NaN, Number.NaN]);
  });

  test("is refused where the frame does not hold it", () => {
    const bare = createFieldSampler(run.mesh, run.frame());
    expect(() => bare.at("vonMises", 1, 1)).toThrow("vonMises: got a frame without it");
    expect(() => bare.along("potential", { from: [0, 0], to: [1, 1], count: 1 })).toThrow(
      "count: got 1; expected a whole number from 2",
    );
    expect(() => createFieldSampler({ ...run.mesh, version: 7 }, frame)).toThrow("mesh: got version 7");
  });
});

describe("a law of one's own", () => {
  test("is a table that a scenario takes", () => {
    const table = tabulate((x) => 4.5 - x, { from: 0.25, to: 0.75, count: 3, unit: "V" });
    expect(table).toEqual({ x: [0.25, 0.5, 0.75], value: [4.25, 4, 3.75], interpolate: "linear", unit: "V" });
    const source = { schemaVersion: 1, name: "own", ncm: { openCircuitPotential: table } };
    const { openCircuitPotential } = parseScenario(source).ncm;
    expect(openCircuitPotential.evaluate(0.6)).toBeCloseTo(3.9, 12);
  });

  test("is refused where it is none", () => {
    expect(() => tabulate((x) => 1 / (x - 0.5), { from: 0, to: 1, count: 3 })).toThrow(
      "law at x = 0.5: got Infinity; expected a finite number",
    );
    expect(() => tabulate(() => 1, { from: 0.5, to: 0.5 })).toThrow("range: got 0.5 to 0.5");
    expect(() => tabulate(() => 1, { count: 1 })).toThrow("count: got 1");
  });
});
