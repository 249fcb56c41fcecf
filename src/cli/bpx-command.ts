/** `bpx`: the positive electrode of other models as a scenario, and a scenario for other models. */
import { resolve } from "node:path";
import { parseScenario, type Scenario } from "../../sim-core/index.ts";
import { describeBpx } from "../bpx/describe-bpx.ts";
import { type BpxReading, readBpx } from "../bpx/read-bpx.ts";
import { writeBpx } from "../bpx/write-bpx.ts";
import { formatJson } from "../io/json.ts";
import { readJson } from "./files.ts";
import { type FileTarget, printOrWrite, writeTarget } from "./result-file.ts";
import { shippedPath } from "./shipped.ts";
import { EXIT_DONE, type Surroundings } from "./surroundings.ts";

/** Reads the file into the scenario; throws InputError with all that is wrong with it, or with what it leads to. */
export function loadBpx(surroundings: Surroundings, wanted: string, base: Scenario): BpxReading {
  const reading = readBpx(readJson(resolve(surroundings.folder, wanted), "file"), base);
  parseScenario(reading.scenario, { load: (name) => readJson(shippedPath(surroundings, name), "extends") });
  return reading;
}

/** Prints what was taken, writes the scenario where that was asked for and returns the exit status. */
export function runBpxImport(
  { print, disk }: Surroundings,
  reading: BpxReading,
  target: FileTarget | undefined,
): number {
  for (const line of describeBpx(reading)) print(line);
  if (target === undefined) return EXIT_DONE;
  writeTarget(disk, target, formatJson(reading.scenario));
  print(target.path);
  return EXIT_DONE;
}

/** Writes the file, or prints it where no place is named, and returns the exit status. */
export function runBpxExport(
  surroundings: Surroundings,
  scenario: Scenario,
  target: FileTarget | undefined,
): number {
  const { file, notes } = writeBpx(scenario);
  for (const note of notes) surroundings.tell(note);
  printOrWrite(surroundings, formatJson(file), target);
  return EXIT_DONE;
}
