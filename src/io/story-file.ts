/**
 * The file of recorded states on which the page opens: frames of two cells of one mesh, each field in steps of a stated
 * size, as the differences from the frame before. To be packed by whoever sends it, which is what makes it small.
 */
import type { Frame, FrameMesh } from "../../sim-core/index.ts";
import { CodeReader, CodeWriter } from "./code-stream.ts";

/** A stage of the story and the frames, first and last, that show it. */
export interface StoryStage {
  readonly key: "charging" | "let-go" | "bends" | "uneven";
  readonly first: number;
  readonly last: number;
}

/** A solved state, and what the cell still gave in its last finished cycle. */
export interface RecordedFrame {
  readonly frame: Frame;
  /** Over that of the first cycle, 0..1; undefined in the first one. */
  readonly retention: number | undefined;
}

export interface StoryRecording {
  readonly scenarios: readonly [string, string];
  readonly seed: number;
  readonly resolution: string;
  readonly model: string;
  /** Of B, nm. */
  readonly coatingThickness: number;
  readonly mesh: FrameMesh;
  /** Frame k of both belongs to the same cycle, as long after its beginning. */
  readonly cells: readonly [readonly RecordedFrame[], readonly RecordedFrame[]];
  readonly stages: readonly StoryStage[];
}

/** What is recorded of a frame, and the steps in which it is: no value is off by more than half of one. */
export const STORY_STEPS = {
  points: 0.02 /* um */,
  flux: 0.1 /* A/m2 */,
  particleStoichiometry: 1e-3,
  particleStrain: 1e-4,
  particleDamage: 1e-2,
  particleStatus: 1,
  particleDrift: 0.02 /* um */,
  frontX: 0.02 /* um */,
  frontY: 0.01 /* um */,
  frontThickness: 0.01 /* um */,
  frontCurrent: 0.01 /* A/m2 */,
  frontInterphase: 1 /* nm */,
  frontDepleted: 1,
  frontContact: 1e-3,
  intergranular: 0.01,
  intergranularDead: 0.01,
  crackSegments: 0.05 /* um */,
} as const satisfies Partial<Readonly<Record<keyof Frame, number>>>;

type Field = keyof typeof STORY_STEPS;
const FIELDS = Object.keys(STORY_STEPS) as Field[];
const BYTE_FIELDS: ReadonlySet<Field> = new Set(["particleStatus", "frontDepleted"]);

const MESH_STEPS = { particleX: 0.02, particleY: 0.02, particleRadius: 0.02 } as const;
const MESH_FIELDS = Object.keys(MESH_STEPS) as (keyof typeof MESH_STEPS)[];
const MESH_LISTS = ["triangles", "grainEdges"] as const;

/** What of a frame is recorded besides its arrays, as it is. */
const NUMBERS = [
  ...(["time", "step", "cycle", "phase", "voltage", "currentDensity", "cRate", "capacity"] as const),
  ...(["activeFraction", "anodeCurrentCoV", "ledger", "temperature", "collectorY"] as const),
] satisfies (keyof Frame)[];
type FrameNumbers = Pick<Frame, (typeof NUMBERS)[number]>;

interface FrameHead {
  readonly numbers: FrameNumbers;
  readonly retention: number | undefined;
  readonly lengths: Readonly<Record<Field, number>>;
}

type Head = Omit<StoryRecording, "mesh" | "cells"> & {
  readonly mesh: Pick<FrameMesh, "version" | "width" | "cathodeThickness" | "electrolyteThickness"> &
    Readonly<Record<(typeof MESH_LISTS)[number] | keyof typeof MESH_STEPS, number>>;
  readonly cells: readonly (readonly FrameHead[])[];
};

/** Returns the bytes of the recording; throws RangeError where a value is too large for its steps. */
export function encodeStory({ mesh, cells, ...rest }: StoryRecording): Uint8Array {
  const codes = new CodeWriter();
  for (const list of MESH_LISTS) codes.writeList(mesh[list]);
  for (const field of MESH_FIELDS) codes.writeValues(field, mesh[field], MESH_STEPS[field]);
  // The first frame of B is written against the first one of A.
  for (const recorded of cells) {
    codes.rewind();
    for (const { frame } of recorded)
      for (const field of FIELDS) codes.writeValues(field, frame[field], STORY_STEPS[field]);
  }
  const { version, width, cathodeThickness, electrolyteThickness } = mesh;
  const lengths = Object.fromEntries([...MESH_LISTS, ...MESH_FIELDS].map((one) => [one, mesh[one].length]));
  const head = {
    ...rest,
    mesh: { version, width, cathodeThickness, electrolyteThickness, ...lengths },
    cells: cells.map((recorded) => recorded.map(headOf)),
  };
  return codes.finish(JSON.stringify(head));
}

/** Returns the recording, each value within half a step of what was recorded; throws where the bytes are none. */
export function decodeStory(bytes: Uint8Array): StoryRecording {
  const codes = new CodeReader(bytes);
  const { mesh: meshHead, cells, ...rest } = JSON.parse(codes.head) as Head;
  const { version, width, cathodeThickness, electrolyteThickness } = meshHead;
  const lists = Object.fromEntries(MESH_LISTS.map((list) => [list, codes.readList(meshHead[list])]));
  const values = Object.fromEntries(
    MESH_FIELDS.map((field) => [field, codes.readValues(field, meshHead[field], MESH_STEPS[field])]),
  );
  const mesh = { version, width, cathodeThickness, electrolyteThickness, ...lists, ...values } as FrameMesh;
  const decoded = cells.map((heads) => {
    codes.rewind();
    return heads.map((head) => readFrame(codes, head, mesh));
  });
  return { ...rest, mesh, cells: decoded as unknown as StoryRecording["cells"] };
}

function headOf({ frame, retention }: RecordedFrame): FrameHead {
  return {
    numbers: Object.fromEntries(NUMBERS.map((name) => [name, frame[name]])) as FrameHead["numbers"],
    retention,
    lengths: Object.fromEntries(FIELDS.map((field) => [field, frame[field].length])) as FrameHead["lengths"],
  };
}

function readFrame(codes: CodeReader, head: FrameHead, mesh: FrameMesh): RecordedFrame {
  const fields = Object.fromEntries(
    FIELDS.map((field) => {
      const values = codes.readValues(field, head.lengths[field], STORY_STEPS[field]);
      return [field, BYTE_FIELDS.has(field) ? Uint8Array.from(values) : values];
    }),
  ) as unknown as Pick<Frame, Field>;
  const nPoint = fields.points.length / 2;
  const nParticle = mesh.particleX.length;
  const frame: Frame = {
    ...head.numbers,
    ...fields,
    jumped: false,
    meshVersion: mesh.version,
    // Not recorded: no picture of the story paints it.
    potential: new Float32Array(nPoint),
    particleSurface: fields.particleStoichiometry.slice(),
    particleCurrent: new Float32Array(nParticle),
    frontPressure: new Float32Array(fields.frontX.length),
    patchOutline: new Float32Array(0),
    shortPath: new Float32Array(0),
    vonMises: new Float32Array(0),
    meanStress: new Float32Array(0),
    principalStress: new Float32Array(0),
    displacement: new Float32Array(0),
    particleMeanStress: new Float32Array(0),
    largestVonMises: undefined,
  };
  return { frame, retention: head.retention };
}
