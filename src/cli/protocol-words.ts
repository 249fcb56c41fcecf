/** The words of `protocol`. */
import type { Command } from "commander";
import { addCommand, type Done, loadWork, optionsOf, readFileTarget, readScenario } from "./command.ts";
import { createOptionReader } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";

interface ProtocolWords {
  readonly pybamm?: true;
  readonly out?: string;
  readonly force?: true;
}

/** Adds the command to the program. */
export function addProtocol(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "protocol")
    .description("write a scenario's protocol as sentences, which --protocol of run takes, or for PyBaMM")
    .argument("<scenario>", "shipped name or path")
    .option("--pybamm", "as a script with a pybamm.Experiment, which --protocol takes too")
    .option("--out <file>", "where the text goes (default: it is printed)")
    .option("--force", "overwrite the file");
  command.action(async (wanted: string, words: ProtocolWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    const reading = { surroundings, reader, work };
    reader.surplus(command.args, optionsOf(command));
    const target = readFileTarget(reading, words);
    const scenario = readScenario(reading, wanted);
    const text =
      scenario &&
      reader.attempt(() => work.writeProtocolAs(scenario, words.pybamm === true, surroundings.tell));
    reader.settle();
    if (text !== undefined) done(work.runProtocol(surroundings, text, target));
  });
}
