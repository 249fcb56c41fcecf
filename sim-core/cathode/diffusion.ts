/**
 * Lithium diffusion in a particle drawn as a disc, as in that disc or as in the sphere of its radius (which of them, the
 * grid knows): dc/dt = div(D grad c), finite volumes on the shells of the grid, implicit in time. Flux is what leaves
 * through the perimeter of the disc, mol/(m2 s): it empties either at the rate 2 J / R, as in a sphere 2/3 of it pass
 * the surface. Solved for what crosses each face rather than for c: c_k = base_k + (G_k - G_{k+1}) / v_k, G_k = t g_k
 * D_k (c_{k-1} - c_k) / R^2, so that lithium is conserved to round-off whatever the solve's error. physics.md 4.1.
 */
import type { RadialGrid } from "./radial-grid.ts";

/** One particle within flat arrays; lengths in m, concentrations in mol/m3. */
export interface DiffusionProblem {
  readonly grid: RadialGrid;
  /** What the time scheme keeps of the past: c_n, or a1 c_n - a2 c_{n-1}; one entry per shell from `offset`. */
  readonly base: ArrayLike<number>;
  readonly offset: number;
  readonly radius: number;
  /** s: implicit Euler dt; BDF2 with r = dt_n/dt_{n-1}: dt (1+r)/(1+2r). */
  readonly timeScale: number;
  /** m2/s; entry k-1 belongs to the face between shells k-1 and k, the last one to the surface. */
  readonly diffusivity: ArrayLike<number>;
  readonly diffusivityOffset: number;
}

/** Surface concentration = free - flux * response; mol/m3, and (mol/m3) per mol/(m2 s). */
export interface SurfaceResponse {
  readonly free: number;
  readonly response: number;
}

/**
 * Writes the solution without flux to `free` and its decrease per unit of flux (mol/(m2 s)) to `response`, both at the
 * particle's `offset`, and returns the same for the surface: then c = free - J response for every J. mean(free) =
 * mean(base) and mean(response) = 2 timeScale / radius. `base` is not an output.
 */
export function respondToFlux(
  problem: DiffusionProblem,
  free: Float64Array,
  response: Float64Array,
): SurfaceResponse {
  const { grid, base, offset } = problem;
  const { shells, inverseVolume } = grid;
  eliminate(problem, free, response);
  let above = 0;
  let unitAbove = (2 * problem.timeScale) / problem.radius;
  for (let k = shells - 1; k >= 0; k--) {
    const crossing = k > 0 ? free[offset + k] + response[offset + k] * above : 0;
    const unitCrossing = k > 0 ? response[offset + k] * unitAbove : 0;
    const weight = inverseVolume[k];
    free[offset + k] = base[offset + k] + weight * (crossing - above);
    response[offset + k] = weight * (unitAbove - unitCrossing);
    above = crossing;
    unitAbove = unitCrossing;
  }
  return describeSurface(problem, free, response);
}

/**
 * Forward elimination of the tridiagonal system for G: leaves G_k = free[k] + response[k] G_{k+1} at shells
 * 1..shells-1. `rest` is 1 - response[k], carried on its own since the difference would cancel at large steps.
 */
function eliminate(problem: DiffusionProblem, free: Float64Array, response: Float64Array): void {
  const { grid, base, offset, diffusivity, diffusivityOffset, radius } = problem;
  const { shells, conductance, inverseVolume } = grid;
  const scale = problem.timeScale / (radius * radius);
  let rest = 1;
  let carried = 0;
  for (let k = 1; k < shells; k++) {
    const at = offset + k;
    const lambda = conductance[k] * scale * diffusivity[diffusivityOffset + k - 1];
    const inner = inverseVolume[k - 1];
    const kept = 1 + lambda * inner * rest;
    const onward = lambda * inverseVolume[k];
    const inverse = 1 / (kept + onward);
    carried = lambda * (base[at - 1] - base[at] + inner * carried) * inverse;
    rest = kept * inverse;
    free[at] = carried;
    response[at] = onward * inverse;
  }
}

/** See RadialGrid. */
function describeSurface(
  { grid, offset, radius, diffusivity, diffusivityOffset }: DiffusionProblem,
  free: ArrayLike<number>,
  response: ArrayLike<number>,
): SurfaceResponse {
  const last = offset + grid.shells - 1;
  const surface = diffusivity[diffusivityOffset + grid.shells - 1];
  const film = (radius * grid.film) / surface;
  if (grid.shells === 1) return { free: free[last], response: response[last] + film };
  const slope = (grid.bend * diffusivity[diffusivityOffset + grid.shells - 2]) / surface;
  return {
    free: free[last] + slope * (free[last] - free[last - 1]),
    response: response[last] + slope * (response[last] - response[last - 1]) + film,
  };
}
