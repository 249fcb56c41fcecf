/**
 * A slow cycle behind a run, which tells what polarisation denies from what is lost for good. The cathode stands still in
 * it: such a swing, wider than those before, would wear contacts out by itself.
 */
import type { Protocol } from "../../sim-core/index.ts";

/** V; what a slow cycle goes between. */
export interface Window {
  readonly lower: number;
  readonly upper: number;
}

/** Settings under which the cathode does not age. */
export const AT_REST: Readonly<Record<string, number | boolean>> = {
  "contactLoss.active": false,
  "cracking.rate": 0,
  "interface.filmGrowth": 0,
};

/** Returns the protocol of one charge and discharge at `rate` (1/h), as a scenario file has it. */
export function slowProtocol(rate: number, { lower, upper }: Window): Readonly<Record<string, unknown>> {
  const step = (voltage: number) => ({ until: [`${voltage} V`] });
  return {
    repeat: 1,
    steps: [
      { charge: `${rate}C`, ...step(upper) },
      { discharge: `${rate}C`, ...step(lower) },
    ],
  };
}

/** Returns the widest window of the charges and discharges of a protocol; undefined where either has no voltage limit. */
export function windowOf({ blocks }: Pick<Protocol, "blocks">): Window | undefined {
  const limits = (kind: "charge" | "discharge"): number[] =>
    blocks
      .flatMap(({ steps, check }) => [...steps, ...(check?.steps ?? [])])
      .filter((step) => step.kind === kind)
      .flatMap(({ until }) => until.filter((limit) => limit.kind === "voltage").map(({ value }) => value));
  const [upper, lower] = [Math.max(...limits("charge")), Math.min(...limits("discharge"))];
  return Number.isFinite(upper) && Number.isFinite(lower) && lower < upper ? { lower, upper } : undefined;
}
