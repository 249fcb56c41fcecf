/** An explanation as the steps of a waterfall, for the terminal and the page alike. */
import type { CauseShare, Explanation, Part } from "./explanation.ts";

/** A step; it begins where the one before has ended. */
export interface WaterfallStep {
  readonly name: string;
  readonly kind: "cathode" | "anode" | "codependence" | "rest";
  readonly part: Part;
  /** With its part of the codependence; of causes only. */
  readonly share?: Part;
  /** Capacity before it, mAh/cm2. */
  readonly level: number;
}

/** Part of the fall that a waterfall shows beyond it on either side. */
const MARGIN = 0.1;
/** mAh/cm2; less is written as nothing. */
export const LEAST_SHOWN = 5e-5;

/** Returns the steps from the capacity at the reference cycle down to the one that is explained. */
export function listSteps({ capacity, causes, codependence, rest }: Explanation): WaterfallStep[] {
  const steps = [
    ...causes
      .filter(isShown)
      .map(({ name, side, alone, share }) => ({ name, kind: side, part: alone, share })),
    { name: "codependence", kind: "codependence", part: codependence } as const,
    { name: "with all of these taken away", kind: "rest", part: rest } as const,
  ];
  let level = capacity.reference;
  return steps.map((step) => {
    const own = { ...step, level };
    level -= step.part.loss;
    return own;
  });
}

/** Whether a cause has a step of its own. */
export function isShown({ state, alone, share }: CauseShare): boolean {
  return state === "acted" || [alone, share].some(({ loss }) => Math.abs(loss) > LEAST_SHOWN);
}

/** Returns the range of capacities that shows every step, mAh/cm2, from 0 at least. */
export function rangeOf(
  steps: readonly WaterfallStep[],
  { reference, now }: Explanation["capacity"],
): { readonly from: number; readonly to: number } {
  const levels = [reference, now, ...steps.map(({ level }) => level)];
  const [least, most] = [Math.min(...levels), Math.max(...levels)];
  const room = MARGIN * (most - least) || MARGIN * most;
  return { from: Math.max(0, least - room), to: most + room };
}
