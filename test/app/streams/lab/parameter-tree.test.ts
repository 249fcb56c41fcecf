/** The tree of parameters finds what is looked for, and says of each what both cells have and where it comes from. */
import { describe, expect, it } from "vitest";
import { PARAMETERS, parameterOf } from "../../../../sim-core/index.ts";
import {
  countRows,
  parameterTree,
  type TreeParts,
  type TreeRow,
} from "../../../../src/app/streams/lab/parameter-tree.ts";
import { readTyped } from "../../../../src/app/streams/lab/typed-value.ts";

const values = Object.fromEntries(
  PARAMETERS.map((entry) => [
    entry.path,
    entry.kind === "function" && typeof entry.default !== "string"
      ? JSON.stringify(entry.default)
      : (entry.default as number | boolean | string),
  ]),
);
const plain = { values, provenance: {} };
const parts: TreeParts = { cells: [plain, plain], values, isSet: () => false, isCoatedAlone: true };
const all = { search: "", filter: "all" } as const;

function rowsOf(own: Partial<TreeParts>, search = "", filter: "all" | "set" | "unusual" = "all"): TreeRow[] {
  return parameterTree({ ...parts, ...own }, { search, filter }).flatMap(({ rows }) => rows);
}
const pathsOf = (rows: readonly TreeRow[]): string[] => rows.map(({ entry }) => entry.path);

describe("the tree of parameters", () => {
  it("holds the whole table, in its groups", () => {
    const groups = parameterTree(parts, all);
    expect(countRows(groups)).toBe(PARAMETERS.length);
    expect(groups[0]!.title).toBe("Run");
  });

  it("finds words anywhere: in name, path, note, unit, source and group; all of them, whatever their capitals", () => {
    expect(pathsOf(rowsOf({}, "LITHIUM thickness"))).toContain("anode.thickness");
    expect(pathsOf(rowsOf({}, "lithium thickness"))).not.toContain("cathode.thickness");
    expect(pathsOf(rowsOf({}, "cell.cRate"))).toEqual(["cell.cRate"]);
    // As it is set in type, and as it is typed.
    expect(pathsOf(rowsOf({}, "\u00b5m"))).toEqual(pathsOf(rowsOf({}, "um")));
    const { source } = parameterOf("electrolyte.conductivity")!;
    expect(pathsOf(rowsOf({}, source))).toContain("electrolyte.conductivity");
    expect(rowsOf({}, "no such thing anywhere")).toEqual([]);
  });

  it("narrows to what a person has set, or to what is not the table's own", () => {
    const isSet = (path: string): boolean => path === "cell.cRate";
    expect(pathsOf(rowsOf({ isSet }, "", "set"))).toEqual(["cell.cRate"]);
    expect(rowsOf({}, "", "unusual")).toEqual([]);
    const other = { ...plain, values: { ...values, "anode.thickness": 80, seed: 9 } };
    expect(pathsOf(rowsOf({ cells: [plain, other] }, "", "unusual"))).toEqual(["seed", "anode.thickness"]);
  });

  it("tells both cells apart only where they differ, and who says so", () => {
    const provenance = { "anode.thickness": { source: "measured here", confidence: "H" } } as const;
    const b = { values: { ...values, "anode.thickness": 80 }, provenance: {} };
    const [row] = rowsOf({ cells: [{ values, provenance }, b] }, "anode.thickness");
    expect(row).toMatchObject({ source: "measured here", confidence: "high", rebuilds: true });
    expect(row!.apart).toEqual([expect.stringMatching(/\u00b5m$/), "80 \u00b5m"]);
    expect(rowsOf({}, "cell.cRate")[0]).toMatchObject({ apart: undefined, rebuilds: false });
  });

  it("takes the source of what only the coating has from B", () => {
    const provenance = { "contactLoss.coatingFactor": { source: "of B", confidence: "L" } } as const;
    const [row] = rowsOf({ cells: [plain, { values, provenance }] }, "contactLoss.coatingFactor");
    expect(row).toMatchObject({ source: "of B", confidence: "low", isCoatingOnly: true });
  });
});

describe("a typed value", () => {
  const rate = parameterOf("cell.cRate")! as Parameters<typeof readTyped>[0];
  const seed = parameterOf("seed")! as Parameters<typeof readTyped>[0];

  it("is taken within the bounds of the table, with a decimal comma too", () => {
    expect(readTyped(rate, "0,7")).toEqual({ ok: true, value: 0.7 });
  });

  it("is refused in the words of the reader of scenarios", () => {
    expect(readTyped(rate, "900")).toEqual({
      ok: false,
      problem: `cell.cRate: got "900"; expected a C-rate from ${rate.minimum}C to ${rate.maximum}C`,
    });
    expect(readTyped(rate, " ")).toMatchObject({ problem: expect.stringContaining("got nothing") });
    expect(readTyped(seed, "1.5")).toMatchObject({ ok: false });
  });
});
