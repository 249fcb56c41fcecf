/** Which state an instrument has looked at, in words. */
import type { MeasuredState } from "../engine/instrument-messages.ts";
import { describePhase, describeTime } from "./sentences.ts";

/** Returns a sentence such as "Cycle 3, charging, 3.912 V, at 5 h 12 min; 2 cycles finished." */
export function describeMeasured({ cycles, cycle, phase, voltage, time_s }: MeasuredState): string {
  const finished = `${cycles === 0 ? "no" : cycles} ${cycles === 1 ? "cycle" : "cycles"} finished`;
  const where = `${describePhase(phase).toLowerCase()}, ${voltage.toFixed(3)} V, at ${describeTime(time_s)}`;
  return `Cycle ${cycle}, ${where}; ${finished}.`;
}
