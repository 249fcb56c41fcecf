import { describe, expect, it } from "vitest";
import { type PackedSite, packLattice, packRandom } from "../../sim-core/mesh/packing/packing.ts";

const UM = 1e-6;

describe("packLattice", () => {
  it("gives the paper's cell: 140 circles of 5 um at a pitch of 15 um", () => {
    const sites = packLattice({ width: 420 * UM, thickness: 75 * UM, columns: 28, rows: 5, radius: 5 * UM });
    expect(sites).toHaveLength(140);
    expect(sites[0].x).toBeCloseTo(7.5 * UM, 18);
    expect(sites[0].y).toBeCloseTo(7.5 * UM, 18);
    expect(sites[1].x - sites[0].x).toBeCloseTo(15 * UM, 18);
    expect(sites[28].y - sites[0].y).toBeCloseTo(15 * UM, 18);
    expect(sites[139].x).toBeCloseTo(412.5 * UM, 18);
  });

  it("names both counts when the circles do not fit", () => {
    const request = { width: 420 * UM, thickness: 75 * UM, columns: 43, rows: 0, radius: 5 * UM };
    expect(() => packLattice(request)).toThrow(
      /cathode\.columns: got 43; .* 1 to 41[\s\S]*cathode\.rows: got 0/,
    );
  });
});

describe("packRandom", () => {
  const layer = { width: 420 * UM, thickness: 75 * UM, meanRadius: 5 * UM, minimumGap: 0.3 * UM };

  for (const areaFraction of [0.2, 0.45, 0.5, 0.6]) {
    it(`keeps every gap and meets an area fraction of ${areaFraction}`, () => {
      const sites = packRandom({ ...layer, areaFraction, radiusSpread: 0.25, seed: 7 });
      expect(measureSmallestGap(sites, layer)).toBeGreaterThanOrEqual(0.3 * UM * (1 - 1e-9));
      const area = sites.reduce((sum, one) => sum + Math.PI * one.radius ** 2, 0);
      expect(area / (layer.width * layer.thickness) / areaFraction).toBeCloseTo(1, 10);
    });
  }

  it("draws radii with the asked mean and spread", () => {
    const big = { ...layer, width: 2000 * UM, areaFraction: 0.4, seed: 11 };
    const sites = packRandom({ ...big, radiusSpread: 0.2 });
    const mean = sites.reduce((sum, one) => sum + one.radius, 0) / sites.length;
    const variance = sites.reduce((sum, one) => sum + (one.radius / mean - 1) ** 2, 0) / sites.length;
    // Four standard errors of 600 draws.
    expect(sites.length).toBeGreaterThan(600);
    expect(Math.abs(mean / (5 * UM) - 1)).toBeLessThan((4 * 0.2) / Math.sqrt(600));
    expect(Math.abs(Math.sqrt(variance) / 0.2 - 1)).toBeLessThan(4 / Math.sqrt(1200));
    const equal = packRandom({ ...big, radiusSpread: 0 });
    expect(Math.max(...equal.map((one) => one.radius))).toBe(Math.min(...equal.map((one) => one.radius)));
  });

  it("is fixed by the seed", () => {
    const request = { ...layer, areaFraction: 0.45, radiusSpread: 0.3 };
    expect(packRandom({ ...request, seed: 1 })).toEqual(packRandom({ ...request, seed: 1 }));
    expect(packRandom({ ...request, seed: 2 })).not.toEqual(packRandom({ ...request, seed: 1 }));
  });

  it("says in words that too many circles were asked for", () => {
    const tight = {
      width: 60 * UM,
      thickness: 30 * UM,
      meanRadius: 5 * UM,
      minimumGap: 1 * UM,
      radiusSpread: 0,
    };
    expect(() => packRandom({ ...tight, areaFraction: 0.7, seed: 1 })).toThrow(
      /cathode\.areaFraction: got 0\.7; expected a smaller fraction/,
    );
    expect(() => packRandom({ ...tight, meanRadius: 20 * UM, areaFraction: -1, seed: 1 })).toThrow(
      /cathode\.particleRadius[\s\S]*cathode\.areaFraction/,
    );
  });
});

/** Smallest gap between circles and to the layer's borders, m. */
function measureSmallestGap(
  sites: readonly PackedSite[],
  layer: { width: number; thickness: number },
): number {
  let gap = Number.POSITIVE_INFINITY;
  sites.forEach((a, k) => {
    gap = Math.min(gap, a.x - a.radius, layer.width - a.x - a.radius);
    gap = Math.min(gap, a.y - a.radius, layer.thickness - a.y - a.radius);
    for (const b of sites.slice(0, k))
      gap = Math.min(gap, Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius);
  });
  return gap;
}
