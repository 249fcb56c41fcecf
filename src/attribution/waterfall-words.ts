/** What stands beside a waterfall, in the same words in the terminal and in the page. */
import type { CauseShare, Explanation } from "./explanation.ts";
import { isShown, LEAST_SHOWN } from "./waterfall.ts";

/** Heads of the columns of numbers: what a step takes, of the loss, of it polarised, with its part of the codependence. */
export const COLUMNS = ["mAh/cm2", "of loss", "polarised", "share"] as const;

/** Returns what the columns mean, in sentences. */
export function describeColumns({ loss, slowRate }: Explanation): string[] {
  const columns = [
    "Causes stand as they act with the other side of the cell taken away; share: with their part of the codependence, which is what",
    "cathode and anode take only together. Either way the steps sum to the fall. +: capacity that is gained.",
  ];
  if (slowRate === null || loss.polarisation === null) return columns;
  const slow = `Of the fall a cycle at ${slowRate}C gets back ${show(loss.polarisation)} mAh/cm2 (polarised: likewise of each step).`;
  return [...columns, slow];
}

/** Returns which causes have no step of their own, and why, in sentences. */
export function describeOthers(causes: readonly CauseShare[]): string[] {
  const name = (state: CauseShare["state"]): string =>
    causes
      .filter((own) => own.state === state && !isShown(own))
      .map((own) => own.name)
      .join(", ");
  const [traceless, off] = [name("no trace"), name("off")];
  return [
    ...(traceless ? [`No trace of: ${traceless}.`] : []),
    ...(off ? [`Off in the scenario: ${off}.`] : []),
  ];
}

/** Returns a capacity in mAh/cm2. */
export function show(value: number): string {
  // No minus before a zero.
  return (Math.abs(value) < LEAST_SHOWN ? 0 : value).toFixed(4);
}

/** Returns a part of a whole; nothing where the whole is none. */
export function percentOf(part: number, whole: number): string {
  return whole === 0 ? "" : percent(part / whole);
}

/** Returns a share. */
export function percent(share: number): string {
  return `${(Math.abs(share) < 5e-4 ? 0 : 100 * share).toFixed(1)} %`;
}
