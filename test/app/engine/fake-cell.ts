/** A run of two numbers, and an engine port that answers in this thread: what tests of the clock need of a cell. */
import type { Frame, Run, RunStatus, Scenario } from "../../../sim-core/index.ts";
import type { EnginePort } from "../../../src/app/engine/cell-engine.ts";
import { type CellSession, createCellSession } from "../../../src/app/engine/cell-session.ts";
import type { CellCommand, CellReport } from "../../../src/app/engine/messages.ts";

export interface FakeCell {
  /** Longest solver step, s. */
  readonly longestStep: number;
  /** s of computing per step. */
  readonly stepSeconds?: number;
  /** Simulated time at which the cell is finished, s. */
  readonly end: number;
  /** Simulated time from which on the mesh is another one, s. */
  readonly meshedAnewAt?: number;
}

/** Returns a run that steps through time and holds its voltage at 3 V. */
export function createFakeRun({ longestStep, end, meshedAnewAt }: FakeCell, scenario = {} as Scenario): Run {
  const [first, later] = [0, 1].map((version) => ({ version, width: 1 }) as Run["mesh"]);
  let time = 0;
  let status: RunStatus = { kind: "running", message: "" };
  return {
    scenario,
    warnings: [],
    get mesh() {
      return (time >= (meshedAnewAt ?? Number.POSITIVE_INFINITY) ? later : first)!;
    },
    get time() {
      return time;
    },
    get status() {
      return status;
    },
    advance({ untilTime = Number.POSITIVE_INFINITY }) {
      time = Math.min(untilTime, time + longestStep, end);
      if (time >= end) status = { kind: "completed", message: "The protocol is over." };
      const sample = {
        time,
        cycle: 1,
        phase: "charge",
        voltage: 3,
        currentDensity: 1,
        capacity: time,
      } as const;
      const notices = status.kind === "completed" ? ["over"] : [];
      return { status, samples: [sample], cycles: [], notices, events: [], waiting: false };
    },
    frame: () => ({ time, potential: new Float32Array([time]) }) as unknown as Frame,
    revise() {},
  };
}

export interface FakePort extends EnginePort {
  readonly commands: CellCommand[];
  /** Lets the cell handle all that was sent to it. */
  settle(): Promise<void>;
}

export function createFakePort(cell: FakeCell): FakePort {
  const commands: CellCommand[] = [];
  const reports: CellReport[] = [];
  const pending: Promise<void>[] = [];
  let seconds = 0;
  const session: CellSession = createCellSession({
    resolve: (request) => request as unknown as Scenario,
    build: () => createFakeRun(cell),
    valuesOf: () => ({}),
    post: (report) => reports.push(report),
    untilMesh: async () => undefined,
    nextTurn: async () => {
      seconds += cell.stepSeconds ?? 0.001;
    },
    clock: () => seconds,
  });
  const port: FakePort = {
    commands,
    onmessage: null,
    postMessage(message) {
      commands.push(message as CellCommand);
      pending.push(session.handle(message as CellCommand));
    },
    async settle() {
      await Promise.all(pending.splice(0));
      for (const report of reports.splice(0)) port.onmessage?.({ data: report } as MessageEvent<CellReport>);
    },
  };
  return port;
}
