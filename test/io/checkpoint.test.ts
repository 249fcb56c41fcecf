import { Encoder } from "@msgpack/msgpack";
import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { type Checkpoint, InputError, resumeCheckpoint, takeCheckpoint } from "../../sim-core/index.ts";
import { createRun } from "../../sim-core/time/run/run.ts";
import { CHECKPOINT_FORMAT, readCheckpoint, writeCheckpoint } from "../../src/io/checkpoint.ts";
import { smallScenario } from "../cell/small-cell.ts";
import { listDifferences } from "../time/same-bits.ts";

const run = createRun(smallScenario({ "solver.model": "reduced", "intergranular.level": "front" }));
run.advance({ maximumSteps: 8 });
const taken = takeCheckpoint(run);
const file = writeCheckpoint(taken, "1.2.3");

/** The problem as which a file is refused. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "nothing to refuse";
}

/** With changed bytes, and with a digest that belongs to them where that is wanted. */
function changed(change: (bytes: Uint8Array, view: DataView) => void, { sealed = true } = {}): Uint8Array {
  const bytes = file.slice();
  change(bytes, new DataView(bytes.buffer));
  if (sealed)
    bytes.set(sha256.create().update(bytes.subarray(0, 24)).update(bytes.subarray(56)).digest(), 24);
  return bytes;
}

/** A well-formed file around any content. */
function filled(content: Uint8Array, length = content.length): Uint8Array {
  const packed = zlibSync(content);
  const bytes = new Uint8Array(61 + packed.length);
  const view = new DataView(bytes.buffer);
  bytes.set(file.subarray(0, 61));
  view.setUint32(16, packed.length, true);
  view.setUint32(20, length, true);
  bytes.set(packed, 61);
  bytes.set(sha256.create().update(bytes.subarray(0, 24)).update(bytes.subarray(56)).digest(), 24);
  return bytes;
}

describe("the file of a checkpoint", () => {
  it("gives back what was written, to the last bit, and what was shared is shared again", () => {
    const read = readCheckpoint(file) as Checkpoint;
    expect(listDifferences(read, taken)).toEqual([]);
    const { state } = read;
    expect(state.geometry.points).toBeInstanceOf(Float64Array);
    expect(state.particles.detachedIn).toBeInstanceOf(Int32Array);
    expect(state.past[0]!.potentials).toBe(state.potentials);
    expect(state.past.every(({ geometry }) => geometry === state.geometry)).toBe(true);
    expect(state.memory.solver.system.noted).toBe(state.geometry);
    expect(state.memory.solver.status).toBe(state.particles.status);
    expect(read.model.points).toBe(state.geometry.points);
  });

  it("has the same bytes for the same run, whatever has been through a file before", () => {
    expect(listDifferences(writeCheckpoint(readCheckpoint(file), "1.2.3"), file)).toEqual([]);
    const again = resumeCheckpoint(readCheckpoint(file));
    expect(listDifferences(writeCheckpoint(takeCheckpoint(again), "1.2.3"), file)).toEqual([]);
  });

  it("keeps every number: signs of zeros, infinities, none, and whole ones", () => {
    const kinds = [
      Float64Array.of(-0, Number.NaN, 5e-324, Number.NEGATIVE_INFINITY),
      Float32Array.of(-0, 0.1, Number.POSITIVE_INFINITY),
      Int32Array.of(-(2 ** 31), -1, 2 ** 31 - 1),
      Uint32Array.of(0, 2 ** 32 - 1),
      Uint8Array.of(0, 255),
      new Float64Array(0),
      // A piece of a longer one.
      new Float64Array(5).fill(7).subarray(1, 3),
    ];
    const numbers = [-0, 0, 1, -1, 2 ** 53, 1e300, Number.NaN, Number.NEGATIVE_INFINITY];
    const record = { kinds, numbers, text: "°µ", none: undefined, list: [[], {}], yes: true, no: false };
    expect(listDifferences(readCheckpoint(writeCheckpoint(record, "1")), record)).toEqual([]);
  });

  it("keeps any numbers of a state", () => {
    // biome-ignore lint/plugin: any bits are meant.
    const numbers = fc.array(fc.double(), { maxLength: 40 });
    fc.assert(
      fc.property(numbers, numbers, (some, more) => {
        const own = Float64Array.from(some);
        const record = { own, twice: [own, { own }], more };
        const read = readCheckpoint(writeCheckpoint(record, "1")) as typeof record;
        expect(listDifferences(read, record)).toEqual([]);
        expect(read.twice[0]).toBe(read.own);
      }),
    );
  });
});

