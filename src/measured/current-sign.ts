/** Which way a positive current flows: what the format says, held against the voltage, which rises while a cell is charged. */
import type { CurrentSign } from "./record.ts";

export interface SignEvidence {
  /** V, A as in the file. */
  readonly voltage: Float64Array;
  readonly current: Float64Array;
  /** [row] 1, -1 or 0, NaN where the file does not say. */
  readonly direction: Float64Array | undefined;
  readonly asked: "charge" | "discharge" | undefined;
  readonly format: { readonly name: string; readonly positive: "charge" | "discharge" | "unsaid" };
}

export interface SignFinding {
  readonly sign: CurrentSign;
  readonly notes: readonly string[];
  readonly questions: readonly string[];
}

/** Share of the voltage's movement that has to agree for the voltage alone to decide. */
const CLEAR = 0.5;

/** Makes positive currents charge, in place, and returns what that was taken from. */
export function settleSign(evidence: SignEvidence): SignFinding {
  const { voltage, current, direction, asked, format } = evidence;
  if (asked !== undefined) return settle(evidence, asked, "asked for", []);
  if (direction && isUnsigned(current, direction)) {
    for (let row = 0; row < current.length; row++)
      if (direction[row] === -1) current[row] = -Math.abs(current[row] ?? 0);
    const notes = ["The current has no sign in the file; it was given the one of the step's state."];
    return {
      ...doubt({ positive: "unsigned", from: "state", agreement: agreementOf(voltage, current) }),
      notes,
    };
  }
  if (format.positive !== "unsaid") return settle(evidence, format.positive, "format", []);
  const agreement = agreementOf(voltage, current);
  if (agreement === null || Math.abs(agreement) < CLEAR) {
    const words = [
      "The file does not say which way a positive current flows, and its voltage does not tell; charge is assumed.",
    ];
    return settle(evidence, "charge", "assumed", words);
  }
  return settle(evidence, agreement > 0 ? "charge" : "discharge", "voltage", []);
}

function settle(
  { voltage, current }: SignEvidence,
  positive: "charge" | "discharge",
  from: CurrentSign["from"],
  questions: readonly string[],
): SignFinding {
  if (positive === "discharge")
    for (let row = 0; row < current.length; row++) current[row] = 0 - (current[row] ?? 0);
  const doubted = doubt({ positive, from, agreement: agreementOf(voltage, current) });
  const notes = from === "voltage" ? [`A positive current is a ${positive}, as the voltage tells.`] : [];
  return { ...doubted, notes, questions: [...questions, ...doubted.questions] };
}

function doubt(sign: CurrentSign): { readonly sign: CurrentSign; readonly questions: readonly string[] } {
  const { agreement, from } = sign;
  if (agreement === null || agreement > -CLEAR) return { sign, questions: [] };
  const question =
    "The voltage falls while the cell is charged and rises while it is discharged: is the sign of the current the other way round" +
    `${from === "asked for" ? "?" : " (--positive charge or --positive discharge settles it)?"}`;
  return { sign, questions: [question] };
}

function isUnsigned(current: Float64Array, direction: Float64Array): boolean {
  let isDischarged = false;
  for (let row = 0; row < current.length; row++) {
    if ((current[row] ?? 0) < 0) return false;
    isDischarged ||= direction[row] === -1 && (current[row] ?? 0) > 0;
  }
  return isDischarged;
}

/**
 * Returns, from -1 to 1, how far the voltage went with the current over each stretch of one sign, as a share of how far it
 * went at all: 1 where each charge raises it and each discharge lowers it. Null where it went nowhere.
 */
export function agreementOf(voltage: ArrayLike<number>, current: ArrayLike<number>): number | null {
  let along = 0;
  let moved = 0;
  let start = 0;
  for (let row = 1; row <= current.length; row++) {
    const sign = Math.sign(current[start] ?? 0);
    if (row < current.length && Math.sign(current[row] ?? 0) === sign) continue;
    const rise = (voltage[row - 1] ?? 0) - (voltage[start] ?? 0);
    along += sign * rise;
    moved += Math.abs(sign * rise);
    start = row;
  }
  return moved === 0 ? null : along / moved;
}
