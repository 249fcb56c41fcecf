/** Why did capacity fall: a card with a waterfall under each cell, computed on request. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Explanation } from "../../attribution/explanation.ts";
import { LEAST_SHOWN, listSteps, rangeOf, type WaterfallStep } from "../../attribution/waterfall.ts";
import {
  COLUMNS,
  describeColumns,
  describeOthers,
  percent,
  percentOf,
  show,
} from "../../attribution/waterfall-words.ts";
import { cycleToExplain, type ExplainState } from "../streams/explainer.ts";
import { emptyHistory } from "../streams/history.ts";
import type { HistoryPair } from "../streams/recorder.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { cellBadge } from "./cell-badge.ts";
import { closeBeside } from "./dialogs.ts";
import { icon } from "./icons.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";
import { whyStyles } from "./why-styles.ts";

export class FluxtwinWhy extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #names = new Watch<readonly [string, string]>(this, () => this.session.names$, ["", ""]);
  readonly #histories = new Watch<HistoryPair>(this, () => this.session.histories$, [
    emptyHistory,
    emptyHistory,
  ]);
  readonly #states = new Watch<readonly [ExplainState, ExplainState]>(
    this,
    () => this.session.explainer.states$,
    [{ kind: "idle" }, { kind: "idle" }],
  );

  /** Opens the card; it closes with Escape, its button or a click beside it. What is computed goes on. */
  open(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${closeBeside}>
      <div class="card">
        <div class="head">
          <h2 id="title">Why did capacity fall?</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        <p>
          The same cell is run again, from the same seed, without one cause or several: each cause's share of the loss
          is what it takes on average over all orders. What cathode and anode take only together is the
          <em>codependence</em>. The parts sum to the loss. On the draft mesh, with waves along interfaces and
          extrapolated cycles; it takes minutes.
        </p>
        <div class="cells">${this.#renderCell(0)}${this.#renderCell(1)}</div>
      </div>
    </dialog>`;
  }

  #renderCell(cell: 0 | 1): TemplateResult {
    const state = this.#states.value[cell];
    const { letter } = cellIdentity[cell];
    return html`<section aria-label="Cell ${letter}">
      <div class="cell">
        ${cellBadge(cell, 22)}<span class="name">${this.#names.value[cell]}</span>${this.#renderButton(cell)}
      </div>
      <div aria-live="polite">${renderState(state, cell)}</div>
    </section>`;
  }

  #renderButton(cell: 0 | 1): TemplateResult {
    const { explainer } = this.session;
    const { letter } = cellIdentity[cell];
    if (this.#states.value[cell].kind === "running") {
      return html`<button aria-label="Cancel cell ${letter}" @click=${() => explainer.cancel(cell)}>Cancel</button>`;
    }
    const cycle = cycleToExplain(this.#histories.value[cell]);
    const what = cycle === undefined ? "Explain" : `Explain cycle ${cycle}`;
    return html`<button aria-label="${what} of cell ${letter}" @click=${() => explainer.explain(cell)}>${what}</button>`;
  }

  static override styles = [sharedStyles, dialogStyles, whyStyles];
}

function renderState(state: ExplainState, cell: 0 | 1): TemplateResult | typeof nothing {
  if (state.kind === "idle") return nothing;
  if (state.kind === "refused") return html`<p class="small">${state.message}</p>`;
  if (state.kind === "explained") return renderExplanation(state.explanation, cell);
  return html`<p class="small">
    Cycle ${state.cycle}: ${state.words}
    <progress max="1" .value=${state.share} aria-label="Progress"></progress>
  </p>`;
}

function renderExplanation(explanation: Explanation, cell: 0 | 1): TemplateResult {
  const { capacity, loss, cycle, referenceCycle, causes, notices } = explanation;
  const steps = listSteps(explanation);
  const range = rangeOf(steps, capacity);
  const place = (value: number): number => (100 * (value - range.from)) / (range.to - range.from);
  const whole = (name: string, value: number): TemplateResult =>
    renderRow(name, [show(value)], { left: 0, right: place(value), kind: `whole-${cell}` });
  const sentences = [...describeColumns(explanation), ...describeOthers(causes), ...notices].join(" ");
  return html`<table>
      <caption class="small">
        Cycle ${cycle} gives ${show(loss.loss)} mAh/cm\u00b2 (${percent(loss.loss / capacity.reference)}) less than
        cycle ${referenceCycle}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${COLUMNS.map((name) => html`<th scope="col">${withUnit(name)}</th>`)}
          <td class="bars"></td>
        </tr>
      </thead>
      <tbody>
        ${whole(`Cycle ${referenceCycle}`, capacity.reference)}
        ${steps.map((step) => renderStep(step, loss.loss, place))} ${whole(`Cycle ${cycle}`, capacity.now)}
      </tbody>
    </table>
    <p class="small">${withUnit(sentences)}</p>`;
}

function renderStep(step: WaterfallStep, loss: number, place: (value: number) => number): TemplateResult {
  const { name, part, share, level, kind } = step;
  const after = level - part.loss;
  const isGain = part.loss < -LEAST_SHOWN;
  const bar = {
    left: place(Math.min(level, after)),
    right: place(Math.max(level, after)),
    kind: isGain ? "gain" : kind,
  };
  const numbers = [
    `${isGain ? "+" : ""}${show(-part.loss)}`,
    percentOf(part.loss, loss),
    part.polarisation === null ? "" : show(-part.polarisation),
    share === undefined ? "" : show(-share.loss),
  ];
  return renderRow(sentenceCase(name), numbers, bar);
}

function renderRow(
  name: string,
  numbers: readonly string[],
  { left, right, kind }: { readonly left: number; readonly right: number; readonly kind: string },
): TemplateResult {
  // As a property: the content security policy forbids the attribute.
  const style = `left:${left}%;width:${right - left}%`;
  return html`<tr>
    <th scope="row">${name}</th>
    ${COLUMNS.map((_, k) => html`<td>${numbers[k] ?? ""}</td>`)}
    <td class="bars" aria-hidden="true"><div class="track"><span class=${kind} .style=${style}></span></div></td>
  </tr>`;
}

/** Units as the page writes them. */
function withUnit(words: string): string {
  return words.replaceAll("cm2", "cm\u00b2");
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

customElements.define("fluxtwin-why", FluxtwinWhy);
