/** A run of two numbers, and an engine port that answers in this thread: what tests of the clock need of a cell. */
import {
  type Frame,
  InputError,
  isParameterEvent,
  parseBump,
  parseContacts,
  parsePatch,
  type Run,
  type RunStatus,
  type Scenario,
  type ScenarioEvent,
  writeEvent,
} from "../../../sim-core/index.ts";
import type { EnginePort } from "../../../src/app/engine/cell-engine.ts";
import type { CheckpointMeans } from "../../../src/app/engine/cell-origins.ts";
import { type CellSession, createCellSession } from "../../../src/app/engine/cell-session.ts";
import type {
  CellCommand,
  CellReport,
  CellRequest,
  ParameterValues,
} from "../../../src/app/engine/messages.ts";

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

/** Returns a run that steps through time and holds its voltage at 3 V; its events are those of `scenario`, and act on nothing. */
export function createFakeRun(
  { longestStep, end, meshedAnewAt }: FakeCell,
  scenario = { events: [] as ScenarioEvent[] } as unknown as Scenario,
  begin = 0,
): Run {
  const [first, later] = [0, 1].map(
    (version) => ({ version, width: 1, particleX: new Float32Array(4) }) as Run["mesh"],
  );
  let time = begin;
  let status: RunStatus = { kind: "running", message: "" };
  const events = [...scenario.events];
  return {
    warnings: [],
    get scenario() {
      return { ...scenario, events };
    },
    get origin() {
      return { ...scenario, events };
    },
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
        stepCount: 1,
        stepTime: time,
        charged: time,
        discharged: 0,
        temperature: 298,
        stackPressure: 0,
      } as const;
      const notices = status.kind === "completed" ? ["over"] : [];
      return { status, samples: [sample], steps: [], cycles: [], notices, events: [], waiting: false };
    },
    frame: () =>
      ({
        ...{ time, cycle: 1, cRate: 0.5, phase: status.kind === "completed" ? "done" : "charge" },
        potential: new Float32Array([time]),
        ...{ particleStatus: new Uint8Array(2), frontDepleted: new Uint8Array(2) },
        ...{
          crackSegments: new Float32Array(0),
          patchOutline: new Float32Array(0),
          shortPath: new Float32Array(0),
        },
        ...{ particleStrain: new Float32Array(2), particleCurrent: new Float32Array(2) },
        ...{ frontThickness: new Float32Array(2), frontCurrent: new Float32Array(2) },
        ...{ frontInterphase: new Float32Array(2), ledger: {} },
      }) as unknown as Frame,
    check(events) {
      for (const event of events) {
        if (!("particles" in event) || event.particles.every((p) => p < 4)) continue;
        const where = `event ${writeEvent(event)}`;
        throw new InputError([{ where, got: "particle 10", expected: "particles from 1 to 4" }]);
      }
    },
    change(event) {
      const dated = { ...event, time };
      events.push(dated);
      return dated;
    },
    revise: () => [],
  };
}

/** Plain data of a fake run, and its file: a text behind a mark. */
interface FakeRecord {
  readonly scenario: { readonly file: FakeFile; readonly events?: readonly string[] };
  readonly time: number;
}
type FakeFile = Omit<Scenario, "events">;

const writeChange = (event: ScenarioEvent): string => {
  if (!isParameterEvent(event)) return writeEvent(event);
  const { time, path, value } = event;
  return `${time}s:${path}=${value}`;
};
const readChange = (text: string): ScenarioEvent => {
  const handled = /^(.+?) ?s: ?((?:particles?|patch|lithium) .*)$/.exec(text);
  const said = handled?.[2] ?? "";
  const handling = parseContacts(said) ?? parsePatch(said) ?? parseBump(said);
  if (handling !== undefined) return { time: Number(handled![1]), ...handling };
  // As the core writes it, or as a link does.
  const [, time, path, value] = /^(.+?) ?s: ?(.+?) ?= ?(.+)$/.exec(text)!;
  return { time: Number(time), path: path!, value: Number(value) };
};

/** Returns the means to store fake runs of `cell`. */
export function createFakeCheckpoints(cell: FakeCell): CheckpointMeans<Run> {
  const resume = (record: unknown): Run => {
    const { scenario, time } = record as FakeRecord;
    const events = (scenario.events ?? []).map(readChange);
    return createFakeRun(cell, { ...scenario.file, events } as Scenario, time);
  };
  return {
    take: (run) => {
      const { events, ...file } = run.origin;
      return { scenario: { file, events: events.map(writeChange) }, time: run.time };
    },
    resume,
    write: (record) => new TextEncoder().encode(`fake ${JSON.stringify(record)}`),
    open: ({ name, bytes }) => {
      const text = new TextDecoder().decode(bytes);
      if (!text.startsWith("fake "))
        throw new InputError([{ where: name, got: "another kind of file", expected: "a checkpoint" }]);
      return resume(JSON.parse(text.slice(5)));
    },
    extend: (record, events) => {
      const { file, events: own = [] } = record as unknown as FakeRecord["scenario"];
      return { ...file, events: [...own, ...events].map(readChange) } as Scenario;
    },
  };
}

type FakeScenario = { readonly values: ParameterValues };

/** A scenario of events and values only; a C-rate of 13 contradicts everything. */
export function resolveFake({ events, overrides }: CellRequest): Scenario {
  const read = events.map(readChange);
  if (read.some((event) => "value" in event && event.value === 13)) {
    throw new InputError([{ where: "cell.cRate", got: "13", expected: "another number" }]);
  }
  const own = { "cell.cRate": 0.5, "anode.thickness": 60 };
  return {
    name: "fake",
    seed: 1,
    title: "t",
    events: read,
    values: { ...own, ...overrides },
  } as unknown as Scenario;
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
    resolve: resolveFake,
    build: (scenario) => createFakeRun(cell, scenario),
    valuesOf: (scenario) => (scenario as unknown as FakeScenario).values,
    eventsOf: ({ events }) => events.map(writeChange),
    checkpoints: createFakeCheckpoints(cell),
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
