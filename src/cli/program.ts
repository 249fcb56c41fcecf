/** The terminal program without its process: words in, exit status out. */
import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { describeProblem, InputError, type Scenario } from "../../sim-core/index.ts";
import { addBpx } from "./bpx-words.ts";
import { addCalibrate } from "./calibrate-words.ts";
import {
  addCommand,
  append,
  type Done,
  given,
  loadWork,
  optionsOf,
  type Reading,
  readScenario,
  solving,
} from "./command.ts";
import { addExplain } from "./explain-words.ts";
import { reasonOf } from "./files.ts";
import { addFit } from "./fit-words.ts";
import { addForecast } from "./forecast-words.ts";
import { addInstruments } from "./instrument-commands.ts";
import { addLesson } from "./lesson-words.ts";
import { addMeasured } from "./measured-words.ts";
import { createOptionReader, type OptionReader } from "./options.ts";
import { addProtocol } from "./protocol-words.ts";
import { addReaders } from "./reader-words.ts";
import type { RunTarget } from "./run-folder.ts";
import { EXIT_BAD_INPUT, EXIT_DONE, EXIT_STOPPED, type Surroundings } from "./surroundings.ts";
import { addSweep } from "./sweep-words.ts";
import { addTwin } from "./twin-words.ts";

const NOTES = `
SCENARIO is a shipped name (see list) or the path of a JSON file.
timeseries.csv has the columns of the Battery Data Format for a cell of 1 cm2: amperes are A/cm2, charging positive.
Exit status:
  0    done: the run is complete, has met an end condition of its protocol, or the cell is empty
  1    stopped early: worn out, shorted, failed, broken off, or not everything could be saved
  2    bad input
  129, 130, 143: ended by SIGHUP, SIGINT, SIGTERM; everything is saved, and resume goes on`;
/** min between two checkpoints. */
const CHECKPOINT_MINUTES = 5;
const CHECKPOINT_HELP = `minutes between two checkpoints; 0: one after every cycle (default: ${CHECKPOINT_MINUTES})`;
/** What matters only to results that begin: of another run, or of a checkpoint file, which has no folder. */
const OF_NEXT = ["cycles"];
const OF_RESULTS = ["out", "force"];
const NEEDS_NEXT = "nothing, unless --continue-with begins another run";
const NEEDS_FILE =
  "nothing, unless --continue-with begins another run or it is a checkpoint file that is resumed";

interface RunWords {
  readonly cycles?: string;
  readonly protocol?: string;
  readonly seed?: string;
  readonly mesh?: string;
  readonly model?: string;
  readonly jump?: string;
  readonly out?: string;
  readonly set?: readonly string[];
  readonly event?: readonly string[];
  readonly checkpoint?: string;
  readonly force?: true;
}

interface ResumeWords {
  readonly continueWith?: string;
  readonly cycles?: string;
  readonly out?: string;
  readonly checkpoint?: string;
  readonly force?: true;
}

interface SnapshotWords {
  readonly mesh: string;
  readonly out: string;
  readonly force?: true;
}

/** Does what `words` (without node and script) ask and returns the exit status; never throws. */
export async function main(words: readonly string[], surroundings: Surroundings): Promise<number> {
  let status = EXIT_DONE;
  const program = createProgram(surroundings, (code) => {
    status = code;
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return status;
  } catch (error) {
    return report(surroundings, error);
  }
}

/** Says in words what was wrong and returns the exit status that fits. */
function report(surroundings: Surroundings, error: unknown): number {
  if (error instanceof InputError) {
    for (const problem of error.problems) surroundings.tell(describeProblem(problem));
    return EXIT_BAD_INPUT;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT_DONE;
    // Without a command the help has been shown already.
    if (error.code === "commander.help") return EXIT_BAD_INPUT;
    const got = error.message.replace(/^error: /, "");
    surroundings.tell(`command line: got ${got}; expected what --help lists`);
    return EXIT_BAD_INPUT;
  }
  surroundings.tell(`fluxtwin stopped: ${reasonOf(error).split("\n")[0]}`);
  return EXIT_STOPPED;
}

function createProgram(surroundings: Surroundings, done: Done): Command {
  const program = new Command("fluxtwin")
    .description("Simulates an all-solid-state lithium metal cell: NCM811 | Li6PS5Cl | Li.")
    .version(surroundings.version)
    .addHelpText("after", NOTES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.print(text.trimEnd()),
      writeErr: (text) => surroundings.tell(text.trimEnd()),
      // Errors are told in one place, by `report`.
      outputError: () => {},
    });
  addRun(program, surroundings, done);
  addResume(program, surroundings, done);
  addExplain(program, surroundings, done);
  addFit(program, surroundings, done);
  addTwin(program, surroundings, done);
  addForecast(program, surroundings, done);
  addCalibrate(program, surroundings, done);
  addSweep(program, surroundings, done);
  addMeasured(program, surroundings, done);
  addBpx(program, surroundings, done);
  addProtocol(program, surroundings, done);
  addSnapshot(program, surroundings, done);
  addInstruments(program, surroundings, done);
  addLesson(program, surroundings, done);
  addReaders(program, surroundings);
  return program;
}

