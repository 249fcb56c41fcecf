/** The solver's log: the size of the time steps of both cells as a chart, and the last steps of one of them as a table. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { SolverStep } from "../../../sim-core/index.ts";
import { alignCurves } from "../streams/chart-data.ts";
import { SolverLog, type SolverLogs } from "../streams/lab/solver-log.ts";
import { describeRejected, formatSolverLog, stepCurves } from "../streams/lab/solver-words.ts";
import { describeNumber, describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { legend, legendStyles } from "./chart-legend.ts";
import type { ChartSetup } from "./chart-options.ts";
import { download } from "./download.ts";
import type { ChartTable } from "./fluxtwin-chart.ts";
import "./fluxtwin-chart.ts";
import { icon } from "./icons.ts";
import { labPartStyles } from "./lab-styles.ts";
import { radioStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** Steps that the table has. */
const ROWS = 60;

const stepSetup: ChartSetup = {
  heading: "Size of time steps",
  xLabel: "Time, h",
  yLabel: "s",
  series: cellIdentity.map(({ token, dash }) => ({
    colour: token,
    width: 1.5,
    dash,
    opacity: 1,
    marker: "none",
  })),
  spanGaps: true,
  xRange: (low, high) => [low ?? 0, Math.max((low ?? 0) + 1e-3, high ?? 1)],
  yRange: (low, high) => [
    10 ** Math.floor(Math.log10(low ?? 1)),
    10 ** Math.ceil(Math.log10(Math.max(high ?? 1000, 1.01 * (low ?? 1)))),
  ],
  logY: writePower,
};

const head = [
  ["Time", "Simulated, at the end of the step"],
  ["Step, s", "Length of the time step"],
  ["Order", "Of the time scheme (BDF)"],
  ["Newton", "Corrections of the potentials, of all trials for this step"],
  ["Factored", "Factorisations of the conduction matrix"],
  ["Residual", "Of the potentials, relative to the current"],
  ["Error, mV", "Estimated local error of the voltage"],
  ["Not taken", "Lengths that were tried before, and why they were not taken"],
] as const;

export class FluxtwinLabSolver extends LitElement {
  static override properties = {
    session: { attribute: false },
    active: { attribute: false },
    cell: { state: true },
    held: { state: true },
  };
  declare session: Session;
  /** Whether somebody looks. */
  declare active: boolean;
  declare cell: 0 | 1;
  /** What is shown while it is to stand still. */
  declare held: SolverLogs | undefined;

  #opened: SolverLog | undefined;
  readonly #logs = new Watch<SolverLogs>(this, () => this.#log.logs$, [[], []]);

  constructor() {
    super();
    this.cell = 0;
    this.active = false;
  }

  get #log(): SolverLog {
    this.#opened ??= new SolverLog(this.session.engines);
    return this.#opened;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("active")) this.#log.watch(this.active);
  }

  override render(): TemplateResult {
    const logs = this.held ?? this.#logs.value;
    const steps = logs[this.cell];
    const curves = stepCurves(logs);
    return html`
      <fluxtwin-chart
        .setup=${stepSetup}
        .columns=${alignCurves(curves)}
        .table=${() => tableOf(logs)}
        .empty=${curves.every(({ x }) => x.length === 0) ? "No step has been taken yet: let the cells run." : ""}
        >${legend()}</fluxtwin-chart
      >
      <div class="row">
        <div class="views" role="radiogroup" aria-label="Log of">
          ${cellIdentity.map(
            ({ letter }, k) =>
              html`<label
                ><input
                  type="radio"
                  name="cell"
                  .checked=${k === this.cell}
                  @change=${() => {
                    this.cell = k as 0 | 1;
                  }}
                /><span>Cell ${letter}</span></label
              >`,
          )}
        </div>
        <button
          class="small"
          aria-pressed=${this.held !== undefined}
          @click=${() => {
            this.held = this.held === undefined ? this.#logs.value : undefined;
          }}
        >
          ${this.held === undefined ? "Hold still" : "Go on"}
        </button>
        <button
          class="small"
          ?disabled=${logs.every((own) => own.length === 0)}
          @click=${() => download("solver-log.csv", formatSolverLog(logs))}
        >
          ${icon("table", 14)}CSV of both cells
        </button>
        <span class="soft small">${describeSteps(steps)}</span>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Last time steps of cell ${cellIdentity[this.cell].letter}">
        <table>
          <thead>
            <tr>${head.map(([words, title]) => html`<th scope="col" title=${title}>${words}</th>`)}</tr>
          </thead>
          <tbody>
            ${steps.slice(-ROWS).reverse().map(renderStep)}
          </tbody>
        </table>
      </div>
    `;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#opened?.subscription.unsubscribe();
    this.#opened = undefined;
  }

  static override styles = [
    sharedStyles,
    radioStyles,
    labPartStyles,
    legendStyles,
    css`
      fluxtwin-chart {
        height: 190px;
        background: var(--colour-ground);
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-medium);
        overflow: hidden;
      }
      .views span {
        min-height: 28px;
        padding: 0 8px;
        font-size: var(--type-small);
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--type-small);
      }
      th,
      td {
        padding: 2px 6px;
        text-align: right;
        font-weight: 400;
        white-space: nowrap;
        vertical-align: top;
      }
      th {
        color: var(--colour-text-soft);
        cursor: help;
      }
      tbody tr {
        border-top: 1px solid var(--colour-line);
      }
      th:last-child,
      td:last-child {
        min-width: 120px;
        text-align: left;
        white-space: normal;
      }
      @media (pointer: coarse) {
        .views span {
          min-height: 44px;
        }
      }
    `,
  ];
}

function tableOf(logs: SolverLogs): ChartTable {
  const rows = logs.flatMap((own, k) =>
    own
      .slice(-ROWS)
      .map(({ time, timeStep }) => ["AB"[k]!, describeNumber(time, 6), describeNumber(timeStep, 4)]),
  );
  return { head: ["Cell", "Time, s", "Step, s"], rows };
}

function renderStep(step: SolverStep): TemplateResult {
  const { time, timeStep, order, corrections, factorisations, residual, localError, rejected } = step;
  return html`<tr>
    <td>${describeTime(time)}</td>
    <td>${describeNumber(timeStep, 3)}</td>
    <td>${order}</td>
    <td>${corrections}</td>
    <td>${factorisations}</td>
    <td>${residual.toExponential(1)}</td>
    <td>${describeNumber(1000 * localError, 2)}</td>
    <td>${rejected.length === 0 ? nothing : describeRejected(rejected)}</td>
  </tr>`;
}

function describeSteps(steps: readonly SolverStep[]): string {
  if (steps.length === 0) return "";
  const rejected = steps.reduce((sum, own) => sum + own.rejected.length, 0);
  const corrections = steps.reduce((sum, own) => sum + own.corrections, 0);
  const mean = (corrections / steps.length).toFixed(1);
  return `Last ${steps.length} steps: ${mean} Newton corrections each, ${rejected} lengths not taken`;
}

/** Whole powers of ten only. */
function writePower(value: number): string {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) > 1e-6 ? "" : String(Number(value.toPrecision(1)));
}

customElements.define("fluxtwin-lab-solver", FluxtwinLabSolver);
