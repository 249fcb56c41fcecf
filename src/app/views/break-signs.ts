/** The sign of a fold: a jagged gap across the cell, and beside it how much of the thickness is left out. */
import { Container, Graphics, type Text } from "pixi.js";
import { colour } from "../theme/theme.ts";
import { createText } from "./texts.ts";
import { canvasPoint, type Rect, type View } from "./viewports.ts";

/** Half the height of the gap, and length and height of a tooth, CSS px. */
const GAP = 3;
const TOOTH = { length: 7, height: 3 } as const;
const INSET = 8;
/** As many as there can be: one in the electrolyte, one in the lithium. */
const MOST = 2;

export interface BreakSigns {
  readonly container: Container;
  /** Draws the signs across the part of the canvas in which the cell is drawn. */
  place(view: View, clip: Rect): void;
  readonly texts: readonly Text[];
  /** Where the signs are, canvas y in CSS px; those that are seen. */
  readonly heights: readonly number[];
  setResolution(resolution: number): void;
}

export function createBreakSigns(): BreakSigns {
  const signs = Array.from({ length: MOST }, () => ({
    gap: new Graphics(),
    words: createText(""),
    drawn: 0,
  }));
  return {
    container: new Container({
      children: signs.flatMap(({ gap, words }) => [gap, words]),
      eventMode: "none",
    }),
    place(view, clip) {
      const [from] = canvasPoint(view, view.extent.left, 0);
      const [to] = canvasPoint(view, view.extent.right, 0);
      const left = Math.max(clip.x, from);
      const right = Math.min(clip.x + clip.width, to);
      signs.forEach((sign, k) => {
        const fold = view.folds[k];
        const y = fold === undefined ? 0 : canvasPoint(view, 0, fold.from)[1];
        const isSeen = fold !== undefined && y > clip.y && y < clip.y + clip.height && right > left;
        sign.gap.visible = sign.words.visible = isSeen;
        if (!isSeen) return;
        const words = `${Math.round(fold.to - fold.from)} \u00b5m left out`;
        if (sign.words.text !== words) sign.words.text = words;
        // Beside a curtain there may be room for the gap alone.
        sign.words.visible = sign.words.width + 2 * INSET <= right - left;
        if (sign.drawn !== right - left) {
          sign.drawn = right - left;
          drawGap(sign.gap, right - left);
        }
        sign.gap.position.set(left, y);
        sign.words.position.set(
          Math.round(right - sign.words.width - INSET),
          Math.round(y + GAP + TOOTH.height),
        );
      });
    },
    texts: signs.map(({ words }) => words),
    get heights() {
      return signs.flatMap(({ gap }) => (gap.visible ? [gap.y] : []));
    },
    setResolution(resolution) {
      for (const { words } of signs) words.resolution = resolution;
    },
  };
}

/** Two jagged lines with the ground between them. */
function drawGap(gap: Graphics, width: number): void {
  const jags = (offset: number): number[] => {
    const points: number[] = [];
    for (let k = 0; k * TOOTH.length < width; k++) points.push(k * TOOTH.length, offset + toothAt(k));
    points.push(width, offset);
    return points;
  };
  const upper = jags(-GAP);
  const lower = jags(GAP);
  gap
    .clear()
    .poly(upper.concat(reversePoints(lower)))
    .fill(colour.ground);
  for (const line of [upper, lower]) {
    gap.poly(line, false).stroke({ width: 1.25, color: colour.text });
  }
}

function toothAt(k: number): number {
  return k % 2 === 0 ? -TOOTH.height : TOOTH.height;
}

function reversePoints(points: readonly number[]): number[] {
  const reversed: number[] = [];
  for (let k = points.length - 2; k >= 0; k -= 2) reversed.push(points[k] ?? 0, points[k + 1] ?? 0);
  return reversed;
}
