/** The runs of an explanation, made as far as they are needed, in waves: what one shows may make others needless. */
import type { Scenario } from "../../sim-core/index.ts";
import { CAUSES, type CauseKey } from "../attribution/causes.ts";
import { findEqual, listNext } from "../attribution/equal-coalitions.ts";
import type { CoalitionCapacity } from "../attribution/explanation.ts";
import { coalitionOf } from "../attribution/shapley.ts";
import type { Window } from "../attribution/slow-cycle.ts";
import { type ExplainMember, keepMember, keysOf, nameOf, type Order, requestOf } from "./explain-members.ts";
import { type ExplainProgress, measureProgress } from "./explain-progress.ts";
import type { MemberFailed } from "./members.ts";
import { type ManyOptions, runMany } from "./run-many.ts";

/** Runs that have been made before. */
export interface ExplainStore {
  /** Returns the run of this name; undefined where there is none. */
  read(name: string): ExplainMember | undefined;
  /** Keeps a run that has ended. */
  write(name: string, member: ExplainMember): void;
}

/** What is to be run. */
export interface Plan {
  readonly scenario: Scenario;
  /** Causes that the scenario has. */
  readonly players: readonly number[];
  readonly needed: readonly number[];
  readonly cycle: number;
  /** Of the slow cycle; undefined where none is made. */
  readonly slow: { readonly rate: number; readonly window: Window } | undefined;
}

/** How it is run. */
export interface CampaignOptions extends Pick<ManyOptions, "workers" | "startWorker" | "signal"> {
  /** Where runs are kept; nowhere by default. What it holds has to be of the same scenario and options. */
  readonly kept?: ExplainStore;
  /** Called at the start, for each cycle that is computed and for each run that has ended. */
  readonly onProgress?: (progress: ExplainProgress) => void;
}

/** Causes that may leave no trace in a run. */
const FICKLE = CAUSES.reduce((bits, { acted }, k) => (acted === undefined ? bits : bits | (1 << k)), 0);

/** The runs that have been made. */
export interface Campaign {
  /** By coalition, those of its causes that have left a trace. */
  readonly actedIn: ReadonlyMap<number, number>;
  /** Returns the cycle that capacity is compared with, as far as it is known. */
  reference(): number | undefined;
  /** Returns what a coalition has, run or the same as one that was. */
  capacitiesOf(coalition: number, reference: number): CoalitionCapacity;
}

/** Makes all runs; returns the first one that failed instead, and throws the signal's reason where it ends them. */
export async function runCampaign(plan: Plan, options: CampaignOptions): Promise<Campaign | MemberFailed> {
  const made = createMade(plan);
  const { kept } = options;
  for (let orders = made.listOrders(); orders.length > 0; orders = made.listOrders()) {
    const open = orders.filter((order) => {
      const before = kept?.read(nameOf(order));
      if (before !== undefined) made.add(order, before);
      return before === undefined;
    });
    // What was kept may show that others are not needed.
    if (open.length < orders.length) continue;
    const failed = await makeRuns(plan, options, { made, orders });
    if (failed !== undefined) return failed;
  }
  return made;
}

type Made = ReturnType<typeof createMade>;

function createMade({ scenario, players, needed, cycle, slow }: Plan) {
  const members = new Map<string, ExplainMember>();
  const actedIn = new Map<number, number>();
  const find = (order: Order): ExplainMember | undefined => members.get(nameOf(order));
  const reference = (): number | undefined => {
    const whole = find({ coalition: coalitionOf(players), cycles: cycle });
    return scenario.protocol.referenceCycle || (whole?.reference ?? undefined);
  };
  return {
    ...{ actedIn, reference },
    count: () => ({ actedIn, shortRuns: members.size - actedIn.size }),
    add(order: Order, member: ExplainMember): void {
      members.set(nameOf(order), member);
      if (order.cycles === cycle) actedIn.set(order.coalition, bitsOf(member.acted));
    },
    /** Those that can be given now. */
    listOrders(): Order[] {
      const first = reference();
      const long = listNext(needed, actedIn, FICKLE).map((coalition) => ({ coalition, cycles: cycle }));
      if (slow === undefined || first === undefined || first >= cycle) return long;
      const short = [...actedIn.keys()].map((coalition) => ({ coalition, cycles: first }));
      return [...long, ...short.filter((order) => find(order) === undefined)];
    },
    capacitiesOf(coalition: number, first: number): CoalitionCapacity {
      const run = findEqual(coalition, actedIn);
      const long = run === undefined ? undefined : find({ coalition: run, cycles: cycle });
      if (run === undefined || long === undefined)
        throw new Error("broken invariant: what is needed was run");
      const short = find({ coalition: run, cycles: first });
      const at = (member: ExplainMember | undefined, one: number): number => member?.capacities[one - 1] ?? 0;
      return {
        ...{ causes: keysOf(coalition), run: run === coalition, message: long.message },
        ...{ reference: at(long, first), now: at(long, cycle) },
        slowReference: slow === undefined ? null : (short?.slow ?? 0),
        slowNow: slow === undefined ? null : (long.slow ?? 0),
      };
    },
  };
}

/** Makes the runs of `orders`; returns the first one that failed. */
async function makeRuns(
  { scenario, players, needed, cycle, slow }: Plan,
  { kept, onProgress, ...many }: CampaignOptions,
  { made, orders }: { readonly made: Made; readonly orders: readonly Order[] },
): Promise<MemberFailed | undefined> {
  const requests = orders.map((order) => requestOf(scenario, order, { players, slow }));
  const underWay = new Map<number, number>();
  const tell = (): void => {
    const extra = slow === undefined ? 0 : 1;
    const lengths = { long: cycle + extra, short: extra && (made.reference() ?? 1) + extra };
    const sum = [...underWay.values()].reduce((total, own) => total + own, 0);
    onProgress?.(measureProgress(needed, made.count(), { lengths, underWay: sum }));
  };
  tell();
  const count = ({ member, cycle: { cycle: ended } }: { member: number; cycle: { cycle: number } }): void => {
    underWay.set(member, ended);
    tell();
  };
  for await (const result of runMany(requests, { ...many, onProgress: count })) {
    const order = orders[result.member];
    if (order === undefined) throw new Error("broken invariant: a result belongs to an order");
    const member = result.ok ? keepMember(result) : undefined;
    if (!result.ok || member?.status === "failed") return describeFailed(order, result, member?.message);
    if (member === undefined) throw new Error("broken invariant: a run that ended is kept");
    kept?.write(nameOf(order), member);
    made.add(order, member);
    underWay.delete(result.member);
    tell();
  }
  return undefined;
}

function describeFailed(order: Order, result: MemberFailed | { member: number }, message = ""): MemberFailed {
  const told = "message" in result ? result.message : message;
  const problems = "problems" in result ? result.problems : [];
  return { ok: false, member: result.member, problems, message: `with ${nameOf(order)}: ${told}` };
}

function bitsOf(keys: readonly CauseKey[]): number {
  return CAUSES.reduce((bits, { key }, k) => (keys.includes(key) ? bits | (1 << k) : bits), 0);
}
