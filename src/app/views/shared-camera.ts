/** The one camera of both cells on a canvas of a certain size: what each viewport shows of its cell. */
import {
  type Camera,
  type Extent,
  fittingCamera,
  layoutViewports,
  panCamera,
  pictureRect,
  type Rect,
  type View,
  viewportAt,
  zoomCamera,
} from "./viewports.ts";

export interface CanvasSize {
  /** CSS px. */
  readonly width: number;
  readonly height: number;
  /** Device px per CSS px. */
  readonly resolution: number;
}

export interface SharedCamera {
  readonly size: CanvasSize;
  readonly viewports: readonly [Rect, Rect];
  /** Whether both cells lie over each other on all of the canvas. */
  stack(over: boolean): void;
  viewOf(cell: 0 | 1): View;
  resize(size: CanvasSize): void;
  /** Shows all of the cells anew where together they take another room than before. */
  cover(extents: readonly Extent[]): void;
  zoom(factor: number, x: number, y: number): void;
  pan(dx: number, dy: number): void;
  reset(): void;
}

const START_EXTENT: Extent = { left: 0, right: 420, bottom: -5, top: 264 };

export function createSharedCamera(start: CanvasSize, upright?: number): SharedCamera {
  let size = start;
  let over = false;
  let viewports = layoutViewports(size.width, size.height, { over, upright });
  let extent = START_EXTENT;
  let camera: Camera = fittingCamera(extent);
  const viewOf = (cell: 0 | 1): View => ({ rect: pictureRect(viewports[cell], over), extent, camera });
  const nearestCell = (x: number, y: number): 0 | 1 =>
    viewportAt(viewports, x, y) ?? (x < size.width / 2 ? 0 : 1);
  return {
    get size() {
      return size;
    },
    get viewports() {
      return viewports;
    },
    viewOf,
    stack(next) {
      over = next;
      viewports = layoutViewports(size.width, size.height, { over, upright });
    },
    resize(next) {
      size = next;
      viewports = layoutViewports(size.width, size.height, { over, upright });
    },
    cover(extents) {
      const next = {
        left: 0,
        right: Math.max(...extents.map((each) => each.right)),
        bottom: Math.min(...extents.map((each) => each.bottom)),
        top: Math.max(...extents.map((each) => each.top)),
      };
      if (next.right === extent.right && next.bottom === extent.bottom && next.top === extent.top) return;
      extent = next;
      camera = fittingCamera(extent);
    },
    zoom(factor, x, y) {
      camera = zoomCamera(viewOf(nearestCell(x, y)), factor, { x, y });
    },
    pan(dx, dy) {
      camera = panCamera(viewOf(0), dx, dy);
    },
    reset() {
      camera = fittingCamera(extent);
    },
  };
}
