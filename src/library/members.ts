/** Members of an ensemble: what goes to where one is computed, and what comes back. All of it is plain data. */
import type { CycleSummary, InputProblem, LithiumLedger, RunStatus, Told } from "../../sim-core/index.ts";
import type { ParseOptions } from "./scenario.ts";
import type { RunState } from "./state.ts";

/** A scenario as `parseScenario` takes it: its source, and what is laid on top of it. */
export interface MemberRequest extends ParseOptions {
  /** A record or JSON text in the form of `scenarioJsonSchema()`. */
  readonly source: unknown;
  /** A run after it, with the cell as it has left it. */
  readonly sequel?: MemberSequel;
}

/** What follows a run: another protocol, and live parameters that differ in it. Events are over. */
export interface MemberSequel {
  /** As in a scenario. */
  readonly protocol: unknown;
  /** By parameter path, as in `ParseOptions`. */
  readonly overrides?: ParseOptions["overrides"];
}

/** How far a member has come: it has ended a cycle. */
export interface MemberProgress {
  /** Its place in what `runMany` was given, from 0. */
  readonly member: number;
  /** s since the cell was built. */
  readonly time: number;
  readonly cycle: CycleSummary;
}

/** A run that has come to its end, which may be an early one: its `status` says so. The same bits as of a run alone. */
export interface MemberEnded extends Told {
  readonly ok: true;
  /** Its place in what `runMany` was given, from 0. */
  readonly member: number;
  readonly status: RunStatus;
  /** What of scenario and geometry is possible but hardly meant. */
  readonly warnings: readonly InputProblem[];
  /** s since the cell was built. */
  readonly time: number;
  readonly ledger: LithiumLedger;
  /** For `resumeRun`, whose frame is the cell's last, and for `serialiseState`. */
  readonly state: RunState;
  /** Cycles of the run after it, counted from 1; absent where none was asked for, or the cell has shorted or failed. */
  readonly sequel?: { readonly status: RunStatus; readonly cycles: readonly CycleSummary[] };
}

/** A cell that cannot be built, or whose computation broke down, as where memory is missing. */
export interface MemberFailed {
  readonly ok: false;
  /** Its place in what `runMany` was given, from 0. */
  readonly member: number;
  /** What of its input is wrong; empty where it broke down. */
  readonly problems: readonly InputProblem[];
  /** In words, a line for each problem. */
  readonly message: string;
}

/** What came of a member. */
export type MemberResult = MemberEnded | MemberFailed;

/** A request without functions: the files that it names are with it. */
export interface PostedMember extends Omit<MemberRequest, "load" | "loadText"> {
  readonly member: number;
  readonly files: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** What a worker answers. */
export type MemberReport =
  | { readonly kind: "progress"; readonly progress: MemberProgress }
  | { readonly kind: "result"; readonly result: MemberResult };
