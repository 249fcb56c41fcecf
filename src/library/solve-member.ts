/** Computes one member of an ensemble, a few time steps at a time. */
import {
  addTold,
  continueCheckpoint,
  createRun,
  createTold,
  describeScenario,
  type GeometryCache,
  InputError,
  type ResumableRun,
  type RunStatus,
  takeCheckpoint,
} from "../../sim-core/index.ts";
import { describeBreakdown } from "../app/engine/breakdown.ts";
import type { MemberEnded, MemberProgress, MemberResult, MemberSequel, PostedMember } from "./members.ts";
import { parseScenario } from "./scenario.ts";
import type { RunState } from "./state.ts";

/** Between two of its turns. */
const STEPS_PER_TURN = 8;
/** Endings after which there is no cell to go on with. */
const GONE: ReadonlySet<RunStatus["kind"]> = new Set(["shorted", "failed"]);

/**
 * Yields after every few time steps, with the cycles that have ended in them, and returns what came of the member; what goes
 * wrong is a value. `shared` is that of all members that are computed here.
 */
export function* solveMember(
  { member, source, files, texts, sequel, ...options }: PostedMember,
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
    const after = sequel && !GONE.has(status.kind) ? yield* solveSequel(run, state, sequel) : undefined;
    const ended = { ok: true, member, ...told, status, warnings, time, ledger, state } as const;
    return after === undefined ? ended : { ...ended, sequel: after };
  } catch (error) {
    if (error instanceof InputError)
      return { ok: false, member, problems: error.problems, message: error.message };
    return { ok: false, member, problems: [], message: describeBreakdown(error) };
  }
}

/** Goes on with the cell of a run; its state stays as it is. */
function* solveSequel(
  run: ResumableRun,
  state: RunState,
  { protocol, overrides = {} }: MemberSequel,
): Generator<readonly MemberProgress[], NonNullable<MemberEnded["sequel"]>> {
  const source = { ...describeScenario({ ...run.scenario, events: [] }), protocol };
  const after = continueCheckpoint(state, parseScenario(source, { overrides }));
  const told = createTold();
  while (after.status.kind === "running") {
    addTold(told, after.advance({ maximumSteps: STEPS_PER_TURN }));
    yield [];
  }
  return { status: after.status, cycles: told.cycles };
}
