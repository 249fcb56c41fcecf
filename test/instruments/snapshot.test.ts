import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import { type SnapshotResult, solveSnapshot } from "../../sim-core/instruments/snapshot.ts";
import { parseSnapshotCase } from "../../sim-core/instruments/snapshot-case.ts";
import type { MeshResolution } from "../../sim-core/scenario/record/scenario.ts";

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
    drop: Math.abs((result.voltage! - openCircuit) / (reference.voltage! - openCircuit) - 1),
    particles: worst(Object.values(result.particles), Object.values(reference.particles)),
    bins: worst(
      result.anodeBins.map((bin) => bin.current_A_per_m_um),
      reference.anodeBins.map((bin) => bin.current_A_per_m_um),
    ),
  };
}

describe.each(["flat-anode-centre-inactive", "protruded-anode-sides-inactive"])("snapshot of %s", (name) => {
  const given = parseSnapshotCase({ ...read(name), mechanics: undefined });
  const reference: SnapshotResult = read(`${name}.reference`);
  const solve = (mesh: MeshResolution) =>
    compare(solveSnapshot(given, mesh), reference, given.conduction!.openCircuit);
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

describe("the mechanics of a snapshot", () => {
  const name = "protruded-anode-sides-inactive";
  const given = parseSnapshotCase({ ...read(name), conduction: undefined });
  const reference: SnapshotResult = read(`${name}.reference`);

  /** Worst deviations at the probes: stresses over the probe's own, or the electrolyte's mean where that is more. */
  const compareFields = (result: SnapshotResult) => {
    const worst = { displacement: 0, vonMises: 0, meanStress: 0 };
    result.mechProbes.forEach((probe, k) => {
      const theirs = reference.mechProbes[k];
      const moved = Math.hypot(probe.ux - theirs.ux, probe.uy - theirs.uy);
      const scale = Math.max(theirs.vonMises, reference.vmMeanSE!);
      const mean = Math.abs(probe.meanStress - theirs.meanStress) / scale;
      const shear = Math.abs(probe.vonMises - theirs.vonMises) / scale;
      worst.displacement = Math.max(worst.displacement, moved / Math.hypot(theirs.ux, theirs.uy));
      worst.vonMises = Math.max(worst.vonMises, shear);
      worst.meanStress = Math.max(worst.meanStress, mean);
    });
    const energy = Math.abs(result.energy! / reference.energy! - 1);
    const average = Math.abs(result.vmMeanSE! / reference.vmMeanSE! - 1);
    return { ...worst, energy, average };
  };
  const coarse = solveSnapshot(given, "draft");
  const draft = compareFields(coarse);
  const standard = compareFields(solveSnapshot(given, "standard"));

  it("agrees with the reference within its own error of about 1 % on the standard mesh", () => {
    expect(standard.displacement).toBeLessThan(0.01);
    expect(standard.vonMises).toBeLessThan(0.015);
    expect(standard.meanStress).toBeLessThan(0.02);
    expect(standard.energy).toBeLessThan(0.005);
    expect(standard.average).toBeLessThan(0.01);
  });

  it("agrees with the reference within 2 % on the fine mesh", () => {
    const { displacement, vonMises, meanStress } = compareFields(solveSnapshot(given, "fine"));
    expect(displacement).toBeLessThan(0.02);
    expect(vonMises).toBeLessThan(0.02);
    expect(meanStress).toBeLessThan(0.02);
  });

  it("comes nearer as the mesh is refined", () => {
    expect(standard.vonMises).toBeLessThan(0.5 * draft.vonMises);
    expect(standard.energy).toBeLessThan(0.25 * draft.energy);
    expect(standard.average).toBeLessThan(0.5 * draft.average);
  });

  it("of one material under pressure is that of a block in a die", () => {
    const material = { E: 10, nu: 0.25 };
    const block = { electrolyte: material, lithium: material, particle: material };
    const none = { particleEigenstrain: 0, protrusionEigenstrain: 0 };
    const mechanics = { ...block, ...none, pressure: 0.16, probes: [[30, 240]] as [number, number][] };
    const [probe] = solveSnapshot({ ...given, mechanics }, "draft").mechProbes;
    // A third, nu / (1 - nu), of the pressure acts across and along the depth.
    expect(probe.meanStress / (-0.16 * (5 / 9))).toBeCloseTo(1, 8);
    expect(probe.vonMises / (0.16 * (2 / 3))).toBeCloseTo(1, 8);
    expect(probe.uy / ((-240 * 0.16 * (1 - 1 / 6)) / 10)).toBeCloseTo(1, 8);
  });

  it("stays alone where the case has nothing else", () => {
    expect(coarse.voltage).toBeUndefined();
    expect(coarse.particles).toEqual({});
    expect(coarse.mechProbes.length).toBe(7);
  });
});

describe("a snapshot", () => {
  const given = parseSnapshotCase(read("flat-anode-centre-inactive"));

  it("passes all the imposed current on to the lithium", () => {
    const result = solveSnapshot(given, "draft");
    const delithiated = Object.values(result.particles).reduce((a, b) => a + b);
    expect(result.anode! / 42000).toBeCloseTo(1, 9);
    expect(delithiated / 42000).toBeCloseTo(1, 9);
    expect(result.anodeLength).toBeCloseTo(420, 9);
    expect(result.probes[0]!.currentDensity_A_m2).toBeGreaterThan(70);
  });

  it("reads a probe outside the electrolyte as nothing", () => {
    const probes: [number, number][] = [[210, 240]];
    const result = solveSnapshot({ ...given, conduction: { ...given.conduction!, probes } }, "draft");
    expect(result.probes[0]!.phi_V).toBeNaN();
  });

  it("lists everything that is wrong with a case", () => {
    const wrong = {
      geometry: { width: -1, cathode: "x", separator: 100, lithium: 50, particles: 3 },
      conduction: {},
      mechanics: { E_SE: 0, nu_Li: 0.5, pressure: "high" },
    };
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
        "mechanics.E_SE",
        "mechanics.nu_Li",
        "mechanics.pressure",
      ]) {
        expect(text).toContain(`${where}: got`);
      }
    }
  });
});

