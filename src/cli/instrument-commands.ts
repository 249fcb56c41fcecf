/** The commands that look at a cell or at the tables of a run. */
import type { Command } from "commander";
import type { ResumableRun } from "../../sim-core/index.ts";
import {
  addCommand,
  append,
  type Done,
  given,
  loadWork,
  optionsOf,
  type Reading,
  solving,
  type Work,
} from "./command.ts";
import { createOptionReader } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";

const CELL = "shipped name or path of a scenario, folder of a run, or checkpoint file";
const AFTER = "cycles after which to measure, such as 0,10,20 (default: as the cell stands)";
/** What makes a cell of a scenario, and not of a run, another one. */
const OF_SCENARIO = ["mesh", "set"] as const;

interface CellWords {
  readonly out: string;
  readonly after?: string;
  readonly mesh?: string;
  readonly set?: readonly string[];
  readonly force?: true;
}

interface ImpedanceWords extends CellWords {
  readonly from?: string;
  readonly to?: string;
  readonly pointsPerDecade?: string;
  readonly soc?: string;
}

interface DepthWords extends CellWords {
  readonly depths?: string;
  readonly escapeDepth?: string;
}

interface TomographyWords extends CellWords {
  readonly map?: string;
  readonly voxel?: string;
  readonly psf?: string;
  readonly noise?: string;
  readonly seed?: string;
  readonly stoichiometry?: string;
  readonly crackOpening?: string;
  readonly crackVolume?: string;
}

interface FieldsWords extends CellWords {
  readonly at?: string;
}

interface AnalysisWords {
  readonly out?: string;
  readonly interval?: string;
  readonly force?: true;
}

/** Adds eis, depth-profile, tomography, fields and analyse to the program. */
export function addInstruments(program: Command, surroundings: Surroundings, done: Done): void {
  addImpedance(program, surroundings, done);
  addDepthProfile(program, surroundings, done);
  addTomography(program, surroundings, done);
  addFields(program, surroundings, done);
  addAnalysis(program, surroundings, done);
}

function addCellOptions(
  command: Command,
  out: readonly [string, string] = ["--out <file>", "where the table goes"],
): Command {
  return command
    .argument("<cell>", CELL)
    .requiredOption(...out)
    .option("--after <cycles>", AFTER)
    .option("--mesh <resolution>", "draft, standard or fine instead of the scenario's")
    .option("--set <path=value>", "a parameter of the scenario, repeatable", append)
    .option("--force", "overwrite what is there");
}

function addImpedance(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCellOptions(addCommand(program, "eis"))
    .description(
      "measure the electrochemical impedance of a cell as it stands; writes a table over the frequency",
    )
    .option("--from <Hz>", "first frequency (default: 1e6)")
    .option("--to <Hz>", "last frequency (default: 1e-3)")
    .option("--points-per-decade <n>", "frequencies per decade, at least (default: 10)")
    .option("--soc <percent>", "as if brought to this state of charge and rested (default: as it stands)");
  command.action(async (wanted: string, words: ImpedanceWords) => {
    const reading = { surroundings, reader: createOptionReader(), work: await loadWork() };
    const { reader, work } = reading;
    reader.surplus(command.args, optionsOf(command));
    const soc = reader.fromZero("--soc", words.soc);
    const request = {
      from: reader.positive("--from", words.from),
      to: reader.positive("--to", words.to),
      pointsPerDecade: reader.whole("--points-per-decade", words.pointsPerDecade, 1),
      stateOfCharge: soc === undefined ? undefined : soc / 100,
    };
    reader.attempt(() => work.listFrequencies(request));
    const job = await prepareJob(reading, wanted, words);
    reader.settle();
    if (job) done(work.runImpedance(surroundings, job, request));
  });
}

function addDepthProfile(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCellOptions(addCommand(program, "depth-profile"))
    .description("take the depth profile of reaction products at the lithium, as photoelectrons see it")
    .option("--depths <nm>", "depths of etching (default: 0,40,80,120,160)")
    .option("--escape-depth <nm>", "mean depth from which electrons come (default: 3.3)");
  command.action(async (wanted: string, words: DepthWords) => {
    const reading = { surroundings, reader: createOptionReader(), work: await loadWork() };
    const { reader, work } = reading;
    reader.surplus(command.args, optionsOf(command));
    const request = {
      depths: reader.ascending("--depths", words.depths),
      escapeDepth: reader.positive("--escape-depth", words.escapeDepth),
    };
    const job = await prepareJob(reading, wanted, words);
    reader.settle();
    if (job) done(work.runDepthProfile(surroundings, job, request));
  });
}

