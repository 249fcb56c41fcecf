/**
 * Whether what is measured is still what the model explains: the last innovations are held against chance, as if bands were
 * normal, and where that does not do, against members that are taken for the cell. Of few particles capacity goes in jumps,
 * and members show how large these are.
 */
import { createRandom } from "../../sim-core/index.ts";
import { assimilate, fewestMembers } from "./assimilate.ts";
import { type KnownMembers, sampleCapacity } from "./forecast.ts";
import { type Observed, readMember } from "./observations.ts";

/** What the sum of squares of so many innovations exceeds in one of 1000 cases (chi square); so many are judged together. */
const CHANCE = [10.83, 13.82, 16.27, 18.47, 20.52];
/** Beyond the largest of the members, this much is still taken for chance, as of the misfit. */
const ALLOWANCE = 1.25;

/** Returns the innovations that are judged together: the last ones. */
export function recentOf(innovations: readonly number[]): readonly number[] {
  return innovations.slice(-CHANCE.length);
}

/** Returns samples of the capacity of a cycle before it is measured; `capacity`: of the cycles before, `error` of itself. */
export function foretell(
  known: KnownMembers,
  capacity: readonly number[],
  { error, cycle }: { readonly error: number; readonly cycle: number },
): number[] {
  if (capacity.length === 0) return known.records.flatMap((own) => own.capacity[0] ?? []);
  const samples = sampleCapacity(known, { capacity, noise: error }, { cycles: cycle, seed: cycle });
  return samples.map((row) => row[cycle - 1]!);
}

/** Returns what was measured less what was foretold, in standard deviations of both. */
export function innovate(foretold: readonly number[], measured: number, error: number): number {
  const mean = foretold.reduce((sum, own) => sum + own, 0) / foretold.length;
  const square = foretold.reduce((sum, own) => sum + (own - mean) ** 2, 0) / (foretold.length - 1);
  return (measured - mean) / Math.sqrt(square + (error * measured) ** 2);
}

/** Whether the last innovations, 5 at most, may be chance; `ofMembers`: those of members, [member][cycle], asked for where they matter. */
export function isExplained(
  recent: readonly number[],
  ofMembers: () => readonly (readonly number[])[],
): boolean {
  const square = (own: readonly number[]): number => own.reduce((sum, one) => sum + one ** 2, 0);
  if (square(recent) <= CHANCE[recent.length - 1]!) return true;
  const most = ofMembers().reduce((largest, own) => Math.max(largest, square(own)), 0);
  return square(recent) <= ALLOWANCE ** 2 * most;
}

/**
 * Returns the innovations of the last `count` cycles up to `cycle` of each member, [member][cycle], as if it were the cell and
 * the others were the members: with noise, and with what its own numbers tell of its parameters. None where the others are too
 * few. `evidenceOf` has what is measured of the first cycles.
 */
export function memberInnovations(
  known: KnownMembers,
  evidenceOf: (cycles: number) => Observed,
  { cycle, count, error }: { readonly cycle: number; readonly count: number; readonly error: number },
): number[][] {
  if (known.points.length - 1 < fewestMembers(known.design.mean.length)) return [];
  const cycles = Array.from({ length: count }, (_, k) => cycle - count + 1 + k);
  return known.records.map((own, member) => {
    const isOther = (_: unknown, k: number): boolean => k !== member;
    const points = known.points.filter(isOther);
    const records = known.records.filter(isOther);
    return cycles.map((at) => {
      const random = createRandom(member, "a member taken for the cell");
      const { observables, variance } = evidenceOf(at - 1);
      const data = observables.map(
        (one, k) => readMember(own, one) + Math.sqrt(variance[k]!) * random.normal(),
      );
      const outputs = records.map((record) => observables.map((one) => readMember(record, one)));
      const posterior = at === 1 ? known.design : assimilate({ points, outputs }, { data, variance });
      const capacity = data.filter((_, k) => observables[k]!.kind === "capacity");
      const foretold = foretell({ points, records, design: known.design, posterior }, capacity, {
        ...{ error, cycle: at },
      });
      const measured = readMember(own, { kind: "capacity", cycle: at });
      return innovate(foretold, measured * (1 + error * random.normal()), error);
    });
  });
}
