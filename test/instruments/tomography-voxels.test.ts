/** Shares of voxels are exact: discs, polygons, lengths, and what a slice is made of. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDisc } from "../../sim-core/instruments/tomography/disc-areas.ts";
import { fillVoxels, type PartialVolumes } from "../../sim-core/instruments/tomography/partial-volumes.ts";
import {
  addAbove,
  addLength,
  addTriangle,
  createVoxelGrid,
  type VoxelGrid,
} from "../../sim-core/instruments/tomography/voxel-grid.ts";
import { between } from "../fractions.ts";
import { mirrorSlice, sampleSlice } from "./sample-slice.ts";

const GRID: VoxelGrid = { columns: 12, rows: 10, side: 1, x: 0, y: 0 };
const none = (grid = GRID): Float64Array => new Float64Array(grid.columns * grid.rows);
const sumOf = (values: Float64Array): number => values.reduce((sum, own) => sum + own, 0);
const place = between(3.1, 6.9);
const size = between(0.01, 3);

describe("a disc", () => {
  test("within the grid has its area, wherever it lies", () => {
    fc.assert(
      fc.property(place, place, size, (x, y, radius) => {
        const out = none();
        addDisc(GRID, { x, y, radius }, { weight: 1, out });
        expect(Math.abs(sumOf(out) - Math.PI * radius * radius)).toBeLessThan(1e-12);
        for (const own of out) expect(own).toBeGreaterThan(-1e-13);
        for (const own of out) expect(own).toBeLessThan(1 + 1e-13);
      }),
    );
  });

  test("has in each voxel what a closed form says", () => {
    const out = none();
    addDisc(GRID, { x: 5, y: 5, radius: 1 }, { weight: 1, out });
    // Quarter discs about the corner of four voxels.
    for (const k of [4 * 12 + 4, 4 * 12 + 5, 5 * 12 + 4, 5 * 12 + 5]) {
      expect(Math.abs(out[k]! - Math.PI / 4)).toBeLessThan(1e-14);
    }
    // A cap of height 1/2 of a disc of radius 1: acos(1/2) - (1/2) (3/4)^0.5.
    const cap = none();
    addDisc(GRID, { x: 5.5, y: 5.5, radius: 1 }, { weight: 1, out: cap });
    const right = cap[4 * 12 + 6]! + cap[5 * 12 + 6]! + cap[6 * 12 + 6]!;
    expect(Math.abs(right - (Math.PI / 3 - Math.sqrt(3) / 4))).toBeLessThan(1e-14);
    expect(Math.abs(cap[5 * 12 + 5]! - 1)).toBeLessThan(1e-14);
  });

  test("is what ever finer columns of chords make of it, at their order", () => {
    const disc = { x: 5.3, y: 4.6, radius: 2.45 };
    const exact = none();
    addDisc(GRID, disc, { weight: 1, out: exact });
    const errors = [40, 80, 160].map((corners) => {
      const out = none();
      const at = (k: number): [number, number] => {
        const angle = (2 * Math.PI * (k + 0.5)) / corners;
        return [disc.x + disc.radius * Math.cos(angle), disc.y + disc.radius * Math.sin(angle)];
      };
      for (let k = 0; k < corners; k++) addAbove(GRID, [...at(k), ...at(k + 1)], { weight: 1, out });
      return Math.sqrt(sumOf(out.map((own, k) => (own - exact[k]!) ** 2)));
    });
    const orders = [1, 2].map((k) => Math.log2(errors[k - 1]! / errors[k]!));
    for (const order of orders) expect(Math.abs(order - 2)).toBeLessThan(0.1);
  });

  test("that reaches over the border counts inside only", () => {
    const out = none();
    addDisc(GRID, { x: 0, y: 10, radius: 2 }, { weight: 1, out });
    expect(Math.abs(sumOf(out) - Math.PI)).toBeLessThan(1e-13);
  });
});

describe("polygons and lengths", () => {
  test("a triangle has its area, and two halves make a square", () => {
    const coordinate = between(0.5, 9.5);
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 6, maxLength: 6 }), (points) => {
        const [ax, ay, bx, by, cx, cy] = points as [number, number, number, number, number, number];
        const area = 0.5 * ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
        const out = none();
        addTriangle(GRID, points, [0, 1, 2], { weight: 1, out });
        expect(Math.abs(sumOf(out) - area)).toBeLessThan(1e-10);
        for (const own of out) expect(own * Math.sign(area)).toBeGreaterThan(-1e-10);
      }),
    );
    const square = none();
    const points = [2.25, 3.5, 5.25, 3.5, 5.25, 5.5, 2.25, 5.5];
    addTriangle(GRID, points, [0, 1, 2], { weight: 1, out: square });
    addTriangle(GRID, points, [0, 2, 3], { weight: 1, out: square });
    expect(Math.abs(square[3 * 12 + 2]! - 0.375)).toBeLessThan(1e-14);
    expect(Math.abs(square[4 * 12 + 3]! - 1)).toBeLessThan(1e-14);
    expect(Math.abs(square[5 * 12 + 5]! - 0.125)).toBeLessThan(1e-14);
  });

  test("a segment has its length, in the voxels that it crosses", () => {
    const out = none();
    addLength(GRID, [1.5, 1.5, 4.5, 5.5], { weight: 2, out });
    expect(Math.abs(sumOf(out) - 10)).toBeLessThan(1e-13);
    // From (1.5, 1.5) it leaves its first voxel at y = 2: 0.625 long.
    expect(Math.abs(out[12 + 1]! - 1.25)).toBeLessThan(1e-14);
    const beyond = none();
    addLength(GRID, [-1, 0.5, 1, 0.5], { weight: 1, out: beyond });
    expect(Array.from(beyond).filter((own) => own !== 0)).toEqual([1]);
  });

  test("the grid has the whole voxels that fit, in the middle", () => {
    expect(createVoxelGrid(0.3, 0.7, 0.1)).toMatchObject({ columns: 3, rows: 7 });
    const grid = createVoxelGrid(10, 7, 3);
    expect(grid).toEqual({ columns: 3, rows: 2, side: 3, x: 0.5, y: 0 });
  });
});

const GREY = { particle: (x: number) => 1 + x };
const totalOf = (shares: PartialVolumes, k: number): number =>
  Object.values(shares).reduce((sum, own) => sum + (own as Float64Array)[k]!, 0);

describe("a slice", () => {
  const slice = sampleSlice();
  const grid = createVoxelGrid(slice.width, slice.height, 1);

  test("fills every voxel, and holds the volumes that were put in", () => {
    const { shares, particleGrey } = fillVoxels(grid, slice, GREY);
    const [first, second] = slice.particles as [(typeof slice.particles)[0], (typeof slice.particles)[0]];
    const cracked = first.empty * Math.PI * first.radius ** 2;
    for (let k = 0; k < grid.columns * grid.rows; k++) {
      // The empty part of particles lies within their outlines.
      const own = totalOf(shares, k);
      expect(own).toBeGreaterThan(1 - 1e-12);
      expect(own).toBeLessThan(1 + first.empty + 1e-12);
    }
    const total = Object.values(shares).reduce((sum, own) => sum + sumOf(own as Float64Array), 0);
    expect(Math.abs(total - cracked - grid.columns * grid.rows)).toBeLessThan(1e-10);
    const disc = Math.PI * first.radius ** 2;
    expect(Math.abs(sumOf(shares.particles) - disc - Math.PI * second.radius ** 2)).toBeLessThan(1e-11);
    // Shells of 0.5, 0.8 and 1 radii, of x = 0.2, 0.5 and 0.9.
    const layered = disc * (0.25 * 1.2 + 0.39 * 1.5 + 0.36 * 1.9) * (1 - first.empty);
    const even = Math.PI * second.radius ** 2 * 1.6;
    expect(Math.abs(sumOf(particleGrey) - layered - even)).toBeLessThan(1e-11);
  });

  test("keeps the lithium of the anode, of grain boundaries and what voids and cracks take", () => {
    const { shares } = fillVoxels(grid, slice, GREY);
    // The front falls from 20 to 18 and rises to 21 over 24 of width; the collector lies at 26.5.
    const above = 24 * 26.5 - (12 * 19 + 12 * 19.5);
    // Voids: half of the front from x = 12 on, 1 deep.
    const voids = 12 * 0.5;
    expect(Math.abs(sumOf(shares.lithium) - (above - voids))).toBeLessThan(1e-10);
    expect(Math.abs(sumOf(shares.outside) - 24 * (grid.rows - 26.5))).toBeLessThan(1e-10);
    // Two triangles of area 8 hold 0.5 of metal, one of them 0.25 of products; 0.2 of products along the whole front.
    expect(Math.abs(sumOf(shares.metal) - 8)).toBeLessThan(1e-10);
    expect(Math.abs(sumOf(shares.products) - 2 - 24 * 0.2)).toBeLessThan(1e-10);
    const cracks = 3 * slice.crackOpening;
    const inParticles = slice.particles[0]!.empty * Math.PI * slice.particles[0]!.radius ** 2;
    expect(Math.abs(sumOf(shares.empty) - voids - cracks - inParticles)).toBeLessThan(1e-10);
  });

  test("holds the same volumes in voxels of another size", () => {
    const finer = createVoxelGrid(slice.width, slice.height, 0.5);
    const [coarse, fine] = [grid, finer].map((own) => fillVoxels(own, slice, GREY).shares);
    for (const name of Object.keys(coarse!) as (keyof PartialVolumes)[]) {
      expect(Math.abs(sumOf(fine![name]) / 4 - sumOf(coarse![name]))).toBeLessThan(1e-10);
    }
  });

  test("mirrored is the mirrored slice", () => {
    const [own, other] = [slice, mirrorSlice(slice)].map((one) => fillVoxels(grid, one, GREY));
    for (const name of Object.keys(own!.shares) as (keyof PartialVolumes)[]) {
      for (let k = 0; k < grid.columns * grid.rows; k++) {
        const across = k - (k % grid.columns) + grid.columns - 1 - (k % grid.columns);
        expect(Math.abs(own!.shares[name][k]! - other!.shares[name][across]!)).toBeLessThan(1e-12);
      }
    }
  });
});