describe("a file that is no checkpoint", () => {
  it("is refused with a sentence where it is of another kind", () => {
    const foreign = [
      new Uint8Array(0),
      new TextEncoder().encode('{ "schemaVersion": 1 }'),
      new Uint8Array(200),
    ];
    expect(foreign.map((bytes) => refusal(() => readCheckpoint(bytes, "run.ckpt")))).toEqual([
      "run.ckpt: got an empty file; expected a checkpoint of fluxtwin",
      "run.ckpt: got another kind of file; expected a checkpoint of fluxtwin",
      "run.ckpt: got another kind of file; expected a checkpoint of fluxtwin",
    ]);
  });

  it("is refused with a sentence wherever it was torn, and where something follows", () => {
    for (let k = 1; k <= 20; k++) {
      const torn = file.subarray(0, Math.floor((k * file.length) / 21));
      expect(refusal(() => readCheckpoint(torn))).toBe(
        `checkpoint: got ${torn.length} of its ${file.length} bytes; expected a whole checkpoint`,
      );
    }
    for (const length of [1, 7, 8, 20, 55, 56, 60, file.length - 1])
      expect(refusal(() => readCheckpoint(file.subarray(0, length)))).toMatch(
        /^checkpoint: got .*; expected /,
      );
    const longer = new Uint8Array(file.length + 3);
    longer.set(file);
    expect(refusal(() => readCheckpoint(longer))).toBe(
      "checkpoint: got 3 bytes behind its end; expected a checkpoint alone",
    );
  });

  it("is refused with a sentence where any bit has flipped", () => {
    const places = fc.record({ at: fc.nat(file.length - 1), bit: fc.nat(7) });
    fc.assert(
      fc.property(places, ({ at, bit }) => {
        const flipped = changed(
          (bytes) => {
            bytes[at]! ^= 1 << bit;
          },
          { sealed: false },
        );
        expect(refusal(() => readCheckpoint(flipped))).toMatch(/^checkpoint: got .*; expected /);
      }),
    );
  });

  it("is refused with the version that wrote it where the format is newer", () => {
    const newer = changed((_, view) => view.setUint32(8, CHECKPOINT_FORMAT + 1, true));
    expect(refusal(() => readCheckpoint(newer))).toBe(
      `checkpoint: got format ${CHECKPOINT_FORMAT + 1}, written by fluxtwin 1.2.3; expected format ${CHECKPOINT_FORMAT}, or a newer fluxtwin`,
    );
  });

  it("is refused without taking more memory than it may where its lengths are lies", () => {
    const encoder = new Encoder();
    const lies = [
      // A content of 4 GB, one that is longer and one that is shorter than it says.
      changed((_, view) => view.setUint32(20, 2 ** 32 - 1, true)),
      filled(encoder.encode([[], {}]), 1000),
      filled(encoder.encode([[], "a text of some length"]), 4),
      // Lists, texts and extensions of 4 billion entries, records within records, a reference to nowhere.
      filled(Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff)),
      filled(Uint8Array.of(0xdb, 0xff, 0xff, 0xff, 0xff)),
      filled(Uint8Array.of(0xc9, 0xff, 0xff, 0xff, 0xff, 1)),
      filled(Uint8Array.of(0x92, 0x90, ...new Array(100_000).fill(0x91), 0x90)),
      filled(Uint8Array.of(0x92, 0x90, 0xd6, 10, 5, 0, 0, 0)),
      filled(Uint8Array.of(0x92, 0x90, 0xc7, 7, 1, 0, 0, 0, 0, 0, 0, 0)),
      filled(Uint8Array.of(0x81, 0xa9, ...new TextEncoder().encode("__proto__"), 0x80)),
      filled(Uint8Array.of(0xc1)),
    ];
    for (const lie of lies)
      expect(refusal(() => readCheckpoint(lie))).toMatch(/^checkpoint: got .*; expected /);
  });
});

