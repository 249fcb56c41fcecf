/**
 * The worker's side of one cell, free of worker globals: takes commands, owns the run, posts reports.
 * An `advance` computes one step at a time and lets waiting commands in between, so that a revision acts within a
 * step and a restart abandons what it replaces.
 */
import type { FrameMesh, FrameRequest, Run, Scenario } from "../../../sim-core/index.ts";
import type { CellAdvanced, CellCommand, CellReport, CellRequest, ParameterValues } from "./messages.ts";
import { transferables } from "./messages.ts";

/** s of computing after which an advance answers with what it has, so that nobody waits for a hard stretch. */
const SLICE = 0.25;

export interface SessionMeans {
  /** Throws an error whose message is meant for a person. */
  readonly resolve: (request: CellRequest) => Scenario;
  readonly build: (scenario: Scenario) => Run;
  readonly valuesOf: (scenario: Scenario) => ParameterValues;
  readonly post: (report: CellReport, transfer: ArrayBuffer[]) => void;
  /** Resolves after the messages that wait have been handled. */
  readonly nextTurn: () => Promise<void>;
  /** Resolves when a mesh has come that the run waits for, or after `patience` (s). */
  readonly untilMesh: (patience: number) => Promise<void>;
  /** s, for the measure of speed only. */
  readonly clock: () => number;
}

export interface CellSession {
  handle(command: CellCommand): Promise<void>;
}

/** Returns a session that holds no cell until its first `restart`. */
export function createCellSession(means: SessionMeans): CellSession {
  let run: Run | undefined;
  let generation = -1;
  let toldMesh: FrameMesh | undefined;

  const refuse = (of: number, error: unknown): void => {
    means.post({ kind: "refused", generation: of, message: messageOf(error) }, []);
  };

  const restart = (of: number, request: CellRequest): void => {
    generation = of;
    run = undefined;
    const scenario = means.resolve(request);
    run = means.build(scenario);
    const { mesh } = run;
    toldMesh = mesh;
    const frame = run.frame();
    const values = means.valuesOf(scenario);
    means.post(
      { kind: "built", generation, title: scenario.title, mesh, frame, values },
      transferables(frame),
    );
  };

  const revise = (request: CellRequest): void => {
    if (run === undefined) return;
    const scenario = means.resolve(request);
    run.revise(scenario);
    means.post({ kind: "revised", generation, values: means.valuesOf(scenario) }, []);
  };

  const advance = async (untilTime: number, request: FrameRequest): Promise<void> => {
    const current = run;
    if (current === undefined) return;
    const started = means.clock();
    const told = { samples: [], cycles: [], events: [], notices: [] } as Told;
    while (current.status.kind === "running" && current.time < untilTime && means.clock() - started < SLICE) {
      const result = current.advance({ untilTime, maximumSteps: 1 });
      for (const kind of TOLD) (told[kind] as unknown[]).push(...result[kind]);
      await (result.waiting ? means.untilMesh(SLICE) : means.nextTurn());
      if (current !== run) return;
    }
    const frame = current.frame(request);
    const busySeconds = means.clock() - started;
    const { status } = current;
    const mesh = current.mesh === toldMesh ? undefined : current.mesh;
    toldMesh = current.mesh;
    means.post(
      { kind: "advanced", generation, mesh, frame, ...told, status, busySeconds },
      transferables(frame),
    );
  };

  return {
    async handle(command) {
      try {
        if (command.kind === "restart") restart(command.generation, command.request);
        else if (command.generation !== generation) return;
        else if (command.kind === "revise") revise(command.request);
        else await advance(command.untilTime, command.frame);
      } catch (error) {
        refuse(command.generation, error);
      }
    },
  };
}

/** What an advance tells of, step by step. */
const TOLD = ["samples", "cycles", "events", "notices"] as const;
type Told = Pick<CellAdvanced, (typeof TOLD)[number]>;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
