/** The words of `calibrate`: the file of targets, how it is solved, and where the answer goes. */
import type { Command } from "commander";
import { addCommand, type Done, loadWork, optionsOf } from "./command.ts";
import { createOptionReader } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";

interface CalibrateWords {
  readonly seeds?: string;
  readonly rounds?: string;
  readonly mesh?: string;
  readonly model?: string;
  readonly jump?: string;
  readonly workers?: string;
  readonly out?: string;
  readonly force?: true;
}

/** Adds the command to the program. */
export function addCalibrate(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "calibrate")
    .description(
      "find parameters from targets, on an ensemble of seeds; writes calibration.json and calibration.csv, and goes on where it was interrupted",
    )
    .argument("<targets>", "path of the file of targets, JSON")
    .option("--seeds <n>", "number of seeds instead of the file's")
    .option("--rounds <n>", "rounds at most instead of the file's")
    .option("--mesh <resolution>", "draft, standard or fine instead of the file's")
    .option("--model <model>", "full, reduced or homogenised instead of the file's")
    .option("--jump <n>", "extrapolate up to so many cycles between solved ones, or AUTO")
    .option(
      "--workers <n>",
      "so many runs at a time; 0: in this thread (default: as many as there are cores)",
    )
    .option("--out <folder>", "where the answer and its runs go (default: runs/NAME-calibration)")
    .option("--force", "begin anew where another calibration was begun");
  command.action(async (path: string, words: CalibrateWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const wishes = {
      seeds: reader.whole("--seeds", words.seeds, 1),
      rounds: reader.whole("--rounds", words.rounds, 1),
      mesh: reader.mesh("--mesh", words.mesh),
      model: reader.model("--model", words.model),
      jump: reader.jump("--jump", words.jump),
    };
    const workers = reader.whole("--workers", words.workers, 0);
    const calibration = path.startsWith("-")
      ? undefined
      : reader.attempt(() => work.loadCalibration(surroundings, path, wishes));
    reader.settle();
    if (!calibration) return;
    const { out, force = false } = words;
    done(await work.runCalibration(surroundings, calibration, { out, force, workers }));
  });
}
