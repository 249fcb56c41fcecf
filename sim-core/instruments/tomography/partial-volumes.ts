/**
 * What each voxel of a slice holds, in shares that add up to 1. Particles are true circles and the lithium lies between the
 * front, a chain of straight edges, and the collector; the electrolyte is what they leave. Lithium and products in grain
 * boundaries are spread over their triangles, as they are solved.
 */

import { addDisc } from "./disc-areas.ts";
import type { GreyScale } from "./grey-scale.ts";
import type { SliceGeometry } from "./slice-geometry.ts";
import { addAbove, addLength, addTriangle, type Segment, type VoxelGrid } from "./voxel-grid.ts";

/** Shares of the voxels [rows*columns], row 0 the lowest. */
export interface PartialVolumes {
  /** Of the outlines of particles, with what is empty in them. */
  readonly particles: Float64Array;
  readonly electrolyte: Float64Array;
  /** Lithium in the electrolyte, products in it and at the front. */
  readonly metal: Float64Array;
  readonly products: Float64Array;
  /** Lithium of the anode. */
  readonly lithium: Float64Array;
  /** Cracks and voids, those in particles too. */
  readonly empty: Float64Array;
  /** Beyond the anode collector. */
  readonly outside: Float64Array;
}

/** Shares, and the sum over NCM of its share times its grey value. */
export interface Voxels {
  readonly shares: PartialVolumes;
  readonly particleGrey: Float64Array;
}

/** Returns the contents of the voxels; `particle` is the grey value of NCM by its stoichiometry. */
export function fillVoxels(
  grid: VoxelGrid,
  slice: SliceGeometry,
  { particle }: Pick<GreyScale, "particle">,
): Voxels {
  const none = (): Float64Array => new Float64Array(grid.columns * grid.rows);
  const { particles, cracked, particleGrey } = fillParticles(grid, slice, particle);
  const outside = none();
  const beyond: Segment = [0, slice.collector, slice.width, slice.collector];
  addAbove(grid, beyond, { weight: 1, out: outside });
  const aboveFront = none();
  for (const edge of listFront(slice)) addAbove(grid, edge, { weight: 1, out: aboveFront });
  const lithium = aboveFront.map((own, k) => positive(own - outside[k]));
  const room = particles.map((own, k) => positive(1 - own - lithium[k] - outside[k]));
  const atFront = fillBand(grid, slice, { depth: slice.interphase.map((own) => -own), limit: room });
  const inside = fillElectrolyte(
    grid,
    slice,
    room.map((own, k) => own - atFront[k]),
  );
  const voids = fillBand(grid, slice, { depth: slice.voidDepth, share: slice.voidShare, limit: lithium });
  return {
    particleGrey,
    shares: {
      ...{ particles, outside },
      ...{ electrolyte: inside.electrolyte, metal: inside.metal },
      products: inside.products.map((own, k) => own + atFront[k]),
      lithium: lithium.map((own, k) => own - voids[k]),
      empty: inside.cracks.map((own, k) => own + voids[k] + cracked[k]),
    },
  };
}

function fillParticles(grid: VoxelGrid, slice: SliceGeometry, greyOf: GreyScale["particle"]) {
  const [particles, cracked, particleGrey] = [0, 1, 2].map(() => new Float64Array(grid.columns * grid.rows));
  for (const { x, y, radius, empty, faces, stoichiometry } of slice.particles) {
    addDisc(grid, { x, y, radius }, { weight: 1, out: particles });
    if (empty > 0) addDisc(grid, { x, y, radius }, { weight: empty, out: cracked });
    // A layer is the disc within its outer face without the one within its inner face.
    for (let k = 0; k < faces.length; k++) {
      const beyond = k + 1 < faces.length ? greyOf(stoichiometry[k + 1]) : 0;
      const weight = (1 - empty) * (greyOf(stoichiometry[k]) - beyond);
      if (weight !== 0) addDisc(grid, { x, y, radius: radius * faces[k] }, { weight, out: particleGrey });
    }
  }
  return { particles, cracked, particleGrey };
}

function listFront({ front }: Pick<SliceGeometry, "front">): Segment[] {
  return Array.from({ length: front.length / 2 - 1 }, (_, k) => {
    const [x0, y0, x1, y1] = front.subarray(2 * k, 2 * k + 4);
    return [x0, y0, x1, y1] as const;
  });
}

/** Returns the share of each voxel in a band along the front, `depth` [nFront] up from it, no more than `limit`. */
function fillBand(
  grid: VoxelGrid,
  slice: SliceGeometry,
  band: { readonly depth: Float64Array; readonly share?: Float64Array; readonly limit: Float64Array },
): Float64Array {
  const out = new Float64Array(grid.columns * grid.rows);
  const { depth, share, limit } = band;
  listFront(slice).forEach(([x0, y0, x1, y1], k) => {
    const weight = share === undefined ? 1 : 0.5 * (share[k] + share[k + 1]);
    // Under an overhang the band would lie on the other side.
    if (x1 <= x0 || weight === 0 || (depth[k] === 0 && depth[k + 1] === 0)) return;
    const away: Segment = [x0, y0 + depth[k], x1, y1 + depth[k + 1]];
    const upwards = depth[k] + depth[k + 1] > 0;
    addAbove(grid, [x0, y0, x1, y1], { weight: upwards ? weight : -weight, out });
    addAbove(grid, away, { weight: upwards ? -weight : weight, out });
  });
  return out.map((own, k) => Math.min(limit[k], positive(own)));
}

/** Shares out the electrolyte's `room`. */
function fillElectrolyte(grid: VoxelGrid, slice: SliceGeometry, room: Float64Array) {
  const { cracks, crackOpening } = slice;
  const fraction = meanFractions(grid, slice);
  const metal = room.map((own, k) => own * fraction.metal[k]);
  const products = room.map((own, k) => own * fraction.products[k]);
  const left = room.map((own, k) => positive(own - metal[k] - products[k]));
  const opened = new Float64Array(room.length);
  for (const crack of cracks) addLength(grid, crack, { weight: crackOpening / grid.side, out: opened });
  const empty = opened.map((own, k) => Math.min(own, left[k]));
  return { metal, products, cracks: empty, electrolyte: left.map((own, k) => own - empty[k]) };
}

/** Mean volume fractions over what of the triangles lies in each voxel; 0 where none does. */
function meanFractions(grid: VoxelGrid, { points, triangles, metal, products }: SliceGeometry) {
  const none = (): Float64Array => new Float64Array(grid.columns * grid.rows);
  const sums = { area: none(), metal: none(), products: none() };
  const isFilled = metal.some((own) => own > 0) || products.some((own) => own > 0);
  for (let t = 0; isFilled && t < metal.length; t++) {
    const corners = [triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]] as const;
    const add = (weight: number, out: Float64Array): void => {
      if (weight > 0) addTriangle(grid, points, corners, { weight, out });
    };
    add(1, sums.area);
    add(metal[t], sums.metal);
    add(products[t], sums.products);
  }
  // Round-off of triangles that only touch a voxel is no share.
  const mean = (sum: Float64Array): Float64Array =>
    sum.map((own, k) => (sums.area[k] > 1e-9 ? Math.min(1, positive(own / sums.area[k])) : 0));
  return { metal: mean(sums.metal), products: mean(sums.products) };
}

/** Differences of areas are 0 but for round-off where nothing is. */
function positive(value: number): number {
  return value > 0 ? value : 0;
}
