/**
 * Share of the plating charge that goes into grain boundaries instead of onto the front: chi = chi_max (1 -
 * exp(-<i_loc - i_cr>/i_s)), i_cr = i_0 + i_1 (1 - exp(-p/p_s)), i_loc on the contact that is left. Optional: i_cr
 * falls by 1 + q/q_s with the charge plated in this half-cycle (off; on, it makes thick cells fail as well).
 * Examples: i_cr = 8.0 A/m2 at 7 MPa and 9.9 at 160 MPa; 5 A/m2 above it chi = 0.126. Source: physics.md 8.1; i_cr
 * between critical currents of Singh 2022 and others, chi_max and i_s assumed.
 */
import { expm1 } from "../base/elementary.ts";

/** Names and units of the parameter table's group intergranular. */
export interface IntergranularPlatingParameters {
  /** chi_max */
  readonly maximumShare: number;
  /** i_0, A/m2 */
  readonly criticalCurrent: number;
  /** i_1, A/m2 */
  readonly criticalCurrentGain: number;
  /** p_s, Pa */
  readonly pressureScale: number;
  /** i_s, A/m2 */
  readonly currentScale: number;
  /** Whether the plated charge lowers i_cr. */
  readonly capacityThreshold: boolean;
  /** q_s, C/m2 */
  readonly capacityScale: number;
}

/** Conditions at the front, [n] each. */
export interface PlatingConditions {
  /** i_loc = i/theta, A/m2, plating > 0 */
  readonly localCurrent: ArrayLike<number>;
  /** Normal pressure, Pa; tension counts as none. */
  readonly pressure: ArrayLike<number>;
  /** Charge plated since plating began, C/m2 */
  readonly plated: ArrayLike<number>;
}

/** Returns i_cr (A/m2) at `pressure` (Pa) after `plated` (C/m2). */
export function criticalPlatingCurrent(
  pressure: number,
  plated: number,
  parameters: IntergranularPlatingParameters,
): number {
  const { criticalCurrent, criticalCurrentGain, pressureScale } = parameters;
  const gain = -criticalCurrentGain * expm1(-Math.max(0, pressure) / pressureScale);
  const decline = parameters.capacityThreshold ? 1 + Math.max(0, plated) / parameters.capacityScale : 1;
  return (criticalCurrent + gain) / decline;
}

/** Returns the diverted shares chi [n] of the plating current, 0 up to chi_max; 0 where lithium is stripped. */
export function divertedShare(
  front: PlatingConditions,
  parameters: IntergranularPlatingParameters,
): Float64Array {
  const { localCurrent, pressure, plated } = front;
  const share = new Float64Array(localCurrent.length);
  // Neighbours are mostly under the same pressure.
  let [lastPressure, lastPlated, critical] = [Number.NaN, Number.NaN, 0];
  for (let k = 0; k < share.length; k++) {
    if (pressure[k] !== lastPressure || plated[k] !== lastPlated) {
      [lastPressure, lastPlated] = [pressure[k], plated[k]];
      critical = criticalPlatingCurrent(lastPressure, lastPlated, parameters);
    }
    const excess = localCurrent[k] - critical;
    if (excess > 0) share[k] = -parameters.maximumShare * expm1(-excess / parameters.currentScale);
  }
  return share;
}
