/** The zip of an experiment: everything comes back, the same bytes for the same experiment, other files refused in words. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { formatCycleTable } from "../../src/io/cycle-table.ts";
import {
  type ExperimentBundle,
  readExperimentBundle,
  writeExperimentBundle,
} from "../../src/io/experiment-bundle.ts";
import { cycleWith } from "./samples.ts";

const experiment: ExperimentBundle = {
  query: "cells=swage&cell.cRate=2",
  cells: [
    { checkpoint: Uint8Array.of(1, 2, 3), cycles: [cycleWith({ retention: null }), cycleWith({ cycle: 2 })] },
    { checkpoint: Uint8Array.of(4), cycles: [] },
  ],
};

/** The file with one of its parts replaced, or left out. */
function altered(name: string, text: string | undefined): Uint8Array {
  const { [name]: _, ...parts } = unzipSync(writeExperimentBundle(experiment, ""));
  return zipSync(text === undefined ? parts : { ...parts, [name]: strToU8(text) });
}

describe("the file of an experiment", () => {
  it("gives back what was written, with tables that other programs read", () => {
    const file = writeExperimentBundle(experiment, "what it is");
    expect(readExperimentBundle(file)).toEqual(experiment);
    const parts = unzipSync(file);
    expect(strFromU8(parts["cycles-A.csv"]!)).toBe(formatCycleTable(experiment.cells[0].cycles));
    expect(strFromU8(parts["README.txt"]!)).toBe("what it is");
    expect(parts["cell-A.flux"]).toEqual(experiment.cells[0].checkpoint);
  });

  it("may leave out of a cycle what is not told of it", () => {
    const { heatLost_J_m2: _, ...told } = cycleWith();
    const [a, b] = experiment.cells;
    const own = { ...experiment, cells: [{ ...a, cycles: [told] }, b] as const };
    expect(readExperimentBundle(writeExperimentBundle(own, "")).cells[0].cycles).toEqual([told]);
  });

  it("is the same for the same experiment", () => {
    expect(writeExperimentBundle(experiment, "a")).toEqual(writeExperimentBundle(experiment, "a"));
  });

  it.each([
    ["a zip of something else", zipSync({ "a.txt": strToU8("a") }), "experiment.json: got nothing"],
    ["no zip", strToU8("PK no zip"), "got a file that cannot be unpacked"],
    ["no JSON", altered("experiment.json", "{"), "got text that is not JSON"],
    ["a later version", altered("experiment.json", '{"format":"fluxtwin experiment","version":2}'), "got 2"],
    [
      "no query",
      altered("experiment.json", '{"format":"fluxtwin experiment","version":1}'),
      "query: got undefined; expected text",
    ],
    ["a cell missing", altered("cell-B.flux", undefined), "cell-B.flux: got nothing"],
    ["a table torn", altered("cycles-A.json", '[{"retention":1}]'), "expected a list of finished cycles"],
    ["a cell of a table", altered("cycles-A.json", '[{"cycle":1,"retention":"1"}]'), "expected a list"],
    ["a table of words", altered("cycles-A.json", '["1"]'), "expected a list of finished cycles"],
  ])("is refused with the reason: %s", (_, file, words) => {
    expect(() => readExperimentBundle(file, "own.zip")).toThrow(words);
    expect(() => readExperimentBundle(file, "own.zip")).toThrow("own.zip");
  });
});
