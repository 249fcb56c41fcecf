/** Between which voltages a cell with the electrode of a file is cycled. */
import { InputError, type InputProblem, type MaterialFunction, parseScenario } from "../../sim-core/index.ts";
import { FIELDS, WHERE } from "./bpx-fields.ts";
import { type BpxParts, isSection } from "./bpx-section.ts";

/** V between which the cell is cycled. */
export interface VoltageLimits {
  readonly low: number;
  readonly high: number;
  /** Whether they are the file's. */
  readonly given: boolean;
}

/** Cut-offs are voltages against lithium only where there is no other negative electrode. */
export function limitsOf(
  { parameterisation, cell }: BpxParts,
  written: (path: string) => unknown,
  problems: InputProblem[],
): VoltageLimits | undefined {
  const potentialWritten = written("ncm.openCircuitPotential");
  const potential = understandPotential(potentialWritten, problems);
  if (potential === undefined) return undefined;
  const [low, high] = [cell["Lower voltage cut-off [V]"], cell["Upper voltage cut-off [V]"]];
  const isHalfCell = !isSection(parameterisation["Negative electrode"]);
  if (isHalfCell && typeof low === "number" && typeof high === "number") return { low, high, given: true };
  const at = (path: string): number => Number(potential.evaluate(Number(written(path))).toFixed(3));
  return { low: at("ncm.stoichiometryDischarged"), high: at("ncm.stoichiometryCharged"), given: false };
}

/** Only what reads scenarios knows whether a formula or a table will do. */
function understandPotential(written: unknown, problems: InputProblem[]): MaterialFunction | undefined {
  try {
    const file = { schemaVersion: 1, name: "bpx", ncm: { openCircuitPotential: written } };
    return parseScenario(file, { load: () => undefined }).ncm.openCircuitPotential;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems.map((one) => ({ ...one, where: `${WHERE}.${FIELDS.potential}` })));
    return undefined;
  }
}

/** Returns the protocol of a cycle. */
export function cycleBetween({ low, high }: VoltageLimits): Record<string, unknown> {
  return {
    steps: [
      { charge: "rate", until: `${high} V` },
      { discharge: "rate", until: `${low} V` },
    ],
  };
}
