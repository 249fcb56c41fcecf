/** What the numbers of the model owe to the paper: fitted to it, seen before, or blind. */
import { PARAMETERS, parseScenario } from "../../sim-core/index.ts";

/** A value whose source says that it was fitted. */
export interface FittedValue {
  readonly path: string;
  readonly source: string;
  readonly scenarios: readonly string[];
}

const FITTED = /\[F\]|\[fitted\b|\bfitted\b/;

/** Returns the fitted values of the named scenarios; those that do not exist have none. */
export function listFitted(scenarios: readonly string[], load: (name: string) => unknown): FittedValue[] {
  const found = new Map<string, FittedValue>();
  for (const scenario of scenarios) {
    const source = load(scenario);
    if (source === undefined) continue;
    const { provenance } = parseScenario(source, { load });
    for (const parameter of PARAMETERS) {
      const { path } = parameter;
      // Where there is a value for coated particles, the table's source is that of it, and not of the bare default.
      const byDefault = "coated" in parameter ? "" : parameter.source;
      const own = provenance[path]?.source ?? byDefault;
      if (!FITTED.test(own)) continue;
      const key = JSON.stringify([path, own]);
      found.set(key, { path, source: own, scenarios: [...(found.get(key)?.scenarios ?? []), scenario] });
    }
  }
  return [...found.values()];
}

/** Looked at while values were chosen: agreement with them is consistency (docs/physics.md 10.2). */
export const SEEN: readonly string[] = [
  "decline of the tomography cell over 100 cycles",
  "drifted particles",
  "thinned lithium; 40 um of it were chosen to equal a computed loss",
  "the interphase's direction, thicker where the flux is uneven: the law of fresh surface was chosen for it (7.3)",
  "bare and coated tomography cell differ: the critical current of plating was set for it (tomo-ncm)",
  "6 to 10 GPa: the paper-mode charge ends once they are reached",
];

/** Not looked at while values were chosen. */
export const BLIND: readonly string[] = [
  "plating largest opposite the active cathode",
  "unevenness that grows with time and with current",
  "stress at the tip that faces the active particles",
  "swage shorting before tomography",
  "delithiation against the distance from the collector; stoichiometry of lost particles",
  "what cutting the link does to capacity, interphase and boundaries",
];
