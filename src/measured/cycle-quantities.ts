/** Quantities of each measured cycle, by the names of the product's cycles.csv; per cm2 where the area is known, else of the cell. */
import { type Column, formatTable } from "../io/csv.ts";
import { phasesOf } from "./count-steps.ts";
import { chargeMoved } from "./half-cycles.ts";
import type { MeasuredCycling } from "./record.ts";

/** One cycle; capacities in mAh and energies in mWh, of the cell or per cm2 of it. */
export interface MeasuredCycle {
  readonly cycle: number;
  /** s */
  readonly start: number;
  readonly duration: number;
  readonly chargeCapacity: number;
  readonly dischargeCapacity: number;
  readonly chargeEnergy: number;
  readonly dischargeEnergy: number;
  /** V at the end of the last rest after a charge, and after a discharge; null without one. */
  readonly restVoltageCharged: number | null;
  readonly restVoltageDischarged: number | null;
  /** Discharge capacity over that of the reference cycle; null before that. */
  readonly retention: number | null;
  /** Discharge capacity over the charge put in since the last discharge of an earlier cycle; null without either. */
  readonly coulombicEfficiency: number | null;
  /** V, mean over the charge moved; null where none was. */
  readonly meanChargeVoltage: number | null;
  readonly meanDischargeVoltage: number | null;
}

/** Cycles of a measured cell, and what their capacities and energies are of: a cm2 of it, or all of it. */
export interface MeasuredCycles {
  readonly per: "cm2" | "cell";
  readonly cycles: readonly MeasuredCycle[];
}

/** Share of the charge put in that a discharge has to give back to count as the reference. */
const FULL_SHARE = 0.5;

interface Sums {
  readonly cycle: number;
  start: number;
  end: number;
  charged: number;
  discharged: number;
  chargedEnergy: number;
  dischargedEnergy: number;
  restCharged: number | null;
  restDischarged: number | null;
  /** Ah charged since the last discharge of an earlier cycle. */
  putIn: number;
}

/**
 * Returns the cycles by their numbers in the file, in the order in which they first stand there. The cycle `reference`, or by
 * itself the first one that gave back at least half of what was put in, has full retention.
 */
export function measureCycles(
  record: MeasuredCycling,
  { reference }: { readonly reference?: number } = {},
): MeasuredCycles {
  const sums = sumCycles(record);
  const scale = record.area === undefined ? 1e3 : 1e3 / (record.area * 1e4);
  const isReference = ({ cycle, discharged, putIn }: Sums): boolean =>
    reference === undefined
      ? discharged > 0 && putIn > 0 && discharged >= FULL_SHARE * putIn
      : cycle === reference;
  let full: number | null = null;
  const cycles = sums.map((own): MeasuredCycle => {
    const { charged, discharged, chargedEnergy, dischargedEnergy, putIn } = own;
    if (full === null && isReference(own)) full = discharged;
    return {
      cycle: own.cycle,
      start: own.start,
      duration: own.end - own.start,
      chargeCapacity: charged * scale,
      dischargeCapacity: discharged * scale,
      chargeEnergy: chargedEnergy * scale,
      dischargeEnergy: dischargedEnergy * scale,
      restVoltageCharged: own.restCharged,
      restVoltageDischarged: own.restDischarged,
      retention: full === null || full === 0 || discharged === 0 ? null : discharged / full,
      coulombicEfficiency: discharged > 0 && putIn > 0 ? discharged / putIn : null,
      meanChargeVoltage: charged > 0 ? chargedEnergy / charged : null,
      meanDischargeVoltage: discharged > 0 ? dischargedEnergy / discharged : null,
    };
  });
  return { per: record.area === undefined ? "cell" : "cm2", cycles };
}

function sumCycles(record: MeasuredCycling): Sums[] {
  const { time, voltage, cycle, current, rows, step } = record;
  const moved = chargeMoved(record);
  const phases = phasesOf(current);
  const found = new Map<number, Sums>();
  let putIn = 0;
  let before = 0;
  for (let row = 0; row < rows; row++) {
    const own =
      found.get(cycle[row] ?? 0) ?? beginCycle(found, { cycle: cycle[row] ?? 0, start: time[row] ?? 0 });
    const phase = phases[row] ?? 0;
    const charge = moved[row] ?? 0;
    const isSame = step[row] === step[row - 1] && phase === phases[row - 1];
    const volts = isSame ? ((voltage[row] ?? 0) + (voltage[row - 1] ?? 0)) / 2 : (voltage[row] ?? 0);
    own.end = time[row] ?? 0;
    if (phase > 0) {
      if (before < 0) putIn = 0;
      putIn += charge;
      own.charged += charge;
      own.chargedEnergy += charge * volts;
    } else if (phase < 0) {
      own.discharged -= charge;
      own.dischargedEnergy -= charge * volts;
      own.putIn = putIn;
    } else if (before > 0) {
      own.restCharged = voltage[row] ?? null;
    } else if (before < 0) {
      own.restDischarged = voltage[row] ?? null;
    }
    if (phase !== 0) before = phase;
  }
  return [...found.values()];
}

function beginCycle(
  found: Map<number, Sums>,
  { cycle, start }: { readonly cycle: number; readonly start: number },
): Sums {
  const sums: Sums = {
    ...{ cycle, start, end: start, charged: 0, discharged: 0, chargedEnergy: 0, dischargedEnergy: 0 },
    ...{ restCharged: null, restDischarged: null, putIn: 0 },
  };
  found.set(cycle, sums);
  return sums;
}

/** Returns the table as CSV. */
export function formatMeasuredCycles({ per, cycles }: MeasuredCycles): string {
  const suffix = per === "cm2" ? "_cm2" : "";
  const real = (label: string, key: keyof MeasuredCycle): Column<MeasuredCycle> => ({
    ...{ label, kind: "real" },
    value: (row) => row[key],
  });
  const columns: readonly Column<MeasuredCycle>[] = [
    { label: "cycle", kind: "whole", value: ({ cycle }) => cycle },
    real("start_s", "start"),
    real("duration_s", "duration"),
    real(`chargeCapacity_mAh${suffix}`, "chargeCapacity"),
    real(`dischargeCapacity_mAh${suffix}`, "dischargeCapacity"),
    real(`chargeEnergy_mWh${suffix}`, "chargeEnergy"),
    real(`dischargeEnergy_mWh${suffix}`, "dischargeEnergy"),
    real("restVoltageCharged_V", "restVoltageCharged"),
    real("restVoltageDischarged_V", "restVoltageDischarged"),
    real("retention", "retention"),
    real("coulombicEfficiency", "coulombicEfficiency"),
    real("meanChargeVoltage_V", "meanChargeVoltage"),
    real("meanDischargeVoltage_V", "meanDischargeVoltage"),
  ];
  return formatTable(columns, cycles);
}
