import { describe, expect, it } from "vitest";
import {
  canvasPoint,
  fittingCamera,
  layoutViewports,
  naturalHeight,
  panCamera,
  particleAt,
  pictureRect,
  scaleBarLength,
  viewportAt,
  viewScale,
  worldPoint,
  zoomCamera,
} from "../../../src/app/views/viewports.ts";

const extent = { left: 0, right: 420, bottom: -5, top: 264 };
const viewports = layoutViewports(1112, 494);
const view = { rect: pictureRect(viewports[1]), extent, camera: fittingCamera(extent), folds: [] };

describe("viewports", () => {
  it("are two equal halves with a gap, and a point lies in one of them or in none", () => {
    expect(viewports[0].width).toBe(viewports[1].width);
    expect(viewports[1].x + viewports[1].width).toBe(1112);
    expect([viewportAt(viewports, 5, 5), viewportAt(viewports, 1100, 5)]).toEqual([0, 1]);
    expect(viewportAt(viewports, 556, 5)).toBeUndefined();
    expect(viewportAt(viewports, 5, 494)).toBeUndefined();
  });

  it("leave all of the canvas to one cell that is drawn alone", () => {
    const alone = layoutViewports(366, 300, { only: 1 });
    expect(alone[1]).toEqual({ x: 0, y: 0, width: 366, height: 300 });
    expect(viewportAt(alone, 5, 5)).toBe(1);
    expect(viewportAt(layoutViewports(366, 300, { only: 0 }), 360, 5)).toBe(0);
  });

  it("are both all of the canvas where the cells lie over each other, but not where one is drawn alone", () => {
    const whole = { x: 0, y: 0, width: 366, height: 300 };
    expect(layoutViewports(366, 300, { over: true })).toEqual([whole, whole]);
    expect(layoutViewports(366, 300, { over: true, only: 1 })).toEqual([
      { ...whole, width: 0, height: 0 },
      whole,
    ]);
  });

  it("are one above the other on a canvas that is high enough for that", () => {
    const [a, b] = layoutViewports(300, 400, { upright: 0.8 });
    expect([a.width, b.width, a.x, b.x]).toEqual([300, 300, 0, 0]);
    expect([a.height, b.y]).toEqual([b.height, a.height + 16]);
    expect(layoutViewports(500, 400, { upright: 0.8 })).toEqual(layoutViewports(500, 400));
  });

  it("are as high as a picture of their width needs", () => {
    const rect = pictureRect({ ...viewports[0], height: naturalHeight(viewports[0], extent) });
    expect(rect.width / rect.height).toBeCloseTo(420 / 269, 10);
  });

  it("show the whole extent with its true proportions", () => {
    const [left, top] = canvasPoint(view, extent.left, extent.top);
    const [right, bottom] = canvasPoint(view, extent.right, extent.bottom);
    expect((right - left) / (bottom - top)).toBeCloseTo(420 / 269, 10);
    expect(left).toBeGreaterThanOrEqual(view.rect.x - 1e-9);
    expect(bottom).toBeLessThanOrEqual(view.rect.y + view.rect.height + 1e-9);
  });

  it("turn canvas points into cell points and back", () => {
    const [x, y] = worldPoint(view, ...canvasPoint(view, 133, 77));
    expect([x, y]).toEqual([expect.closeTo(133, 9), expect.closeTo(77, 9)]);
  });
});

describe("camera", () => {
  it("zooms about the point under the pointer", () => {
    const at = { x: 700, y: 300 };
    const camera = zoomCamera(view, 3, at);
    expect(camera.zoom).toBe(3);
    const [before] = [worldPoint(view, at.x, at.y)];
    const after = worldPoint({ ...view, camera }, at.x, at.y);
    expect(after[0]).toBeCloseTo(before[0], 9);
    expect(after[1]).toBeCloseTo(before[1], 9);
  });

  it("follows a drag one to one, and never loses the cell", () => {
    const zoomed = { ...view, camera: { ...view.camera, zoom: 8 } };
    const camera = panCamera(zoomed, 40, -25);
    const [x, y] = canvasPoint({ ...view, camera }, 210, 129.5);
    const [x0, y0] = canvasPoint(zoomed, 210, 129.5);
    expect([x - x0, y - y0]).toEqual([expect.closeTo(40, 9), expect.closeTo(-25, 9)]);
    const far = panCamera(zoomed, -1e6, 1e6);
    expect(far.centreX).toBeLessThanOrEqual(420);
    expect(far.centreY).toBeLessThanOrEqual(264);
    expect(zoomCamera({ ...view, camera: far }, 1e-3, { x: 600, y: 100 })).toEqual(fittingCamera(extent));
  });
});

describe("picking", () => {
  const discs = [10, 10, 5, 4.8, 22, 10, 5, 4.8];
  it("finds the disc under the point, the nearer rim where two compete, and none in the open", () => {
    expect(particleAt(discs, [12, 11], 0)).toBe(0);
    expect(particleAt(discs, [15.5, 10], 0)).toBeUndefined();
    expect(particleAt(discs, [15.8, 10], 2)).toBe(0);
    expect(particleAt(discs, [16.4, 10], 2)).toBe(1);
  });
});

describe("scale bar", () => {
  it("is the longest 1-2-5 length that fits", () => {
    expect(scaleBarLength(viewScale(view.rect, extent, view.camera), 120)).toBe(50);
    expect(scaleBarLength(10, 120)).toBe(10);
    expect(scaleBarLength(10, 19)).toBe(1);
  });
});
