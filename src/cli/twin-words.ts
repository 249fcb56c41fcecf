/** The words of `twin`: the measured file, the scenario of its cell, the plan, and how a file that grows is watched. */
import type { Command } from "commander";
import { addCommand, type Done, loadWork, optionsOf } from "./command.ts";
import { addCellOptions, type CellWords, readCell } from "./fit-words.ts";
import { createOptionReader } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";

interface TwinWords extends CellWords {
  readonly poll?: string;
}

/** Adds the command to the program. */
export function addTwin(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCellOptions(addCommand(program, "twin"))
    .description(
      "follow a measured cell cycle by cycle with an ensemble; writes twin.json and twin.csv after each, and goes on where it was interrupted",
    )
    .option(
      "--poll <seconds>",
      "look again at a file that grows, until it is finalized or the program is interrupted",
    )
    .option("--out <folder>", "where the twin lives (default: runs/NAME-twin)")
    .option("--force", "begin anew where another twin lives");
  command.action(async (path: string, words: TwinWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const poll = reader.positive("--poll", words.poll);
    const { plan, data, workers } = readCell({ surroundings, reader, work }, path, words);
    reader.settle();
    if (!plan || !data) return;
    const { out, force = false } = words;
    done(await work.runTwin(surroundings, { plan, data, out, force, workers, poll }));
  });
}
