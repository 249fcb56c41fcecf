import { describe, expect, it } from "vitest";
import { readOptions, USAGE } from "../../src/validity/options.ts";

describe("options", () => {
  it("have defaults", () => {
    const plain = { minutes: 50, seeds: undefined, workers: undefined, only: [], out: "docs" };
    expect(readOptions([])).toEqual(plain);
  });

  it("are read", () => {
    const words = [
      "--minutes",
      "2.5",
      "--seeds",
      "3",
      "--only",
      "ncm",
      "--only",
      "swage-*",
      "--workers",
      "1",
    ];
    expect(readOptions(words)).toMatchObject({
      minutes: 2.5,
      seeds: 3,
      only: ["ncm", "swage-*"],
      workers: 1,
    });
  });

  it("are refused all at once", () => {
    expect(readOptions(["--minutes", "soon", "--seeds", "1.5"])).toEqual({
      text: '--minutes: got "soon"; expected minutes from 0\n--seeds: got "1.5"; expected a whole number from 1',
      status: 2,
    });
    expect(readOptions(["--workers", "0"])).toMatchObject({ status: 2 });
    expect(readOptions(["--sees", "3"])).toMatchObject({
      status: 2,
      text: expect.stringContaining("--sees"),
    });
    expect(readOptions(["--help"])).toEqual({ text: USAGE, status: 0 });
  });
});
