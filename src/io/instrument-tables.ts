/** What instruments read off a cell or a run, as CSV; columns and units are those of the records. */
import type {
  DepthProfilePoint,
  DifferentialCapacity,
  GreyInterval,
  ImpedancePoint,
  RegionGrey,
  TitratedPulse,
} from "../../sim-core/index.ts";
import { type Column, formatTable } from "./csv.ts";

type Kinds<T> = Readonly<Record<keyof T & string, Column<T>["kind"]>>;

/** When a spectrum was measured. */
export interface Measured {
  /** Cycles that the run had finished. */
  readonly cycles: number;
  readonly time_s: number;
}

const WHEN: Kinds<Measured> = { cycles: "whole", time_s: "real" };

const IMPEDANCE_KINDS: Kinds<ImpedancePoint> = {
  frequency_Hz: "real",
  real_ohm_cm2: "real",
  imaginary_ohm_cm2: "real",
  magnitude_ohm_cm2: "real",
  phase_deg: "real",
};

const DEPTH_KINDS: Kinds<DepthProfilePoint> = {
  depth_nm: "real",
  products: "real",
  below: "real",
  covered: "real",
};

const REGION_KINDS: Kinds<RegionGrey> = {
  region: "text",
  voxels: "whole",
  mean_grey: "real",
  deviation_grey: "real",
  peak_grey: "real",
  low_grey: "real",
  high_grey: "real",
  particles_grey: "real",
};

const HISTOGRAM_KINDS: Kinds<GreyInterval> = {
  region: "text",
  middle_grey: "real",
  voxels: "whole",
  share: "real",
};

const TITRATION_KINDS: Kinds<TitratedPulse> = {
  stepCount: "whole",
  start_s: "real",
  duration_s: "real",
  currentDensity_mA_cm2: "real",
  charge_mAh_cm2: "real",
  relaxedBefore_V: "real",
  relaxedAfter_V: "real",
  steadyChange_V: "real",
  transientChange_V: "real",
  jump_V: "real",
  resistance_ohm_cm2: "real",
  slope_V_sqrt_s: "real",
  diffusivity_m2_s: "real",
  diffusivityOfEnds_m2_s: "real",
  stoichiometry: "real",
  diffusivityPutIn_m2_s: "real",
};

const CAPACITY_KINDS: Kinds<DifferentialCapacity> = {
  cycle: "whole",
  stepCount: "whole",
  direction: "text",
  voltage_V: "real",
  dQdV_mAh_cm2_V: "real",
};

function columnsOf<T>(kinds: Kinds<T>): Column<T>[] {
  return Object.entries(kinds).map(([label, kind]) => ({
    label,
    kind: kind as Column<T>["kind"],
    value: (row) => row[label as keyof T] as ReturnType<Column<T>["value"]>,
  }));
}

/** Returns the file's text of spectra, each frequency a line with when it was measured. */
export function formatImpedanceTable(rows: readonly (ImpedancePoint & Measured)[]): string {
  return formatTable(columnsOf({ ...WHEN, ...IMPEDANCE_KINDS }), rows);
}

/** Returns the file's text of depth profiles, each depth a line with when it was measured. */
export function formatDepthProfile(rows: readonly (DepthProfilePoint & Measured)[]): string {
  return formatTable(columnsOf({ ...WHEN, ...DEPTH_KINDS }), rows);
}

/** Returns the file's text of grey values by region, each region of each slice a line; empty cells where it has no voxel. */
export function formatGreyRegions(rows: readonly (RegionGrey & Measured)[]): string {
  return formatTable(columnsOf({ ...WHEN, ...REGION_KINDS }), rows);
}

/** Returns the file's text of histograms of grey values, each interval of each region of each slice a line. */
export function formatGreyHistograms(rows: readonly (GreyInterval & Measured)[]): string {
  return formatTable(columnsOf({ ...WHEN, ...HISTOGRAM_KINDS }), rows);
}

/** Returns the file's text of a titration, a line for each pulse. */
export function formatTitration(pulses: readonly TitratedPulse[]): string {
  return formatTable(columnsOf(TITRATION_KINDS), pulses);
}

/** Returns the file's text of dQ/dV, a line for each interval of voltage. */
export function formatDifferentialCapacity(rows: readonly DifferentialCapacity[]): string {
  return formatTable(columnsOf(CAPACITY_KINDS), rows);
}