describe("a case without protrusions", () => {
  const bare = (protrusions: object[]) => {
    const { protrusionEigenstrain: _, ...mechanics } = read("protruded-anode-sides-inactive").mechanics;
    const { geometry } = read("flat-anode-centre-inactive");
    return { geometry: { ...geometry, protrusions }, mechanics };
  };

  it("needs no eigenstrain of theirs", () => {
    expect(parseSnapshotCase(bare([])).mechanics!.protrusionEigenstrain).toBe(0);
    const given = bare([]);
    const without = { ...given, geometry: { ...given.geometry, protrusions: undefined } };
    expect(parseSnapshotCase(without).mechanics!.protrusionEigenstrain).toBe(0);
  });

  it("still has a wrong one named, and one with a protrusion needs it", () => {
    const wrong = bare([]);
    const spoilt = { ...wrong, mechanics: { ...wrong.mechanics, protrusionEigenstrain: "much" } };
    expect(() => parseSnapshotCase(spoilt)).toThrow(
      'mechanics.protrusionEigenstrain: got "much"; expected a number',
    );
    expect(() => parseSnapshotCase(bare([{ x: 100, halfWidth: 10, depth: 20 }]))).toThrow(
      "mechanics.protrusionEigenstrain: got nothing; expected a number",
    );
  });
});

describe("a case with many mistakes", () => {
  const { geometry, conduction } = read("flat-anode-centre-inactive");

  it("is told fifty of them and how many more", () => {
    const particles = Array.from({ length: 5000 }, () => ({ x: 1, y: 1, r: -1, active: true }));
    expect(() => parseSnapshotCase({ geometry: { ...geometry, particles }, conduction })).toThrow(
      "case: got 4,950 more problems like these; expected none",
    );
  });

  it("of five thousand particles on one spot is refused soon and shortly", () => {
    const particles = Array.from({ length: 5000 }, () => ({ x: 50, y: 20, r: 5, active: true }));
    const given = parseSnapshotCase({ geometry: { ...geometry, particles }, conduction });
    const lines = problemsIn(() => solveSnapshot(given, "draft"));
    expect(lines).toHaveLength(11);
    expect(lines[10]).toMatch(/^cathode\.particles: got [\d,]+ more problems like these; expected none$/);
  });

  it("of deep nesting is refused in a sentence", () => {
    let deep: unknown = 1;
    for (let k = 0; k < 50_000; k++) deep = [deep];
    expect(() => parseSnapshotCase({ geometry: deep })).toThrow(
      "case: got lists or objects nested very deeply; expected at most 64 within each other",
    );
  });
});

function problemsIn(attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split("\n");
  }
}
