/**
 * What the browser prints of the page: both cells and the charts as lines and areas on white, with where they come from, in the
 * place of the page, whose colours are those of a screen.
 */
import type { Observable } from "rxjs";
import { layerOf } from "../layers/list.ts";
import type { PaperCell } from "../paper/cell-svg.ts";
import { composeCellSheet, composeChartSheet } from "../paper/sheets.ts";
import type { Session } from "../streams/session.ts";
import type { FluxtwinChart } from "./fluxtwin-chart.ts";
import { commonRange } from "./paper-range.ts";
import { provenanceAt } from "./print.ts";
import { isCoated } from "./stage-choices.ts";

/** Attribute of the document while the sheet stands for the page. */
const MARK = "data-sheet";

/** Sees to what is printed from now on; `page` holds the charts. */
export function watchPrinting(session: Session, page: Element): void {
  let sheet: HTMLElement | undefined;
  addEventListener("beforeprint", () => {
    // A lesson on paper prints itself.
    if (document.documentElement.hasAttribute("data-paper")) return;
    const parts = composePage(session, page);
    if (parts.length === 0) return;
    sheet = document.createElement("div");
    sheet.className = "sheet";
    sheet.append(...parts.map(elementOf));
    document.body.append(sheet);
    document.documentElement.toggleAttribute(MARK, true);
  });
  addEventListener("afterprint", () => {
    sheet?.remove();
    document.documentElement.toggleAttribute(MARK, false);
  });
}

/** Returns SVG texts of the cells and the charts; none before there is anything to see. */
function composePage(session: Session, page: Element): string[] {
  const { viewing, store, engines } = session;
  const frames = now(viewing.frames$) ?? [undefined, undefined];
  const layer = layerOf(store.state.layer);
  const present = ([0, 1] as const).map((cell) => {
    const [frame, mesh] = [frames[cell], viewing.meshes[cell]];
    return frame === undefined || mesh === undefined ? undefined : { frame, mesh };
  });
  const range = commonRange(
    layer,
    present.filter((own) => own !== undefined),
  );
  const [a, b] = present.map(
    (own, cell): PaperCell | undefined =>
      own && { ...own, range, coated: isCoated(now(engines[cell as 0 | 1].values$)) },
  );
  if (a === undefined && b === undefined) return [];
  const names = now(session.names$) ?? ["", ""];
  const lines = provenanceAt(session, frames);
  const charts = chartsIn(page).map(({ setup, columns, marks = [] }) => ({ setup, columns, marks }));
  const notes = ["faint: the cycle before"];
  return [
    composeCellSheet([a, b], { names, lines: charts.length === 0 ? lines : [] }),
    ...(charts.length === 0 ? [] : [composeChartSheet(charts, { names, lines, notes })]),
  ];
}

function chartsIn(page: Element): FluxtwinChart[] {
  const charts = page.shadowRoot?.querySelector("fluxtwin-charts");
  return [...(charts?.shadowRoot?.querySelectorAll<FluxtwinChart>("fluxtwin-chart") ?? [])];
}

/** Printing waits for nothing: the value that is there at once. */
function now<T>(values$: Observable<T>): T | undefined {
  let newest: T | undefined;
  values$
    .subscribe((value) => {
      newest = value;
    })
    .unsubscribe();
  return newest;
}

function elementOf(svg: string): Element {
  return document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
}
