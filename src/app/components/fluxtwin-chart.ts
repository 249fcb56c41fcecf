/** A uPlot canvas with its look, its size, marks and a data table that says the same; the columns come from outside. */
import { css, html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import uPlot from "uplot";
import uPlotStyles from "uplot/dist/uPlot.min.css?inline";
import type { AlignedColumns, ChartMark } from "../streams/chart-data.ts";
import { type ChartSetup, chartOptions } from "./chart-options.ts";
import type { ChartPointer, NearestPoint } from "./chart-pointer.ts";
import { icon } from "./icons.ts";
import { singleQuery } from "./page-room.ts";
import { sharedStyles } from "./shared-styles.ts";

export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export class FluxtwinChart extends LitElement {
  static override properties = {
    setup: { attribute: false },
    columns: { attribute: false },
    marks: { attribute: false },
    pointers: { attribute: false },
    table: { attribute: false },
    empty: { type: String },
    tabular: { state: true },
  };
  declare setup: ChartSetup;
  declare columns: AlignedColumns;
  /** Points with a label, over the curves. */
  declare marks: readonly ChartMark[] | undefined;
  /** The moment that is pointed at, in this chart or elsewhere. */
  declare pointers: readonly ChartPointer[] | undefined;
  /** Called only when the table is looked at. */
  declare table: () => ChartTable;
  /** Sentence in place of curves while there are none. */
  declare empty: string;
  declare tabular: boolean;

  #plot: uPlot | undefined;
  #nearest: NearestPoint | undefined;
  #observer: ResizeObserver | undefined;

  override render(): TemplateResult {
    const { heading } = this.setup;
    return html`
      <div class="head">
        <slot name="heading"><h2>${heading}</h2></slot>
        <slot></slot>
        <button
          class="plain"
          title=${this.tabular ? "Show the chart" : "Show as a table"}
          aria-label="${heading}: ${this.tabular ? "show the chart" : "show as a table"}"
          @click=${() => {
            this.tabular = !this.tabular;
          }}
        >
          ${icon(this.tabular ? "chart" : "table", 16)}
        </button>
      </div>
      <div class="body">
        <div class="canvas" ?hidden=${this.tabular} aria-hidden="true"></div>
        ${this.tabular ? this.#renderTable() : ""}
        ${this.empty !== "" && !this.tabular ? html`<p class="empty">${this.empty}</p>` : ""}
      </div>
    `;
  }

  #renderTable(): TemplateResult {
    const { head, rows } = this.table();
    return html`<div class="scroll" tabindex="0" role="region" aria-label="${this.setup.heading}, table">
      <table>
        <thead>
          <tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map((row) => html`<tr>${row.map((text) => html`<td>${text}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  override firstUpdated(): void {
    const holder = this.renderRoot.querySelector<HTMLElement>(".canvas")!;
    this.#plot = new uPlot(
      chartOptions(this.setup, {
        marks: () => this.marks ?? [],
        pointers: () => this.pointers ?? [],
        isHollow: (series, row) => this.columns.hollow[series - 1]?.[row] ?? false,
        point: (nearest) => this.#point(nearest),
      }),
      toData(this.columns),
      holder,
    );
    this.#observer = new ResizeObserver(() => this.#fit());
    this.#observer.observe(this.renderRoot.querySelector(".body")!);
  }

  /** Tells which point the pointer means, when that changes. */
  #point(nearest: NearestPoint | undefined): void {
    if (nearest?.series === this.#nearest?.series && nearest?.row === this.#nearest?.row) return;
    this.#nearest = nearest;
    this.dispatchEvent(new CustomEvent<NearestPoint | undefined>("point", { detail: nearest }));
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("columns") && !this.tabular) this.#plot?.setData(toData(this.columns));
    else if (changed.has("pointers") && !this.tabular) this.#plot?.redraw(false);
    if (changed.has("tabular") && !this.tabular) this.#fit();
  }

  /** What is drawn now; undefined before there is anything. */
  get drawing(): HTMLCanvasElement | undefined {
    return this.#plot?.ctx.canvas;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #fit(): void {
    const body = this.renderRoot.querySelector<HTMLElement>(".body");
    if (body === null || body.clientWidth === 0 || this.tabular) return;
    this.#plot?.setSize({ width: body.clientWidth, height: body.clientHeight });
    this.#plot?.setData(toData(this.columns));
  }

  static override styles = [
    unsafeCSS(uPlotStyles),
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 0 4px 0 8px;
        min-height: 32px;
      }
      @media ${singleQuery} {
        .head {
          flex-wrap: wrap;
          gap: 0 12px;
        }
      }
      h2 {
        font-size: 13px;
        font-weight: 600;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .head button {
        margin-left: auto;
      }
      .body {
        position: relative;
        flex: 1;
        min-height: 0;
        overflow: hidden;
      }
      .canvas {
        position: absolute;
        inset: 0;
      }
      /* Its lines and numbers are drawn for a dark ground. */
      @media (forced-colors: active) {
        .canvas {
          forced-color-adjust: none;
          background: var(--colour-panel);
        }
      }
      .canvas[hidden] {
        display: none;
      }
      .empty {
        position: absolute;
        inset: 0 24px 28px 56px;
        display: grid;
        place-items: center;
        text-align: center;
        color: var(--colour-text-faint);
        font-size: var(--type-small);
      }
      .scroll {
        position: absolute;
        inset: 0;
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--type-small);
      }
      th,
      td {
        padding: 2px 8px;
        text-align: right;
        border-bottom: 1px solid var(--colour-line);
      }
      th {
        position: sticky;
        top: 0;
        background: var(--colour-panel);
        color: var(--colour-text-soft);
        font-weight: 600;
      }
    `,
  ];
}

function toData(columns: AlignedColumns): uPlot.AlignedData {
  return [columns.x, ...columns.columns];
}

customElements.define("fluxtwin-chart", FluxtwinChart);
