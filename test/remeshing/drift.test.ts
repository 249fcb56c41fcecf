/** A cell whose particles drift: what room they have, and how mesh and electrolyte follow them. */
import { describe, expect, it } from "vitest";
import { LITHIUM_MOLAR_VOLUME } from "../../sim-core/base/constants.ts";
import { roomToDrift } from "../../sim-core/cell/drift-room.ts";
import { PARTICLE_DETACHED } from "../../sim-core/cell/frame.ts";
import { createModel, type Model } from "../../sim-core/cell/model.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { recount } from "../../sim-core/mechanisms/ledger.ts";
import { createChainDistance } from "../../sim-core/mesh/chain-distance.ts";
import { hasDrifted } from "../../sim-core/remeshing/remesh.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { createStepper } from "../../sim-core/time/step/step.ts";
import { protrudedScenario } from "../cell/small-cell.ts";
import { remesh } from "./remesh-at-once.ts";

const UM = 1e-6;
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

/** Six particles in each of two rows; the upper ones 1 and 3 have lost their contact. */
const model = createModel(protrudedScenario());
const ROW = [7, 9];
const start = createInitialState(model);

/** The state with its loose particles gone `way` (m) further, and their lithium counted as isolated. */
function drift(at: { model: Model; state: CellState }, way: number): CellState {
  const { particles } = at.state;
  const moved = particles.drift.map((own, p) => (ROW.includes(p) ? own + way : own));
  const status = particles.status.map((own, p) => (ROW.includes(p) ? PARTICLE_DETACHED : own));
  return recount(at.model, { ...at.state, particles: { ...particles, drift: moved, status } });
}

