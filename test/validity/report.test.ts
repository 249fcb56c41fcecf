import { describe, expect, it } from "vitest";
import { type Claim, reading } from "../../src/validity/claim.ts";
import type { Ensemble, Pair } from "../../src/validity/ensembles.ts";
import { drawBands } from "../../src/validity/figures.ts";
import { listFitted } from "../../src/validity/fitted.ts";
import { formatBand, formatMarkdownTable, formatNumber } from "../../src/validity/format.ts";
import { writeReport } from "../../src/validity/report.ts";
import { writePair } from "../../src/validity/report-bands.ts";
import { bandOf } from "../../src/validity/statistics.ts";
import { inventRun, loadIfThere } from "./tiny.ts";

const PAIR: Pair = {
  ...{ title: "A pair", cells: ["ncm", "gone-ncm"], jump: false },
  ...{ seeds: 3, cutSeeds: 3, cutsReturn: false },
};
const ENSEMBLE: Ensemble = { name: "ncm", scenario: "ncm", cycles: 100, jump: false, seeds: 3 };
const CYCLE = { interphaseThickness_nm: 100, activeFraction: 0.8, anodeCurrentCoV: 0.1 };
const runsOf = (name: string, retentions: readonly number[]) =>
  [name, retentions.map((retention, k) => inventRun(name, k + 1, { ...CYCLE, retention }))] as const;
const RUNS = new Map([runsOf("ncm", [0.4, 0.5, 0.6]), runsOf("ncm-link-cut", [0.43, 0.5, 0.66])]);
const claim = (says: string, above: number): Claim => ({
  ...{ where: "9.9, Fig. 9", says, because: "so it is" },
  measures: [
    { what: "kept", reading: reading("ncm", "retention", 70), scale: 100, unit: "%", expects: { above } },
  ],
});
const INPUT = {
  ...{ ensembles: [ENSEMBLE], pairs: [PAIR], claims: [claim("it lasts", 30), claim("it lasts long", 90)] },
  campaign: { runs: RUNS, missing: 4, failures: ["ncm, seed 4: no memory"] },
  fitted: [{ path: "a.b", source: "fitted to 1 [F]", scenarios: ["ncm"] }],
  snapshots: [{ what: "a cell", against: "FreeFEM", result: "0.1 %", where: "this report" }],
};
const lineWith = (text: string, part: string): string =>
  text.split("\n").find((line) => line.includes(part)) ?? "";

describe("the report", () => {
  const { text, figures } = writeReport(INPUT);

  it("has a row for each claim with number, seeds and verdict; one that is contradicted stays", () => {
    expect(lineWith(text, "it lasts |")).toContain(
      "kept: 50 (42 to 58) % (3 seeds); expected above 30: met | **shown** | so it is |",
    );
    expect(lineWith(text, "it lasts long")).toContain("expected above 90: not met | **contradicted**");
    expect(text).toContain("2 statements: shown 1, partly 0, by construction 0, silent 0, contradicted 1.");
  });

  it("says what was not run, and what failed", () => {
    expect(text).toContain("4 planned runs are not here");
    expect(text).toContain("- failed: ncm, seed 4: no memory");
  });

  it("tells bands at the cycles, and what the link does seed by seed", () => {
    expect(lineWith(text, "| retention, % |")).toBe(
      "| retention, % | ncm | 50 (42 to 58) | 50 (42 to 58) | 50 (42 to 58) | 50 (42 to 58) |",
    );
    // -3, 0 and -6 points.
    const effect = "-3 (-5.4 to -0.6)";
    expect(lineWith(text, "cathode on anode: retention")).toBe(
      `| cathode on anode: retention, % | ncm | 3 | ${[effect, effect, effect, effect].join(" | ")} |`,
    );
  });

  it("shows every figure that it writes, and writes every one that it shows", () => {
    const shown = Array.from(text.matchAll(/\]\(validity\/([^)]+)\)/g), ([, file]) => file);
    expect(shown.sort()).toEqual(Object.keys(figures).sort());
    for (const figure of Object.values(figures)) expect(figure).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  it("is the same from the same runs", () => {
    expect(writeReport(INPUT)).toEqual({ text, figures });
  });

  it("does without a pair that was not run", () => {
    const absent = writePair({ ...PAIR, cells: ["gone-ncm"] }, RUNS);
    expect(absent.text).toContain("Not run");
    expect(absent.figures).toEqual({});
  });
});

describe("figures", () => {
  it("draw the median of a curve from corner to corner of its axes", () => {
    const bands = [0, 100].map((value) => [value, bandOf([value])] as const);
    const points = bands.flatMap(([cycle, band]) => (band === undefined ? [] : [[cycle, band] as const]));
    const figure = drawBands("A title", "%", [{ name: "one", points }]);
    expect(figure).toContain("<title>A title</title>");
    const line =
      /<path d="M(\d+\.?\d*) (\d+\.?\d*)L(\d+\.?\d*) (\d+\.?\d*)" fill="(?:none|transparent)" stroke="#0072B2"/.exec(
        figure,
      );
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = (line ?? []).slice(1).map(Number);
    // From the lower left corner of the axes, 64 and 300 - 72, to the upper right one.
    expect([x1, y1, x2, y2]).toEqual([64, 228, 736, 56]);
  });
});

describe("words", () => {
  it("keep three digits", () => {
    expect([0, 12.345, 1234.5, 2e-5, -0.51234, Number.NaN].map(formatNumber)).toEqual([
      "0",
      "12.3",
      "1235",
      "2.0e-5",
      "-0.512",
      "-",
    ]);
  });

  it("show a band only of several", () => {
    expect(formatBand(bandOf([3]))).toBe("3");
    expect(formatBand(undefined)).toBe("-");
  });

  it("escape bars in a table", () => {
    expect(formatMarkdownTable(["a"], [["b|c"]])).toBe("| a |\n| --- |\n| b\\|c |");
  });
});

describe("what is fitted", () => {
  it("follows from the tags, once for all scenarios, and not where coated values only are", () => {
    const fitted = listFitted(["ncm", "lzp-ncm", "gone"], loadIfThere);
    const paths = fitted.map(({ path, scenarios }) => `${path}: ${scenarios.join(" ")}`);
    expect(paths).toContain("contactLoss.medianLife: ncm lzp-ncm");
    expect(paths).toContain("contactLoss.coatingFactor: lzp-ncm");
  });
});
