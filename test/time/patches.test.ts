/** Patches of poor conductor that a hand paints into the electrolyte: what they do, and that a run with them is one run. */
import { describe, expect, it } from "vitest";
import { createModel } from "../../sim-core/cell/model.ts";
import { obstruct } from "../../sim-core/cell/obstruction.ts";
import { outlinePatches } from "../../sim-core/cell/patch-outline.ts";
import { addPatch, paintFactors } from "../../sim-core/cell/patches.ts";
import { createCholesky } from "../../sim-core/factorisation/cholesky.ts";
import {
  addStiffness,
  computeStiffness,
  ENTRIES_PER_TRIANGLE,
  FIXED,
  scaleStiffness,
} from "../../sim-core/fem/laplace.ts";
import { orderMinimumDegree } from "../../sim-core/linalg/ordering/minimum-degree.ts";
import { analyzeCholesky } from "../../sim-core/linalg/ordering/symbolic.ts";
import { createPattern, createScatter } from "../../sim-core/linalg/sparse.ts";
import { paintPatch } from "../../sim-core/mechanisms/electrolyte/paint-patch.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { findMiddles } from "../../sim-core/mesh/transfer/triangle-density.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import type { Patch, ScenarioEvent } from "../../sim-core/scenario/record/scenario.ts";
import { resumeCheckpoint, takeCheckpoint } from "../../sim-core/time/checkpoint/checkpoint.ts";
import { continueCheckpoint } from "../../sim-core/time/checkpoint/continue-run.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import type { ResumableRun } from "../../sim-core/time/run/run-memory.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { loadShipped, type Overrides, protrudedScenario, SMALL_CELL } from "../cell/small-cell.ts";
import { slabMesh } from "../fem/slab-mesh.ts";
import { remesh } from "../remeshing/remesh-at-once.ts";
import { listDifferences } from "./same-bits.ts";

const MODELS = ["full", "reduced", "homogenised"] as const;
const POOR: Patch = { x: 30, y: 48, radius: 12, factor: 0.05 };
const HANDS: readonly ScenarioEvent[] = [
  { time: 2000, patch: POOR },
  { time: 3000, patch: { x: 40, y: 50, radius: 9, factor: 0.3 } },
  { time: 8000, patch: { x: 30, y: 48, radius: 13, factor: 1 } },
];
const EVERYWHERE = { x: 45, y: 35, radius: 1000 };

/** The small cell as a file would have it, to be written and read again to the last bit. */
function begin(overrides: Overrides = {}, events: readonly ScenarioEvent[] = []): ResumableRun {
  const scenario = parseScenario(
    { schemaVersion: 1, name: "painted", extends: "ncm" },
    { load: loadShipped, overrides: { ...SMALL_CELL, "protocol.repeat": 1, ...overrides } },
  );
  return createRun({ ...scenario, events });
}

/** Potential differences over a slab of unit conductivity through which 1 A/m2 goes upwards, from its top. */
function solveLayers(patches: readonly Patch[], size: { width: number; height: number }): Float64Array {
  const [columns, rows] = [10, 8];
  const mesh = slabMesh(columns, rows, size);
  const pattern = createPattern(mesh.points.length / 2, { cliques: mesh.triangles, nodesPerClique: 3 });
  const stiffness = new Float64Array((mesh.triangles.length / 3) * ENTRIES_PER_TRIANGLE);
  computeStiffness(mesh.points, mesh.triangles, stiffness);
  const factors = paintFactors(mesh, patches, undefined);
  if (factors !== undefined) scaleStiffness(stiffness, factors);
  const values = new Float64Array(pattern.rows.length);
  addStiffness(stiffness, createScatter(pattern, mesh.triangles, 3), 1, values);
  const right = new Float64Array(mesh.points.length / 2);
  for (let i = 0; i <= columns; i++) {
    right[i] = ((i === 0 || i === columns ? 0.5 : 1) * size.width) / columns;
    values[pattern.columnStart[rows * (columns + 1) + i]!]! += FIXED;
  }
  const factor = createCholesky(analyzeCholesky(pattern, orderMinimumDegree(pattern)));
  expect(factor.factor(values).ok).toBe(true);
  const potential = new Float64Array(right.length);
  factor.solve(right, potential);
  return potential.subarray(0, columns + 1);
}

