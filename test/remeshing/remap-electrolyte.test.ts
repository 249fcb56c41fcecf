/** Lithium, cracks and stress of the electrolyte on a mesh that replaces another. */
import { describe, expect, it } from "vitest";
import { LITHIUM_MOLAR_VOLUME } from "../../sim-core/base/constants.ts";
import { createModel, type Model } from "../../sim-core/cell/model.ts";
import { obstruct } from "../../sim-core/cell/obstruction.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { extendCrack, traceCrack } from "../../sim-core/electrolyte/crack-path.ts";
import { productVolume } from "../../sim-core/electrolyte/filled-electrolyte.ts";
import { occupiedFraction } from "../../sim-core/electrolyte/intergranular-lithium.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { recount } from "../../sim-core/mechanisms/ledger.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { protrudedScenario } from "../cell/small-cell.ts";
import { remesh } from "./remesh-at-once.ts";

const UM = 1e-6;
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

/** A state with lithium in the boundaries under its front, part of it dead, with cracks and stress. */
function fillElectrolyte(model: Model, state: CellState): CellState {
  const grains = model.grains!;
  const { columns, graph } = grains;
  const held = columns.area.map(
    (own, t) => ((0.5 * own) / LITHIUM_MOLAR_VOLUME) * Math.exp(-columns.depth[t]! / (5 * UM)),
  );
  const lithium = {
    connected: held,
    dead: held.map((own, t) => (columns.middle[t]! < 50 * UM ? 0.2 * own : 0)),
    reacted: held.map((own, t) => (columns.middle[t]! < 30 * UM ? 0.1 * own : 0)),
  };
  const edgeCount = graph.edges.length / 2;
  const load = { pressure: 50e6, normalStress: new Float64Array(edgeCount) };
  const cracks = state.electrolyte.cracks.map((crack, k) =>
    k % 3 === 0
      ? extendCrack(crack, { length: (3 + k) * UM, inward: [0, -1] }, load, {
          graph,
          points: state.geometry.points,
        })
      : crack,
  );
  const electrolyte = { ...state.electrolyte, lithium, cracks };
  const geometry = { ...state.geometry, obstruction: obstruct(model, electrolyte) };
  const filled = { ...state, electrolyte, geometry };
  return recount(model, { ...filled, ledger: { ...state.ledger, initial: totalOf(recount(model, filled)) } });
}

function totalOf({ ledger }: CellState): number {
  const { cathodeActive, cathodeIsolated, anode, interphase } = ledger;
  return (
    cathodeActive +
    cathodeIsolated +
    anode +
    interphase +
    ledger.intergranularConnected +
    ledger.intergranularDead
  );
}

