/** Charts as files, and the buttons of a tool that reads which save its own. */
import { html, type TemplateResult } from "lit";
import type { Session } from "../streams/session.ts";
import type { FluxtwinChart } from "./fluxtwin-chart.ts";

/** Returns the buttons; `root` holds the charts, `name` is that of the files without its end. */
export function chartButtons(root: ParentNode, session: Session, name: string): TemplateResult {
  const savePicture = async (): Promise<void> => {
    const charts = chartsIn(root).flatMap(({ setup, drawing }) =>
      drawing === undefined ? [] : [{ heading: setup.heading, canvas: drawing }],
    );
    const { printCharts } = await import("./print.ts");
    await printCharts(session, charts, `${name}.png`);
  };
  return html`<button @click=${() => void savePicture()}>PNG of the chart</button>
    <button @click=${() => void saveDrawings(root, session, { name: `${name}.svg`, notes: [] })}>SVG of the chart</button>`;
}

/** Saves the charts in `root` as lines; `notes` say what the looks of curves mean besides the cell. */
export async function saveDrawings(
  root: ParentNode,
  session: Session,
  file: { readonly name: string; readonly notes: readonly string[] },
): Promise<void> {
  const { saveChartDrawing } = await import("./print-svg.ts");
  const charts = chartsIn(root).map(({ setup, columns, marks = [] }) => ({ setup, columns, marks }));
  await saveChartDrawing(session, charts, file);
}

function chartsIn(root: ParentNode): FluxtwinChart[] {
  return [...root.querySelectorAll<FluxtwinChart>("fluxtwin-chart")];
}
