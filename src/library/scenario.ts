/** Scenarios for a library: what a file would say, without a file. */
import {
  parseScenario as parseCoreScenario,
  parseScenarioText,
  type Scenario,
} from "../../sim-core/index.ts";

/** What a scenario may refer to, and what is laid on top of it. */
export interface ParseOptions {
  /** Returns the source of a scenario by its name, for `extends`; undefined if there is none. None by default. */
  readonly load?: (name: string) => unknown;
  /** Settings on top, by parameter path. A number is in display units, a text carries its unit: `"6 mS/cm"`. */
  readonly overrides?: Readonly<Record<string, string | number | boolean>>;
  /** Returns the text of a file that the scenario names, such as a current profile; undefined if there is none. */
  readonly loadText?: (name: string) => string | undefined;
  /** So many cycles: of plain steps their repetitions, of blocks an end of the run. */
  readonly cycles?: number;
  /** Events besides those of the source, such as `"2 h: cell.cRate = 1"`. */
  readonly events?: readonly string[];
}

/**
 * Returns the scenario of `source`, a record or JSON text in the form of `scenarioJsonSchema()`, with every value in SI
 * units and what is odd about it as its `warnings`. Throws `InputError` with every problem at once.
 */
export function parseScenario(source: unknown, options: ParseOptions = {}): Scenario {
  const whole = { load: () => undefined, ...options };
  return typeof source === "string" ? parseScenarioText(source, whole) : parseCoreScenario(source, whole);
}
