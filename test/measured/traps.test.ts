/** What goes wrong in files of this field, each seen in a real library or instrument: refused, told or put right. */
import { describe, expect, test } from "vitest";
import { InputError } from "../../sim-core/index.ts";
import { formatMeasured } from "../../src/measured/format-measured.ts";
import { type ReadMeasuredOptions, readMeasured } from "../../src/measured/read-measured.ts";
import { textAt } from "../../src/measured/record.ts";
import * as layouts from "./layouts.ts";

async function refusalsOf(text: string, options: ReadMeasuredOptions = {}): Promise<string[]> {
  const error = await readMeasured(text, "cell.csv", options).then(
    () => undefined,
    (own) => own,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message.split("\n");
}

const BDF = "Test Time / s,Voltage / V,Current / A";

describe("units", () => {
  test("10 h are 36000 s and 1.5 mA are 0.0015 A, whatever the labels' style", async () => {
    const styles = [
      "Test Time / h,Voltage / mV,Current / mA",
      "test_time_hour,voltage_millivolt,current_milliampere",
      "Time(h),Voltage(mV),Current(mA)",
      "Time [h],Voltage [mV],Current [mA]",
      "time/h,Voltage/mV,Current/mA",
      "Time (Hours),Voltage (mV),Current (mA)",
    ];
    for (const labels of styles) {
      const { time, voltage, current } = await readMeasured(
        `${labels}\n0,3500,1.5\n10,3600,1.5\n`,
        "cell.csv",
      );
      expect([time[1], voltage[1], current[1]], labels).toEqual([36000, 3.6, 0.0015]);
    }
  });

  test("a unit that is not told is assumed with a note", async () => {
    const record = await readMeasured("time,voltage,current\n0,3.5,1\n1,3.6,1\n", "cell.csv");
    expect(record.notes).toContain('"current" tells no unit; A is assumed.');
    expect(record.columns.map(({ assumed }) => assumed)).toEqual([true, true, true]);
  });

  test("a unit that is unknown is refused, all columns at once", async () => {
    expect(await refusalsOf("Test Time / fortnight,Voltage / V,Current / hp\n0,3.5,1\n")).toEqual([
      'cell.csv, Test Time / fortnight: got the unit "fortnight" is not known for a test time; expected a unit such as s, ms, min, h, d',
      'cell.csv, Current / hp: got the unit "hp" is not known for a current; expected a unit such as a, ma, ua, na, a/g',
    ]);
  });

  test("mA/g and mAh/g need the mass, and become A and Ah with it", async () => {
    const text = "Time(s),Voltage(V),Current(mA/g),Capacity(mAh/g)\n0,3.5,200,0\n3600,3.6,200,200\n";
    expect(await refusalsOf(text)).toEqual([
      'cell.csv, Current(mA/g): got "mA/g" counts per mass, which is not given; expected the mass of active material with it (--mass, in mg)',
    ]);
    const { current, capacity } = await readMeasured(text, "cell.csv", { mass: 5e-6 });
    expect(current[1]).toBeCloseTo(1e-3, 15);
    expect(capacity?.[1]).toBeCloseTo(1e-3, 15);
  });
});

describe("cells", () => {
  test("a text among numbers is refused with row, line and column", async () => {
    expect(await refusalsOf(`${BDF}\n0,3.5,0.1\n1,abc,0.1\n2,3.6,\n3,3.6,0x1F\n4,Infinity,0.1\n`)).toEqual([
      'cell.csv, row 2 (line 3), Voltage / V: got "abc"; expected a number',
      'cell.csv, row 3 (line 4), Current / A: got ""; expected a number',
      'cell.csv, row 4 (line 5), Current / A: got "0x1F"; expected a number',
      'cell.csv, row 5 (line 6), Voltage / V: got "Infinity"; expected a number',
    ]);
  });

  test("of many only the first 10 are told, and the rest is counted", async () => {
    const rows = Array.from({ length: 250 }, (_, k) => `${k},bad,0.1`);
    const told = await refusalsOf(`${BDF}\n${rows.join("\n")}\n`);
    expect(told).toHaveLength(11);
    expect(told[10]).toBe("cell.csv: got 240 more problems like these; expected none");
  });

  test("a row that is too short is refused", async () => {
    expect(await refusalsOf(`${BDF}\n0,3.5,0.1\n1,3.5\n`)).toEqual([
      "cell.csv, row 2 (line 3): got 2 cells; expected 3",
    ]);
  });

  test("a plus sign, an exponent and blanks are part of a number", async () => {
    const { current } = await readMeasured(`${BDF}\n0,3.5,+1.5\n1,3.6, +1.5E-3 \n2,3.5,-1.5\n`, "cell.csv");
    expect(Array.from(current)).toEqual([1.5, 1.5e-3, -1.5]);
  });

  test("labels in quotes, and a text with a comma and a line end in quotes", async () => {
    const text = `"Test Time / s","Voltage / V","Current / A",Remark\r\n0,3.5,0.1,"a, b"\r\n1,3.6,0.1,"c\nd"\r\n`;
    const { others, rows } = await readMeasured(text, "cell.csv");
    expect(rows).toBe(2);
    expect([0, 1].map((row) => textAt(others[0]!.texts!, row))).toEqual(["a, b", "c\nd"]);
  });

  test("a quote without its partner is refused, since it would swallow what follows", async () => {
    const rows = Array.from({ length: 30 }, (_, k) => `${k},3.5,0.1,${k === 4 ? '"5 um' : "ok"}`);
    expect(await refusalsOf(`${BDF},Remark\n${rows.join("\n")}\n`)).toEqual([
      "cell.csv, row 5 (line 6): got a quote without its partner; expected quotes in pairs",
    ]);
  });

  test("a number is read to the last bit, as the language reads it", async () => {
    const cells = [
      ...[
        "0.1",
        "-0",
        "+7.",
        ".5",
        "123456789012345678",
        "0.000001234567890123456789",
        "1.7976931348623157e308",
      ],
      ...["5e-324", "4.35E+0", " 3.30 ", "9007199254740993", "1e23", "8.41e-21", "2.2250738585072014e-308"],
    ];
    let seed = 1;
    for (let k = 0; k < 3000; k++) {
      seed = (seed * 48271) % 2147483647;
      cells.push(
        `${seed % 2 === 0 ? "-" : ""}${(seed / 10 ** (seed % 14)).toFixed(seed % 17)}`,
        String(seed * 1.1e-30),
      );
    }
    const text = `${BDF}\n${cells.map((cell, k) => `${k},3.5,${cell}`).join("\n")}\n`;
    const { current } = await readMeasured(text, "cell.csv");
    expect(Array.from(current)).toEqual(cells.map((cell) => Number(cell) + 0));
  });

  test("a column that only looks like numbers at first is kept as texts", async () => {
    const { others } = await readMeasured(`${BDF},Tag\n0,3.5,0.1,12\n1,3.6,0.1,\n2,3.6,0.1,A1\n`, "cell.csv");
    expect([0, 1, 2].map((row) => textAt(others[0]!.texts!, row))).toEqual(["12", "", "A1"]);
  });
});

describe("time", () => {
  test("that falls is refused, or added up where the test was begun anew", async () => {
    const text = `${BDF}\n0,3.5,0.1\n60,3.6,0.1\n0,3.6,0.1\n30,3.7,0.1\n`;
    expect(await refusalsOf(text)).toEqual([
      "cell.csv, row 3, Test Time / s: got a time of 0 s after 60 s; expected times that do not fall (--restarts adds up a test that was begun anew)",
    ]);
    const record = await readMeasured(text, "cell.csv", { restarts: "add" });
    expect(Array.from(record.time)).toEqual([0, 60, 60, 90]);
    expect(record.notes).toContain('"Test Time / s" begins anew once, at row 3; it was added up.');
  });

  test("of two steps may meet, as where PyBaMM joins them 2e-13 s apart", async () => {
    const text =
      "Time [s],Current [A],Voltage [V]\n0,1,4\n3600,1,3.5\n3600.0000000000002,0,3.6\n3600.0000000000002,0,3.6\n";
    expect((await readMeasured(text, "cell.csv")).rows).toBe(4);
  });

  test("as a clock shows it, also with days", async () => {
    const labels = "Record\tTestTime\tVoltage/V\tCurrent/mA\n";
    const text = `${labels}1\t0-23:59:58\t3.5\t1\n2\t1-00:00:01\t3.6\t1\n3\t2d 01:00:00.500\t3.7\t1\n`;
    const { time } = await readMeasured(text, "cell.txt");
    expect(Array.from(time)).toEqual([86398, 86401, 176400.5]);
  });
});

describe("the sign of the current", () => {
  const reversed = `${BDF}\n0,3.5,-0.1\n60,3.9,-0.1\n120,3.8,0.1\n180,3.3,0.1\n`;

  test("that goes against the voltage is questioned, and settled by being told", async () => {
    const record = await readMeasured(reversed, "cell.csv");
    expect(record.sign).toEqual({ positive: "charge", from: "format", agreement: -1 });
    expect(record.questions).toEqual([expect.stringMatching(/^The voltage falls while the cell is charged/)]);
    const settled = await readMeasured(reversed, "cell.csv", { positive: "discharge" });
    expect(settled).toMatchObject({
      questions: [],
      sign: { positive: "discharge", from: "asked for", agreement: 1 },
    });
    expect(Array.from(settled.current)).toEqual([0.1, 0.1, -0.1, -0.1]);
  });

  test("is taken from the voltage where no format says it, also through noise", async () => {
    const rows = Array.from({ length: 400 }, (_, k) => {
      const isCharge = k < 200;
      const voltage = isCharge ? 3.5 + k * 1e-3 : 3.7 - (k - 200) * 1e-3;
      return `${k},${voltage + (k % 2 === 0 ? 5e-3 : -5e-3)},${isCharge ? -0.1 : 0.1}`;
    });
    const record = await readMeasured(`Time(s),Voltage(V),Current(A)\n${rows.join("\n")}\n`, "cell.csv");
    expect(record.sign).toMatchObject({ positive: "discharge", from: "voltage" });
    expect(record.current[0]).toBe(0.1);
  });

  test("that nothing tells is assumed, and asked about", async () => {
    const record = await readMeasured("Time(s),Voltage(V),Current(A)\n0,3.5,0\n1,3.5,0\n", "cell.csv");
    expect(record.sign).toEqual({ positive: "charge", from: "assumed", agreement: null });
    expect(record.questions).toHaveLength(1);
  });
});

describe("orders of magnitude", () => {
  test("1.5 A on a cell of 3 mm are questioned, 1.5 mA are not", async () => {
    const area = Math.PI * 1.5e-3 ** 2;
    const text = (unit: string): string =>
      `Test Time / s,Voltage / V,Current / ${unit}\n0,3.5,1.5\n1,3.6,1.5\n`;
    const { questions } = await readMeasured(text("A"), "cell.csv", { area });
    expect(questions).toEqual(["1.5 A on a cell of 0.0707 cm2 are 21200 mA/cm2: are these mA?"]);
    expect((await readMeasured(text("mA"), "cell.csv", { area })).questions).toEqual([]);
  });

  test("millivolts in a column of volts, kelvins in one of degC", async () => {
    const text = `${BDF},Ambient Temperature / degC\n0,3500,0.1,298\n1,3600,0.1,298\n`;
    expect((await readMeasured(text, "cell.csv")).questions).toEqual([
      "3600 V on one cell: are these mV, or is it a pack?",
      "298 to 298 degC: is that temperature in K, or a sensor that is not there?",
    ]);
  });
});

describe("encodings", () => {
  const text = layouts.land();

  test("UTF-8 with its mark, cut within a character; UTF-16; Latin-1", async () => {
    const plain = await readMeasured(text, "cell.txt");
    const utf8 = Buffer.from(`\uFEFF${text}`);
    const cut = utf8.indexOf("℃") + 1;
    const parted = await readMeasured([utf8.subarray(0, cut), utf8.subarray(cut)], "cell.txt");
    expect(parted).toEqual(plain);
    const utf16 = await readMeasured(Buffer.from(`\uFEFF${text}`, "utf16le"), "cell.txt");
    expect(utf16).toEqual({ ...plain, notes: ["The text is UTF-16.", ...plain.notes] });
  });
});

describe("a file that grows", () => {
  const text = `test_time_second,voltage_volt,current_ampere\r\n0,3.5,0.1\r\n1,3.6,0.1\r\n2,3.7,0`;

  test("is read up to its last whole line while the sidecar says that it is being written", async () => {
    const record = await readMeasured(text, "cell.bdf.csv", {
      sidecar: JSON.stringify({ finalized: false, started_at: "2026-07-01T00:00:00+00:00" }),
    });
    expect(record).toMatchObject({ rows: 2, startedAt: "2026-07-01T00:00:00+00:00" });
    expect(record.notes[0]).toBe(
      "The file was still being written; its last line, which has no end yet, was left out.",
    );
    const done = await readMeasured(text, "cell.bdf.csv", { sidecar: '{"finalized": true}' });
    expect(done.rows).toBe(3);
  });
});

test("what is of no format, or lacks a column, is refused", async () => {
  expect(await refusalsOf("")).toEqual([
    expect.stringMatching(/^cell\.csv: got no text; expected cycling data as BioLogic/),
  ]);
  expect(await refusalsOf("name,age\nAnn,3\n")).toEqual([
    expect.stringContaining('got a text that begins with "name,age"'),
  ]);
  expect(await refusalsOf(`${BDF}\n`)).toEqual(["cell.csv: got a table without rows; expected rows"]);
  const mpt = "EC-Lab ASCII FILE\nNb header lines : 3\nmode\ttime/s\tEwe/V\n1\t0\t3.5\n";
  expect(await refusalsOf(mpt)).toEqual([
    "cell.csv: got the columns mode, time/s, Ewe/V; expected columns of current too",
  ]);
});

test("a table longer than what is looked at first, in pieces that part rows and quotes", async () => {
  const rows = Array.from(
    { length: 8000 },
    (_, k) => `${k},${3.5 + k * 1e-5},0.001,"note ${k}, ""of"" ${k % 7}"`,
  );
  const text = `${BDF},Note\n${rows.join("\n")}\n`;
  expect(text.length).toBeGreaterThan(2 * 131072);
  const pieces = Array.from({ length: Math.ceil(text.length / 997) }, (_, k) =>
    text.slice(997 * k, 997 * (k + 1)),
  );
  const progress: number[] = [];
  const record = await readMeasured(pieces, "cell.csv", { onProgress: ({ read }) => progress.push(read) });
  expect(record.rows).toBe(8000);
  expect(Array.from(record.time)).toEqual(rows.map((_, k) => k));
  expect(textAt(record.others[0]!.texts!, 4321)).toBe('note 4321, "of" 2');
  expect(progress.at(-1)).toBe(text.length);
  const written = [...formatMeasured(record)].join("");
  const again = await readMeasured(written, "cell.csv");
  expect(again.rows).toBe(8000);
  expect(again.voltage).toEqual(record.voltage.map((voltage) => Number(voltage.toPrecision(10))));
  expect(again.others[0]).toEqual(record.others[0]);
});
