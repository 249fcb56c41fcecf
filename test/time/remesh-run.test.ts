import { describe, expect, it } from "vitest";
import { createModel } from "../../sim-core/cell/model.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import type { MeshSource } from "../../sim-core/remeshing/mesher.ts";
import { measureWear } from "../../sim-core/remeshing/remesh.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { protrudedScenario } from "../cell/small-cell.ts";

function start(scenario: Scenario, meshes?: MeshSource) {
  const model = createModel(scenario);
  return resumeRun(model, createInitialState(model), meshes);
}

/** Charge of the first half-cycle, mAh/cm2, and its voltage at given charges. */
function chargeOf(scenario: Scenario, at: readonly number[]) {
  const run = start(scenario);
  const { samples, cycles } = run.advance({ stopAtCycleEnd: true });
  const curve = samples.filter((sample) => sample.phase === "charge");
  const voltages = at.map((charge) => {
    const k = curve.findIndex((sample) => sample.capacity > charge);
    const [a, b] = [curve[k - 1]!, curve[k]!];
    return a.voltage + ((charge - a.capacity) / (b.capacity - a.capacity)) * (b.voltage - a.voltage);
  });
  return { run, voltages, cycle: cycles[0]! };
}

describe("a run whose front wears out its mesh", () => {
  const finer = { mesh: "standard" as const };

  it("keeps the quality of its mesh and all of its lithium through many meshes", () => {
    const run = start(protrudedScenario({ ...finer, "protocol.repeat": 2 }));
    let version = 0;
    while (run.status.kind === "running") {
      run.advance({ maximumSteps: 1 });
      expect(measureWear(run.model, run.state.geometry.points)).toBeLessThan(1);
      expect(Math.abs(run.state.ledger.residual)).toBeLessThan(1e-13);
      if (run.mesh.version === version) continue;
      version = run.mesh.version;
      expect(run.model.mesh.minimumAngle).toBeGreaterThan(28);
      const frame = run.frame();
      expect(frame.meshVersion).toBe(version);
      expect(Math.max(...run.mesh.triangles)).toBe(frame.points.length / 2 - 1);
    }
    expect(run.status.message).toBe("completed 2 cycles");
    expect(version).toBeGreaterThan(5);
  }, 60_000);

  it("gives the same bytes twice, whatever the pieces it is run in", () => {
    const frames = [1, 7].map((maximumSteps) => {
      const run = start(protrudedScenario());
      while (run.status.kind === "running") run.advance({ maximumSteps });
      expect(run.mesh.version).toBeGreaterThan(1);
      return run.frame();
    });
    expect(frames[1]).toEqual(frames[0]);
  }, 60_000);

  it("agrees with the run on a finer mesh as well as the mesh allows", () => {
    const at = [0.2, 0.4, 0.6];
    const coarse = chargeOf(protrudedScenario(), at);
    const fine = chargeOf(protrudedScenario(finer), at);
    coarse.voltages.forEach((voltage, k) => {
      expect(Math.abs(voltage - fine.voltages[k]!)).toBeLessThan(1e-3);
    });
    const shares = [coarse, fine].map(({ cycle }) => cycle.dischargeCapacity_mAh_cm2);
    expect(Math.abs(shares[0]! / shares[1]! - 1)).toBeLessThan(2e-3);
    const tips = [coarse, fine].map(({ run }) => Math.min(...run.frame().frontY));
    expect(Math.abs(tips[0]! - tips[1]!)).toBeLessThan(1);
  }, 60_000);

  it("stays mirror symmetric within a small part of an edge", () => {
    const run = start(protrudedScenario({ ...finer, "contactLoss.medianLife": 1000 }));
    while (run.mesh.version < 4 && run.status.kind === "running") run.advance({ maximumSteps: 1 });
    const { frontX, frontY } = run.frame();
    const heightAt = (x: number): number => {
      let k = 1;
      while (k + 1 < frontX.length && frontX[k]! < x) k++;
      const share = (x - frontX[k - 1]!) / (frontX[k]! - frontX[k - 1]!);
      return frontY[k - 1]! + share * (frontY[k]! - frontY[k - 1]!);
    };
    for (let x = 1; x < 36; x += 2) expect(Math.abs(heightAt(x) - heightAt(90 - x))).toBeLessThan(0.15);
    for (let x = 41; x < 45; x++) expect(Math.abs(heightAt(x) - heightAt(90 - x))).toBeLessThan(0.3);
  }, 60_000);

  it("ends with the last good frame and a sentence when the front cannot be meshed any more", () => {
    // A source that stands for a front which has reached the cathode layer.
    const problems = [{ where: "the lithium front", got: "the cathode layer", expected: "a front above it" }];
    const run = start(protrudedScenario(), { request: () => () => ({ ok: false, problems }) });
    const { status } = run.advance({});
    expect(status.kind).toBe("failed");
    expect(status.message).toMatch(/^stopped in cycle 1 \(\w+\) at \d+ s: the lithium front/);
    const frame = run.frame();
    expect(frame.potential.every((value) => Number.isFinite(value))).toBe(true);
    expect(Math.abs(frame.ledger.residual)).toBeLessThan(1e-13);
    expect(run.advance({}).samples).toEqual([]);
  }, 60_000);
});
