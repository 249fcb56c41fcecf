/** What instruments have found of both cells, as curves of charts; A first. */
import type { ImpedancePoint, RegionName } from "../../../sim-core/index.ts";
import type { Measurement } from "../engine/instrument-messages.ts";
import type { Curve } from "./chart-data.ts";
import type { InstrumentPair } from "./instruments.ts";

const NONE: Curve = { x: [], y: [] };

/** Returns imaginary over real part, sign turned, ohm cm2, from `least` (Hz) on: of each cell the first and the last spectrum. */
export function nyquistCurves(cells: InstrumentPair, least: number): Curve[] {
  return spectraOf(cells).map((points) => {
    const shown = points
      .filter(({ frequency_Hz }) => frequency_Hz >= least)
      .sort((one, other) => one.real_ohm_cm2 - other.real_ohm_cm2);
    return {
      x: shown.map(({ real_ohm_cm2 }) => real_ohm_cm2),
      y: shown.map(({ imaginary_ohm_cm2 }) => -imaginary_ohm_cm2),
    };
  });
}

/** Returns magnitude (ohm cm2) or phase (degrees) over frequency, Hz: of each cell the first and the last spectrum. */
export function bodeCurves(cells: InstrumentPair, key: "magnitude_ohm_cm2" | "phase_deg"): Curve[] {
  return spectraOf(cells).map((points) => {
    const rising = [...points].sort((one, other) => one.frequency_Hz - other.frequency_Hz);
    return {
      x: rising.map(({ frequency_Hz }) => frequency_Hz),
      y: rising.map((point) => point[key]),
    };
  });
}

/** First and last of A, first and last of B; no points where there is none. */
function spectraOf(cells: InstrumentPair): (readonly ImpedancePoint[])[] {
  return cells.flatMap(({ firstSpectrum, states }) => [
    firstSpectrum?.found.points ?? [],
    states.impedance.last?.found.points ?? [],
  ]);
}

/** Returns the share of the signal that comes from products, %, over the depth of etching, nm. */
export function depthCurves(cells: InstrumentPair): Curve[] {
  return cells.map(({ states }) => {
    const points = states.depthProfile.last?.found.points ?? [];
    return { x: points.map(({ depth_nm }) => depth_nm), y: points.map(({ products }) => 100 * products) };
  });
}

/** Returns dQ/dV, mAh/(cm2 V), over the voltage: of each cell the half-cycle before and the last one. */
export function capacityCurves(cells: InstrumentPair): Curve[] {
  return cells.flatMap(({ states }) => {
    const rows = states.curves.last?.found.capacity ?? [];
    const [last, before] = [...new Set(rows.map(({ stepCount }) => stepCount))].reverse();
    return [before, last].map((step) => {
      const own = rows.filter(({ stepCount }) => stepCount === step);
      return {
        x: own.map(({ voltage_V }) => voltage_V),
        y: own.map(({ dQdV_mAh_cm2_V }) => dQdV_mAh_cm2_V),
      };
    });
  });
}

/** Returns diffusivity over stoichiometry, m2/s: of each cell that which was put in and that which its pulses tell. */
export function titrationCurves(cells: InstrumentPair): Curve[] {
  return cells.flatMap(({ states }) => {
    const pulses = (states.curves.last?.found.pulses ?? [])
      .filter(({ stoichiometry }) => stoichiometry !== null)
      .sort((one, other) => Number(one.stoichiometry) - Number(other.stoichiometry));
    const x = pulses.map(({ stoichiometry }) => Number(stoichiometry));
    return [
      { x, y: pulses.map(({ diffusivityPutIn_m2_s }) => diffusivityPutIn_m2_s) },
      { x, y: pulses.map(({ diffusivity_m2_s }) => diffusivity_m2_s) },
    ];
  });
}

/** In the order of their curves. */
export const regionWords: Readonly<Record<RegionName, string>> = {
  cathode: "cathode",
  "near-collector": "near collector",
  "near-separator": "near separator",
  electrolyte: "electrolyte",
  lithium: "lithium",
};

/** Returns the histogram of each region of a slice: share of its voxels, %, over the grey value. */
export function histogramCurves(measurement: Measurement<"tomography"> | undefined): Curve[] {
  return Object.keys(regionWords).map((region) => {
    const own = measurement?.found.slice.histograms.filter((interval) => interval.region === region);
    if (own === undefined) return NONE;
    return { x: own.map(({ middle_grey }) => middle_grey), y: own.map(({ share }) => 100 * share) };
  });
}
