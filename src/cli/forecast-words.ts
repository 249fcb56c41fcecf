/** The words of `forecast`: the twin, how far, and what is to differ from now on. */
import type { Command } from "commander";
import { addCommand, append, type Done, loadWork, optionsOf } from "./command.ts";
import { createOptionReader } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";

interface ForecastWords {
  readonly ahead?: string;
  readonly level?: string;
  readonly set?: readonly string[];
  readonly workers?: string;
}

const AHEAD = 40;
/** % of the first cycle at which a cell counts as worn by custom. */
const LEVEL = 80;

/** Adds the command to the program. */
export function addForecast(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "forecast")
    .description(
      "foretell what the cell of a twin will give, with bands; writes forecast.json and forecast.csv beside it",
    )
    .argument("<folder>", "folder of a twin")
    .option("--ahead <n>", `cycles ahead (default: ${AHEAD})`)
    .option("--level <percent>", `retention whose cycle is looked for (default: ${LEVEL})`)
    .option(
      "--set <path=value>",
      'what if: a live parameter from now on, repeatable: "cell.stackPressure=20 MPa"',
      append,
    )
    .option(
      "--workers <n>",
      "so many runs at a time; 0: in this thread (default: as many as there are cores)",
    );
  command.action(async (folder: string, words: ForecastWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const ahead = reader.whole("--ahead", words.ahead, 1) ?? AHEAD;
    const level = (reader.positive("--level", words.level) ?? LEVEL) / 100;
    const workers = reader.whole("--workers", words.workers, 0);
    const changes = reader.assignments("--set", words.set ?? []);
    const wanted = { folder, ahead, level, changes, workers };
    const job = folder.startsWith("-")
      ? undefined
      : reader.attempt(() => work.prepareForecast(surroundings, wanted));
    reader.settle();
    if (job) done(await work.runForecast(surroundings, job));
  });
}
