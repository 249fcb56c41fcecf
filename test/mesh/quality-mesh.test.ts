import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import {
  type Mesh,
  REGION_ELECTROLYTE,
  REGION_LITHIUM,
  REGION_PARTICLE,
} from "../../sim-core/mesh/cross-section.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import {
  angleOfTriangle,
  countElectrolyteNodes,
  distance,
  findFaults,
  layOut,
  layOutPaperCell,
  sumAreas,
  UM,
} from "./mesh-checks.ts";

const small = { width: 60, cathode: 30, separator: 25, lithium: 15 };

describe("the paper's cell", () => {
  const section = layOutPaperCell();
  const ranges = { draft: [4500, 6500], standard: [18000, 22500], fine: [70000, 90000] } as const;
  for (const resolution of ["draft", "standard", "fine"] as const) {
    it(`is sound at ${resolution}, no angle below 28 degrees, as many electrolyte nodes as promised`, () => {
      const mesh = meshCrossSection(section, resolution);
      expect(findFaults(mesh, section)).toEqual([]);
      expect(mesh.minimumAngle).toBeGreaterThanOrEqual(28);
      const nodes = countElectrolyteNodes(mesh);
      expect(nodes).toBeGreaterThan(ranges[resolution][0]);
      expect(nodes).toBeLessThan(ranges[resolution][1]);
    });
  }

  it("has elements half as long at the interfaces with each resolution", () => {
    const lengths = (["draft", "standard", "fine"] as const).map((resolution) => {
      const mesh = meshCrossSection(section, resolution);
      return [meanInterfaceEdge(mesh), mesh.particleOfEdge.length, mesh.frontEdges.length / 2];
    });
    for (let k = 0; k < 2; k++) {
      expect(Math.abs(lengths[k + 1][0] / lengths[k][0] - 0.5)).toBeLessThan(0.03);
      expect(lengths[k + 1][1]).toBe(2 * lengths[k][1]);
      expect(Math.abs(lengths[k + 1][2] / lengths[k][2] - 2)).toBeLessThan(0.02);
    }
  });

  it("gives the same bytes twice", () => {
    const first = meshCrossSection(section, "draft");
    const second = meshCrossSection(section, "draft");
    expect(second).toEqual(first);
  });
});

/** Mean length of the edges of electrolyte triangles that stand on a perimeter, the perimeter's own edges left out. */
function meanInterfaceEdge(mesh: Mesh): number {
  const onPerimeter = new Set(mesh.particleEdges);
  let sum = 0;
  let count = 0;
  mesh.region.forEach((label, t) => {
    const corners = mesh.triangles.subarray(3 * t, 3 * t + 3);
    if (label !== REGION_ELECTROLYTE || corners.filter((v) => onPerimeter.has(v)).length !== 2) return;
    for (let k = 0; k < 3; k++) {
      const [a, b] = [corners[k], corners[(k + 1) % 3]];
      if (onPerimeter.has(a) && onPerimeter.has(b)) continue;
      sum += distance(mesh, a, b);
      count++;
    }
  });
  return sum / count;
}

