/** The words of `measured`: the file, what is known of its cell, and where the tables go. */
import type { Command } from "commander";
import type { ReadMeasuredOptions } from "../measured/read-measured.ts";
import { addCommand, type Done, loadWork, optionsOf } from "./command.ts";
import { createOptionReader, type OptionReader } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";

interface MeasuredWords {
  readonly mass?: string;
  readonly area?: string;
  readonly positive?: string;
  readonly restarts?: true;
  readonly out?: string;
  readonly force?: true;
}

const SIGNS = ["charge", "discharge"] as const;
const MILLIGRAMS = 1e-6;
const SQUARE_CENTIMETRES = 1e-4;

/** Adds the command to the program. */
export function addMeasured(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "measured")
    .description(
      "tell what a file of a battery cycler holds, whatever instrument wrote it; with --out writes measured.bdf.csv and cycles.csv",
    )
    .argument("<file>", "text export of a cycler, or CSV of the Battery Data Format, PyBaMM or fluxtwin")
    .option("--mass <mg>", "mass of active material, for capacities and currents per gram")
    .option("--area <cm2>", "area of the cell, for quantities per cm2")
    .option(
      "--positive <way>",
      "what a positive current does in the file, against its format: charge or discharge",
    )
    .option("--restarts", "the test was begun anew where its time falls: add it up")
    .option("--out <folder>", "where the tables go (default: none are written)")
    .option("--force", "overwrite tables");
  command.action(async (path: string, words: MeasuredWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const options = {
      ...readCellOptions(reader, words),
      ...(words.restarts && { restarts: "add" as const }),
    };
    const wanted = { path, out: words.out, force: words.force === true, options };
    const job = path.startsWith("-")
      ? undefined
      : reader.attempt(() => work.prepareMeasured(surroundings, wanted));
    reader.settle();
    if (job) done(await work.runMeasured(surroundings, job));
  });
}

/** Returns what is known of the cell of a measured file; leaves the problems in the reader. */
export function readCellOptions(
  reader: OptionReader,
  words: Pick<MeasuredWords, "mass" | "area" | "positive">,
): Pick<ReadMeasuredOptions, "mass" | "area" | "positive"> {
  const mass = reader.positive("--mass", words.mass);
  const area = reader.positive("--area", words.area);
  const positive = reader.choice("--positive", words.positive, SIGNS);
  return {
    ...(mass !== undefined && { mass: mass * MILLIGRAMS }),
    ...(area !== undefined && { area: area * SQUARE_CENTIMETRES }),
    ...(positive !== undefined && { positive }),
  };
}
