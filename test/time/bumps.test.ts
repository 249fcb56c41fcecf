/** Bumps and dents that a hand draws on the lithium: what they add, that the books close, and that a run with them is one run. */
import { describe, expect, it } from "vitest";
import { LITHIUM_MOLAR_VOLUME } from "../../sim-core/base/constants.ts";
import { placesOfFront, shareBump } from "../../sim-core/cell/bumps.ts";
import { drawBump } from "../../sim-core/mechanisms/anode/draw-bump.ts";
import { recount } from "../../sim-core/mechanisms/ledger.ts";
import { createMesher, type MeshAnswer, type MeshSource } from "../../sim-core/remeshing/mesher.ts";
import { measureWear } from "../../sim-core/remeshing/remesh.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Bump, ScenarioEvent } from "../../sim-core/scenario/record/scenario.ts";
import { resumeCheckpoint, takeCheckpoint } from "../../sim-core/time/checkpoint/checkpoint.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import type { ResumableRun } from "../../sim-core/time/run/run-memory.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { loadShipped, type Overrides, SMALL_CELL } from "../cell/small-cell.ts";
import { listDifferences } from "./same-bits.ts";

const MODELS = ["full", "reduced", "homogenised"] as const;
const BUMP: Bump = { x: 30, width: 50, height: 8 };
const HANDS: readonly ScenarioEvent[] = [
  { time: 2000, bump: BUMP },
  { time: 3000, bump: { x: 70, width: 30, height: -4 } },
];

function begin(
  overrides: Overrides = {},
  events: readonly ScenarioEvent[] = [],
  meshes?: MeshSource,
): ResumableRun {
  const scenario = parseScenario(
    { schemaVersion: 1, name: "drawn", extends: "ncm" },
    { load: loadShipped, overrides: { ...SMALL_CELL, "protocol.repeat": 1, ...overrides } },
  );
  return createRun({ ...scenario, events }, meshes);
}

describe("the area of a bump", () => {
  const even = Float64Array.from({ length: 181 }, (_, k) => k / 2);
  const uneven = Float64Array.of(0, 3, 3.5, 20, 41, 41.5, 60, 88, 90);
  const sum = (areas: Float64Array): number => areas.reduce((total, own) => total + own, 0);

  it.each([
    ["inside", BUMP, 0.5 * 50 * 8],
    ["cut in its middle by a wall", { ...BUMP, x: 0 }, 0.25 * 50 * 8],
    ["a dent", { ...BUMP, height: -8 }, -0.5 * 50 * 8],
  ])("is its integral on any front: %s", (_, bump, area) => {
    for (const nodes of [even, uneven])
      expect(sum(shareBump(bump, nodes)) / (area * 1e-12)).toBeCloseTo(1, 13);
  });

  it("is where the bump is, as high as that says", () => {
    shareBump(BUMP, even).forEach((area, k) => {
      const s = even[k]! - 30;
      const height = Math.abs(s) < 25 ? 8 * Math.cos((Math.PI * s) / 50) ** 2 : 0;
      const piece = k === 0 || k === 180 ? 0.25 : 0.5;
      expect(area * 1e12).toBeCloseTo(height * piece, 2);
    });
  });
});

describe.each(MODELS)("in a run of the %s model a bump", (model) => {
  const solver = { "solver.model": model };

  it("is metal of its volume, and the books close over it at any time", () => {
    const run = begin(solver, HANDS);
    run.advance({ untilTime: 1999 });
    const before = run.ledger;
    const { notices } = run.advance({ untilTime: 2000 });
    const { width } = run.model.section;
    const mol = (0.5 * 50e-6 * 8e-6) / LITHIUM_MOLAR_VOLUME / width;
    expect(before.drawn).toBe(0);
    expect(run.ledger.drawn / mol).toBeCloseTo(1, 12);
    expect(run.ledger.initial).toBe(before.initial);
    expect(notices.some((words) => words.endsWith("lithium 30, 50 = 8 um drawn by hand"))).toBe(true);
    while (run.status.kind === "running") {
      run.advance({ maximumSteps: 5 });
      expect(Math.abs(run.ledger.residual)).toBeLessThan(1e-12);
      expect(run.ledger.chargeImbalance).toBeLessThan(1e-8);
      expect(measureWear(run.model, run.state.geometry.points)).toBeLessThan(1);
    }
    expect(run.status.kind).toBe("completed");
    expect(run.ledger.drawn / mol).toBeCloseTo(1 - (30 * 4) / (50 * 8), 12);
  }, 60_000);

  it("of no height changes no bit", () => {
    const kept = begin(solver);
    const drawn = begin(solver, [{ time: 0, bump: { ...BUMP, height: 0 } }]);
    const [one, other] = [kept, drawn].map((run) => run.advance({ untilTime: 4000 }).samples);
    expect(listDifferences(one, other)).toEqual([]);
    expect(listDifferences(kept.frame(), drawn.frame())).toEqual([]);
  }, 60_000);

  it("gives the same bytes known from the start, made on the way at any pace, with late meshes, and resumed", () => {
    const known = begin(solver, HANDS);
    const told = known.advance({});
    const live = begin(solver, [], lateMeshes());
    const samples = [];
    let bytes = new Uint8Array();
    const goOn = (run: ResumableRun, untilTime: number) => {
      for (let waits = 0; run.status.kind === "running" && run.time < untilTime; waits++) {
        const advanced = run.advance({ untilTime: Math.min(untilTime, run.time + 333.3) });
        if (run === live) samples.push(...advanced.samples);
        expect(waits).toBeLessThan(2000);
      }
    };
    for (const { time, ...change } of HANDS) {
      goOn(live, time);
      expect(live.change(change)).toEqual({ time, ...change });
      // It waits for a mesh, and can be stored while it does.
      samples.push(...live.advance({ maximumSteps: 1 }).samples);
      if (time === 3000) bytes = writeCheckpoint(takeCheckpoint(live), "1.2.3");
    }
    goOn(live, Number.POSITIVE_INFINITY);
    const resumed = resumeCheckpoint(readCheckpoint(bytes));
    resumed.advance({});
    expect(live.origin.events).toEqual(HANDS);
    expect(listDifferences(samples, told.samples)).toEqual([]);
    expect(listDifferences(live.frame(), known.frame())).toEqual([]);
    expect(listDifferences(resumed.frame(), known.frame())).toEqual([]);
    // The coarse front of a homogenised cell is moved, and no edge of it so far that it wears out.
    if (model !== "homogenised") expect(known.mesh.version).toBeGreaterThan(0);
  }, 60_000);
});

