/** Follows docs/adding-a-law.md in a copy of the simulator, compares what comes of it, and runs both. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type * as Core from "../../sim-core/index.ts";
import { loadShipped, SMALL_CELL } from "../cell/small-cell.ts";
import { follow, openCopies, read, readPage, root, takeBack } from "./follow-page.ts";

const page = readPage("adding-a-law.md");
const copies = openCopies("laws");
const FOLDERS = ["sim-core", "src/io", "tsconfig.base.json"];
const overrides = {
  ...SMALL_CELL,
  "cell.cRate": 2,
  "protocol.repeat": 1,
};

afterAll(() => copies.remove());

/** Temperatures of one cycle, K, as the core of a copy solves it. */
async function runIn(inCopy: (path: string) => string, further: Record<string, boolean>): Promise<number[]> {
  const core: typeof Core = await import(inCopy("sim-core/index.ts"));
  const scenario = core.parseScenario(loadShipped("ncm"), {
    load: loadShipped,
    overrides: { ...overrides, ...further },
  });
  return core
    .createRun(scenario)
    .advance({})
    .samples.map(({ temperature }) => temperature);
}

describe("adding a law", () => {
  it("names the files that it takes", () => {
    expect(page.listed).toHaveLength(9);
    expect([...new Set(page.steps.map(({ path }) => path))].sort()).toEqual([...page.listed].sort());
  });

  it("takes no other file: nothing else in the program knows the mechanism", () => {
    const sources = ["src", "sim-core"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        join(folder, name).replaceAll("\\", "/"),
      ),
    );
    const names = /lumped.?temperature|scenario.thermal|THERMAL_PARAMETERS|temperature_K|heatLost/;
    const knowing = sources.filter((path) => path.endsWith(".ts") && names.test(read(join(root, path))));
    for (const path of knowing) expect(page.listed).toContain(path);
  });

  it("leads, step by step, to the mechanism as it is, and to nothing without it", async () => {
    const [bare, followed] = [copies.copy("before", FOLDERS), copies.copy("after", FOLDERS)];
    takeBack(page, bare);
    takeBack(page, followed);
    follow(page, followed);
    for (const { path } of page.steps) expect(read(followed(path)), path).toBe(read(join(root, path)));
    await expect(runIn(bare, { "thermal.active": true })).rejects.toThrow(/thermal/);
    expect(new Set(await runIn(bare, {}))).toEqual(new Set([303.15]));
    expect(Math.max(...(await runIn(followed, { "thermal.active": true })))).toBeGreaterThan(303.2);
  }, 60_000);

  it("links to files that there are", () => {
    const links = [...page.text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(existsSync(join(root, "docs", link)), link).toBe(true);
  });
});
