/** A file of a cycler over the charts. */
import { expect, test } from "vitest";
import { overlayOfMeasured } from "../../../src/app/streams/measured-overlay.ts";
import { readMeasured } from "../../../src/measured/read-measured.ts";

/** Two cycles of 1 h at 2 mA either way, the second one half an hour; a row every 6 min. */
function write(): string {
  const rows = ["Test Time / s,Voltage / V,Current / A"];
  let time = 0;
  const run = (current: number, minutes: number, from: number, to: number): void => {
    for (let k = 0; k <= minutes / 6; k++) {
      rows.push(`${time + 360 * k},${from + ((to - from) * k * 6) / minutes},${current}`);
    }
    time += 60 * minutes + 1;
  };
  run(0.002, 60, 3.4, 4.2);
  run(-0.002, 60, 4.1, 2.8);
  run(0.002, 30, 3.4, 4.2);
  run(-0.002, 30, 4.1, 2.8);
  return rows.join("\n");
}

test("has curves per area where the area is known, and the shares of its cycles", async () => {
  const record = await readMeasured(write(), "cell-7.csv", { area: 2e-4 });
  const overlay = overlayOfMeasured(record);
  expect(overlay.name).toBe("cell-7.csv");
  expect(overlay.halfCycles.map(({ cycle, phase }) => `${cycle} ${phase}`)).toEqual([
    "1 charge",
    "1 discharge",
    "2 charge",
    "2 discharge",
  ]);
  const [charge, discharge] = overlay.halfCycles;
  // 2 mA over 1 h and 2 cm2.
  expect(charge!.capacity.at(-1)).toBeCloseTo(1, 2);
  expect(charge!.voltage[0]).toBe(3.4);
  expect(charge!.voltage.at(-1)).toBe(4.2);
  expect(discharge!.time[0]).toBeGreaterThan(charge!.time.at(-1)!);
  const { summaries } = overlay.cycles;
  expect(summaries.map(({ cycle }) => cycle)).toEqual([1, 2]);
  expect(summaries[0]!.retention).toBe(1);
  expect(summaries[1]!.retention).toBeCloseTo(0.5, 2);
  expect(summaries[1]!.coulombicEfficiency).toBeCloseTo(1, 2);
});

test("has no curves where nobody knows the area: capacities of cells of another size cannot be compared", async () => {
  const overlay = overlayOfMeasured(await readMeasured(write(), "cell-7.csv"));
  expect(overlay.halfCycles).toEqual([]);
  expect(overlay.cycles.summaries).toHaveLength(2);
});

test("draws no more points than can be seen", async () => {
  const rows = Array.from({ length: 5000 }, (_, k) => `${k},${3.4 + 0.8 * (k / 4999)},0.002`);
  const text = ["Test Time / s,Voltage / V,Current / A", ...rows].join("\n");
  const [half] = overlayOfMeasured(await readMeasured(text, "long.csv", { area: 1e-4 })).halfCycles;
  expect(half!.capacity).toHaveLength(400);
  expect(half!.voltage.at(-1)).toBeCloseTo(4.2, 6);
});
