/** Follows docs/adding-a-layer.md in a copy of the layers, and compares what comes of it with the app. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type * as List from "../../src/app/layers/list.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = readFileSync(join(root, "docs/adding-a-layer.md"), "utf8");

interface Step {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

/** The blocks of code that name a file, in the order of the page. */
const steps: readonly Step[] = [...page.matchAll(/^```(\w+) (src\/\S+)\n([\s\S]*?)^```$/gm)].map(
  ([, kind, path, text]) => ({ kind: kind!, path: path!, text: text! }),
);
const files = steps.filter(({ kind }) => kind === "ts");
const changes = steps.filter(({ kind }) => kind === "diff");

/** The lines of a change: as they were, and as they are to be. */
function sidesOf({ text }: Step): { readonly before: string; readonly after: string } {
  const lines = text.split("\n").slice(0, -1);
  const side = (signs: string) =>
    lines
      .filter((line) => signs.includes(line[0]!))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { before: side(" -"), after: side(" +") };
}

/** Replaces lines that must be there exactly once. */
function replaceOnce(text: string, from: string, to: string): string {
  expect(text.split(from)).toHaveLength(2);
  return text.replace(from, () => to);
}

const read = (path: string) => readFileSync(path, "utf8");

// Inside the project, so that its packages are found from there.
mkdirSync(join(root, "test-results"), { recursive: true });
const copies = mkdtempSync(join(root, "test-results", "layers-"));

/** Copies the layers with what they are drawn in, and returns where a file of the app is in the copy. */
function copyLayers(name: string): (path: string) => string {
  for (const folder of ["layers", "theme"])
    cpSync(join(root, "src/app", folder), join(copies, name, folder), { recursive: true });
  return (path) => join(copies, name, path.replace("src/app/", ""));
}

function takeBack(inCopy: (path: string) => string): void {
  for (const { path } of files) rmSync(inCopy(path));
  for (const change of changes) {
    const { before, after } = sidesOf(change);
    writeFileSync(inCopy(change.path), replaceOnce(read(inCopy(change.path)), after, before));
  }
}

function follow(inCopy: (path: string) => string): void {
  for (const { path, text } of files) writeFileSync(inCopy(path), text);
  for (const change of changes) {
    const { before, after } = sidesOf(change);
    writeFileSync(inCopy(change.path), replaceOnce(read(inCopy(change.path)), before, after));
  }
}

const importList = async (inCopy: (path: string) => string): Promise<typeof List> =>
  await import(inCopy("src/app/layers/list.ts"));

afterAll(() => rmSync(copies, { recursive: true }));

describe("adding a layer", () => {
  it("names the files that it takes: one and the list", () => {
    expect([...new Set(steps.map(({ path }) => path))]).toEqual([
      "src/app/layers/mesh-quality.ts",
      "src/app/layers/list.ts",
    ]);
    const listed = [...page.matchAll(/^- `(src\/[^`]+)`/gm)].map(([, path]) => path);
    expect(listed).toEqual(["src/app/layers/mesh-quality.ts", "src/app/layers/list.ts"]);
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
    const [bare, followed] = [copyLayers("before"), copyLayers("after")];
    takeBack(bare);
    takeBack(followed);
    follow(followed);
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
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(existsSync(join(root, "docs", link)), link).toBe(true);
  });
});
