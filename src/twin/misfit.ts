/**
 * Whether the model can say what was measured at all: how far the data lie from the plane of the members at the most likely
 * point, in units of what noise and microstructures explain, beside how far members themselves lie from it. Where the data lie
 * farther than every member, the model errs: all errors, with their correlations, are then stretched by that ratio (Birge's).
 */
import { assimilate } from "./assimilate.ts";
import type { Gaussian } from "./design.ts";
import type { Observable, Observed } from "./observations.ts";
import { fitPlane, type Members, predictAt } from "./regression.ts";

export interface Misfit {
  /** Root of the mean square of what is unexplained, of capacities and of voltages; 1 is expected. */
  readonly capacity: number;
  readonly voltage: number;
  /** The largest that a member has of itself. */
  readonly most: { readonly capacity: number; readonly voltage: number };
  /** By which all errors were multiplied, since the model errs; 1 where it does not. */
  readonly stretch: number;
}

/** Beyond the largest of the members, this much is still taken for chance. */
const ALLOWANCE = 1.25;
const KINDS = ["capacity", "voltage"] as const;

/** Returns what is known, with an error of the model allowed for where there is one. */
export function allowForMisfit(
  members: Members,
  observed: Observed,
): { readonly posterior: Gaussian; readonly misfit: Misfit } {
  const posterior = assimilate(members, observed);
  const found = measureMisfit(members, observed, posterior);
  const beyond = KINDS.filter((kind) => found[kind] > ALLOWANCE * found.most[kind]);
  const stretch = Math.max(1, ...beyond.map((kind) => found[kind]));
  if (beyond.length === 0) return { posterior, misfit: { ...found, stretch } };
  return { posterior: assimilate(members, observed, stretch), misfit: { ...found, stretch } };
}

function measureMisfit(
  members: Members,
  { observables, data, variance }: Observed,
  { mean }: Gaussian,
): Omit<Misfit, "stretch"> {
  const plane = fitPlane(members);
  const scatter = scatterOf(members);
  const expected = predictAt(plane, mean);
  const rms = (kind: Observable["kind"], square: (k: number) => number): number => {
    const own = observables.flatMap((observable, k) => (observable.kind === kind ? [k] : []));
    const sum = own.reduce((total, k) => total + square(k) / (variance[k]! + scatter[k]!), 0);
    return own.length === 0 ? 0 : Math.sqrt(sum / own.length);
  };
  const share = members.points.length / plane.freedom;
  const ofData = (kind: Observable["kind"]): number => rms(kind, (k) => (data[k]! - expected[k]!) ** 2);
  const ofMembers = (kind: Observable["kind"]): number =>
    Math.max(...plane.residuals.map((row) => rms(kind, (k) => share * row[k]! ** 2 + variance[k]!)));
  return {
    ...{ capacity: ofData("capacity"), voltage: ofData("voltage") },
    most: { capacity: ofMembers("capacity"), voltage: ofMembers("voltage") },
  };
}

function scatterOf(members: Members): number[] {
  const { residuals, freedom } = fitPlane(members);
  const [first = []] = residuals;
  return first.map((_, k) => residuals.reduce((sum, row) => sum + row[k]! ** 2, 0) / freedom);
}
