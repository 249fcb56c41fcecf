import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkRuns, compareJumped, compareSnapshots, TESTED } from "../../src/validity/references.ts";
import { listRepository } from "../docs/repository.ts";
import { inventRun, keptTinyRun } from "./tiny.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), "utf8"));

describe("references", () => {
  it("are off by what a reference says", () => {
    const [first] = compareSnapshots(read);
    expect(first?.result).toBe("-0.32 %; 0.69 %; 0.40 %");
    const scaled = (name: string): unknown => {
      const own = read(name) as { voltage?: number; particles: Record<string, number> };
      if (!name.endsWith(".reference")) return own;
      return {
        ...own,
        particles: Object.fromEntries(Object.entries(own.particles).map(([k, i]) => [k, 2 * i])),
      };
    };
    expect(compareSnapshots(scaled)[0]?.result).toMatch(/^-0.32 %; (49|50)\.\d\d %; 0.40 %$/);
  });

  it("tell how well the runs balance", async () => {
    const [lithium, current, interphase] = checkRuns(new Map([["tiny", [await keptTinyRun()]]]));
    for (const own of [lithium, current, interphase]) {
      expect(own?.result).toMatch(/^(0|\de-\d+), largest of 1 runs$/);
    }
    expect(Number(lithium?.result.split(",")[0])).toBeLessThan(1e-12);
    expect(Number(interphase?.result.split(",")[0])).toBeLessThan(1e-8);
  });

  it("tell how far jumped cycles are from solved ones, seed by seed", () => {
    const run = (name: string, seed: number, retention: number) => inventRun(name, seed, { retention });
    const runs = new Map([
      ["solved", [run("solved", 1, 0.5), run("solved", 2, 0.6)]],
      ["jumped", [run("jumped", 1, 0.505), run("jumped", 2, 0.58), run("jumped", 3, 0.1)]],
    ]);
    const [own] = compareJumped(runs, "solved", "jumped");
    expect(own?.what).toContain("largest of 2 seeds");
    expect(own?.result).toContain("2 points;");
    expect(compareJumped(new Map(), "solved", "jumped")).toEqual([]);
  });

  it("name tests that are there", () => {
    const { files } = listRepository();
    expect(TESTED.map(({ where }) => where).filter((where) => !files.has(where))).toEqual([]);
  });
});
