/** Computes one member of an ensemble, a few time steps at a time. */
import {
  addTold,
  createRun,
  createTold,
  type GeometryCache,
  InputError,
  takeCheckpoint,
} from "../../sim-core/index.ts";
import { describeBreakdown } from "../app/engine/breakdown.ts";
import type { MemberProgress, MemberResult, PostedMember } from "./members.ts";
import { parseScenario } from "./scenario.ts";
import type { RunState } from "./state.ts";

/** Between two of its turns. */
const STEPS_PER_TURN = 8;

/**
 * Yields after every few time steps, with the cycles that have ended in them, and returns what came of the member; what goes
 * wrong is a value. `shared` is that of all members that are computed here.
 */
export function* solveMember(
  { member, source, files, texts, ...options }: PostedMember,
  shared: GeometryCache,
): Generator<readonly MemberProgress[], MemberResult> {
  try {
    const load = (name: string): unknown => files[name];
    const scenario = parseScenario(source, { ...options, load, loadText: (name) => texts[name] });
    const run = createRun(scenario, undefined, shared);
    const told = createTold();
    while (run.status.kind === "running") {
      const advance = run.advance({ maximumSteps: STEPS_PER_TURN });
      addTold(told, advance);
      yield advance.cycles.map((cycle) => ({ member, time: run.time, cycle }));
    }
    const { status, warnings, time, ledger } = run;
    const state = takeCheckpoint(run) as RunState;
    return { ok: true, member, ...told, status, warnings, time, ledger, state };
  } catch (error) {
    if (error instanceof InputError)
      return { ok: false, member, problems: error.problems, message: error.message };
    return { ok: false, member, problems: [], message: describeBreakdown(error) };
  }
}
