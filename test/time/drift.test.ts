/** Isolated particles of the top rows that leave the cathode cycle by cycle. */
import { describe, expect, it } from "vitest";
import { PARTICLE_ACTIVE } from "../../sim-core/cell/frame.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { resumeRun } from "../../sim-core/time/run/run.ts";
import { type Overrides, smallScenario } from "../cell/small-cell.ts";

function age(overrides: Overrides): ReturnType<typeof resumeRun> {
  const scenario = smallScenario({
    "cathode.rows": 3,
    "cathode.thickness": "45 um",
    "protocol.repeat": 5,
    "contactLoss.medianLife": 2,
    "contactLoss.recontactProbability": 0,
    "mechanics.mode": "off",
    // Large enough for the mesh to follow within a few cycles.
    "drift.factor": 0.5,
    ...overrides,
  });
  const model = createModel(scenario);
  const run = resumeRun(model, createInitialState(model));
  run.advance({});
  return run;
}

describe("drift", () => {
  const loose = age({ "cell.stackPressure": "7 MPa" });
  const { drift, status } = loose.state.particles;

  it("moves isolated particles of the top two rows only", () => {
    const fresh = createModel(loose.scenario).population.y;
    const moved = drift.filter((own) => own > 0);
    expect(moved.length).toBeGreaterThan(0);
    drift.forEach((own, p) => {
      if (status[p] === PARTICLE_ACTIVE || fresh[p]! < 15e-6) expect(own).toBe(0);
    });
  });

  it("takes the particle's place in the mesh along, and loses no lithium", () => {
    const fresh = createModel(loose.scenario).population.y;
    expect(loose.model.meshVersion).toBeGreaterThan(0);
    drift.forEach((own, p) => {
      const meshed = loose.model.population.y[p]! - fresh[p]!;
      expect(Math.abs(own - meshed)).toBeLessThanOrEqual(0.1 * 5e-6 + 1e-12);
    });
    expect(Math.abs(loose.state.ledger.residual)).toBeLessThan(1e-12);
    const shown = loose.frame();
    drift.forEach((own, p) => {
      expect(shown.particleDrift[p]).toBeCloseTo(own * 1e6, 5);
    });
  });

  it("is locked by pressure", () => {
    expect(age({ "cell.stackPressure": "160 MPa" }).state.particles.drift.every((own) => own === 0)).toBe(
      true,
    );
  });
});