/** Meshes that are there when they have been asked for three times. */
function lateMeshes(): MeshSource {
  const make = createMesher();
  return {
    request(order) {
      let asked = 0;
      let answer: MeshAnswer | undefined;
      return () => {
        if (++asked < 3) return undefined;
        answer ??= make(order);
        return answer;
      };
    },
  };
}

describe("the front", () => {
  it("bulges at once where it was drawn, against a mean that is lifted, and dents the other way", () => {
    for (const height of [8, -8]) {
      const run = begin({}, [{ time: 100, bump: { ...BUMP, height } }]);
      run.advance({ untilTime: 99 });
      const [flat, column] = [run.frame().frontY, run.frame().frontThickness];
      run.advance({ untilTime: 100 });
      const { frontX, frontY, frontThickness, collectorY } = run.frame();
      const nearest = frontX.reduce(
        (best, x, k) => (Math.abs(x - 30) < Math.abs(frontX[best]! - 30) ? k : best),
        0,
      );
      const mean = (0.5 * 50 * height) / 90;
      // Creep takes a little of the top.
      const bulge = flat[0]! + mean - frontY[nearest]!;
      expect(bulge / height).toBeGreaterThan(0.7);
      expect(bulge / height).toBeLessThanOrEqual(1.02);
      expect((frontThickness[nearest]! - column[0]!) / height).toBeGreaterThan(0.95);
      expect(collectorY).toBeCloseTo(70 + column[0]! + mean, 1);
    }
  }, 60_000);

  it("is plated most where it has been brought nearer to the cathode", () => {
    const run = begin({}, [{ time: 100, bump: BUMP }]);
    run.advance({ untilTime: 130 });
    const { frontX, frontCurrent } = run.frame();
    const at = (x: number) => frontCurrent[frontX.findIndex((own) => own >= x)]!;
    expect(at(30)).toBeGreaterThan(1.02 * at(85));
  }, 60_000);
});

describe("a bump that cannot be", () => {
  it("is refused in words beside the cell, through the electrolyte and without lithium", () => {
    const run = begin();
    expect(() => begin({}, [{ time: 5, bump: { ...BUMP, x: 130 } }])).toThrow(
      "event 5 s: lithium 130, 50 = 8 um: got a bump beside the cell; expected one that reaches into the cell: x from 0 um to 90 um",
    );
    expect(() => run.change({ bump: { x: 40, width: 90, height: 45 } })).not.toThrow();
    expect(() => run.change({ bump: { x: 40, width: 80, height: 39 } })).not.toThrow();
    expect(() => run.change({ bump: { x: 40, width: 80, height: 70 } })).toThrow(
      /above the cathode; expected/,
    );
    expect(() => run.change({ bump: { x: 40, width: 200, height: -99 } })).toThrow(
      /got a dent that leaves .* um of lithium; expected one that leaves more than/,
    );
  });

  it("is left out, with its reason, where a run has had it from the start, and nothing else changes", () => {
    const kept = begin();
    const run = begin({}, [{ time: 0, bump: { x: 40, width: 200, height: -99 } }]);
    const [one, other] = [kept, run].map((own) => own.advance({ untilTime: 1000 }));
    expect(other!.notices).toContainEqual(
      expect.stringMatching(/lithium 40, 200 = -99 um left out: got a dent/),
    );
    expect(listDifferences(one!.samples, other!.samples)).toEqual([]);
    expect(run.ledger.drawn).toBe(0);
  }, 60_000);

  it("is put down in the books by what the front takes, whatever its shape", () => {
    const { model, state } = begin();
    const drawn = recount(model, drawBump(model, state, BUMP));
    expect(drawBump(model, state, { ...BUMP, height: 0 })).toBe(state);
    expect(Math.abs(drawn.ledger.residual)).toBeLessThan(1e-15);
    expect(drawn.ledger.anode - state.ledger.anode).toBeCloseTo(drawn.ledger.drawn, 12);
    expect(placesOfFront(model, state, 0).at(-1)).toBeCloseTo(90, 9);
  });
});
