/** The two charts of the first screen: curves of a cycle, and a chosen quantity over cycles, both cells in each. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { auditTime, combineLatest, map } from "rxjs";
import { type AppState, type CycleChart, cycleCharts } from "../streams/app-state.ts";
import { alignCurves } from "../streams/chart-data.ts";
import { type CurveChart, curveCharts } from "../streams/comparison.ts";
import { cycleCurves, cycleQuantities, ghostCycleCurves } from "../streams/cycle-quantities.ts";
import { emptyHistory } from "../streams/history.ts";
import { type Overlay, overlaidCurves, overlaidCycles } from "../streams/overlays.ts";
import { historiesOf } from "../streams/past-runs/run-shelf.ts";
import type { HistoryPair } from "../streams/recorder.ts";
import type { Session } from "../streams/session.ts";
import { watchBothStopped } from "../streams/shown-cells.ts";
import {
  curvesOfCycles,
  cyclesWithCurves,
  endOfCycle,
  ghostCurves,
  menuOfCycles,
  momentAt,
  placeOfMoment,
  shownCycle,
  type TimedCurve,
  voltageMarks,
} from "../streams/voltage-curves.ts";
import { saveDrawings } from "./chart-files.ts";
import { legend, legendStyles } from "./chart-legend.ts";
import type { ChartSetup } from "./chart-options.ts";
import type { ChartPointer, NearestPoint } from "./chart-pointer.ts";
import { chartsStyles } from "./charts-styles.ts";
import { curveNames, curveSetups, curveTable, cycleSetup, cycleTable, withOverlays } from "./curve-setups.ts";
import "./fluxtwin-chart.ts";
import { overlayKeyStyles, renderOverlayKeys } from "./overlay-keys.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** ms between two drawings. */
const INTERVAL = 200;
const NO_VALUE = "No finished cycle has it: it needs a charge and the discharge after it.";
const CELLS = [0, 1] as const;

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
  readonly #ended = new Watch(this, () => watchBothStopped(this.session.statuses$), false);

  readonly #chart = new Watch<CycleChart>(this, () => this.session.store.select("chart"), "retention");
  readonly #curves = new Watch<readonly [CurveChart, number | undefined]>(
    this,
    () => combineLatest([this.session.store.select("curves"), this.session.store.select("curvesOf")]),
    ["capacity", undefined],
  );
  /** What is pointed at, or else the moment of the past that is looked at. */
  readonly #cursor = new Watch<number | undefined>(
    this,
    () =>
      combineLatest([this.session.cursor$, this.session.viewing.past$]).pipe(
        map(([pointed, past]) => pointed ?? past),
      ),
    undefined,
  );
  readonly #overlays = new Watch<readonly Overlay[]>(this, () => this.session.overlays.list$, []);
  readonly #setups = new Map<string, ChartSetup>();

  override render(): TemplateResult {
    const histories = this.#histories.value;
    return html`${this.#renderCurves(histories)}
      ${keyed(`${this.#chart.value} ${this.#overlays.value.length}`, this.#renderCycles(histories, this.#chart.value))}`;
  }

  /** Saves both charts as lines. */
  async saveDrawing(): Promise<void> {
    const notes = [
      "faint: the cycle before",
      ...(this.#ghost.value ? ["dotted: the run before"] : []),
      ...this.#overlays.value.map(({ name }) => name),
    ];
    await saveDrawings(this.renderRoot, this.session, { name: "fluxtwin-charts.svg", notes });
  }

  #renderCurves(histories: HistoryPair): TemplateResult {
    const [chart, chosen] = this.#curves.value;
    const curves = curvesOfCycles(histories, chart, chosen);
    const overlays = this.#overlays.value;
    const columns = alignCurves([
      ...curves,
      ...ghostCurves(this.#ghost.value, chart),
      ...overlaidCurves(overlays, chart, shownCycle(histories[0], chosen)),
    ]);
    const none = curves.every((curve) => curve.x.length === 0);
    const empty =
      chosen === undefined ? "The curves begin with the first step." : `Nothing is kept of cycle ${chosen}.`;
    return html`${keyed(
      `${chart} ${overlays.length}`,
      html`<fluxtwin-chart
        .setup=${this.#setupOf(chart, "curves")}
        .columns=${columns}
        .marks=${voltageMarks(histories, chart, chosen)}
        .pointers=${this.#pointAtCurves(histories)}
        .table=${() => curveTable(histories, curves, { chart, chosen })}
        .empty=${none ? empty : ""}
        @point=${({ detail }: CustomEvent<NearestPoint | undefined>) =>
          this.#point(timeOf(curves[detail?.series ?? 0], detail && columns.x[detail.row]))}
      >
        <select slot="heading" aria-label="Curves" @change=${changed((curves) => this.#update({ curves: curves as CurveChart }))}>
          ${curveCharts.map(
            (each) => html`<option value=${each} .selected=${each === chart}>${curveNames[each]}</option>`,
          )}
        </select>
        ${this.#renderCycleMenu(histories, chosen)} ${legend()}
        ${
          this.#ghost.value === undefined
            ? html`<span class="soft small key widest">faint: the cycle before</span>`
            : this.#renderGhostKey()
        }
      </fluxtwin-chart>`,
    )}`;
  }

  #renderCycleMenu(histories: HistoryPair, chosen: number | undefined): TemplateResult {
    const offered = menuOfCycles(cyclesWithCurves(histories), chosen);
    const cycles = chosen === undefined || offered.includes(chosen) ? offered : [...offered, chosen];
    return html`<select
      class="cycles"
      aria-label="Cycle of the curves"
      title="Whose curves are shown; faint: the cycle before it"
      @change=${changed((value) => this.#update({ curvesOf: value === "" ? undefined : Number(value) }))}
    >
      <option value="" .selected=${chosen === undefined}>newest</option>
      ${cycles.map((cycle) => html`<option value=${cycle} .selected=${cycle === chosen}>cycle ${cycle}</option>`)}
    </select>`;
  }

  #pointAtCurves(histories: HistoryPair): ChartPointer[] {
    const time = this.#cursor.value;
    const [chart, chosen] = this.#curves.value;
    if (time === undefined) return [];
    return CELLS.flatMap((cell) => {
      const at = placeOfMoment(histories[cell], { chart, chosen, time });
      return at === undefined ? [] : [{ cell, ...at }];
    });
  }

  #pointAtCycles(histories: HistoryPair): ChartPointer[] {
    const time = this.#cursor.value;
    if (time === undefined) return [];
    return CELLS.flatMap((cell) => {
      const cycle =
        histories[cell].cycles.find(
          ({ start_s, duration_s }) => start_s <= time && time <= start_s + duration_s,
        )?.cycle ?? momentAt(histories[cell], time)?.cycle;
      return cycle === undefined ? [] : [{ cell, x: cycle, y: undefined }];
    });
  }

  #point(time: number | undefined): void {
    if (this.session.cursor$.value !== time) this.session.cursor$.next(time);
  }

  #update(patch: Partial<AppState>): void {
    this.session.store.update(patch);
  }

  #renderCycles(histories: HistoryPair, chart: CycleChart): TemplateResult {
    const quantity = cycleQuantities[chart];
    const curves = cycleCurves(histories, quantity);
    const columns = alignCurves([
      ...curves,
      ...ghostCycleCurves(this.#ghost.value, quantity),
      ...overlaidCycles(this.#overlays.value, chart),
    ]);
    const noCycle = curves.every((curve) => curve.x.length === 0);
    const noValue = curves.every((curve) => curve.y.every((value) => value === null));
    const unfinished = this.#ended.value
      ? "A point per finished cycle. Both runs ended before one was finished."
      : "A point per finished cycle. The first cycle is still running.";
    const empty = noCycle ? unfinished : noValue ? NO_VALUE : "";
    return html`<fluxtwin-chart
      .setup=${this.#setupOf(chart, "cycles")}
      .columns=${columns}
      .pointers=${this.#pointAtCycles(histories)}
      .table=${() => cycleTable(histories, quantity)}
      .empty=${empty}
      @point=${({ detail }: CustomEvent<NearestPoint | undefined>) => {
        const cell = detail !== undefined && detail.series >= quantity.curves.length ? 1 : 0;
        this.#point(detail && endOfCycle(histories[cell], columns.x[detail.row]!));
      }}
    >
      <select
        slot="heading"
        aria-label="Quantity over cycles"
        @change=${changed((chart) => this.#update({ chart: chart as CycleChart }))}
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
      }${this.#renderGhostKey()}${renderOverlayKeys(this.#overlays.value, this.session.overlays)}
    </fluxtwin-chart>`;
  }

  /** The same chart for the same curves, as one that is given another look begins anew. */
  #setupOf(chart: CurveChart | CycleChart, kind: "curves" | "cycles"): ChartSetup {
    const count = this.#overlays.value.length;
    const key = `${kind} ${chart} ${count}`;
    const known = this.#setups.get(key);
    if (known !== undefined) return known;
    const plain =
      kind === "curves" ? curveSetups[chart as CurveChart] : cycleSetup(cycleQuantities[chart as CycleChart]);
    const made = withOverlays(plain, count, kind);
    this.#setups.set(key, made);
    return made;
  }

  #renderGhostKey(): TemplateResult | typeof nothing {
    if (this.#ghost.value === undefined) return nothing;
    return html`<span class="soft small key">dotted: the run before</span>`;
  }

  static override styles = [sharedStyles, legendStyles, overlayKeyStyles, chartsStyles];
}

/** Calls with the chosen value of a menu. */
function changed(choose: (value: string) => void): (event: Event) => void {
  return (event) => choose((event.target as HTMLSelectElement).value);
}

/** When a curve was at x; of equal ones the first. */
function timeOf(curve: TimedCurve | undefined, x: number | undefined): number | undefined {
  return x === undefined ? undefined : curve?.time[curve.x.indexOf(x)];
}

customElements.define("fluxtwin-charts", FluxtwinCharts);
