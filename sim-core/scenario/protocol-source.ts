/** A protocol as a text of its own: laid over a scenario, taken apart, and written. */
import { InputError, type InputProblem } from "../base/errors.ts";
import { nominalArealCapacity } from "./capacity.ts";
import { outlineProtocol, type ProtocolOutline } from "./protocol/outline-protocol.ts";
import { readProtocolSource } from "./protocol/protocol-file.ts";
import { ExperimentError } from "./protocol/python-experiment.ts";
import { writeProtocol, writeProtocolText } from "./protocol/write-protocol.ts";
import { type WrittenExperiment, writePythonExperiment } from "./protocol/write-python-experiment.ts";
import type { Scenario } from "./record/scenario.ts";

/** Characters of a text that are repeated in a message. */
const LONGEST_SHOWN = 40;

/** For a text without a scenario: what is only to be taken apart does not depend on it. */
const USUAL = { scale: { oneC: 20, electrodeArea: 1e-4 }, repeat: 1 };

/** Returns the source of a scenario with the protocol of a text; throws InputError, which names `where` it stands, if it is none. */
export function layProtocol(source: unknown, text: string | undefined, where = "protocol"): unknown {
  if (text === undefined || typeof source !== "object" || source === null) return source;
  try {
    return { ...source, protocol: readProtocolSource(text) };
  } catch (error) {
    throw new InputError([{ where, ...problemOf(error, text) }]);
  }
}

/** What is wrong with a text that is no protocol; throws what is no such error. */
function problemOf(error: unknown, text: string): Omit<InputProblem, "where"> {
  if (error instanceof ExperimentError) {
    const got = JSON.stringify(text.trim().slice(0, LONGEST_SHOWN));
    return { got, expected: `an experiment of PyBaMM: ${error.message}` };
  }
  if (!(error instanceof SyntaxError)) throw error;
  return { got: `invalid JSON (${error.message})`, expected: "JSON, or sentences, one a line" };
}

/**
 * Returns the outline of a text; undefined where it holds no protocol. `scenario` is that of the cell, as far as it is
 * known.
 */
export function outlineProtocolText(
  text: string,
  scenario: Scenario | undefined,
): ProtocolOutline | undefined {
  const known = scenario && {
    scale: { oneC: nominalArealCapacity(scenario) / 3600, electrodeArea: scenario.cell.electrodeArea },
    repeat: scenario.protocol.repeat,
  };
  try {
    return outlineProtocol(readProtocolSource(text), known ?? USUAL);
  } catch (error) {
    problemOf(error, text);
    return undefined;
  }
}

/** Returns the protocol of a scenario as sentences, or as JSON where they do not hold it; either reads back as the same. */
export function protocolTextOf({ protocol }: Scenario): string {
  const { repeat } = protocol;
  return (
    writeProtocolText(protocol) ?? `${JSON.stringify({ repeat, ...writeProtocol(protocol) }, null, 2)}\n`
  );
}

/** Returns the protocol of a scenario as a script for PyBaMM, or what of it no script can say. */
export function pythonExperimentOf({ protocol, cell }: Scenario): WrittenExperiment {
  return writePythonExperiment(protocol, cell);
}
