/** Tables that particles leave: told once at either end, in the run that leaves them. And why a cell stops. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explainStop } from "../../sim-core/cell/explain-stop.ts";
import { PARTICLE_CUT_OFF, PARTICLE_DETACHED } from "../../sim-core/cell/frame.ts";
import { createModel } from "../../sim-core/cell/model.ts";
import { findOutsideTables } from "../../sim-core/cell/outside-table.ts";
import type { CellState } from "../../sim-core/cell/state.ts";
import { createInitialState } from "../../sim-core/mechanisms/initial-state.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { fileWith, loadShipped, parseShipped } from "../scenario/shipped-scenarios.ts";

const small = { "cell.width": 60, "cathode.columns": 4, "mechanics.mode": "off", mesh: "draft" };
const model = createModel(parseShipped("ncm", small));
const start = createInitialState(model);
const withSurface = (p: number, x: number): CellState => {
  const surface = start.particles.surface.slice();
  surface[p] = x;
  return { ...start, particles: { ...start.particles, surface } };
};

describe("a watch over the tables", () => {
  it("says nothing of a cell as built, nor of round-off at an end", () => {
    const told = new Set<string>();
    expect(findOutsideTables(model, start, told)).toEqual([]);
    expect(findOutsideTables(model, withSurface(3, 0.9305), told)).toEqual([]);
  });

  it("tells each property once at either end, surface or shell", () => {
    const told = new Set<string>();
    expect(findOutsideTables(model, withSurface(3, 0.2), told)).toEqual([
      "particle 3 stands at x = 0.2, where ncm.openCircuitPotential is not given: it begins at x = 0.25 and goes straight on from there",
      "particle 3 stands at x = 0.2, where ncm.diffusivity is not given: it begins at x = 0.264 and stays constant from there",
    ]);
    expect(findOutsideTables(model, withSurface(4, 0.1), told)).toEqual([]);
    const concentration = start.particles.concentration.slice();
    concentration[5 * model.scenario.solver.shells + 2] = 0.97 * model.scenario.ncm.maximumConcentration;
    const inside = { ...start, particles: { ...start.particles, concentration } };
    expect(findOutsideTables(model, inside, told)).toEqual([
      "particle 5 stands at x = 0.97, where ncm.openCircuitPotential is not given: it ends at x = 0.93 and goes straight on from there",
      "particle 5 stands at x = 0.97, where ncm.diffusivity is not given: it ends at x = 0.93 and stays constant from there",
    ]);
    expect(findOutsideTables(model, inside, new Set())).toHaveLength(2);
  });
});

describe("why a cell stops", () => {
  const reason = "no step";
  const withStatus = (status: (p: number) => number): CellState => ({
    ...start,
    particles: { ...start.particles, status: start.particles.status.map((_, p) => status(p)) },
  });

  it("is told where it shows", () => {
    expect(explainStop(model, start, reason)).toBe(reason);
    expect(explainStop(model, withSurface(2, 0.999), reason)).toBe(
      "particles are full of lithium at their surface (x = 0.999) (no step)",
    );
    expect(explainStop(model, withSurface(2, 0.004), reason)).toBe(
      "particles are empty of lithium at their surface (x = 0.004) (no step)",
    );
    expect(
      explainStop(
        model,
        withStatus((p) => (p < 5 ? PARTICLE_DETACHED : PARTICLE_CUT_OFF)),
        reason,
      ),
    ).toBe("5 of 20 particles have lost contact, 15 have no electronic path to the collector (no step)");
  });

  it("is too slow a diffusion where that is so", () => {
    const scenario = parseScenario(fileWith({ extends: "ncm", ncm: { diffusivity: "1e-18 m2/s" } }), {
      load: loadShipped,
      overrides: small,
    });
    const slow = { ...model, scenario };
    expect(explainStop(slow, start, reason)).toBe(
      "diffusion is too slow for this current: the surface of the particles would lag their mean by x = 168 (no step)",
    );
  });
});

it("a run with a table that is too narrow tells so, and ends in words", () => {
  const path = new URL("../reference/ocp-table-narrow.json", import.meta.url);
  const scenario = parseScenario(JSON.parse(readFileSync(path, "utf8")), {
    load: loadShipped,
    overrides: small,
  });
  const run = createRun(scenario);
  expect(run.warnings.map(({ where }) => where)).toEqual([
    "ncm.openCircuitPotential",
    "protocol.steps",
    "protocol.steps",
  ]);
  const { notices, status } = run.advance({});
  const about = (path: string): string[] => notices.filter((notice) => notice.includes(path));
  expect(about("ncm.openCircuitPotential")).toHaveLength(2);
  expect(about("ncm.openCircuitPotential")[0]).toMatch(
    /^cycle 1 \(charge\) at \d+ s: particle \d+ stands at x = 0\.9\d*, where ncm\.openCircuitPotential is not given: it ends at x = 0\.9 and goes straight on from there$/,
  );
  if (status.kind !== "completed")
    expect(status.message).toContain("particles are full of lithium at their surface");
});
