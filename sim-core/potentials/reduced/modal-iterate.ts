/**
 * The iterate of the reduced model's potentials: what it means at the samples, how far a correction may change it, and
 * the change itself.
 */
import type { Boundary } from "../boundary.ts";
import type { BoundaryPotentials } from "../interface-kinetics.ts";
import { type InterfaceModes, projectInjection, projectPotential } from "../interface-modes.ts";
import type { InterfaceSamples } from "./interface-samples.ts";
import type { CorrectionLayout, ModalCorrection } from "./modal-correction.ts";
import type { ModalDefect } from "./modal-defect.ts";
import type { ModalResponse } from "./modal-response.ts";

const LARGEST_UPDATE = 0.08; /* V of overpotential per Newton correction */

/** An iterate: amplitudes [count] of currents (A/m) and potentials (V, relative to the front's mean). */
export interface ModalIterate {
  readonly current: Float64Array;
  readonly amplitude: Float64Array;
  frontPotential: number;
}

/** Writes what `guess` is in modes, with no current of particles that take no part (`conducts` [nParticle] is 0). */
export function startIterate(
  modes: InterfaceModes,
  boundary: Boundary,
  guess: BoundaryPotentials,
  { conducts, out }: { readonly conducts: ArrayLike<number>; readonly out: ModalIterate },
): void {
  const { perParticle, particleCount } = modes;
  // Extrapolated as the currents are, so that they belong together as far as the first correction needs.
  if (guess.modes === undefined) {
    projectInjection(modes, boundary, guess.injection, out.current);
    out.frontPotential = projectPotential(modes, boundary, guess.potential, out.amplitude);
  } else {
    out.current.set(guess.modes.current);
    out.amplitude.set(guess.modes.amplitude);
    out.frontPotential = guess.modes.frontPotential;
  }
  for (let p = 0; p < particleCount; p++) {
    if (conducts[p] === 0) out.current.fill(0, p * perParticle, (p + 1) * perParticle);
  }
}

/** The particles' means and the front's modes. */
export function meanLayout({ particleCount, front }: InterfaceModes): CorrectionLayout {
  return { count: particleCount + front - 1, perParticle: 1, frontStart: particleCount };
}

/** Adds a share of what a correction found for its modes to `out` [modes.count]. */
export function addChange(
  modes: InterfaceModes,
  { perParticle, frontStart, count }: CorrectionLayout,
  found: ArrayLike<number>,
  { share, out }: { readonly share: number; readonly out: Float64Array },
): void {
  for (let p = 0; p < modes.particleCount; p++) {
    for (let m = 0; m < perParticle; m++)
      out[p * modes.perParticle + m] += share * found[p * perParticle + m];
  }
  for (let m = frontStart; m < count; m++) out[m + modes.count - count] += share * found[m];
}

/**
 * Adds a share of the corrections of the particles' modes above the mean to `out` [modes.count]. Between different
 * particles little of them is coupled: each is corrected by itself.
 */
export function addHigherModes(
  { perParticle, frontStart }: InterfaceModes,
  { current, resistance, slopeResistance }: ModalDefect,
  response: Pick<ModalResponse, "diagonal">,
  { share, out }: { readonly share: number; readonly out: Float64Array },
): void {
  for (let m = 0; m < frontStart; m++) {
    if (m % perParticle === 0 || resistance[m] === 0) continue;
    const own = slopeResistance[m] * current[m];
    out[m] += (share * own) / (resistance[m] + response.diagonal(m));
  }
}

/** Writes the potentials at the samples and the particles' currents. */
export function samplePotentials(
  { perParticle, front, frontStart, particleCount }: InterfaceModes,
  { perParticle: points, onParticles, onFront, boundary }: InterfaceSamples,
  { amplitude, current, frontPotential }: ModalIterate,
  at: { readonly potential: Float64Array; readonly particleCurrent: Float64Array },
): void {
  for (let p = 0; p < particleCount; p++) {
    at.particleCurrent[p] = current[p * perParticle];
    for (let q = 0; q < points; q++) {
      let sum = frontPotential;
      for (let m = 0; m < perParticle; m++) {
        sum += onParticles[q * perParticle + m] * amplitude[p * perParticle + m];
      }
      at.potential[p * points + q] = sum;
    }
  }
  for (let k = boundary.frontStart; k < boundary.count; k++) {
    const row = (k - boundary.frontStart) * front;
    let sum = frontPotential;
    for (let m = 1; m < front; m++) sum += onFront[row + m] * amplitude[frontStart + m - 1];
    at.potential[k] = sum;
  }
}

/** Largest share of the correction that keeps every change of overpotential within LARGEST_UPDATE. */
export function limitUpdate(conductance: ArrayLike<number>, correction: ModalCorrection): number {
  const { change, response, perParticle, frontStart, frontChange, voltageChange } = correction;
  let largest = 0;
  for (let p = 0; p * perParticle < frontStart; p++) {
    const g = conductance[p];
    if (g === 0) continue;
    const m = p * perParticle;
    let bound = Math.abs(voltageChange - change[m] / g - frontChange - response[m]);
    for (let k = 1; k < perParticle; k++) bound += Math.SQRT2 * Math.abs(response[m + k]);
    largest = Math.max(largest, bound);
  }
  let bound = Math.abs(frontChange);
  for (let m = frontStart; m < correction.count; m++) bound += Math.SQRT2 * Math.abs(response[m]);
  largest = Math.max(largest, bound);
  return largest > LARGEST_UPDATE ? LARGEST_UPDATE / largest : 1;
}
