/** Cells become columns row by row; what is wrong is counted, and the first of it told with row and column. */
import { InputError, type InputProblem } from "../../sim-core/index.ts";
import { directionIn, isMissing, secondsIn } from "./cells.ts";
import type { TableStart } from "./format.ts";
import { type GrowingNumbers, growNumbers, growOther } from "./growing-columns.ts";
import type { Plan, PlannedColumn } from "./plan.ts";
import type { OtherColumn, Quantity } from "./record.ts";
import { type Row, rowOf } from "./rows.ts";

const MOST_TOLD = 10;

export interface CollectedColumns {
  readonly rows: number;
  /** In the units of the record; times as they stand in the file. */
  readonly numbers: ReadonlyMap<Quantity, Float64Array>;
  readonly others: readonly OtherColumn[];
}

export interface RowCollector {
  readonly take: (row: Row) => void;
  readonly rows: () => number;
  /** Gives the columns; throws InputError where a cell was wrong, all problems at once, the first 10 one by one. */
  readonly finish: () => CollectedColumns;
}

interface Wishes {
  readonly name: string;
  readonly table: TableStart;
  readonly plan: Plan;
  readonly decimalComma: boolean;
}

/** Without one of these a row says nothing. */
const NEEDED: readonly Quantity[] = ["time", "stepTime", "voltage", "current"];
/** What counts rows that belong together. */
const COUNTED: readonly Quantity[] = ["cycle", "step"];

export function createRowCollector({ name, table, plan, decimalComma }: Wishes): RowCollector {
  const { labels } = table;
  const refusals = createRefusals(name);
  const stores = plan.planned.map((column) => ({ column, store: growNumbers() }));
  const others = plan.kept.map((index) => ({ index, store: growOther(labels[index] ?? "") }));
  const readCell = createCellReader();
  let rows = 0;
  let line = table.firstRow;
  const takeRecord = (row: Row): void => {
    rows++;
    if (row.isTorn) {
      refusals.add(`row ${rows} (line ${line})`, "a quote without its partner", "quotes in pairs");
      return;
    }
    if (row.length() < labels.length && !isEmptyFrom(labels, row.length())) {
      refusals.add(`row ${rows} (line ${line})`, `${row.length()} cells`, `${labels.length}`);
      return;
    }
    for (const { column, store } of stores) {
      store.makeRoom();
      readCell(row, column, store);
      const value = store.block[store.filled] ?? Number.NaN;
      store.filled++;
      if (value - value !== 0) judge(row, column);
    }
    for (const { index, store } of others) store.push(row, index);
  };
  const judge = (row: Row, column: PlannedColumn): void => {
    const cell = row.text(column.index);
    if (!isWrong(column, cell)) return;
    refusals.add(`row ${rows} (line ${line}), ${column.label}`, `"${cell}"`, expectedOf(column.quantity));
  };
  const layer = createLayers(table, decimalComma);
  return {
    take(row) {
      line++;
      if (row.length() === 1 && row.text(0).trim() === "") return;
      const record = layer ? layer(row) : row;
      if (record) takeRecord(record);
    },
    rows: () => rows,
    finish() {
      refusals.settle();
      const numbers = new Map(stores.map(({ column, store }) => [column.quantity, store.finish()]));
      return { rows, numbers, others: others.map(({ store }) => store.finish()) };
    },
  };
}

/** Whether only columns without a name are missing: some programs end a line with a delimiter. */
function isEmptyFrom(labels: readonly string[], from: number): boolean {
  return labels.slice(from).every((label) => label === "");
}

/** What turns a row of a layered table into that of a record, with its cycle, step and state; undefined for other rows. */
function createLayers(
  { labels, layers }: TableStart,
  decimalComma: boolean,
): ((row: Row) => Row | undefined) | undefined {
  if (!layers) return undefined;
  const { stateColumn } = layers;
  const own = labels.length - (stateColumn < 0 ? 0 : 1);
  let [cycle, step, state] = ["", "", ""];
  return (row) => {
    const cells = Array.from({ length: row.length() }, (_, k) => row.text(k));
    if ((cells[0] ?? "").trim() !== "") {
      cycle = cells[0] ?? "";
    } else if ((cells[1] ?? "").trim() !== "") {
      step = cells[1] ?? "";
      state = cells[stateColumn] ?? "";
    } else if (cells.some((cell) => cell.trim() !== "")) {
      const record = [cycle, step, ...cells.slice(2, own)];
      return rowOf(cells.length < own || stateColumn < 0 ? record : [...record, state], decimalComma);
    }
    return undefined;
  };
}

function createCellReader(): (row: Row, column: PlannedColumn, store: GrowingNumbers) => void {
  const directions = new Map<string, number>();
  return (row, { quantity, index, factor, offset }, store) => {
    const { block, filled } = store;
    if (quantity === "state") {
      block[filled] = directionOf(directions, row.text(index));
      return;
    }
    row.number(index, store);
    const value = block[filled] ?? Number.NaN;
    const isTime = quantity === "time" || quantity === "stepTime";
    block[filled] = isTime && Number.isNaN(value) ? secondsIn(row.text(index)) : value * factor + offset;
  };
}

function directionOf(known: Map<string, number>, cell: string): number {
  const found = known.get(cell);
  if (found !== undefined) return found;
  const direction = directionIn(cell) ?? Number.NaN;
  known.set(cell, direction);
  return direction;
}

/** Whether a cell that gave no number is a mistake: needed ones have to be there, others at least empty. */
function isWrong({ quantity }: PlannedColumn, cell: string): boolean {
  if (quantity === "state") return false;
  return NEEDED.includes(quantity) || COUNTED.includes(quantity) || !isMissing(cell);
}

function expectedOf(quantity: Quantity): string {
  return NEEDED.includes(quantity) || COUNTED.includes(quantity) ? "a number" : "a number or nothing";
}

/** Keeps the first problems and counts the rest, however many there are. */
function createRefusals(name: string) {
  const told: InputProblem[] = [];
  let count = 0;
  return {
    add(where: string, got: string, expected: string): void {
      count++;
      if (told.length < MOST_TOLD) told.push({ where: `${name}, ${where}`, got: shorten(got), expected });
    },
    settle(): void {
      if (count === 0) return;
      const more = count - told.length;
      const rest = {
        where: name,
        got: `${more} more ${more === 1 ? "problem" : "problems"} like these`,
        expected: "none",
      };
      throw new InputError(more > 0 ? [...told, rest] : told);
    },
  };
}

const LONGEST = 60;

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}..."`;
}
