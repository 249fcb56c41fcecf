/** A button that saves the charts of a tool that reads. */
import { html, type TemplateResult } from "lit";
import type { Session } from "../streams/session.ts";
import type { FluxtwinChart } from "./fluxtwin-chart.ts";

/** Returns the button; `root` holds the charts, `name` is that of the file. */
export function chartButton(root: ParentNode, session: Session, name: string): TemplateResult {
  const save = async (): Promise<void> => {
    const charts = [...root.querySelectorAll<FluxtwinChart>("fluxtwin-chart")].flatMap(
      ({ setup, drawing }) => (drawing === undefined ? [] : [{ heading: setup.heading, canvas: drawing }]),
    );
    const { printCharts } = await import("./print.ts");
    await printCharts(session, charts, name);
  };
  return html`<button @click=${() => void save()}>PNG of the chart</button>`;
}
