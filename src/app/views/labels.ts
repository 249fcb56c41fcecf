/** Names of the parts of the cell, the scale bar and the place of the largest value, written over the picture. */
import { Container, Graphics, type Text } from "pixi.js";
import { colour, stageColour } from "../theme/theme.ts";
import type { Sight } from "./arrangement.ts";
import { createBreakSigns } from "./break-signs.ts";
import { createText } from "./texts.ts";
import { canvasPoint, type Rect, scaleBarLength, type View, viewScale } from "./viewports.ts";

/** Heights between which the named parts lie, um. */
export interface PartHeights {
  readonly cathode: number;
  readonly front: number;
  readonly collector: number;
}

/** Where the largest value is drawn, um, and what is written beside it. */
export interface PeakMark {
  readonly x: number;
  readonly drawnY: number;
  readonly words: string;
}

export interface Labels {
  readonly container: Container;
  /** Without heights nothing is named and there is no scale bar: another picture in the same place has them. Folds are marked where the cell is drawn. */
  place(sight: Sight, heights: PartHeights | undefined): void;
  /** Rings the place of the largest value and writes it beside. */
  markPeak(view: View, peak: PeakMark | undefined): void;
  setResolution(resolution: number): void;
}

const INSET = 7;
/** A part lower than this on screen (CSS px) goes unnamed. */
const LEAST_HEIGHT = 24;
/** A picture narrower than this (CSS px) has its names beside it, where there is room. */
const LEAST_WIDTH = 240;
const LONGEST_BAR = 120;
/** Radius of the ring around the largest value, CSS px. */
const RING = 7;

export function createLabels(): Labels {
  const names = createPartNames();
  const foot = createFoot();
  const peak = createPeakMark();
  const breaks = createBreakSigns();
  return {
    container: new Container({
      children: [breaks.container, ...names.texts, ...foot.parts, ...peak.parts],
      eventMode: "none",
    }),
    markPeak(view, mark) {
      peak.place(view, mark);
      keepClear(peak.texts[0], names.texts);
    },
    place({ view, viewport, clip }, heights) {
      const named = heights !== undefined;
      for (const part of [...names.texts, ...foot.parts]) part.visible = named;
      breaks.place(view, clip);
      if (!named) return;
      names.place(view, viewport, heights);
      foot.place(view, viewport);
      for (const name of names.texts) keepOffBreaks(name, breaks.heights);
      for (const words of breaks.texts) keepClear(words, names.texts);
    },
    setResolution(resolution) {
      breaks.setResolution(resolution);
      for (const text of [...names.texts, ...foot.texts, ...peak.texts]) text.resolution = resolution;
    },
  };
}

/** Lithium and electrolyte by name, each at its upper edge. */
function createPartNames() {
  // As long as there is room for.
  const words = [["Lithium"], ["Solid electrolyte (separator)", "Solid electrolyte", "Electrolyte"]].map(
    (all) => all.map(measureWord),
  );
  const texts = words.map(() => createText(""));
  function place(view: View, viewport: Rect, heights: PartHeights): void {
    const edges = [heights.collector, heights.front, heights.cathode];
    const [from] = canvasPoint(view, view.extent.left, 0);
    const [to] = canvasPoint(view, view.extent.right, 0);
    // Beside a narrow cell, where the names would hide it and each other.
    const end = viewport.x + viewport.width;
    const left = standsAlone(from, to, end) ? to : from;
    const right = left === to ? end : Math.min(end, to);
    const floor = viewport.y + viewport.height;
    texts.forEach((name, k) => {
      const top = Math.max(viewport.y, canvasPoint(view, 0, edges[k]!)[1]);
      const bottom = Math.min(floor, canvasPoint(view, 0, edges[k + 1]!)[1]);
      const x = Math.round(Math.max(viewport.x, left) + INSET);
      const fits = fitWords(name, words[k]!, right - x - 2);
      name.visible = fits && bottom - top > LEAST_HEIGHT;
      name.position.set(x, Math.round(top + INSET));
    });
  }
  return { texts, place };
}

/** Whether the picture from `left` to `right` is narrow and has as much room beside it, up to `end`; CSS px. */
function standsAlone(left: number, right: number, end: number): boolean {
  return right - left < LEAST_WIDTH && end - right >= LEAST_WIDTH / 2;
}

