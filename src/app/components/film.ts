/**
 * Films of solved moments: each is drawn by the picture of the page on a canvas of its own, captioned, and encoded by the
 * browser as WebM.
 */
import { firstValueFrom } from "rxjs";
import type { Frame } from "../../../sim-core/index.ts";
import { layerOf } from "../layers/list.ts";
import type { FramePair, MeshPair } from "../streams/clock/newest-frames.ts";
import { type FilmChoice, planFilm } from "../streams/past-frames/film-plan.ts";
import type { Moment } from "../streams/past-frames/frame-tape.ts";
import { describeNumber, describePhase, describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity, colour, type } from "../theme/theme.ts";
import { createStageView, type StageView } from "../views/cross-section-view.ts";
import { EXAGGERATION } from "../views/exaggeration.ts";
import { createEncoder, type FilmEncoder } from "./film-file.ts";
import { scaleChoiceOf } from "./fluxtwin-legend.ts";
import { createSheet, drawScale, ROW, type Sheet, sourceOf } from "./print.ts";
import { isCoated } from "./stage-choices.ts";

/** CSS px: of the picture, whatever the film has px. */
const PICTURE = { width: 940, least: 260, most: 560 } as const;
const CAPTION = 46;
const EXAGGERATED = `Drawn larger than solved: particle strain \u00d7${EXAGGERATION.particle}, relief of the lithium \u00d7${EXAGGERATION.front}`;
/** Moments that are only read after which the page has a turn. */
const PER_TURN = 16;

export interface FilmRequest extends FilmChoice {
  /** px of the film. */
  readonly width: number;
  /** Tells how far it is, 0..1. */
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface Film {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Returns the film; undefined when it was called off. Rejects with a sentence for people where it cannot be made. */
export async function recordFilm(session: Session, request: FilmRequest): Promise<Film | undefined> {
  // The tape is thinned while the run goes on.
  const moments = [...session.viewing.moments];
  const plan = planFilm(
    moments.map(({ time }) => time),
    request,
  );
  if (plan.length === 0) throw new Error("No moment is kept yet.");
  const view = await createStageView({ reducedMotion: true });
  let encoder: FilmEncoder | undefined;
  try {
    const show = await prepare(session, view, { moments, width: request.width });
    for (const [k, { moment }] of plan.entries()) {
      if (request.signal.aborted) return undefined;
      // One scale holds all that the film shows.
      show(moments[moment]!);
      if (k % PER_TURN === 0) await turn();
    }
    const names = await firstValueFrom(session.names$);
    const lines = [...sourceOf(session, describeSpan(plan.length, request)), EXAGGERATED];
    for (const [k, { moment, at, duration }] of plan.entries()) {
      if (request.signal.aborted) return undefined;
      show(moments[moment]!);
      const sheet = drawPicture(view, moments[moment]!, { names, lines });
      encoder ??= await createEncoder(sizeOf(sheet, request.width));
      encoder.context.drawImage(sheet.canvas, 0, 0, encoder.canvas.width, encoder.canvas.height);
      await encoder.add(at, duration);
      request.progress((k + 1) / plan.length);
      await turn();
    }
    return await encoder?.finish();
  } finally {
    encoder?.cancel();
    view.destroy();
  }
}

function describeSpan(pictures: number, { from, to }: FilmChoice): string {
  return `${describeTime(from)} to ${describeTime(to)}, ${pictures} solved moments, none between them`;
}

/** Gives the page a turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Turns a picture to the choices of the page, and returns what shows a moment in it. */
async function prepare(
  { store, engines }: Session,
  view: StageView,
  { moments, width }: { readonly moments: readonly Moment[]; readonly width: number },
): Promise<(moment: Moment) => void> {
  const shown: (MeshPair[number] | undefined)[] = [undefined, undefined];
  view.setLayer(layerOf(store.state.layer));
  view.chooseScale(scaleChoiceOf(store.state));
  const values = await Promise.all(engines.map(({ values$ }) => firstValueFrom(values$)));
  values.forEach((own, cell) => {
    view.setCoated(cell as 0 | 1, isCoated(own));
  });
  const show = ({ frames, meshes }: Moment): void => {
    for (const cell of [0, 1] as const) {
      const [frame, mesh] = [frames[cell], meshes[cell]];
      if (frame === undefined || mesh === undefined) continue;
      if (mesh !== shown[cell]) view.setMesh(cell, mesh, shown[cell] !== undefined);
      shown[cell] = mesh;
      view.setFrame(cell, frame);
    }
  };
  const resolution = width / (PICTURE.width + 2 * ROW.margin);
  view.resize(PICTURE.width, PICTURE.most, resolution);
  // The shape that fronts are compared with is that of the oldest.
  show(moments[0]!);
  view.resetRange();
  const height = Math.min(PICTURE.most, Math.max(PICTURE.least, view.naturalHeight));
  view.resize(PICTURE.width, height, resolution);
  return show;
}

interface PictureWords {
  readonly names: readonly [string, string];
  readonly lines: readonly string[];
}

function drawPicture(view: StageView, { time, frames }: Moment, { names, lines }: PictureWords): Sheet {
  // As large as it is drawn.
  const picture = view.copy(0);
  if (picture === undefined) throw new Error("The browser has taken the graphics away.");
  const unit = picture.width / PICTURE.width;
  const sheet = createSheet(picture, { unit, above: CAPTION, below: ROW.legend, lines });
  ([0, 1] as const).forEach((cell) => {
    const x = (view.placeOf(cell)?.x ?? 0) + 2;
    const own = { colour: cellIdentity[cell].colour, size: 15 };
    sheet.write(`${cellIdentity[cell].letter}  ${names[cell]}`, x, 18, own);
    sheet.write(describeFrame(frames, cell), x, 37, { size: type.body, colour: colour.text });
  });
  const clock = { size: 15, colour: colour.text, align: "right" } as const;
  sheet.write(describeTime(time), PICTURE.width, 18, clock);
  drawScale(sheet, view.scale);
  return sheet;
}

function describeFrame(frames: FramePair, cell: 0 | 1): string {
  const frame: Frame | undefined = frames[cell];
  if (frame === undefined) return "not there";
  const current = `${describeNumber(frame.currentDensity)} A/m\u00b2`;
  return `Cycle ${frame.cycle}, ${describePhase(frame.phase).toLowerCase()}, ${frame.voltage.toFixed(3)} V, ${current}`;
}

/** Encoders take even numbers of px. */
function sizeOf({ canvas }: Sheet, width: number): { readonly width: number; readonly height: number } {
  const even = (value: number): number => 2 * Math.round(value / 2);
  return { width: even(width), height: even((canvas.height * width) / canvas.width) };
}
