/**
 * How the surface of a particle follows a small alternating current: the finite volumes of `cathode/diffusion.ts` with the
 * time of the scheme put to 1/s, on shells of their own, fine enough below the surface for kilohertz. Diffusivities are those
 * of the concentrations as they are, held while these vary: exact where the particle is at rest. physics.md 15.1.
 */
import {
  addComplex,
  COMPLEX_ONE,
  type Complex,
  divideComplex,
  multiplyComplex,
  scaleComplex,
  subtractComplex,
} from "../../base/complex.ts";
import { expm1 } from "../../base/elementary.ts";
import { type DiffusivityTable, evaluateFaceDiffusivity } from "../../cathode/diffusivity.ts";
import type { GeometryMode } from "../../cathode/geometry-factors.ts";
import { layRadialGrid, type RadialGrid } from "../../cathode/radial-grid.ts";

/**
 * Shells get wider with the depth, by 6 % of it beyond 3e-4 radii: what diffuses less deep than some nanometres is no
 * resistance beside that of the charge transfer.
 */
const SHELLS = 128;
const GRADING = 8;

/** Returns the shells on which the response is solved: faces at depths of exp(8 k/n) - 1, the whole being 1. */
export function createResponseGrid(mode: GeometryMode, shells = SHELLS): RadialGrid {
  const whole = expm1(GRADING);
  const face = Float64Array.from({ length: shells + 1 }, (_, k) => {
    return 1 - expm1((GRADING * (shells - k)) / shells) / whole;
  });
  return layRadialGrid(mode, face);
}

/** Concentrations of one particle within a flat array; mol/m3. */
export interface ParticleProfile {
  readonly grid: RadialGrid;
  readonly concentration: ArrayLike<number>;
  readonly offset: number;
  readonly maximumConcentration: number;
}

/** Returns the diffusivities (m2/s) at the faces of `fine` [shells], of a profile that is straight from shell to shell. */
export function sampleDiffusivity(
  profile: ParticleProfile,
  fine: RadialGrid,
  table: DiffusivityTable,
  factor: number,
): Float64Array {
  const { grid, concentration, offset, maximumConcentration } = profile;
  const middle = (shells: RadialGrid, k: number): number => 0.5 * (shells.face[k] + shells.face[k + 1]);
  const own = new Float64Array(fine.shells);
  for (let k = 0, below = 0; k < fine.shells; k++) {
    const place = middle(fine, k);
    while (below + 2 < grid.shells && middle(grid, below + 1) < place) below++;
    const above = Math.min(below + 1, grid.shells - 1);
    const width = middle(grid, above) - middle(grid, below);
    const share = width > 0 ? Math.min(1, Math.max(0, (place - middle(grid, below)) / width)) : 0;
    own[k] = (1 - share) * concentration[offset + below] + share * concentration[offset + above];
  }
  const out = new Float64Array(fine.shells);
  const surfaceConcentration = own[fine.shells - 1];
  const shells = { concentration: own, offset: 0, shells: fine.shells, surfaceConcentration };
  evaluateFaceDiffusivity({ ...shells, maximumConcentration }, table, factor, out);
  return out;
}

/**
 * Returns the fall of the surface concentration, (mol/m3) per mol/(m2 s) that leaves through the drawn perimeter, at `s`
 * (1/s, not 0) of a particle of `radius` (m) with `diffusivity` [shells] (m2/s) at the faces. As s goes to 0 it is 2/(s
 * radius) and the lag of a steady rate.
 */
export function respondAtSurface(
  grid: RadialGrid,
  { radius, diffusivity }: { readonly radius: number; readonly diffusivity: ArrayLike<number> },
  s: Complex,
): Complex {
  const { shells, conductance, inverseVolume } = grid;
  const time = divideComplex(COMPLEX_ONE, s);
  const scale = scaleComplex(1 / (radius * radius), time);
  // Share of what crosses the face above a shell that crosses the one below it, and one less it: the difference cancels.
  let onward: Complex = { re: 0, im: 0 };
  let rest = COMPLEX_ONE;
  let restBefore = COMPLEX_ONE;
  for (let k = 1; k < shells; k++) {
    const lambda = scaleComplex(conductance[k] * diffusivity[k - 1], scale);
    const kept = addComplex(COMPLEX_ONE, multiplyComplex(scaleComplex(inverseVolume[k - 1], lambda), rest));
    const passed = scaleComplex(inverseVolume[k], lambda);
    const whole = addComplex(kept, passed);
    restBefore = rest;
    onward = divideComplex(passed, whole);
    rest = divideComplex(kept, whole);
  }
  const leaving = scaleComplex(2 / radius, time);
  const last = scaleComplex(inverseVolume[shells - 1], multiplyComplex(leaving, rest));
  const surface = diffusivity[shells - 1];
  const film: Complex = { re: (radius * grid.film) / surface, im: 0 };
  if (shells === 1) return addComplex(last, film);
  const crossing = multiplyComplex(leaving, onward);
  const before = scaleComplex(inverseVolume[shells - 2], multiplyComplex(crossing, restBefore));
  const slope = (grid.bend * diffusivity[shells - 2]) / surface;
  return addComplex(addComplex(last, scaleComplex(slope, subtractComplex(last, before))), film);
}
