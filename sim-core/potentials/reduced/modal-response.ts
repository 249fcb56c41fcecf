/**
 * Potentials of the modes of all interfaces for currents in the same modes: the electrolyte's Green's matrix,
 * G_mn = r_m' K^+ r_n, where r_m is mode m's unit injection with its total taken out evenly over the lithium
 * front. K alone does not know the zero of potential: it is tied down at a single front node, through which a
 * balanced injection sends no current, so that the inverse is exactly that of K. G goes with 1/conductivity.
 */
import { assertInvariant } from "../../base/errors.ts";
import { createDenseProduct } from "../../kernels/dense-product.ts";
import type { Boundary } from "../boundary.ts";
import type { ConductionSystem } from "../conduction-system.ts";
import { type InterfaceModes, projectPotential } from "../interface-modes.ts";

export interface ModalResponse {
  /** out = G currents, both [count] in V and A/m; relative to the mean potential of the front. */
  multiply(currents: Float64Array, out: Float64Array): void;
  /** The same for the particles' means and the front's modes alone. */
  multiplyMeans(currents: Float64Array, out: Float64Array): void;
  diagonal(mode: number): number;
  /** From now on the response is that of the conductivity divided by `factor`. */
  scale(factor: number): void;
}

/** Freezes `system` at a single node of the front, so that its solutions are those of K alone. */
export function groundSystem(system: ConductionSystem, boundary: Boundary): void {
  const slope = new Float64Array(boundary.count);
  slope[boundary.frontStart] = 1;
  const conductance = new Float64Array(boundary.particleStart.length - 1);
  const outcome = system.freeze({ slope, conductance });
  assertInvariant(outcome.ok, "an electrolyte tied down at one node has positive pivots");
}

/** Returns the Green's matrix of a grounded `system` in `modes`: one solve for each mode. */
export function createModalResponse(
  system: ConductionSystem,
  boundary: Boundary,
  modes: InterfaceModes,
): ModalResponse {
  const { count } = modes;
  const matrix = new Float64Array(count * count);
  const right = new Float64Array(boundary.count + modes.particleCount);
  const solution = new Float64Array(right.length);
  for (let m = 0; m < count; m++) {
    fillInjection(modes, boundary, m, right);
    system.solve(right, solution);
    projectPotential(modes, boundary, solution, matrix.subarray(m * count, (m + 1) * count));
  }
  symmetrise(matrix, count);
  const diagonal = Float64Array.from({ length: count }, (_, m) => matrix[m * (count + 1)]);
  const whole = createDenseProduct(matrix, count);
  const meanCount = modes.particleCount + modes.front - 1;
  const means = createDenseProduct(selectMeans(modes, matrix), meanCount);
  let scale = 1;
  return {
    multiply(currents, out) {
      whole.multiply(currents, out);
      for (let m = 0; m < count; m++) out[m] *= scale;
    },
    multiplyMeans(currents, out) {
      means.multiply(currents, out);
      for (let m = 0; m < meanCount; m++) out[m] *= scale;
    },
    diagonal: (mode) => scale * diagonal[mode],
    scale(factor) {
      scale *= factor;
    },
  };
}

/** Rows and columns of the particles' means and of the front. */
function selectMeans(modes: InterfaceModes, matrix: Float64Array): Float64Array {
  const kept: number[] = [];
  for (let m = 0; m < modes.count; m++)
    if (m >= modes.frontStart || m % modes.perParticle === 0) kept.push(m);
  const means = new Float64Array(kept.length ** 2);
  kept.forEach((m, i) => {
    kept.forEach((n, j) => {
      means[i * kept.length + j] = matrix[m * modes.count + n];
    });
  });
  return means;
}

/** The balanced unit injection of mode m. */
function fillInjection(modes: InterfaceModes, boundary: Boundary, m: number, out: Float64Array): void {
  const { perParticle, front, share, onParticles, onFront, frontStart } = modes;
  out.fill(0);
  if (m >= frontStart) {
    for (let k = boundary.frontStart; k < boundary.count; k++) {
      out[k] = share[k] * onFront[(k - boundary.frontStart) * front + m - frontStart + 1];
    }
    return;
  }
  const p = Math.floor(m / perParticle);
  const own = m % perParticle;
  for (let k = boundary.particleStart[p]; k < boundary.particleStart[p + 1]; k++) {
    out[k] = share[k] * onParticles[k * perParticle + own];
  }
  if (own > 0) return;
  for (let k = boundary.frontStart; k < boundary.count; k++) out[k] = -share[k];
}

/** Removes the round-off of the solves, so that conjugate gradients find a symmetric matrix. */
function symmetrise(matrix: Float64Array, count: number): void {
  for (let m = 0; m < count; m++) {
    for (let n = 0; n < m; n++) {
      const mean = 0.5 * (matrix[m * count + n] + matrix[n * count + m]);
      matrix[m * count + n] = mean;
      matrix[n * count + m] = mean;
    }
  }
}
