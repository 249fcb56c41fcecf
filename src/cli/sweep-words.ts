/** The words of `sweep`: the plan, how it is shared out, and where the tables go. */
import type { Command } from "commander";
import { addCommand, append, type Done, loadWork, optionsOf } from "./command.ts";
import { createOptionReader, type OptionReader } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Shard } from "./sweep-command.ts";

interface SweepWords {
  readonly workers?: string;
  readonly shard?: string;
  readonly take?: readonly string[];
  readonly out?: string;
  readonly force?: true;
}

/** Adds the command to the program. */
export function addSweep(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "sweep")
    .description(
      "compute a scenario over ranges of its parameters (grid, Latin hypercube, Morris, Sobol'); writes sweep.csv and sweep.json, and goes on where it was interrupted",
    )
    .argument("<plan>", "path of the plan, JSON")
    .option(
      "--workers <n>",
      "so many runs at a time; 0: in this thread (default: as many as there are cores)",
    )
    .option("--shard <i/n>", "only part i of n of the runs, for several machines: 2/8")
    .option("--take <folder>", "take over the runs of another part, repeatable", append)
    .option("--out <folder>", "where tables and runs go (default: runs/NAME-sweep)")
    .option("--force", "begin anew where another sweep was begun");
  command.action(async (path: string, words: SweepWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const workers = reader.whole("--workers", words.workers, 0);
    const shard = readShard(reader, words.shard);
    const plan = path.startsWith("-") ? undefined : reader.attempt(() => work.loadSweep(surroundings, path));
    reader.settle();
    if (!plan) return;
    const { out, take = [], force = false } = words;
    done(await work.runSweep(surroundings, plan, { out, force, workers, shard, take }));
  });
}

function readShard(reader: OptionReader, word: string | undefined): Shard | undefined {
  if (word === undefined) return undefined;
  const found = /^(\d+)\/(\d+)$/.exec(word);
  const [part, of] = [Number(found?.[1]), Number(found?.[2])];
  if (part >= 1 && part <= of) return { part, of };
  reader.refuse("--shard", `"${word}"`, 'a part of so many, from 1, such as "2/8"');
  return undefined;
}
