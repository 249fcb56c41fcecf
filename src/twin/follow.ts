/**
 * A twin follows a cell cycle by cycle. Its members' runs reach beyond what has been measured, so that a new cycle is first
 * held against what was foretold of it, and then tells, with all before it, what is known; nothing is counted twice, since
 * every answer is made of the expectation beforehand and all data anew. Where what is known has left the place from which the
 * members were drawn, new ones are drawn and run from the first cycle on: parameters and states of a member always belong
 * together.
 */
import { fewestMembers } from "./assimilate.ts";
import { createPrior, type Gaussian, invert, widen } from "./design.ts";
import { DESIGN_WIDTH, drawWishes, gatherMembers, type RunMembers, TooFewTold } from "./fit.ts";
import { describeParameters, type FittedParameter } from "./fit-result.ts";
import { type Band, bandOf, type KnownMembers, sampleCapacity, sampleStates } from "./forecast.ts";
import { foretell, innovate, isExplained, memberInnovations, recentOf } from "./innovation.ts";
import type { StateName } from "./member-record.ts";
import { allowForMisfit } from "./misfit.ts";
import { gatherEvidence, type ObservedCycle } from "./observations.ts";
import { curvesOfTwin, type TwinPlan } from "./plan.ts";

/** What a cycle has told. */
export interface TwinCycle {
  /** From 1. */
  readonly cycle: number;
  /** Number in the file. */
  readonly number: number;
  /** mAh/cm2 */
  readonly measured: number;
  /** Foretold of it before it was measured. */
  readonly foretold: Band;
  /** What was measured less what was foretold, in standard deviations of both. */
  readonly innovation: number;
  /** False where the last innovations are larger than chance makes them in one of 1000 cases, and than any member's. */
  readonly explained: boolean;
  /** By which errors were stretched, since no member lies as far from the plane as the data do; 1 where one does. */
  readonly stretch: number;
  /** Of the cell without noise, and over the first cycle. */
  readonly capacity: Band;
  readonly retention: Band;
  readonly parameters: readonly FittedParameter[];
  readonly states: Readonly<Partial<Record<StateName, Band>>>;
  /** Members that came through all cycles. */
  readonly members: number;
  /** Whether new members were drawn. */
  readonly renewed: boolean;
}

/** All that a twin knows; plain data. */
export interface TwinState {
  /** Of the members' draws, from 1. */
  readonly round: number;
  readonly design: Gaussian;
  readonly posterior: Gaussian;
  /** To which the members have been run. */
  readonly horizon: number;
  readonly observed: readonly ObservedCycle[];
  readonly cycles: readonly TwinCycle[];
}

/** Mean square of the step from where the members were drawn, in their standard deviations, and ratio of widths. */
const FAR = 1;
const NARROW = 2.2;
const MOST_RENEWALS = 3;

/** Returns a twin that knows nothing yet. */
export function createTwin({ parameters }: TwinPlan): TwinState {
  const prior = createPrior(parameters.length);
  return { round: 1, design: prior, posterior: prior, horizon: reachOf(0), observed: [], cycles: [] };
}

const reachOf = (cycle: number): number => Math.ceil(1.5 * cycle) + 4;

/** Returns the twin after one more cycle. Throws TooFewTold where too few members live through what was measured. */
export async function followCycle(
  plan: TwinPlan,
  state: TwinState,
  observed: ObservedCycle,
  run: RunMembers,
): Promise<TwinState> {
  const cycle = state.observed.length + 1;
  const horizon = cycle + 1 > state.horizon ? reachOf(cycle) : state.horizon;
  const before = await knowMembers(plan, { ...state, horizon }, run);
  const error = capacityError(plan);
  const foretold = foretell(
    before,
    state.observed.map((own) => own.capacity),
    { error, cycle },
  );
  const all = [...state.observed, observed];
  const { after, renewed } = await absorb(plan, { ...state, horizon, observed: all }, run);
  const { known, stretch } = await settle(plan, after, run);
  const measured = { capacity: all.map((own) => own.capacity), noise: error };
  const samples = sampleCapacity(known, measured, { cycles: cycle, seed: cycle });
  const innovation = innovate(foretold, observed.capacity, error);
  const recent = recentOf([...state.cycles.map((own) => own.innovation), innovation]);
  const ofMembers = (): number[][] =>
    memberInnovations(known, (cycles) => evidenceOf(plan, all.slice(0, cycles)), {
      ...{ cycle, count: recent.length, error },
    });
  const told: TwinCycle = {
    ...{ cycle, number: observed.number, measured: observed.capacity, innovation, stretch, renewed },
    foretold: bandOf(foretold),
    explained: isExplained(recent, ofMembers),
    capacity: bandOf(samples.map((row) => row[cycle - 1]!)),
    retention: bandOf(samples.map((row) => row[cycle - 1]! / row[0]!)),
    parameters: describeParameters(plan.parameters, after.posterior),
    states: sampleStates(known, measured, { cycle, seed: cycle }),
    members: known.points.length,
  };
  return { ...after, posterior: known.posterior, cycles: [...state.cycles, told] };
}

