/** Experiments of PyBaMM as protocols, and protocols as such experiments. */
import { describe, expect, it } from "vitest";
import { parseScenario } from "../../sim-core/scenario/parse.ts";
import { ExperimentError, readPythonExperiment } from "../../sim-core/scenario/protocol/python-experiment.ts";
import { pythonExperimentOf } from "../../sim-core/scenario/protocol-source.ts";
import type { Limit, Protocol } from "../../sim-core/scenario/record/scenario.ts";
import { fileWith, loadShipped, parseShipped, SHIPPED_NAMES } from "./shipped-scenarios.ts";

const CYCLE = ["Charge at C/10 until 4.3 V", "Rest for 1 hour"];
const AS_TUPLE = '("Charge at C/10 until 4.3 V", "Rest for 1 hour")';

describe("an experiment", () => {
  it.each([
    ["a list of tuples", `[${AS_TUPLE}] * 3`, [{ repeat: 3, steps: CYCLE }]],
    [
      "a call with a name",
      `experiment = pybamm.Experiment([${AS_TUPLE},] * 3,)`,
      [{ repeat: 3, steps: CYCLE }],
    ],
    [
      "behind imports and remarks",
      `# mine\nimport pybamm\n\nfrom x import y\n[${AS_TUPLE}]\n`,
      [{ repeat: 1, steps: CYCLE }],
    ],
    ["times before the list", `Experiment(2 * [${AS_TUPLE}])`, [{ repeat: 2, steps: CYCLE }]],
    [
      "lists one after another",
      `[${AS_TUPLE}] * 2 + ([('Rest for 2 hours',)] + [${AS_TUPLE}] * 2) * 2`,
      [
        { repeat: 2, steps: CYCLE },
        { repeat: 1, steps: ["Rest for 2 hours"] },
        { repeat: 2, steps: CYCLE },
        { repeat: 1, steps: ["Rest for 2 hours"] },
        { repeat: 2, steps: CYCLE },
      ],
    ],
    [
      "texts alone, each a cycle",
      '["Rest for 1 hour", "Rest for 2 hours"] + []',
      [
        { repeat: 1, steps: ["Rest for 1 hour"] },
        { repeat: 1, steps: ["Rest for 2 hours"] },
      ],
    ],
    [
      "a tuple that is repeated, which is one long cycle",
      '[("Rest for 1 hour",) * 2]',
      [{ repeat: 1, steps: ["Rest for 1 hour", "Rest for 1 hour"] }],
    ],
    [
      "brackets without a comma, which are no tuple",
      '[("Rest for 1 hour"), ("Rest " "for 1 hour")]',
      [{ repeat: 2, steps: ["Rest for 1 hour"] }],
    ],
    [
      "periods, which nothing is stored by",
      '[("Charge at 1C until 4.3 V (1 minute period)",)]',
      [{ repeat: 1, steps: ["Charge at 1C until 4.3 V"] }],
    ],
  ])("may be %s", (_, text, blocks) => {
    expect(readPythonExperiment(text)).toEqual({ blocks });
  });

  it("has a temperature and an end of its own", () => {
    const text = `pybamm.Experiment([${AS_TUPLE}], period="1 minute", temperature="45oC", termination="80% capacity")`;
    expect(readPythonExperiment(text)).toEqual({
      blocks: [{ repeat: 1, steps: CYCLE.map((step) => `${step} at 45 degC`) }],
      end: ["retention < 80 %"],
    });
    const kelvins = readPythonExperiment(`Experiment([${AS_TUPLE}], temperature=298.15)`);
    expect(kelvins).toMatchObject({ blocks: [{ steps: CYCLE.map((step) => `${step} at 25 degC`) }] });
  });

  it.each([
    ["Charge at C/10 until 4.3 V\nRest for 1 h"],
    ['["Rest for 1 h"]'],
    ['{"steps": ["Rest for 1 h"]}'],
    ["# formation x3\nRest for 1 h"],
    [""],
  ])("is not %j", (text) => {
    expect(readPythonExperiment(text)).toBeUndefined();
  });

  it.each([
    ['[("Rest for 1 hour",)', '"]", not the end of the text'],
    ["[(pybamm.step.rest(duration=3600),)]", "steps as texts"],
    ['[("Rest for 1 hour",)] * 1.5', "a whole number of times, not 1.5"],
    ['[("Rest for 1 hour",)] * 1000000000', "at most 1000000 cycles"],
    ['[("Rest for 1 hour",)] - 1', "a list of steps, not"],
    ['Experiment([("Rest for 1 hour",)], drive="x")', "not drive"],
    ['Experiment([("Rest for 1 hour",)], termination="tired")', "a termination such as"],
    ["[()]", "steps"],
  ])("that is wrong is told apart: %s", (text, expected) => {
    expect(() => readPythonExperiment(text)).toThrow(ExperimentError);
    expect(() => readPythonExperiment(text)).toThrow(expected);
  });
});

describe("a protocol as an experiment", () => {
  const written = SHIPPED_NAMES.map((name) => [name, pythonExperimentOf(parseShipped(name))] as const);
  const scripts = written.flatMap(([name, one]) => ("script" in one ? [[name, one.script] as const] : []));

  /** Every cycle with its steps, without the words that they were read from. */
  const unrolled = ({ blocks, repeat }: Protocol): unknown[] => {
    const passes = blocks.flatMap(({ repeat: times, steps, check }) =>
      Array.from({ length: times }, (_, k) => [
        steps,
        ...(check !== undefined && (k + 1) % check.every === 0 ? [check.steps] : []),
      ]).flat(),
    );
    return Array.from({ length: repeat }, () => passes).flat();
  };
  const plain = (cycles: unknown[], cRate: number): unknown =>
    JSON.parse(
      JSON.stringify(cycles, (key, value) => {
        if (key === "text" || key === "parts") return undefined;
        // Whichever is met first ends a step.
        if (key === "until") return value.toSorted((a: Limit, b: Limit) => (a.kind < b.kind ? -1 : 1));
        if (key === "rate" && value.kind === "cell") return { kind: "cRate", value: cRate };
        return typeof value === "number" ? Number(value.toPrecision(9)) : value;
      }),
    );

  it("holds most of what is shipped", () => {
    expect(scripts.length).toBeGreaterThan(12);
  });

  it.each(scripts)("reads back as the same cycles: %s", (name, script) => {
    const scenario = parseShipped(name);
    const file = { ...fileWith({ protocol: readPythonExperiment(script) }), cell: {}, extends: name };
    const back = parseScenario(file, { load: loadShipped }).protocol;
    expect(plain(unrolled(back), 0)).toEqual(plain(unrolled(scenario.protocol), scenario.cell.cRate));
  });

  it("says what no such sentence can", () => {
    const protocol = { steps: ["Charge at 1C until 80 % SoC", "Rest until dV/dt < 1 mV/h at 45 degC"] };
    expect(pythonExperimentOf(parseShipped("ncm", {}, protocol))).toEqual({
      refused: [
        "an end by state of charge",
        "temperature or pressure that a step changes",
        "an end by dV/dt",
      ],
    });
  });
});
