/** The runs of the report: which are needed, in what order, and under what name each is kept. */
import { createHash } from "node:crypto";
import type { MemberRequest } from "../library/members.ts";
import { type Ensemble, READ_CYCLES } from "./ensembles.ts";

/** One run. */
export interface Job {
  readonly ensemble: string;
  readonly seed: number;
  readonly request: MemberRequest & { readonly source: Readonly<Record<string, unknown>> };
  /** Names what the run is made of; any change of scenario, seed or code gives another one. */
  readonly key: string;
}

/** What jobs are made from. */
export interface JobSource {
  /** Returns the source of a scenario by its name; undefined where there is none. */
  readonly load: (name: string) => unknown;
  /** Names the code that runs are made by. */
  readonly code: string;
  /** So many seeds of each ensemble in place of its own; those without chance stay at one. */
  readonly seeds?: number;
}

const CYCLE = [
  { charge: "rate", until: "4.3 V" },
  { discharge: "rate", until: "2.6 V" },
];
/** As far as the tolerance of jumps lets it. */
const AUTO = 1000;

/**
 * Returns the runs of `ensembles`, first all of the seed 1, then all of the seed 2 and so on, so that whenever the time is up every
 * ensemble has about as many. Those whose scenario does not exist have none.
 */
export function listJobs(ensembles: readonly Ensemble[], source: JobSource): Job[] {
  const present = ensembles.filter(({ scenario }) => source.load(scenario) !== undefined);
  const counts = present.map(({ seeds }) => (seeds === 1 ? 1 : (source.seeds ?? seeds)));
  const jobs: Job[] = [];
  for (let seed = 1; seed <= Math.max(0, ...counts); seed++) {
    present.forEach((ensemble, k) => {
      if (seed <= (counts[k] ?? 0)) jobs.push(jobOf(ensemble, seed, source));
    });
  }
  return jobs;
}

/** Returns one run of an ensemble. */
export function jobOf(ensemble: Ensemble, seed: number, { load, code }: JobSource): Job {
  const { name, scenario, overrides, jump, asShipped, model = "reduced" } = ensemble;
  const protocol = protocolOf(ensemble);
  const source = { schemaVersion: 1, name: "validity", extends: scenario, ...(protocol && { protocol }) };
  const settings = {
    ...(asShipped ? {} : { mesh: "draft", "solver.model": model }),
    ...{ "solver.jump": jump ? AUTO : 0, seed },
    ...overrides,
  };
  const inherited: Record<string, unknown> = {};
  const recorded = (wanted: string): unknown => {
    inherited[wanted] = load(wanted);
    return inherited[wanted];
  };
  for (let next: unknown = scenario; typeof next === "string"; ) {
    next = (recorded(next) as { readonly extends?: unknown } | undefined)?.extends;
  }
  const text = JSON.stringify({ code, source, settings, inherited });
  return {
    ...{ ensemble: name, seed },
    key: createHash("sha256").update(text).digest("hex").slice(0, 20),
    request: { source, load, overrides: settings },
  };
}

/** Blocks that end at the cycles that are read; undefined for the scenario's own protocol. */
function protocolOf({ cycles, steps }: Ensemble): Readonly<Record<string, unknown>> | undefined {
  if (cycles === 1 && steps === undefined) return undefined;
  const ends = [...READ_CYCLES.filter((end) => end < cycles), cycles];
  const blocks = ends.map((end, k) => ({
    name: `to ${end}`,
    repeat: end - (ends[k - 1] ?? 0),
    steps: steps ?? CYCLE,
  }));
  return { blocks };
}
