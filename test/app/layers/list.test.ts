import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import { copyOf, sizeOf } from "../../../src/app/layers/form/readings.ts";
import { describeValue, readableUnit } from "../../../src/app/layers/form/scale.ts";
import { signsOfEveryLayer } from "../../../src/app/layers/form/signs.ts";
import { groupsOfLayers, layerOf, layers } from "../../../src/app/layers/list.ts";
import { vonMises } from "../../../src/app/layers/von-mises.ts";

const app = fileURLToPath(new URL("../../../src/app/", import.meta.url));

/** Sources of the app outside the folder of layers. */
function otherSources(): readonly (readonly [name: string, text: string])[] {
  return readdirSync(app, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !name.startsWith("layers/"))
    .map((name) => [name, readFileSync(app + name, "utf8")] as const);
}

describe("list of layers", () => {
  it("keeps the keys that links hold, in the order of the key L", () => {
    expect(layers.map(({ key }) => key)).toEqual([
      "potential",
      "flux",
      "stoichiometry",
      "front",
      "intergranular",
      "vonMises",
      "meanStress",
      "principalStress",
      "displacement",
      "meshQuality",
    ]);
    for (const layer of layers) expect(layerOf(layer.key)).toBe(layer);
  });

  it("groups them as on the switch", () => {
    const names = [...groupsOfLayers].map(([group, own]) => [group.name, own.map(({ name }) => name)]);
    expect(names).toEqual([
      ["Ions", ["Potential", "Current"]],
      ["Particles", ["Lithium content"]],
      ["Lithium", ["At the front", "In the electrolyte"]],
      ["Stress", ["Von Mises", "Pressure", "Tension", "Displacement"]],
      ["Mesh", ["Smallest angle"]],
    ]);
  });

  it("has one file for each layer and for nothing else", () => {
    const files = readdirSync(`${app}layers`).filter((name) => name.endsWith(".ts") && name !== "list.ts");
    expect(files).toHaveLength(layers.length);
    for (const file of files) {
      const text = readFileSync(`${app}layers/${file}`, "utf8");
      expect(text.match(/: Layer<"\w+"> = \{$/gm), file).toHaveLength(1);
    }
  });

  it("paints something with every layer, and marks and signs that cannot be mixed up", () => {
    for (const layer of layers) {
      const { electrolyte, particles, frontBand, onTop, scale, signs } = layer;
      const paints = electrolyte !== undefined || particles.colouredBy === "layer" || frontBand !== undefined;
      expect(paints, layer.key).toBe(true);
      if (frontBand !== undefined) expect(scale.kind).toBe("symmetric");
      if (onTop.peak || electrolyte?.part !== undefined) expect(electrolyte?.at).toBe("nodes");
      const words = [...signs, ...signsOfEveryLayer].map((sign) => sign.words);
      expect(new Set(words).size).toBe(words.length);
      expect(words.join("")).not.toContain("|");
    }
  });

  it("is gone through everywhere else: no layer is asked for by its key", () => {
    const keys = layers.map(({ key }) => key).join("|");
    const branch = new RegExp(`(?:[!=]==?|\\bcase)\\s*["'](?:${keys})["']|["'](?:${keys})["']\\s*[!=]==?`);
    expect(branch.test('layer === "flux"') && branch.test('case "front":')).toBe(true);
    const isTable = (text: string) => text.includes("Record<LayerKey");
    const found = otherSources().filter(([, text]) => branch.test(text) || isTable(text));
    expect(found.map(([name]) => name)).toEqual([]);
  });
});

describe("readings", () => {
  const mesh = {} as FrameMesh;
  const frame = { flux: [3, -4, 0, 0, -5, 12], potential: [1, 2, 3], vonMises: [], displacement: [] };
  const shown = frame as unknown as Frame;

  it("copy values and the sizes of vectors", () => {
    const out = new Float32Array(3);
    expect(copyOf(({ potential }) => potential)(shown, mesh, out)).toBe(true);
    expect([...out]).toEqual([1, 2, 3]);
    expect(sizeOf(({ flux }) => flux)(shown, mesh, out)).toBe(true);
    expect([...out]).toEqual([5, 0, 13]);
  });

  it("leave old values where a frame has none, and say so", () => {
    const out = Float32Array.of(7, 8, 9);
    expect(copyOf(({ vonMises: own }) => own)(shown, mesh, out)).toBe(false);
    expect(sizeOf(({ displacement }) => displacement)(shown, mesh, out)).toBe(false);
    expect([...out]).toEqual([7, 8, 9]);
  });
});

describe("scale in words", () => {
  it("takes the larger unit from a thousand on", () => {
    expect(describeValue(vonMises.scale, 3.5e8)).toBe("350 MPa");
    expect(describeValue(vonMises.scale, 6.512e9)).toBe("6.51 GPa");
    expect(describeValue(layerOf("displacement").scale, 0.0501)).toBe("50.1 nm");
    expect(describeValue(layerOf("displacement").scale, 1.25)).toBe("1.25 \u00b5m");
    expect(describeValue(layerOf("meanStress").scale, -2e9)).toBe("-2 GPa");
    expect(readableUnit(layerOf("flux").scale, 5000)).toEqual({ unit: "A/m\u00b2", size: 1 });
  });
});

describe("explanation", () => {
  it("tells of the mode while a stress is painted, and nothing else", () => {
    const words = (key: (typeof layers)[number]["key"], mode: string) =>
      layerOf(key).explanation?.words({ "mechanics.mode": mode });
    for (const { key, needsStress } of layers) {
      if (!needsStress) expect(layerOf(key).explanation).toBeUndefined();
      else {
        expect(words(key, "paper")).toContain("rigid wedge");
        expect(words(key, "physical")).toContain("74 MPa");
        expect(words(key, "elastic")).toContain("upper bounds");
        expect(words(key, "off")).toBe("");
      }
    }
  });
});
