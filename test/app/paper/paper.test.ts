/** Charts and cells as SVG: areas are those of the triangles, curves end where values do, everything is well-formed. */
import { describe, expect, it } from "vitest";
import { createRun } from "../../../sim-core/index.ts";
import { layerOf } from "../../../src/app/layers/list.ts";
import { drawChart, type PaperChart } from "../../../src/app/paper/chart-svg.ts";
import { outlineLevels } from "../../../src/app/paper/level-areas.ts";
import { composeCellSheet, composeChartSheet } from "../../../src/app/paper/sheets.ts";
import { alignCurves } from "../../../src/app/streams/chart-data.ts";
import { cellIdentity } from "../../../src/app/theme/theme.ts";
import { smallScenario } from "../../cell/small-cell.ts";

/** Area within the loops of a path "Mx yldx dy...z", holes taken off. */
function areaOf(path: string): number {
  return [...path.matchAll(/M(-?\d+) (-?\d+)l?([^Mz]*)z/g)].reduce((total, [, x, y, steps]) => {
    let [px, py, sum] = [Number(x), Number(y), 0];
    const [x0, y0] = [px, py];
    const numbers = (steps!.match(/-?\d+/g) ?? []).map(Number);
    const to = (nx: number, ny: number): void => {
      sum += (px * ny - nx * py) / 2;
      [px, py] = [nx, ny];
    };
    for (let k = 0; k < numbers.length; k += 2) to(px + numbers[k]!, py + numbers[k + 1]!);
    to(x0, y0);
    return total + sum;
  }, 0);
}

/** Whether every tag is closed by its own. */
function isWellFormed(text: string): boolean {
  const open: string[] = [];
  for (const [, close, name, empty] of text.matchAll(/<(\/?)([\w]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (empty === "/") continue;
    if (close === "") open.push(name!);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && !/&(?!amp;|lt;|gt;|quot;)/.test(text);
}

describe("areas of one level", () => {
  it("have the area of their triangles, with holes, islands and corners that touch", () => {
    const side = 6;
    const points = { x: new Int32Array((side + 1) ** 2), y: new Int32Array((side + 1) ** 2) };
    points.x.forEach((_, v) => {
      points.x[v] = 10 * (v % (side + 1));
      points.y[v] = 10 * Math.floor(v / (side + 1));
    });
    const triangles: number[] = [];
    const levels: number[] = [];
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const v = row * (side + 1) + column;
        triangles.push(v, v + 1, v + side + 2, v, v + side + 2, v + side + 1);
        // A checkered frame about a hole.
        const level = row === 2 && column === 2 ? 2 : (row + column) % 4 === 0 ? 1 : 0;
        levels.push(level, level);
      }
    }
    const areas = outlineLevels(points, triangles, levels);
    for (const [level, path] of areas) {
      expect(areaOf(path)).toBe(50 * levels.filter((own) => own === level).length);
    }
    expect([...areas.keys()].sort()).toEqual([0, 1, 2]);
  });
});

const setup: PaperChart = {
  heading: "Retention",
  xLabel: "Cycle",
  yLabel: "Retention, %",
  series: cellIdentity.map(({ token, dash, marker }) => ({
    colour: token,
    dash,
    marker,
    width: 2,
    opacity: 1,
  })),
  spanGaps: false,
  xRange: () => [0, 5],
  yRange: () => [90, 100],
};
const columns = alignCurves([
  { x: [1, 2, 3, 4], y: [100, 98, null, 95], hollow: [false, false, false, true] },
  { x: [1, 2, 3, 4], y: [99, 98, 97, 96] },
]);

describe("a chart on paper", () => {
  const text = drawChart(setup, columns, { left: 0, top: 0, width: 300, height: 200 }).join("\n");

  it("breaks a curve where it has no value, joins it where the page does", () => {
    const paths = [...text.matchAll(/<path d="([^"]+)" fill="none" stroke="([^"]+)" stroke-width="2"/g)];
    expect(paths.map(([, path]) => path!.match(/M/g)!.length)).toEqual([2, 1]);
    const spanned = drawChart({ ...setup, spanGaps: true }, columns, {
      ...{ left: 0, top: 0, width: 300, height: 200 },
    }).join("\n");
    const [first] = [...spanned.matchAll(/<path d="([^"]+)" fill="none" stroke="[^"]+" stroke-width="2"/g)];
    expect(first![1]!.match(/M/g)).toHaveLength(1);
  });

  it("tells both cells apart without colours, and what was not solved", () => {
    expect(text.match(/<circle /g)).toHaveLength(3);
    expect(text.match(/<rect [^>]*fill="#c2570c"/g)).toHaveLength(4);
    expect(text.match(/<circle [^>]*fill="#ffffff"/g)).toHaveLength(1);
    expect(text.match(/stroke-dasharray="6 4"/g)).toHaveLength(1);
  });

  it("has both axes with their units", () => {
    for (const words of ["Cycle", "Retention, %", ">100<", ">90<", ">5<"]) expect(text).toContain(words);
  });

  it("stands on a sheet with a legend and where it comes from", () => {
    const sheet = composeChartSheet([{ setup, columns, marks: [{ x: 2, y: 98, cell: 0, label: "a < b" }] }], {
      ...{ names: ["bare", "coated & more"], lines: ["fluxtwin 1.2.3; ncm", "?a=b&c=d"], notes: ["faint"] },
    });
    expect(isWellFormed(sheet)).toBe(true);
    for (const words of ["A  bare", "B  coated &amp; more", "?a=b&amp;c=d", 'width="180mm"', "a &lt; b"])
      expect(sheet).toContain(words);
  });
});

