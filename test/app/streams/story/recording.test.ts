/** The recording that is built with the page: small enough, close enough to what was solved, and told as it is. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { type Frame, PARTICLE_ACTIVE, resumeCheckpoint } from "../../../../sim-core/index.ts";
import { parameterBounds } from "../../../../src/app/streams/parameter-lookup.ts";
import { describeEnd, describeSource, describeStage } from "../../../../src/app/streams/story/captions.ts";
import { momentAt } from "../../../../src/app/streams/story/timeline.ts";
import { decodeState } from "../../../../src/app/streams/url-state.ts";
import { readCheckpoint } from "../../../../src/io/checkpoint.ts";
import { readExperimentBundle } from "../../../../src/io/experiment-bundle.ts";
import {
  decodeStory,
  encodeStory,
  STORY_STEPS,
  type StoryRecording,
  type StoryStage,
} from "../../../../src/io/story-file.ts";
import { recordStory } from "../../../../src/packaging/record-story.ts";
import { buildStory } from "../../../../src/packaging/story-recording.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const load = (name: string): unknown => JSON.parse(readFileSync(`${ROOT}/scenarios/${name}.json`, "utf8"));

/** The shipped cells, of which the bare one loses contacts at once: a story of few cycles. */
function loadWorn(name: string): unknown {
  const scenario = load(name) as { contactLoss?: object };
  return name === "random-ncm"
    ? { ...scenario, contactLoss: { ...scenario.contactLoss, medianLife: 3 } }
    : scenario;
}

let packed: Uint8Array;
let end: Uint8Array;
let shipped: StoryRecording;

beforeAll(() => {
  ({ recording: packed, end } = buildStory(ROOT));
  shipped = decodeStory(inflateSync(packed));
}, 300_000);

const stageOf = (key: StoryStage["key"]): StoryStage => shipped.stages.find((stage) => stage.key === key)!;
const frameOf = (cell: 0 | 1, index: number): Frame => shipped.cells[cell][index]!.frame;
const wordsOf = (key: StoryStage["key"]) => describeStage(shipped, stageOf(key)).captions;
const idleOf = ({ particleStatus }: Frame): number[] =>
  [...particleStatus.keys()].filter((p) => particleStatus[p] !== PARTICLE_ACTIVE);
/** Every number of a sentence. */
const numbersIn = (words: string): number[] => [...words.matchAll(/\d+(?:\.\d+)?/g)].map(Number);

describe("a recording", () => {
  it("is within half a step of what was solved, in every field of every frame", () => {
    const { recording: solved } = recordStory(loadWorn, "0.0.0", 6)!;
    const read = decodeStory(encodeStory(solved));
    expect({ ...read, mesh: 0, cells: 0 }).toEqual({ ...solved, mesh: 0, cells: 0 });
    expect(read.mesh.triangles).toEqual(solved.mesh.triangles);
    expect(read.mesh.grainEdges).toEqual(solved.mesh.grainEdges);
    for (const cell of [0, 1] as const) {
      expect(read.cells[cell].length).toBe(solved.cells[cell].length);
      for (const [k, { frame }] of solved.cells[cell].entries()) {
        const other = read.cells[cell][k]!.frame;
        expect(other).toMatchObject({ time: frame.time, cycle: frame.cycle, collectorY: frame.collectorY });
        for (const field of Object.keys(STORY_STEPS) as (keyof typeof STORY_STEPS)[]) {
          const [values, kept, step] = [frame[field], other[field], STORY_STEPS[field]];
          expect(kept.length, field).toBe(values.length);
          let worst = 0;
          for (let at = 0; at < values.length; at++) {
            const dust = 2 ** -23 * Math.abs(values[at]!);
            worst = Math.max(worst, Math.abs(kept[at]! - values[at]!) - dust);
          }
          expect(worst, field).toBeLessThanOrEqual(step / 2);
        }
      }
    }
  }, 120_000);

  it("is none where no particle lets go", () => {
    expect(recordStory(load, "0.0.0", 3)).toBeUndefined();
  }, 120_000);
});

