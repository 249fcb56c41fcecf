import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { listSteps } from "../../sim-core/scenario/protocol/protocol.ts";
import { toSI } from "../../sim-core/scenario/protocol/protocol-units.ts";
import { writeStep, writeStepText } from "../../sim-core/scenario/protocol/write-protocol.ts";
import type { Ambient, Limit, ProtocolStep, Rate } from "../../sim-core/scenario/record/scenario.ts";
import { fileWith, loadShipped, problemsOf } from "./shipped-scenarios.ts";

const AREA = 2e-4;
const HALF_C = 12.4878;

/** Steps of a cell of 2 cm2, without the sentences that they were read from. */
function stepsOf(...steps: readonly unknown[]): ProtocolStep[] {
  const file = fileWith({ cell: { electrodeArea: "2 cm2" }, protocol: { repeat: 1, steps } });
  return listSteps(parseScenario(file, { load: loadShipped }).protocol).map(({ text: _, ...step }) => step);
}

/** What the one problem says of a step. */
function problemOf(step: unknown): string {
  const problems = problemsOf(fileWith({ protocol: { steps: [step] } }));
  expect(problems).toHaveLength(1);
  return problems[0] as string;
}

const volts = (value: number): Limit => ({ kind: "voltage", value });
const seconds = (value: number): Limit => ({ kind: "duration", value });
const cRate = (value: number): Rate => ({ kind: "cRate", value });

