import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import type { CrossSection, Mesh } from "../../sim-core/mesh/cross-section.ts";
import { createFrontDistance, createFrontSide } from "../../sim-core/mesh/front-line.ts";
import { recutFront } from "../../sim-core/mesh/generation/front-recut.ts";
import { meshCrossSection } from "../../sim-core/mesh/generation/quality-mesh.ts";
import { resolveSettings } from "../../sim-core/mesh/generation/resolution.ts";
import { createSizeField } from "../../sim-core/mesh/generation/size-field.ts";
import { findFaults, layOut, UM } from "./mesh-checks.ts";

const section = layOut({ width: 60, cathode: 30, separator: 40, lithium: 20 }, [
  { x: 12, y: 10, radius: 5 },
  { x: 30, y: 22, radius: 6 },
  { x: 48, y: 12, radius: 5 },
]);

/** Places of the front's nodes from left to right. */
function frontOf(mesh: Mesh): Float64Array {
  const edges = mesh.frontEdges;
  const nodes = [...edges.filter((_, k) => k % 2 === 0), edges[edges.length - 1]];
  return Float64Array.from(nodes.flatMap((v) => [mesh.points[2 * v], mesh.points[2 * v + 1]]));
}

function recut(front: Float64Array, resolution: "draft" | "standard"): CrossSection {
  const raw = { ...section, front };
  return { ...section, front: recutFront(front, createSizeField(raw, resolveSettings(resolution))).points };
}

/** A mushroom: the front hangs over itself. Coordinates in um from the middle and below the flat front. */
const mushroom = Float64Array.from(
  [
    [0, 70],
    [25, 70],
    [27, 69],
    [27.5, 66],
    [27, 63],
    [24, 62],
    [21, 59],
    [21.5, 55],
    [25, 52],
    [30, 51],
    [35, 52],
    [38.5, 55],
    [39, 59],
    [36, 62],
    [33, 63],
    [32.5, 66],
    [33, 69],
    [35, 70],
    [60, 70],
  ].flatMap(([x, y]) => [x * UM, y * UM]),
);