function renew(model: Model, state: CellState): { model: Model; state: CellState } {
  const outcome = remesh(model, state);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

// Without creep the front wears its mesh out as sharply as it is plated.
const build = (overrides: Record<string, string>): Model =>
  createModel(protrudedScenario({ "anode.creepLength": 0, ...overrides }));
// Nothing reacts: what is there is what was put there.
const model = build({ "interphase.law": "throughput", "intergranular.strippingOrder": "shallow-first" });
const fresh = fillElectrolyte(model, createInitialState(model));
const run = resumeRun(model, fresh);
let before = { model, state: fresh };
// The last state before the run itself takes a new mesh: as far from the mesh as built as can be.
for (; run.mesh.version === 0; run.advance({ maximumSteps: 1 }))
  before = { model: run.model, state: run.state };
const after = renew(before.model, before.state);

describe("the electrolyte's content on a new mesh", () => {
  it("has the size of the new mesh", () => {
    const { electrolyte, geometry } = after.state;
    const count = after.model.electrolyte.triangles.length / 3;
    expect(before.model.meshVersion).toBe(0);
    expect(after.model.electrolyte.points).not.toEqual(before.state.geometry.points);
    for (const field of [electrolyte.lithium.connected, electrolyte.lithium.dead, geometry.obstruction!])
      expect(field.length).toBe(count);
    expect(geometry.obstruction).toEqual(obstruct(after.model, electrolyte));
  });

  it("is all there, connected, dead and in products, to round-off", () => {
    const [was, is] = [before, after].map(({ state }) => state.electrolyte.lithium);
    for (const key of ["connected", "dead", "reacted"] as const)
      expect(Math.abs(sum(is![key]) / sum(was![key]) - 1)).toBeLessThan(1e-14);
  });

  it("lies where it lay: middle and spread are kept within a small part of an edge", () => {
    const moments = [before, after].map(({ model: own, state }) => {
      const { points } = state.geometry;
      const { connected } = state.electrolyte.lithium;
      const total = sum(connected);
      const mean = [0, 0];
      const square = [0, 0];
      connected.forEach((amount, t) => {
        for (const axis of [0, 1]) {
          const corners = [0, 1, 2].map((k) => points[2 * own.electrolyte.triangles[3 * t + k]! + axis]!);
          const middle = sum(corners) / 3;
          mean[axis]! += (amount * middle) / total;
          square[axis]! += (amount * middle * middle) / total;
        }
      });
      return [...mean, ...square.map((own, axis) => Math.sqrt(own - mean[axis]! ** 2))];
    });
    moments[0]!.forEach((own, k) => {
      expect(Math.abs(moments[1]![k]! - own)).toBeLessThan(0.02 * UM);
    });
  });

  it("never fills a triangle beyond the largest fraction", () => {
    const full = { ...before.state.electrolyte.lithium };
    const { area, depth } = before.model.grains!.columns;
    const { intergranular, interphase } = before.model.scenario;
    const { maximumFraction } = intergranular;
    const products = productVolume(interphase);
    const connected = full.connected.map((own, t) =>
      depth[t]! < 15 * UM
        ? (maximumFraction * area[t]!) / LITHIUM_MOLAR_VOLUME - full.dead[t]! - products * full.reacted[t]!
        : own,
    );
    const electrolyte = { ...before.state.electrolyte, lithium: { ...full, connected } };
    const packed = renew(before.model, { ...before.state, electrolyte });
    const { lithium } = packed.state.electrolyte;
    const fraction = occupiedFraction(lithium, packed.model.grains!.columns.area, products);
    expect(Math.max(...fraction)).toBeLessThan(maximumFraction * (1 + 1e-11));
    expect(Math.max(...fraction)).toBeGreaterThan(0.85);
    expect(Math.abs(sum(lithium.connected) / sum(connected) - 1)).toBeLessThan(1e-14);
  });

  it("keeps its cracks: one record for each mouth, the same lengths, near where they were", () => {
    const [was, is] = [before, after].map(({ state }) => state.electrolyte.cracks);
    expect(is!.map(({ nodes }) => nodes[0])).toEqual(after.model.grains!.mouths);
    const lengths = (list: typeof is): number[] =>
      list!
        .map(({ length }) => length)
        .filter((own) => own > 0)
        .sort((a, b) => a - b);
    expect(lengths(is)).toEqual(lengths(was));
    expect(lengths(is).length).toBeGreaterThan(3);
    for (const crack of was!.filter(({ length }) => length > 0)) {
      const own = is!.find(({ length }) => length === crack.length)!;
      const old = traceCrack(crack, before.state.geometry.points);
      const now = traceCrack(own, after.state.geometry.points);
      expect(Math.hypot(now[0]! - old[0]!, now[1]! - old[1]!)).toBeLessThan(5 * UM);
    }
  });

  it("takes pressure and tension with it, and leaves the flow behind", () => {
    const { grains, front, population } = before.model;
    const { points } = before.state.geometry;
    const middleOf = (edges: ArrayLike<number>, places: ArrayLike<number>, k: number): number =>
      0.5 * (places[2 * edges[2 * k]!]! + places[2 * edges[2 * k + 1]!]!);
    const { edges } = grains!.grains;
    const mechanics = {
      time: 0,
      passed: 0,
      frontPressure: front.segmentLength.map((_, k) => 5e6 + k),
      particleMeanStress: new Float64Array(population.count).fill(-2e6),
      // The place itself, so that the nearest one can be told.
      boundaryStress: Float64Array.from({ length: edges.length / 2 }, (_, k) => middleOf(edges, points, k)),
      largestVonMises: { value: 1, x: 2, y: 3 },
      yieldedShare: 0.1,
      flow: undefined,
    };
    const carried = renew(before.model, { ...before.state, mechanics });
    const is = carried.state.mechanics!;
    expect(is.frontPressure.length).toBe(carried.model.front.segmentLength.length);
    expect(Math.min(...is.frontPressure)).toBe(5e6);
    expect(Math.max(...is.frontPressure)).toBe(5e6 + front.segmentLength.length - 1);
    const next = carried.model.grains!.grains.edges;
    expect(is.boundaryStress.length).toBe(next.length / 2);
    is.boundaryStress.forEach((own, k) => {
      expect(Math.abs(own - middleOf(next, carried.state.geometry.points, k))).toBeLessThan(4 * UM);
    });
    const bare = { ...mechanics, boundaryStress: new Float64Array(0) };
    expect(
      renew(before.model, { ...before.state, mechanics: bare }).state.mechanics!.boundaryStress.length,
    ).toBe(0);
  });

  it("maps a short circuit to the triangles where it was", () => {
    const chain = before.model.grains!.columns.fromLeft.slice(300, 306);
    const electrolyte = { ...before.state.electrolyte, shortCircuit: chain };
    const { shortCircuit } = renew(before.model, { ...before.state, electrolyte }).state.electrolyte;
    expect(shortCircuit.length).toBeGreaterThan(3);
    const { middle } = after.model.grains!.columns;
    for (const t of shortCircuit)
      expect(Math.abs(middle[t]! - before.model.grains!.columns.middle[chain[0]!]!)).toBeLessThan(2 * UM);
  });
});

describe("a run with lithium in grain boundaries", () => {
  it("keeps its ledger through many meshes", () => {
    const own = resumeRun(model, fresh);
    while (own.status.kind === "running" && own.mesh.version < 3) {
      own.advance({ maximumSteps: 1 });
      expect(Math.abs(own.state.ledger.residual)).toBeLessThan(1e-12);
    }
    expect(own.mesh.version).toBeGreaterThan(1);
    expect(own.state.ledger.intergranularDead).toBeGreaterThan(0);
  });

  it("keeps it too while that lithium reacts with the grains", () => {
    const reacting = build({});
    const own = resumeRun(reacting, fillElectrolyte(reacting, createInitialState(reacting)));
    const held = own.state.ledger.intergranularConnected;
    while (own.status.kind === "running" && own.mesh.version < 3) {
      own.advance({ maximumSteps: 1 });
      expect(Math.abs(own.state.ledger.residual)).toBeLessThan(1e-12);
    }
    expect(own.mesh.version).toBeGreaterThan(1);
    expect(own.state.ledger.interphase).toBeGreaterThan(0.1 * held);
  });
});
