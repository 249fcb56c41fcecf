/** What the words behind `npm run validity --` ask for. */
import { parseArgs } from "node:util";

export const USAGE = `npm run validity -- [options]

Runs what is missing of the ensembles of the validity report, keeps each run in runs/validity, and writes docs/validity.md and
docs/validity/*.svg from what is there. The same command goes on where it ended.

  --minutes <n>   starts no run after so long and reports with what there is (default: 50; those under way take some minutes more)
  --seeds <n>     so many seeds of each ensemble in place of its own number
  --only <name>   makes runs of this ensemble only, or of all whose name begins so with "name*"; may be repeated; the report
                  holds what is kept of the others too
  --workers <n>   so many runs at a time (default: as many as there are cores)
  --out <dir>     where validity.md is written (default: docs)
  --help          this text`;

export interface ValidityOptions {
  readonly minutes: number;
  readonly seeds: number | undefined;
  readonly only: readonly string[];
  readonly workers: number | undefined;
  readonly out: string;
}

/** Returns the options, or what there is to say instead: the usage, or all that cannot be understood. */
export function readOptions(
  words: readonly string[],
): ValidityOptions | { readonly text: string; status: number } {
  let values: Partial<Record<"minutes" | "seeds" | "workers" | "out", string>> & {
    only?: string[];
    help?: boolean;
  };
  try {
    const text = { type: "string" } as const;
    const only = { ...text, multiple: true } as const;
    const options = {
      minutes: text,
      seeds: text,
      workers: text,
      out: text,
      only,
      help: { type: "boolean" },
    } as const;
    values = parseArgs({ args: [...words], options }).values;
  } catch (error) {
    return { text: `command line: ${error instanceof Error ? error.message : error}\n\n${USAGE}`, status: 2 };
  }
  if (values.help) return { text: USAGE, status: 0 };
  const problems: string[] = [];
  const numberOf = (
    name: "minutes" | "seeds" | "workers",
    isRight: (value: number) => boolean,
    wanted: string,
  ) => {
    const given = values[name];
    const value = Number(given);
    if (given === undefined) return undefined;
    if (given.trim() === "" || !isRight(value))
      problems.push(`--${name}: got "${given}"; expected ${wanted}`);
    return value;
  };
  const isCount = (value: number): boolean => Number.isInteger(value) && value > 0;
  const minutes =
    numberOf("minutes", (value) => value >= 0 && Number.isFinite(value), "minutes from 0") ?? 50;
  const seeds = numberOf("seeds", isCount, "a whole number from 1");
  const workers = numberOf("workers", isCount, "a whole number from 1");
  if (problems.length > 0) return { text: problems.join("\n"), status: 2 };
  return { minutes, seeds, workers, only: values.only ?? [], out: values.out ?? "docs" };
}