describe("regions and named edges", () => {
  const section = layOut(
    small,
    [
      { x: 12, y: 10, radius: 5 },
      { x: 22.4, y: 11, radius: 5 },
      { x: 40, y: 16, radius: 9 },
    ],
    [
      { x: 40, halfWidth: 6, depth: 18 },
      { x: 16, halfWidth: 8, depth: 5 },
    ],
  );
  const mesh = meshCrossSection(section, "standard");

  it("is sound with unequal circles and protrusions in any order", () => {
    expect(findFaults(mesh, section)).toEqual([]);
    expect(mesh.minimumAngle).toBeGreaterThanOrEqual(28);
  });

  it("names every edge between two regions once, with the named side on the left", () => {
    const nPoint = mesh.points.length / 2;
    const regionLeftOf = new Map<number, number>();
    mesh.region.forEach((label, t) => {
      for (let k = 0; k < 3; k++) {
        const a = mesh.triangles[3 * t + k];
        regionLeftOf.set(a * nPoint + mesh.triangles[3 * t + ((k + 1) % 3)], label);
      }
    });
    const named = new Map<number, number>();
    for (let k = 0; k < mesh.particleOfEdge.length; k++) {
      const key = mesh.particleEdges[2 * k] * nPoint + mesh.particleEdges[2 * k + 1];
      named.set(key, REGION_PARTICLE + mesh.particleOfEdge[k]);
    }
    for (let k = 0; k < mesh.frontEdges.length; k += 2) {
      named.set(mesh.frontEdges[k] * nPoint + mesh.frontEdges[k + 1], REGION_LITHIUM);
    }
    expect(named.size).toBe((mesh.particleEdges.length + mesh.frontEdges.length) / 2);
    let nBetween = 0;
    for (const [key, label] of regionLeftOf) {
      const other = regionLeftOf.get((key % nPoint) * nPoint + Math.floor(key / nPoint));
      if (label === REGION_ELECTROLYTE || other === undefined || other === label) continue;
      nBetween++;
      expect(other).toBe(REGION_ELECTROLYTE);
      expect(named.get(key)).toBe(label);
    }
    expect(nBetween).toBe(named.size);
  });

  it("lays the collectors from left to right along the whole width", () => {
    const top = section.cathodeThickness + section.electrolyteThickness + section.lithiumThickness;
    const lines = [
      { chain: mesh.cathodeCollectorEdges, y: 0 },
      { chain: mesh.anodeCollectorEdges, y: top },
    ];
    for (const { chain, y } of lines) {
      expect(mesh.points[2 * chain[0]]).toBe(0);
      expect(mesh.points[2 * chain[chain.length - 1]]).toBe(section.width);
      for (let k = 0; k < chain.length; k += 2) {
        expect(mesh.points[2 * chain[k] + 1]).toBe(y);
        expect(mesh.points[2 * chain[k + 1]]).toBeGreaterThan(mesh.points[2 * chain[k]]);
        if (k > 0) expect(chain[k]).toBe(chain[k - 1]);
      }
    }
  });

  it("keeps the border of the cathode layer on mesh edges", () => {
    const y = section.cathodeThickness;
    mesh.region.forEach((_, t) => {
      const heights = [0, 1, 2].map((k) => mesh.points[2 * mesh.triangles[3 * t + k] + 1] - y);
      expect(Math.min(...heights) < 0 && Math.max(...heights) > 0).toBe(false);
    });
  });
});

describe("circles and half ellipses", () => {
  it("approach their areas at second order", () => {
    const section = layOut(small, [{ x: 20, y: 15, radius: 6 }], [{ x: 35, halfWidth: 7, depth: 12 }]);
    const circle = Math.PI * (6 * UM) ** 2;
    const lithium = (60 * 15 + 0.5 * Math.PI * 7 * 12) * UM * UM;
    const facets = [16, 32, 64, 128];
    const errors = facets.map((n) => {
      const areas = sumAreas(meshCrossSection(section, { facets: n }));
      expect(areas.get(REGION_PARTICLE)).toBeCloseTo(
        0.5 * n * Math.sin((2 * Math.PI) / n) * (6 * UM) ** 2,
        20,
      );
      return [circle - areas.get(REGION_PARTICLE)!, lithium - areas.get(REGION_LITHIUM)!];
    });
    for (const kind of [0, 1]) {
      for (let k = 0; k < 3; k++) {
        expect(errors[k][kind]).toBeGreaterThan(0);
        expect(Math.abs(Math.log2(errors[k][kind] / errors[k + 1][kind]) - 2)).toBeLessThan(0.1);
      }
    }
  });
});