describe("a step as a sentence", () => {
  it.each<[string, object]>([
    [
      "Discharge at C/10 for 10 hours or until 3.3 V",
      { kind: "discharge", rate: cRate(0.1), until: [seconds(36000), volts(3.3)] },
    ],
    ["Charge at 1C until 4.2 V", { kind: "charge", rate: cRate(1), until: [volts(4.2)] }],
    ["Rest for 1 hour", { kind: "rest", until: [seconds(3600)] }],
    [
      "Charge at 1 A until 4.1 V",
      { kind: "charge", rate: { kind: "currentDensity", value: 1 / AREA }, until: [volts(4.1)] },
    ],
    [
      "Hold at 4.1 V until 50 mA",
      { kind: "hold", voltage: 4.1, until: [{ kind: "currentDensity", value: 0.05 / AREA }] },
    ],
    [
      "Hold at 4.1V until 50mA",
      { kind: "hold", voltage: 4.1, until: [{ kind: "currentDensity", value: 0.05 / AREA }] },
    ],
    [
      "Discharge at 1 W for 0.5 hours",
      { kind: "discharge", rate: { kind: "powerDensity", value: 1 / AREA }, until: [seconds(1800)] },
    ],
    [
      "Charge at 200 mW for 45 minutes",
      { kind: "charge", rate: { kind: "powerDensity", value: 0.2 / AREA }, until: [seconds(2700)] },
    ],
    [
      "Charge at 0.5 mA/cm2 for 2 h",
      { kind: "charge", rate: { kind: "currentDensity", value: 5 }, until: [seconds(7200)] },
    ],
    [
      "Discharge at 10 mW/cm2 until 2.6 V at 45 degC",
      {
        kind: "discharge",
        rate: { kind: "powerDensity", value: 100 },
        until: [volts(2.6)],
        ambient: { temperature: { value: 318.15, duration: 0 } },
      },
    ],
    [
      "Rest for 1 hour or until dV/dt < 1 mV/h",
      { kind: "rest", until: [seconds(3600), { kind: "voltageRate", value: 1e-3 / 3600 }] },
    ],
    [
      "Hold at 4.2 V until dI/dt < 0.1 mA/cm2/h",
      { kind: "hold", voltage: 4.2, until: [{ kind: "currentRate", value: 0.1 * (10 / 3600) }] },
    ],
    [
      "Charge at rate until 80 % SoC",
      { kind: "charge", rate: { kind: "cell" }, until: [{ kind: "stateOfCharge", value: 0.8 }] },
    ],
    [
      "Charge at the cell's rate until 3 mAh",
      { kind: "charge", rate: { kind: "cell" }, until: [{ kind: "capacity", value: 54000 }] },
    ],
    [
      "Rest for 2 h to 60 degC at 0.5 K/min",
      {
        kind: "rest",
        until: [seconds(7200)],
        ambient: { temperature: { value: 333.15, duration: 3600 } },
      },
    ],
    [
      "Rest for 2 h to 60 degC over 1 h and 50 MPa",
      {
        kind: "rest",
        until: [seconds(7200)],
        ambient: {
          temperature: { value: 333.15, duration: 3600 },
          stackPressure: { value: 50e6, duration: 0 },
        },
      },
    ],
  ])("%s", (text, step) => {
    expect(stepsOf(text)).toEqual([step]);
  });

  it("ends a hold at the current of a C-rate of this cell", () => {
    const [limit] = stepsOf("Hold at 4.2 V until C/50").flatMap(({ until }) => until);
    expect(limit?.value).toBeCloseTo(HALF_C / 25, 4);
  });

  it.each([
    ["CHARGE AT 0.5c UNTIL 4.2 v", "Charge at 0.5C until 4.2 V"],
    ["charge at 0,5C until 4,2V.", "Charge at 0.5C until 4.2 V"],
    ["Charge at 1C/2 until voltage > 4.2 V, 90 mins", "Charge at 0.5C until 4.2 V or for 1.5 hr"],
    ["Charge at 12 A.m-2 for 1 hr", "Charge at 12 A/m2 for 1 hour"],
    ["Charge at 12 A m^-2 for 1h", "Charge at 12 A/m2 for 60 min"],
    ["Charge at 1,2 mA per cm2 for 3600 sec", "Charge at 12 A/m2 for 60 Minutes"],
    ["Rest until |dV/dt| < 1 mV per hour or 2 days", "Rest until 1 mV/h or for 48 hrs"],
    ["Discharge at 1C until SoC < 20 %", "Discharge at 1C until 20% state of charge"],
    ["Hold at 4.2 V until I < C/20 at 25oC", "Hold at 4.2V until C/20 at 25 °C"],
    ["Charge at C / 3 until 0,333 mAh/cm²", "Charge at C/3 until 0.333 mAh/cm2"],
  ])("reads %s as %s", (written, plain) => {
    expect(stepsOf(written)).toEqual(stepsOf(plain));
  });

  it.each<[unknown, string]>([
    ["Chrage at 1C until 4.2 V", 'did you mean "Charge"?'],
    [
      "Charge at 1C for 1,000 s",
      'decimal point and no separators, such as "1000" or "1.5" after "Charge at 1C for"',
    ],
    ["Charge at 1C for 1.000.000 s", "decimal point and no separators"],
    [
      "Charge at 1C until 4.2 V or for 2 hors",
      '(did you mean "hours"?) after "Charge at 1C until 4.2 V or for", not "2 hors"',
    ],
    ["Charge 1C until 4.2 V", '"at" and a rate after "Charge", not "1C until 4.2 V"'],
    ["Charge at -1C until 4.2 V", "above zero (the step gives the sign)"],
    ["Charge at 0 A until 4.2 V", "above zero"],
    ["Charge at C/0 until 4.2 V", "above zero"],
    ["Charge at NaN until 4.2 V", "above zero"],
    ["Charge at 4 Ohm until 4.2 V", 'after "Charge at", not "4 Ohm until 4.2 V"'],
    ["Charge at 5 V until 4.2 V", "a C-rate"],
    ["Charge at 1C", 'what ends the step, "for" or "until" a voltage'],
    ["Rest", "what ends the step"],
    ["Rest for 1e300 s", "up to 100 years"],
    ["Rest for 200 years", "up to 100 years"],
    ["Rest for 0 s", "a duration"],
    ["Rest for 10", "a duration"],
    ["Rest for 1 h until 4 V", "dV/dt"],
    ["Charge at 1C until 7 V", "up to 6 V"],
    ["Charge at 1C until voltage < 2 V", '">", since it rises'],
    ["Hold at 4.2 V until 4.3 V", "a current density"],
    ["Charge at 1C until 80 %", '"SoC" (as in "80 % SoC")'],
    ["Charge at 1C until 120 % SoC", '"100 % SoC"'],
    ["Charge at 1C until 4.2 V (1 minute period)", "no period"],
    [
      "Charge at 1C until 4.2 V then rest",
      '"for", "until", "or", "at" or "to" after "Charge at 1C until 4.2 V"',
    ],
    ["Charge at 1C for 1 h at 45 C", 'a temperature from "-20 degC" to "90 degC"'],
    ["Charge at 1C for 1 h at 45 degC at 50 degC", "one temperature in a step"],
    ["Charge at 1C for 1 h at 95 degC", 'a temperature from "-20 degC" to "90 degC"'],
    ["", '"Charge", "Discharge", "Rest", "Hold" or "Run"'],
    ["x".repeat(5000), "at most 400 characters"],
    [{ charge: "1C", until: [] }, "at least one limit, or the step would never end: a voltage"],
    [{ charge: "1C" }, "what ends the step"],
    [{ charge: "1C", until: [4.2] }, "a voltage"],
    [{ rest: "1e300 s" }, "up to 100 years"],
    [{ charge: "1C", until: "4.2 V", temperatur: "45 degC" }, 'did you mean "temperature"?'],
    [{ charge: "1C", until: "4.2 V", temperature: { to: "45 degC" } }, '{"to", "over"} for a ramp'],
    [{ charge: "1C", until: "4.2 V", stackPressure: "2000 MPa" }, 'up to "1000 MPa"'],
    [["Rest for 1 h"], "a step such as"],
    [null, "a step such as"],
  ])("refuses %j", (step, words) => {
    const problem = problemOf(step);
    expect(problem).toContain(words);
    expect(problem).toMatch(/^protocol\.steps\.0(\.\w+)?: got .+; expected .+/);
  });
});