describe("the recording that is shipped", () => {
  it("ends where both cells can be gone on from, with all cycles that they have been through", () => {
    const { query, cells } = readExperimentBundle(end);
    const { state, notices } = decodeState(query, parameterBounds());
    expect(notices).toEqual([]);
    expect(state).toMatchObject({
      mesh: "draft",
      parameters: { "solver.model": "reduced", "protocol.repeat": 150 },
    });
    cells.forEach(({ checkpoint, cycles }, cell) => {
      const run = resumeCheckpoint(readCheckpoint(checkpoint));
      const last = shipped.cells[cell]!.at(-1)!.frame;
      // The bare cell, which has less to give, has been through more cycles by then.
      const latest = Math.max(...shipped.cells.map((frames) => frames.at(-1)!.frame.time));
      expect(run.time).toBeGreaterThanOrEqual(latest);
      // What is gone on from stands at the end of a time step.
      expect(run.time - latest).toBeLessThan(600);
      expect(idleOf(run.frame())).toEqual(expect.arrayContaining(idleOf(last)));
      expect(cycles.map(({ cycle }) => cycle)).toEqual(cycles.map((_, k) => k + 1));
      expect(cycles).toHaveLength(run.frame().cycle - 1);
      expect(run.frame().cycle).toBeGreaterThanOrEqual(last.cycle);
      run.advance({ untilTime: run.time + 60 });
      expect(run.status.kind).toBe("running");
    });
    // Comes while the story is told.
    expect(end.length).toBeLessThanOrEqual(1_500_000);
  });

  it("is at most 400 kB and takes about a quarter of a minute", () => {
    expect(packed.length).toBeLessThanOrEqual(400_000);
    expect([14.9, 15].map((seconds) => momentAt(shipped.stages, seconds).ended)).toEqual([false, true]);
  });

  it("shows both cells in the same cycles, from the first on, as far into their charge", () => {
    const cycles = ([0, 1] as const).map((cell) => shipped.cells[cell].map(({ frame }) => frame.cycle));
    expect(cycles[0]).toEqual(cycles[1]);
    expect(cycles[0]!.length).toBeGreaterThanOrEqual(24);
    for (const cell of [0, 1] as const) {
      const phases = new Set(shipped.cells[cell].map(({ frame }) => frame.phase));
      expect([...phases]).toEqual(["charge"]);
      const moment = frameOf(cell, stageOf("let-go").first).capacity;
      expect(moment).toBeCloseTo(1, 2);
      for (const { frame } of shipped.cells[cell].slice(stageOf("let-go").first))
        expect(frame.capacity).toBeCloseTo(moment, 6);
      const opening = shipped.cells[cell].slice(0, stageOf("let-go").first);
      expect(opening.some(({ frame }) => Math.abs(frame.capacity - moment) < 1e-6)).toBe(true);
    }
  });

  it("says in the first charge that all particles work, how even the lithium is, and how thick the coating", () => {
    const { first, last } = stageOf("charging");
    for (let k = first; k <= last; k++)
      expect([...idleOf(frameOf(0, k)), ...idleOf(frameOf(1, k))]).toEqual([]);
    const [particles, even, coating] = wordsOf("charging");
    expect(particles!.words).toBe("Every particle gives off lithium ions");
    const frame = frameOf(0, last);
    for (const [p, content] of frame.particleStoichiometry.entries())
      expect(content).toBeLessThan(frameOf(0, first).particleStoichiometry[p]!);
    expect(even!.words).toContain("They arrive almost evenly");
    expect(numbersIn(even!.words)[0]! / 100).toBeCloseTo(frame.anodeCurrentCoV, 4);
    expect(frame.anodeCurrentCoV).toBeLessThan(0.03);
    expect(numbersIn(coating!.words)).toEqual([25]);
  });

  it("rings the particle that let go, and in B the same one where it holds", () => {
    const { first, last } = stageOf("let-go");
    const [mine, theirs] = wordsOf("let-go");
    const p = [...shipped.mesh.particleX.keys()].find(
      (one) =>
        shipped.mesh.particleX[one] === mine!.x && Math.abs(shipped.mesh.particleY[one]! - mine!.y) < 0.1,
    )!;
    expect(idleOf(frameOf(0, first))).toEqual([]);
    expect(idleOf(frameOf(0, last))).toEqual([p]);
    expect(mine!.words).toBe("This particle let go: its contact is lost");
    expect(frameOf(0, last).particleDamage[p]).toBeGreaterThanOrEqual(1);
    expect([theirs!.x, theirs!.y, theirs!.cell]).toEqual([mine!.x, mine!.y, 1]);
    expect(idleOf(frameOf(1, last))).not.toContain(p);
  });

  it("points at where the current turns sideways, and says how many particles it passes by", () => {
    const { last } = stageOf("bends");
    const [bend, above, other] = wordsOf("bends");
    const [a, b] = [frameOf(0, last), frameOf(1, last)];
    const alike = shipped.cells[0].find(({ frame }) => Math.abs(frame.capacity - a.capacity) < 1e-6)!.frame;
    const changes = Array.from({ length: a.flux.length / 2 }, (_, k) =>
      a.points[2 * k + 1]! < shipped.mesh.cathodeThickness
        ? 0
        : Math.abs(a.flux[2 * k]! - alike.flux[2 * k]!),
    );
    const k = changes.indexOf(Math.max(...changes));
    expect(Math.hypot(a.points[2 * k]! - bend!.x, a.points[2 * k + 1]! - bend!.y)).toBeLessThan(bend!.radius);
    // Towards the lithium above those that have let go, by more than a tenth of the mean current and more than it ever leant.
    const idle = idleOf(a);
    const middle = idle.reduce((sum, p) => sum + shipped.mesh.particleX[p]!, 0) / idle.length;
    const towards = Math.sign(middle - bend!.x);
    const [was, is] = [towards * alike.flux[2 * k]!, towards * a.flux[2 * k]!];
    expect(is - was).toBeGreaterThan(0.1 * a.currentDensity);
    expect(is).toBeGreaterThan(Math.abs(was));
    expect(numbersIn(bend!.words)).toEqual([idle.length, 142]);
    const shares = [...a.frontCurrent].map((density) => density / a.currentDensity);
    expect(numbersIn(above!.words)[0]! / 100).toBeCloseTo(1 - Math.min(...shares), 2);
    expect(numbersIn(other!.words).slice(0, 2)).toEqual([idleOf(b).length, 142]);
    expect(numbersIn(other!.words)[2]! / 100).toBeCloseTo(b.anodeCurrentCoV, 3);
    expect(numbersIn(other!.words)[3]! / 100).toBeCloseTo(a.anodeCurrentCoV, 3);
    // What the coating is told to do: fewer have let go, and the lithium is plated more evenly.
    expect(idle.length - idleOf(b).length).toBeGreaterThanOrEqual(10);
    expect(b.anodeCurrentCoV).toBeLessThan(0.75 * a.anodeCurrentCoV);
  });

  it("says at its end where the lithium is thinnest, by how much, and where the least is plated", () => {
    const { last } = stageOf("uneven");
    const [thin, least, other] = wordsOf("uneven");
    const [a, b] = [frameOf(0, last), frameOf(1, last)];
    const spread = ({ frontThickness }: Frame): number =>
      Math.max(...frontThickness) - Math.min(...frontThickness);
    const at = a.frontThickness.indexOf(Math.min(...a.frontThickness));
    expect(Math.abs(a.frontX[at]! - thin!.x)).toBeLessThanOrEqual(thin!.radius);
    expect(numbersIn(thin!.words)[0]).toBeCloseTo(spread(a), 1);
    const shares = [...a.frontCurrent].map((density) => density / a.currentDensity);
    const lowest = shares.indexOf(Math.min(...shares));
    expect(Math.abs(a.frontX[lowest]! - least!.x)).toBeLessThanOrEqual(least!.radius);
    expect(numbersIn(least!.words)).toEqual([Math.round(100 * (1 - shares[lowest]!)), idleOf(a).length, 142]);
    expect(numbersIn(other!.words)[0]).toBeCloseTo(spread(b), 1);
    expect(numbersIn(other!.words).slice(1)).toEqual([idleOf(b).length, 142]);
    expect(spread(b)).toBeLessThan(spread(a));
    const kept = ([0, 1] as const).map((cell) => Math.round(100 * shipped.cells[cell].at(-1)!.retention!));
    expect(numbersIn(describeEnd(shipped))).toEqual([a.cycle - 1, ...kept]);
    expect(kept[0]).toBeLessThan(kept[1]!);
  });

  it("names seed, mesh and model", () => {
    expect(describeSource(shipped)).toContain(
      "draft mesh, reduced model, seed 1, 52 states of cycles 1 to 70",
    );
  });
});
