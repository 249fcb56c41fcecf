import { describe, expect, it } from "vitest";
import { readOptions, USAGE } from "./options.ts";
import { fitExponent } from "./timing.ts";

describe("the words behind npm run bench", () => {
  it("name meshes, in the order of their fineness, or all three", () => {
    expect(readOptions([])).toMatchObject({
      meshes: ["draft", "standard", "fine"],
      browser: true,
      quick: false,
    });
    expect(readOptions(["fine", "draft", "--no-browser"])).toMatchObject({
      meshes: ["draft", "fine"],
      browser: false,
    });
    expect(readOptions(["--quick"])).toMatchObject({ meshes: ["draft"], browser: false });
    expect(readOptions(["--jumps"])).toMatchObject({ jumps: true });
    expect(readOptions([])).toMatchObject({ jumps: false });
    expect(readOptions(["--full"])).toMatchObject({ budget: Number.POSITIVE_INFINITY });
  });

  it("take a folder for the matrices, of all meshes", () => {
    expect(readOptions(["--dump", "runs/m"])).toMatchObject({
      dump: "runs/m",
      meshes: ["draft", "standard", "fine"],
    });
    expect(readOptions(["--dump"])).toMatchObject({ status: 2 });
  });

  it("ask for a comparison with others, with what and how often", () => {
    expect(readOptions([])).toMatchObject({ peers: false });
    expect(readOptions(["--peers"])).toMatchObject({ peers: true, against: "ffe9d48", rounds: 5 });
    expect(readOptions(["--peers", "--quick"])).toMatchObject({ rounds: 1, quick: true });
    expect(readOptions(["--peers", "--against", "main", "--rounds", "12"])).toMatchObject({
      ...{ against: "main", rounds: 12 },
    });
  });

  it.each([["--rounds", "0"], ["--rounds", "2.5"], ["--rounds"], ["--against", "--peers"], ["--against"]])(
    "are refused where a value is none: %s %s",
    (...words) => {
      expect(readOptions(words)).toMatchObject({
        status: 2,
        text: expect.stringMatching(`^command line: got ${words[0]}`),
      });
    },
  );

  it("are answered with the usage, and with status 2 where they are not understood", () => {
    expect(readOptions(["--help"])).toEqual({ text: USAGE, status: 0 });
    expect(readOptions(["draft", "coarse"])).toMatchObject({
      text: expect.stringContaining("got coarse"),
      status: 2,
    });
  });
});

it("fits the exponent of a power law exactly", () => {
  const sizes = [20e3, 74e3, 301e3];
  const times = sizes.map((size) => 3e-4 * size ** 1.35);
  expect(fitExponent(sizes, times)).toBeCloseTo(1.35, 12);
});
