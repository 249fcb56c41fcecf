/** The words of `bpx`: a file or a scenario, and where the other goes. */
import type { Command } from "commander";
import { BPX_BASE } from "../bpx/bpx-base.ts";
import { addCommand, type Done, loadWork, optionsOf, readFileTarget, readScenario } from "./command.ts";
import { createOptionReader } from "./options.ts";
import { shippedNames } from "./shipped.ts";
import type { Surroundings } from "./surroundings.ts";

interface BpxWords {
  readonly extends?: string;
  readonly out?: string;
  readonly force?: true;
}

/** Adds bpx import and bpx export to the program. */
export function addBpx(program: Command, surroundings: Surroundings, done: Done): void {
  const bpx = program
    .command("bpx")
    .description(
      "positive electrodes as other models exchange them (Battery Parameter eXchange, 0.x and 1.x)",
    );
  addImport(bpx, surroundings, done);
  addExport(bpx, surroundings, done);
}

function addImport(bpx: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(bpx, "import")
    .description("lay the positive electrode of a BPX file into a scenario, and tell what was taken of it")
    .argument("<file>", "path of a BPX file (JSON)")
    .option("--extends <scenario>", `shipped scenario that has the rest of the cell (default: ${BPX_BASE})`)
    .option("--out <file>", "where the scenario goes (default: none is written)")
    .option("--force", "overwrite the file");
  command.action(async (path: string, words: BpxWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const name = reader.choice("--extends", words.extends, shippedNames(surroundings)) ?? BPX_BASE;
    const target = readFileTarget({ surroundings, reader, work }, words);
    const base = readScenario({ surroundings, reader, work }, name);
    const reading =
      base === undefined || path.startsWith("-")
        ? undefined
        : reader.attempt(() => work.loadBpx(surroundings, path, base));
    reader.settle();
    if (reading) done(work.runBpxImport(surroundings, reading, target));
  });
}

function addExport(bpx: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(bpx, "export")
    .description("write a scenario as a BPX file: its positive electrode, and all else below User-defined")
    .argument("<scenario>", "shipped name or path")
    .option("--out <file>", "where the file goes (default: it is printed)")
    .option("--force", "overwrite the file");
  command.action(async (wanted: string, words: BpxWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const target = readFileTarget({ surroundings, reader, work }, words);
    const scenario = readScenario({ surroundings, reader, work }, wanted);
    reader.settle();
    if (scenario) done(work.runBpxExport(surroundings, scenario, target));
  });
}
