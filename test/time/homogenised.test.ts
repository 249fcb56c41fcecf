import { describe, expect, it } from "vitest";
import { heightsAt } from "../../sim-core/cell/drift-room.ts";
import { PARTICLE_ACTIVE } from "../../sim-core/cell/frame.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { createMesher } from "../../sim-core/remeshing/mesher.ts";
import { recallModel, recordModel } from "../../sim-core/remeshing/model-record.ts";
import { adoptMesh, awaitMesh, composeOrder } from "../../sim-core/remeshing/remesh.ts";
import { resumeCheckpoint, takeCheckpoint } from "../../sim-core/time/checkpoint/checkpoint.ts";
import { createRun, resumeRun } from "../../sim-core/time/run/run.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { type Overrides, protrudedScenario, smallScenario } from "../cell/small-cell.ts";
import { remesh } from "../remeshing/remesh-at-once.ts";
import { listDifferences } from "./same-bits.ts";

/** Without stress, and with contacts that are lost in the second cycle. */
const WEARING: Overrides = {
  "mechanics.mode": "off",
  "fracture.active": false,
  "contactLoss.medianLife": 2,
};

function runCycles(model: string, cycles: number) {
  const run = createRun(smallScenario({ "solver.model": model, "protocol.repeat": cycles, ...WEARING }));
  const summaries = [];
  while (run.status.kind === "running") summaries.push(...run.advance({ stopAtCycleEnd: true }).cycles);
  expect(run.status.kind).toBe("completed");
  return { summaries, frame: run.frame() };
}

describe("a homogenised cell beside the resolved one", () => {
  const full = runCycles("full", 4);
  const own = runCycles("homogenised", 4);

  it("delivers its capacity within 0.05 % in every cycle", () => {
    for (const [k, cycle] of own.summaries.entries()) {
      const theirs = full.summaries[k]!.dischargeCapacity_mAh_cm2;
      expect(Math.abs(cycle.dischargeCapacity_mAh_cm2 / theirs - 1)).toBeLessThan(5e-4);
    }
  });

  it("loses the same particles in the same cycles", () => {
    expect(Array.from(own.frame.particleStatus)).toEqual(Array.from(full.frame.particleStatus));
    expect(own.frame.particleStatus.some((status) => status !== PARTICLE_ACTIVE)).toBe(true);
    const active = (one: typeof own) => one.summaries.map((cycle) => cycle.activeFraction);
    expect(active(own)).toEqual(active(full));
  });

  it("keeps lithium and charge as the resolved one does", () => {
    expect(Math.abs(own.frame.ledger.residual)).toBeLessThan(1e-12);
    expect(own.frame.ledger.chargeImbalance).toBeLessThan(1e-8);
  });
});

describe("a homogenised cell", () => {
  const scenario = smallScenario({ "solver.model": "homogenised", "protocol.repeat": 2 });

  it("goes without stress and cracks where nothing is said of them, and refuses both", () => {
    expect(scenario.mechanics.mode).toBe("off");
    expect(scenario.fracture.active).toBe(false);
    const ask = () =>
      smallScenario({
        "solver.model": "homogenised",
        "mechanics.mode": "elastic",
        "fracture.active": true,
        "grains.resolved": true,
      });
    const refused = ["mechanics.mode: got elastic", "fracture.active: got true", "grains.resolved: got true"];
    for (const words of refused) expect(ask).toThrow(words);
  });

  it("goes on from a checkpoint with the same bits", () => {
    const whole = createRun(scenario);
    const run = createRun(scenario);
    run.advance({ maximumSteps: 40 });
    const taken = writeCheckpoint(takeCheckpoint(run), "0.0.0");
    const resumed = resumeCheckpoint(readCheckpoint(taken));
    while (whole.status.kind === "running") whole.advance({ stopAtCycleEnd: true });
    while (resumed.status.kind === "running") resumed.advance({ stopAtCycleEnd: true });
    expect(listDifferences(resumed.state, whole.state)).toEqual([]);
  });

  it("is carried to another mesh with the current of each particle", () => {
    const model = createModel(scenario);
    const run = resumeRun(model, createInitialState(model));
    run.advance({ maximumSteps: 25 });
    const awaited = awaitMesh(run.state);
    const finer = { ...composeOrder(model, awaited), needs: { ...model.needs, mesh: "standard" as const } };
    const renewed = adoptMesh(model, { ...run.state, awaited }, createMesher()(finer));
    if (!renewed.ok) throw new Error(renewed.reason);
    expect(renewed.model.boundary.frontStart).toBeGreaterThan(1.5 * model.boundary.frontStart);
    const currentsOf = ({ particleStart }: typeof model.boundary, injection: Float64Array): number[] =>
      Array.from(particleStart.subarray(1), (end, p) =>
        injection.subarray(particleStart[p], end).reduce((sum, own) => sum + own, 0),
      );
    const before = currentsOf(model.boundary, run.state.potentials.injection);
    currentsOf(renewed.model.boundary, renewed.state.potentials.injection).forEach((own, p) => {
      expect(Math.abs(own / before[p]! - 1)).toBeLessThan(1e-12);
    });
    expect(renewed.state.front.plated.length).toBe(renewed.model.front.segmentLength.length);
  });

  it("leaves a particle that has drifted where it is when it is meshed anew, also from a checkpoint", () => {
    const run = createRun(protrudedScenario({ "solver.model": "homogenised" }));
    run.advance({ maximumSteps: 20 });
    const loose = { ...run.state.particles, drift: run.state.particles.drift.slice() };
    loose.drift[7] = 5e-6;
    const state = { ...run.state, particles: loose };
    const drifted = resumeRun(run.model, { ...state, awaited: undefined });
    const before = heightsAt(drifted.model, loose.drift);
    expect(before[7]! - drifted.model.section.particleY[7]!).toBeCloseTo(5e-6, 12);
    const renewed = remesh(drifted.model, drifted.state);
    if (!renewed.ok) throw new Error(renewed.reason);
    expect(renewed.model.meshVersion).toBe(drifted.model.meshVersion + 1);
    expect(heightsAt(renewed.model, loose.drift)).toEqual(before);
    const again = recallModel(renewed.model.scenario, recordModel(renewed.model));
    expect(heightsAt(again, loose.drift)).toEqual(before);
  });

  it("follows a front that wears out its mesh with all of its lithium and charge", () => {
    const run = createRun(protrudedScenario({ "solver.model": "homogenised" }));
    while (run.status.kind === "running") {
      run.advance({ maximumSteps: 1 });
      expect(Math.abs(run.state.ledger.residual)).toBeLessThan(1e-12);
      expect(run.state.ledger.chargeImbalance).toBeLessThan(1e-8);
    }
    expect(run.status.kind).toBe("completed");
    expect(run.mesh.version).toBeGreaterThan(0);
  });
});
