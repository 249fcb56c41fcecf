/** Instruments of the library see the cell that the core has, and what is read off a run needs its samples only. */
import { expect, test } from "vitest";
import {
  createRun as createCoreRun,
  measureDepthProfile,
  measureImpedance,
  takeSlice,
} from "../../sim-core/index.ts";
import {
  createRun,
  differentiateCapacity,
  encodeGreyPicture,
  encodeTiffStack,
  formatDepthProfile,
  formatDifferentialCapacity,
  formatGreyHistograms,
  formatGreyRegions,
  formatImpedanceTable,
  formatTimeSeries,
  formatTitration,
  InputError,
  parseTimeSeries,
  restoreState,
  resumeRun,
  serialiseState,
  titrateCell,
} from "../../src/library/index.ts";
import { smallScenario } from "../cell/small-cell.ts";

test("a run is measured on its way, and its stored state gives the same numbers", () => {
  const [run, core] = [createRun(smallScenario()), createCoreRun(smallScenario())];
  for (const one of [run, core]) one.advance({ untilTime: 4000 });
  const request = { from: 1e5, to: 1, pointsPerDecade: 1 };
  const spectrum = run.impedance(request);
  expect(spectrum).toEqual(measureImpedance(core.model, core.state, request));
  expect(run.depthProfile()).toEqual(measureDepthProfile(core.model, core.state));
  const slice = run.tomography({ voxel: 2.6 });
  expect(slice).toEqual(takeSlice(core.model, core.state, { voxel: 2.6 }));
  const stored = resumeRun(restoreState(serialiseState(run.state)));
  expect(stored.impedance(request)).toEqual(spectrum);
  expect(stored.tomography({ voxel: 2.6 })).toEqual(slice);
  expect(stored.depthProfile({ depths: [3] })).toEqual(run.depthProfile({ depths: [3] }));
  const untouched = createCoreRun(smallScenario());
  untouched.advance({ untilTime: 4000 });
  expect(run.advance().cycles).toEqual(untouched.advance({}).cycles);
  expect(() => run.impedance({ from: -1 })).toThrow(InputError);
  expect(() => run.tomography({ voxel: -1 })).toThrow(InputError);
});

test("tables of instruments have a line for each row", () => {
  const run = createRun(smallScenario());
  const spectrum = run.impedance({ from: 10, to: 1, pointsPerDecade: 1, stateOfCharge: 0.5 });
  const when = { cycles: 0, time_s: 0 };
  const points = spectrum.ok ? spectrum.points.map((point) => ({ ...when, ...point })) : [];
  const lines = formatImpedanceTable(points).trimEnd().split("\n");
  expect(lines[0]).toBe(
    "cycles,time_s,frequency_Hz,real_ohm_cm2,imaginary_ohm_cm2,magnitude_ohm_cm2,phase_deg",
  );
  expect(lines.slice(1).map((line) => line.split(",").slice(0, 3).join(","))).toEqual([
    "0,0.0,10.0",
    "0,0.0,1.0",
  ]);
  const profile = run.depthProfile().map((row) => ({ ...when, ...row }));
  expect(formatDepthProfile(profile).split("\n").slice(0, 2)).toEqual([
    "cycles,time_s,depth_nm,products,below,covered",
    "0,0.0,0.0,0.0,1.0,0.0",
  ]);
  const slice = run.tomography();
  const regions = slice.regions.map((row) => ({ ...when, ...row }));
  expect(formatGreyRegions(regions).split("\n")[0]).toBe(
    "cycles,time_s,region,voxels,mean_grey,deviation_grey,peak_grey,low_grey,high_grey,particles_grey",
  );
  // No voxel of the electrolyte lies within a particle.
  expect(formatGreyRegions(regions).split("\n")[4]).toMatch(/^0,0\.0,electrolyte,.*,$/);
  const histograms = slice.histograms.map((row) => ({ ...when, ...row }));
  expect(formatGreyHistograms(histograms).trimEnd().split("\n")).toHaveLength(1 + histograms.length);
  expect(Array.from(encodeTiffStack([slice], () => "").subarray(0, 4))).toEqual([0x49, 0x49, 42, 0]);
  expect(Array.from(encodeGreyPicture(slice).subarray(1, 4), (own) => String.fromCharCode(own))).toEqual([
    ..."PNG",
  ]);
  expect(formatTitration([])).toMatch(/^stepCount,.*diffusivityPutIn_m2_s\n$/);
  expect(formatDifferentialCapacity([])).toBe("cycle,stepCount,direction,voltage_V,dQdV_mAh_cm2_V\n");
});

test("what is read off samples is read off their time series too", () => {
  const scenario = smallScenario({ "cell.cRate": "2C", "protocol.repeat": 1 });
  const { samples } = createRun(scenario).advance();
  const read = parseTimeSeries(formatTimeSeries(samples), "timeseries.csv");
  expect(read).toHaveLength(samples.length);
  const [own, again] = [differentiateCapacity(samples), differentiateCapacity(read)];
  expect(own.length).toBeGreaterThan(100);
  expect(again.map(({ voltage_V }) => voltage_V)).toEqual(own.map(({ voltage_V }) => voltage_V));
  again.forEach(({ dQdV_mAh_cm2_V }, k) => {
    expect(Math.abs(dQdV_mAh_cm2_V - own[k]!.dQdV_mAh_cm2_V)).toBeLessThan(1e-5);
  });
  expect(titrateCell(scenario, read)).toEqual([]);
  expect(() => parseTimeSeries("Voltage / V\n3.5\n", "mine.csv")).toThrow(/mine.csv/);
  const torn = formatTimeSeries(samples.slice(0, 2)).replace("\n0.0,", "\nx,");
  expect(() => parseTimeSeries(torn, "mine.csv")).toThrow(/row 1, Test Time/);
});
