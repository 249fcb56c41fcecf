/** Where the two pictures stand on the canvas, and the one camera they share. Canvas lengths in CSS px, y down. */
import { type Fold, foldHeight, unfoldHeight } from "./folds.ts";

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the cell that the unzoomed picture holds, um, y up; where the cell is folded, heights of its sheet. */
export interface Extent {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** `zoom` 1 fits the extent; the centre of the view is at (centreX, centreY), um. */
export interface Camera {
  readonly zoom: number;
  readonly centreX: number;
  readonly centreY: number;
}

const GAP = 16;
/** Free room around the picture in its viewport; below it stands the scale bar. */
const MARGIN = { side: 2, top: 4, bottom: 26 } as const;
/** Room above a picture that stands for both cells, for what is said of it. */
const HEADROOM = 34;
const LARGEST_ZOOM = 40;

/** How two cells share a canvas. */
export interface Layout {
  /** This cell has all of it, and the other one nothing. */
  readonly only?: 0 | 1 | undefined;
  /** They lie over each other, each on all of it. */
  readonly over?: boolean | undefined;
  /** Height over width above which they stand one above the other; never without. */
  readonly upright?: number | undefined;
}

/** Returns the two equal halves of the canvas, side by side where `layout` does not say otherwise. */
export function layoutViewports(
  width: number,
  height: number,
  { only, over = false, upright = Number.POSITIVE_INFINITY }: Layout = {},
): readonly [Rect, Rect] {
  const whole = { x: 0, y: 0, width, height };
  const none = { x: 0, y: 0, width: 0, height: 0 };
  if (only !== undefined) return only === 0 ? [whole, none] : [none, whole];
  if (over) return [whole, whole];
  if (height > upright * width) {
    const half = Math.max(1, (height - GAP) / 2);
    return [
      { x: 0, y: 0, width, height: half },
      { x: 0, y: height - half, width, height: half },
    ];
  }
  const half = Math.max(1, (width - GAP) / 2);
  return [
    { x: 0, y: 0, width: half, height },
    { x: width - half, y: 0, width: half, height },
  ];
}

/** Returns the part of a viewport that the unzoomed picture may fill. */
export function pictureRect(viewport: Rect, over = false): Rect {
  const top = over ? HEADROOM : MARGIN.top;
  return {
    x: viewport.x + MARGIN.side,
    y: viewport.y + top,
    width: Math.max(1, viewport.width - 2 * MARGIN.side),
    height: Math.max(1, viewport.height - top - MARGIN.bottom),
  };
}

/** Returns the height (CSS px) at which a viewport of this width holds a picture that fills the width. */
export function naturalHeight({ width }: Rect, { left, right, bottom, top }: Extent): number {
  const room = Math.max(1, width - 2 * MARGIN.side);
  return MARGIN.top + MARGIN.bottom + (room * (top - bottom)) / (right - left);
}

/** Returns the camera that shows the whole extent. */
export function fittingCamera(extent: Extent): Camera {
  return { zoom: 1, centreX: (extent.left + extent.right) / 2, centreY: (extent.bottom + extent.top) / 2 };
}

/** Returns CSS px per um. */
export function viewScale(rect: Rect, extent: Extent, camera: Camera): number {
  const fitX = rect.width / (extent.right - extent.left);
  const fitY = rect.height / (extent.top - extent.bottom);
  return Math.min(fitX, fitY) * camera.zoom;
}

/** Picture rectangle, extent, camera and folds: all that fixes where a point of the cell is seen. */
export interface View {
  readonly rect: Rect;
  readonly extent: Extent;
  readonly camera: Camera;
  readonly folds: readonly Fold[];
}

/** Returns the point of the cell (um) under a canvas point. */
export function worldPoint(view: View, x: number, y: number): readonly [number, number] {
  const [sheetX, sheetY] = sheetPoint(view, x, y);
  return [sheetX, unfoldHeight(view.folds, sheetY)];
}

/** Returns the point of the folded cell (um) under a canvas point. */
export function sheetPoint(view: View, x: number, y: number): readonly [number, number] {
  const scale = viewScale(view.rect, view.extent, view.camera);
  return [
    view.camera.centreX + (x - view.rect.x - view.rect.width / 2) / scale,
    view.camera.centreY - (y - view.rect.y - view.rect.height / 2) / scale,
  ];
}

/** Returns the canvas point of a point of the cell (um). */
export function canvasPoint(view: View, x: number, y: number): readonly [number, number] {
  const scale = viewScale(view.rect, view.extent, view.camera);
  return [
    view.rect.x + view.rect.width / 2 + (x - view.camera.centreX) * scale,
    view.rect.y + view.rect.height / 2 - (foldHeight(view.folds, y) - view.camera.centreY) * scale,
  ];
}

/** Returns the camera zoomed by `factor` with the cell point under (x, y) kept in place. */
export function zoomCamera(
  view: View,
  factor: number,
  at: { readonly x: number; readonly y: number },
): Camera {
  const zoom = Math.min(LARGEST_ZOOM, Math.max(1, view.camera.zoom * factor));
  const [worldX, worldY] = sheetPoint(view, at.x, at.y);
  const shrink = view.camera.zoom / zoom;
  const moved = {
    zoom,
    centreX: worldX + (view.camera.centreX - worldX) * shrink,
    centreY: worldY + (view.camera.centreY - worldY) * shrink,
  };
  return keepInside(moved, view.extent);
}

/** Returns the camera moved so that the picture follows a drag by (dx, dy). */
export function panCamera(view: View, dx: number, dy: number): Camera {
  const scale = viewScale(view.rect, view.extent, view.camera);
  const { zoom, centreX, centreY } = view.camera;
  return keepInside({ zoom, centreX: centreX - dx / scale, centreY: centreY + dy / scale }, view.extent);
}

/** Returns the camera, whose centre roams over what lies outside the fitted view, so that the cell cannot be lost. */
export function keepInside(camera: Camera, extent: Extent): Camera {
  const whole = fittingCamera(extent);
  const reach = (1 - 1 / camera.zoom) / 2;
  const reachX = reach * (extent.right - extent.left);
  const reachY = reach * (extent.top - extent.bottom);
  return {
    zoom: camera.zoom,
    centreX: Math.min(whole.centreX + reachX, Math.max(whole.centreX - reachX, camera.centreX)),
    centreY: Math.min(whole.centreY + reachY, Math.max(whole.centreY - reachY, camera.centreY)),
  };
}

/** Returns the viewport under a canvas point, or undefined in the gap. */
export function viewportAt(viewports: readonly [Rect, Rect], x: number, y: number): 0 | 1 | undefined {
  if (contains(viewports[0], x, y)) return 0;
  return contains(viewports[1], x, y) ? 1 : undefined;
}

function contains(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

/** Returns the particle whose disc (x, y, radius, ... in fours) holds the point, within `slack`, else undefined. */
export function particleAt(
  discs: ArrayLike<number>,
  at: readonly [number, number],
  slack: number,
): number | undefined {
  let found: number | undefined;
  let nearest = slack;
  for (let p = 0; 4 * p < discs.length; p++) {
    const gap = Math.hypot(discs[4 * p]! - at[0], discs[4 * p + 1]! - at[1]) - discs[4 * p + 2]!;
    if (gap <= nearest) {
      nearest = gap;
      found = p;
    }
  }
  return found;
}

/** Returns the longest 1-2-5 length (um) whose bar stays below `longest` CSS px. */
export function scaleBarLength(scale: number, longest: number): number {
  const limit = longest / scale;
  const decade = 10 ** Math.floor(Math.log10(limit));
  const mantissa = limit / decade;
  return (mantissa >= 5 ? 5 : mantissa >= 2 ? 2 : 1) * decade;
}
