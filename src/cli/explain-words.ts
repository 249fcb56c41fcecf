/** The words of `explain`: what is to be explained, how, and where the answer goes. */
import type { Command } from "commander";
import { readCheaply } from "../io/cheap-model.ts";
import { addCommand, append, type Done, given, loadWork, optionsOf, readScenario } from "./command.ts";
import { createOptionReader } from "./options.ts";
import type { Overrides } from "./scenario-files.ts";
import type { Surroundings } from "./surroundings.ts";

interface ExplainWords {
  readonly cycle?: string;
  readonly workers?: string;
  readonly mesh: string;
  readonly model: string;
  readonly jump?: string;
  readonly slow?: string;
  readonly set?: readonly string[];
  readonly out?: string;
  readonly force?: true;
}

/** Adds the command to the program. */
export function addExplain(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "explain")
    .description(
      "tell why capacity fell, from runs of the same seed without one cause or several; writes explain.json and explain.csv",
    )
    .argument("<what>", "folder of a run, or a scenario: a shipped name or a path")
    .option("--cycle <n>", "the cycle whose loss is explained (default: the last one)")
    .option(
      "--workers <n>",
      "so many runs at a time; 0: in this thread (default: as many as there are cores)",
    )
    .option("--mesh <resolution>", "draft, standard or fine", "draft")
    .option(
      "--model <model>",
      "full, reduced or homogenised (default: reduced, unless the scenario is homogenised)",
    )
    .option("--jump <n>", "extrapolate up to so many cycles between solved ones, or AUTO")
    .option("--slow <rate>", "C-rate of the cycle that tells polarisation apart; 0: none (default: 0.05)")
    .option("--set <path=value>", 'a parameter, repeatable: "voids.active=false"', append)
    .option("--out <folder>", "where the answer and its runs go (default: explain in the folder of the run)")
    .option("--force", "begin anew where another explanation was begun");
  command.action(async (wanted: string, words: ExplainWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const overrides = {
      ...reader.assignments("--set", words.set ?? []),
      ...given("mesh", reader.mesh("--mesh", words.mesh)),
      ...given("solver.model", reader.model("--model", words.model)),
      ...given("solver.jump", reader.jump("--jump", words.jump)),
    };
    const cycle = reader.whole("--cycle", words.cycle, 2);
    const workers = reader.whole("--workers", words.workers, 0);
    const slowRate = reader.fromZero("--slow", words.slow);
    const subject = reader.attempt(() => work.findSubject(surroundings, wanted));
    const read = (name: string) => (own: Overrides) =>
      readScenario({ surroundings, reader, work }, name, { overrides: own });
    const scenario = subject && readCheaply(read(subject.scenario), overrides);
    const target = scenario && work.explainFolder(surroundings, { subject, scenario, ...words });
    reader.settle();
    if (!scenario || !target) return;
    const wishes = { target, workers, slowRate, cycle: cycle ?? subject?.lastCycle };
    done(await work.explainScenario(surroundings, scenario, wishes));
  });
}
