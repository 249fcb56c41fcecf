import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import { currentDensityOf } from "../../sim-core/scenario/capacity.ts";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { listSteps } from "../../sim-core/scenario/protocol/protocol.ts";
import type { ProtocolStep } from "../../sim-core/scenario/record/scenario.ts";
import { fileWith, loadShipped, parseShipped, problemsOf } from "./shipped-scenarios.ts";

type Profile = Extract<ProtocolStep, { readonly kind: "profile" }>;

function stepOf(step: unknown, files: Readonly<Record<string, string>> = {}): Profile {
  const file = fileWith({ cell: { electrodeArea: "2 cm2" }, protocol: [step] });
  const scenario = parseScenario(file, { load: loadShipped, loadText: (name) => files[name] });
  return listSteps(scenario.protocol)[0] as Profile;
}

function complaintsOf(text: string, step: object = {}): string[] {
  try {
    stepOf({ profile: "a.csv", ...step }, { "a.csv": text });
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split("\n");
  }
}

describe("a current profile", () => {
  it.each<[string, string]>([
    ["seconds and mA/cm2", "time (s),current (mA/cm2)\n0,1\n10,-2.5\n30,0\n"],
    [
      "minutes and A/m2, other columns between",
      "Test Time / min,T / degC,Current / A.m-2\n0,25,10\n0.166666666666667,25,-25\n0.5,25,0\n",
    ],
    ["hours and mA of the electrode", "t [h];I [mA]\n0;2\n0,00277777777777778;-5\n0,00833333333333333;0\n"],
    [
      "tabs, notes, a byte order mark and empty lines",
      "\uFEFF# cycler 7\nTime (s)\tCurrent (A)\r\n\r\n5\t0.002\r\n15\t-0.005\r\n35\t9\r\n",
    ],
  ])("reads %s", (_, text) => {
    const { profile, repeat, until } = stepOf({ profile: "a.csv" }, { "a.csv": text });
    expect(profile.name).toBe("a.csv");
    expect(profile.time.map((time) => Number(time.toFixed(9)))).toEqual([0, 10, 30]);
    expect(profile.currentDensity).toEqual([10, -25]);
    expect(repeat).toBe(1);
    expect(until).toEqual([]);
  });

  it("takes C-rates, a factor, repetitions and limits", () => {
    const oneC = currentDensityOf(parseShipped("ncm"), 1);
    const step = stepOf(
      { profile: "a.csv", scale: -0.5, repeat: 3, until: ["2.6 V", "2 h"] },
      { "a.csv": "time (s),C-rate\n0,1\n10,0\n30,0\n" },
    );
    expect(step.profile.currentDensity[0] as number).toBeCloseTo(-0.5 * oneC, 6);
    expect(Object.is(step.profile.currentDensity[1], 0)).toBe(true);
    expect(step).toMatchObject({
      repeat: 3,
      until: [
        { kind: "voltage", value: 2.6 },
        { kind: "duration", value: 7200 },
      ],
    });
  });

  it("may be called by a sentence", () => {
    const files = { "my drive.csv": "time (s),current (A/m2)\n0,1\n10,0\n" };
    expect(stepOf('Run "my drive.csv" 3 times until 2.6 V or for 5 h', files)).toMatchObject({
      kind: "profile",
      repeat: 3,
      until: [
        { kind: "voltage", value: 2.6 },
        { kind: "duration", value: 18000 },
      ],
    });
    expect(stepOf("Run drive.csv", { "drive.csv": files["my drive.csv"] })).toMatchObject({ repeat: 1 });
  });

  it("may be written out, with a current for each interval", () => {
    const inline = { time: [0, 1, 3], timeUnit: "min", unit: "mA", current: [2, -4] };
    expect(stepOf({ profile: inline }).profile).toEqual({
      name: "profile",
      time: [0, 60, 180],
      currentDensity: [10, -20],
    });
    const closed = { ...inline, current: [2, -4, 7] };
    expect(stepOf({ profile: closed }).profile).toEqual(stepOf({ profile: inline }).profile);
  });

  it.each<[string, string, RegExp]>([
    ["no columns", "", /an empty file; expected a column "time \(s\)"/],
    [
      "no unit of time",
      "time,current (A)\n0,1\n1,1\n",
      /the columns time, current \(A\); expected a column "time/,
    ],
    ["a unit that is no current", "time (s),current (V)\n0,1\n1,1\n", /expected a column "current/],
    ["one row", "time (s),current (A)\n0,1\n", /1 rows; expected from 2 to/],
    [
      "times that go back",
      "time (s),current (A)\n0,1\n5,1\n5,1\n",
      /row 4: time 5 after 5; expected ascending times/,
    ],
    [
      "a cell without a number",
      "time (s),current (A)\n0,1\n5,one\n6,1\n",
      /row 3: current "one"; expected a number/,
    ],
    ["thousands or decimals", 'time (s),current (A)\n0,1\n5,"1,000"\n6,1\n', /row 3: current "1,000"/],
    ["a missing cell", "time (s),current (A)\n0,1\n5\n6,1\n", /row 3: current ""/],
    ["a time beyond all bounds", "time (s),current (A)\n0,1\n1e300,1\n", /row 3: time .*100 years/],
    ["a current beyond all bounds", "time (s),current (A)\n0,1e300\n1,1\n", /row 2: current/],
  ])("refuses %s", (_, text, line) => {
    const problems = complaintsOf(text);
    expect(problems.join("\n")).toMatch(line);
    expect(problems[0]).toMatch(/^protocol\.0\.profile: a\.csv: got /);
  });

  it("counts the rows of a table that is wrong throughout", () => {
    const rows = Array.from({ length: 500 }, (_, k) => `${k},x`).join("\n");
    const problems = complaintsOf(`time (s),current (A)\n${rows}\n`);
    expect(problems).toHaveLength(9);
    expect(problems[8]).toContain("got 492 more rows with a problem");
  });

  it.each<[object, RegExp]>([
    [{ profile: "b.csv" }, /protocol.0.profile: got "b.csv"; expected the numbers themselves/],
    [{ profile: 5 }, /protocol.0.profile: got 5/],
    [{ profile: { time: [0, 1], unit: "V", current: [1] } }, /profile.unit: got "V"/],
    [{ profile: { time: 3, unit: "A", current: [1] } }, /profile.time: got 3/],
    [{ profile: { time: [0, 1, 2], unit: "A", current: [1] } }, /3 times and 1 currents/],
    [{ profile: { time: [0, null], unit: "A", current: [1] } }, /entry 1: time null/],
    [{ profile: { time: [0, 1], unit: "A", current: [1] }, scale: 0 }, /scale: got 0/],
    [{ profile: { time: [0, 1], unit: "A", current: [1] }, repeat: 0.5 }, /repeat: got 0.5/],
    [{ profile: { time: [0, 1], unit: "A", current: [1] }, until: "C/20" }, /until: got "C\/20"/],
  ])("refuses %j", (step, line) => {
    const problems = problemsOf(fileWith({ protocol: [step] }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(line);
  });

  it("throws nothing but an InputError, whatever the file", () => {
    const cell = fc.oneof(
      fc.constantFrom("time (s)", "current (A)", "0", "1", "1e999", "-", ",", ";", '"', "#"),
      fc.string(),
    );
    const table = fc
      .array(fc.array(cell, { maxLength: 4 }), { maxLength: 6 })
      .map((rows) => rows.map((row) => row.join(",")).join("\n"));
    fc.assert(
      fc.property(table, (text) => {
        complaintsOf(text);
        complaintsOf(`time (s),current (A)\n${text}`);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("names a file that is not there", () => {
    expect(() => stepOf({ profile: "b.csv" })).toThrow(
      'protocol.0.profile: got "b.csv"; expected the name of a CSV file that exists',
    );
  });
});

describe("the dynamic stress test", () => {
  it("is the published one: twenty steps in 360 s, an eighth of the peak in the mean", () => {
    const scenario = parseShipped("ncm-dst");
    const { profile, until } = listSteps(scenario.protocol).find(({ kind }) => kind === "profile") as Profile;
    expect(profile.currentDensity).toHaveLength(20);
    expect(profile.time.at(-1)).toBe(360);
    const peak = Math.max(...profile.currentDensity.map(Math.abs));
    expect(peak / currentDensityOf(scenario, 2)).toBeCloseTo(1, 10);
    const charge = profile.currentDensity.reduce(
      (sum, density, k) => sum + density * ((profile.time[k + 1] as number) - (profile.time[k] as number)),
      0,
    );
    expect(charge / (peak * 360)).toBeCloseTo(-0.125, 10);
    expect(until).toEqual([{ kind: "voltage", value: 2.6 }]);
  });
});
