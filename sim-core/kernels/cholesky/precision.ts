/** What the numbers of a factorisation are stored and multiplied in; single takes half the memory and the time. */
export type Precision = "single" | "double";

export type Numbers = Float64Array | Float32Array;

/** A pivot below this part of the matrix's own diagonal has no correct digit left: 64 units of the last one. */
export const PIVOT_TOLERANCE: Readonly<Record<Precision, number>> = {
  single: 1 / 0x2_0000,
  double: 1 / 0x4000_0000_0000,
};
