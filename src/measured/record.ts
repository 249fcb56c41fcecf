/** What was measured on a cell, in one shape whatever instrument wrote it. Everything is SI besides Ah and degC. */

/** What a column of a measured file may tell. */
export type Quantity =
  | "time"
  | "stepTime"
  | "voltage"
  | "current"
  | "cycle"
  | "step"
  | "chargeCapacity"
  | "dischargeCapacity"
  | "capacity"
  | "temperature"
  | "state";

/** How one column was understood. */
export interface UnderstoodColumn {
  /** As it stands in the file. */
  readonly label: string;
  readonly quantity: Quantity;
  /** Unit in the file; empty for what is counted or named. */
  readonly unit: string;
  /** True where the file does not tell the unit. */
  readonly assumed: boolean;
}

/** Texts of a column, one behind the other. */
export interface TextColumn {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** [row] end of the row's text in `bytes`. */
  readonly ends: Uint32Array;
}

/** A column that nothing here uses, kept under its own name. */
export interface OtherColumn {
  readonly label: string;
  /** [row] as in the file, without conversion; NaN where the cell is empty. */
  readonly numbers?: Float64Array;
  /** Where not all cells are numbers. */
  readonly texts?: TextColumn;
}

/** What says which way a positive current flows. */
export interface CurrentSign {
  /** In the file; the record's positive currents charge in any case. */
  readonly positive: "charge" | "discharge" | "unsigned";
  /** What that is taken from. */
  readonly from: "asked for" | "format" | "state" | "voltage" | "assumed";
  /**
   * From -1 to 1: share of the movement of the voltage under current that goes with the sign in the record; null where the
   * voltage never moved under current.
   */
  readonly agreement: number | null;
}

/** Measured cycling of one cell; all arrays have one entry a row. */
export interface MeasuredCycling {
  /** Name of the file. */
  readonly name: string;
  /** Name of the format, such as "BioLogic .mpt". */
  readonly format: string;
  readonly rows: number;
  /** s, never falling. */
  readonly time: Float64Array;
  /** V */
  readonly voltage: Float64Array;
  /** A; positive currents charge. */
  readonly current: Float64Array;
  /** Number of the cycle and of the step, from the file or counted here. */
  readonly cycle: Int32Array;
  readonly step: Int32Array;
  /** Ah as the instrument counts them; absent where it does not. */
  readonly chargeCapacity?: Float64Array;
  readonly dischargeCapacity?: Float64Array;
  readonly capacity?: Float64Array;
  /** degC; NaN where a cell is empty. */
  readonly temperature?: Float64Array;
  readonly others: readonly OtherColumn[];
  readonly columns: readonly UnderstoodColumn[];
  readonly sign: CurrentSign;
  /** kg of active material and m2 of the cell, where they were given or stand in the file. */
  readonly mass?: number;
  readonly area?: number;
  /** Device and start as the file tells them. */
  readonly instrument?: string;
  readonly startedAt?: string;
  /** What was converted, added up, counted or assumed, in sentences. */
  readonly notes: readonly string[];
  /** What a person should look at before anything is used. */
  readonly questions: readonly string[];
}

/** Returns the text of one row. */
export function textAt({ bytes, ends }: TextColumn, row: number): string {
  return new TextDecoder().decode(bytes.subarray(row === 0 ? 0 : (ends[row - 1] ?? 0), ends[row]));
}
