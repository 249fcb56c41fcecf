/** What passes between the page and the worker in which an instrument looks at a cell: one order, then its reports. */
import type {
  DepthProfilePoint,
  DifferentialCapacity,
  ImpedancePoint,
  Phase,
  Reading,
  TitratedPulse,
  TomographySlice,
} from "../../../sim-core/index.ts";
import type { Measured } from "../../io/instrument-tables.ts";

/** The state that was looked at: that at the end of the last time step that was computed. */
export interface MeasuredState extends Measured {
  /** 1-based */
  readonly cycle: number;
  readonly phase: Phase;
  /** V */
  readonly voltage: number;
}

/** What each instrument gives. */
export interface InstrumentResults {
  readonly impedance: { readonly points: readonly ImpedancePoint[] };
  readonly depthProfile: { readonly points: readonly DepthProfilePoint[] };
  /** dQ/dV of the last steps that have one, oldest first, and the pulses of a titration. */
  readonly curves: {
    readonly capacity: readonly DifferentialCapacity[];
    readonly pulses: readonly TitratedPulse[];
  };
  readonly tomography: { readonly slice: TomographySlice };
}

export type InstrumentName = keyof InstrumentResults;

/** A measurement: what was found, and in which state. */
export interface Measurement<Name extends InstrumentName = InstrumentName> {
  readonly instrument: Name;
  readonly at: MeasuredState;
  readonly found: InstrumentResults[Name];
}

export interface InstrumentOrder {
  readonly instrument: InstrumentName;
  /** A checkpoint file. */
  readonly cell: Uint8Array;
  /** Time steps of the cell, oldest first; of use to `curves` alone. */
  readonly readings: readonly Reading[];
}

export type InstrumentReport =
  /** Of `count` frequencies `done` are done. */
  | { readonly kind: "progress"; readonly done: number; readonly count: number }
  | { readonly kind: "measured"; readonly measurement: Measurement }
  | { readonly kind: "refused"; readonly message: string };
