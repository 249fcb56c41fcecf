/** Protocols at the terminal: a file of their own, profiles beside the scenario, numbers of cycles. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createStage, type Stage } from "./stage.ts";

const blocks = [
  { name: "formation", repeat: 3, steps: ["Charge at C/10 until 4.3 V"] },
  { name: "cycling", repeat: 9, steps: ["Charge at 1C until 4.3 V", "Discharge at 1C until 2.6 V"] },
];
const small = { schemaVersion: 1, name: "small", title: "A small cell" };

const protocolIn = (stage: Stage, folder: string) =>
  JSON.parse(readFileSync(join(stage.folder, folder, "scenario.json"), "utf8")).protocol;

describe("a protocol at the terminal", () => {
  test("of blocks ends after the cycles that were asked for", async () => {
    const stage = createStage();
    stage.write("small.json", { ...small, protocol: blocks });
    await stage.run("run small.json --cycles 4 --out a");
    const { end, repeat, ...rest } = protocolIn(stage, "a");
    expect(end).toEqual(["4 cycles"]);
    expect(repeat.value).toBe(1);
    expect(rest.blocks).toHaveLength(2);
  });

  test.each([
    [
      "sentences",
      "# formation x3\nCharge at C/10 until 4.3 V\n# cycling x9\nCharge at 1C until 4.3 V\nDischarge at 1C until 2.6 V\n",
    ],
    ["a list", JSON.stringify(blocks)],
    ["a record", JSON.stringify({ blocks })],
    ["a scenario with one", `\uFEFF${JSON.stringify({ ...small, name: "other", protocol: blocks })}`],
  ])("comes from a file of its own: %s", async (_, text) => {
    const stage = createStage();
    stage.write("small.json", { ...small, protocol: { repeat: 2 } });
    stage.write("mine.txt", text);
    await stage.run("run small.json --protocol mine.txt --out a");
    expect(stage.told.join("\n")).not.toContain("expected");
    expect(protocolIn(stage, "a")).toMatchObject({ blocks, repeat: { value: 1 }, end: [] });
  });

  test("comes from an experiment of PyBaMM, and goes out as one", async () => {
    const stage = createStage();
    stage.write("small.json", { ...small, cell: { cRate: "C/3" } });
    const list = '[("Charge at C/10 until 4.3 V (1 minute period)",)] * 3 + [("Rest for 1 hour",)]';
    stage.write(
      "mine.py",
      `import pybamm\nexperiment = pybamm.Experiment(${list}, termination="80% capacity")\n`,
    );
    await stage.run("run small.json --protocol mine.py --out a");
    expect(protocolIn(stage, "a")).toMatchObject({
      blocks: [
        { repeat: 3, steps: ["Charge at C/10 until 4.3 V"] },
        { repeat: 1, steps: ["Rest for 1 hour"] },
      ],
      end: ["retention < 80 %"],
    });
    expect(await stage.run("protocol a/scenario.json --pybamm --out b.py")).toBe(0);
    expect(readFileSync(join(stage.folder, "b.py"), "utf8")).toBe(
      `import pybamm

experiment = pybamm.Experiment(
    [("Charge at 0.1C until 4.3 V",)] * 3
    + [("Rest for 1 hour",)],
    termination="80% capacity",
)
`,
    );
    expect(await stage.run("protocol a/scenario.json")).toBe(0);
    expect(stage.printed.at(-1)).toContain("# block 1 x3\nCharge at C/10 until 4.3 V");
  });

  test("that no experiment of PyBaMM holds is refused, and so is a script that is none", async () => {
    const stage = createStage();
    stage.write("small.json", { ...small, protocol: { steps: ["Rest until dV/dt < 1 mV/h"] } });
    expect(await stage.run("protocol small.json --pybamm")).toBe(2);
    expect(stage.told.at(-1)).toMatch(/^protocol: got an end by dV\/dt; expected /);
    const path = stage.write("mine.py", "Experiment([(pybamm.step.rest(3600),)])");
    expect(await stage.run("run small.json --protocol mine.py")).toBe(2);
    expect(stage.told.at(-1)).toContain(`${path}: got "Experiment([(pybamm.step.rest(3600),)])"; expected `);
  });

  test("of sentences alone passes once, or as often as is asked for", async () => {
    const stage = createStage();
    stage.write("small.json", { ...small, protocol: { repeat: 2 } });
    stage.write(
      "mine.txt",
      "Charge at 1C until 4.3 V\nDischarge at 1C until 2.6 V\nEnd when retention < 80 %\n",
    );
    await stage.run("run small.json --protocol mine.txt --out a");
    expect(protocolIn(stage, "a")).toMatchObject({ repeat: { value: 1 }, end: ["retention < 80 %"] });
    await stage.run("run small.json --protocol mine.txt --cycles 3 --out b");
    expect(protocolIn(stage, "b")).toMatchObject({ repeat: { value: 3 }, end: ["retention < 80 %"] });
  });

  test("finds a profile beside itself or beside the scenario, and keeps its numbers", async () => {
    const stage = createStage();
    mkdirSync(join(stage.folder, "cell"));
    mkdirSync(join(stage.folder, "test"));
    stage.write("cell/near.csv", "time (s),current (A/m2)\n0,1\n5,0\n");
    stage.write("test/own.csv", "time (s),current (A/m2)\n0,2\n5,0\n");
    stage.write("cell/small.json", { ...small, protocol: ["Run near.csv"] });
    stage.write("test/drive.txt", "Run own.csv 2 times\nRun near.csv");
    expect(await stage.run("run cell/small.json --out a")).toBe(0);
    expect(protocolIn(stage, "a").steps).toMatchObject([{ profile: { name: "near.csv", current: [1] } }]);
    await stage.run("run cell/small.json --protocol test/drive.txt --out b");
    const { steps } = protocolIn(stage, "b");
    expect(steps).toMatchObject([{ profile: { current: [2] }, repeat: 2 }, { profile: { current: [1] } }]);
  });

  test.each([
    [
      "run small.json --protocol nowhere.txt",
      /^--protocol: got ".*nowhere\.txt" \(.*\); expected a file that can be read$/,
    ],
    ["run small.json --protocol bad.txt", /^protocol\.steps\.0: got "Rset for 1 h"; expected .*"Rest"/],
    ["run small.json --protocol cut.json", /cut\.json: got invalid JSON/],
    ["run small.json --protocol list.json", /^protocol\.0: got 1; expected a step such as/],
    ["validate lost.json", /^protocol\.0: got "lost\.csv"; expected the name of a CSV file that exists$/],
  ])("`%s` says what is wrong", async (words, line) => {
    const stage = createStage();
    stage.write("small.json", small);
    stage.write("bad.txt", "Rset for 1 h");
    stage.write("cut.json", "[{");
    stage.write("list.json", [1]);
    stage.write("lost.json", { ...small, protocol: ["Run lost.csv"] });
    expect(await stage.run(words)).toBe(2);
    expect(stage.told).toHaveLength(1);
    expect(stage.told[0]).toMatch(line);
  });
});
