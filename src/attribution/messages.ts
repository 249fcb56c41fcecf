/** What passes between a page and the worker that explains for it. */
import type { Explanation } from "./explanation.ts";

/** What is to be explained: a shipped scenario with settings and changes on the way, and the cycle. */
export interface ExplainOrder {
  readonly scenario: string;
  readonly overrides: Readonly<Record<string, string | number | boolean>>;
  readonly events: readonly string[];
  /** Text of a protocol in the place of the scenario's. */
  readonly protocol?: string | undefined;
  readonly cycle: number;
  /** So many runs at a time. */
  readonly workers: number;
}

/** How far it is, what came of it, or why nothing did. */
export type ExplainReport =
  | {
      readonly kind: "progress";
      readonly cycles: number;
      readonly mostCycles: number;
      readonly runs: number;
      readonly mostRuns: number;
    }
  | { readonly kind: "explained"; readonly explanation: Explanation }
  | { readonly kind: "refused"; readonly message: string };
