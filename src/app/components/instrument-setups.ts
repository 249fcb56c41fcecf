/** Charts of what instruments have found: their axes and curves, and the tables that say the same. */
import type { Curve } from "../streams/chart-data.ts";
import { regionWords } from "../streams/instrument-curves.ts";
import type { InstrumentPair } from "../streams/instruments.ts";
import { describeNumber } from "../streams/sentences.ts";
import { cellIdentity, type PageColour } from "../theme/theme.ts";
import type { ChartSeries, ChartSetup } from "./chart-options.ts";
import type { ChartTable } from "./fluxtwin-chart.ts";

/** Of each cell a faint curve, where `faint`, and one in full. */
function cellSeries(faint: boolean, markers = false): ChartSeries[] {
  return cellIdentity.flatMap(({ token, dash, marker }) => {
    const full: ChartSeries = {
      ...{ colour: token, width: 2, dash, opacity: 1 },
      marker: markers ? marker : "none",
    };
    return faint ? [{ ...full, width: 1.25, opacity: 0.45, marker: "none" }, full] : [full];
  });
}

const room = (low: number | null, high: number | null): [number, number] => [
  0.5 * (low ?? 1e-3),
  4 * (high ?? 1e6),
];
const wholeDecades = (low: number | null, high: number | null): [number, number] => [
  10 ** Math.floor(Math.log10(low ?? 1)),
  10 ** Math.ceil(Math.log10(high ?? 1000)),
];
const fromZero = (_low: number | null, high: number | null): [number, number] => [0, 1.05 * (high || 1)];

const FREQUENCIES: Readonly<Record<number, string>> = { [-3]: "1 mHz", 0: "1 Hz", 3: "1 kHz", 6: "1 MHz" };
const SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

function writeFrequency(value: number): string {
  return FREQUENCIES[Math.round(Math.log10(value))] ?? "";
}

/** Whole powers of ten only. */
function writePower(value: number): string {
  const exponent = Math.log10(value);
  if (Math.abs(exponent - Math.round(exponent)) > 1e-6) return "";
  const digits = Array.from(String(Math.abs(Math.round(exponent))), (digit) => SUPERSCRIPTS[Number(digit)]);
  return `10${exponent < -0.5 ? "\u207b" : ""}${digits.join("")}`;
}

const ohms = "\u03a9 cm\u00b2";

export const nyquistSetup: ChartSetup = {
  heading: "Nyquist",
  xLabel: `Real part, ${ohms}`,
  yLabel: `\u2212 imaginary part, ${ohms}`,
  series: cellSeries(true),
  spanGaps: true,
  xRange: fromZero,
  yRange: fromZero,
  equalUnits: true,
};

export const magnitudeSetup: ChartSetup = {
  heading: "Bode, magnitude",
  xLabel: "Frequency",
  yLabel: ohms,
  series: cellSeries(true),
  spanGaps: true,
  xRange: room,
  yRange: wholeDecades,
  logX: writeFrequency,
  logY: writePower,
};

export const phaseSetup: ChartSetup = {
  heading: "Bode, phase",
  xLabel: "Frequency",
  yLabel: "Degrees",
  series: cellSeries(true),
  spanGaps: true,
  xRange: room,
  yRange: () => [-90, 0],
  logX: writeFrequency,
};

export const depthSetup: ChartSetup = {
  heading: "Products of the reaction at the lithium",
  xLabel: "Depth of etching, nm",
  yLabel: "Share of the signal, %",
  series: cellSeries(false, true),
  spanGaps: true,
  xRange: (_low, high) => [-4, (high ?? 160) + 4],
  yRange: () => [0, 104],
};

export const capacitySetup: ChartSetup = {
  heading: "dQ/dV",
  xLabel: "Voltage, V",
  yLabel: "mAh/(cm\u00b2 V)",
  series: cellSeries(true),
  spanGaps: true,
  xRange: (low, high) => [(low ?? 2.6) - 0.02, (high ?? 4.3) + 0.02],
  yRange: fromZero,
};

export const titrationSetup: ChartSetup = {
  heading: "Diffusivity from pulses",
  xLabel: "Stoichiometry of the cathode",
  yLabel: "m\u00b2/s",
  series: cellSeries(true, true),
  spanGaps: true,
  xRange: (low, high) => [(low ?? 0.3) - 0.02, (high ?? 0.9) + 0.02],
  yRange: wholeDecades,
  logY: writePower,
};

/** Colour and dash of each region, in their order. */
export const regionLooks: readonly { readonly colour: PageColour; readonly dash: readonly number[] }[] = [
  { colour: "text", dash: [] },
  { colour: "good", dash: [6, 3] },
  { colour: "warning", dash: [2, 3] },
  { colour: "accent", dash: [] },
  { colour: "danger", dash: [8, 3, 2, 3] },
];