function renew(at: { model: Model; state: CellState }): { model: Model; state: CellState } {
  const outcome = remesh(at.model, at.state);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

/** Distances of particle `p` from every other one and from the front, less its radius, m. */
function gaps({ model: own, state }: { model: Model; state: CellState }, p: number, rise: number): number {
  const { x, y, radius } = own.population;
  const height = y[p]! + state.particles.drift[p]! - own.meshedDrift[p]! + rise;
  const nodes = own.boundary.nodes.subarray(own.boundary.frontStart);
  let least = createChainDistance(state.geometry.points, nodes).measure(x[p]!, height) - radius[p]!;
  for (let q = 0; q < own.population.count; q++) {
    if (q === p) continue;
    const place = y[q]! + state.particles.drift[q]! - own.meshedDrift[q]!;
    least = Math.min(least, Math.hypot(x[q]! - x[p]!, place - height) - radius[p]! - radius[q]!);
  }
  return least;
}

describe("the room to drift", () => {
  it("ends where the gap to the front or to a particle is the smallest allowed, and is used up by going there", () => {
    const { minimumGap } = model.scenario.cathode;
    const room = roomToDrift(model, start);
    const top = Array.from(room).filter((_, p) => p >= 6);
    expect(Math.min(...top)).toBeGreaterThan(10 * UM);
    for (let p = 6; p < 12; p++)
      expect(gaps({ model, state: start }, p, room[p]!) / minimumGap).toBeCloseTo(1, 9);
    // The lower row has the upper one above it.
    for (let p = 0; p < 6; p++) {
      const state = { ...start, particles: { ...start.particles, drift: start.particles.drift.slice() } };
      const vertical = model.population.y[p + 6]! - model.population.y[p]!;
      const expected = vertical - 2 * model.population.radius[p]! - minimumGap;
      expect(room[p]! / expected).toBeCloseTo(1, 9);
      state.particles.drift[p] = room[p]!;
      expect(roomToDrift(model, state)[p]!).toBeLessThan(1e-9 * UM);
    }
  });

  it("is shorter under a protrusion than beside it", () => {
    const room = roomToDrift(model, start);
    expect(room[8]!).toBeLessThan(room[6]! - 5 * UM);
  });
});

describe("a particle that has drifted", () => {
  it("wears the mesh when it has gone a tenth of its radius", () => {
    const tenth = 0.1 * model.population.radius[7]!;
    expect(hasDrifted(model, drift({ model, state: start }, 0.99 * tenth).particles.drift)).toBe(false);
    expect(hasDrifted(model, drift({ model, state: start }, 1.01 * tenth).particles.drift)).toBe(true);
  });

  it("stands in the new mesh where it is, also across the border of the cathode layer", () => {
    let at = { model, state: start };
    for (const way of [1, 4, 9]) {
      at = renew({ model: at.model, state: drift(at, way * UM) });
      expect(at.model.mesh.minimumAngle).toBeGreaterThan(25);
      expect(hasDrifted(at.model, at.state.particles.drift)).toBe(false);
      const { points } = at.model.electrolyte;
      const { nodes, particleStart } = at.model.boundary;
      for (const p of ROW) {
        const { x, y, radius } = at.model.population;
        expect(y[p]! - model.population.y[p]!).toBeCloseTo(at.state.particles.drift[p]!, 12);
        for (const v of nodes.subarray(particleStart[p]!, particleStart[p + 1]!)) {
          const away = Math.hypot(points[2 * v]! - x[p]!, points[2 * v + 1]! - y[p]!);
          expect(away / radius[p]!).toBeCloseTo(1, 12);
        }
      }
      expect(at.model.population.y[0]).toBe(model.population.y[0]);
    }
    expect(at.model.population.y[7]! - at.model.population.radius[7]!).toBeGreaterThan(30 * UM);
  });

  it("needs no finer mesh where it crosses that border than elsewhere", () => {
    const counts = [2, 3, 6].map((way) => {
      const { model: own } = renew({ model, state: drift({ model, state: start }, way * UM) });
      return own.electrolyte.nodeCount;
    });
    for (const count of counts) expect(count / model.electrolyte.nodeCount).toBeLessThan(1.25);
  });

  it("is refused in words where it would stand in the lithium", () => {
    const outcome = remesh(model, drift({ model, state: start }, 38 * UM));
    expect(outcome.ok).toBe(false);
    if (!outcome.ok) expect(outcome.reason).toContain("a circle below the lithium front");
  });

  it("keeps the potential around it, angle by angle", () => {
    const around = (at: Model, visit: (k: number, angle: number) => void): void => {
      const { nodes, particleStart } = at.boundary;
      const { points } = at.electrolyte;
      for (let k = particleStart[7]!; k < particleStart[8]!; k++) {
        const [dx, dy] = [at.population.x[7]!, at.population.y[7]!].map(
          (middle, axis) => points[2 * nodes[k]! + axis]! - middle,
        );
        visit(k, Math.atan2(dy!, dx!));
      }
    };
    const potential = start.potentials.potential.slice();
    around(model, (k, angle) => {
      potential[k] = Math.cos(angle);
    });
    const moved = drift({ model, state: start }, 4 * UM);
    const after = renew({ model, state: { ...moved, potentials: { ...moved.potentials, potential } } });
    around(after.model, (k, angle) => {
      expect(Math.abs(after.state.potentials.potential[k]! - Math.cos(angle))).toBeLessThan(0.05);
    });
  });

  it("keeps its lithium and that of the electrolyte which it pushes aside", () => {
    const { area, depth } = model.grains!.columns;
    const held = area.map((own) => (0.4 * own) / LITHIUM_MOLAR_VOLUME);
    const lithium = {
      connected: held,
      dead: held.map((own, t) => (depth[t]! > 30 * UM ? 0.5 * own : 0)),
      reacted: held.map((own) => 0.1 * own),
    };
    const filled = recount(model, { ...start, electrolyte: { ...start.electrolyte, lithium } });
    const before = { model, state: drift({ model, state: filled }, 6 * UM) };
    const after = renew(before);
    const is = after.state.electrolyte.lithium;
    for (const key of ["connected", "dead", "reacted"] as const)
      expect(Math.abs(sum(is[key]) / sum(lithium[key]) - 1)).toBeLessThan(1e-14);
    const [was, now] = [before, after].map(({ model: own, state }) => recount(own, state).ledger);
    expect(Math.abs(now!.residual - was!.residual)).toBeLessThan(1e-14);
    expect(now!.cathodeIsolated).toBe(was!.cathodeIsolated);
    // More stands above the particle than before, as the electrolyte there has become less.
    const columns = after.model.grains!.columns;
    const fraction = is.connected.map((own, t) => (own * LITHIUM_MOLAR_VOLUME) / columns.area[t]!);
    expect(Math.max(...fraction)).toBeGreaterThan(0.45);
  });

  it("carries no current, and the cell goes on around it", () => {
    const after = renew({ model, state: drift({ model, state: start }, 6 * UM) });
    const control = { kind: "current", current: model.oneC } as const;
    const step = createStepper(after.model).step(after.state, { dt: 1, control });
    if (!step.ok) throw new Error(step.reason);
    for (const p of ROW) {
      expect(step.state.potentials.particleCurrent[p]).toBe(0);
      const { particleStart } = after.model.boundary;
      const own = step.state.potentials.injection.subarray(particleStart[p]!, particleStart[p + 1]!);
      expect(Math.max(...own.map(Math.abs))).toBe(0);
    }
    expect(step.state.ledger.chargeImbalance).toBeLessThan(1e-6);
  });

  it("is followed by the mesh of a run, which goes on with it and keeps all lithium", () => {
    const run = resumeRun(model, drift({ model, state: start }, 0.8 * UM));
    run.advance({ maximumSteps: 1 });
    expect(run.mesh.version).toBe(1);
    expect(run.mesh.particleY[7]! - 1e6 * model.population.y[7]!).toBeCloseTo(0.8, 5);
    run.advance({ maximumSteps: 5 });
    expect(run.status.kind).toBe("running");
    expect(Math.abs(run.state.ledger.residual)).toBeLessThan(1e-12);
  });
});
