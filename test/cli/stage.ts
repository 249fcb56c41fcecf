/** A terminal that only remembers, and a run whose numbers are set by hand: what the program does with a run. */
import disk, { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type {
  Advance,
  CycleSummary,
  Frame,
  ResumableRun,
  RunEvent,
  Scenario,
  StepSample,
} from "../../sim-core/index.ts";
import { countCycles, describeScenario, InputError, parseScenario } from "../../sim-core/index.ts";
import { main } from "../../src/cli/program.ts";
import type { Solver, Solving, Surroundings } from "../../src/cli/surroundings.ts";
import { cycleWith, sampleWith } from "../io/samples.ts";

/** A, m2, s: 10 A/m2 for an hour are 1 mAh/cm2. */
const CURRENT = 10;
const HOUR = 3600;
const STEPS_PER_CYCLE = 4;

export interface Stage {
  readonly folder: string;
  readonly printed: string[];
  readonly told: string[];
  /** Words are parted by blanks, or given one by one. */
  readonly run: (words: string | readonly string[], changes?: Partial<Solving>) => Promise<number>;
  readonly write: (name: string, content: unknown) => string;
}

/** Returns a fresh folder with a program over it; the folder goes when the test ends. */
export function createStage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), "fluxtwin-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const printed: string[] = [];
  const told: string[] = [];
  let seconds = 0;
  const surroundings: Surroundings = {
    print: (line) => printed.push(line),
    tell: (line) => told.push(line),
    isTerminal: false,
    folder,
    scenarioFolder: join(folder, "shipped"),
    version: "1.2.3",
    clock: () => seconds++,
    onInterrupt: () => () => {},
    disk,
    solver: async () => solver,
  };
  const engine = { name: "Node", version: "20.19.0", kernel: "wasm" } as const;
  const solver: Solver = { engine, ...handmade() };
  return {
    folder,
    printed,
    told,
    run(words, changes = {}) {
      const list = typeof words === "string" ? words.split(" ").filter((word) => word !== "") : words;
      return main(list, { ...surroundings, solver: async () => ({ ...solver, ...changes }), ...changes });
    },
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
      return path;
    },
  };
}

/** What makes, stores and resumes runs that are set by hand. */
export function handmade(mishaps: Mishaps = {}): Omit<Solver, "engine"> {
  const resume = (data: unknown, other?: Scenario): ResumableRun => {
    const { scenario, step, hours = 0 } = data as { scenario?: unknown; step?: number; hours?: number };
    if (step === undefined)
      throw new InputError([{ where: "checkpoint", got: "nothing", expected: "a step" }]);
    const own = other ?? parseScenario(scenario, { load: () => undefined });
    const before = other === undefined ? { step, hours } : { step: 0, hours: hours + step };
    return createHandmadeRun(own, mishaps, before);
  };
  return {
    createRun: (scenario) => createHandmadeRun(scenario, mishaps),
    takeCheckpoint: ({ scenario, state: { step, time } }) => {
      if (mishaps.saveAt === step) throw new RangeError("Array buffer allocation failed");
      return { scenario: describeScenario(scenario), step, hours: time / HOUR - step };
    },
    resumeCheckpoint: (data) => resume(data),
    continueCheckpoint: resume,
  };
}

export interface Mishaps {
  /** Step at which the run reports failure, and at which it throws. */
  readonly failAt?: number;
  readonly throwAt?: number;
  /** Step that comes with a notice. */
  readonly noticeAt?: number;
  /** Step at which a particle loses contact. */
  readonly eventAt?: number;
  /** What a run throws that breaks; an Error by itself. */
  readonly thrown?: Error;
  /** Step after which no checkpoint can be taken. */
  readonly saveAt?: number;
  /** Called before every step with its number. */
  readonly onStep?: (step: number) => void;
}

/** A run of one hour per step: two of charge and two of discharge make a cycle. */
export function createHandmadeRun(
  scenario: Scenario,
  mishaps: Mishaps = {},
  before: { readonly step: number; readonly hours: number } = { step: 0, hours: 0 },
): ResumableRun {
  let { step } = before;
  let status: Advance["status"] = { kind: "running", message: "" };
  const total = countCycles(scenario.protocol) * STEPS_PER_CYCLE;
  if (step === total) status = { kind: "completed", message: "All cycles are done." };
  return {
    scenario,
    origin: scenario,
    warnings: scenario.warnings,
    mesh: {} as ResumableRun["mesh"],
    model: {} as ResumableRun["model"],
    ledger: {} as ResumableRun["ledger"],
    get state() {
      return { step, time: (before.hours + step) * HOUR } as ResumableRun["state"];
    },
    get time() {
      return (before.hours + step) * HOUR;
    },
    get status() {
      return status;
    },
    takeSolverSteps: () => [],
    advance() {
      mishaps.onStep?.(step);
      if (step === mishaps.throwAt) throw mishaps.thrown ?? new Error("broken invariant: charge is kept");
      step++;
      if (step === mishaps.failAt) status = { kind: "failed", message: "The step became too short." };
      else if (step === total) status = { kind: "completed", message: "All cycles are done." };
      const cycles = step % STEPS_PER_CYCLE === 0 ? [summaryOf(step / STEPS_PER_CYCLE)] : [];
      return {
        status,
        samples: [...(step === 1 ? [sampleOf(0)] : []), sampleOf(step)],
        steps: [],
        cycles,
        notices: step === mishaps.noticeAt ? ["another model took over"] : [],
        events: step === mishaps.eventAt ? [eventAt(step)] : [],
        waiting: false,
      };
    },
    frame: () => frameAt(step),
    change: (event) => ({ ...event, time: step * HOUR }),
    check: () => undefined,
    revise: () => [],
  };
}

function sampleOf(step: number): StepSample {
  if (step === 0) return sampleWith({ voltage: 2.6 });
  const within = (step - 1) % STEPS_PER_CYCLE;
  const charging = within < 2;
  const capacity = (within % 2) + 1;
  return sampleWith({
    time: step * HOUR,
    cycle: Math.ceil(step / STEPS_PER_CYCLE),
    stepCount: Math.ceil(step / 2),
    stepTime: capacity * HOUR,
    phase: charging ? "charge" : "discharge",
    voltage: charging ? 4 : 3.5,
    currentDensity: charging ? CURRENT : -CURRENT,
    capacity,
  });
}

function eventAt(step: number): RunEvent {
  const { time, cycle, phase, voltage, capacity } = sampleOf(step);
  return {
    kind: "detachment",
    time,
    cycle,
    phase,
    voltage,
    capacity,
    message: "A particle has lost contact.",
  };
}

function summaryOf(cycle: number): CycleSummary {
  return cycleWith({
    cycle,
    dischargeCapacity_mAh_cm2: 2 - 0.1 * cycle,
    retention: 1 - 0.05 * (cycle - 1),
  });
}

/** Only what a summary reads. */
function frameAt(step: number): Frame {
  const ledger = {
    cathodeActive: 1,
    cathodeIsolated: 0.25,
    anode: 2,
    interphase: 0.5,
    intergranularConnected: 0.2,
    intergranularDead: 0.1,
    initial: 4.05,
    residual: 1e-13,
    chargeImbalance: 1e-12,
  };
  return {
    cycle: Math.floor(step / STEPS_PER_CYCLE) + 1,
    time: step * HOUR,
    step,
    ledger,
    points: new Float32Array(14),
  } as unknown as Frame;
}
