/** A protocol as a text of its own: laid over a scenario, taken apart, and written. */
import { InputError } from "../base/errors.ts";
import { nominalArealCapacity } from "./capacity.ts";
import { outlineProtocol, type ProtocolOutline } from "./protocol/outline-protocol.ts";
import { readProtocolSource } from "./protocol/protocol-file.ts";
import { writeProtocol, writeProtocolText } from "./protocol/write-protocol.ts";
import type { Scenario } from "./record/scenario.ts";

/** For a text without a scenario: what is only to be taken apart does not depend on it. */
const USUAL = { scale: { oneC: 20, electrodeArea: 1e-4 }, repeat: 1 };

/** Returns the source of a scenario with the protocol of a text (sentences or JSON); throws InputError where that is no JSON. */
export function layProtocol(source: unknown, text: string | undefined): unknown {
  if (text === undefined || typeof source !== "object" || source === null) return source;
  try {
    return { ...source, protocol: readProtocolSource(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const expected = `JSON (${error.message}), or sentences, one a line`;
    throw new InputError([{ where: "protocol", got: JSON.stringify(text.trim().slice(0, 40)), expected }]);
  }
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
    if (!(error instanceof SyntaxError)) throw error;
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