/** Error of a capacity, of itself: noise and what the model cannot say. */
export function capacityError({ noise, modelError }: TwinPlan): number {
  return Math.hypot(noise.capacity, modelError.capacity);
}

/** Returns the members that came through all that was measured, run up to the horizon, with what is known. */
export async function knowMembers(plan: TwinPlan, state: TwinState, run: RunMembers): Promise<KnownMembers> {
  const wishes = drawWishes(plannedDraw(plan), state.design, state.round);
  const records = await run(
    wishes.map(({ seed, values }) => ({ seed, values })),
    state.horizon,
  );
  const { told } = gatherMembers(wishes, records, evidenceOf(plan, state.observed));
  return {
    points: told.map((k) => wishes[k]!.point),
    records: told.map((k) => records[k]!),
    ...{ design: state.design, posterior: state.posterior },
  };
}

const plannedDraw = ({ parameters, members, scenario }: TwinPlan) => ({
  parameters,
  members,
  seed: scenario.seed,
});

function evidenceOf(plan: TwinPlan, observed: readonly ObservedCycle[]) {
  const { noise, modelError } = plan;
  return gatherEvidence(observed, { curves: curvesOfTwin(plan, observed.length), noise, modelError });
}

/** What all data tell by the members that there are, and by new ones where it has left the place of those. */
async function absorb(
  plan: TwinPlan,
  state: TwinState,
  run: RunMembers,
): Promise<{ readonly after: TwinState; readonly renewed: boolean }> {
  let after = state;
  for (let renewals = 0; ; renewals++) {
    const { known } = await settle(plan, after, run);
    after = { ...after, posterior: known.posterior };
    if (renewals === MOST_RENEWALS || !hasLeft(after.design, known.posterior))
      return { after, renewed: renewals > 0 };
    after = { ...after, design: widen(known.posterior, DESIGN_WIDTH), round: after.round + 1 };
  }
}

async function settle(
  plan: TwinPlan,
  state: TwinState,
  run: RunMembers,
): Promise<{ readonly known: KnownMembers; readonly stretch: number }> {
  const known = await knowMembers(plan, state, run);
  const observed = evidenceOf(plan, state.observed);
  const fewest = fewestMembers(plan.parameters.length);
  const { members } = gatherMembers(
    known.points.map((point) => ({ point })),
    known.records,
    observed,
  );
  if (members.points.length < fewest)
    throw new TooFewTold(
      `${members.points.length} of ${plan.members} members came through all ${state.observed.length} cycles; ${fewest} are needed`,
    );
  const { posterior, misfit } = allowForMisfit(members, observed);
  return { known: { ...known, posterior }, stretch: misfit.stretch };
}

/** Whether what is known lies far from where the members were drawn, or is much narrower. */
function hasLeft(design: Gaussian, { mean, covariance }: Gaussian): boolean {
  const count = mean.length;
  const precision = invert(design.covariance);
  const step = mean.map((own, i) => own - design.mean[i]!);
  const square = step.reduce(
    (sum, one, i) => sum + one * precision[i]!.reduce((inner, own, j) => inner + own * step[j]!, 0),
    0,
  );
  const widths = design.covariance.map((row, i) => Math.log(row[i]! / covariance[i]![i]!) / 2);
  return square > FAR * count || Math.max(...widths) > Math.log(NARROW);
}
