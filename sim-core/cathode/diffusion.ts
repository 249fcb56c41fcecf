/**
 * Lithium diffusion in a particle drawn as a disc (a cylinder of unit depth): dc/dt = (1/r) d/dr(r D dc/dr),
 * surface flux D dc/dr = -J (J > 0 leaves). Finite volumes on shells of equal width dr, implicit in time. Solved
 * for what crosses each face rather than for c: c_k = base_k + 2 (G_k - G_{k+1}) / (2k+1), G_k = k t D_k
 * (c_{k-1} - c_k) / dr^2, so that lithium is conserved to round-off whatever the solve's error. physics.md 4.1.
 */

/** One particle within flat arrays; lengths in m, concentrations in mol/m3. */
export interface DiffusionProblem {
  /** What the time scheme keeps of the past: c_n, or a1 c_n - a2 c_{n-1}; `shells` entries from `offset`. */
  readonly base: ArrayLike<number>;
  readonly offset: number;
  readonly shells: number;
  readonly radius: number;
  /** s: implicit Euler dt; BDF2 with r = dt_n/dt_{n-1}: dt (1+r)/(1+2r). */
  readonly timeScale: number;
  /** m2/s; entry k-1 belongs to the face at r = k dr, so the last one, of `shells`, to the surface. */
  readonly diffusivity: ArrayLike<number>;
  readonly diffusivityOffset: number;
}

/** Surface concentration = free - flux * response; mol/m3, and (mol/m3) per mol/(m2 s). */
export interface SurfaceResponse {
  readonly free: number;
  readonly response: number;
}

/**
 * Writes the solution without surface flux to `free` and its decrease per unit of outward surface flux (mol/(m2
 * s)) to `response`, both at the particle's `offset`, and returns the same for the surface: then c = free - J
 * response for every J. mean(free) = mean(base) and mean(response) = 2 timeScale / radius. `base` is not an output.
 */
export function respondToFlux(
  problem: DiffusionProblem,
  free: Float64Array,
  response: Float64Array,
): SurfaceResponse {
  const { base, offset, shells, timeScale } = problem;
  eliminate(problem, free, response);
  const scale = (timeScale * shells * shells) / problem.radius;
  let above = 0;
  let unitAbove = scale;
  for (let k = shells - 1; k >= 0; k--) {
    const crossing = k > 0 ? free[offset + k]! + response[offset + k]! * above : 0;
    const unitCrossing = k > 0 ? response[offset + k]! * unitAbove : 0;
    const weight = 2 / (2 * k + 1);
    free[offset + k] = base[offset + k]! + weight * (crossing - above);
    response[offset + k] = weight * (unitAbove - unitCrossing);
    above = crossing;
    unitAbove = unitCrossing;
  }
  const surface = describeSurface(problem);
  return {
    free: free[offset + shells - 1]! + surface.slope * lastDrop(free, offset, shells),
    response:
      response[offset + shells - 1]! + surface.film + surface.slope * lastDrop(response, offset, shells),
  };
}

/**
 * Forward elimination of the tridiagonal system for G: leaves G_k = free[k] + response[k] G_{k+1} at shells
 * 1..shells-1. `rest` is 1 - response[k], carried on its own since the difference would cancel at large steps.
 */
function eliminate(problem: DiffusionProblem, free: Float64Array, response: Float64Array): void {
  const { base, offset, shells, diffusivity, diffusivityOffset } = problem;
  const width = problem.radius / shells;
  const scale = problem.timeScale / (width * width);
  let rest = 1;
  let carried = 0;
  for (let k = 1; k < shells; k++) {
    const at = offset + k;
    const lambda = k * scale * diffusivity[diffusivityOffset + k - 1]!;
    const inner = 2 / (2 * k - 1);
    const outer = 2 / (2 * k + 1);
    const kept = 1 + lambda * inner * rest;
    const pivot = kept + lambda * outer;
    carried = (lambda * (base[at - 1]! - base[at]! + inner * carried)) / pivot;
    rest = kept / pivot;
    free[at] = carried;
    response[at] = (lambda * outer) / pivot;
  }
}

/**
 * Surface value from the last shell's mean: with a flux linear across that shell, weighted by r,
 * c_s = c_last - (J <s> - (J - q) <s^2> / 2 dr) / D_s, where s is the depth, <> the shell mean and
 * q = D (c_prev - c_last) / dr the flux at the inner face. Exact at a steady rate. Returns c_s = c_last -
 * J film + slope (c_last - c_prev).
 */
function describeSurface(problem: DiffusionProblem): { film: number; slope: number } {
  const { shells, diffusivity, diffusivityOffset } = problem;
  const width = problem.radius / shells;
  const surface = diffusivity[diffusivityOffset + shells - 1]!;
  const area = 1 - 1 / (2 * shells);
  const depth = (width * (1 / 2 - 1 / (3 * shells))) / area;
  const depthSquare = (width * width * (1 / 3 - 1 / (4 * shells))) / area;
  const bend = depthSquare / (2 * width);
  const inner = shells > 1 ? diffusivity[diffusivityOffset + shells - 2]! : 0;
  return { film: (depth - bend) / surface, slope: (bend * inner) / (surface * width) };
}

function lastDrop(values: ArrayLike<number>, offset: number, shells: number): number {
  return shells > 1 ? values[offset + shells - 1]! - values[offset + shells - 2]! : 0;
}

/** Returns the mean over the disc of `shells` values from `offset`: weights 2k+1, the areas of the shells. */
export function averageShells(values: ArrayLike<number>, offset: number, shells: number): number {
  let sum = 0;
  for (let k = 0; k < shells; k++) sum += (2 * k + 1) * values[offset + k]!;
  return sum / (shells * shells);
}