function addTomography(program: Command, surroundings: Surroundings, done: Done): void {
  const out = ["--out <folder>", "where pictures and tables go"] as const;
  const command = addCellOptions(addCommand(program, "tomography"), out)
    .description(
      "take a slice as X-ray tomography shows it; writes slices.tif, a PNG each, regions.csv and histograms.csv",
    )
    .option(
      "--map <map>",
      "grey values: calibrated to the paper's regions, or physical (default: calibrated)",
    )
    .option("--voxel <um>", "side of a voxel (default: 1.3)")
    .option("--psf <um>", "full width at half maximum of the point spread (default: 1.3)")
    .option("--noise <grey>", "standard deviation of the noise (default: 250)")
    .option("--seed <s>", "seed of the noise (default: the scenario's)")
    .option("--stoichiometry <which>", "radial or mean, of each particle (default: radial)")
    .option("--crack-opening <um>", "width of cracks in the electrolyte (default: 0.5)")
    .option("--crack-volume <share>", "empty share of a particle that is wholly cracked (default: 0.07)");
  command.action(async (wanted: string, words: TomographyWords) => {
    const reading = { surroundings, reader: createOptionReader(), work: await loadWork() };
    const { reader, work } = reading;
    reader.surplus(command.args, optionsOf(command));
    const request = {
      map: reader.choice("--map", words.map, ["calibrated", "physical"]),
      voxel: reader.positive("--voxel", words.voxel),
      pointSpread: reader.fromZero("--psf", words.psf),
      noise: reader.fromZero("--noise", words.noise),
      seed: reader.whole("--seed", words.seed, 0),
      stoichiometry: reader.choice("--stoichiometry", words.stoichiometry, ["radial", "mean"]),
      crackOpening: reader.fromZero("--crack-opening", words.crackOpening),
      crackVolume: reader.fromZero("--crack-volume", words.crackVolume),
    };
    reader.attempt(() => work.checkTomography(request));
    const job = await prepareJob(reading, wanted, words, work.checkPictures);
    reader.settle();
    if (job) done(work.runTomography(surroundings, job, request));
  });
}

function addFields(program: Command, surroundings: Surroundings, done: Done): void {
  const out = ["--out <folder>", "where the fields go"] as const;
  const command = addCellOptions(addCommand(program, "fields"), out)
    .description(
      "write what is solved inside a cell, stress included, for ParaView and others; writes a VTU each, and fields.pvd",
    )
    .option("--at <s>", "times at which to look instead, such as 0,600,1200");
  command.action(async (wanted: string, words: FieldsWords) => {
    const reading = { surroundings, reader: createOptionReader(), work: await loadWork() };
    const { reader, work } = reading;
    reader.surplus(command.args, optionsOf(command));
    const at = reader.ascending("--at", words.at);
    if (words.at !== undefined && words.after !== undefined)
      reader.refuse("--at", "given", "nothing with --after");
    const job = await prepareJob(reading, wanted, words, work.checkFieldFiles);
    reader.settle();
    if (job) done(work.runFields(surroundings, job, at ?? []));
  });
}

/** Leaves the problems in the reader; `check` throws where the results may not go. */
async function prepareJob(
  { surroundings, reader, work }: Reading,
  wanted: string,
  words: CellWords,
  check: Work["checkFileTarget"] = work.checkFileTarget,
): Promise<ReturnType<typeof composeJob>> {
  const target = work.targetOf(surroundings, words.out, words.force === true);
  reader.attempt(() => check(target));
  const after = reader.ascending("--after", words.after);
  const overrides = {
    ...reader.assignments("--set", words.set ?? []),
    ...given("mesh", reader.mesh("--mesh", words.mesh)),
  };
  if (work.isStored(surroundings, wanted)) {
    for (const word of OF_SCENARIO)
      if (words[word] !== undefined)
        reader.refuse(`--${word}`, "given", "nothing with a cell that is stored");
  }
  const ready = await solving(surroundings);
  const run = wanted.startsWith("-")
    ? undefined
    : reader.attempt(() => work.openCell(ready, wanted, { overrides }));
  return composeJob(run, after ?? [], target);
}

function composeJob(
  run: ResumableRun | undefined,
  after: readonly number[],
  target: { readonly path: string; readonly force: boolean },
) {
  return run && { run, after, target };
}

function addAnalysis(program: Command, surroundings: Surroundings, done: Done): void {
  const command = addCommand(program, "analyse")
    .description(
      "read a run's time series; writes titration.csv (its pulses) and differential-capacity.csv (dQ/dV)",
    )
    .argument("<folder>", "folder of the run")
    .option("--out <folder>", "where the tables go (default: the folder of the run)")
    .option("--interval <mV>", "width of the intervals of dQ/dV (default: 5)")
    .option("--force", "overwrite the tables");
  command.action(async (wanted: string, words: AnalysisWords) => {
    const [reader, work] = [createOptionReader(), await loadWork()];
    reader.surplus(command.args, optionsOf(command));
    const millivolts = reader.positive("--interval", words.interval);
    const interval = millivolts === undefined ? undefined : millivolts / 1000;
    const asked = { folder: wanted, out: words.out, force: words.force === true, interval };
    const job = wanted.startsWith("-") ? undefined : work.prepareAnalysis(surroundings, reader, asked);
    reader.settle();
    if (job) done(work.runAnalysis(surroundings, job));
  });
}