function addRun(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "run")
    .description(
      "solve a scenario; writes cycles.csv, steps.csv, timeseries.csv, scenario.json, summary.json and checkpoint.flux",
    )
    .argument("<scenario>", "shipped name or path")
    .option("--cycles <n>", "number of cycles instead of the scenario's; of several blocks, so many at most")
    .option(
      "--protocol <file>",
      "protocol instead of the scenario's: JSON, a sentence a line, or an experiment of PyBaMM",
    )
    .option("--seed <s>", "seed of all random numbers instead of the scenario's")
    .option("--mesh <resolution>", "draft, standard or fine instead of the scenario's")
    .option("--model <model>", "full, reduced or homogenised instead of the scenario's")
    .option(
      "--jump <n>",
      "extrapolate up to so many cycles between solved ones, or AUTO, as far as the tolerance allows",
    )
    .option("--out <folder>", "where the results go (default: runs/NAME-seedSEED)")
    .option("--set <path=value>", 'a parameter, repeatable: "electrolyte.conductivity=1 mS/cm"', append)
    .option("--event <change>", 'a change on the way, repeatable: "2 h: cell.cRate = 1"', append)
    .option("--checkpoint <minutes>", CHECKPOINT_HELP)
    .option("--force", "overwrite results");
  command.action(async (wanted: string, words: RunWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    // Values may also follow one --set one after another.
    const isValue = (word: string): boolean => words.set !== undefined && /^[^-=][^=]*=/.test(word);
    reader.surplus(
      command.args.filter((word) => !isValue(word)),
      optionsOf(command),
    );
    const overrides = {
      ...reader.assignments("--set", [...(words.set ?? []), ...command.args.filter(isValue)]),
      ...given("seed", reader.whole("--seed", words.seed, 0)),
      ...given("mesh", reader.mesh("--mesh", words.mesh)),
      ...given("solver.model", reader.model("--model", words.model)),
      ...given("solver.jump", reader.jump("--jump", words.jump)),
    };
    const cycles = reader.whole("--cycles", words.cycles, 1);
    const scenario = readScenario({ surroundings, reader, work }, wanted, {
      overrides,
      ...(words.event !== undefined && { events: words.event }),
      ...(cycles !== undefined && { cycles }),
      ...(words.protocol !== undefined && { protocol: words.protocol }),
    });
    const target = readTarget({ surroundings, reader, work }, { words, scenario });
    const checkpointSeconds = readCheckpointSeconds(reader, words.checkpoint);
    reader.settle();
    if (scenario)
      done(await work.runScenario(await solving(surroundings), scenario, { target, checkpointSeconds }));
  });
}

function addResume(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "resume")
    .description(
      "go on with a run that was killed, interrupted or had no room left, to the same bytes as if nothing had happened",
    )
    .argument("<folder>", "folder of the run, or a checkpoint file, such as one that the page has saved")
    .option(
      "--continue-with <scenario>",
      "begin another run with the cell as it stands: its protocol, same cell",
    )
    .option("--cycles <n>", "number of cycles of that run instead of the scenario's")
    .option(
      "--out <folder>",
      "where the results of that run, or of a checkpoint file, go (default: runs/NAME-seedSEED)",
    )
    .option("--checkpoint <minutes>", CHECKPOINT_HELP)
    .option("--force", "overwrite results of another run");
  command.action(async (wanted: string, words: ResumeWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const checkpointSeconds = readCheckpointSeconds(reader, words.checkpoint);
    const cycles = reader.whole("--cycles", words.cycles, 1);
    const next = words.continueWith;
    if (next === undefined) {
      for (const word of OF_NEXT) if (word in words) reader.refuse(`--${word}`, "given", NEEDS_NEXT);
      if (work.isCheckpointFile(resolve(surroundings.folder, wanted))) {
        const ready = await solving(surroundings);
        const run = reader.attempt(() => work.openCheckpointFile(ready, wanted));
        const target = readTarget({ surroundings, reader, work }, { words, scenario: run?.scenario });
        reader.settle();
        if (run) done(await work.resumeFile(ready, { run, target, checkpointSeconds }));
        return;
      }
      for (const word of OF_RESULTS) if (word in words) reader.refuse(`--${word}`, "given", NEEDS_FILE);
      reader.settle();
      done(await work.resumeFolder(await solving(surroundings), wanted, checkpointSeconds));
      return;
    }
    const reading = { surroundings, reader, work };
    const scenario = readScenario(reading, next, cycles === undefined ? {} : { cycles });
    const target = readTarget(reading, { words, scenario });
    reader.settle();
    if (!scenario) return;
    const wishes = { scenario, target, checkpointSeconds };
    done(await work.continueFolder(await solving(surroundings), wanted, wishes));
  });
}

function readTarget(
  { surroundings, reader, work }: Reading,
  { words, scenario }: { readonly words: RunWords | ResumeWords; readonly scenario: Scenario | undefined },
): RunTarget {
  const out = words.out ?? (scenario && work.defaultFolder(scenario));
  const target = { folder: resolve(surroundings.folder, out ?? ""), force: words.force === true };
  if (out !== undefined) reader.attempt(() => work.checkTarget(target));
  return target;
}

function readCheckpointSeconds(reader: OptionReader, words: string | undefined): number {
  return 60 * (reader.fromZero("--checkpoint", words) ?? CHECKPOINT_MINUTES);
}

function addSnapshot(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "snapshot")
    .description("solve the potentials of one frozen cross-section; writes the keys of the references")
    .argument("<case>", "path of the case, a JSON file")
    .requiredOption("--out <file>", "where the result goes")
    .option("--mesh <resolution>", "draft, standard or fine", "standard")
    .option("--force", "overwrite the result");
  command.action(async (path: string, words: SnapshotWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const mesh = reader.mesh("--mesh", words.mesh);
    const wanted = { path, out: words.out, force: words.force === true };
    const job = work.prepareSnapshot(surroundings, reader, wanted);
    reader.settle();
    if (job && mesh) done(work.runSnapshot(surroundings, job, mesh));
  });
}
