/** Makes the runs that are missing, several at a time, until all are there or the time is up. */
import type { MemberRequest, MemberResult } from "../library/members.ts";
import type { Job } from "./jobs.ts";
import { type KeptRun, keepRun } from "./kept-run.ts";
import type { Runs } from "./rules.ts";
import type { RunStore } from "./run-store.ts";

export interface CampaignOptions {
  readonly store: RunStore;
  /** Makes one run to its end. */
  readonly make: (request: MemberRequest) => Promise<MemberResult>;
  /** So many at a time. */
  readonly lanes: number;
  /** Whether a run may be started now; those under way are always made to their end. */
  readonly mayStart: (job: Job) => boolean;
  readonly tell: (line: string) => void;
}

export interface CampaignResult {
  readonly runs: Runs;
  /** Runs that were wanted and are not there: no time, or they broke down. */
  readonly missing: number;
  /** In words. */
  readonly failures: readonly string[];
}

/** Returns all runs of `jobs` that are kept or could be made. */
export async function runCampaign(jobs: readonly Job[], options: CampaignOptions): Promise<CampaignResult> {
  const { store, mayStart, lanes, tell } = options;
  const kept = new Map<Job, KeptRun>();
  const failures: string[] = [];
  const open: Job[] = [];
  for (const job of jobs) {
    const before = store.read(job.key);
    if (before === undefined) open.push(job);
    else kept.set(job, { ...before, ensemble: job.ensemble });
  }
  tell(`${kept.size} of ${jobs.length} runs are there`);
  const workLane = async (): Promise<void> => {
    for (let job = open.shift(); job !== undefined; job = open.shift()) {
      if (!mayStart(job)) continue;
      const result = await options.make(job.request);
      if (!result.ok) {
        failures.push(`${job.ensemble}, seed ${job.seed}: ${result.message}`);
        tell(`failed: ${failures.at(-1)}`);
        continue;
      }
      const run = keepRun(job.ensemble, job.seed, result);
      store.write(job.key, run);
      kept.set(job, run);
      tell(`${kept.size} of ${jobs.length}: ${job.ensemble}, seed ${job.seed}, ${run.status}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, workLane));
  return { runs: groupRuns(jobs, kept), missing: jobs.length - kept.size, failures };
}

/** In the order of the jobs, whichever came first. */
function groupRuns(jobs: readonly Job[], kept: ReadonlyMap<Job, KeptRun>): Runs {
  const groups = new Map<string, KeptRun[]>();
  for (const job of jobs) {
    const run = kept.get(job);
    if (run === undefined) continue;
    const group = groups.get(job.ensemble) ?? [];
    group.push(run);
    groups.set(job.ensemble, group);
  }
  return groups;
}
