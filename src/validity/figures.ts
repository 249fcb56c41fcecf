/** The figures of the report, as SVG. */
import { type EChartsCoreOption, init } from "echarts";
import type { Band } from "./statistics.ts";

const SIZE = { width: 760, height: 300 } as const;
const FONT = "sans-serif";
/** Blue, vermilion, green and orange of Okabe and Ito, which colour-blind readers tell apart. */
const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#E69F00"] as const;

/** A line with its band, over cycles. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [cycle: number, band: Band])[];
}

/** Returns curves of medians in bands of 10 to 90 % over the cycles; `scale` multiplies what is drawn. */
export function drawBands(title: string, unit: string, curves: readonly Curve[], scale = 1): string {
  const round = (value: number): number => Number((scale * value).toPrecision(4));
  const series = curves.flatMap(({ name, points }, k) => {
    const color = COLOURS[k % COLOURS.length];
    const line = {
      type: "line",
      symbol: "none",
      silent: true,
      lineStyle: { width: 0 },
      stack: name,
      stackStrategy: "all",
    };
    return [
      { ...line, name: `${name}, 10 %`, data: points.map(([cycle, { low }]) => [cycle, round(low)]) },
      {
        ...line,
        name: `${name}, 90 %`,
        data: points.map(([cycle, { low, high }]) => [cycle, round(high) - round(low)]),
        areaStyle: { color, opacity: 0.18 },
      },
      {
        ...{ type: "line", name, symbol: "none", lineStyle: { color, width: 2 }, itemStyle: { color } },
        data: points.map(([cycle, { median }]) => [cycle, round(median)]),
      },
    ];
  });
  return render(title, {
    ...framed(title),
    legend: { bottom: 0, data: curves.map(({ name }) => name) },
    xAxis: { type: "value", name: "cycle", nameLocation: "middle", nameGap: 24, min: 0, max: "dataMax" },
    yAxis: { type: "value", name: unit, scale: true },
    series,
  });
}

/** A name, and how far two ends move a number; undefined where an end was not run. */
export interface Bar {
  readonly name: string;
  readonly ends: readonly [number | undefined, number | undefined];
}

/** Returns bars to both sides of zero, the first one at the top. */
export function drawBars(
  title: string,
  unit: string,
  bars: readonly Bar[],
  names: readonly [string, string],
): string {
  const fromBelow = bars.toReversed();
  return render(
    title,
    {
      ...framed(title),
      grid: { left: 220, right: 24, top: 48, bottom: 64 },
      legend: { bottom: 0, data: [...names] },
      xAxis: { type: "value", name: unit, nameLocation: "middle", nameGap: 24 },
      yAxis: { type: "category", data: fromBelow.map(({ name }) => name), axisTick: { show: false } },
      series: names.map((name, end) => ({
        ...{ type: "bar", name, barGap: "0%", itemStyle: { color: COLOURS[end] } },
        data: fromBelow.map(({ ends }) =>
          ends[end] === undefined ? null : Number(ends[end].toPrecision(4)),
        ),
      })),
    },
    90 + 28 * bars.length,
  );
}

function framed(title: string): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    backgroundColor: "#ffffff",
    title: { text: title, left: "center", textStyle: { fontSize: 14, fontWeight: "normal" } },
    grid: { left: 64, right: 24, top: 56, bottom: 72 },
  };
}

function render(title: string, option: EChartsCoreOption, height: number = SIZE.height): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: SIZE.width, height });
  chart.setOption(option);
  // What serves a pointer, and ids that count the charts of the process, are none of a still figure's business.
  const text = chart
    .renderToSVGString()
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ (class|ecmeta_\w+|pointer-events)="[^"]*"/g, "")
    .replace(/zr\d+-/g, "zr-")
    .replace(/\n{2,}/g, "\n")
    // Read out where the figure cannot be seen.
    .replace(
      /^<svg[^>]*>/,
      (opening) => `${opening}\n<title>${title.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</title>`,
    );
  chart.dispose();
  return `${text}\n`;
}
