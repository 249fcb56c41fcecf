/** Runs whose meshes are made elsewhere, slowly: nothing but the waiting tells them from runs that make their own. */
import { describe, expect, it } from "vitest";
import { createModel } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import {
  createMesher,
  createMeshSource,
  type MeshAnswer,
  type MeshOrder,
  type MeshSource,
} from "../../sim-core/remeshing/mesher.ts";
import { composeOrder, measureWear } from "../../sim-core/remeshing/remesh.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { protrudedScenario } from "../cell/small-cell.ts";

const scenario = protrudedScenario();
const model = createModel(scenario);

/** A source that answers an order when it has been asked for it `patience` times; copies all, as another worker would. */
function createSlowSource(patience: number): MeshSource & { readonly orders: MeshOrder[] } {
  const make = createMesher();
  const orders: MeshOrder[] = [];
  return {
    orders,
    request(order) {
      const posted = structuredClone(order);
      orders.push(posted);
      let asked = 0;
      let answer: MeshAnswer | undefined;
      return () => {
        if (asked++ < patience) return undefined;
        answer ??= structuredClone(make(posted));
        return answer;
      };
    },
  };
}

function finish(meshes: MeshSource, maximumSteps: number) {
  const run = resumeRun(model, createInitialState(model), meshes);
  const samples = [];
  let waits = 0;
  while (run.status.kind === "running") {
    const time = run.time;
    const advance = run.advance({ maximumSteps });
    samples.push(...advance.samples);
    if (!advance.waiting) continue;
    waits++;
    // A run that waits has made all steps that it tells of, and can be looked at.
    expect(run.time).toBe(advance.samples.at(-1)?.time ?? time);
    expect(run.frame().time).toBe(run.time);
    expect(run.frame().potential.length).toBe(run.model.electrolyte.nodeCount);
  }
  return { run, samples, waits };
}

describe("meshes that are made elsewhere", () => {
  const own = finish(createMeshSource(), 5);

  it.each([1, 4])(
    "give the same bytes as meshes made at once, after %i refusals each",
    (patience) => {
      const source = createSlowSource(patience);
      const slow = finish(source, 7);
      expect(own.run.mesh.version).toBeGreaterThan(1);
      expect(own.waits).toBe(0);
      expect(slow.waits).toBeGreaterThanOrEqual(slow.run.mesh.version * patience);
      expect(source.orders.length).toBeGreaterThanOrEqual(slow.run.mesh.version);
      expect(slow.samples).toEqual(own.samples);
      expect(slow.run.frame()).toEqual(own.run.frame());
      expect(slow.run.mesh).toEqual(own.run.mesh);
    },
    60_000,
  );

  it("are ordered while the old mesh still serves, and take over when it is worn", () => {
    const source = createSlowSource(0);
    // Steps so short that none leads from an unworn mesh to one that is worn out.
    const followed = createModel(protrudedScenario({ "solver.maximumStep": "20 s" }));
    const run = resumeRun(followed, createInitialState(followed), source);
    let orderedAt = 0;
    let steps = 0;
    while (run.mesh.version === 0 && run.status.kind === "running") {
      run.advance({ maximumSteps: 1 });
      steps++;
      const wear = measureWear(run.model, run.state.geometry.points);
      if (orderedAt === 0 && source.orders.length > 0) {
        orderedAt = steps;
        expect(wear).toBeGreaterThanOrEqual(0.6);
        expect(run.state.awaited?.geometry).toBe(run.state.geometry);
      }
      expect(wear).toBeLessThan(1);
    }
    expect(orderedAt).toBeGreaterThan(0);
    expect(steps).toBeGreaterThan(orderedAt);
    expect(run.state.awaited).toBe(undefined);
    // The mesh is that of the front when it was ordered, moved on since.
    expect(measureWear(run.model, run.state.geometry.points)).toBeGreaterThan(0.05);
    expect(Math.abs(run.state.ledger.residual)).toBeLessThan(1e-13);
  });

  it("are ordered again by a run that is taken up where another one had ordered", () => {
    const run = resumeRun(model, createInitialState(model));
    let state: CellState = run.state;
    while (state.awaited === undefined && run.status.kind === "running") {
      run.advance({ maximumSteps: 1 });
      state = run.state;
    }
    if (state.awaited === undefined) throw new Error("no mesh was ordered");
    const { model: worn } = run;
    const source = createSlowSource(2);
    const again = resumeRun(worn, structuredClone(state), source);
    while (again.mesh.version === worn.meshVersion) again.advance({ maximumSteps: 1 });
    while (run.mesh.version === worn.meshVersion) run.advance({ maximumSteps: 1 });
    // The same mesh, although the other run asked for it later.
    expect(source.orders[0]).toEqual(composeOrder(worn, state.awaited));
    expect(again.model.electrolyte.points).toEqual(run.model.electrolyte.points);
  }, 60_000);
});
