/** A slice of round numbers: two particles, a bent front, two filled triangles, a crack. Lengths in voxels. */
import type { SliceGeometry } from "../../sim-core/instruments/tomography/slice-geometry.ts";

export function sampleSlice(): SliceGeometry {
  return {
    ...{ width: 24, cathodeThickness: 9, height: 30, collector: 26.5 },
    particles: [
      {
        ...{ x: 5.3, y: 4.1, radius: 2.7, empty: 0.02 },
        ...{ faces: [0.5, 0.8, 1], stoichiometry: [0.2, 0.5, 0.9] },
      },
      { x: 15.2, y: 6.4, radius: 3.1, empty: 0, faces: [1], stoichiometry: [0.6] },
    ],
    front: Float64Array.of(0, 20, 12, 18, 24, 21),
    voidShare: Float64Array.of(0, 0, 1),
    voidDepth: Float64Array.of(0, 1, 1),
    interphase: Float64Array.of(0.2, 0.2, 0.2),
    points: Float64Array.of(2, 11, 6, 11, 6, 15, 2, 15),
    triangles: Int32Array.of(0, 1, 2, 0, 2, 3),
    metal: Float64Array.of(0.5, 0.5),
    products: Float64Array.of(0.25, 0),
    cracks: [[18.25, 14.5, 21.25, 14.5]],
    crackOpening: 0.1,
  };
}

/** Returns the slice as its mirror image about the middle of its width. */
export function mirrorSlice(slice: SliceGeometry): SliceGeometry {
  const across = (x: number): number => slice.width - x;
  const flip = (values: Float64Array): Float64Array => values.slice().reverse();
  const { front, points, triangles } = slice;
  return {
    ...slice,
    particles: slice.particles.map((own) => ({ ...own, x: across(own.x) })),
    front: Float64Array.from(front, (_, k) => {
      const from = front.length - 2 - (k - (k % 2));
      return k % 2 === 0 ? across(front[from]!) : front[from + 1]!;
    }),
    ...{ voidShare: flip(slice.voidShare), voidDepth: flip(slice.voidDepth) },
    interphase: flip(slice.interphase),
    points: points.map((own, k) => (k % 2 === 0 ? across(own) : own)),
    triangles: triangles.map((own, k) => (k % 3 === 0 ? own : triangles[k % 3 === 1 ? k + 1 : k - 1]!)),
    cracks: slice.cracks.map(([x0, y0, x1, y1]) => [across(x0), y0, across(x1), y1] as const),
  };
}
