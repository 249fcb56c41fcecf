/** What runs of one geometry share, and that no run could tell. */
import { describe, expect, it } from "vitest";
import { createGeometryCache } from "../../sim-core/cell/geometry-cache.ts";
import { createModel, describeGeometry } from "../../sim-core/cell/model.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { createCellMechanics } from "../../sim-core/stress/cell-mechanics.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { listDifferences } from "../time/same-bits.ts";
import { type Overrides, protrudedScenario, smallScenario } from "./small-cell.ts";

describe("a cache of geometries", () => {
  it("makes what follows from the same needs once, whatever their last digits", () => {
    const cache = createGeometryCache();
    let made = 0;
    const build = (x: number) => cache.built({ x: Float64Array.of(x) }, () => ({ x, made: ++made }));
    expect(build(0.1 + 0.2)).toBe(build(0.1 + 0.2));
    expect(build(0.3)).toEqual({ x: 0.3, made: 2 });
  });

  it("keeps those that were asked for last, and lets go of what follows from the others", () => {
    const cache = createGeometryCache(2);
    const made: number[] = [];
    const build = (needs: number) =>
      cache.built(needs, () => {
        made.push(needs);
        return {};
      });
    for (const needs of [1, 2, 1, 3, 1, 2]) build(needs);
    expect(made).toEqual([1, 2, 3, 2]);
  });

  it("keeps parts of parts by name, but none of what it did not make itself", () => {
    const cache = createGeometryCache();
    const whole = cache.built(1, () => ({}));
    const part = cache.part(whole, "part", () => ({ own: 1 }));
    expect(cache.part(whole, "part", () => ({ own: 2 }))).toBe(part);
    expect(cache.part(part, "part", () => ({ own: 3 }))).toEqual({ own: 3 });
    expect(cache.part(part, "part", () => ({ own: 4 }))).toEqual({ own: 3 });
    const foreign = {};
    expect(cache.part(foreign, "part", () => ({ own: 5 }))).toEqual({ own: 5 });
    expect(cache.part(foreign, "part", () => ({ own: 6 }))).toEqual({ own: 6 });
  });
});

describe("a geometry that is taken from one cache to another", () => {
  it("brings all that follows from it, and makes nothing again", () => {
    const cache = createGeometryCache();
    const whole = cache.built({ x: 1 }, () => ({ own: 1 }));
    const part = cache.part(whole, "part", () => ({ of: whole }));
    cache.part(part, "of the part", () => ({ own: 2 }));
    const other = createGeometryCache(1);
    other.built("given up", () => ({}));
    for (const geometry of cache.store()) other.restore(geometry);
    expect(other.store()).toEqual(cache.store());
    const never = (): never => expect.unreachable();
    expect(other.built({ x: 1 }, never)).toBe(whole);
    expect(other.part(whole, "part", never)).toBe(part);
    expect(other.part(part, "of the part", never)).toEqual({ own: 2 });
  });
});

describe("two cells with a cache", () => {
  const base = smallScenario();
  const share = (one: Scenario, other: Scenario) => {
    const shared = createGeometryCache();
    return [createModel(one, one, shared), createModel(other, other, shared)] as const;
  };

  it.each([
    ["another seed", { seed: 7 }, false],
    ["other kinetics", { "interface.exchangeCurrentDensity": 2, "electrolyte.conductivity": 2 }, true],
    ["another damage law", { "contactLoss.medianLife": 20 }, true],
  ] as [string, Overrides, boolean][])("share mesh and orders under %s", (_, overrides, sameGrains) => {
    const other = smallScenario(overrides);
    expect(describeGeometry(other)).toBe(describeGeometry(base));
    const [a, b] = share(base, other);
    expect([b.mesh === a.mesh, b.structure === a.structure, b.boundary === a.boundary]).toEqual([
      ...[true, true, true],
    ]);
    expect(b.grains === a.grains).toBe(sameGrains);
    expect(b.scenario).toBe(other);
    const bodies = [a, b].map((model) => createCellMechanics(model)!.body);
    expect(bodies[1]).toBe(bodies[0]);
  });

  it.each([
    ["another width", { "cell.width": "105 um" }],
    ["a finer mesh", { mesh: "standard" }],
    ["smaller particles", { "cathode.particleRadius": "4.9 um" }],
    ["a thicker electrolyte", { "electrolyte.thickness": "41 um" }],
    ["another random packing", { "cathode.packing": "random", seed: 2 }],
  ] as [string, Overrides][])("share nothing under %s", (_, overrides) => {
    const other = smallScenario(overrides);
    expect(describeGeometry(other)).not.toBe(describeGeometry(base));
    const [a, b] = share(base, other);
    expect([b.mesh === a.mesh, b.structure === a.structure, b.grains === a.grains]).toEqual([
      ...[false, false, false],
    ]);
  });

  it("have grains of their own where these resist by a conductivity of their own", () => {
    const resolved = { "grains.resolved": true };
    const [a, b] = share(
      smallScenario(resolved),
      smallScenario({ ...resolved, "electrolyte.conductivity": 2 }),
    );
    expect(b.mesh).toBe(a.mesh);
    expect(b.grains).not.toBe(a.grains);
  });
});

/** All that a run tells, and what it could go on from. */
function follow(scenario: Scenario, shared?: ReturnType<typeof createGeometryCache>) {
  const run = createRun(scenario, undefined, shared);
  const told = run.advance({ stopAtCycleEnd: true });
  return { told, state: run.state, frame: run.frame({ stress: true }), version: run.mesh.version };
}

it.each([
  ["elastic", {}],
  ["paper", { "mechanics.mode": "paper" }],
  ["physical", { "mechanics.mode": "physical" }],
  ["a mesh of its own for stress", { "mechanics.mesh": "standard" }],
  ["reduced", { "solver.model": "reduced", "contactLoss.medianLife": 1 }],
] as [string, Overrides][])(
  "a run with what others have left gives the same bits: %s",
  (_, overrides) => {
    const shared = createGeometryCache();
    const first = follow(protrudedScenario({ ...overrides, seed: 3 }), shared);
    // What it has left behind is what it found, though its own mesh has gone on.
    expect(first.version).toBeGreaterThan(0);
    const again = follow(protrudedScenario(overrides), shared);
    expect(listDifferences(again, follow(protrudedScenario(overrides)))).toEqual([]);
  },
  120_000,
);