describe("narrow gaps", () => {
  it("are bridged without an angle below 28 degrees down to 1 % of the radius", () => {
    for (const gap of [0.3, 0.1, 0.05]) {
      const sites = [
        { x: 5 + gap, y: 12, radius: 5 },
        { x: 15 + 2 * gap, y: 12, radius: 5 },
        { x: 40, y: 25 - gap, radius: 5 },
      ];
      const section = layOut(small, sites);
      const mesh = meshCrossSection(section, "draft");
      expect(findFaults(mesh, section)).toEqual([]);
      expect(mesh.minimumAngle).toBeGreaterThanOrEqual(28);
    }
  });

  it("have facets about as long as they are wide, also where the resolution is coarser", () => {
    for (const gap of [0.2, 0.5]) {
      const sites = [
        { x: 20, y: 15, radius: 5 },
        { x: 30 + gap, y: 15, radius: 5 },
      ];
      const mesh = meshCrossSection(layOut(small, sites), "draft");
      let longest = 0;
      for (let k = 0; k < mesh.particleEdges.length; k += 2) {
        const [a, b] = [mesh.particleEdges[k], mesh.particleEdges[k + 1]];
        const x = (mesh.points[2 * a] + mesh.points[2 * b]) / 2;
        const y = (mesh.points[2 * a + 1] + mesh.points[2 * b + 1]) / 2;
        if (Math.hypot(x - (25 + 0.5 * gap) * UM, y - 15 * UM) > gap * UM) continue;
        longest = Math.max(longest, distance(mesh, a, b) / UM);
      }
      expect(longest).toBeGreaterThan(0.4 * gap);
      expect(longest).toBeLessThan(1.8 * gap);
    }
  });

  it("hold all thin triangles when they are narrower still", () => {
    const sites = [
      { x: 20, y: 15, radius: 5 },
      { x: 30.011, y: 15, radius: 5 },
    ];
    const section = layOut(small, sites);
    const mesh = meshCrossSection(section, "fine");
    expect(findFaults(mesh, section)).toEqual([]);
    let nThin = 0;
    mesh.region.forEach((_, t) => {
      if (angleOfTriangle(mesh, t) >= 28) return;
      nThin++;
      const corners = [0, 1, 2].map((k) => 2 * mesh.triangles[3 * t + k]);
      const x = corners.reduce((sum, c) => sum + mesh.points[c] / 3, 0) / UM;
      const y = corners.reduce((sum, c) => sum + mesh.points[c + 1] / 3, 0) / UM;
      const gapHere = sites.reduce(
        (sum, one) => sum + Math.abs(Math.hypot(x - one.x, y - one.y) - one.radius),
        0,
      );
      expect(gapHere).toBeLessThan(0.1);
    });
    expect(nThin).toBeGreaterThan(0);
    expect(nThin).toBeLessThan(60);
  });
});

describe("a section that cannot be meshed", () => {
  it("is refused with every problem at once", () => {
    const sites = [
      { x: 10, y: 10, radius: 5 },
      { x: 18, y: 10, radius: 5 },
      { x: 40, y: 28, radius: 5 },
      { x: 2, y: 20, radius: 3 },
    ];
    const protrusions = [
      { x: 30, halfWidth: 5, depth: 30 },
      { x: 36, halfWidth: 5, depth: 5 },
      { x: 58, halfWidth: 5, depth: 5 },
    ];
    const section = layOut(small, sites, protrusions);
    let caught: unknown;
    try {
      meshCrossSection(section, "draft");
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(InputError);
    const problems = (caught as InputError).problems;
    expect(problems.map((one) => one.where)).toEqual([
      "cathode.particles[2]",
      "cathode.particles[3]",
      "cathode.particles[0] and [1]",
      "anode.protrusions[0]",
      "anode.protrusions[1]",
      "anode.protrusions[2]",
    ]);
    expect(problems[2].got).toBe("an overlap of 2 um");
    expect(problems[4].expected).toContain("anode.protrusions[0]");
  });

  it("is refused where a layer has no thickness or a number is missing", () => {
    const section = layOut({ ...small, lithium: 0 }, [{ x: Number.NaN, y: 10, radius: 5 }]);
    expect(() => meshCrossSection(section, "draft")).toThrow(
      /anode\.thickness[\s\S]*cathode\.particles\[0\]/,
    );
    expect(() => meshCrossSection(layOutPaperCell(), { facets: 4.5 })).toThrow(/mesh\.facets: got 4\.5/);
  });
});
