/**
 * The worker's side of one cell, free of worker globals: takes commands, owns the run, posts reports.
 * An `advance` computes one step at a time and lets waiting commands in between, so that a restart abandons what it
 * replaces. A revision acts at the time it is dated, however far the run has come when it arrives.
 */
import {
  type FrameMesh,
  type FrameRequest,
  InputError,
  type Run,
  type Scenario,
} from "../../../sim-core/index.ts";
import { describeBreakdown } from "./breakdown.ts";
import { type BegunCell, beginCell, type RunMeans, saveCell } from "./cell-origins.ts";
import type {
  CellAdvanced,
  CellCommand,
  CellOrigin,
  CellReport,
  CellRequest,
  CheckpointFile,
  ParameterValues,
} from "./messages.ts";
import { transferables } from "./messages.ts";
import { createPendingEvents, LateEvent, type PendingEvents } from "./pending-events.ts";

/** s of computing after which an advance answers with what it has, so that nobody waits for a hard stretch. */
const SLICE = 0.25;
/** s of computing between two times that a cell is kept; storing one takes some 10 ms. */
const KEEP_INTERVAL = 30;

export interface SessionMeans<R extends Run, Source = string> extends RunMeans<R, Source> {
  readonly valuesOf: (scenario: Scenario) => ParameterValues;
  /** As lines. */
  readonly eventsOf: (scenario: Scenario) => readonly string[];
  readonly post: (report: CellReport, transfer: ArrayBuffer[]) => void;
  /** Resolves after the messages that wait have been handled. */
  readonly nextTurn: () => Promise<void>;
  /** Resolves when a mesh has come that the run waits for, or after `patience` (s). */
  readonly untilMesh: (patience: number) => Promise<void>;
  /** s, for the measure of speed only. */
  readonly clock: () => number;
}

export interface CellSession<Source = string> {
  handle(command: CellCommand<Source>): Promise<void>;
}

/** Returns a session that holds no cell until its first `restart`. */
export function createCellSession<R extends Run, Source = string>(
  means: SessionMeans<R, Source>,
): CellSession<Source> {
  let begun: BegunCell<R, Source> | undefined;
  let generation = -1;
  let toldMesh: FrameMesh | undefined;
  let toldValues = "";
  let pending = createPendingEvents();
  let unkeptSeconds = 0;

  const restart = (of: number, request: CellRequest<Source>, origin: CellOrigin): void => {
    generation = of;
    begun = undefined;
    const coming = createPendingEvents();
    enter(of, beginCell(means, request, origin, coming), { coming, fromFile: origin.file !== undefined });
  };

  const open = (next: number, request: CellRequest<Source>, file: CheckpointFile): void => {
    const coming = createPendingEvents();
    try {
      enter(next, beginCell(means, request, { file }, coming), { coming, fromFile: true });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      means.post({ kind: "unopened", generation, message: error.message }, []);
    }
  };

  const enter = (
    of: number,
    cell: BegunCell<R, Source>,
    { coming, fromFile }: { readonly coming: PendingEvents; readonly fromFile: boolean },
  ): void => {
    const { run, own: bare } = cell;
    const { mesh, scenario } = run;
    const frame = run.frame();
    const values = means.valuesOf(scenario);
    generation = of;
    begun = cell;
    pending = coming;
    unkeptSeconds = 0;
    toldMesh = mesh;
    toldValues = JSON.stringify(values);
    const own = means.valuesOf(bare);
    const { title } = scenario;
    const scenarioEvents = means.eventsOf(bare);
    means.post(
      { kind: "built", generation, title, mesh, frame, values, own, scenarioEvents, fromFile },
      transferables(frame),
    );
  };

  const revise = (request: CellRequest<Source>, revision: number): void => {
    if (begun === undefined) return;
    try {
      pending.replace(begun.run, begun.eventsOf(request));
      means.post({ kind: "revised", generation, revision }, []);
    } catch (error) {
      const late = error instanceof LateEvent;
      if (!late && !(error instanceof InputError)) throw error;
      means.post({ kind: "declined", generation, revision, late, message: error.message }, []);
    }
  };

  const newValues = (current: Run): ParameterValues | undefined => {
    const values = means.valuesOf(current.scenario);
    const told = JSON.stringify(values);
    if (told === toldValues) return undefined;
    toldValues = told;
    return values;
  };

  const advance = async (untilTime: number, request: FrameRequest): Promise<void> => {
    const asked = begun;
    if (asked === undefined) return;
    const current = asked.run;
    const started = means.clock();
    const told = { samples: [], cycles: [], events: [], notices: [] } as Told;
    while (current.status.kind === "running" && current.time < untilTime) {
      pending.actDue(current);
      const until = Math.min(untilTime, pending.nextTime);
      const result = current.advance({ untilTime: until, maximumSteps: 1 });
      for (const kind of TOLD) (told[kind] as unknown[]).push(...result[kind]);
      await (result.waiting ? means.untilMesh(SLICE) : means.nextTurn());
      if (asked !== begun) return;
      if (hasPassed(means.clock() - started)) break;
    }
    const frame = current.frame(request);
    const busySeconds = Math.max(0, means.clock() - started);
    const { status } = current;
    const mesh = current.mesh === toldMesh ? undefined : current.mesh;
    toldMesh = current.mesh;
    means.post(
      {
        kind: "advanced",
        generation,
        mesh,
        frame,
        ...told,
        status,
        values: newValues(current),
        busySeconds,
      },
      transferables(frame),
    );
    unkeptSeconds += busySeconds;
    if (unkeptSeconds >= KEEP_INTERVAL && status.kind === "running") keep(asked);
  };

  const keep = ({ run, since }: BegunCell<R, Source>): void => {
    unkeptSeconds = 0;
    means.post({ kind: "kept", generation, kept: { record: means.checkpoints.take(run), since } }, []);
  };

  const save = (): void => {
    if (begun === undefined) return;
    const file = saveCell(means.checkpoints, begun.run, pending);
    means.post({ kind: "saved", generation, file }, transferables(file));
  };

  const giveUp = (of: number, error: unknown): void => {
    if (of !== generation) return;
    begun = undefined;
    if (error instanceof InputError) {
      means.post({ kind: "refused", generation: of, message: error.message }, []);
    } else means.post({ kind: "broken", generation: of, message: describeBreakdown(error) }, []);
  };

  return {
    async handle(command) {
      try {
        if (command.kind === "restart") restart(command.generation, command.request, command.origin ?? {});
        else if (command.generation !== generation) return;
        else if (command.kind === "open") open(command.next, command.request, command.file);
        else if (command.kind === "save") save();
        else if (command.kind === "revise") revise(command.request, command.revision);
        else await advance(command.untilTime, command.frame);
      } catch (error) {
        giveUp(command.generation, error);
      }
    },
  };
}

/** A clock that was set back says nothing: then a step is enough. */
function hasPassed(elapsed: number): boolean {
  return !(elapsed >= 0 && elapsed < SLICE);
}

/** What an advance tells of, step by step. */
const TOLD = ["samples", "cycles", "events", "notices"] as const;
type Told = Pick<CellAdvanced, (typeof TOLD)[number]>;
