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
  /** Whether both cells lie over each other on all of the canvas. */
  stack(over: boolean): void;
  viewOf(cell: 0 | 1): View;
  /** The cell that is drawn alone; both are where undefined. */
  readonly only: 0 | 1 | undefined;
  /** The height at which unfolded cells are as wide as their viewports, CSS px. */
  readonly naturalHeight: number;
  resize(size: CanvasSize): void;
  drawOnly(cell: 0 | 1 | undefined): void;
  /** Shows all of the cells anew where together they take another room than before. */
  cover(extents: readonly Extent[]): void;
  /** Leaves out of both cells alike what fills the height of the picture and shows nothing, or no more of it than they allow now. */
  fold(cells: readonly Strata[]): void;
  /** The parts of the cells between their folds. */
  readonly pieces: readonly Piece[];
  zoom(factor: number, x: number, y: number): void;
  pan(dx: number, dy: number): void;
  /** Shows all of the cells, or looks where it is told to, as far as they reach. */
  reset(aim?: Camera): void;
}

const START_EXTENT: Extent = { left: 0, right: 420, bottom: -5, top: 264 };

/** Folds, and the place and the cells that they were chosen for. */
interface Folded {
  readonly folds: readonly Fold[];
  readonly foldedFor: string;
}

const UNFOLDED: Folded = { folds: [], foldedFor: "" };

/** Returns the folds for a picture in `rect`: those of before where neither place nor cells ask for others. */
function foldInto(
  { width, height }: Rect,
  { left, right, bottom, top }: Extent,
  before: Folded,
  cells: readonly Strata[],
): Folded {
  const foldedFor = `${width} ${height} ${right} ${top}`;
  if (foldedFor === before.foldedFor && foldsHold(before.folds, cells)) return before;
  // As much of the height as has to go for the picture to be as wide as its place.
  const surplus = top - bottom - ((right - left) * height) / width;
  return { folds: chooseFolds(cells, surplus), foldedFor };
}

/** Returns the extent that holds all of them. */
function unite(extents: readonly Extent[]): Extent {
  return {
    left: 0,
    right: Math.max(...extents.map((each) => each.right)),
    bottom: Math.min(...extents.map((each) => each.bottom)),
    top: Math.max(...extents.map((each) => each.top)),
  };
}

/** The room that the cells take together, and what is left out of it. */
function createSheet() {
  let [whole, extent] = [START_EXTENT, START_EXTENT];
  let { folds, foldedFor } = UNFOLDED;
  const refold = (next: Folded): void => {
    ({ folds, foldedFor } = next);
    extent = { ...whole, top: foldHeight(folds, whole.top) };
  };
  return {
    get whole() {
      return whole;
    },
    get extent() {
      return extent;
    },
    get folds() {
      return folds;
    },
    get seen() {
      return { extent, folds };
    },
    /** Returns whether they take another room than before, which is unfolded then. */
    cover(extents: readonly Extent[]): boolean {
      const next = unite(extents);
      if (next.right === whole.right && next.bottom === whole.bottom && next.top === whole.top) return false;
      whole = next;
      refold(UNFOLDED);
      return true;
    },
    fold: (rect: Rect, cells: readonly Strata[]): void =>
      refold(foldInto(rect, whole, { folds, foldedFor }, cells)),
  };
}

export function createSharedCamera(start: CanvasSize, upright?: number): SharedCamera {
  let size = start;
  let only: 0 | 1 | undefined;
  let over = false;
  let viewports = layoutViewports(size.width, size.height, { upright });
  const sheet = createSheet();
  let camera: Camera = fittingCamera(sheet.extent);
  const rectOf = (cell: 0 | 1): Rect => pictureRect(viewports[cell], over && only === undefined);
  const viewOf = (cell: 0 | 1): View => ({ ...sheet.seen, rect: rectOf(cell), camera });
  const layOut = (): void => {
    viewports = layoutViewports(size.width, size.height, { only, over, upright });
  };
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
      return naturalHeight(viewports[only ?? 0], sheet.whole);
    },
    viewOf,
    stack(next) {
      over = next;
      layOut();
    },
    resize(next) {
      size = next;
      layOut();
    },
    drawOnly(cell) {
      only = cell;
      layOut();
    },
    cover(extents) {
      if (sheet.cover(extents)) camera = fittingCamera(sheet.extent);
    },
    fold(cells) {
      sheet.fold(rectOf(only ?? 0), cells);
      camera = camera.zoom === 1 ? fittingCamera(sheet.extent) : keepInside(camera, sheet.extent);
    },
    get pieces() {
      return piecesOf(sheet.folds);
    },
    zoom(factor, x, y) {
      const nearest = viewportAt(viewports, x, y) ?? only ?? (x < size.width / 2 ? 0 : 1);
      camera = zoomCamera(viewOf(nearest), factor, { x, y });
    },
    pan(dx, dy) {
      camera = panCamera(viewOf(only ?? 0), dx, dy);
    },
    reset(aim = fittingCamera(sheet.extent)) {
      camera = keepInside(aim, sheet.extent);
    },
  };
}
