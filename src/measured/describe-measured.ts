/** What was understood of a measured file, for a person to look at before anything is made of it. */
import { countHalfCycles } from "./half-cycles.ts";
import { rangeOf, shortNumber } from "./magnitudes.ts";
import { describeQuantity } from "./plan.ts";
import type { MeasuredCycling, Quantity } from "./record.ts";

/** Ends of what a quantity of a file goes through. */
export interface QuantityRange {
  readonly quantity: Quantity;
  /** In words, with the unit of the record. */
  readonly name: string;
  readonly unit: string;
  readonly least: number;
  readonly largest: number;
}

/** What was understood of a file, for a person to agree with before it is used. */
export interface MeasuredPreview {
  readonly name: string;
  readonly format: string;
  readonly instrument?: string;
  readonly startedAt?: string;
  readonly rows: number;
  readonly cycles: number;
  readonly firstCycle: number;
  readonly lastCycle: number;
  readonly charges: number;
  readonly discharges: number;
  /** s */
  readonly duration: number;
  readonly ranges: readonly QuantityRange[];
  /** A sentence a column: its label, what it is, its unit in the file. */
  readonly columns: readonly string[];
  /** Labels of what is kept but not used. */
  readonly kept: readonly string[];
  /** A sentence on which way a positive current flows in the file, and how that is known. */
  readonly sign: string;
  /** mg and cm2, where they are known. */
  readonly massMilligrams?: number;
  readonly areaSquareCentimetres?: number;
  readonly notes: readonly string[];
  readonly questions: readonly string[];
}

/** Returns what was understood. */
export function describeMeasured(record: MeasuredCycling): MeasuredPreview {
  const { name, format, instrument, startedAt, rows, time, cycle, mass, area } = record;
  const [firstCycle = 0, lastCycle = 0] = rangeOf(cycle) ?? [];
  const { charges, discharges } = countHalfCycles(record);
  return {
    ...{ name, format, rows, firstCycle, lastCycle },
    ...(instrument !== undefined && { instrument }),
    ...(startedAt !== undefined && { startedAt }),
    cycles: new Set(cycle).size,
    ...{ charges, discharges },
    duration: (time.at(-1) ?? 0) - (time[0] ?? 0),
    ranges: listRanges(record),
    columns: record.columns.map(({ label, quantity, unit, assumed }) => {
      const told = unit === "" ? "" : ` in ${unit}${assumed ? ", which is assumed" : ""}`;
      return `"${label}": ${describeQuantity(quantity)}${told}`;
    }),
    kept: record.others.map(({ label }) => label),
    sign: describeSign(record),
    ...(mass !== undefined && { massMilligrams: mass * 1e6 }),
    ...(area !== undefined && { areaSquareCentimetres: area * 1e4 }),
    ...{ notes: record.notes, questions: record.questions },
  };
}

function listRanges(record: MeasuredCycling): QuantityRange[] {
  const columns: readonly (readonly [Quantity, ArrayLike<number> | undefined, string])[] = [
    ["time", record.time, "s"],
    ["voltage", record.voltage, "V"],
    ["current", record.current, "A"],
    ["chargeCapacity", record.chargeCapacity, "Ah"],
    ["dischargeCapacity", record.dischargeCapacity, "Ah"],
    ["capacity", record.capacity, "Ah"],
    ["temperature", record.temperature, "degC"],
  ];
  return columns.flatMap(([quantity, values, unit]) => {
    const range = values && rangeOf(values);
    return range
      ? [{ quantity, name: describeQuantity(quantity), unit, least: range[0], largest: range[1] }]
      : [];
  });
}

const SOURCES = {
  "asked for": "as was asked for",
  format: "as the format has it",
  state: "by the state of the step",
  voltage: "as the voltage tells",
  assumed: "which is assumed",
} as const;

function describeSign({ sign: { positive, from, agreement } }: MeasuredCycling): string {
  const way =
    positive === "unsigned"
      ? "Currents have no sign in the file"
      : `A positive current is a ${positive} in the file`;
  const share = agreement === null ? "the voltage says nothing of it" : agreementWords(agreement);
  return `${way}, ${SOURCES[from]}; ${share}.`;
}

function agreementWords(agreement: number): string {
  const percent = Math.round(50 * (1 + agreement));
  return `${percent} % of the voltage's movement under current agrees`;
}

/** Returns the preview as lines of text. */
export function printMeasured(preview: MeasuredPreview): string[] {
  const { name, format, instrument, startedAt, rows, cycles, charges, discharges, duration } = preview;
  const count = (amount: number, word: string): string => `${amount} ${word}${amount === 1 ? "" : "s"}`;
  const origin = [instrument, startedAt && `begun ${startedAt}`].filter(Boolean).join(", ");
  const numbers = cycles === 1 ? "" : ` (${preview.firstCycle} to ${preview.lastCycle})`;
  const size = [
    preview.massMilligrams !== undefined && `${shortNumber(preview.massMilligrams)} mg of active material`,
    preview.areaSquareCentimetres !== undefined && `${shortNumber(preview.areaSquareCentimetres)} cm2`,
  ].filter(Boolean);
  return [
    `${name}: ${format}${origin === "" ? "" : ` (${origin})`}`,
    `${count(rows, "row")}, ${count(cycles, "cycle")}${numbers}, ${count(charges, "charge")}, ${count(discharges, "discharge")}, ${shortNumber(duration / 3600)} h`,
    ...(size.length === 0 ? [] : [size.join(", ")]),
    ...preview.ranges.map(
      ({ name: own, least, largest, unit }) =>
        `${capitalise(own)}: ${shortNumber(least)} to ${shortNumber(largest)} ${unit}`,
    ),
    ...preview.columns,
    ...(preview.kept.length === 0
      ? []
      : [`Kept as they are: ${preview.kept.map((label) => `"${label}"`).join(", ")}`]),
    preview.sign,
    ...preview.notes,
    ...preview.questions.map((question) => `Question: ${question}`),
  ];
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