describe("a front given as a line", () => {
  it("is meshed soundly where it hangs over itself, no angle below 28 degrees", () => {
    for (const resolution of ["draft", "standard"] as const) {
      const cut = recut(mushroom, resolution);
      const mesh = meshCrossSection(cut, resolution);
      expect(findFaults(mesh, cut)).toEqual([]);
      expect(mesh.minimumAngle).toBeGreaterThanOrEqual(28);
      expect(mesh.frontEdges.length / 2).toBeGreaterThan(mushroom.length / 2);
    }
  });

  it("is the flat front's mesh where it is flat", () => {
    const built = meshCrossSection(section, "standard");
    const again = meshCrossSection(recut(frontOf(built), "standard"), "standard");
    expect(frontOf(again)).toEqual(frontOf(built));
    expect(Math.abs(again.points.length / built.points.length - 1)).toBeLessThan(0.01);
  });

  it("knows sides and distances as a plain search does", () => {
    const side = createFrontSide(mushroom);
    const sizes = Float64Array.from({ length: mushroom.length / 2 }, (_, k) => (k === 9 ? 0.3 : 1) * UM);
    const { measure } = createFrontDistance(mushroom, sizes, 0.1);
    const out = { distance: 0, size: 0 };
    let above = 0;
    for (let i = 0; i < 400; i++) {
      const [x, y] = [((i * 7.31) % 60) * UM, (35 + ((i * 3.77) % 50)) * UM];
      let crossings = 0;
      let distance = Number.POSITIVE_INFINITY;
      let size = Number.POSITIVE_INFINITY;
      for (let k = 0; k + 1 < sizes.length; k++) {
        const [xa, ya, xb, yb] = mushroom.subarray(2 * k, 2 * k + 4);
        if (xa > x !== xb > x && ya + ((x - xa) / (xb - xa)) * (yb - ya) < y) crossings++;
        const share = ((x - xa) * (xb - xa) + (y - ya) * (yb - ya)) / ((xb - xa) ** 2 + (yb - ya) ** 2);
        const t = Math.min(1, Math.max(0, share));
        const own = Math.hypot(x - xa - t * (xb - xa), y - ya - t * (yb - ya));
        distance = Math.min(distance, own);
        size = Math.min(size, sizes[k] + t * (sizes[k + 1] - sizes[k]) + 0.1 * own);
      }
      measure(x, y, 0.1, out);
      expect(Math.abs(out.distance - distance)).toBeLessThan(1e-18);
      expect(Math.abs(out.size - size)).toBeLessThan(1e-18);
      expect(side.isAbove(x, y)).toBe(crossings % 2 === 1);
      above += crossings % 2;
    }
    expect(above).toBeGreaterThan(100);
    expect(above).toBeLessThan(300);
  });

  it("keeps points that fit, and lays new ones on the curve at third order or better", () => {
    const bulge = (x: number): number => (70 - 8 * Math.exp(-(((x - 30) / 5) ** 2))) * UM;
    const errors = [40, 80, 160].map((count) => {
      const x = Array.from({ length: count + 1 }, (_, k) => (60 * k) / count);
      const front = Float64Array.from(x.flatMap((own) => [own * UM, bulge(own)]));
      const field = { sizeAt: () => 0.1 * UM, smallestEdge: 0.01 * UM };
      const cut = recutFront(front, field);
      let worst = 0;
      let found = 0;
      cut.origin.forEach((old, k) => {
        const [own, y] = [cut.points[2 * k], cut.points[2 * k + 1]];
        worst = Math.max(worst, Math.abs(y - bulge(own / UM)) / UM);
        if (old < 0) return;
        expect(old).toBe(found++);
        expect(Math.hypot(own - front[2 * old], y - front[2 * old + 1]) / UM).toBeLessThan(2 / count);
      });
      expect(found).toBe(count + 1);
      return worst;
    });
    expect(Math.log2(errors[1] / errors[2])).toBeGreaterThan(2.6);
  });

  it("loses a zigzag and a narrow wedge of electrolyte, and keeps its corners", () => {
    const field = { sizeAt: () => 2 * UM, smallestEdge: 0.01 * UM };
    const zigzag = Array.from({ length: 31 }, (_, k) => [
      2 * k * UM,
      (70 + (k > 9 && k < 21 ? 0.2 : 0) * (-1) ** k) * UM,
    ]);
    const smooth = recutFront(Float64Array.from(zigzag.flat()), field).points;
    let worst = 0;
    for (let k = 12; k < 19; k++) worst = Math.max(worst, Math.abs(smooth[2 * k + 1] / UM - 70));
    expect(worst).toBeLessThan(1e-9);
    const corners = [0, 70, 24, 70, 24, 60, 36, 60, 36, 70, 60, 70].map((value) => value * UM);
    const cut = recutFront(Float64Array.from(corners), field);
    expect(Array.from(cut.origin).filter((old) => old >= 0)).toEqual([0, 1, 2, 3, 4, 5]);
    const wedge = [0, 70, 24, 70, 30, 73, 28, 68, 36, 66, 60, 70].map((value) => value * UM);
    expect(Array.from(recutFront(Float64Array.from(wedge), field).origin)).not.toContain(2);
  });

  /** The chain of `flat` (um) with edges of 2 um asked for, and where its points come from. */
  function recutLine(flat: number[]): { line: number[]; origin: number[] } {
    const field = { sizeAt: () => 2 * UM, smallestEdge: 0.01 * UM };
    const { points, origin } = recutFront(
      Float64Array.from(flat, (value) => value * UM),
      field,
    );
    return { line: Array.from(points, (value) => value / UM), origin: Array.from(origin) };
  }
  const heights = ({ line }: { line: number[] }): number[] => line.filter((_, k) => k % 2 === 1);

  it("closes where it meets itself: a cut-off piece of lithium, and a tip whose sides have passed each other", () => {
    // The neck between x = 20 and 22 crosses at (21, 69); the piece hangs down to 60.
    const neck = recutLine([0, 70, 20, 70, 22, 68, 26, 64, 26, 60, 16, 60, 16, 64, 20, 68, 22, 70, 42, 70]);
    expect(Math.min(...heights(neck))).toBeGreaterThan(68);
    expect(neck.origin).not.toContain(4);
    const tip = recutLine([0, 70, 20, 70, 21.5, 69, 20.5, 69, 22, 70, 42, 70]);
    expect(Math.min(...heights(tip))).toBeGreaterThan(69);
    expect(tip.line.filter((_, k) => k % 2 === 0)).toEqual(
      tip.line.filter((_, k) => k % 2 === 0).toSorted((a, b) => a - b),
    );
  });

  it("ends at the walls: sides that have passed a mirror plane end where they met it", () => {
    // Through x = 60 on the way from (58, 68) to (61, 65): at 66.
    const passed = recutLine([0, 70, 50, 70, 54, 70, 58, 68, 61, 65, 60, 64]);
    expect(passed.line.at(-2)).toBe(60);
    expect(passed.line.at(-1)).toBeCloseTo(66, 9);
    const left = recutLine([0, 64, -1, 65, 2, 68, 6, 70, 10, 70, 60, 70]);
    expect(left.line[0]).toBe(0);
    expect(left.line[1]).toBeCloseTo(66, 9);
    for (const { line } of [passed, left]) {
      const x = line.filter((_, k) => k % 2 === 0);
      expect(Math.min(...x)).toBe(0);
      expect(Math.max(...x)).toBe(60);
    }
  });

  it("drops all points that crowd and tips thinner than an edge, also halves of them at the walls", () => {
    const crowd = Array.from({ length: 41 }, (_, k) => [20 + 0.05 * k, 70]).flat();
    expect(
      recutLine([0, 70, ...crowd, 42, 70]).origin.filter((old) => old > 0 && old < 42).length,
    ).toBeLessThan(3);
    const needle = recutLine([0, 70, 20, 70, 20.2, 68.5, 20.4, 70, 42, 70]);
    expect(Math.min(...heights(needle))).toBe(70);
    const half = recutLine([0, 70, 20, 70, 39.6, 70, 39.8, 69.2, 40, 68.4]);
    expect(heights(half).at(-1)).toBeGreaterThan(69.9);
    // A tip of many edges is lithium on its way.
    const long = recutLine([0, 70, 18, 70, 20, 50, 22, 70, 40, 70]);
    expect(Math.min(...heights(long))).toBe(50);
  });

  it("is refused in words where it meets something", () => {
    const refusal = (change: (front: Float64Array) => void): string => {
      const front = mushroom.slice();
      change(front);
      try {
        meshCrossSection({ ...section, front }, "draft");
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        return (error as InputError).problems.map((one) => one.expected).join("; ");
      }
      return "meshed";
    };
    expect(refusal(() => undefined)).toBe("meshed");
    expect(refusal((front) => front.fill(29 * UM, 19, 20))).toBe("a front above the cathode layer");
    expect(refusal((front) => front.fill(90 * UM, 1, 2))).toBe("lithium between front and collector");
    expect(refusal((front) => front.fill(34 * UM, 6, 7))).toBe("a front that does not touch itself");
    expect(refusal((front) => front.fill(-1 * UM, 2, 3))).toContain("the walls at its ends only");
  });
});
