import { describe, expect, it } from "vitest";
import { describeScenario } from "../../sim-core/scenario/describe.ts";
import { parseScenario, parseScenarioText } from "../../sim-core/scenario/parse.ts";
import { countCycles, listSteps } from "../../sim-core/scenario/protocol/protocol.ts";
import { writeStepText } from "../../sim-core/scenario/protocol/write-protocol.ts";
import type { Protocol, ProtocolStep, Scenario } from "../../sim-core/scenario/record/scenario.ts";
import { fileWith, loadShipped, parseShipped, problemsOf, SHIPPED_NAMES } from "./shipped-scenarios.ts";

const load = loadShipped;
const SLOW = ["Charge at C/10 until 4.3 V", "Discharge at C/10 until 2.6 V"];
const FAST = ["Charge at C/2 until 4.3 V", "Discharge at C/2 until 2.6 V"];

function protocolOf(protocol: unknown, more: object = {}, cycles?: number): Protocol {
  const options = cycles === undefined ? { load } : { load, cycles };
  return parseScenario(fileWith({ extends: "ncm", protocol, ...more }), options).protocol;
}

/** Names, counts and steps without what they were read from. */
function outline({ blocks }: Protocol): unknown[] {
  return blocks.map(({ name, repeat, steps, check }) => [
    name,
    repeat,
    steps.length,
    ...(check ? [`${check.name} every ${check.every}`, check.steps.length] : []),
  ]);
}

