/** What lies over the charts besides the cells that run. */
import { expect, test } from "vitest";
import type { CycleSummary } from "../../../sim-core/index.ts";
import type { HalfCycle } from "../../../src/app/streams/history.ts";
import {
  MOST_OVERLAYS,
  type OverlaidCell,
  Overlays,
  overlaidCurves,
  overlaidCycles,
} from "../../../src/app/streams/overlays.ts";

const half = (cycle: number, phase: "charge" | "discharge", top: number): HalfCycle => ({
  ...{ cycle, phase },
  capacity: [0, top / 2, top],
  voltage: [3.5, 3.8, 4.2],
  time: [3600 * cycle, 3600 * cycle + 900, 3600 * cycle + 1800],
});
const halfCycles = [half(1, "charge", 2), half(1, "discharge", 1.9), half(2, "charge", 1.8)];
const measured: OverlaidCell = {
  name: "cell 7",
  halfCycles,
  cycles: {
    from: "measurement",
    summaries: [
      { cycle: 1, retention: 1, coulombicEfficiency: 0.9 },
      { cycle: 2, retention: 0.97, coulombicEfficiency: null },
    ],
  },
};
const summary = (cycle: number): CycleSummary =>
  ({ cycle, jumped: false, retention: 1 - 0.01 * cycle, anodeCurrentCoV: 0.02 * cycle }) as CycleSummary;
const left: OverlaidCell = {
  name: "A before",
  halfCycles: [],
  cycles: { from: "run", summaries: [summary(1), summary(2)] },
};

test("keeps as many as the charts can tell apart, all of an addition or none", () => {
  const overlays = new Overlays();
  expect(overlays.add(measured, left, left)).toBe(true);
  expect(overlays.add(left, left)).toBe(false);
  expect(overlays.list.map(({ name }) => name)).toEqual(["cell 7", "A before", "A before"]);
  expect(overlays.add(measured)).toBe(true);
  expect(overlays.list).toHaveLength(MOST_OVERLAYS);
  const [, second] = overlays.list;
  overlays.remove(second!.id);
  expect(new Set(overlays.list.map(({ id }) => id)).size).toBe(3);
  expect(overlays.list).not.toContain(second);
});

test("shows of a measurement what a measurement has, in percent, and all of a run", () => {
  expect(overlaidCycles([measured, left], "retention")).toEqual([
    { x: [1, 2], y: [100, 97] },
    expect.objectContaining({ x: [1, 2], y: [99, 98] }),
  ]);
  expect(overlaidCycles([measured], "efficiency")).toEqual([{ x: [1, 2], y: [90, null] }]);
  expect(overlaidCycles([measured, left], "unevenness")).toEqual([
    { x: [], y: [] },
    expect.objectContaining({ x: [1, 2], y: [2, 4] }),
  ]);
  // One curve each, also of a quantity that has two.
  expect(overlaidCycles([left], "intergranular")).toHaveLength(1);
});

test("lays the cycle over the charts that the cells show, or the last one that there is", () => {
  const [charge, discharge] = overlaidCurves([measured], "capacity", 1);
  expect(charge).toMatchObject({ x: [0, 1, 2], y: [3.5, 3.8, 4.2] });
  expect(discharge!.x.at(-1)).toBe(1.9);
  const later = overlaidCurves([measured, left], "capacity", 40);
  expect(later.map(({ x }) => x.at(-1))).toEqual([1.8, undefined, undefined, undefined]);
  expect(overlaidCurves([measured], "cycle", 2)[0]!.x).toEqual([0, 0.25, 0.5]);
});
