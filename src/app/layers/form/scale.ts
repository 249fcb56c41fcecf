/** In which unit and on which kind of scale a quantity is shown. */

/** "symmetric" about zero, "positive" from zero, "interval" between two bounds. */
export type ScaleKind = "symmetric" | "positive" | "interval";

/** Share that the scales of currents and stresses hold: a choice of what still reads as a peak, not a law. */
export const HELD = 0.99;

export interface Scale {
  readonly kind: ScaleKind;
  readonly unit: string;
  /** The unit of which one is a thousand of `unit`, for large values. */
  readonly largerUnit?: string;
  /** Shown value over the value of the frame, which has the units of sim-core/cell/frame.ts. */
  readonly factor: number;
  /** Narrowest scale ever shown, so that round-off at rest does not fill it. */
  readonly smallest: readonly [number, number];
  /** Colours by the root: a tip takes a hundred times the stress of the rest, a root of lithium ten times the fill. */
  readonly byRoot: boolean;
  /**
   * Share of the area (along the front: of the length) whose values the scale holds of itself, so that a peak which is as high
   * as the mesh is fine does not take the colours from all the rest; all of it where absent.
   */
  readonly held?: number;
  /** Words at both ends. */
  readonly ends?: readonly [string, string];
}

/** A unit, and how many of the scale's own unit make one of it. */
export interface ReadableUnit {
  readonly unit: string;
  readonly size: number;
}

/** Returns the unit in which a value of this size, given in the scale's own unit, is a short number. */
export function readableUnit({ unit, largerUnit }: Scale, size: number): ReadableUnit {
  return largerUnit === undefined || Math.abs(size) < 1000
    ? { unit, size: 1 }
    : { unit: largerUnit, size: 1000 };
}

/** Returns a value of the frame in words: three digits and the unit. */
export function describeValue(scale: Scale, value: number): string {
  const shown = value * scale.factor;
  const { unit, size } = readableUnit(scale, shown);
  return `${Number((shown / size).toPrecision(3))} ${unit}`;
}
