/**
 * Isolated particles of the top two rows drift out of the cathode, pushed by what breathes below them: dy per cycle =
 * chi_d h_below phi_NCM Deps f_act <1 - p/p_lock>; pressure locks them. Example, tomography cell: 0.03 x 180 um x 0.45
 * x 0.06 x 0.8 = 0.12 um, 12 um in 100 cycles without pressure; none at 160 MPa. Source: physics.md 6.4; chi_d and
 * p_lock assumed, for the drifted particles that Zheng et al. 2023 saw.
 */

/** Names and units of the parameter table's group drift. */
export interface DriftParameters {
  /** chi_d */
  readonly factor: number;
  /** p_lock, Pa */
  readonly lockPressure: number;
}

/** [nParticle] each. */
export interface DriftConditions {
  /** 1 where the particle is isolated. */
  readonly isolated: ArrayLike<number>;
  /** 1 in the top two rows, see `markTopRows`. */
  readonly inTopRows: ArrayLike<number>;
  /** h_below: of cathode under the particle, m */
  readonly heightBelow: ArrayLike<number>;
  /** Distance that it may still go, m */
  readonly room: ArrayLike<number>;
}

/** Of the cathode in this cycle. */
export interface BreathingCathode {
  /** phi_NCM: volume fraction of NCM */
  readonly fraction: number;
  /** Deps: volume swing of the active particles */
  readonly swing: number;
  /** f_act: share of particles that is active */
  readonly activeShare: number;
  /** Pa */
  readonly stackPressure: number;
}

/**
 * Returns 1 for particles whose middles lie in the top two rows of a cathode `thickness` (m) high; `pitch` (m) is the
 * height of a row, in a random packing the square root of the area per particle.
 */
export function markTopRows(
  y: ArrayLike<number> /* [nParticle], m from the collector */,
  thickness: number,
  pitch: number,
): Uint8Array {
  return Uint8Array.from(y, (own) => (thickness - own < 2 * pitch ? 1 : 0));
}

/** Returns how far each particle drifts towards the anode in this cycle [nParticle], m. */
export function driftParticles(
  particles: DriftConditions,
  cathode: BreathingCathode,
  parameters: DriftParameters,
): Float64Array {
  const freedom = Math.max(0, 1 - cathode.stackPressure / parameters.lockPressure);
  const share = parameters.factor * cathode.fraction * cathode.swing * cathode.activeShare * freedom;
  return Float64Array.from(particles.heightBelow, (height, p) => {
    if (particles.isolated[p] === 0 || particles.inTopRows[p] === 0) return 0;
    return Math.max(0, Math.min(particles.room[p], share * height));
  });
}
