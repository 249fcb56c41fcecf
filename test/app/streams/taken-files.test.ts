import { csvParse } from "d3-dsv";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { FrameMesh } from "../../../sim-core/index.ts";
import { takeFields, takeTimeSeries } from "../../../src/app/streams/files/taken-files.ts";
import { plainFrame } from "../views/plain-frame.ts";

const mesh = {
  version: 0,
  triangles: Uint32Array.of(0, 1, 2),
  particleX: new Float32Array(0),
  particleY: new Float32Array(0),
  particleRadius: new Float32Array(0),
} as unknown as FrameMesh;
const frame = plainFrame(
  { points: Float32Array.of(0, 0, 1, 0, 0, 1), particles: 0, frontX: Float32Array.of(0), frontHeight: 1 },
  { time: 60, cycle: 1, voltage: 3.5, currentDensity: 5, temperature: 298, meshVersion: 0 },
);
const originOf = (cell: 0 | 1) => ({ scenario: ["ncm", "lzp-ncm"][cell]!, version: "1.2.3" });

describe("fields of what is shown", () => {
  it("are a file for each cell that is there, in one zip that is the same each time", () => {
    const file = takeFields([frame, frame], [mesh, mesh], originOf)!;
    const parts = unzipSync(file.content as Uint8Array);
    expect(Object.keys(parts).sort()).toEqual(["fields-A.vtu", "fields-B.vtu"]);
    expect(strFromU8(parts["fields-B.vtu"]!)).toContain('Name="potential_V"');
    expect(parts["fields-A.vtu"]).not.toEqual(parts["fields-B.vtu"]);
    expect(takeFields([frame, frame], [mesh, mesh], originOf)).toEqual(file);
    const one = takeFields([undefined, frame], [mesh, mesh], originOf)!;
    expect(Object.keys(unzipSync(one.content as Uint8Array))).toEqual(["fields-B.vtu"]);
    expect(takeFields([undefined, undefined], [mesh, mesh], originOf)).toBeUndefined();
  });
});

it("time steps are a table of the Battery Data Format: charge positive, A of a cell of 1 cm2", () => {
  const reading = {
    time: 10,
    cycle: 1,
    stepCount: 2,
    stepTime: 4,
    voltage: 4,
    currentDensity: 10,
    capacity: 0.5,
  };
  const { name, content } = takeTimeSeries([reading, { ...reading, time: 20 }], 1);
  expect(name).toBe("timeseries-B.bdf.csv");
  const rows = csvParse(content as string);
  expect(rows.columns.slice(0, 3)).toEqual(["Test Time / s", "Voltage / V", "Current / A"]);
  expect(rows.map((row) => row["Test Time / s"])).toEqual(["10.0", "20.0"]);
  expect(rows[0]).toMatchObject({
    "Current / A": "0.001",
    "Step Capacity / Ah": "0.0005",
    "Voltage / V": "4.0",
  });
});
