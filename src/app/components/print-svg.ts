/** Pictures and charts as SVG files for a page of paper: lines and areas, with the same provenance as the PNG files. */
import { firstValueFrom } from "rxjs";
import type { Layer } from "../layers/form/layer.ts";
import { layerOf } from "../layers/list.ts";
import type { PaperCell } from "../paper/cell-svg.ts";
import { composeCellSheet, composeChartSheet, type ShownChart } from "../paper/sheets.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import type { Session } from "../streams/session.ts";
import type { LayerRange } from "../views/colour-range.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { download } from "./download.ts";
import { commonRange } from "./paper-range.ts";
import { provenanceOf } from "./print.ts";
import { isCoated } from "./stage-choices.ts";

/** Saves both cells at the moment that is looked at, side by side; a difference is no picture of lines. */
export async function saveCellDrawing(session: Session, view: StageView): Promise<void> {
  const { store, viewing } = session;
  const frames = await firstValueFrom(viewing.frames$);
  const layer: Layer = layerOf(store.state.layer);
  const values = await Promise.all(session.engines.map(({ values$ }) => firstValueFrom(values$)));
  const ranges = rangesOf(session, view, { layer, frames });
  const [a, b] = ([0, 1] as const).map((cell): PaperCell | undefined => {
    const [frame, mesh] = [frames[cell], viewing.meshes[cell]];
    if (frame === undefined || mesh === undefined) return undefined;
    return { mesh, frame, range: ranges[ranges.length === 1 ? 0 : cell]!, coated: isCoated(values[cell]) };
  }) as [PaperCell | undefined, PaperCell | undefined];
  if (a === undefined && b === undefined) {
    session.notices$.next({ words: "There is no picture yet.", lasting: false });
    return;
  }
  const [names, lines] = await Promise.all([firstValueFrom(session.names$), provenanceOf(session)]);
  download("fluxtwin.svg", composeCellSheet([a, b], { names, lines }));
}

/** Saves charts side by side; `notes` say what the looks of curves mean besides the cell. */
export async function saveChartDrawing(
  session: Session,
  charts: readonly ShownChart[],
  { name, notes }: { readonly name: string; readonly notes: readonly string[] },
): Promise<void> {
  const [names, lines] = await Promise.all([firstValueFrom(session.names$), provenanceOf(session)]);
  download(name, composeChartSheet(charts, { names, lines, notes }));
}

/** The scales of the page, or one of what is seen where the page shows a difference. */
function rangesOf(
  { viewing }: Session,
  view: StageView,
  { layer, frames }: { readonly layer: Layer; readonly frames: FramePair },
): readonly LayerRange[] {
  const { ranges } = view.scale;
  if (ranges[0]?.layer === layer) return ranges;
  const pictures = frames.flatMap((frame, cell) => {
    const mesh = viewing.meshes[cell];
    return frame === undefined || mesh === undefined ? [] : [{ mesh, frame }];
  });
  return [commonRange(layer, pictures)];
}
