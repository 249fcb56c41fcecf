/** The two charts of the first screen: voltage over capacity, and a chosen quantity over cycles, both cells in each. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { auditTime, map } from "rxjs";
import { hasStopped } from "../engine/engine-status.ts";
import { type CycleChart, cycleCharts } from "../streams/app-state.ts";
import {
  alignCurves,
  ghostVoltageCurves,
  sampleRows,
  voltageCurves,
  voltageMarks,
} from "../streams/chart-data.ts";
import {
  type CycleQuantity,
  cycleCurves,
  cycleQuantities,
  ghostCycleCurves,
} from "../streams/cycle-quantities.ts";
import { emptyHistory } from "../streams/history.ts";
import type { HistoryPair } from "../streams/recorder.ts";
import { historiesOf } from "../streams/runs/run-shelf.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity, colour } from "../theme/theme.ts";
import { legend, legendStyles } from "./chart-legend.ts";
import type { ChartSeries, ChartSetup } from "./chart-options.ts";
import type { ChartTable } from "./fluxtwin-chart.ts";
import "./fluxtwin-chart.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** ms between two drawings. */
const INTERVAL = 200;
const TABLE_ROWS = 24;
const NO_VALUE = "No finished cycle has it: it needs a charge and the discharge after it.";

/** Curves of the run before, one look per cell: neither of a cell's colour nor of the cycle before. */
const ghostSeries: readonly ChartSeries[] = cellIdentity.map(({ marker }, cell) => ({
  colour: colour.textSoft,
  width: 1.5,
  dash: cell === 0 ? [2, 3] : [6, 3, 2, 3],
  opacity: 0.8,
  marker,
}));

const voltageSetup: ChartSetup = {
  heading: "Voltage against capacity",
  xLabel: "Capacity of the half-cycle, mAh/cm\u00b2",
  yLabel: "Voltage, V",
  // Curves of other cells and cycles lie between the points of one.
  spanGaps: true,
  // A half-cycle is solved in some 25 steps, whatever the speed.
  smooth: true,
  series: [
    ...cellIdentity.flatMap((cell) => {
      const line = (opacity: number, width: number): ChartSeries => ({
        colour: cell.colour,
        width,
        dash: cell.dash,
        opacity,
        marker: "none",
      });
      return [line(0.35, 1.25), line(0.35, 1.25), line(1, 2), line(1, 2)];
    }),
    ...ghostSeries.flatMap((series) => {
      const line: ChartSeries = { ...series, marker: "none" };
      return [line, line];
    }),
  ],
  xRange: (_low, high) => [0, stepUp(Math.max(high ?? 0, 0.5) * 1.04, 0.5)],
  yRange: (low, high) => [Math.min(low ?? 2.6, 2.6) - 0.05, Math.max(high ?? 4.3, 4.3) + 0.05],
};

/** The second curve of a quantity is drawn as faint as the cycle before in the voltage chart. */
function cycleSetup({ heading, axis, curves, range }: CycleQuantity): ChartSetup {
  const [least, most] = range;
  const falls = least > 0;
  return {
    heading,
    xLabel: "Cycle",
    yLabel: axis,
    spanGaps: false,
    series: [
      ...cellIdentity.flatMap((cell) =>
        curves.map((_, k) => ({
          colour: cell.colour,
          width: k === 0 ? 2 : 1.25,
          dash: cell.dash,
          opacity: k === 0 ? 1 : 0.5,
          marker: cell.marker,
        })),
      ),
      ...ghostSeries,
    ],
    xRange: (_low, high) => [0, stepUp((high ?? 0) + 0.5, 5)],
    yRange: (low, high) =>
      falls
        ? [stepDown((low ?? least) - 0.5, 5), Math.max(most, (high ?? most) + 0.5)]
        : [0, Math.max(most, 1.08 * (high ?? 0))],
  };
}