/** Whole numbers over a power of ten: what people write. */
const decimal = (most: number, places: number): fc.Arbitrary<number> =>
  fc.integer({ min: 1, max: most * 10 ** places }).map((value) => value / 10 ** places);

const limitOf = (kind: Limit["kind"], most: number, places = 3): fc.Arbitrary<Limit> =>
  decimal(most, places).map((value) => ({ kind, value: toSI(kind, value) }));
const LIMITS = {
  voltage: limitOf("voltage", 6),
  capacity: limitOf("capacity", 20, 5),
  duration: limitOf("duration", 1e6, 1),
  currentDensity: limitOf("currentDensity", 500, 4),
  voltageRate: limitOf("voltageRate", 500),
  currentRate: limitOf("currentRate", 500),
  stateOfCharge: limitOf("stateOfCharge", 100, 1),
};
const limitsOf = (...kinds: readonly (keyof typeof LIMITS)[]): fc.Arbitrary<Limit[]> =>
  fc.array(fc.oneof(...kinds.map((kind) => LIMITS[kind])), { minLength: 1, maxLength: 4 });

const rate: fc.Arbitrary<Rate> = fc.oneof(
  fc.constant<Rate>({ kind: "cell" }),
  fc
    .oneof(
      decimal(20, 3),
      fc.integer({ min: 1, max: 200 }).map((parts) => 1 / parts),
    )
    .map(cRate),
  decimal(5000, 4).map((value): Rate => ({ kind: "currentDensity", value })),
  decimal(5000, 4).map((value): Rate => ({ kind: "powerDensity", value })),
);
const target = (of: "temperature" | "stackPressure") =>
  fc.record({
    value: decimal(of === "temperature" ? 90 : 1000, 2).map((value) => toSI(of, value)),
    duration: fc.oneof(fc.constant(0), decimal(1e5, 1)),
  });
const ambient: fc.Arbitrary<{ ambient?: Ambient }> = fc.oneof(
  fc.constant({}),
  target("temperature").map((temperature) => ({ ambient: { temperature } })),
  target("stackPressure").map((stackPressure) => ({ ambient: { stackPressure } })),
  fc
    .record({ temperature: target("temperature"), stackPressure: target("stackPressure") })
    .map((both) => ({ ambient: both })),
);
const action: fc.Arbitrary<ProtocolStep> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("charge" as const, "discharge" as const),
    rate,
    until: limitsOf("voltage", "capacity", "duration", "stateOfCharge"),
  }),
  fc.record({ kind: fc.constant("rest" as const), until: limitsOf("duration", "voltageRate") }),
  fc.record({
    kind: fc.constant("hold" as const),
    voltage: decimal(6, 4),
    until: limitsOf("currentDensity", "capacity", "duration", "currentRate", "stateOfCharge"),
  }),
);
const anyStep = fc.tuple(action, ambient).map(([step, around]): ProtocolStep => ({ ...step, ...around }));

describe("what is written", () => {
  it("reads back as the same step, as a sentence and as a record", () => {
    fc.assert(
      fc.property(anyStep, (step) => {
        expect(stepsOf(writeStepText(step))).toEqual([step]);
        expect(stepsOf(JSON.parse(JSON.stringify(writeStep(step))))).toEqual([step]);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("is short where the value is", () => {
    const [step] = stepsOf("discharge at c/3 until 2.6 V or 90 min or 0.5 mAh/cm2 to 60 degC over 48 h");
    expect(writeStepText(step as ProtocolStep)).toBe(
      "Discharge at C/3 until 2.6 V or for 90 min or until 0.5 mAh/cm2 to 60 degC over 2 days",
    );
  });

  it("reads any words without anything but an InputError", () => {
    const words = fc.constantFrom(
      ..."charge Discharge rest hold run at for until or to over and , . C/10 1C 4.2 V 10 hours % SoC < dV/dt mV/h".split(
        " ",
      ),
      ...[
        "1,000",
        "0,5C",
        "45 degC",
        '"a.csv"',
        "times",
        "the cell's rate",
        "-",
        "1e999",
        "°C",
        "(",
        "\u0000",
      ],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (sentence) => {
        const step = sentence.join(" ");
        problemsOf(fileWith({ protocol: { steps: [step], end: [step] } }));
        problemsOf(fileWith({ protocol: { steps: [{ charge: step, until: [step], temperature: step }] } }));
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
