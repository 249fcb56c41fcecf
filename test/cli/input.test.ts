/** Bad input: every problem at once as `where: got; expected`, exit status 2, no stack. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createStage } from "./stage.ts";

const PROBLEM = /^[^:]+: got .+; expected .+$/;
const small = { schemaVersion: 1, name: "small", title: "A small cell" };

describe("bad input", () => {
  test("of several options and of the scenario is told at once", async () => {
    const stage = createStage();
    stage.write("bad.json", { ...small, separator: 1, electrolyte: { thickness: "30 mA" } });
    const status = await stage.run("run bad.json --cycles many --seed -1 --mesh coarse --wrong --set x");
    expect(status).toBe(2);
    for (const line of stage.told) expect(line).toMatch(PROBLEM);
    for (const where of ["--wrong", "--cycles", "--seed", "--mesh", "--set", "electrolyte.thickness"]) {
      expect(stage.told.join("\n")).toContain(where);
    }
    expect(readdirSync(stage.folder)).toEqual(["bad.json"]);
  });

  test.each([
    ["run", "scenario"],
    ["run nowhere", 'scenario: got "nowhere"'],
    ["run small.json more", "more"],
    ["run small.json --cycles", "--cycles"],
    ["run small.json --cycles 0", "--cycles"],
    ["run small.json --cycles 1e3", "--cycles"],
    ["run small.json --set nothing.here=1", "nothing.here"],
    ["validate cut.json", "cut.json: got invalid JSON"],
    ["validate orphan.json", "extends"],
    ["validate list.json", "expected"],
    ["snapshot cut.json --out r.json", "cut.json: got invalid JSON"],
    ["snapshot nowhere.json --out r.json --mesh huge", "--mesh"],
    ["run small.json --model half", "--model"],
    ["run small.json --jump far", '--jump: got "far"; expected AUTO, or a whole number from 0 to 1000'],
    ["run small.json --jump 1001", "--jump"],
    ["snapshot small.json", "--out"],
    ["run small.json --event soon", "event.0"],
    ["run small.json --event 2h:cell.cRate=1e9", "event.0"],
    ["run small.json --event 2h:anode.thickness=50", "event.0: got anode.thickness"],
    ["run small.json --event 1h:kill=0", 'event.0: got "=0"; expected numbers of particles from 1'],
    ["run small.json --event 1h:kill+3", "event.0"],
    ["fly", "fly"],
  ])("in `%s` names the place", async (words, where) => {
    const stage = createStage();
    stage.write("small.json", small);
    stage.write("cut.json", '{ "schemaVersion": 1, ');
    stage.write("orphan.json", { ...small, extends: "nobody" });
    stage.write("list.json", [1, 2]);
    expect(await stage.run(words)).toBe(2);
    expect(stage.told.length).toBeGreaterThan(0);
    for (const line of stage.told) expect(line).toMatch(PROBLEM);
    expect(stage.told.join("\n")).toContain(where);
    expect(readdirSync(stage.folder).sort()).toEqual(["cut.json", "list.json", "orphan.json", "small.json"]);
  });

  test("of a case lists everything that is missing", async () => {
    const stage = createStage();
    stage.write("case.json", { geometry: { width: -1 } });
    expect(await stage.run("snapshot case.json --out r.json")).toBe(2);
    expect(stage.told.length).toBeGreaterThan(2);
    for (const line of stage.told) expect(line).toMatch(PROBLEM);
  });
});

describe("a file that is not what it should be", () => {
  test.each([
    [
      "validate nowhere.json",
      /^scenario: got "nowhere.json" \(no such file in .+\); expected the path of a JSON/,
    ],
    ["run .", /^scenario: got "." \(a folder\); expected the path of a JSON file/],
    [
      `validate ${"a".repeat(5000)}`,
      /^scenario: got ".+" \(name too long\); expected the path of a JSON file/,
    ],
    ["validate empty.json", /empty.json: got an empty file; expected JSON text$/],
    [
      "validate wide.json",
      /wide.json: got text of another encoding, such as UTF-16; expected JSON text in UTF-8$/,
    ],
    ["validate deep.json", /^scenario: got lists or objects nested very deeply; expected at most 64 within/],
    [
      "snapshot deep.json --out r.json",
      /^case: got lists or objects nested very deeply; expected at most 64/,
    ],
    [
      "snapshot nowhere.json --out r.json",
      /^case: got ".*nowhere.json" \(no such file or directory\); expected a file/,
    ],
  ])("is told so by `%s`, exit status 2", async (words, line) => {
    const stage = createStage();
    stage.write("empty.json", "  \n");
    stage.write("wide.json", "{\u0000}\u0000");
    stage.write("deep.json", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
    expect(await stage.run(words)).toBe(2);
    expect(stage.told).toHaveLength(1);
    expect(stage.told[0]).toMatch(line);
  });
});

describe("what is possible but hardly meant", () => {
  const odd = { ...small, ncm: { diffusivity: "1 m2/s" } };
  const warning =
    "warning: ncm.diffusivity: got 1 m2/s; expected a diffusivity of lithium in a solid, 1e-20 m2/s to 1e-9 m2/s";

  test("is questioned by validate, which still calls it valid", async () => {
    const stage = createStage();
    stage.write("odd.json", odd);
    expect(await stage.run("validate odd.json")).toBe(0);
    expect(stage.told).toEqual([warning]);
    expect(stage.printed).toEqual(["odd.json: a valid scenario (A small cell; one warning)"]);
  });

  test("is questioned by run, which notes it in the summary", async () => {
    const stage = createStage();
    stage.write("odd.json", odd);
    expect(await stage.run("run odd.json --out a")).toBe(0);
    expect(stage.told).toContain(warning);
    const summary = JSON.parse(readFileSync(join(stage.folder, "a/summary.json"), "utf8"));
    expect(summary.notices).toEqual([warning]);
  });

  test("of a geometry is questioned or refused by validate, which meshes nothing", async () => {
    const stage = createStage();
    stage.write("lone.json", { ...small, contactLoss: { carbonLinks: 0 } });
    expect(await stage.run("validate lone.json")).toBe(0);
    expect(stage.told[0]).toMatch(
      /^warning: contactLoss.carbonLinks: got 0, with which no electronic path leads to/,
    );
    stage.write("far.json", { ...small, cathode: { rows: 1, thickness: "100 um" } });
    expect(await stage.run("validate far.json")).toBe(2);
    expect(stage.told.at(-1)).toMatch(
      /^contactLoss.electronicGap: got 1 um: no particle reaches the collector/,
    );
  });
});

describe("commands that only read", () => {
  test("validate accepts a scenario by path, also one that extends its neighbour by path", async () => {
    const stage = createStage();
    stage.write("small.json", small);
    stage.write("child.json", { schemaVersion: 1, name: "child", title: "A child", extends: "small.json" });
    expect(await stage.run("validate small.json")).toBe(0);
    expect(await stage.run("validate child.json")).toBe(0);
    expect(stage.printed.join("\n")).toContain("A child");
    expect(stage.told).toEqual([]);
  });

  test("schema prints a JSON Schema", async () => {
    const stage = createStage();
    expect(await stage.run("schema")).toBe(0);
    expect(JSON.parse(stage.printed.join("\n"))).toHaveProperty("type", "object");
  });

  test("list names every shipped scenario, and each is valid", async () => {
    const stage = createStage();
    const scenarioFolder = join(import.meta.dirname, "../../scenarios");
    const names = readdirSync(scenarioFolder).map((name) => name.replace(/\.json$/, ""));
    expect(await stage.run("list", { scenarioFolder })).toBe(0);
    expect(stage.printed.map((line) => line.split(" ")[0]).sort()).toEqual(names.sort());
  });

  test("help and version are no errors", async () => {
    const stage = createStage();
    expect(await stage.run("--help")).toBe(0);
    expect(await stage.run("run --help")).toBe(0);
    expect(await stage.run("--version")).toBe(0);
    expect(stage.printed.at(-1)).toBe("1.2.3");
  });

  test("the help shows when no command is given, as a mistake", async () => {
    const stage = createStage();
    expect(await stage.run("")).toBe(2);
    expect(stage.told.join("\n")).toContain("snapshot");
  });
});
