/** What is summed up over a protocol step, over a cycle, over the run. */

/**
 * Charge and energy per cell area, C/m2 and J/m2: what the time integration moved, each direction counted on its own.
 */
export interface Throughput {
  readonly charged: number;
  readonly discharged: number;
  readonly chargedEnergy: number;
  readonly dischargedEnergy: number;
}

/** Sums over the protocol step so far. */
export interface StepTally extends Throughput {
  readonly startTime: number /* s */;
  readonly startVoltage: number /* V */;
}

/** Sums over the cycle so far, and what goes over from cycle to cycle. */
export interface CycleTally extends Throughput {
  readonly startTime: number /* s */;
  /** Of the charge put in, what passed at held voltage, C/m2. */
  readonly held: number;
  /** Integral of the plating's unevenness over the charge put in, C/m2. */
  readonly unevenness: number;
  /** Largest von Mises stress of the electrolyte, Pa. */
  readonly largestStress: number;
  /** 1 after charge, -1 after discharge, 0 while neither has passed in the cycle. */
  readonly direction: -1 | 0 | 1;
  /** V at the end of the last rest after a charge, and after a discharge; undefined where there was none. */
  readonly restAfterCharge: number | undefined;
  readonly restAfterDischarge: number | undefined;
  /** Whether a step that imposes a current ended otherwise than at a voltage. */
  readonly wentOn: boolean;
  /** Charge put in since the last discharge of an earlier cycle, and the part of it that a discharge has followed, C/m2. */
  readonly putIn: number;
  readonly paired: number;
  /** Discharge capacity of the reference cycle, 0 until it is complete, C/m2. */
  readonly reference: number;
}
