/** The one camera of both cells on a canvas of a certain size: what each viewport shows of its cell. */
import { chooseFolds, type Fold, foldHeight, foldsHold, type Piece, piecesOf, type Strata } from "./folds.ts";
import {
  type Camera,
  type Extent,
  fittingCamera,
  keepInside,
  layoutViewports,
  naturalHeight,
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
  viewOf(cell: 0 | 1): View;
  /** The cell that is drawn alone; both are where undefined. */
  readonly only: 0 | 1 | undefined;
  /** The height at which unfolded cells are as wide as their viewports, CSS px. */
  readonly naturalHeight: number;
  resize(size: CanvasSize): void;
  drawOnly(cell: 0 | 1 | undefined): void;
  /** Shows all of the cells anew where together they take another room than before. */
  cover(extents: readonly Extent[]): void;
  /** Leaves out what fills the height of the picture and shows nothing, or no more of it than the cells allow now. */
  fold(cells: readonly Strata[]): void;
  /** The parts of the cells between their folds. */
  readonly pieces: readonly Piece[];
  zoom(factor: number, x: number, y: number): void;
  pan(dx: number, dy: number): void;
  reset(): void;
}

const START_EXTENT: Extent = { left: 0, right: 420, bottom: -5, top: 264 };

export function createSharedCamera(start: CanvasSize): SharedCamera {
  let size = start;
  let only: 0 | 1 | undefined;
  let viewports = layoutViewports(size.width, size.height);
  /** Of the cells, and of what is shown of them. */
  let whole = START_EXTENT;
  let extent = START_EXTENT;
  let folds: readonly Fold[] = [];
  let camera: Camera = fittingCamera(extent);
  const viewOf = (cell: 0 | 1): View => ({ rect: pictureRect(viewports[cell]), extent, camera, folds });
  const nearestCell = (x: number, y: number): 0 | 1 =>
    viewportAt(viewports, x, y) ?? only ?? (x < size.width / 2 ? 0 : 1);
  const refold = (next: readonly Fold[]): void => {
    folds = next;
    const wasWhole = camera.zoom === 1;
    extent = { ...whole, top: foldHeight(folds, whole.top) };
    camera = wasWhole ? fittingCamera(extent) : keepInside(camera, extent);
  };
  let foldedFor = "";
  return {
    get size() {
      return size;
    },
    get viewports() {
      return viewports;
    },
    get only() {
      return only;
    },
    get naturalHeight() {
      return naturalHeight(viewports[only ?? 0], whole);
    },
    viewOf,
    resize(next) {
      size = next;
      viewports = layoutViewports(size.width, size.height, only);
    },
    drawOnly(cell) {
      only = cell;
      viewports = layoutViewports(size.width, size.height, only);
    },
    cover(extents) {
      const next = {
        left: 0,
        right: Math.max(...extents.map((each) => each.right)),
        bottom: Math.min(...extents.map((each) => each.bottom)),
        top: Math.max(...extents.map((each) => each.top)),
      };
      if (next.right === whole.right && next.bottom === whole.bottom && next.top === whole.top) return;
      whole = next;
      camera = fittingCamera(whole);
      refold([]);
    },
    fold(cells) {
      const { width, height } = pictureRect(viewports[only ?? 0]);
      const place = `${width} ${height} ${whole.right} ${whole.top}`;
      if (place === foldedFor && foldsHold(folds, cells)) return;
      foldedFor = place;
      // As much of the height as has to go for the picture to be as wide as its place.
      const surplus = whole.top - whole.bottom - ((whole.right - whole.left) * height) / width;
      refold(chooseFolds(cells, surplus));
    },
    get pieces() {
      return piecesOf(folds);
    },
    zoom(factor, x, y) {
      camera = zoomCamera(viewOf(nearestCell(x, y)), factor, { x, y });
    },
    pan(dx, dy) {
      camera = panCamera(viewOf(only ?? 0), dx, dy);
    },
    reset() {
      camera = fittingCamera(extent);
    },
  };
}
