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
import type { CellAdvanced, CellCommand, CellReport, CellRequest, ParameterValues } from "./messages.ts";
import { transferables } from "./messages.ts";
import { createPendingEvents, LateEvent } from "./pending-events.ts";

/** s of computing after which an advance answers with what it has, so that nobody waits for a hard stretch. */
const SLICE = 0.25;

export interface SessionMeans<Source = string> {
  /** Throws an error whose message is meant for a person. */
  readonly resolve: (request: CellRequest<Source>) => Scenario;
  readonly build: (scenario: Scenario) => Run;
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
export function createCellSession<Source>(means: SessionMeans<Source>): CellSession<Source> {
  let run: Run | undefined;
  let generation = -1;
  let toldMesh: FrameMesh | undefined;
  let toldValues = "";
  let pending = createPendingEvents();

  const restart = (of: number, request: CellRequest<Source>): void => {
    generation = of;
    run = undefined;
    pending = createPendingEvents();
    const scenario = means.resolve(request);
    const bare = means.resolve({ ...request, overrides: {}, events: [] });
    run = means.build(scenario);
    const { mesh } = run;
    toldMesh = mesh;
    const frame = run.frame();
    const values = means.valuesOf(scenario);
    toldValues = JSON.stringify(values);
    const own = means.valuesOf(bare);
    const { title } = scenario;
    const scenarioEvents = means.eventsOf(bare);
    means.post(
      { kind: "built", generation, title, mesh, frame, values, own, scenarioEvents },
      transferables(frame),
    );
  };

  const revise = (request: CellRequest<Source>, revision: number): void => {
    if (run === undefined) return;
    try {
      const { events } = means.resolve(request);
      pending.replace(run, events);
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
    const current = run;
    if (current === undefined) return;
    const started = means.clock();
    const told = { samples: [], cycles: [], events: [], notices: [] } as Told;
    while (current.status.kind === "running" && current.time < untilTime) {
      pending.actDue(current);
      const until = Math.min(untilTime, pending.nextTime);
      const result = current.advance({ untilTime: until, maximumSteps: 1 });
      for (const kind of TOLD) (told[kind] as unknown[]).push(...result[kind]);
      await (result.waiting ? means.untilMesh(SLICE) : means.nextTurn());
      if (current !== run) return;
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
  };

  const giveUp = (of: number, error: unknown): void => {
    if (of !== generation) return;
    run = undefined;
    if (error instanceof InputError) {
      means.post({ kind: "refused", generation: of, message: error.message }, []);
    } else means.post({ kind: "broken", generation: of, message: describeBreakdown(error) }, []);
  };

  return {
    async handle(command) {
      try {
        if (command.kind === "restart") restart(command.generation, command.request);
        else if (command.generation !== generation) return;
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
