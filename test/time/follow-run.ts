/** Runs a scenario to its end and keeps all that was told, with the lithium that the cathode gave. */
import { FARADAY, MILLIAMPERE_HOURS } from "../../sim-core/base/constants.ts";
import type { Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import type { Advance } from "../../sim-core/time/run/run-types.ts";

export interface Followed extends Omit<Advance, "waiting"> {
  /** Lithium that left the cathode since the start, mAh/cm2. */
  readonly given: number;
}

export function followRun(scenario: Scenario): Followed {
  const run = createRun(scenario);
  const cathode = (): number => {
    const { cathodeActive, cathodeIsolated } = run.frame().ledger;
    return cathodeActive + cathodeIsolated;
  };
  const before = cathode();
  const { waiting: _, ...told } = run.advance({});
  return { ...told, given: ((before - cathode()) * FARADAY) / MILLIAMPERE_HOURS };
}

/** The scenario with only so many passes of each of its blocks; blocks that are not named stay as they are. */
export function shorten(scenario: Scenario, passes: Readonly<Record<string, number>>): Scenario {
  const blocks = scenario.protocol.blocks.map((block) => ({
    ...block,
    repeat: passes[block.name] ?? block.repeat,
  }));
  return { ...scenario, protocol: { ...scenario.protocol, blocks } };
}
