/**
 * An experiment as one zip file: both cells as they stand, what the page was set to, what it had recorded, and tables that
 * other programs read. The page opens it again; the terminal program goes on with either checkpoint of it.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { type CycleSummary, InputError } from "../../sim-core/index.ts";
import { formatCycleTable, isCycleTable } from "./cycle-table.ts";

/** Of one cell. */
export interface BundledCell {
  /** A checkpoint file. */
  readonly checkpoint: Uint8Array;
  readonly cycles: readonly CycleSummary[];
}

export interface ExperimentBundle {
  /** The page's address after its question mark. */
  readonly query: string;
  readonly cells: readonly [BundledCell, BundledCell];
}

/** To be raised with every change that older pages cannot read. */
const FORMAT = 1;
const MANIFEST = "experiment.json";
const LETTERS = ["A", "B"] as const;
const checkpointName = (letter: string): string => `cell-${letter}.flux`;
const cyclesName = (letter: string): string => `cycles-${letter}.json`;
/** Unpacked; two fine meshes of wide cells. */
const LARGEST = 2 ** 30;

/**
 * Returns the bytes of the zip, the same for the same experiment; `notes` is text for a person (what it is, how to go on from
 * it) and stands in README.txt.
 */
export function writeExperimentBundle(
  { query, cells }: ExperimentBundle,
  notes: string,
): Uint8Array<ArrayBuffer> {
  const files: Record<string, Uint8Array> = {
    [MANIFEST]: strToU8(
      `${JSON.stringify({ format: "fluxtwin experiment", version: FORMAT, query }, null, 2)}\n`,
    ),
    "README.txt": strToU8(notes),
  };
  cells.forEach(({ checkpoint, cycles }, k) => {
    const letter = LETTERS[k]!;
    files[checkpointName(letter)] = checkpoint;
    files[cyclesName(letter)] = strToU8(JSON.stringify(cycles));
    files[`cycles-${letter}.csv`] = strToU8(formatCycleTable(cycles));
  });
  // Zip knows no earlier year; a date of its own would make each file another one.
  return zipSync(files, { level: 6, mtime: "1980-01-01T00:00:00" });
}

/** Returns what was written; throws InputError, which calls the file `name`, where it is anything else. */
export function readExperimentBundle(file: Uint8Array, name = "experiment"): ExperimentBundle {
  const refuse = (where: string, got: string, expected: string): never => {
    throw new InputError([{ where: `${name}${where}`, got, expected }]);
  };
  const entries = unpack(file) ?? refuse("", "a file that cannot be unpacked", "a zip file of an experiment");
  const entry = (own: string): Uint8Array =>
    entries[own] ?? refuse(`, ${own}`, "nothing", "a part of an experiment");
  const json = (own: string): unknown =>
    parse(strFromU8(entry(own))) ?? refuse(`, ${own}`, "text that is not JSON", "JSON");
  const { format, version, query } = json(MANIFEST) as Readonly<Record<string, unknown>>;
  if (format !== "fluxtwin experiment")
    refuse(`, ${MANIFEST}`, "another kind of file", "an experiment of fluxtwin");
  if (version !== FORMAT) refuse(`, ${MANIFEST}, version`, String(version), String(FORMAT));
  if (typeof query !== "string") refuse(`, ${MANIFEST}, query`, typeof query, "text");
  const cellOf = (letter: string): BundledCell => {
    const cycles = json(cyclesName(letter));
    if (!isCycleTable(cycles))
      refuse(`, ${cyclesName(letter)}`, "something else", "a list of finished cycles");
    return { checkpoint: entry(checkpointName(letter)), cycles: cycles as readonly CycleSummary[] };
  };
  return { query: query as string, cells: [cellOf(LETTERS[0]), cellOf(LETTERS[1])] };
}

function unpack(file: Uint8Array): Readonly<Record<string, Uint8Array>> | undefined {
  let total = 0;
  try {
    return unzipSync(file, {
      filter: ({ originalSize }) => {
        total += originalSize;
        if (total > LARGEST) throw new RangeError("too large");
        return true;
      },
    });
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