describe("cells on paper", () => {
  const run = createRun(smallScenario());
  run.advance({ maximumSteps: 4 });
  const frame = run.frame();
  frame.particleStatus[1] = 1;
  frame.particleStatus[2] = 2;
  const range = { layer: layerOf("flux"), minimum: 0, maximum: 40 };
  const cell = { mesh: run.mesh, frame, range, coated: false };
  const sheet = composeCellSheet([cell, { ...cell, coated: true }], {
    ...{ names: ["bare", "coated"], lines: ["fluxtwin 1.2.3"] },
  });

  it("have every particle, those that take no part marked, and a coating where there is one", () => {
    const count = run.mesh.particleX.length;
    // The body and, of one that has let go, its wall behind it; of inactive ones a broken rim; a coating.
    expect(sheet.match(/<circle /g)).toHaveLength(2 * (count + 3) + count);
    expect(sheet.match(/stroke-dasharray="2 1.6"/g)).toHaveLength(4);
  });

  it("have an area for each step of the scale that is there, a scale with its unit, a bar and their names", () => {
    expect(isWellFormed(sheet)).toBe(true);
    for (const words of ["A  bare", "B  coated", "Lithium", "Solid electrolyte", "20 \u00b5m", "A/m\u00b2"])
      expect(sheet).toContain(words);
    const parts = [...sheet.matchAll(/data-part="electrolyte">([\s\S]*?)<\/g>/g)];
    expect(parts).toHaveLength(2);
    const colours = [...parts[0]![1]!.matchAll(/fill="(#\w{6})"/g)].map(([, colour]) => colour);
    expect(new Set(colours).size).toBe(colours.length);
    expect(colours.length).toBeGreaterThan(5);
    expect(colours.length).toBeLessThanOrEqual(48);
  });

  it("hatch the lithium where it is stripped, and only there", () => {
    const own = { ...frame, frontCurrent: frame.frontCurrent.map((_, k) => (k % 2 === 0 ? -3 : 2)) };
    const front = { layer: layerOf("front"), minimum: -10, maximum: 10 };
    const drawn = (frontCurrent: Float32Array<ArrayBuffer>): number =>
      composeCellSheet([{ ...cell, frame: { ...own, frontCurrent }, range: front }, undefined], {
        ...{ names: ["bare", "coated"], lines: [] },
      }).match(/fill="url\(#stripping\)"/g)?.length ?? 0;
    expect(drawn(own.frontCurrent)).toBe(own.frontCurrent.length - 1);
    expect(drawn(own.frontCurrent.map(() => 2))).toBe(0);
  });

  it("stand with the one that is there where there is one", () => {
    const one = composeCellSheet([undefined, cell], { names: ["bare", "coated"], lines: [] });
    expect(isWellFormed(one)).toBe(true);
    expect(one).not.toContain("A  bare");
  });
});
