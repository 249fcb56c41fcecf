/** Runs of the members of a fit or a twin: over workers, each made once ever and kept in the folder, a line each. */
import { countCycles, describeScenario, InputError, kernelInUse } from "../../sim-core/index.ts";
import { formatJson } from "../io/json.ts";
import type { MemberResult } from "../library/members.ts";
import { runMany } from "../library/run-many.ts";
import type { MemberWish, RunMembers } from "../twin/fit.ts";
import { type MemberRecord, recordMember, refusedMember, SHARES } from "../twin/member-record.ts";
import { writeMember } from "../twin/member-source.ts";
import type { TwinPlan } from "../twin/plan.ts";
import { openRunLines } from "./kept-runs.ts";
import { hasPassed } from "./run-pace.ts";
import type { Surroundings } from "./surroundings.ts";

/** s between two lines. */
const QUIET_SECONDS = 30;

/** A member broke down, which is no answer: the same command goes on. */
export class MemberBroken extends Error {}

/** Live parameters that differ from the end of a cycle on. */
export interface LateChange {
  /** The last cycle before it. */
  readonly after: number;
  /** Parameter and value as a person writes them. */
  readonly settings: readonly (readonly [string, string | number | boolean])[];
}

interface KeptRun {
  readonly key: string;
  /** Cycles that were asked for. */
  readonly cycles: number;
  readonly record: MemberRecord;
}

export interface RunnerOptions {
  readonly folder: string;
  readonly force: boolean;
  readonly workers: number | undefined;
  readonly signal: AbortSignal;
}

/** Returns what runs members; `change` makes those that differ from the end of a cycle on, each at its own time. */
export type RunChanged = (
  wishes: readonly MemberWish[],
  cycles: number,
  change?: LateChange,
) => Promise<readonly MemberRecord[]>;

/**
 * Returns what runs the members of a plan, of which those in the folder are not run again; throws InputError where the folder
 * has those of another model and `force` is not given.
 */
export function openRunner(surroundings: Surroundings, plan: TwinPlan, options: RunnerOptions): RunChanged {
  const store = openStore(surroundings, plan, options);
  const runAll: RunChanged = async (wishes, cycles, change) => {
    const before = change === undefined ? undefined : await runAll(wishes, change.after);
    const keyed = wishes.map((wish, k) => {
      const events = before === undefined || change === undefined ? [] : eventsOf(change, before[k]!);
      return { wish, events, key: JSON.stringify([wish.seed, wish.values, events]) };
    });
    const missing = keyed.filter(({ key }) => store.find(key, cycles) === undefined);
    const requests = missing.map(({ wish, events }) => ({
      source: layCycles(writeMember(plan.scenario, plan.parameters, wish.values), plan, cycles),
      overrides: { seed: wish.seed },
      events,
    }));
    const tell = createTeller(surroundings, plan.name, requests.length);
    const { workers, signal } = options;
    for await (const result of runMany(requests, { ...(workers !== undefined && { workers }), signal })) {
      const { key, wish } = missing[result.member]!;
      store.add({ key, cycles, record: keep(result, wish) });
      tell();
    }
    return keyed.map(({ key }) => cut(store.find(key, cycles)!, cycles));
  };
  return runAll;
}

/** Returns what runs members without changes. */
export function plainly(run: RunChanged): RunMembers {
  return (wishes, cycles) => run(wishes, cycles);
}

function eventsOf({ after, settings }: LateChange, { end }: MemberRecord): string[] {
  const time = end[after - 1];
  return time === undefined ? [] : settings.map(([path, value]) => `${time} s: ${path} = ${value}`);
}

/** The protocol for so many cycles; that of the plan has at least as many, or its one block is repeated. */
function layCycles(source: Readonly<Record<string, unknown>>, { scenario }: TwinPlan, cycles: number) {
  const protocol = source.protocol as Readonly<Record<string, unknown>>;
  if ("repeat" in protocol) return { ...source, protocol: { ...protocol, repeat: cycles } };
  if (countCycles(scenario.protocol) >= cycles) return source;
  const got = `${countCycles(scenario.protocol)} cycles`;
  throw new InputError([
    { where: "scenario.protocol", got, expected: `at least ${cycles} cycles, or steps that are repeated` },
  ]);
}

function keep(result: MemberResult, { seed }: MemberWish): MemberRecord {
  if (result.ok) return recordMember(result);
  if (result.problems.length > 0) return refusedMember();
  throw new MemberBroken(`seed ${seed}: ${result.message}`);
}

/** A longer run stands for a shorter one. */
function cut({ record }: KeptRun, cycles: number): MemberRecord {
  if (record.capacity.length <= cycles) return record;
  const short = record.shortCycle !== null && record.shortCycle <= cycles ? record.shortCycle : null;
  const states = Object.fromEntries(
    Object.entries(record.states).map(([name, own]) => [name, own.slice(0, cycles)]),
  );
  return {
    ...{ ended: "completed", capacity: record.capacity.slice(0, cycles), end: record.end.slice(0, cycles) },
    ...{ charge: record.charge.slice(0, cycles), discharge: record.discharge.slice(0, cycles) },
    ...{ states: states as unknown as MemberRecord["states"], shortCycle: short },
  };
}

function openStore(surroundings: Surroundings, { scenario }: TwinPlan, { folder, force }: RunnerOptions) {
  const { version } = surroundings;
  const made = { version, kernel: kernelInUse(), shares: SHARES, scenario: describeScenario(scenario) };
  const lines = openRunLines<KeptRun>(surroundings, {
    ...{ folder, force, job: formatJson(made) },
    ...{ others: "members of another scenario", renews: false },
  });
  const runs = new Map<string, KeptRun>();
  const remember = (run: KeptRun): void => {
    if ((runs.get(run.key)?.cycles ?? 0) < run.cycles) runs.set(run.key, run);
  };
  lines.kept.forEach(remember);
  return {
    find: (key: string, cycles: number): KeptRun | undefined => {
      const run = runs.get(key);
      return run !== undefined && (run.cycles >= cycles || run.record.ended !== "completed")
        ? run
        : undefined;
    },
    add(run: KeptRun): void {
      remember(run);
      lines.add(run);
    },
  };
}

function createTeller({ tell, clock }: Surroundings, name: string, total: number): () => void {
  let last = clock();
  let done = 0;
  return () => {
    done++;
    if (done < total && !hasPassed(last, clock(), QUIET_SECONDS)) return;
    last = clock();
    tell(`${name}: ${done} of ${total} members have run`);
  };
}
