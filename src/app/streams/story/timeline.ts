/** Which recorded state is shown when: each stage glides through its frames, then stands while it is read. */
import type { Frame } from "../../../../sim-core/index.ts";
import type { RecordedFrame, StoryStage } from "../../../io/story-file.ts";

/** s of each kind of stage, and the share of it in which it glides. */
const PACE: Readonly<Record<StoryStage["key"], { readonly seconds: number; readonly glide: number }>> = {
  charging: { seconds: 3.5, glide: 1 },
  "let-go": { seconds: 3.5, glide: 0.2 },
  bends: { seconds: 4, glide: 0.3 },
  uneven: { seconds: 4, glide: 0.3 },
};

export interface StoryMoment {
  readonly stage: number;
  /** Between two frames where it is no whole number. */
  readonly frame: number;
  /** What the stage shows at its end is seen. */
  readonly settled: boolean;
  readonly ended: boolean;
}

/** Returns where the story is after so many seconds, at its end from there on. */
export function momentAt(stages: readonly StoryStage[], seconds: number): StoryMoment {
  let rest = seconds;
  for (const [k, stage] of stages.entries()) {
    const { seconds: length, glide } = PACE[stage.key];
    if (rest < length) {
      const share = Math.min(1, rest / (glide * length));
      const frame = stage.first + share * (stage.last - stage.first);
      return { stage: k, frame, settled: glide === 1 || share === 1, ended: false };
    }
    rest -= length;
  }
  const last = stages.length - 1;
  return { stage: last, frame: stages[last]?.last ?? 0, settled: true, ended: true };
}

/** Returns the end of a stage, as a still. */
export function stillOf(stages: readonly StoryStage[], stage: number): StoryMoment {
  return { stage, frame: stages[stage]?.last ?? 0, settled: true, ended: stage === stages.length - 1 };
}

const GLIDING = ["points", "flux", "particleStoichiometry", "particleStrain", "particleDamage"] as const;
const GLIDING_FRONT = [
  "frontY",
  "frontThickness",
  "frontCurrent",
  "frontInterphase",
  "intergranular",
] as const;

/** Returns the state at a place between two recorded ones: lengths and currents in proportion, all else of the nearer one. */
export function frameAt(recorded: readonly RecordedFrame[], at: number): Frame {
  const before = recorded[Math.floor(at)]?.frame;
  const after = recorded[Math.ceil(at)]?.frame;
  if (before === undefined || after === undefined) throw new RangeError(`no frame ${at}`);
  const share = at - Math.floor(at);
  if (share === 0) return before;
  const mixed = [...GLIDING, ...GLIDING_FRONT].map((field) => [
    field,
    mix(before[field], after[field], share),
  ]);
  const collectorY = before.collectorY + share * (after.collectorY - before.collectorY);
  return { ...(share < 0.5 ? before : after), ...Object.fromEntries(mixed), collectorY };
}

function mix(before: Float32Array, after: Float32Array, share: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(after.length);
  for (let k = 0; k < out.length; k++) {
    const from = before[k] ?? 0;
    out[k] = from + share * ((after[k] ?? 0) - from);
  }
  return out;
}
