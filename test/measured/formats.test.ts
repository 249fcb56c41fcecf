/** One test of a cell, as each instrument writes it, is the same record. */
import { describe, expect, test } from "vitest";
import { describeMeasured, printMeasured } from "../../src/measured/describe-measured.ts";
import { readMeasured } from "../../src/measured/read-measured.ts";
import { textAt } from "../../src/measured/record.ts";
import * as layouts from "./layouts.ts";

const { POINTS_OF_TEST: points } = layouts;

const CASES = [
  ["Battery Data Format", layouts.bdf()],
  ["Battery Data Format", layouts.bdfMachine()],
  ["BioLogic .mpt", layouts.bioLogic()],
  ["BioLogic .mpt", layouts.bioLogic({ comma: false })],
  ["Arbin", layouts.arbin()],
  ["Neware CSV", layouts.newareFlat()],
  ["Neware CSV, layered", layouts.newareLayered()],
  ["LAND / LANHE", layouts.land()],
  ["Maccor", layouts.maccor()],
  ["BaSyTec", layouts.baSyTec()],
  ["BaSyTec", layouts.baSyTec({ delimiter: "\t" })],
  ["Novonix", layouts.novonix()],
  ["PyBaMM CSV", layouts.pyBaMM()],
] as const;

const near = (actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void => {
  expect(actual).toHaveLength(expected.length);
  for (const [k, value] of expected.entries())
    expect(Math.abs(actual[k]! - value)).toBeLessThanOrEqual(tolerance);
};

test.each(CASES)("%s (%#)", async (format, text) => {
  const record = await readMeasured(text, "cell.txt");
  expect(record).toMatchObject({ format, rows: 40, questions: [] });
  near(
    record.time,
    points.map(({ time }) => time),
    1e-9,
  );
  near(
    record.voltage,
    points.map(({ voltage }) => voltage),
    0,
  );
  near(
    record.current,
    points.map(({ current }) => current / 1000),
    1e-18,
  );
  near(
    record.cycle,
    points.map(({ cycle }) => cycle),
    0,
  );
  expect(record.sign.agreement).toBe(1);
});

test.each(CASES)("%s in pieces of 7 characters (%#)", async (_, text) => {
  const pieces = text.match(/[\s\S]{1,7}/g)!;
  const [whole, parted] = [await readMeasured(text, "cell.txt"), await readMeasured(pieces, "cell.txt")];
  expect(parted).toEqual(whole);
});

describe("what a file tells besides", () => {
  test("BioLogic: mass, area and start; a field nobody has filled in is no mass; the text in Latin-1", async () => {
    const text = layouts.bioLogic();
    const record = await readMeasured(Uint8Array.from(Buffer.from(text, "latin1")), "cell.mpt");
    expect(record.mass).toBeCloseTo(5e-6, 15);
    expect(record.area).toBeCloseTo(0.785e-4, 15);
    expect(record).toMatchObject({ instrument: "VSP (SN 1760)", startedAt: "09/23/2025 20:36:45.375" });
    expect(record.notes).toEqual(["The text is Windows-1252.", "Numbers have a decimal comma."]);
    expect(record.others.map(({ label }) => label)).toEqual(["mode", "Q charge/discharge/mA.h", "P/µW"]);
    const untouched = text.replace("5,000 mg", "0,001 mg");
    expect((await readMeasured(untouched, "cell.mpt")).mass).toBeUndefined();
  });

  test("Neware: added up from the step, with a note; mAh/g is kept as it is", async () => {
    const record = await readMeasured(layouts.newareFlat(), "cell.csv");
    expect(record.notes).toEqual([
      '"Time(h:min:s.ms)" begins at 0 in each step; it was added up over 8 steps.',
    ]);
    expect(record.capacity?.[4]).toBeCloseTo(0.75e-3, 12);
    expect(record.temperature?.[0]).toBe(25);
    const dates = record.others.find(({ label }) => label === "Realtime")!;
    expect(textAt(dates.texts!, 39)).toBe("2026-01-01 04:00:00");
    const density = record.others.find(({ label }) => label === "Capacity Density(mAh/g)")!;
    expect(density.numbers?.[4]).toBeCloseTo(150, 9);
  });

  test("LAND: a temperature that was not measured is none, and no mistake", async () => {
    const record = await readMeasured(layouts.land(), "cell.txt");
    expect(Number.isNaN(record.temperature![0])).toBe(true);
  });

  test("Maccor: the current gets its sign from the state", async () => {
    const record = await readMeasured(layouts.maccor(), "cell.001");
    expect(record.sign).toEqual({ positive: "unsigned", from: "state", agreement: 1 });
    expect(record.startedAt).toBe("03/17/2026");
  });

  test("PyBaMM: positive discharges, and steps and cycles are counted", async () => {
    const record = await readMeasured(layouts.pyBaMM(), "cell.csv");
    expect(record.sign).toEqual({ positive: "discharge", from: "format", agreement: 1 });
    expect(Array.from(record.step)).toEqual(points.map(({ step }) => step));
    expect(record.notes).toEqual([
      "The file counts no cycles and no steps; they were counted from the current.",
    ]);
  });
});

test("the preview says what was understood", async () => {
  const record = await readMeasured(layouts.land(), "cell.txt", { mass: 5e-6, area: 0.785e-4 });
  const preview = describeMeasured(record);
  expect(preview).toMatchObject({ cycles: 2, charges: 2, discharges: 2, duration: 14400 });
  expect(printMeasured(preview)).toMatchInlineSnapshot(`
    [
      "cell.txt: LAND / LANHE",
      "40 rows, 2 cycles (1 to 2), 2 charges, 2 discharges, 4 h",
      "5 mg of active material, 0.785 cm2",
      "Test time: 0 to 14400 s",
      "Voltage: 3 to 4.2 V",
      "Current: -0.0015 to 0.0015 A",
      "Capacity: 0 to 0.00075 Ah",
      ""TestTime/h": test time in h",
      ""Voltage/V": voltage in V",
      ""Current/uA": current in uA",
      ""Cycle-Index": cycle number",
      ""Step-Index": step number",
      ""Capacity/uAh": capacity in uAh",
      ""Temperature/℃": temperature in ℃",
      ""State": state",
      "Kept as they are: "Record", "SysTime", "SpeCap/mAh/g"",
      "A positive current is a charge in the file, as the format has it; 100 % of the voltage's movement under current agrees.",
    ]
  `);
});