describe("a checkpoint whose parts do not fit together", () => {
  const { state, model } = taken;
  const { memory } = state;
  const { solver } = memory;
  const cases: Record<string, [unknown, RegExp]> = {
    nothing: [undefined, /^checkpoint: got nothing; expected /],
    "no state": [{ ...taken, state: undefined }, /^checkpoint\.state: got nothing; expected /],
    "another cell": [
      { ...taken, model: { ...model, points: model.points.slice(2) } },
      /^checkpoint: got a mesh with other nodes/,
    ],
    "a scenario with a problem": [
      { ...taken, scenario: { ...taken.scenario, seed: { value: -1 } } },
      /^seed: got/,
    ],
    "fewer particles": [
      { ...taken, state: { ...state, particles: { ...state.particles, surface: new Float64Array(3) } } },
      /^checkpoint\.state\.particles\.surface: got Float64Array of 3; expected Float64Array of 12$/,
    ],
    "another type of array": [
      { ...taken, state: { ...state, particles: { ...state.particles, damage: new Float32Array(12) } } },
      /particles\.damage: got Float32Array/,
    ],
    "a status that there is not": [
      {
        ...taken,
        state: { ...state, particles: { ...state.particles, status: new Uint8Array(12).fill(9) } },
      },
      /particles\.status: got/,
    ],
    "a number that is none": [
      { ...taken, state: { ...state, time: Number.NaN } },
      /^checkpoint\.state\.time: got NaN; expected a finite number$/,
    ],
    "an infinite entry of an array": [
      {
        ...taken,
        state: { ...state, front: { ...state.front, plated: state.front.plated.with(3, Infinity) } },
      },
      /^checkpoint\.state\.front\.plated\.3: got Infinity; expected a finite number$/,
    ],
    "a step that the protocol has not": [
      { ...taken, state: { ...state, cursor: { ...state.cursor, index: 99 } } },
      /^checkpoint\.state\.cursor: got a record; expected a step of the protocol$/,
    ],
    "a triangle that the mesh has not": [
      {
        ...taken,
        state: { ...state, electrolyte: { ...state.electrolyte, shortCircuit: Int32Array.of(10 ** 9) } },
      },
      /electrolyte\.shortCircuit: got/,
    ],
    "too many corrections": [
      {
        ...taken,
        state: {
          ...state,
          memory: {
            ...memory,
            solver: {
              ...solver,
              full: {
                ...solver.full,
                corrections: new Array(7).fill({ x: new Float64Array(1), kx: new Float64Array(1) }),
              },
            },
          },
        },
      },
      /full\.corrections: got a list of 7/,
    ],
    "a memory of which no factor can be made": [
      {
        ...taken,
        state: {
          ...state,
          memory: {
            ...memory,
            solver: {
              ...solver,
              system: { ...solver.system, slope: solver.system.slope.map(() => -1) },
            },
          },
        },
      },
      /^memory of the solver: got slopes without positive pivots; expected /,
    ],
    "a memory of another solver": [
      {
        ...taken,
        state: {
          ...state,
          memory: {
            ...memory,
            solver: { ...solver, system: { ...solver.system, slope: new Float64Array(5) } },
          },
        },
      },
      /^memory of the solver: got 5 numbers; expected \d+ numbers$/,
    ],
  };

  it.each(Object.entries(cases))("is refused with its place: %s", (_, [data, words]) => {
    expect(refusal(() => resumeCheckpoint(data))).toMatch(words);
  });

  it("is refused or runs, whatever member is missing or another", () => {
    const places = listPlaces(taken, ["state", "model"]);
    const member = fc.record({
      place: fc.constantFrom(...places),
      change: fc.constantFrom("missing", "text", "negative", "short", "zero"),
    });
    fc.assert(
      fc.property(member, ({ place, change }) => {
        const data = place.reduceRight<(at: unknown) => unknown>(
          (inner, key) => (at) => ({ ...(at as object), [key]: inner((at as Record<string, unknown>)[key]) }),
          (value) => spoil(value, change),
        )(taken);
        const act = () => {
          const resumed = resumeCheckpoint(data);
          resumed.advance({ maximumSteps: 1 });
          resumed.frame({ stress: true });
        };
        expect(refusal(act)).not.toBe("");
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** Paths of all members below those that are named, lists left out. */
function listPlaces(value: unknown, first: readonly string[]): string[][] {
  const below = (at: unknown, path: string[]): string[][] =>
    typeof at !== "object" || at === null || ArrayBuffer.isView(at) || Array.isArray(at)
      ? [path]
      : [path, ...Object.entries(at).flatMap(([key, own]) => below(own, [...path, key]))];
  return first.flatMap((key) => below((value as Record<string, unknown>)[key], [key]));
}

function spoil(value: unknown, change: string): unknown {
  if (change === "missing") return undefined;
  if (change === "text") return "text";
  const numbers = ArrayBuffer.isView(value) ? (value as Float64Array) : undefined;
  if (change === "short") return numbers?.slice(1) ?? {};
  const factor = change === "zero" ? 0 : -1e6;
  return typeof value === "number" ? factor * (value + 1) : numbers?.map((own) => factor * (own + 1));
}
