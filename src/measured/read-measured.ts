/** Reads what an instrument has written: by content, not by name; streaming, so that a large file never stands in memory. */
import { InputError } from "../../sim-core/index.ts";
import { type CollectedColumns, createRowCollector, type RowCollector } from "./collect-rows.ts";
import { countCycles, countSteps, phasesOf } from "./count-steps.ts";
import { settleSign } from "./current-sign.ts";
import { type Decoding, decodeSource, type MeasuredSource } from "./decode.ts";
import { addUpSteps, checkTestTime, type Elapsed } from "./elapsed-time.ts";
import { cellsOf, type Format, type TableStart } from "./format.ts";
import { formatNames, recogniseFormat } from "./formats/list.ts";
import { countHalfCycles } from "./half-cycles.ts";
import { questionMagnitudes } from "./magnitudes.ts";
import { type CellSize, type Plan, planColumns } from "./plan.ts";
import type { MeasuredCycling, Quantity } from "./record.ts";
import { createRowReader } from "./rows.ts";
import { readSidecar, type Sidecar } from "./sidecar.ts";

/** How far reading has come. */
export interface MeasuredProgress {
  /** Bytes, or characters of a source of text. */
  readonly read: number;
  readonly rows: number;
}

export interface ReadMeasuredOptions extends CellSize {
  /** What a positive current does in this file, against what its format says. */
  readonly positive?: "charge" | "discharge";
  /** What a test time that falls means: a mistake, or a test that was begun anew. "refuse" by itself. */
  readonly restarts?: "refuse" | "add";
  /** Text of NAME.meta.json, which live feeds write beside a file. */
  readonly sidecar?: string;
  /** Called once a piece. */
  readonly onProgress?: (progress: MeasuredProgress) => void;
}

/** Characters in which a table has to begin. */
const HEAD_LENGTH = 131072;

/**
 * Returns the measured cycling that `source` holds, a text or bytes in pieces. Throws InputError, which calls the file `name`:
 * for a format that is unknown, columns that are missing, units that are unknown, cells that are no numbers, and times that fall;
 * the problems of all rows at once, the first 10 one by one.
 */
export async function readMeasured(
  source: MeasuredSource,
  name: string,
  options: ReadMeasuredOptions = {},
): Promise<MeasuredCycling> {
  const decoding: Decoding = { encoding: "UTF-8", read: 0 };
  const sidecar = options.sidecar === undefined ? undefined : readSidecar(options.sidecar);
  let head = "";
  let reading: OpenTable | undefined;
  for await (const text of decodeSource(source, decoding)) {
    if (reading) {
      reading.rows.add(text);
    } else {
      head += text;
      if (head.length >= HEAD_LENGTH) reading = openTable(head, name, options);
    }
    options.onProgress?.({ read: decoding.read, rows: reading?.collector.rows() ?? 0 });
  }
  reading ??= openTable(head, name, options);
  const isDropped = reading.rows.end({ takeUnfinished: sidecar?.finalized !== false });
  const notes = [
    ...(decoding.encoding === "UTF-8" ? [] : [`The text is ${decoding.encoding}.`]),
    ...(sidecar?.finalized === false ? [growingNote(isDropped)] : []),
  ];
  options.onProgress?.({ read: decoding.read, rows: reading.collector.rows() });
  return completeRecord(name, reading, { options, notes, sidecar });
}

interface OpenTable {
  readonly format: Format;
  readonly table: TableStart;
  readonly plan: Plan;
  readonly size: CellSize;
  readonly decimalComma: boolean;
  readonly collector: RowCollector;
  readonly rows: ReturnType<typeof createRowReader>;
}

function openTable(head: string, name: string, { mass, area }: ReadMeasuredOptions): OpenTable {
  const lines = head.split(/\r\n|\n|\r/);
  const found = recogniseFormat({ lines });
  if (!found) {
    const first = lines.find((line) => line.trim() !== "")?.slice(0, 60);
    const got = first === undefined ? "no text" : `a text that begins with "${first}"`;
    throw new InputError([{ where: name, got, expected: `cycling data as ${formatNames.join(", ")}` }]);
  }
  const { format, table } = found;
  const size = {
    ...definedOf("mass", mass ?? table.mass),
    ...definedOf("area", area ?? table.area),
  };
  const plan = planColumns(name, format, table, size);
  const decimalComma = hasDecimalComma(lines.slice(table.firstRow, table.firstRow + SAMPLE), table.delimiter);
  const collector = createRowCollector({ name, table, plan, decimalComma });
  const rows = createRowReader({ delimiter: table.delimiter, decimalComma }, collector.take);
  rows.add(head.slice(startOfLine(head, table.firstRow)));
  return { format, table, plan, size, decimalComma, collector, rows };
}