describe("a patch of poor conductor", () => {
  it.each([0.001, 0.05, 0.5, 1])("over half of a slab is a layer in series (factor %d)", (factor) => {
    // The edge of a disc of a metre is straight over this width but for 1 nm.
    const layer = { x: 50, y: 30 - 1e6, radius: 1e6, factor };
    const [width, height] = [100e-6, 80e-6];
    for (const drop of solveLayers([layer], { width, height }))
      expect(Math.abs(drop / (30e-6 / factor + 50e-6) - 1)).toBeLessThan(1e-9);
  });

  it("holds where it was painted over another, and is wiped off by a factor of 1", () => {
    const [one, other] = [POOR, { ...POOR, x: 40, factor: 0.3 }];
    expect(addPatch([one], other)).toEqual([one, other]);
    expect(addPatch([one], { ...one, factor: 0.5 })).toEqual([{ ...one, factor: 0.5 }]);
    expect(addPatch([one, other], { ...one, x: 35, radius: 20, factor: 1 })).toBeUndefined();
    const far = { ...one, x: 80, factor: 1 };
    expect(addPatch([one], far)).toEqual([one]);
    const half = { ...one, x: 40, factor: 1 };
    expect(addPatch([one], half)).toEqual([one, half]);
    const { electrolyte } = begin().model;
    const { x, y } = findMiddles(electrolyte);
    const inside = (patch: Patch, t: number): boolean =>
      Math.hypot(x[t]! * 1e6 - patch.x, y[t]! * 1e6 - patch.y) <= patch.radius;
    const factors = paintFactors(electrolyte, [one, other, half], undefined)!;
    expect(new Set(factors)).toEqual(new Set([0.05, 1]));
    factors.forEach((own, t) => {
      expect(own).toBe(inside(one, t) && !inside(half, t) ? 0.05 : 1);
    });
  });

  it("ends where triangles of other factors meet, and not at the particles", () => {
    const run = begin();
    expect(run.frame().patchOutline).toHaveLength(0);
    run.change({ patch: POOR });
    run.advance({ maximumSteps: 1 });
    const { patchOutline } = run.frame();
    const middles = Array.from({ length: patchOutline.length / 4 }, (_, k) => [
      (patchOutline[4 * k]! + patchOutline[4 * k + 2]!) / 2,
      (patchOutline[4 * k + 1]! + patchOutline[4 * k + 3]!) / 2,
    ]);
    expect(middles.length).toBeGreaterThan(8);
    for (const [x, y] of middles) expect(Math.abs(Math.hypot(x! - 30, y! - 48) - 12)).toBeLessThan(4);
    // All of the electrolyte ends at its own border: a closed line around it, which encloses its particles too.
    const { boundary, electrolyte } = begin().model;
    const all = outlinePatches({ electrolyte, boundary }, [{ ...EVERYWHERE, factor: 0.5 }]);
    const counts = new Map<number, number>();
    for (const node of all) counts.set(node, (counts.get(node) ?? 0) + 1);
    const front = boundary.nodes.subarray(boundary.frontStart);
    for (const node of front) expect(counts.get(node)).toBe(2);
    for (const node of boundary.nodes.subarray(0, boundary.frontStart)) expect(counts.get(node) ?? 0).toBe(0);
    expect(outlinePatches({ electrolyte, boundary }, undefined)).toHaveLength(0);
  });

  it("goes over to another mesh by its place alone", () => {
    const model = createModel(protrudedScenario());
    const painted = paintPatch(model, createInitialState(model), POOR)!;
    const outcome = remesh(model, painted);
    if (!outcome.ok) throw new Error("the cell is to be meshed anew");
    const { model: after, state } = outcome;
    expect(state.electrolyte.patches).toEqual([POOR]);
    expect(state.geometry.obstruction).toEqual(obstruct(after, state.electrolyte));
    const { x, y } = findMiddles(after.electrolyte);
    const clean = obstruct(after, { ...state.electrolyte, patches: undefined });
    const factor = state.geometry.obstruction!.map((own, t) => own / (clean?.[t] ?? 1));
    expect(factor.some((own) => own < 1)).toBe(true);
    factor.forEach((own, t) => {
      const isIn = Math.hypot(x[t]! * 1e6 - POOR.x, y[t]! * 1e6 - POOR.y) <= POOR.radius;
      expect(own).toBeCloseTo(isIn ? 0.05 : 1, 12);
    });
  });

  it("is refused in words outside the cell and over a particle alone", () => {
    const { model } = begin();
    const { x, y } = model.population;
    const within = { x: x[3]! * 1e6, y: y[3]! * 1e6, radius: 1, factor: 0.1 };
    const wrong = [{ ...POOR, x: 110 }, { ...POOR, y: 90 }, within].map((patch) => ({ time: 5, patch }));
    const expected =
      "expected one that reaches into the electrolyte: x from 0 um to 90 um, y from 0 um to 70 um, particles aside";
    for (const event of wrong)
      expect(() => begin({}, [event])).toThrow(`got a disc over no triangle of the electrolyte; ${expected}`);
    expect(() => begin({}, wrong.slice(0, 2))).toThrow(/patch 110, 48.*\n.*patch 30, 90/);
    const run = begin();
    for (const { patch } of wrong) expect(() => run.change({ patch })).toThrow(expected);
    expect(() => run.check(wrong)).toThrow(expected);
    expect(run.origin.events).toEqual([]);
    run.change({ patch: within }, true);
    expect(run.advance({ maximumSteps: 1 }).notices).toContainEqual(expect.stringContaining("left out"));
  });
});

