import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import { type SnapshotResult, solveSnapshot } from "../../sim-core/instruments/snapshot.ts";
import { parseSnapshotCase } from "../../sim-core/instruments/snapshot-case.ts";
import type { MeshResolution } from "../../sim-core/scenario/scenario.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), "utf8"));

interface Deviation {
  readonly drop: number;
  readonly particles: number;
  readonly bins: number;
}

/** Relative deviations from the reference: voltage drop, worst particle current, worst anode bin. */
function compare(result: SnapshotResult, reference: SnapshotResult, openCircuit: number): Deviation {
  const worst = (ours: number[], theirs: number[]): number =>
    ours.reduce((most, value, k) => Math.max(most, Math.abs(value / theirs[k]! - 1)), 0);
  expect(Object.keys(result.particles)).toEqual(Object.keys(reference.particles));
  return {
    drop: Math.abs((result.voltage - openCircuit) / (reference.voltage - openCircuit) - 1),
    particles: worst(Object.values(result.particles), Object.values(reference.particles)),
    bins: worst(
      result.anodeBins.map((bin) => bin.current_A_per_m_um),
      reference.anodeBins.map((bin) => bin.current_A_per_m_um),
    ),
  };
}

describe.each(["flat-anode-centre-inactive", "protruded-anode-sides-inactive"])("snapshot of %s", (name) => {
  const given = parseSnapshotCase(read(name));
  const reference: SnapshotResult = read(`${name}.reference`);
  const solve = (mesh: MeshResolution) =>
    compare(solveSnapshot(given, mesh), reference, given.conduction.openCircuit);
  const [draft, standard, fine] = [solve("draft"), solve("standard"), solve("fine")];

  it("agrees with the reference within 1 % on the fine mesh", () => {
    expect(fine.drop).toBeLessThan(0.01);
    expect(fine.particles).toBeLessThan(0.01);
    expect(fine.bins).toBeLessThan(0.01);
  });

  it("comes nearer as the mesh is refined", () => {
    expect(standard.drop).toBeLessThan(0.5 * draft.drop);
    expect(fine.drop).toBeLessThan(0.6 * standard.drop);
    expect(standard.particles).toBeLessThan(0.5 * draft.particles);
    expect(fine.particles).toBeLessThan(0.5 * standard.particles);
  });
});

describe("a snapshot", () => {
  const given = parseSnapshotCase(read("flat-anode-centre-inactive"));

  it("passes all the imposed current on to the lithium", () => {
    const result = solveSnapshot(given, "draft");
    const delithiated = Object.values(result.particles).reduce((a, b) => a + b);
    expect(result.anode / 42000).toBeCloseTo(1, 9);
    expect(delithiated / 42000).toBeCloseTo(1, 9);
    expect(result.anodeLength).toBeCloseTo(420, 9);
    expect(result.probes[0]!.currentDensity_A_m2).toBeGreaterThan(70);
  });

  it("reads a probe outside the electrolyte as nothing", () => {
    const probes: [number, number][] = [[210, 240]];
    const result = solveSnapshot({ ...given, conduction: { ...given.conduction, probes } }, "draft");
    expect(result.probes[0]!.phi_V).toBeNaN();
  });

  it("lists everything that is wrong with a case", () => {
    const wrong = { geometry: { width: -1, cathode: "x", separator: 100, lithium: 50, particles: 3 } };
    try {
      parseSnapshotCase(wrong);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      const text = (error as InputError).message;
      for (const where of [
        "geometry.width",
        "geometry.cathode",
        "geometry.particles",
        "conduction.temperature",
      ]) {
        expect(text).toContain(`${where}: got`);
      }
    }
  });
});
