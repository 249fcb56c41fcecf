/** The words of `fit`: the measured file, the scenario of its cell, the plan, and where the answer goes. */
import type { Command } from "commander";
import { readCheaply } from "../io/cheap-model.ts";
import {
  addCommand,
  append,
  type Done,
  given,
  loadWork,
  optionsOf,
  type Reading,
  readScenario,
} from "./command.ts";
import type { MeasuredJob } from "./measured-command.ts";
import { readCellOptions } from "./measured-words.ts";
import { createOptionReader } from "./options.ts";
import type { Overrides } from "./scenario-files.ts";
import type { Surroundings } from "./surroundings.ts";

/** Words that name a measured cell and its model. */
export interface CellWords {
  readonly scenario?: string;
  readonly plan?: string;
  readonly mass?: string;
  readonly area?: string;
  readonly positive?: string;
  readonly cycles?: string;
  readonly first?: string;
  readonly members?: string;
  readonly mesh: string;
  readonly model?: string;
  readonly jump?: string;
  readonly set?: readonly string[];
  readonly workers?: string;
  readonly out?: string;
  readonly force?: true;
}

interface FitWords extends CellWords {
  readonly rounds?: string;
}

/** Adds the options that name a measured cell and its model. */
export function addCellOptions(command: Command): Command {
  return command
    .argument("<data>", "file of a cycler, as `measured` reads it")
    .requiredOption("--scenario <name>", "the scenario of this cell: a shipped name or a path")
    .option("--plan <file>", "parameters with ranges, noise, members (default: five usual parameters)")
    .option("--mass <mg>", "mass of active material, where the file counts per gram")
    .option("--area <cm2>", "area of the cell (default: the file's, else the scenario's)")
    .option("--positive <way>", "what a positive current does in the file: charge or discharge")
    .option("--first <n>", "number in the file of the cycle that is the model's first (default: 1)")
    .option("--cycles <n>", "cycles that count at most (default: all)")
    .option("--members <n>", "members of the ensemble (default: 48)")
    .option("--mesh <resolution>", "draft, standard or fine", "draft")
    .option(
      "--model <model>",
      "full, reduced or homogenised (default: reduced, unless the scenario is homogenised)",
    )
    .option("--jump <n>", "extrapolate up to so many cycles between solved ones, or AUTO")
    .option("--set <path=value>", 'a parameter, repeatable: "cell.cRate=1C"', append)
    .option(
      "--workers <n>",
      "so many runs at a time; 0: in this thread (default: as many as there are cores)",
    );
}

/** Returns what the words name; leaves the problems in the reader. */
export function readCell(
  { surroundings, reader, work }: Reading,
  path: string,
  words: CellWords,
  rounds?: string,
) {
  const overrides = {
    ...reader.assignments("--set", words.set ?? []),
    ...given("mesh", reader.mesh("--mesh", words.mesh)),
    ...given("solver.model", reader.model("--model", words.model)),
    ...given("solver.jump", reader.jump("--jump", words.jump)),
  };
  const wishes = {
    cycles: reader.whole("--cycles", words.cycles, 1),
    firstCycle: reader.whole("--first", words.first, 0),
    members: reader.whole("--members", words.members, 1),
    rounds: reader.whole("--rounds", rounds, 1),
  };
  const workers = reader.whole("--workers", words.workers, 0);
  const read = (own: Overrides) =>
    readScenario({ surroundings, reader, work }, words.scenario ?? "", { overrides: own });
  const scenario = readCheaply(read, overrides);
  const plan = scenario && reader.attempt(() => work.loadPlan(surroundings, words.plan, scenario, wishes));
  return { plan, workers, data: readData({ surroundings, reader, work }, path, words) };
}

function readData(
  { surroundings, reader, work }: Reading,
  path: string,
  words: CellWords,
): MeasuredJob | undefined {
  const options = readCellOptions(reader, words);
  if (path.startsWith("-")) return undefined;
  return reader.attempt(() =>
    work.prepareMeasured(surroundings, { path, out: undefined, force: false, options }),
  );
}

/** Adds the command to the program. */
export function addFit(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCellOptions(addCommand(program, "fit"))
    .description(
      "find parameters of a measured cell from its curves and capacities; writes fit.json, fit.csv and fitted-scenario.json, and goes on where it was interrupted",
    )
    .option("--rounds <n>", "rounds at most (default: 5)")
    .option("--out <folder>", "where the answer and its members go (default: runs/NAME-fit)")
    .option("--force", "begin anew where members of another scenario are");
  command.action(async (path: string, words: FitWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const { plan, data, workers } = readCell({ surroundings, reader, work }, path, words, words.rounds);
    reader.settle();
    if (!plan || !data) return;
    const { out, force = false } = words;
    done(await work.runFit(surroundings, { plan, data, out, force, workers }));
  });
}
