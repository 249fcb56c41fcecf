/** What is said of files that are wrong in ways people and programs make them: in a sentence, soon, and not too long. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../sim-core/base/errors.ts";
import { exceedsDepth } from "../../sim-core/base/nesting.ts";
import { parseScenario, parseScenarioText } from "../../sim-core/scenario/parse.ts";
import { fileWith, loadShipped, problemsOf } from "./shipped-scenarios.ts";

const diffusivity = (value: unknown): string[] => problemsOf(fileWith({ ncm: { diffusivity: value } }));
const potential = (formula: string): string[] =>
  problemsOf(fileWith({ ncm: { openCircuitPotential: formula } })).map((line) =>
    line.replace(/^.*; expected /, ""),
  );

describe("a table", () => {
  const x = [0.1, 0.9];
  const value = [1e-14, 2e-14];

  it.each([
    [
      { x, value },
      /^ncm\.diffusivity: got a table without "interpolate"; expected "interpolate": "linear" or "log"/,
    ],
    [
      { x, interpolate: "log" },
      /^ncm\.diffusivity: got a table without "value"; expected "value": a list of numbers$/,
    ],
    [
      { x, value, interpolate: "spline" },
      /^ncm\.diffusivity\.interpolate: got "spline"; expected "linear" or "log"/,
    ],
    [
      { x, value: [1e-14, "2e-14"], interpolate: "log" },
      /^ncm\.diffusivity\.value\.1: got "2e-14"; expected a number$/,
    ],
    [{ x: 0.1, value, interpolate: "log" }, /^ncm\.diffusivity\.x: got 0.1; expected a list of numbers$/],
    [
      { x, value, interpolat: "log", interpolate: "log" },
      /^ncm\.diffusivity\.interpolat: got an unknown key; expected a key of a table \(did you mean "interpolate"\?\)$/,
    ],
    [{ formula: 4 }, /^ncm\.diffusivity\.formula: got 4; expected a formula in x, as a text$/],
    [
      { value: "1e-14 m2/s", confidence: "good" },
      /^ncm\.diffusivity\.confidence: got "good"; expected "H", "M", "L" or "A"$/,
    ],
  ])("%j is told what it lacks, once", (written, line) => {
    const lines = diffusivity(written);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(line);
  });

  it("that is no text nor table is told so, in a file and as a setting", () => {
    const line = "expected a diffusivity with its unit, a formula in x, or a table over x (m2/s)";
    expect(diffusivity(null)).toEqual([`ncm.diffusivity: got null; ${line}`]);
    expect(problemsOf(fileWith({}), { "ncm.diffusivity": 99 })).toEqual([`ncm.diffusivity: got 99; ${line}`]);
  });
});

describe("a formula", () => {
  it.each([
    ["4 - x**2", "a formula with ^ for powers, such as x^2 (** is none)"],
    ["4 - np.exp(x)", "a formula with bare functions, such as exp(x) (without what stands before the dot)"],
    ["4 - ln(x)", 'a formula with log(x), the natural logarithm ("ln" is unknown)'],
    ["4,2 - 0,5*x", "a formula with decimal points, and commas only between arguments"],
    ["4 - X", "a formula of x in lower case"],
    ["4 - x;", "one formula without a semicolon"],
    ["U = 4 - x", "the formula alone, without what stands before ="],
    ["x ? 4 : 3", "a formula without conditions"],
    ["[4 - x]", "a formula without lists, with round brackets only"],
    ["  ", "a formula in x, not an empty text"],
  ])("%j is told what is written here instead", (text, expected) => {
    expect(potential(text)).toEqual([expected]);
  });

  it.each([
    ["brackets", `${"(".repeat(900)}x${")".repeat(900)}`],
    ["functions", `${"exp(".repeat(300)}x${")".repeat(300)}`],
    ["signs", `${"-".repeat(1900)}x`],
    ["powers", `x${"^x".repeat(900)}`],
    ["sums", `4 - x${"+0".repeat(900)}`],
  ])("of many %s within each other is refused in a sentence", (_, text) => {
    expect(potential(text)).toEqual(["a formula that is nested less deeply"]);
  });

  it("may carry the signs of a text processor", () => {
    const plain = parseScenario(fileWith({ ncm: { openCircuitPotential: "4.3 - 0.5*x^2 - x" } }), {
      load: loadShipped,
    });
    const typeset = parseScenario(
      fileWith({ ncm: { openCircuitPotential: "4.3 \u2212 0.5\u00b7x\u00b2 \u2013 x" } }),
      {
        load: loadShipped,
      },
    );
    for (const x of [0.1, 0.5, 0.9])
      expect(typeset.ncm.openCircuitPotential.evaluate(x)).toBe(plain.ncm.openCircuitPotential.evaluate(x));
  });
});

describe("deep nesting", () => {
  const nest = (depth: number, inner: unknown = 1): unknown => {
    let value = inner;
    for (let k = 0; k < depth; k++) value = k % 2 === 0 ? [value] : { a: value };
    return value;
  };
  const line = "scenario: got lists or objects nested very deeply; expected at most 64 within each other";

  it("is measured exactly and without recursion", () => {
    expect(exceedsDepth(nest(64), 64)).toBe(false);
    expect(exceedsDepth(nest(65), 64)).toBe(true);
    expect(exceedsDepth(nest(100_000), 64)).toBe(true);
    expect(exceedsDepth("text", 0)).toBe(false);
  });

  it.each([
    { ncm: { diffusivity: nest(50_000) } },
    { cathode: { particles: nest(50_000) } },
    { more: nest(50_000) },
  ])("is refused in a sentence wherever it stands", (more) => {
    expect(problemsOf(fileWith(more))).toEqual([line]);
  });

  it("is refused in a text and in a file that is extended", () => {
    const text = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(() => parseScenarioText(text, { load: loadShipped })).toThrow(line);
    const load = (): unknown => nest(50_000);
    expect(() => parseScenario(fileWith({ extends: "deep" }), { load })).toThrow(`deep: ${line}`);
  });

  it("of scenarios ends at a hundred, also where each extends another", () => {
    const load = (name: string): unknown => fileWith({ extends: `n${Number(name.slice(1)) + 1}` });
    expect(() => parseScenario(fileWith({ extends: "n0" }), { load })).toThrow(
      'n99: extends: got "n100"; expected a chain of at most 100 scenarios',
    );
  });
});

describe("many problems", () => {
  const heap = (length: number): object[] =>
    Array.from({ length }, () => ({ x: "50 um", y: "20 um", radius: "5 um" }));

  it("of one list are told ten at a time, with a count of the rest", () => {
    const lines = problemsOf(fileWith({ cathode: { particles: heap(5000) } }));
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe(
      "cathode.particles.1: got a gap of -10 um to particle 0; expected at least the smallest gap, 0.5 um",
    );
    expect(lines[10]).toBe("cathode.particles: got 4,989 more problems like these; expected none");
  });

  it("of a heap of fifty thousand particles are found in time that grows with their number", () => {
    const lines = problemsOf(fileWith({ cathode: { particles: heap(50_000) } }));
    expect(lines[10]).toBe("cathode.particles: got 49,989 more problems like these; expected none");
  });

  it("of protrusions and zones are counted too", () => {
    const protrusions = Array.from({ length: 500 }, () => ({ x: "50 um", halfWidth: "5 um", depth: "5 um" }));
    expect(problemsOf(fileWith({ anode: { protrusions } })).at(-1)).toBe(
      "anode.protrusions: got 489 more problems like these; expected none",
    );
    const inactiveZones = Array.from({ length: 500 }, () => ({ from: "5 um", to: "1 um" }));
    expect(problemsOf(fileWith({ cathode: { inactiveZones } })).at(-1)).toBe(
      "cathode.inactiveZones: got 490 more problems like these; expected none",
    );
  });

  it("of a group are told fifty at a time, and a list does not hide what is wrong elsewhere", () => {
    const keys = Object.fromEntries(Array.from({ length: 300 }, (_, k) => [`key${k}`, 1]));
    const lines = problemsOf(fileWith({ cell: keys, cathode: { particles: heap(100) }, mesh: "coarse" }));
    expect(lines).toContain("cell: got 250 more problems like these; expected none");
    expect(lines).toContain('mesh: got "coarse"; expected one of "draft", "standard", "fine"');
    expect(lines).toHaveLength(51 + 11 + 1);
  });

  it("finds two near particles wherever they stand in the list", () => {
    const particles = [
      { x: "300 um", y: "20 um", radius: "5 um" },
      { x: "50 um", y: "20 um", radius: "5 um" },
      { x: "309 um", y: "20 um", radius: "5 um" },
      { x: "60.3 um", y: "20 um", radius: "5 um" },
    ];
    expect(problemsOf(fileWith({ cathode: { particles } }))).toEqual([
      "cathode.particles.2: got a gap of -1 um to particle 0; expected at least the smallest gap, 0.5 um",
      "cathode.particles.3: got a gap of 0.3 um to particle 1; expected at least the smallest gap, 0.5 um",
    ]);
  });

  it("are one InputError", () => {
    expect(() =>
      parseScenario(fileWith({ cathode: { particles: heap(20) } }), { load: loadShipped }),
    ).toThrow(InputError);
  });
});
