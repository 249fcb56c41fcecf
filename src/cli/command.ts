/** What all commands of the terminal program have in common: how their words are read, and what does their work. */
import type { Command } from "commander";
import type { Scenario } from "../../sim-core/index.ts";
import type { OptionReader } from "./options.ts";
import type { FileTarget } from "./result-file.ts";
import type { Overrides, Wishes } from "./scenario-files.ts";
import type { Solving, Surroundings } from "./surroundings.ts";

/** Loaded by the commands that need it: it takes several times as long as all that the others do. */
export type Work = typeof import("./work.ts");
export const loadWork = (): Promise<Work> => import("./work.ts");

/** Takes the exit status of a command. */
export type Done = (status: number) => void;

/** What reads the words of a command. */
export interface Reading {
  readonly surroundings: Surroundings;
  readonly reader: OptionReader;
  readonly work: Work;
}

/** Surroundings with what solves. */
export async function solving(surroundings: Surroundings): Promise<Solving> {
  return { ...surroundings, ...(await surroundings.solver()) };
}

/** Leaves the problems in `reader`. An unknown option in the scenario's place is one already. */
export function readScenario(
  { surroundings, reader, work }: Reading,
  wanted: string,
  wishes: Wishes = {},
): Scenario | undefined {
  if (wanted.startsWith("-")) return undefined;
  return reader.attempt(() => work.loadScenario(surroundings, wanted, wishes));
}

/** Where the file of --out goes; undefined where none is asked for. */
export function readFileTarget(
  { surroundings, reader, work }: Reading,
  { out, force }: { readonly out?: string; readonly force?: true },
): FileTarget | undefined {
  if (out === undefined) return undefined;
  const target = work.targetOf(surroundings, out, force === true);
  reader.attempt(() => work.checkFileTarget(target));
  return target;
}

export function given(path: string, value: string | number | undefined): Overrides {
  return value === undefined ? {} : { [path]: value };
}

export function append(word: string, before: readonly string[] = []): readonly string[] {
  return [...before, word];
}

/** A command that leaves unknown options and surplus words to us, so that all problems are told at once. */
export function addCommand(program: Command, name: string): Command {
  return program.command(name).allowUnknownOption().allowExcessArguments();
}

export function optionsOf(command: Command): string[] {
  return command.options.map((option) => option.long ?? option.flags);
}
