/** Follows docs/adding-a-layer.md in a copy of the layers, and compares what comes of it with the app. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type * as List from "../../src/app/layers/list.ts";
import { follow, openCopies, read, readPage, root, takeBack } from "./follow-page.ts";

const page = readPage("adding-a-layer.md");
const { steps } = page;
const copies = openCopies("layers");
const FOLDERS = ["src/app/layers", "src/app/theme"];

const importList = async (inCopy: (path: string) => string): Promise<typeof List> =>
  await import(inCopy("src/app/layers/list.ts"));

afterAll(() => copies.remove());

describe("adding a layer", () => {
  it("names the files that it takes: one and the list", () => {
    expect([...new Set(steps.map(({ path }) => path))]).toEqual([
      "src/app/layers/mesh-quality.ts",
      "src/app/layers/list.ts",
    ]);
    expect(page.listed).toEqual(["src/app/layers/mesh-quality.ts", "src/app/layers/list.ts"]);
  });

  it("takes no other file: nothing else in the program knows the layer", () => {
    const sources = ["src", "sim-core"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        join(folder, name),
      ),
    );
    const knowing = sources
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => path.endsWith(".ts") && /mesh-?quality/i.test(read(join(root, path))));
    expect(knowing.sort()).toEqual([...new Set(steps.map(({ path }) => path))].sort());
  });

  it("leads, step by step, to the layer as it is in the app", async () => {
    const [bare, followed] = [copies.copy("before", FOLDERS), copies.copy("after", FOLDERS)];
    takeBack(page, bare);
    takeBack(page, followed);
    follow(page, followed);
    for (const { path } of steps) expect(read(followed(path)), path).toBe(read(join(root, path)));
    const without = await importList(bare);
    const list = await importList(followed);
    const count = without.layers.length;
    expect(without.layers.map(({ key }) => key)).not.toContain("meshQuality");
    expect(list.layers).toHaveLength(count + 1);
    const added = list.layerOf("meshQuality");
    expect([...list.groupsOfLayers.keys()].at(-1)).toBe(added.group);
    const angles = new Float32Array(1);
    const shown = { points: Float32Array.of(0, 0, 1, 0, 0, 1) };
    const measure = added.electrolyte!.values as (...parts: readonly unknown[]) => boolean;
    expect(measure(shown, { triangles: Uint32Array.of(0, 1, 2) }, angles)).toBe(true);
    expect(angles[0]).toBeCloseTo(45, 4);
  });

  it("links to files that there are", () => {
    const links = [...page.text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(existsSync(join(root, "docs", link)), link).toBe(true);
  });
});
