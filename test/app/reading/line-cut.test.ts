import { describe, expect, it } from "vitest";
import { layerOf } from "../../../src/app/layers/list.ts";
import { alignPieces } from "../../../src/app/reading/cut-columns.ts";
import { readField } from "../../../src/app/reading/field.ts";
import { type CutLine, cutField, pointOnLine } from "../../../src/app/reading/line-cut.ts";
import { frame, mesh, points } from "./cell.ts";

const cut = (key: Parameters<typeof layerOf>[0], line: CutLine, of = frame) =>
  cutField(readField(layerOf(key), of, mesh), line);
/** Values are single precision. */
const DIGITS = 5;

describe("line cut", () => {
  it("is exact for a linear field, at every edge of the triangles that it crosses", () => {
    for (const line of [
      [1, 1, 19, 5],
      [0.3, 19.5, 17, 11.2],
      [19, 19, 2, 12.5],
    ] as const) {
      const [piece, ...others] = cut("potential", line);
      expect(others).toEqual([]);
      // About two edges for each square that it goes through.
      expect(piece!.distance.length).toBeGreaterThan(12);
      piece!.distance.forEach((distance, k) => {
        const [x, y] = pointOnLine(line, distance);
        expect(piece!.values[k]).toBeCloseTo(x + 2 * y, DIGITS);
        if (k > 0) expect(distance).toBeGreaterThan(piece!.distance[k - 1]!);
      });
      expect(piece!.distance[0]).toBe(0);
      expect(piece!.distance.at(-1)).toBeCloseTo(Math.hypot(line[2] - line[0], line[3] - line[1]), 12);
    }
  });

  it("interpolates between the nodes of each triangle, and breaks at each of its edges", () => {
    // One where the field is a hat at a single node: its slopes change at edges only.
    const peak = 7 * 11 + 7;
    const hat = { ...frame, potential: frame.potential.map((_, k) => (k === peak ? 1 : 0)) };
    const [px, py] = [points[2 * peak]!, points[2 * peak + 1]!];
    const [piece] = cut("potential", [0, py, 20, py], hat);
    const at = piece!.distance.findIndex((distance) => Math.abs(distance - px) < 1e-6);
    expect(piece!.values[at]).toBeCloseTo(1, DIGITS);
    expect(piece!.values.filter((value) => value !== 0).length).toBeLessThan(6);
  });

  it("ends at the particle and begins anew behind it", () => {
    const [before, behind] = cut("potential", [0, 8.3, 20, 8.3]);
    expect([before!.distance[0], before!.distance.at(-1)!]).toEqual([0, expect.closeTo(6, DIGITS)]);
    expect([behind!.distance[0], behind!.distance.at(-1)!]).toEqual([expect.closeTo(10, DIGITS), 20]);
    expect(before!.values.at(-1)).toBeCloseTo(6 + 16.6, DIGITS);
    expect(behind!.values[0]).toBeCloseTo(10 + 16.6, DIGITS);
  });

  it("does so where the values on both sides are the same", () => {
    const level = { ...frame, potential: frame.potential.map(() => 7) };
    expect(cut("potential", [0, 8.3, 20, 8.3], level)).toHaveLength(2);
  });

  it("goes along an edge of two triangles once", () => {
    const even = {
      ...frame,
      points: points.map((_, k) => 2 * (k % 2 === 0 ? (k >> 1) % 11 : Math.floor((k >> 1) / 11))),
    };
    const [piece, ...others] = cut("potential", [14, 0, 14, 20], even);
    expect(others).toEqual([]);
    expect(piece!.distance).toEqual(Array.from({ length: 11 }, (_, k) => 2 * k));
  });

  it("has the chord of a particle that the layer colours, no further than the mesh has a hole", () => {
    const [chord, ...others] = cut("stoichiometry", [0, 9, 20, 9]);
    expect(others).toEqual([]);
    const half = Math.sqrt(3);
    expect(chord).toMatchObject({ of: "particle", particle: 0, values: [0.5, 0.5] });
    expect(chord!.distance).toEqual([expect.closeTo(8 - half, 12), expect.closeTo(8 + half, 12)]);
    const stressed = {
      ...frame,
      meanStress: frame.potential,
      particleMeanStress: Float32Array.of(-3),
      particleRadius: undefined,
    };
    const pieces = cut("meanStress", [0, 8, 20, 8], stressed);
    expect(pieces.map(({ of }) => of)).toEqual(["electrolyte", "particle", "electrolyte"]);
    expect(pieces[1]!.distance).toEqual([expect.closeTo(6, DIGITS), expect.closeTo(10, DIGITS)]);
    expect(pieces[1]!.values).toEqual([-3, -3]);
  });

  it("takes the value of each triangle as it is, with a jump between two", () => {
    const pieces = cut("meshQuality", [0.2, 1, 5.8, 1.3]);
    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.map(({ values }) => new Set(values).size)).toEqual(pieces.map(() => 1));
  });

  it("has the front's values in the lithium only, at the x where it goes through it", () => {
    const [along, ...none] = cut("front", [-5, 25, 25, 25]);
    expect(none).toEqual([]);
    expect(along!.of).toBe("lithium");
    expect([along!.distance[0], along!.distance.at(-1)]).toEqual([5, 25]);
    expect(along!.distance).toHaveLength(11);
    along!.distance.forEach((distance, k) => {
      expect(along!.values[k]).toBeCloseTo(distance - 10, DIGITS);
    });
    const [up] = cut("front", [9, 0, 9, 40]);
    expect([up!.distance[0], up!.distance.at(-1)]).toEqual([20, 30]);
    expect(up!.values).toEqual([4, 4]);
    const [slanted] = cut("front", [0, 0, 20, 40]);
    const slope = Math.sqrt(5);
    expect([slanted!.distance[0], slanted!.distance.at(-1)]).toEqual([
      expect.closeTo(10 * slope, 10),
      expect.closeTo(15 * slope, 10),
    ]);
    expect(slanted!.values[0]).toBeCloseTo(5, 10);
    expect(cut("front", [0, 15, 20, 15])).toEqual([]);
  });

  it("says nothing beyond the cell, of what is not solved and on no line", () => {
    expect(cut("potential", [-5, 5, -1, 9])).toEqual([]);
    expect(cut("vonMises", [0, 5, 20, 5])).toEqual([]);
    expect(cut("potential", [5, 5, 5, 5])).toEqual([]);
    const [within] = cut("potential", [-5, 5, 25, 5]);
    expect([within!.distance[0], within!.distance.at(-1)]).toEqual([
      expect.closeTo(5, DIGITS),
      expect.closeTo(25, DIGITS),
    ]);
  });
});

describe("columns of a line cut", () => {
  it("end each piece with a gap, and leave rows of the other cell alone", () => {
    const piece = (distance: number[], values: number[]) =>
      ({ of: "electrolyte", particle: undefined, distance, values }) as const;
    const columns = alignPieces(
      [[piece([0, 1], [2, 3]), piece([1, 2], [5, 6])], [piece([0.5, 2], [7, 8])]],
      10,
    );
    expect(columns.x).toEqual([0, 0.5, 1, 1, 1, 2, 2]);
    expect(columns.columns).toEqual([
      [20, undefined, 30, null, 50, 60, undefined],
      [undefined, 70, undefined, undefined, undefined, undefined, 80],
    ]);
  });
});
