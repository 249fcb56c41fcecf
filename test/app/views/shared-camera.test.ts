import { expect, it } from "vitest";
import type { Strata } from "../../../src/app/views/folds.ts";
import { createSharedCamera } from "../../../src/app/views/shared-camera.ts";
import { canvasPoint, type Extent } from "../../../src/app/views/viewports.ts";

const extent: Extent = { left: 0, right: 400, bottom: -5, top: 1050 };
/** The lithium of B has grown further down than that of A. */
const cells: readonly Strata[] = [
  { cathode: 200, frontLow: 1000, frontHigh: 1000, collector: 1040 },
  { cathode: 180, frontLow: 700, frontHigh: 1000, collector: 1040 },
];

function openCamera(width: number, height: number) {
  const camera = createSharedCamera({ width, height, resolution: 1 });
  camera.cover([extent, extent]);
  camera.fold(cells);
  return camera;
}

it("leaves the same out of both cells, side by side and over each other, and only what both can spare", () => {
  const camera = openCamera(1016, 400);
  for (const over of [false, true, false]) {
    camera.stack(over);
    camera.fold(cells);
    expect(camera.viewOf(0).folds).toEqual([{ from: 250, to: 650 }]);
    expect(camera.viewOf(1).folds).toEqual(camera.viewOf(0).folds);
    expect(camera.pieces.length).toBe(2);
    // In one place a height of A is drawn where that height of B is.
    const [a, b] = ([0, 1] as const).map((cell) => canvasPoint(camera.viewOf(cell), 100, 900));
    expect(b![1]).toBe(a![1]);
    expect(b![0] - a![0]).toBe(over ? 0 : camera.viewports[1].x);
  }
});

it("leaves out as much as the place asks for, and takes it back", () => {
  const camera = openCamera(1016, 1200);
  const foldsNow = () => {
    camera.fold(cells);
    return camera.viewOf(0).folds;
  };
  // 1055 um less what a picture 496 px wide and 1170 px high shows of 400 um.
  expect(foldsNow()).toEqual([{ from: 400, to: 510 }]);
  camera.stack(true);
  expect(foldsNow()).toEqual([{ from: 250, to: 650 }]);
  camera.stack(false);
  expect(foldsNow()).toEqual([{ from: 400, to: 510 }]);
  camera.resize({ width: 416, height: 1200, resolution: 1 });
  expect(foldsNow()).toEqual([]);
});

it("draws one cell alone on all of the canvas, with no room for what is said of two in one place", () => {
  const camera = openCamera(600, 400);
  camera.drawOnly(1);
  const alone = camera.viewOf(1).rect;
  camera.stack(true);
  expect(camera.viewOf(1).rect).toEqual(alone);
  expect(camera.viewports[0].width).toBe(0);
  camera.drawOnly(undefined);
  expect(camera.viewOf(1).rect.y).toBeGreaterThan(alone.y);
  expect(camera.viewports[0]).toEqual(camera.viewports[1]);
});

it("looks where another one did, and shows all of other cells", () => {
  const [before, next] = [openCamera(1016, 400), openCamera(1016, 400)];
  before.zoom(4, 200, 300);
  before.pan(-30, 10);
  next.reset(before.viewOf(0).camera);
  expect(next.viewOf(1).camera).toEqual(before.viewOf(1).camera);
  const small = createSharedCamera({ width: 1016, height: 400, resolution: 1 });
  small.cover([{ left: 0, right: 40, bottom: -5, top: 30 }]);
  small.reset(before.viewOf(0).camera);
  expect(small.viewOf(0).camera.centreX).toBeLessThanOrEqual(40);
});
