/**
 * Parameters from a measured cell, by rounds of an ensemble: members are spread over what is known, their runs tell what the
 * data say, and the next members are spread over that, somewhat wider. Every member has a microstructure of its own: that of
 * the measured cell is unknown, and what microstructures do to the curves counts as error with its correlations.
 */
import type { FreeParameter } from "../calibration/calibration.ts";
import { fewestMembers } from "./assimilate.ts";
import { createPrior, drawMembers, type Gaussian, widen } from "./design.ts";
import { valueFrom } from "./latent.ts";
import type { MemberRecord } from "./member-record.ts";
import { allowForMisfit, type Misfit } from "./misfit.ts";
import { type Observed, readMember } from "./observations.ts";
import type { Members } from "./regression.ts";

/** A member that is to be run. */
export interface MemberWish {
  /** Of its microstructure. */
  readonly seed: number;
  /** By parameter, in display units. */
  readonly values: readonly number[];
}

/** Runs members for so many cycles, in the order of the wishes. */
export type RunMembers = (wishes: readonly MemberWish[], cycles: number) => Promise<readonly MemberRecord[]>;

export interface FitProblem {
  readonly parameters: readonly FreeParameter[];
  readonly observed: Observed;
  /** Members of a round. */
  readonly members: number;
  /** Rounds at most. */
  readonly rounds: number;
  /** Of what is drawn. */
  readonly seed: number;
}

/** How a round has ended. */
export interface FitRound {
  readonly number: number;
  readonly posterior: Gaussian;
  /** How far the mean has moved, in standard deviations of what is left uncertain, root of the mean square. */
  readonly moved: number;
  /** Members that told everything. */
  readonly told: number;
}

export interface Fitted {
  readonly converged: boolean;
  readonly rounds: readonly FitRound[];
  readonly posterior: Gaussian;
  /** Of the last round: what they gave, and from where they were drawn. */
  readonly members: Members;
  readonly design: Gaussian;
  readonly misfit: Misfit;
  readonly records: readonly MemberRecord[];
}

/** Too few members tell of the data. */
export class TooFewTold extends Error {}

/** Standard deviations of what is known, from which the next members are drawn. */
export const DESIGN_WIDTH = 1.5;
/** Standard deviations: a mean that moves less has settled. */
const SETTLED = 0.5;
const FEWEST_ROUNDS = 3;
/** Seeds of the microstructures of one round. */
const SEEDS_A_ROUND = 1000;

/** Returns what is known after all. Throws TooFewTold, and what `run` throws. */
export async function fitParameters(
  problem: FitProblem,
  run: RunMembers,
  onRound: (round: FitRound) => void = () => undefined,
): Promise<Fitted> {
  const { parameters, observed } = problem;
  const cycles = Math.max(...observed.observables.map(({ cycle }) => cycle));
  const rounds: FitRound[] = [];
  let known = createPrior(parameters.length);
  let design = known;
  for (;;) {
    const number = rounds.length + 1;
    const wishes = drawWishes(problem, design, number);
    const records = await run(
      wishes.map(({ seed, values }) => ({ seed, values })),
      cycles,
    );
    const { members, told } = gatherMembers(wishes, records, observed);
    if (told.length < fewestMembers(parameters.length))
      throw new TooFewTold(
        `${told.length} of ${wishes.length} members came through all ${cycles} cycles; ${fewestMembers(parameters.length)} are needed`,
      );
    const { posterior, misfit } = allowForMisfit(members, observed);
    const moved = distance(known, posterior);
    const round = { number, posterior, moved, told: told.length };
    rounds.push(round);
    onRound(round);
    const converged = moved < SETTLED && number >= Math.min(FEWEST_ROUNDS, problem.rounds);
    if (converged || number === problem.rounds)
      return { converged, rounds, posterior, members, design, misfit, records: told.map((k) => records[k]!) };
    known = posterior;
    design = widen(posterior, DESIGN_WIDTH);
  }
}

/** Returns the members of a round: deviates, values, and a seed that no other round has. */
export function drawWishes(
  { parameters, members, seed }: Pick<FitProblem, "parameters" | "members" | "seed">,
  design: Gaussian,
  round: number,
): (MemberWish & { readonly point: readonly number[] })[] {
  return drawMembers(design, members, seed, `members of round ${round}`).map((point, k) => ({
    ...{ point, seed: SEEDS_A_ROUND * round + k },
    values: parameters.map((parameter, i) => valueFrom(parameter, point[i]!)),
  }));
}

/** Returns the members that tell every observable, and their places. */
export function gatherMembers(
  wishes: readonly { readonly point: readonly number[] }[],
  records: readonly MemberRecord[],
  { observables }: Pick<Observed, "observables">,
): { readonly members: Members; readonly told: readonly number[] } {
  const outputs = records.map((record) => observables.map((own) => readMember(record, own)));
  const told = outputs.flatMap((row, k) => (row.every(Number.isFinite) ? [k] : []));
  return {
    told,
    members: { points: told.map((k) => wishes[k]!.point), outputs: told.map((k) => outputs[k]!) },
  };
}

/** Root of the mean square of the step between two means, in standard deviations of the second. */
function distance(before: Gaussian, after: Gaussian): number {
  const squares = after.mean.map((own, i) => (own - before.mean[i]!) ** 2 / after.covariance[i]![i]!);
  return Math.sqrt(squares.reduce((sum, own) => sum + own, 0) / Math.max(1, squares.length));
}
