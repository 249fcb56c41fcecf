/**
 * Where the run of a cell comes from: a new cell, a checkpoint file, or what was kept of a cell whose worker was lost; and
 * what the changes of the page mean to each. A file brings its own past: what the page changed before does not concern it.
 */
import {
  InputError,
  type Run,
  type Scenario,
  type ScenarioEvent,
  writeEvent,
} from "../../../sim-core/index.ts";
import type { CellOrigin, CellRequest, CheckpointFile, KeptCell } from "./messages.ts";
import { eventKey, LateEvent, type PendingEvents } from "./pending-events.ts";

/** What it takes to store a run and to bring one back. */
export interface CheckpointMeans<R extends Run> {
  /** Returns the run as plain data. */
  readonly take: (run: R) => { readonly scenario: Record<string, unknown> };
  /** Returns the run of plain data; throws InputError where they are none. */
  readonly resume: (record: unknown) => R;
  readonly write: (record: unknown) => Uint8Array;
  /** Returns the run of a checkpoint, or one that begins with a scenario; throws InputError where the file is neither. */
  readonly open: (file: CheckpointFile) => R;
  /** Returns the scenario of a record with further changes on the way. */
  readonly extend: (record: Record<string, unknown>, events: readonly string[]) => Scenario;
}

export interface RunMeans<R extends Run, Source = string> {
  /** Throws an error whose message is meant for a person. */
  readonly resolve: (request: CellRequest<Source>) => Scenario;
  readonly build: (scenario: Scenario) => R;
  readonly checkpoints: CheckpointMeans<R>;
}

export interface BegunCell<R extends Run, Source = string> {
  readonly run: R;
  /** The scenario as it is without what the page has set on top. */
  readonly own: Scenario;
  /** Returns all changes that the run is to have under a request, oldest first. */
  readonly eventsOf: (request: CellRequest<Source>) => readonly ScenarioEvent[];
  /** See KeptCell. */
  readonly since: number;
}

/** Returns the cell of `request`, from what it is to go on from; throws InputError where that cannot be. */
export function beginCell<R extends Run, Source>(
  means: RunMeans<R, Source>,
  request: CellRequest<Source>,
  { file, kept }: CellOrigin,
  pending: PendingEvents,
): BegunCell<R, Source> {
  if (kept !== undefined) {
    const begun = recallKept(means, request, { file, kept }, pending);
    if (begun !== undefined) return begun;
  }
  if (file === undefined) {
    const run = means.build(means.resolve(request));
    return { run, ...ofRequest(means, request), since: 0 };
  }
  const run = means.checkpoints.open(file);
  const begun = { run, ...ofRun(means, run, run.time), since: run.time };
  pending.replace(run, begun.eventsOf(request));
  return begun;
}

/** undefined where the run of the request is another one. */
function recallKept<R extends Run, Source>(
  means: RunMeans<R, Source>,
  request: CellRequest<Source>,
  { file, kept }: { readonly file: CheckpointFile | undefined; readonly kept: KeptCell },
  pending: PendingEvents,
): BegunCell<R, Source> | undefined {
  try {
    const run = means.checkpoints.resume(kept.record);
    const { since } = kept;
    const begun = {
      ...(file === undefined ? ofRequest(means, request) : ofRun(means, run, since)),
      ...{ run, since },
    };
    pending.replace(run, begun.eventsOf(request));
    return begun;
  } catch (error) {
    if (error instanceof LateEvent || error instanceof InputError) return undefined;
    throw error;
  }
}

type Meaning<Source> = Pick<BegunCell<Run, Source>, "own" | "eventsOf">;

function ofRequest<R extends Run, Source>(
  { resolve }: RunMeans<R, Source>,
  request: CellRequest<Source>,
): Meaning<Source> {
  return {
    own: resolve({ ...request, overrides: {}, events: [] }),
    eventsOf: (of) => resolve(of).events,
  };
}

/** A change that the run has had already stands in its own scenario and in the request: it is one. */
function ofRun<R extends Run, Source>(
  { checkpoints }: RunMeans<R, Source>,
  run: R,
  since: number,
): Meaning<Source> {
  const { scenario } = checkpoints.take(run);
  const own = checkpoints.extend(scenario, []);
  return {
    own,
    eventsOf({ events }) {
      const known = new Set(own.events.map(eventKey));
      const further = checkpoints
        .extend({ ...scenario, events: [] }, events)
        .events.filter((event) => event.time >= since && !known.has(eventKey(event)));
      return [...own.events, ...further].sort((one, other) => one.time - other.time);
    },
  };
}

/** Returns the file of a run, with all that it has been told of. */
export function saveCell<R extends Run>(
  { take, write }: CheckpointMeans<R>,
  run: R,
  pending: PendingEvents,
): CheckpointFile {
  pending.actDue(run);
  const record = take(run);
  const coming = pending.coming.map(writeEvent);
  const { events = [] } = record.scenario as { readonly events?: readonly string[] };
  const scenario =
    coming.length === 0 ? record.scenario : { ...record.scenario, events: [...events, ...coming] };
  const { name, seed } = run.scenario;
  const { cycle } = run.frame();
  return {
    name: `${name.replaceAll(/[^\w.-]/g, "-")}-seed${seed}-cycle${cycle}.flux`,
    bytes: write({ ...record, scenario }),
  };
}
