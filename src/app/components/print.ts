/** Pictures as PNG files for a page of paper: with the scale of their colours, and a line that says where they come from. */
import { firstValueFrom } from "rxjs";
import { version } from "../../../package.json";
import type { Frame } from "../../../sim-core/index.ts";
import { cellsOf } from "../streams/app-state.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { describePlain, describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity, colour, type } from "../theme/theme.ts";
import { bendOf, type LayerRange } from "../views/colour-range.ts";
import type { ShownScale, StageView } from "../views/cross-section-view.ts";
import { download } from "./download.ts";

/** px: the width of a page, 180 mm, at 300 dots per inch. */
const PRINT_WIDTH = 2126;
/** CSS px. */
export const ROW = { names: 30, legend: 34, line: 17, margin: 10 } as const;
const LONGEST_ADDRESS = 180;

/** Saves what the stage shows, with names, scale bar, colour scale and provenance. */
export async function printStage(session: Session, view: StageView): Promise<void> {
  const picture = view.copy(PRINT_WIDTH);
  if (picture === undefined) {
    session.notices$.next({
      words: "There is no picture to take: the browser has taken the graphics away.",
      lasting: true,
    });
    return;
  }
  const [names, lines] = await Promise.all([firstValueFrom(session.names$), provenanceOf(session)]);
  const unit = picture.width / view.canvas.clientWidth;
  const sheet = createSheet(picture, { unit, above: ROW.names, below: ROW.legend, lines });
  const places = ([0, 1] as const).flatMap((cell) => {
    const place = view.placeOf(cell);
    return place === undefined || place.width <= 0 ? [] : [{ cell, x: place.x }];
  });
  if (places.length === 0)
    sheet.write("A less B", 2, ROW.names - ROW.margin, { size: 15, colour: colour.text });
  for (const { cell, x } of places)
    sheet.write(`${cellIdentity[cell].letter}  ${names[cell]}`, x + 2, ROW.names - ROW.margin, {
      size: 15,
      colour: cellIdentity[cell].colour,
    });
  drawScale(sheet, view.scale);
  await save(sheet.canvas, "fluxtwin.png");
}

/** Saves charts beside each other with their headings, as large as they are on the screen. */
export async function printCharts(
  session: Session,
  charts: readonly { readonly heading: string; readonly canvas: HTMLCanvasElement }[],
  name: string,
): Promise<void> {
  const unit = devicePixelRatio;
  const picture = document.createElement("canvas");
  picture.width = charts.reduce((sum, { canvas }) => sum + canvas.width, 0);
  picture.height = Math.max(...charts.map(({ canvas }) => canvas.height));
  const context = picture.getContext("2d");
  if (context === null || picture.width === 0) return;
  let x = 0;
  const headings: { readonly words: string; readonly x: number }[] = [];
  for (const { heading, canvas } of charts) {
    context.drawImage(canvas, x, 0);
    headings.push({ words: heading, x: x / unit });
    x += canvas.width;
  }
  const sheet = createSheet(picture, {
    unit,
    above: ROW.names,
    below: 0,
    lines: await provenanceOf(session),
  });
  for (const { words, x } of headings)
    sheet.write(words, x + ROW.margin, 20, { size: 13, colour: colour.text });
  const [a, b] = cellIdentity;
  const keys = `${a.letter} full, ${b.letter} dashed`;
  sheet.write(keys, sheet.width - ROW.margin, 20, { size: 12, colour: colour.textSoft, align: "right" });
  await save(sheet.canvas, name);
}

/** Returns what it takes to make the picture again: version, cells, seed, moment, and the query of the link. */
export async function provenanceOf(session: Session): Promise<string[]> {
  return provenanceAt(session, await firstValueFrom(session.viewing.frames$));
}

/** Returns the same for frames that are at hand. */
export function provenanceAt(session: Session, frames: FramePair): string[] {
  const moments = frames.map((frame, cell) => describeMoment(frame, cell as 0 | 1)).join(", ");
  return sourceOf(session, moments);
}