/** The same axes for both cells: `low` to `high` grey values, up to `most` %. */
export function histogramSetup(
  letter: string,
  { low, high, most }: { readonly low: number; readonly high: number; readonly most: number },
): ChartSetup {
  return {
    heading: `Histogram ${letter}`,
    xLabel: "Grey value",
    yLabel: "Share of the region, %",
    series: regionLooks.map((look) => ({ ...look, width: 1.5, opacity: 1, marker: "none" })),
    spanGaps: true,
    xRange: () => [low, high + 0.08 * (high - low)],
    yRange: () => [0, 1.05 * most],
  };
}

/** Returns the range of all histograms together. */
export function rangeOfHistograms(curves: readonly Curve[]): Parameters<typeof histogramSetup>[1] {
  const xs = curves.flatMap(({ x }) => [...x]);
  const ys = curves.flatMap(({ y }) => [...y]).map(Number);
  if (xs.length === 0) return { low: 18_000, high: 25_500, most: 1 };
  return { low: Math.min(...xs), high: Math.max(...xs), most: Math.max(...ys) };
}

type Table = (cells: InstrumentPair) => ChartTable;

const letters = ["A", "B"];

export const spectrumTable: Table = (cells) => ({
  head: [
    "Cell",
    "After cycles",
    "Hz",
    `Real, ${ohms}`,
    `Imaginary, ${ohms}`,
    `Magnitude, ${ohms}`,
    "Phase, \u00b0",
  ],
  rows: cells.flatMap(({ firstSpectrum, states }, cell) =>
    [firstSpectrum, states.impedance.last].flatMap((own) =>
      (own?.found.points ?? []).map((point) => [
        letters[cell] ?? "",
        String(own?.at.cycles),
        ...[point.frequency_Hz, point.real_ohm_cm2, point.imaginary_ohm_cm2].map((value) =>
          describeNumber(value, 5),
        ),
        ...[point.magnitude_ohm_cm2, point.phase_deg].map((value) => describeNumber(value, 5)),
      ]),
    ),
  ),
});

export const depthTable: Table = (cells) => ({
  head: ["Cell", "Etched, nm", "Products, %", "Below, %", "Front covered, %"],
  rows: cells.flatMap(({ states }, cell) =>
    (states.depthProfile.last?.found.points ?? []).map(({ depth_nm, products, below, covered }) => [
      letters[cell] ?? "",
      String(depth_nm),
      ...[products, below, covered].map((share) => (100 * share).toFixed(2)),
    ]),
  ),
});

export const capacityTable: Table = (cells) => ({
  head: ["Cell", "Cycle", "Half-cycle", "V", "mAh/(cm\u00b2 V)"],
  rows: cells.flatMap(({ states }, cell) =>
    (states.curves.last?.found.capacity ?? []).map((row) => [
      letters[cell] ?? "",
      String(row.cycle),
      row.direction,
      row.voltage_V.toFixed(4),
      row.dQdV_mAh_cm2_V.toFixed(3),
    ]),
  ),
});

export const titrationTable: Table = (cells) => ({
  head: ["Cell", "Pulse at, s", "x", "Relaxed, V", "\u03a9 cm\u00b2", "D, m\u00b2/s", "D put in, m\u00b2/s"],
  rows: cells.flatMap(({ states }, cell) =>
    (states.curves.last?.found.pulses ?? []).map((pulse) => [
      letters[cell] ?? "",
      pulse.start_s.toFixed(0),
      pulse.stoichiometry?.toFixed(4) ?? "\u2013",
      pulse.relaxedAfter_V.toFixed(4),
      describeNumber(pulse.resistance_ohm_cm2),
      ...[pulse.diffusivity_m2_s, pulse.diffusivityPutIn_m2_s].map((value) =>
        value === null ? "\u2013" : describeNumber(value),
      ),
    ]),
  ),
});

/** Of one cell: what stands in the histograms of its regions. */
export function regionTable(cells: InstrumentPair, cell: 0 | 1): ChartTable {
  const regions = cells[cell].states.tomography.last?.found.slice.regions ?? [];
  const write = (value: number | null): string => (value === null ? "\u2013" : value.toFixed(0));
  return {
    head: ["Region", "Voxels", "Mean", "Deviation", "Peak"],
    rows: regions.map(({ region, voxels, mean_grey, deviation_grey, peak_grey }) => [
      regionWords[region],
      String(voxels),
      ...[mean_grey, deviation_grey, peak_grey].map(write),
    ]),
  };
}
