/** What the summary of a run takes from all of its time, as a checkpoint keeps it: exact, and in the order of the summary. */
import { type CycleSummary, InputError, type KernelForm, type RunEvent } from "../../sim-core/index.ts";
import type { TableMark } from "./table-file.ts";

export interface RunHistory {
  readonly cycles: CycleSummary[];
  readonly notices: string[];
  readonly events: RunEvent[];
  /** Time steps, the start counted too. */
  samples: number;
  /** Of the processes before this one, s. */
  readonly wallSeconds: number;
  /** Kernel of the process before this one. */
  readonly kernel: KernelForm;
}

export interface RunMarks {
  readonly history: RunHistory;
  /** How far the tables had been written, by name of the file. */
  readonly tables: Readonly<Record<string, TableMark>>;
}

/** To be raised with every change that older programs cannot read. */
const RECORD_FORMAT = 1;

/** Returns the bytes that stand in a checkpoint beside the run. */
export function writeMarks(marks: RunMarks): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ format: RECORD_FORMAT, ...marks }));
}

/** Returns what was written; throws InputError where a checkpoint called `name` does not have it, as one of the page. */
export function readMarks(checkpoint: unknown, name: string): RunMarks {
  const { record } = (checkpoint ?? {}) as { readonly record?: unknown };
  const refuse = (got: string, expected: string): never => {
    throw new InputError([{ where: name, got, expected }]);
  };
  if (!(record instanceof Uint8Array))
    return refuse(
      "a checkpoint without tables, such as one of the page",
      "one of `fluxtwin run`; as a file, with --out, it can be gone on from",
    );
  try {
    const { format, history, tables } = JSON.parse(new TextDecoder().decode(record));
    if (format !== RECORD_FORMAT) return refuse(`records of format ${format}`, `format ${RECORD_FORMAT}`);
    if (Array.isArray(history.cycles) && Array.isArray(history.events) && Array.isArray(history.notices))
      return { history, tables };
  } catch (error) {
    if (error instanceof InputError) throw error;
  }
  return refuse("records that cannot be read", "those of a run");
}
