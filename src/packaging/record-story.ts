/**
 * The states that the page tells its story with: both cells of the opening comparison are solved, cycle after cycle, and of
 * what was solved some frames are kept. Which ones follows from what happened to the cells.
 */
import {
  type CycleSummary,
  createRun,
  type FrameMesh,
  PARTICLE_ACTIVE,
  parseScenario,
  type ResumableRun,
  takeCheckpoint,
} from "../../sim-core/index.ts";
import { writeCheckpoint } from "../io/checkpoint.ts";
import { type BundledCell, type ExperimentBundle, writeExperimentBundle } from "../io/experiment-bundle.ts";
import type { RecordedFrame, StoryRecording, StoryStage } from "../io/story-file.ts";

/** Bare and coated. */
const CELLS = ["random-ncm", "random-lzp-ncm"] as const;
const RESOLUTION = "draft";
const MODEL = "reduced";
/** Cycles of a run, so that something is to come after the last one that is told. */
const REPEAT = 150;
/** h of the first charge. */
const OPENING = [0.02, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4];
/** h of charging in each cycle after which its state is compared with that of other cycles: half of a whole charge. */
const MOMENT = 0.8;
const HOUR = 3600;
/** Frames of a stage that goes over many cycles, at most. */
const MOST_FRAMES = 8;
/** Share of the widest lead of lost particles with which A leads enough: what comes after is to have some cycles too. */
const NEARLY = 0.8;

/** What the page tells, and what it goes on from. */
export interface RecordedStory {
  readonly recording: StoryRecording;
  /**
   * A file of both cells at the time of the later one's last frame, to which the other one, whose cycles have become shorter,
   * has been brought; undefined where one of them has ended.
   */
  readonly end: Uint8Array | undefined;
}

interface SolvedCell {
  readonly run: ResumableRun;
  /** Finished ones. */
  readonly summaries: readonly CycleSummary[];
  readonly mesh: FrameMesh;
  readonly seed: number;
  /** nm */
  readonly coatingThickness: number;
  readonly opening: readonly RecordedFrame[];
  /** One for each cycle, from the first. */
  readonly cycles: readonly RecordedFrame[];
}

/**
 * Returns the recording of `most` cycles at most of the scenarios that `load` brings, in which `version` of the product is
 * noted; undefined where no particle of the bare cell lets go in them, so that there is nothing to tell.
 */
export function recordStory(
  load: (name: string) => unknown,
  version: string,
  most = 70,
): RecordedStory | undefined {
  const [a, b] = CELLS.map((name) => solveCell(name, load, most)) as [SolvedCell, SolvedCell];
  const plan = planStory(a.cycles, b.cycles);
  if (plan === undefined) return undefined;
  const framesOf = ({ opening, cycles }: SolvedCell): RecordedFrame[] => [
    ...opening,
    ...plan.cycles.map((cycle) => cycles[cycle - 1] as RecordedFrame),
  ];
  const recording = {
    scenarios: CELLS,
    seed: a.seed,
    resolution: RESOLUTION,
    model: MODEL,
    coatingThickness: b.coatingThickness,
    mesh: a.mesh,
    cells: [framesOf(a), framesOf(b)],
    stages: plan.stages,
  } as const;
  return { recording, end: writeEnd([a, b], version) };
}

function writeEnd(cells: readonly [SolvedCell, SolvedCell], version: string): Uint8Array | undefined {
  const time = Math.max(...cells.map(({ run }) => run.time));
  const bundled = ({ run, summaries }: SolvedCell): BundledCell => {
    const { cycles } = run.advance({ untilTime: time });
    const checkpoint = writeCheckpoint({ ...takeCheckpoint(run) }, version);
    return { checkpoint, cycles: [...summaries, ...cycles] };
  };
  const ends = [bundled(cells[0]), bundled(cells[1])] as const;
  if (cells.some(({ run }) => run.status.kind !== "running")) return undefined;
  const bundle: ExperimentBundle = {
    query: new URLSearchParams({
      cells: "random",
      mesh: RESOLUTION,
      "solver.model": MODEL,
      "protocol.repeat": String(REPEAT),
    }).toString(),
    cells: ends,
  };
  return writeExperimentBundle(bundle, "Both cells where the story of fluxtwin ends.\n");
}

function solveCell(name: string, load: (name: string) => unknown, most: number): SolvedCell {
  const raw = { schemaVersion: 1, name, extends: name, mesh: RESOLUTION, solver: { model: MODEL } };
  const run = createRun(parseScenario(raw, { load, cycles: REPEAT }));
  const { mesh } = run;
  const { seed, interface: contact } = run.scenario;
  const opening = OPENING.map((hours) => keep(run, hours * HOUR, undefined));
  const middle = opening[OPENING.indexOf(MOMENT)];
  const cycles: RecordedFrame[] = middle === undefined ? [] : [middle];
  const summaries: CycleSummary[] = [];
  for (let retention: number | null = null; cycles.length < most; ) {
    const finished = run.advance({ stopAtCycleEnd: true }).cycles.at(-1);
    if (finished === undefined || run.status.kind !== "running") break;
    summaries.push(finished);
    retention = finished.retention;
    const next = keep(run, run.time + MOMENT * HOUR, retention ?? undefined);
    // A shorter charge has nothing to compare; frames of another mesh do not go into one file.
    if (next.frame.phase !== "charge" || run.mesh !== mesh) break;
    cycles.push(next);
  }
  const coatingThickness = contact.coatingThickness * 1e9;
  return { run, summaries, mesh, seed, coatingThickness, opening, cycles };
}

function keep(run: ResumableRun, time: number, retention: number | undefined): RecordedFrame {
  run.advance({ untilTime: time });
  return { frame: run.frame(), retention };
}

/** Which cycles are shown after the first charge, and the stages that they make. */
export function planStory(
  a: readonly RecordedFrame[],
  b: readonly RecordedFrame[],
): { readonly cycles: readonly number[]; readonly stages: readonly StoryStage[] } | undefined {
  const last = Math.min(a.length, b.length);
  const lost = [a, b].map((cell) => cell.slice(0, last).map(countLost)) as [number[], number[]];
  const loss = lost[0].findIndex((count) => count > 0) + 1;
  // Something has to come before it and after it.
  if (loss < 2 || last < loss + 2) return undefined;
  const lead = lost[0].map((count, k) => count - (lost[1][k] ?? 0));
  // The last cycle is a stage of its own.
  const after = lead.slice(loss, last - 1);
  const most = Math.max(...after);
  const wide = loss + 1 + after.findIndex((count) => count >= NEARLY * most);
  const parts = [[loss - 1, loss], thin(loss + 1, wide), thin(wide + 1, last)];
  const keys = ["let-go", "bends", "uneven"] as const;
  let first = OPENING.length;
  const stages = parts.map((part, k): StoryStage => {
    const stage = { key: keys[k] as StoryStage["key"], first, last: first + part.length - 1 };
    first += part.length;
    return stage;
  });
  const charging: StoryStage = { key: "charging", first: 0, last: OPENING.length - 1 };
  return { cycles: parts.flat(), stages: [charging, ...stages] };
}

function countLost({ frame }: RecordedFrame): number {
  return frame.particleStatus.filter((status) => status !== PARTICLE_ACTIVE).length;
}

/** Returns whole numbers from `from` to `to`, both among them, evenly spread. */
function thin(from: number, to: number): number[] {
  const count = Math.min(MOST_FRAMES, to - from + 1);
  if (count === 1) return [to];
  return Array.from({ length: count }, (_, k) => Math.round(from + (k * (to - from)) / (count - 1)));
}
