/** Cells become columns row by row; what is wrong is counted, and the first of it told with row and column. */
import { InputError, type InputProblem } from "../../sim-core/index.ts";
import { directionIn, isMissing, numberIn, secondsIn } from "./cells.ts";
import type { TableStart } from "./format.ts";
import { growNumbers, growOther } from "./growing-columns.ts";
import type { Plan, PlannedColumn } from "./plan.ts";
import type { OtherColumn, Quantity } from "./record.ts";

const MOST_TOLD = 10;

export interface CollectedColumns {
  readonly rows: number;
  /** In the units of the record; times as they stand in the file. */
  readonly numbers: ReadonlyMap<Quantity, Float64Array>;
  readonly others: readonly OtherColumn[];
}

export interface RowCollector {
  readonly take: (cells: readonly string[]) => void;
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
  const { labels, layers } = table;
  const refusals = createRefusals(name);
  const stores = plan.planned.map((column) => ({ column, store: growNumbers() }));
  const others = plan.kept.map((index) => ({ index, store: growOther(labels[index] ?? "") }));
  const directions = new Map<string, number>();
  let rows = 0;
  let line = table.firstRow;
  let cycleCell = "";
  let stepCell = "";
  let stateCell = "";
  const takeRecord = (cells: readonly string[]): void => {
    rows++;
    if (cells.length < labels.length && !isEmptyFrom(labels, cells.length)) {
      refusals.add(`row ${rows} (line ${line})`, `${cells.length} cells`, `${labels.length}`);
      return;
    }
    for (const { column, store } of stores) {
      const cell = cells[column.index] ?? "";
      const value =
        column.quantity === "state" ? directionOf(directions, cell) : convertCell(column, cell, decimalComma);
      store.push(value);
      if (value - value !== 0 && isWrong(column, cell))
        refusals.add(`row ${rows} (line ${line}), ${column.label}`, `"${cell}"`, expectedOf(column.quantity));
    }
    for (const { index, store } of others) {
      const cell = cells[index] ?? "";
      store.push(cell, numberIn(cell, decimalComma));
    }
  };
  return {
    take(cells) {
      line++;
      if (cells.length === 1 && cells[0]?.trim() === "") return;
      if (!layers) return takeRecord(cells);
      if ((cells[0] ?? "").trim() !== "") cycleCell = cells[0] ?? "";
      else if ((cells[1] ?? "").trim() !== "") {
        stepCell = cells[1] ?? "";
        stateCell = cells[layers.stateColumn] ?? "";
      } else if (cells.some((cell) => cell.trim() !== "")) {
        const isShort = cells.length < labels.length - (layers.stateColumn < 0 ? 0 : 1);
        const record = [
          cycleCell,
          stepCell,
          ...cells.slice(2, labels.length - (layers.stateColumn < 0 ? 0 : 1)),
        ];
        takeRecord(isShort || layers.stateColumn < 0 ? record : [...record, stateCell]);
      }
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

function convertCell(column: PlannedColumn, cell: string, decimalComma: boolean): number {
  const { quantity, factor, offset } = column;
  const value = numberIn(cell, decimalComma);
  if ((quantity === "time" || quantity === "stepTime") && Number.isNaN(value)) return secondsIn(cell);
  return offset === 0 ? value * factor : value * factor + offset;
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
