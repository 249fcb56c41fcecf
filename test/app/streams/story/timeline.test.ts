/** Which state is shown when; between two of them in proportion; and when the story opens at all. */
import { describe, expect, it } from "vitest";
import type { Frame } from "../../../../sim-core/index.ts";
import { markStory, opensStory } from "../../../../src/app/streams/story/opening.ts";
import { frameAt, momentAt, stillOf } from "../../../../src/app/streams/story/timeline.ts";
import type { RecordedFrame, StoryStage } from "../../../../src/io/story-file.ts";

const stages: readonly StoryStage[] = [
  { key: "charging", first: 0, last: 7 },
  { key: "let-go", first: 8, last: 9 },
  { key: "bends", first: 10, last: 17 },
  { key: "uneven", first: 18, last: 25 },
];

describe("the story's clock", () => {
  it("goes through every frame of a stage, stands at its end, and goes on to the next", () => {
    expect(momentAt(stages, 0)).toEqual({ stage: 0, frame: 0, settled: true, ended: false });
    expect(momentAt(stages, 1.75)).toEqual({ stage: 0, frame: 3.5, settled: true, ended: false });
    expect(momentAt(stages, 3.5)).toEqual({ stage: 1, frame: 8, settled: false, ended: false });
    expect(momentAt(stages, 3.85)).toEqual({ stage: 1, frame: 8.5, settled: false, ended: false });
    expect(momentAt(stages, 4.3)).toEqual({ stage: 1, frame: 9, settled: true, ended: false });
    expect(momentAt(stages, 14.9)).toEqual({ stage: 3, frame: 25, settled: true, ended: false });
    expect(momentAt(stages, 15)).toEqual({ stage: 3, frame: 25, settled: true, ended: true });
    expect(momentAt(stages, 1e9)).toEqual(momentAt(stages, 15));
  });

  it("has a still of each stage, at its end", () => {
    expect(stages.map((_, k) => stillOf(stages, k).frame)).toEqual([7, 9, 17, 25]);
    expect(stages.map((_, k) => stillOf(stages, k).ended)).toEqual([false, false, false, true]);
  });
});

describe("a state between two", () => {
  const blank = Object.fromEntries(
    ["points", "flux", "particleStoichiometry", "particleStrain", "particleDamage", "frontY"]
      .concat("frontThickness", "frontCurrent", "frontInterphase", "intergranular")
      .map((field) => [field, new Float32Array(0)]),
  );
  const stateOf = (flux: number, status: number, collectorY: number): RecordedFrame => ({
    frame: {
      ...blank,
      flux: Float32Array.of(flux),
      particleStatus: Uint8Array.of(status),
      collectorY,
    } as unknown as Frame,
    retention: undefined,
  });
  const recorded = [stateOf(2, 0, 250), stateOf(6, 1, 258)];

  it("is in proportion, and of the nearer one in what is one or the other", () => {
    const early = frameAt(recorded, 0.25);
    expect([...early.flux, ...early.particleStatus, early.collectorY]).toEqual([3, 0, 252]);
    const late = frameAt(recorded, 0.75);
    expect([...late.flux, ...late.particleStatus, late.collectorY]).toEqual([5, 1, 256]);
    expect(frameAt(recorded, 1)).toBe(recorded[1]!.frame);
    expect(() => frameAt(recorded, 1.5)).toThrow(RangeError);
  });
});

describe("the page opens with its story", () => {
  const marks = (held?: string) => {
    let mark: string | null = held ?? null;
    return {
      getItem: () => mark,
      setItem: (_: string, value: string) => {
        mark = value;
      },
    };
  };

  it.each([
    ["", marks(), true],
    ["", marks("seen"), false],
    ["", undefined, false],
    ["?cells=whole", marks(), false],
    ["?play=0&t=60", marks(), false],
    ["?story=1", marks("seen"), true],
    ["?story=1&cells=tomo", undefined, true],
    ["?story=0", marks(), false],
    ["?story=banana", marks(), false],
  ])("at %j", (search, held, opens) => {
    expect(opensStory(search, held)).toBe(opens);
  });

  it("once, and bears a place for its mark that is full", () => {
    const held = marks();
    markStory(held);
    expect(opensStory("", held)).toBe(false);
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
    };
    expect(() => markStory(full)).not.toThrow();
  });
});
