/** A measured cell as what lies over the charts. */
import { measureCycles } from "../../measured/cycle-quantities.ts";
import { halfCyclesOf } from "../../measured/half-cycles.ts";
import type { MeasuredCycling } from "../../measured/record.ts";
import { sampleRows } from "./chart-data.ts";
import type { OverlaidCell } from "./overlays.ts";

/** Points of a half-cycle that are drawn, and half-cycles that are kept: the first and the last ones, the others evenly. */
const MOST_POINTS = 400;
const MOST_HALF_CYCLES = 600;
/** mAh of an Ah; cm2 of a m2. */
const [MILLI, SQUARE_CENTIMETRES] = [1e3, 1e4] as const;

/**
 * Returns the cell with its curves over mAh/cm2 where its area is known, and without them where it is not: capacities of cells
 * of another size cannot be laid over these.
 */
export function overlayOfMeasured(record: MeasuredCycling): OverlaidCell {
  const { cycles } = measureCycles(record);
  const summaries = cycles.map(({ cycle, retention, coulombicEfficiency }) => ({
    ...{ cycle, retention, coulombicEfficiency },
  }));
  return {
    name: record.name,
    halfCycles: drawHalfCycles(record),
    cycles: { from: "measurement", summaries },
  };
}

function drawHalfCycles(record: MeasuredCycling): OverlaidCell["halfCycles"] {
  if (record.area === undefined) return [];
  const scale = MILLI / (record.area * SQUARE_CENTIMETRES);
  const all = halfCyclesOf(record);
  return sampleRows(all.length, MOST_HALF_CYCLES).flatMap((k) => {
    const half = all[k];
    if (half === undefined) return [];
    const points = sampleRows(half.capacity.length, MOST_POINTS);
    const start = record.time[half.rows[0] ?? 0] ?? 0;
    return [
      {
        cycle: half.cycle,
        phase: half.phase,
        capacity: points.map((point) => scale * (half.capacity[point] ?? 0)),
        voltage: points.map((point) => half.voltage[point] ?? 0),
        time: points.map((point) => start + (half.time[point] ?? 0)),
      },
    ];
  });
}