/** Returns version, cells, seed, `moments` in words, and the query of the link. */
export function sourceOf(session: Session, moments: string): string[] {
  const { store } = session;
  const { scenarios } = cellsOf(store.state);
  const seed = store.state.seed === undefined ? "seed of the scenarios" : `seed ${store.state.seed}`;
  const query = session.query(true);
  const link = query.length > LONGEST_ADDRESS ? `${query.slice(0, LONGEST_ADDRESS)}...` : query;
  return [`fluxtwin ${version}; ${scenarios.join(" | ")}; ${seed}; ${moments}`, `?${link}`];
}

function describeMoment(frame: Frame | undefined, cell: 0 | 1): string {
  const { letter } = cellIdentity[cell];
  if (frame === undefined) return `${letter} not there`;
  return `${letter} at ${describeTime(frame.time)} (${describePlain(frame.time)} s), cycle ${frame.cycle}`;
}

interface Words {
  /** CSS px. */
  readonly size: number;
  readonly colour: string;
  readonly align?: CanvasTextAlign;
}

export interface Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** px of the canvas for a CSS px. */
  readonly unit: number;
  /** CSS px, like all places here. */
  readonly width: number;
  /** Where the rows below the picture begin. */
  readonly below: number;
  write(words: string, x: number, y: number, look: Words): void;
}

/** Returns the picture on a ground with room above and below it, and the lines at the bottom. */
export function createSheet(
  picture: HTMLCanvasElement,
  rows: {
    readonly unit: number;
    readonly above: number;
    readonly below: number;
    readonly lines: readonly string[];
  },
): Sheet {
  const { unit, above, below, lines } = rows;
  const canvas = document.createElement("canvas");
  const margin = ROW.margin * unit;
  canvas.width = picture.width + 2 * margin;
  canvas.height = Math.round(picture.height + unit * (above + below + lines.length * ROW.line + ROW.margin));
  const context = canvas.getContext("2d")!;
  context.fillStyle = colour.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, margin, above * unit);
  const sheet: Sheet = {
    ...{ canvas, context, unit },
    width: picture.width / unit,
    below: above + picture.height / unit,
    write(words, x, y, { size, colour: own, align = "left" }) {
      context.font = `${size * unit}px ${type.family}`;
      context.fillStyle = own;
      context.textAlign = align;
      context.fillText(words, margin + x * unit, y * unit);
    },
  };
  lines.forEach((line, k) => {
    const y = sheet.below + below + (k + 1) * ROW.line - 2;
    sheet.write(line, 0, y, { size: type.tiny, colour: colour.textSoft });
  });
  return sheet;
}

/** One colour scale, or one for each cell. */
export function drawScale(sheet: Sheet, { ranges }: ShownScale): void {
  ranges.forEach((range, k) => {
    const room = sheet.width / ranges.length;
    drawRange(sheet, range, {
      left: k * room,
      width: room - ROW.margin,
      name: ranges.length === 1 ? "" : `${cellIdentity[k as 0 | 1].letter}, not comparable: `,
    });
  });
}

function drawRange(
  sheet: Sheet,
  range: LayerRange,
  { left, width, name }: { readonly left: number; readonly width: number; readonly name: string },
): void {
  const { context, unit } = sheet;
  const { layer, minimum, maximum } = range;
  const y = sheet.below + 20;
  const words = `${name}${layer.quantity}${["", ", by its root", ", by its logarithm"][bendOf(range)]}`;
  const look = { size: type.small, colour: colour.text };
  sheet.write(words, left, y, look);
  const begin = left + Math.min(300, 0.5 * width);
  const end = left + width - 110;
  const gradient = context.createLinearGradient(unit * (ROW.margin + begin), 0, unit * (ROW.margin + end), 0);
  const table = layer.colours();
  const last = table.length / 4 - 1;
  for (let stop = 0; stop <= 32; stop++) {
    const at = 4 * Math.round((stop / 32) * last);
    gradient.addColorStop(stop / 32, `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`);
  }
  context.fillStyle = gradient;
  context.fillRect(unit * (ROW.margin + begin), unit * (y - 10), unit * (end - begin), unit * 12);
  sheet.write(describePlain(minimum), begin - 6, y, { ...look, align: "right" });
  sheet.write(`${describePlain(maximum)} ${layer.scale.unit}`, end + 6, y, look);
}

async function save(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob !== null) download(name, new Uint8Array(await blob.arrayBuffer()));
}
