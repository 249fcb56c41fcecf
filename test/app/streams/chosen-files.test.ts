/** What is dropped is one file, or one run folder; all else is refused in words. */
import { describe, expect, it } from "vitest";
import { sortChosen } from "../../../src/app/streams/files/chosen-files.ts";

const sort = (...paths: string[]) => sortChosen(paths.map((path) => ({ path })));

describe("chosen files", () => {
  it("are a file where there is one alone", () => {
    expect(sort("cell.flux")).toEqual({ kind: "file", file: { path: "cell.flux" } });
  });

  it("are a run folder where it has a checkpoint, with what it has been through", () => {
    const run = [
      "runs/a/cycles.csv",
      "runs/a/scenario.json",
      "runs/a/summary.json",
      "runs/a/checkpoint.flux",
    ];
    expect(sort(...run)).toEqual({
      ...{ kind: "folder", name: "runs/a" },
      ...{ origin: { path: "runs/a/checkpoint.flux" }, summary: { path: "runs/a/summary.json" } },
    });
    // Dropped file by file.
    expect(sort("scenario.json", "checkpoint.flux")).toMatchObject({ origin: { path: "checkpoint.flux" } });
  });

  it("begin with the scenario where there is no checkpoint: a table of another way belongs to none", () => {
    expect(sort("a/scenario.json", "a/summary.json")).toEqual({
      ...{ kind: "folder", name: "a", origin: { path: "a/scenario.json" }, summary: undefined },
    });
  });

  it.each([
    [[], "what was dropped: got no file; expected a file, or a run folder"],
    [["a.flux", "b.flux"], "what was dropped: got 2 files; expected one file, or one run folder"],
    [
      ["photos/1.jpg", "photos/2.jpg"],
      "photos: got neither checkpoint.flux nor scenario.json in 2 files; expected one run folder, with checkpoint.flux or scenario.json",
    ],
    [
      ["runs/a/checkpoint.flux", "runs/b/checkpoint.flux"],
      "runs: got 2 run folders; expected one run folder, with checkpoint.flux or scenario.json",
    ],
  ])("are refused in words: %j", (paths, message) => {
    expect(sort(...paths)).toEqual({ kind: "refused", message });
  });
});
