/**
 * The worker's side of one cell, free of worker globals: takes commands, owns the run, posts reports.
 * An `advance` computes one step at a time and lets waiting commands in between, so that a restart abandons what it
 * replaces. A revision acts at the time it is dated, however far the run has come when it arrives.
 */
import {
  type FrameRequest,
  InputError,
  type Run,
  type Scenario,
  type SolverStep,
} from "../../../sim-core/index.ts";
import { describeBreakdown } from "./breakdown.ts";
import { beginCell, type RunMeans, saveCell } from "./cell-origins.ts";
import { checkProtocol } from "./check-protocol.ts";
import { HeldCell } from "./held-cell.ts";
import type {
  CellCommand,
  CellOrigin,
  CellReport,
  CellRequest,
  CheckpointFile,
  ParameterValues,
} from "./messages.ts";
import { transferables } from "./messages.ts";
import { createPendingEvents, LateEvent } from "./pending-events.ts";

/** s of computing after which an advance answers with what it has, so that nobody waits for a hard stretch. */
const SLICE = 0.25;

export interface SessionMeans<R extends Run, Source = string> extends RunMeans<R, Source> {
  /** What the solver of a run did since it was asked last; nothing is known of it without. */
  readonly takeSolverSteps?: (run: R) => readonly SolverStep[];
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
  return new CommandedSession(means);
}

class CommandedSession<R extends Run, Source> implements CellSession<Source> {
  readonly #means: SessionMeans<R, Source>;
  #held: HeldCell<R, Source> | undefined;
  #generation = -1;
  #isWatched = false;

  constructor(means: SessionMeans<R, Source>) {
    this.#means = means;
  }

  async handle(command: CellCommand<Source>): Promise<void> {
    try {
      if (command.kind === "check") this.#check(command.generation, command.ticket, command.request);
      else if (command.kind === "watch") this.#isWatched = command.on;
      else if (command.kind === "restart")
        this.#restart(command.generation, command.request, command.origin ?? {});
      else if (command.generation !== this.#generation) return;
      else if (command.kind === "open") this.#open(command.next, command.request, command.file);
      else if (command.kind === "save") this.#save();
      else if (command.kind === "lend") this.#lend();
      else if (command.kind === "revise") this.#revise(command.request, command.revision);
      else await this.#advance(command.untilTime, command.frame);
    } catch (error) {
      this.#giveUp(command.generation, error);
    }
  }

  #restart(generation: number, request: CellRequest<Source>, origin: CellOrigin): void {
    this.#leave();
    this.#generation = generation;
    this.#held = undefined;
    this.#enter(generation, request, origin);
  }

  /** Hands over the cell that is left, which may be wanted back. */
  #leave(): void {
    if (this.#held === undefined) return;
    const kept = this.#held.keep(this.#means.checkpoints.take);
    const { time } = this.#held.run;
    const happenings = this.#held.takeHappenings();
    this.#post({ kind: "left", generation: this.#generation, kept, time, ...happenings });
  }

  #open(next: number, request: CellRequest<Source>, file: CheckpointFile): void {
    try {
      this.#enter(next, request, { file });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#post({ kind: "unopened", generation: this.#generation, message: error.message });
    }
  }

  /** Leaves everything as it is where there can be no such cell. */
  #enter(generation: number, request: CellRequest<Source>, origin: CellOrigin): void {
    const { valuesOf, eventsOf } = this.#means;
    const pending = createPendingEvents();
    const begun = beginCell(this.#means, request, origin, pending);
    const { mesh, scenario } = begun.run;
    const frame = begun.run.frame();
    const values = valuesOf(scenario);
    const own = valuesOf(begun.own);
    const { title } = scenario;
    const { provenance } = begun.own;
    const { status } = begun.run;
    const scenarioEvents = eventsOf(begun.own);
    const fromFile = origin.file !== undefined;
    this.#generation = generation;
    this.#held = new HeldCell(begun, pending, values);
    this.#post(
      {
        ...{ kind: "built", generation, title, mesh, frame, status, values, own },
        ...{ provenance, scenarioEvents, fromFile },
      },
      transferables(frame),
    );
  }

  #revise(request: CellRequest<Source>, revision: number): void {
    if (this.#held === undefined) return;
    const generation = this.#generation;
    const { begun, pending } = this.#held;
    try {
      pending.replace(begun.run, begun.eventsOf(request));
      this.#post({ kind: "revised", generation, revision });
    } catch (error) {
      const late = error instanceof LateEvent;
      if (!late && !(error instanceof InputError)) throw error;
      this.#post({ kind: "declined", generation, revision, late, message: error.message });
    }
  }

  async #advance(untilTime: number, request: FrameRequest): Promise<void> {
    const { clock, untilMesh, nextTurn } = this.#means;
    const held = this.#held;
    if (held === undefined) return;
    const { run } = held;
    const started = clock();
    while (run.status.kind === "running" && run.time < untilTime) {
      const waiting = held.step(untilTime);
      await (waiting ? untilMesh(SLICE) : nextTurn());
      if (held !== this.#held) return;
      if (hasPassed(clock() - started)) break;
    }
    const frame = run.frame(request);
    const busySeconds = Math.max(0, clock() - started);
    const { status } = run;
    const mesh = held.newMesh();
    const values = held.newValues(this.#means.valuesOf(run.scenario));
    const solver = (this.#isWatched ? this.#means.takeSolverSteps?.(run) : undefined) ?? [];
    this.#post(
      {
        kind: "advanced",
        generation: this.#generation,
        ...{ mesh, frame, ...held.takeHappenings(), status, values, solver, busySeconds },
      },
      transferables(frame),
    );
    const kept = held.keepAfter(busySeconds, this.#means.checkpoints.take);
    if (kept !== undefined) this.#post({ kind: "kept", generation: this.#generation, kept });
  }

  #save(): void {
    if (this.#held === undefined) return;
    const { run, pending } = this.#held;
    const file = saveCell(this.#means.checkpoints, run, pending);
    this.#post({ kind: "saved", generation: this.#generation, file }, transferables(file));
  }

  #lend(): void {
    if (this.#held === undefined) return;
    const { take, write } = this.#means.checkpoints;
    const lent = { bytes: write(take(this.#held.run)) };
    this.#post({ kind: "lent", generation: this.#generation, ...lent }, transferables(lent));
  }

  #check(generation: number, ticket: number, request: CellRequest<Source>): void {
    const check = checkProtocol(request, this.#means.resolve);
    this.#post({ kind: "checked", generation, ticket, check });
  }

  #giveUp(generation: number, error: unknown): void {
    if (generation !== this.#generation) return;
    this.#held = undefined;
    if (error instanceof InputError) this.#post({ kind: "refused", generation, message: error.message });
    else this.#post({ kind: "broken", generation, message: describeBreakdown(error) });
  }

  #post(report: CellReport, transfer: ArrayBuffer[] = []): void {
    this.#means.post(report, transfer);
  }
}

/** A clock that was set back says nothing: then a step is enough. */
function hasPassed(elapsed: number): boolean {
  return !(elapsed >= 0 && elapsed < SLICE);
}
