/** `protocol`: a scenario's protocol as sentences, or as a script for PyBaMM. */
import { InputError, protocolTextOf, pythonExperimentOf, type Scenario } from "../../sim-core/index.ts";
import { type FileTarget, printOrWrite } from "./result-file.ts";
import { EXIT_DONE, type Surroundings } from "./surroundings.ts";

/** Returns the protocol in the words that are asked for; throws InputError where they cannot say it. */
export function writeProtocolAs(scenario: Scenario, asScript: boolean, tell: Surroundings["tell"]): string {
  if (!asScript) return protocolTextOf(scenario);
  const written = pythonExperimentOf(scenario);
  if ("refused" in written) {
    const expected = "steps of one rate or voltage that end after a time, at a voltage or at a current";
    throw new InputError([...new Set(written.refused)].map((got) => ({ where: "protocol", got, expected })));
  }
  for (const part of written.left) tell(`Not in the script: ${part}.`);
  return written.script;
}

/** Prints the text, or writes it, and returns the exit status. */
export function runProtocol(
  surroundings: Surroundings,
  text: string,
  target: FileTarget | undefined,
): number {
  printOrWrite(surroundings, text, target);
  return EXIT_DONE;
}
