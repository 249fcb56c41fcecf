/** Files of VTK, taken apart again: every number bit for bit, and what has no value. */
import { describe, expect, test } from "vitest";
import { type FrameMesh, InputError } from "../../sim-core/index.ts";
import { encodeBase64 } from "../../src/io/vtk-xml.ts";
import { formatPvd, formatVtu } from "../../src/io/vtu.ts";
import { plainFrame } from "../app/views/plain-frame.ts";

const READERS = {
  Float32: (bytes: ArrayBuffer) => new Float32Array(bytes),
  Float64: (bytes: ArrayBuffer) => new Float64Array(bytes),
  Int32: (bytes: ArrayBuffer) => new Int32Array(bytes),
  UInt8: (bytes: ArrayBuffer) => new Uint8Array(bytes),
};

/** The arrays of a file by section and name. */
function takeApart(text: string, section: string): Map<string, ArrayLike<number>> {
  const [, inner = ""] = new RegExp(`<${section}>(.*)</${section}>`, "s").exec(text) ?? [];
  const arrays = inner.matchAll(
    /<DataArray type="(\w+)" Name="(\w+)"( [^>]*)? format="binary">([\w+/=]*)<\/DataArray>/g,
  );
  return new Map(
    Array.from(arrays, ([, type, name, , body]) => {
      const bytes = Uint8Array.from(Buffer.from(body!, "base64"));
      expect(new DataView(bytes.buffer).getUint32(0, true)).toBe(bytes.length - 4);
      return [name!, READERS[type as keyof typeof READERS](bytes.slice(4).buffer)];
    }),
  );
}

const third = Math.fround(1 / 3);
/** Two triangles below a front of two nodes, and a particle under them. */
const mesh = {
  version: 3,
  triangles: Uint32Array.of(0, 1, 2, 1, 3, 2),
  particleX: Float32Array.of(5),
  particleY: Float32Array.of(-4),
  particleRadius: Float32Array.of(2),
} as unknown as FrameMesh;
const frame = plainFrame(
  {
    points: Float32Array.of(0, 0, 10, third, 0, 10, 10, 10),
    particles: 1,
    frontX: Float32Array.of(0, 10),
    frontHeight: 10,
  },
  {
    ...{ meshVersion: 3, time: 1 / 3, cycle: 7, voltage: 3.7, currentDensity: -12.5 },
    potential: Float32Array.of(third, -1e-38, 4e37, -0),
    flux: Float32Array.of(1, 2, 3, 4, 5, 6, 7, third),
    displacement: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
    vonMises: Float32Array.of(1, Number.POSITIVE_INFINITY, 3, Number.NaN),
    particleStoichiometry: Float32Array.of(third),
    particleStatus: Uint8Array.of(2),
    particleCurrent: Float32Array.of(-0.25),
    frontPressure: Float32Array.of(7e6, 7.5e6),
  },
);
const origin = { scenario: "ncm & \u00fcber", seed: 4294967295, version: "1.2.3" };
const text = formatVtu(mesh, frame, origin);
const NODES = 4;