describe("blocks", () => {
  const blocks = [
    { name: "formation", repeat: 3, steps: SLOW },
    { name: "rate test", steps: [...SLOW, ...FAST] },
    { name: "cycling", repeat: 50, steps: FAST, check: { every: 20, name: "reference", steps: SLOW } },
  ];

  it("have names and counts, a list of them alone or with the whole's count", () => {
    const expected = [
      ["formation", 3, 2],
      ["rate test", 1, 4],
      ["cycling", 50, 2, "reference every 20", 2],
    ];
    const alone = protocolOf(blocks);
    expect(outline(alone)).toEqual(expected);
    expect(alone.repeat).toBe(1);
    expect(countCycles(alone)).toBe(56);
    const counted = protocolOf({ repeat: 2, blocks, end: "retention < 80 %", referenceCycle: 4 });
    expect(outline(counted)).toEqual(expected);
    expect(countCycles(counted)).toBe(112);
    expect(counted.referenceCycle).toBe(4);
    expect(counted.end).toEqual([{ kind: "retentionBelow", value: 0.8 }]);
  });

  it("are the file that was handed in", () => {
    const handed = [
      {
        repeat: 3,
        steps: [
          { charge: "0.1C", until: ["4.3 V"] },
          { discharge: "0.1C", until: ["2.6 V"] },
        ],
      },
      { repeat: 50, steps: [{ charge: "0.5C", until: ["4.3 V"] }] },
    ];
    expect(outline(protocolOf(handed))).toEqual([
      ["block 1", 3, 2],
      ["block 2", 50, 1],
    ]);
  });

  it("may be a list of steps for one pass", () => {
    const plain = protocolOf([...SLOW, { rest: "1 h" }]);
    expect(outline(plain)).toEqual([["cycling", 1, 3]]);
    expect(plain.repeat).toBe(1);
  });

  it("replace those of the base, and bring their own count", () => {
    const files: Record<string, object> = {
      base: fileWith({ name: "base", extends: "ncm", protocol: { blocks, end: ["30 days"], repeat: 5 } }),
    };
    const over = (protocol: unknown): Protocol =>
      parseScenario(fileWith({ extends: "base", protocol }), { load: (name) => files[name] ?? load(name) })
        .protocol;
    expect(over({ repeat: 4 }).repeat).toBe(4);
    expect(outline(over({ repeat: 4 }))).toHaveLength(3);
    const replaced = over([{ name: "one", steps: SLOW }]);
    expect(outline(replaced)).toEqual([["one", 1, 2]]);
    expect(replaced.repeat).toBe(1);
    expect(replaced.end).toEqual([{ kind: "timeReached", value: 30 * 86400 }]);
    expect(over({ steps: SLOW, end: [] })).toMatchObject({
      repeat: 5,
      end: [],
      blocks: [{ name: "cycling" }],
    });
  });

  it("leave plain steps as they were: one pass is a cycle, as often as the base says", () => {
    expect(protocolOf({ steps: FAST }).repeat).toBe(70);
    expect(countCycles(protocolOf({ steps: FAST, repeat: 9 }))).toBe(9);
    expect(outline(protocolOf({}))).toEqual([["cycling", 1, 2]]);
  });

  it("end after so many cycles, where plain steps are repeated so often", () => {
    expect(protocolOf({ steps: FAST }, {}, 4)).toMatchObject({ repeat: 4, end: [] });
    const ended = protocolOf(blocks, {}, 4);
    expect(ended).toMatchObject({ repeat: 1, end: [{ kind: "cyclesReached", value: 4 }] });
    expect(countCycles(ended)).toBe(4);
    expect(() => protocolOf({ steps: FAST }, {}, 1e9)).toThrow(/protocol.repeat: got 1000000000/);
  });

  it.each<[unknown, RegExp]>([
    [[], /^protocol: got \[\]; expected a list of steps, at least one and at most 10000$/],
    [Array(20000).fill("Rest"), /^protocol: got 20000; expected a list of steps, .*at most 10000$/],
    [{ blocks: Array(20000).fill({}) }, /^protocol.blocks: got 20000; expected a list of blocks/],
    ["Rest for 1 h", /^protocol: got "Rest for 1 h"; expected a record with steps or blocks, or a list/],
    [{ steps: [] }, /^protocol.steps: got \[\]/],
    [{ blocks: 5 }, /^protocol.blocks: got 5; expected a list of blocks/],
    [{ steps: FAST, blocks }, /^protocol: got steps and blocks; expected one of them/],
    [{ stepz: FAST }, /^protocol.stepz: got an unknown key; expected .*did you mean "steps"/],
    [{ blocks: [5] }, /^protocol.blocks.0: got 5; expected a block/],
    [[{ steps: FAST }, "Rest for 1 h"], /^protocol.1: got "Rest for 1 h"; expected a block/],
    [[{ steps: FAST, repaet: 3 }], /^protocol.0.repaet: got an unknown key; .*did you mean "repeat"/],
    [[{ steps: FAST, repeat: 0 }], /^protocol.0.repeat: got 0; expected a whole number from 1/],
    [[{ steps: FAST, repeat: 1e300 }], /^protocol.0.repeat: got 1e\+300/],
    [[{ steps: FAST, name: "a\nb" }], /^protocol.0.name: got "a\\nb"; expected a name of one line/],
    [[{ name: "a", steps: ["Rest"] }], /^protocol.0.steps.0: got "Rest"; expected what ends the step/],
    [[{ steps: FAST, check: { every: 2.5, steps: SLOW } }], /^protocol.0.check.every: got 2.5/],
    [[{ steps: FAST, check: { every: 2, steps: [] } }], /^protocol.0.check.steps: got \[\]/],
    [[{ steps: FAST, check: [] }], /^protocol.0.check: got \[\]; expected a check/],
    [{ blocks: [{ steps: ["Hold at 9 V for 1 h"] }] }, /^protocol.blocks.0.steps.0: .*after "Hold at"/],
  ])("refuses %j", (protocol, line) => {
    const problems = problemsOf(fileWith({ protocol }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(line);
  });
});

describe("the end of a run", () => {
  it.each([
    ["voltage < 2.5 V", "voltageBelow", 2.5],
    ["voltage falls below 2.5 V", "voltageBelow", 2.5],
    ["V > 4.5 V", "voltageAbove", 4.5],
    ["capacity < 1.5 mAh/cm2", "capacityBelow", 54000],
    ["1.57 mAh capacity", "capacityBelow", 72000],
    ["retention < 80 %", "retentionBelow", 0.8],
    ["80% capacity", "retentionBelow", 0.8],
    ["time > 30 days", "timeReached", 2592000],
    ["30 days", "timeReached", 2592000],
    ["after 10 hours", "timeReached", 36000],
    ["100 cycles", "cyclesReached", 100],
    ["cycles >= 100", "cyclesReached", 100],
  ])("%s", (end, kind, value) => {
    expect(protocolOf({ steps: FAST, end }).end).toEqual([{ kind, value: expect.closeTo(value, 9) }]);
    expect(protocolOf({ steps: FAST, end: [end, "9 cycles"] }).end).toHaveLength(2);
  });

  it.each([
    ["2.5 V", "expected"],
    ["voltage 2.5 V", '"<" or ">" after "voltage"'],
    ["retention > 80 %", '"<" after "retention"'],
    ["retention < 180 %", "a share"],
    ["80 %", "an end such as"],
    ["0 cycles", "a whole number from 1"],
    ["1e300 s", "up to 100 years"],
    [5, "an end such as"],
  ])("is not %j", (end, words) => {
    const problems = problemsOf(fileWith({ protocol: { end } }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^protocol\.end: got .+; expected .+/);
    expect(problems[0]).toContain(words);
  });
});

describe("cut-offs", () => {
  it.each<[string, readonly string[], string | undefined]>([
    ["a charge that stops below", ["Charge at 1C until 3 V", "Discharge at 1C until 3.5 V"], "protocol.1"],
    [
      "the same across a rest",
      ["Charge at 1C until 3 V", "Rest for 1 h", "Discharge at 1C until 3 V"],
      "protocol.2",
    ],
    ["a discharge that stops above", ["Discharge at 1C until 4 V", "Charge at 1C until 3.9 V"], "protocol.1"],
    [
      "windows that follow each other",
      [
        "Charge at 1C until 3.7 V",
        "Discharge at 1C until 3.5 V",
        "Charge at 1C until 4.3 V",
        "Discharge at 1C until 4 V",
      ],
      undefined,
    ],
    [
      "a hold between",
      ["Charge at 1C until 3 V", "Hold at 4 V for 1 h", "Discharge at 1C until 3.5 V"],
      undefined,
    ],
    [
      "a charge without a voltage between",
      ["Charge at 1C until 3 V", "Charge at 1C for 1 h", "Discharge at 1C until 3.5 V"],
      undefined,
    ],
  ])("sees %s", (_, steps, where) => {
    const problems = problemsOf(fileWith({ protocol: steps }));
    expect(problems.map((line) => line.split(":")[0])).toEqual(where === undefined ? [] : [where]);
  });
});

describe("surroundings", () => {
  const ambientOf = (protocol: unknown, more: object = {}): unknown[] =>
    listSteps(protocolOf(protocol, more)).map(({ ambient }) => ambient?.temperature);
  const at = (celsius: number, duration = 0) => ({ value: celsius + 273.15, duration });

  it("take their time from the rate and the value before", () => {
    const steps = [
      "Rest for 1 h to 60 degC at 1 K/min",
      "Rest for 1 h",
      "Rest for 1 h to 50 degC at 5 K/h",
      { rest: "1 h", temperature: { to: "20 degC", rate: "1 K/min" } },
    ];
    expect(ambientOf(steps, { cell: { temperature: "40 degC" } })).toEqual([
      at(60, 1200),
      undefined,
      at(50, 7200),
      at(20, 1800),
    ]);
  });

  it("want a time where the value before depends on the pass", () => {
    const steps = ["Rest for 1 h to 60 degC at 1 K/min", "Rest for 1 h at 45 degC"];
    expect(problemsOf(fileWith({ protocol: { repeat: 2, steps } }))).toEqual([
      'protocol.steps.0.temperature: got a rate, from 30 degC or 45 degC depending on the pass; expected a ramp over a time, such as "over 1 h"',
    ]);
    expect(ambientOf([steps[0]])).toEqual([at(60, 1800)]);
    expect(ambientOf({ repeat: 2, steps: [steps[0]] })).toEqual([at(60, 1800)]);
    const checked = { steps: ["Rest for 1 h"], repeat: 4, check: { every: 2, steps: [...steps] } };
    expect(problemsOf(fileWith({ protocol: [checked] }))).toHaveLength(1);
  });

  it("change the pressure as well", () => {
    const [step] = listSteps(protocolOf(["Rest for 1 h to 100 MPa at 1 MPa/min", "Rest for 1 h at 7 bar"]));
    expect(step?.ambient).toEqual({ stackPressure: { value: 100e6, duration: 3600 } });
  });
});

describe("describeScenario", () => {
  const again = (scenario: Scenario): Scenario =>
    parseScenarioText(JSON.stringify(describeScenario(scenario)), { load });

  it.each<[string, unknown]>([
    [
      "plain steps",
      { repeat: 3, steps: [{ charge: "0.1C", until: ["4.3 V", "2 mAh"] }, { rest: ["1 h", "1 mV/h"] }] },
    ],
    ["sentences", { steps: ["Charge at 1 A until 4.1 V", "Rest for 1 h to 60 degC at 1 K/min"], repeat: 1 }],
    [
      "a list of blocks",
      [{ steps: SLOW }, { name: "b", repeat: 4, steps: FAST, check: { every: 2, steps: SLOW } }],
    ],
    [
      "blocks with an end",
      { blocks: [{ steps: SLOW }], repeat: 4, end: ["voltage > 4.4 V", "30 days", "80 % capacity"] },
    ],
    [
      "surroundings",
      [
        {
          hold: "4.2 V",
          until: "C/20",
          temperature: { to: "60 degC", rate: "1 K/min" },
          stackPressure: "50 MPa",
        },
      ],
    ],
    [
      "a profile",
      [
        {
          profile: { time: [0, 60, 90], unit: "C", current: [-1, 0.5] },
          scale: 0.3,
          repeat: 4,
          until: "2.6 V",
        },
      ],
    ],
  ])("keeps %s", (_, protocol) => {
    const scenario = parseScenario(fileWith({ extends: "ncm", protocol }), { load });
    expect(JSON.stringify(again(scenario))).toBe(JSON.stringify(scenario));
  });

  it("keeps every shipped protocol, and each sentence is what is printed of its step", () => {
    for (const name of SHIPPED_NAMES) {
      const scenario = parseShipped(name);
      expect(JSON.stringify(again(scenario)), name).toBe(JSON.stringify(scenario));
      const written = listSteps(scenario.protocol).filter(({ kind }) => kind !== "profile");
      const sentences = written.map(writeStepText);
      const reread = listSteps(parseShipped(name, {}, { steps: sentences }).protocol);
      const bare = (steps: readonly ProtocolStep[]): unknown => steps.map(({ text: _, ...step }) => step);
      expect(bare(reread), name).toEqual(bare(written));
    }
  });
});

describe("currents that are hardly meant", () => {
  const warningsOf = (...protocol: readonly unknown[]): string[] =>
    parseScenario(fileWith({ extends: "ncm", protocol }), { load })
      .warnings.filter(({ where }) => where.startsWith("protocol."))
      .map(({ where, got, expected }) => `${where}: ${got}; ${expected}`);

  it("are questioned with the area that they are spread over", () => {
    expect(warningsOf("Charge at 1 A until 4.1 V")).toEqual([
      "protocol.0: 12740 A/m2, 510.1 times 1C; up to 20C; amperes and watts are spread over cell.electrodeArea, 0.785 cm2",
    ]);
    expect(warningsOf("Hold at 4.1 V until 50 mA")[0]).toMatch(/^protocol.0: 636.9 A\/m2, 25.5 times 1C/);
    expect(warningsOf("Rest for 1 h", "Discharge at 2 W until 2.6 V")[0]).toMatch(/^protocol.1: /);
    expect(warningsOf({ profile: { time: [0, 1], unit: "A", current: [-1] } })).toHaveLength(1);
  });

  it("are not where the rate is a usual one", () => {
    expect(
      warningsOf(
        "Charge at 1 mA until 4.1 V",
        "Hold at 4.1 V until 0.1 mA",
        "Charge at rate until 4.3 V",
        "Discharge at 20C until 2.6 V",
      ),
    ).toEqual([]);
    expect(
      parseScenario(
        fileWith({
          extends: "ncm",
          cell: { electrodeArea: "500 cm2" },
          protocol: ["Charge at 1 A until 4.1 V"],
        }),
        { load },
      ).warnings,
    ).toEqual([]);
  });
});