describe.each(MODELS)("in a run of the %s model a patch", (model) => {
  const solver = { "solver.model": model };

  it("over everything is an electrolyte that conducts as much less", () => {
    const clean = { ...solver, "grains.boundaryResistance": 0, "grains.resolved": false };
    const less = begin({ ...clean, "electrolyte.conductivity": "0.8 mS/cm" });
    const painted = begin({ ...clean, "electrolyte.conductivity": "1.6 mS/cm" }, [
      { time: 0, patch: { ...EVERYWHERE, factor: 0.5 } },
    ]);
    const [one, other] = [less, painted].map((run) => run.advance({}).samples);
    expect(one!.length).toBeGreaterThan(40);
    expect(other!.length).toBe(one!.length);
    one!.forEach(({ voltage }, k) => {
      expect(Math.abs(other![k]!.voltage - voltage)).toBeLessThan(1e-9);
    });
  }, 60_000);

  it("of factor 1 changes no bit", () => {
    const kept = begin(solver);
    const painted = begin(solver, [{ time: 0, patch: { ...EVERYWHERE, factor: 1 } }]);
    const [one, other] = [kept, painted].map((run) => run.advance({ untilTime: 4000 }).samples);
    expect(listDifferences(one, other)).toEqual([]);
    expect(listDifferences(kept.frame(), painted.frame())).toEqual([]);
  }, 60_000);

  it("keeps currents in balance and costs voltage, which goes when it is wiped off", () => {
    const follow = (factor: number) => {
      const hands = [factor, 1].map((own, k) => ({
        time: 2000 + 500 * k,
        patch: { ...EVERYWHERE, factor: own },
      }));
      const run = begin(solver, hands);
      const { samples, notices } = run.advance({ untilTime: 3000 });
      return { run, notices, voltage: samples.findLast(({ time }) => time === 2500)!.voltage };
    };
    const clean = follow(1);
    const { run, notices, voltage } = follow(0.2);
    const { current, geometry, ledger, electrolyte } = run.state;
    const separator = ((current / run.model.section.width) * 40e-6 * (1 / 0.2 - 1)) / geometry.conductivity;
    // The cathode layer adds to the separator, which all of the current crosses, less than as much again.
    expect(voltage - clean.voltage).toBeGreaterThan(separator);
    expect(voltage - clean.voltage).toBeLessThan(2 * separator);
    expect(Math.abs(run.frame().voltage - clean.run.frame().voltage)).toBeLessThan(0.02 * separator);
    expect(ledger.chargeImbalance).toBeLessThan(1e-8);
    expect(Math.abs(ledger.residual)).toBeLessThan(1e-12);
    expect(electrolyte.patches).toBeUndefined();
    expect(notices).toContain("cycle 1 (charge) at 2000 s: patch 45, 35, 1000 = 0.2 painted by hand");
  }, 60_000);

  it("gives the same bytes known from the start, made on the way at any pace, and resumed from any file", () => {
    const known = begin(solver, HANDS);
    const told = known.advance({});
    const live = begin(solver);
    const samples = [];
    let bytes = new Uint8Array();
    for (const { time, ...change } of HANDS) {
      while (live.time < time)
        samples.push(...live.advance({ untilTime: Math.min(time, live.time + 333.3) }).samples);
      expect(live.change(change)).toEqual({ time, ...change });
      live.frame();
      if (time === 3000) {
        samples.push(...live.advance({ untilTime: 3100 }).samples);
        bytes = writeCheckpoint(takeCheckpoint(live), "1.2.3");
      }
    }
    const rest = live.advance({});
    const resumed = resumeCheckpoint(readCheckpoint(bytes));
    expect(resumed.state.electrolyte.patches).toHaveLength(2);
    resumed.advance({ untilTime: 8000 });
    const { time: _, ...last } = HANDS[2]!;
    resumed.change(last);
    resumed.advance({});
    expect(live.origin.events).toEqual(HANDS);
    expect(listDifferences([...samples, ...rest.samples], told.samples)).toEqual([]);
    expect(listDifferences(live.frame(), known.frame())).toEqual([]);
    expect(listDifferences(resumed.frame(), known.frame())).toEqual([]);
    expect(listDifferences(resumed.state, live.state)).toEqual([]);
  }, 60_000);
});

describe("a painted cell", () => {
  it("stays painted under another protocol, and a file with what is no patch is refused", () => {
    const run = begin({}, [{ time: 100, patch: POOR }]);
    run.advance({ untilTime: 300 });
    const taken = takeCheckpoint(run);
    const next = continueCheckpoint(taken, run.scenario);
    expect(next.state.electrolyte.patches).toEqual([POOR]);
    expect(next.scenario.events).toEqual([]);
    const { electrolyte } = taken.state;
    const wrong = { ...electrolyte, patches: [{ ...POOR, factor: 0 }] };
    expect(() => resumeCheckpoint({ ...taken, state: { ...taken.state, electrolyte: wrong } })).toThrow(
      "factor",
    );
  }, 60_000);
});