describe("a VTU file", () => {
  test("holds nodes and triangles as they are, a polygon per particle, and the lithium above the front", () => {
    const points = takeApart(text, "Points").get("Points")!;
    expect(points).toBeInstanceOf(Float32Array);
    expect(Array.from(points).slice(0, 12)).toEqual([0, 0, 0, 10, third, 0, 0, 10, 0, 10, 10, 0]);
    const nPoint = points.length / 3;
    expect(nPoint).toBe(NODES + 48 + 4);
    expect(text).toContain(`NumberOfPoints="${nPoint}" NumberOfCells="4"`);
    expect(Array.from(points).slice(-12)).toEqual([0, 10, 0, 0, 20, 0, 10, 10, 0, 10, 20, 0]);
    const cells = takeApart(text, "Cells");
    expect(Array.from(cells.get("types")!)).toEqual([5, 5, 7, 9]);
    expect(Array.from(cells.get("offsets")!)).toEqual([3, 6, 54, 58]);
    const connectivity = Array.from(cells.get("connectivity")!);
    expect(connectivity.slice(0, 6)).toEqual(Array.from(mesh.triangles));
    expect(connectivity.slice(6, 54)).toEqual(Array.from({ length: 48 }, (_, k) => NODES + k));
    expect(connectivity.slice(54)).toEqual([52, 54, 55, 53]);
    for (const point of connectivity.slice(6, 54)) {
      expect(Math.hypot(points[3 * point]! - 5, points[3 * point + 1]! + 4)).toBeCloseTo(2, 5);
    }
  });

  test("holds every field bit for bit, with no value where there is none and no infinity", () => {
    const fields = takeApart(text, "PointData");
    const potential = fields.get("potential_V")!;
    expect(Array.from(potential).slice(0, NODES)).toEqual(Array.from(frame.potential));
    expect(Array.from(potential).slice(NODES).every(Number.isNaN)).toBe(true);
    expect(Array.from(fields.get("vonMises_Pa")!).slice(0, NODES)).toEqual([1, Number.NaN, 3, Number.NaN]);
    expect(Array.from(fields.get("ionicCurrent_A_m2")!).slice(0, 15)).toEqual([
      ...[1, 2, 0, 3, 4, 0, 5, 6, 0, 7, third, 0],
      ...[0, 0, 0],
    ]);
    const displacement = fields.get("displacement_um")!;
    expect(displacement.length).toBe(3 * potential.length);
    for (let k = 0; k < 8; k++) expect(displacement[3 * (k >> 1) + (k & 1)]).toBe(frame.displacement[k]);
    expect(Array.from(fields.get("frontPressure_Pa")!).slice(-4)).toEqual([7e6, 7e6, 7.5e6, 7.5e6]);
    const all = [...fields, ...takeApart(text, "CellData")].flatMap(([, values]) => Array.from(values));
    expect(all.filter((value) => Math.abs(value) === Number.POSITIVE_INFINITY)).toEqual([]);
  });

  test("says of each cell which part it is, and of particles what they hold", () => {
    const cells = takeApart(text, "CellData");
    expect(Array.from(cells.get("subdomain")!)).toEqual([0, 0, 1, 2]);
    expect(Array.from(cells.get("particle")!)).toEqual([-1, -1, 0, -1]);
    expect(Array.from(cells.get("particleStatus")!)).toEqual([-1, -1, 2, -1]);
    expect(Array.from(cells.get("stoichiometry")!)).toEqual([Number.NaN, Number.NaN, third, Number.NaN]);
  });

  test("has no arrays of what was not solved", () => {
    const bare = formatVtu(
      mesh,
      { ...frame, displacement: new Float32Array(0), vonMises: new Float32Array(0) },
      origin,
    );
    expect(bare).not.toContain("displacement_um");
    expect(bare).not.toContain("vonMises_Pa");
    expect(text).not.toContain("meanStress_Pa");
  });

  test("says where it comes from and when", () => {
    const known = takeApart(text, "FieldData");
    expect(known.get("TimeValue")![0]).toBe(1 / 3);
    expect([known.get("cycle")![0], known.get("seed")![0]]).toEqual([7, 4294967295]);
    expect([known.get("voltage_V")![0], known.get("currentDensity_A_m2")![0]]).toEqual([3.7, -12.5]);
    const words = (name: string) => Buffer.from(known.get(name) as Uint8Array).toString("utf8");
    expect(words("scenario_utf8")).toBe(origin.scenario);
    expect(words("program_utf8")).toBe("fluxtwin 1.2.3");
    expect(formatVtu(mesh, frame, { scenario: "a", version: "1" })).not.toContain('Name="seed"');
  });

  test("is refused for the mesh of another frame", () => {
    expect(() => formatVtu({ ...mesh, version: 2 }, frame, origin)).toThrow(
      new InputError([{ where: "mesh", got: "version 2", expected: "version 3, as the frame" }]),
    );
  });
});

test("a PVD file names files with times that rise", () => {
  const read = Array.from(
    formatPvd([
      { time: 0, file: "a.vtu" },
      { time: 1 / 3, file: "b.vtu" },
    ]).matchAll(/<DataSet timestep="([^"]+)" part="0" file="([^"]+)"\/>/g),
    ([, time, file]) => [Number(time), file],
  );
  expect(read).toEqual([
    [0, "a.vtu"],
    [1 / 3, "b.vtu"],
  ]);
  const twice = [
    { time: 5, file: "a.vtu" },
    { time: 5, file: "b.vtu" },
  ];
  expect(() => formatPvd(twice)).toThrow("b.vtu: got 5 s; expected a time after 5 s");
});

test("base64 of any length is that of others", () => {
  for (let length = 0; length < 8; length++) {
    const bytes = Uint8Array.from({ length }, (_, k) => 251 - 37 * k);
    expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  }
});
