/** One particle followed in both cells, number by number: its lithium and its current since reading began. */
import { html, LitElement, type TemplateResult } from "lit";
import type { TimeSeries } from "../reading/time-series.ts";
import { alignCurves, type Curve } from "../streams/chart-data.ts";
import type { ParticleLogs } from "../streams/reading-logs.ts";
import { describeNumber, describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellBadge } from "./cell-badge.ts";
import { legend, legendStyles } from "./chart-legend.ts";
import type { ChartTable } from "./fluxtwin-chart.ts";
import "./fluxtwin-chart.ts";
import { chartButtons } from "./chart-files.ts";
import { icon } from "./icons.ts";
import { timeSetup } from "./reading-setups.ts";
import { readingStyles } from "./reading-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const HOUR = 3600;
const TABLE_ROWS = 24;

const charts = [
  { setup: timeSetup("Li content, mean", "Li per NCM"), row: (particle: number) => particle },
  {
    setup: timeSetup("Current of the particle", "A/m\u00b2"),
    row: (particle: number, count: number) => count + particle,
  },
] as const;

export class FluxtwinFollowedParticle extends LitElement {
  static override properties = { session: { attribute: false }, logs: { attribute: false } };
  declare session: Session;
  /** Undefined before the first reading. */
  declare logs: ParticleLogs | undefined;

  readonly #picked = new Watch<number | undefined>(
    this,
    () => this.session.store.select("selection"),
    undefined,
  );

  override render(): TemplateResult {
    const counts = (this.logs ?? []).map(({ rows }) => (rows.at(-1)?.length ?? 0) / 2);
    const count = Math.max(0, ...counts);
    const particle = this.#picked.value;
    return html`<div class="choice">
        <div class="row">
          <strong>${particle === undefined ? "No particle" : `Particle ${particle + 1} of ${count}`}</strong>
          <button aria-label="Follow the previous particle" ?disabled=${count === 0} @click=${() => this.#walk(-1, count)}>
            ${icon("previous", 16)}
          </button>
          <button aria-label="Follow the next particle" ?disabled=${count === 0} @click=${() => this.#walk(1, count)}>
            ${icon("next", 16)}
          </button>
        </div>
        ${particle === undefined ? "" : ([0, 1] as const).map((cell) => this.#renderNow(cell, particle))}
        <p class="soft">
          Click a particle in either cell: it is marked in both. Curves begin where reading began${this.#begin()}.
        </p>
        <div class="row">${chartButtons(this.renderRoot, this.session, "particle")}</div>
      </div>
      <div class="charts">${charts.map(({ setup, row }) => this.#renderChart(setup, (count) => row(particle ?? -1, count)))}</div>`;
  }

  #begin(): string {
    const [first] = this.logs?.[0].times ?? [];
    return first === undefined ? "" : `, at ${describeTime(first)}`;
  }

  #renderNow(cell: 0 | 1, particle: number): TemplateResult {
    const row = this.logs?.[cell].rows.at(-1);
    const content = row?.[particle];
    const current = row?.[row.length / 2 + particle];
    const isThere =
      row !== undefined && particle < row.length / 2 && content !== undefined && current !== undefined;
    return html`<p class="row">
      ${cellBadge(cell, 16)}<span
        >${isThere ? `${content.toFixed(3)} Li per NCM, ${describeNumber(current)} A/m\u00b2` : "has no such particle"}</span
      >
    </p>`;
  }

  #renderChart(setup: ReturnType<typeof timeSetup>, indexOf: (count: number) => number): TemplateResult {
    const curves = (this.logs ?? []).map((own) => curveOf(own, indexOf));
    const isEmpty = curves.every(({ x }) => x.length === 0);
    return html`<fluxtwin-chart
      .setup=${setup}
      .columns=${joined(curves)}
      .table=${() => tableOf(curves, setup.yLabel)}
      .empty=${isEmpty ? "Pick a particle to follow it." : ""}
      >${legend()}</fluxtwin-chart
    >`;
  }

  #walk(by: number, count: number): void {
    const from = this.#picked.value ?? (by > 0 ? -1 : 0);
    this.session.store.update({ selection: (from + by + count) % count });
  }

  static override styles = [sharedStyles, legendStyles, readingStyles];
}

function curveOf({ times, rows }: TimeSeries, indexOf: (count: number) => number): Curve {
  const read = (row: ArrayLike<number>): number | undefined => {
    const count = row.length / 2;
    const index = indexOf(count);
    return index < 0 ? undefined : row[index];
  };
  const values = rows.map(read);
  if (values.every((value) => value === undefined)) return { x: [], y: [] };
  return { x: times.map((time) => time / HOUR), y: values.map((value) => value ?? null) };
}

/** The cells are read at their own times: a row of one is none of the other. */
function joined(curves: readonly Curve[]) {
  const aligned = alignCurves(curves.length === 0 ? [EMPTY, EMPTY] : curves);
  const columns = aligned.columns.map((column) => column.map((value) => value ?? undefined));
  return { ...aligned, columns };
}

const EMPTY: Curve = { x: [], y: [] };

function tableOf(curves: readonly Curve[], unit: string): ChartTable {
  const { x, columns } = alignCurves(curves);
  const step = Math.max(1, Math.ceil(x.length / TABLE_ROWS));
  const rows = x.flatMap((time, row) =>
    row % step === 0
      ? [
          [
            time.toFixed(3),
            ...columns.map((column) => (column[row] == null ? "\u2013" : describeNumber(column[row]))),
          ],
        ]
      : [],
  );
  return { head: ["h", `A, ${unit}`, `B, ${unit}`], rows };
}

customElements.define("fluxtwin-followed-particle", FluxtwinFollowedParticle);
