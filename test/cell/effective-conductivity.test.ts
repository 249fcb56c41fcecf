import { describe, expect, it } from "vitest";
import { conductAcross, measureConductivityShare } from "../../sim-core/cell/effective-conductivity.ts";
import type { CrossSection } from "../../sim-core/mesh/cross-section.ts";
import { packLattice } from "../../sim-core/mesh/packing/packing.ts";
import { layOut } from "../mesh/mesh-checks.ts";

/**
 * Insulating circles on a square lattice at area fraction f: the series of Perrins, McKenzie and McPhedran (Proc. R. Soc.
 * A 369 (1979) 207) with T = 1. Planes between two rows are at one potential, so collector and border may be such.
 */
function exactShare(f: number): number {
  const f8 = f ** 8;
  return 1 - (2 * f) / (1 + f - (0.305827 * f ** 4) / (1 - 1.402958 * f8) - 0.013362 * f8);
}

function latticeOf(radius: number): CrossSection {
  const sites = packLattice({ width: 30, thickness: 45, columns: 2, rows: 3, radius });
  return layOut({ width: 30, cathode: 45, separator: 30, lithium: 10 }, sites);
}

describe("effective conductivity of the cathode layer", () => {
  it.each([
    [3, 1e-3],
    [5, 2e-3],
    [6.5, 1.5e-2],
  ])("is that of insulating circles of %d um every 15 um", (radius, error) => {
    const exact = exactShare((Math.PI * radius * radius) / 225);
    const section = latticeOf(radius);
    expect(Math.abs(measureConductivityShare(section) / exact - 1)).toBeLessThan(error);
    // Circles as polygons and linear triangles are both of second order.
    const errors = [15, 60].map((facets) => conductAcross(section, { facets }) / exact - 1);
    const order = Math.log2(errors[0] / errors[1]) / 2;
    expect(order).toBeGreaterThan(1.7);
    expect(order).toBeLessThan(2.4);
  });

  it("is that of the electrolyte without particles", () => {
    const section = layOut({ width: 30, cathode: 45, separator: 30, lithium: 10 }, []);
    expect(measureConductivityShare(section)).toBeCloseTo(1, 9);
  });

  it("refuses circles that overlap", () => {
    const sites = [
      { x: 10, y: 10, radius: 5 },
      { x: 15, y: 10, radius: 5 },
    ];
    const section = layOut({ width: 30, cathode: 45, separator: 30, lithium: 10 }, sites);
    expect(() => measureConductivityShare(section)).toThrow(/cathode.particles\[0\] and \[1\]/);
  });
});
