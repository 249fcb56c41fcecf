import { describe, expect, it } from "vitest";
import {
  chooseFolds,
  foldHeight,
  foldsHold,
  piecesOf,
  type Strata,
  unfoldHeight,
} from "../../../src/app/views/folds.ts";
import {
  canvasPoint,
  fittingCamera,
  panCamera,
  pictureRect,
  viewScale,
  worldPoint,
  zoomCamera,
} from "../../../src/app/views/viewports.ts";

const tomography: Strata = { cathode: 200, frontLow: 1000, frontHigh: 1000, collector: 1040 };
const thick: Strata = { cathode: 50, frontLow: 600, frontHigh: 610, collector: 900 };

describe("what a picture leaves out", () => {
  it("is nothing where nothing has to go, or where what may go is too thin", () => {
    expect(chooseFolds([tomography], 0)).toEqual([]);
    expect(chooseFolds([tomography], -100)).toEqual([]);
    expect(chooseFolds([{ ...tomography, frontLow: 330, frontHigh: 330, collector: 370 }], 500)).toEqual([]);
    expect(chooseFolds([], 500)).toEqual([]);
  });

  it("is the middle of the electrolyte, in whole steps, away from cathode and front", () => {
    expect(chooseFolds([tomography], 1e4)).toEqual([{ from: 250, to: 950 }]);
    expect(chooseFolds([tomography], 304)).toEqual([{ from: 450, to: 750 }]);
  });

  it("is lithium first, and of the electrolyte what is wanted beyond", () => {
    expect(chooseFolds([thick], 200)).toEqual([{ from: 660, to: 860 }]);
    expect(chooseFolds([thick], 400)).toEqual([
      { from: 250, to: 400 },
      { from: 630, to: 880 },
    ]);
  });

  it("is what both cells can spare, and holds until lithium or cracks come there", () => {
    const reached = { ...tomography, frontLow: 700 };
    const folds = chooseFolds([tomography, reached], 1e4);
    expect(folds).toEqual([{ from: 250, to: 650 }]);
    expect(foldsHold(folds, [tomography, reached])).toBe(true);
    expect(foldsHold(folds, [tomography, { ...reached, frontLow: 690 }])).toBe(false);
    expect(foldsHold([], [reached])).toBe(true);
  });
});

describe("heights of a folded cell", () => {
  const folds = [
    { from: 250, to: 400 },
    { from: 630, to: 880 },
  ];
  it("are lower by what is left out below, there and back", () => {
    expect([100, 250, 300, 400, 500, 630, 700, 880, 900].map((y) => foldHeight(folds, y))).toEqual([
      100, 250, 250, 250, 350, 480, 480, 480, 500,
    ]);
    expect([100, 250, 251, 350, 480, 500].map((height) => unfoldHeight(folds, height))).toEqual([
      100, 250, 401, 500, 630, 900,
    ]);
  });

  it("belong to pieces, each with its shift", () => {
    expect(piecesOf(folds)).toEqual([
      { bottom: Number.NEGATIVE_INFINITY, top: 250, shift: 0 },
      { bottom: 400, top: 630, shift: 150 },
      { bottom: 880, top: Number.POSITIVE_INFINITY, shift: 400 },
    ]);
    expect(piecesOf([])).toEqual([
      { bottom: Number.NEGATIVE_INFINITY, top: Number.POSITIVE_INFINITY, shift: 0 },
    ]);
  });

  it("are found again under the pointer, at the true scale, zoomed and moved", () => {
    const extent = { left: 0, right: 420, bottom: -5, top: foldHeight(folds, 905) };
    const rect = pictureRect({ x: 0, y: 0, width: 532, height: 400 });
    const whole = { rect, extent, camera: fittingCamera(extent), folds };
    const zoomed = { ...whole, camera: zoomCamera(whole, 4, { x: 200, y: 120 }) };
    const moved = { ...zoomed, camera: panCamera(zoomed, 13, -21) };
    for (const view of [whole, zoomed, moved]) {
      for (const y of [40, 240, 410, 600, 890]) {
        const [x, back] = worldPoint(view, ...canvasPoint(view, 77, y));
        expect([x, back]).toEqual([expect.closeTo(77, 9), expect.closeTo(y, 9)]);
      }
      // 20 um below and above the first fold, which lie next to each other.
      const low = canvasPoint(view, 0, 230)[1];
      const high = canvasPoint(view, 0, 420)[1];
      expect(low - high).toBeCloseTo(40 * viewScale(rect, extent, view.camera), 9);
    }
    const kept = worldPoint(zoomed, 200, 120);
    const before = worldPoint(whole, 200, 120);
    expect(kept).toEqual([expect.closeTo(before[0], 9), expect.closeTo(before[1], 9)]);
  });
});
