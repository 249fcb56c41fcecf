/** Both cells, what they were set to and what was recorded of them, as one file, and back. */
import { type CycleSummary, InputError } from "../../../../sim-core/index.ts";
import type { CheckpointFile } from "../../engine/messages.ts";
import type { AppState } from "../app-state.ts";
import type { Notices } from "../notices.ts";
import { NO_PAST, type Past } from "../recorder.ts";
import type { DecodedState } from "../url-state.ts";
import type { Files } from "./cell-files.ts";

export interface ExperimentParts {
  readonly files: Files;
  readonly notices$: Notices;
  readonly pastOf: (cell: 0 | 1) => Past;
  /** The query of the present state, and back. */
  readonly encode: () => string;
  readonly decode: (query: string) => DecodedState;
  /** Takes the state for that of the page, whose cells `begin` builds. */
  readonly adopt: (state: AppState, begin: (cell: 0 | 1) => void) => void;
  /** Of each cell, for who reads the file without the page. */
  readonly commands: () => readonly [string, string];
}

export interface Experiments {
  /** Resolves with the file once both cells have answered. */
  save(): Promise<CheckpointFile>;
  /**
   * Brings everything back, paused, and resolves with true once the cells are being built; a notice says so where that
   * cannot be. The cells are called by `names`, or else after the file.
   */
  open(file: CheckpointFile, names?: readonly [string, string]): Promise<boolean>;
  /** Finished cycles of a cell that the page knows of, oldest first. */
  cyclesOf(cell: 0 | 1): readonly CycleSummary[];
}

export function createExperiments(parts: ExperimentParts): Experiments {
  const { files, notices$, pastOf } = parts;
  const cyclesOf = (cell: 0 | 1): readonly CycleSummary[] => pastOf(cell).history.cycles;
  return {
    cyclesOf,
    async save() {
      const { writeExperimentBundle } = await import("../../../io/experiment-bundle.ts");
      const [a, b] = await files.collect();
      const cellOf = (file: CheckpointFile, cell: 0 | 1) => ({
        checkpoint: file.bytes,
        cycles: cyclesOf(cell),
      });
      const bundle = { query: parts.encode(), cells: [cellOf(a, 0), cellOf(b, 1)] as const };
      const name = `${a.name.replace(/\.flux$/, "")}-and-${b.name}`.replace(/\.flux$/, ".zip");
      return { name, bytes: writeExperimentBundle(bundle, describe(parts.commands())) };
    },
    async open(file, names) {
      const { readCheckpoint } = await import("../../../io/checkpoint.ts");
      const { readExperimentBundle } = await import("../../../io/experiment-bundle.ts");
      try {
        const { query, cells } = readExperimentBundle(file.bytes, file.name);
        const checkpoints = cells.map(({ checkpoint }, cell) => {
          const name = names?.[cell] ?? `${file.name}, cell ${"AB"[cell]}`;
          // Before the cells on the page are given up.
          readCheckpoint(checkpoint, name);
          return { name, bytes: checkpoint };
        });
        const { state, notices } = parts.decode(query);
        parts.adopt({ ...state, playing: false }, (cell) => {
          const past = { ...NO_PAST, history: { ...NO_PAST.history, cycles: cells[cell].cycles } };
          files.beginFrom(cell, checkpoints[cell]!, past);
        });
        const lost = notices.length === 0 ? "" : ` Not understood: ${notices.join(", ")}.`;
        notices$.next({ words: `${file.name} was opened.${lost}`, lasting: lost !== "" });
        return true;
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        notices$.next({ words: `That file was not opened. ${error.message}`, lasting: true });
        return false;
      }
    },
  };
}

function describe([a, b]: readonly [string, string]): string {
  return [
    "An experiment of fluxtwin: two cells as they stood, what they were set to, and their cycles as CSV.",
    "",
    "Drop this file on the page, and everything is there again. The terminal program goes on with one cell by",
    "  npm run -s fluxtwin -- resume cell-A.flux --out FOLDER",
    "and solves the runs from their beginnings, to the same bytes, by",
    `  A: ${a}`,
    `  B: ${b}`,
    "",
  ].join("\n");
}
