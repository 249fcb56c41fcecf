/**
 * What answers in a worker: one cell, whose worker's own file is `import { serve } from "fluxtwin/worker"; serve();`, or the
 * members of an ensemble one after another, with `serveMembers` in its place. The page posts commands to a cell and gets
 * reports; the cell computes only what an "advance" grants, so that not asking is pausing, and a "restart" abandons what it
 * replaces. Frames come as transferred arrays.
 *
 * @module fluxtwin/worker
 */
import { InputError, layProtocol, parseScenario, type Scenario } from "../../sim-core/index.ts";
import type { CellCommand as AnyCellCommand, CellRequest as AnyCellRequest } from "../app/engine/messages.ts";
import { type CellPort as AnyCellPort, serveCell } from "../app/engine/serve-cell.ts";
import { shipped } from "./scenarios.ts";

export type {
  BlockOutline,
  ProtocolOutline,
  RejectedStep,
  SolverStep,
  StepOutline,
  StepParts,
} from "../../sim-core/index.ts";
export type {
  CellAdvanced,
  CellBroken,
  CellBuilt,
  CellChecked,
  CellDeclined,
  CellKept,
  CellLeft,
  CellLent,
  CellOrigin,
  CellRefused,
  CellReport,
  CellRevised,
  CellSaved,
  CellUnopened,
  CheckpointFile,
  KeptCell,
  ParameterValues,
  ProtocolCheck,
} from "../app/engine/messages.ts";
export type { MemberReport, PostedMember } from "./members.ts";
export { type MemberPort, serveMembers } from "./serve-members.ts";

/** The name of a shipped scenario, or the source of one of one's own, which may extend a shipped one. */
export type ScenarioSource = string | Readonly<Record<string, unknown>>;

/** What a cell is to be built from: a scenario, settings on top of it by parameter path, and changes on the way. */
export type CellRequest = AnyCellRequest<ScenarioSource>;

/**
 * What a page asks for. `generation` counts restarts and comes back with every report. "restart" builds a cell and is
 * answered by `CellBuilt` or `CellRefused`; "advance" computes up to `untilTime` (s) and is answered by one `CellAdvanced`,
 * which may fall short of it after a quarter of a second; "revise" brings all changes that the run is to have.
 */
export type CellCommand = AnyCellCommand<ScenarioSource>;

/** The worker's end of a channel: a MessagePort, or the scope of a worker. */
export type CellPort = AnyCellPort<ScenarioSource>;

/**
 * Answers the commands that come in at `port`, the worker itself where none is given, for as long as it is open. Nothing is thrown for bad input or physics:
 * `CellRefused`, `CellDeclined` and the `status` of `CellAdvanced` say it in words.
 */
export function serve(port: CellPort = globalThis as unknown as CellPort): void {
  serveCell(port, { resolve, load: shipped });
}

function resolve({ scenario, overrides, events, protocol }: CellRequest): Scenario {
  const source = typeof scenario === "string" ? shipped(scenario) : scenario;
  if (source === undefined) {
    const expected = "the name of a shipped scenario, or a record";
    throw new InputError([{ where: "scenario", got: `"${scenario}"`, expected }]);
  }
  return parseScenario(layProtocol(source, protocol), { load: shipped, overrides, events });
}