/** Lines that tell how numbers are written. */
const SAMPLE = 50;

/** Whether a comma stands for the decimal point: some cell is one, and none has a point. */
function hasDecimalComma(lines: readonly string[], delimiter: string): boolean {
  if (delimiter === ",") return false;
  const cells = lines.flatMap((line) => cellsOf(line, delimiter));
  const isComma = cells.some((cell) => /^[-+]?\d+,\d+(e[-+]?\d+)?$/i.test(cell));
  return isComma && !cells.some((cell) => /^[-+]?[\d,]*\d\.\d+(e[-+]?\d+)?$/i.test(cell));
}

function startOfLine(text: string, line: number): number {
  const ends = /\r\n|\n|\r/g;
  for (let k = 0; k < line; k++) if (!ends.exec(text)) return text.length;
  return ends.lastIndex;
}

function growingNote(isDropped: boolean): string {
  const dropped = isDropped ? "; its last line, which has no end yet, was left out" : "";
  return `The file was still being written${dropped}.`;
}

interface Completion {
  readonly options: ReadMeasuredOptions;
  readonly notes: readonly string[];
  readonly sidecar: Sidecar | undefined;
}

function completeRecord(
  name: string,
  { format, table, plan, size, decimalComma, collector }: OpenTable,
  { options, notes, sidecar }: Completion,
): MeasuredCycling {
  const columns = collector.finish();
  const { numbers } = columns;
  if (columns.rows === 0)
    throw new InputError([{ where: name, got: "a table without rows", expected: "rows" }]);
  const elapsed = timeOf(name, columns, plan, options);
  const voltage = numbers.get("voltage") ?? new Float64Array(0);
  const current = numbers.get("current") ?? new Float64Array(0);
  const finding = settleSign({
    ...{ voltage, current, direction: numbers.get("state"), asked: options.positive, format },
  });
  const counted = countRows(current, columns);
  const parts = { time: elapsed.time, voltage, current, ...counted.parts, ...size };
  const temperature = numbers.get("temperature");
  const { largest } = countHalfCycles(parts);
  return {
    ...{ name, format: format.name, rows: columns.rows, ...parts },
    ...definedOf("chargeCapacity", numbers.get("chargeCapacity")),
    ...definedOf("dischargeCapacity", numbers.get("dischargeCapacity")),
    ...definedOf("capacity", numbers.get("capacity")),
    ...definedOf("temperature", temperature),
    others: columns.others,
    columns: plan.planned.map(({ label, quantity, unit, assumed }) => ({ label, quantity, unit, assumed })),
    sign: finding.sign,
    ...definedOf("instrument", table.instrument ?? sidecar?.instrument),
    ...definedOf("startedAt", table.startedAt ?? sidecar?.startedAt),
    notes: [
      ...(table.notes ?? []),
      ...notes,
      ...(decimalComma ? ["Numbers have a decimal comma."] : []),
      ...plan.notes,
      ...[...elapsed.notes, ...finding.notes, ...counted.notes],
    ],
    questions: [
      ...finding.questions,
      ...questionMagnitudes({ ...parts, ...definedOf("temperature", temperature) }, largest),
    ],
  };
}

function timeOf(
  name: string,
  { numbers }: CollectedColumns,
  { planned }: Plan,
  { restarts = "refuse" }: ReadMeasuredOptions,
): Elapsed {
  const labelOf = (own: Quantity): string => planned.find(({ quantity }) => quantity === own)?.label ?? "";
  const time = numbers.get("time");
  if (time) return checkTestTime(time, { name, label: labelOf("time"), restarts });
  return addUpSteps(numbers.get("stepTime") ?? new Float64Array(0), labelOf("stepTime"));
}

function countRows(current: Float64Array, { numbers }: CollectedColumns) {
  const phases = phasesOf(current);
  const [cycle, step] = [numbers.get("cycle"), numbers.get("step")];
  const parts = {
    cycle: cycle ? toWhole(cycle) : countCycles(phases),
    step: step ? toWhole(step) : countSteps(phases),
  };
  const missing = [...(cycle ? [] : ["cycles"]), ...(step ? [] : ["steps"])];
  const notes =
    missing.length === 0
      ? []
      : [`The file counts no ${missing.join(" and no ")}; they were counted from the current.`];
  return { parts, notes };
}

/** `Int32Array.from` takes ten times as long. */
function toWhole(values: Float64Array): Int32Array {
  const whole = new Int32Array(values.length);
  for (let row = 0; row < whole.length; row++) whole[row] = Math.round(values[row] ?? 0);
  return whole;
}

/** Returns the record with the one key, or none where the value is undefined. */
function definedOf<Key extends string, T>(key: Key, value: T | undefined): { readonly [K in Key]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: T };
}