export class FluxtwinCharts extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #histories = new Watch<HistoryPair>(
    this,
    () => this.session.histories$.pipe(auditTime(INTERVAL)),
    [emptyHistory, emptyHistory],
  );

  readonly #ghost = new Watch<HistoryPair | undefined>(
    this,
    () => this.session.travel.ghost$.pipe(map((run) => run && historiesOf(run))),
    undefined,
  );
  readonly #ended = new Watch(
    this,
    () => this.session.statuses$.pipe(map((both) => both.every(hasStopped))),
    false,
  );

  readonly #chart = new Watch<CycleChart>(this, () => this.session.store.select("chart"), "retention");
  readonly #setups = new Map<CycleChart, ChartSetup>();

  override render(): TemplateResult {
    const histories = this.#histories.value;
    const voltage = voltageCurves(histories);
    return html`
      <fluxtwin-chart
        .setup=${voltageSetup}
        .columns=${alignCurves([...voltage, ...ghostVoltageCurves(this.#ghost.value)])}
        .marks=${voltageMarks(histories)}
        .table=${() => voltageTable(histories)}
        .empty=${voltage.every((curve) => curve.x.length === 0) ? "The curves begin with the first step." : ""}
      >
        ${legend()}${
          this.#ghost.value === undefined
            ? html`<span class="soft small key wide">faint: the cycle before</span>`
            : this.#renderGhostKey()
        }
      </fluxtwin-chart>
      ${keyed(this.#chart.value, this.#renderCycles(histories, this.#chart.value))}
    `;
  }

  #renderCycles(histories: HistoryPair, chart: CycleChart): TemplateResult {
    const quantity = cycleQuantities[chart];
    if (!this.#setups.has(chart)) this.#setups.set(chart, cycleSetup(quantity));
    const curves = cycleCurves(histories, quantity);
    const noCycle = curves.every((curve) => curve.x.length === 0);
    const noValue = curves.every((curve) => curve.y.every((value) => value === null));
    const unfinished = this.#ended.value
      ? "A point per finished cycle. Both runs ended before one was finished."
      : "A point per finished cycle. The first cycle is still running.";
    const empty = noCycle ? unfinished : noValue ? NO_VALUE : "";
    return html`<fluxtwin-chart
      .setup=${this.#setups.get(chart)!}
      .columns=${alignCurves([...curves, ...ghostCycleCurves(this.#ghost.value, quantity)])}
      .table=${() => cycleTable(histories, quantity)}
      .empty=${empty}
    >
      <select
        slot="heading"
        aria-label="Quantity over cycles"
        @change=${(event: Event) =>
          this.session.store.update({ chart: (event.target as HTMLSelectElement).value as CycleChart })}
      >
        ${cycleCharts.map(
          (each) =>
            html`<option value=${each} .selected=${each === chart}>${cycleQuantities[each].heading}</option>`,
        )}
      </select>
      ${legend()}${
        quantity.curves.length > 1
          ? html`<span class="soft small wide">faint: ${quantity.curves[1]!.name}</span>`
          : nothing
      }${
        histories.some(({ cycles }) => cycles.some((cycle) => cycle.jumped))
          ? html`<span class="soft small key wide">hollow: extrapolated</span
            ><span class="soft small key narrow" title="Hollow points: cycles that were extrapolated">\u25cb jumped</span>`
          : nothing
      }${this.#renderGhostKey()}
    </fluxtwin-chart>`;
  }

  #renderGhostKey(): TemplateResult | typeof nothing {
    if (this.#ghost.value === undefined) return nothing;
    return html`<span class="soft small key">dotted: the run before</span>`;
  }

  static override styles = [
    sharedStyles,
    legendStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
      }
      fluxtwin-chart {
        background: var(--colour-panel);
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-medium);
        overflow: hidden;
      }
      select {
        min-height: 26px;
        padding: 0 4px;
        font-size: 13px;
        font-weight: 600;
        flex: 0 1 240px;
        min-width: 0;
        max-width: max-content;
        text-overflow: ellipsis;
      }
      .key {
        white-space: nowrap;
      }
      .narrow {
        display: none;
      }
      @media (max-width: 640px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          grid-auto-rows: 230px;
        }
      }
      @media (max-width: 1300px) {
        .wide {
          display: none;
        }
        .narrow {
          display: inline;
        }
      }
    `,
  ];
}

function voltageTable(histories: HistoryPair): ChartTable {
  const rows = histories.flatMap((history, cell) => {
    const present = history.halfCycles.at(-1);
    if (present === undefined) return [];
    return sampleRows(present.capacity.length, TABLE_ROWS).map((row) => [
      cellIdentity[cell]!.letter,
      String(present.cycle),
      present.phase,
      present.capacity[row]!.toFixed(3),
      present.voltage[row]!.toFixed(3),
    ]);
  });
  return { head: ["Cell", "Cycle", "Half-cycle", "mAh/cm\u00b2", "V"], rows };
}

function cycleTable(histories: HistoryPair, { curves, digits, axis }: CycleQuantity): ChartTable {
  const columns = histories.flatMap(({ cycles }, cell) =>
    curves.map(({ name, read }) => ({ head: `${cellIdentity[cell]!.letter} ${name}`.trim(), cycles, read })),
  );
  const count = Math.max(...histories.map(({ cycles }) => cycles.length));
  const rows = Array.from({ length: count }, (_, row) => [
    `${row + 1}${describeJumped(histories, row)}`,
    ...columns.map(({ cycles, read }) =>
      cycles[row] === undefined ? "\u2013" : (read(cycles[row])?.toFixed(digits) ?? "\u2013"),
    ),
    ...histories.map(({ cycles }) => cycles[row]?.dischargeCapacity_mAh_cm2.toFixed(3) ?? "\u2013"),
  ]);
  const unit = axis.split(", ").at(-1) ?? "";
  const head = columns.map((column) => `${column.head}, ${unit}`);
  return { head: ["Cycle", ...head, "A, mAh/cm\u00b2", "B, mAh/cm\u00b2"], rows };
}

/** Which cells have jumped a cycle, for its row of the table. */
function describeJumped(histories: HistoryPair, row: number): string {
  const letters = histories.flatMap(({ cycles }, cell) =>
    cycles[row]?.jumped === true ? [cellIdentity[cell]!.letter] : [],
  );
  return letters.length === 0 ? "" : ` (${letters.join(", ")} extrapolated)`;
}

function stepUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

function stepDown(value: number, step: number): number {
  return Math.floor(value / step) * step;
}

customElements.define("fluxtwin-charts", FluxtwinCharts);