/** Writes the longest of the words, which come by falling length, that is no wider than `room` (CSS px); says whether one is. */
function fitWords(text: Text, words: readonly Word[], room: number): boolean {
  const fitting = words.find(({ width }) => width <= room);
  if (fitting !== undefined && text.text !== fitting.words) text.text = fitting.words;
  return fitting !== undefined;
}

interface Word {
  readonly words: string;
  /** CSS px */
  readonly width: number;
}

/** Measured once: a text that changes is drawn anew. */
function measureWord(words: string): Word {
  const text = createText(words);
  const { width } = text;
  text.destroy();
  return { words, width };
}

/** Below the cell: the scale bar, and the name of the cathode, where it hides no particle. */
function createFoot() {
  const cathodeName = createText("NCM811 cathode");
  const bar = new Graphics();
  const barText = createText("");
  let drawn = "";

  function drawBar(length: number, scale: number): void {
    const key = `${length} ${scale}`;
    if (key === drawn) return;
    drawn = key;
    barText.text = length < 1000 ? `${length} \u00b5m` : `${length / 1000} mm`;
    const size = length * scale;
    bar.clear().moveTo(0, -3).lineTo(0, 3).moveTo(size, -3).lineTo(size, 3).moveTo(0, 0).lineTo(size, 0);
    bar.stroke({ width: 1.25, color: colour.textSoft });
  }

  function place(view: View, viewport: Rect): void {
    const scale = viewScale(view.rect, view.extent, view.camera);
    const length = scaleBarLength(scale, LONGEST_BAR);
    drawBar(length, scale);
    const [left, bottom] = canvasPoint(view, view.extent.left, view.extent.bottom);
    const x = Math.round(Math.max(viewport.x, left)) + 1;
    const y = Math.round(Math.min(viewport.y + viewport.height - 9, bottom + 14));
    bar.position.set(x, y);
    barText.position.set(x + length * scale + 8, y - 7);
    const [right] = canvasPoint(view, view.extent.right, 0);
    const isBeside = standsAlone(left, right, viewport.x + viewport.width);
    // After the bar: the far end of the line is left to the buttons of the zoom.
    cathodeName.position.set(
      Math.round(isBeside ? right + INSET : barText.x + barText.width + 2 * INSET),
      isBeside ? y - 28 : y - 7,
    );
  }
  return { parts: [cathodeName, bar, barText], texts: [cathodeName, barText], place };
}

/** The ring around the largest value, and the value. */
function createPeakMark() {
  const ring = createRing();
  const text = createText("");
  function place(view: View, peak: PeakMark | undefined): void {
    ring.visible = text.visible = peak !== undefined;
    if (peak === undefined) return;
    const [x, y] = canvasPoint(view, peak.x, peak.drawnY);
    if (text.text !== peak.words) text.text = peak.words;
    ring.position.set(x, y);
    const { left, right, bottom, top } = view.extent;
    const [from, floor] = canvasPoint(view, left, bottom + 0.15 * (top - bottom));
    const [to] = canvasPoint(view, right, 0);
    const centred = x - text.width / 2;
    const below = y < floor ? y + RING + 3 : y - RING - 18;
    text.position.set(
      Math.round(Math.min(to - text.width - 4, Math.max(from + 4, centred))),
      Math.round(below),
    );
  }
  return { parts: [ring, text], texts: [text], place };
}

/** Moves a text below a sign that goes through it. */
function keepOffBreaks(text: Text, heights: readonly number[]): void {
  for (const y of heights) {
    if (y > text.y - INSET && y < text.y + text.height + INSET) text.y = Math.round(y + INSET);
  }
}

/** Moves a text down until it lies over none of the others. */
function keepClear(text: Text | undefined, others: readonly Text[]): void {
  if (text?.visible !== true) return;
  for (const other of others) {
    const isOver =
      other.visible &&
      Math.abs(other.x + other.width / 2 - text.x - text.width / 2) < (other.width + text.width) / 2 &&
      Math.abs(other.y - text.y) < other.height;
    if (isOver) text.y = Math.round(other.y + other.height);
  }
}

/** A light ring with a dark rim, legible on every colour. */
function createRing(): Graphics {
  return new Graphics()
    .circle(0, 0, RING)
    .stroke({ width: 4, color: stageColour.rim, alpha: 0.8 })
    .circle(0, 0, RING)
    .stroke({ width: 1.75, color: stageColour.selection });
}
