/** The head of one cell: who it is, how it stands, its numbers; all of the frame that is drawn. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { map } from "rxjs";
import type { Frame } from "../../../sim-core/index.ts";
import type { EngineStatus } from "../engine/engine-status.ts";
import { describeEnd, describeNumber, describePhase } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { flowOf } from "../streams/shown-cells.ts";
import { cellIdentity } from "../theme/theme.ts";
import { cellBadge } from "./cell-badge.ts";
import "./fluxtwin-balances.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinReadouts extends LitElement {
  static override properties = { session: { attribute: false }, cell: { type: Number } };
  declare session: Session;
  declare cell: 0 | 1;

  readonly #frame = new Watch<Frame | undefined>(
    this,
    () => this.session.viewing.frames$.pipe(map((frames) => frames[this.cell])),
    undefined,
  );
  readonly #status = new Watch<EngineStatus>(
    this,
    () => this.session.statuses$.pipe(map((statuses) => statuses[this.cell])),
    { kind: "building" },
  );
  readonly #name = new Watch(this, () => this.session.names$.pipe(map((names) => names[this.cell])), "");

  override render(): TemplateResult {
    const frame = this.#frame.value;
    // What glides by in a cycle that is jumped is no moment of it.
    const moment = frame?.jumped === true ? undefined : frame;
    return html`
      <div class="title">
        ${cellBadge(this.cell, 24)}
        <h2 title=${this.#name.value}>${this.#name.value}</h2>
        ${this.#renderStatus(frame)}
        ${
          frame === undefined
            ? ""
            : html`<fluxtwin-balances .letter=${cellIdentity[this.cell].letter} .ledger=${frame.ledger}></fluxtwin-balances>`
        }
      </div>
      <dl>
        ${this.#renderNumber("Voltage", "V", moment?.voltage.toFixed(3))}
        ${this.#renderNumber("Current", "A/m\u00b2", moment && describeNumber(flowOf(moment).currentDensity))}
        ${this.#renderNumber("Capacity", "mAh/cm\u00b2", moment?.capacity.toFixed(2))}
        ${this.#renderNumber("Cycle", "", frame && String(frame.cycle))}
        ${this.#renderNumber("Active", "%", frame && (frame.activeFraction * 100).toFixed(1))}
      </dl>
    `;
  }

  #renderStatus(frame: Frame | undefined): TemplateResult {
    const status = this.#status.value;
    if (status.kind === "building") return html`<span class="chip">Preparing</span>`;
    if (status.kind === "running") {
      if (frame?.jumped === true) {
        return html`<span class="chip" title="This cycle is extrapolated from solved ones">Cycle jumped</span>`;
      }
      const phase = frame && flowOf(frame).phase;
      return html`<span class="chip" data-phase=${phase ?? ""}>${phase && describePhase(phase)}</span>`;
    }
    if (status.kind === "shorted") {
      return html`<span class="chip shorted" title=${status.message}>Short circuit</span>`;
    }
    return html`<span class="chip ended" title=${status.message}>${describeEnd(status.kind)}</span>`;
  }

  #renderNumber(label: string, unit: string, value: string | undefined): TemplateResult {
    return html`<div>
      <dt>${label}</dt>
      <dd>${value ?? "\u2013"}${unit === "" ? "" : html` <span class="unit">${unit}</span>`}</dd>
    </div>`;
  }

  static override styles = [
    sharedStyles,
    css`
      .title {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 28px;
      }
      h2 {
        font-size: var(--type-large);
        font-weight: 600;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .chip {
        padding: 1px 8px;
        border-radius: 999px;
        border: 1px solid var(--colour-line-strong);
        font-size: var(--type-small);
        color: var(--colour-text-soft);
        white-space: nowrap;
      }
      .chip.ended {
        border-color: var(--colour-warning);
        color: var(--colour-warning);
      }
      .chip.shorted {
        border-color: var(--colour-danger);
        background: var(--colour-danger);
        color: var(--colour-ground);
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: 1.1fr 1.2fr 1.4fr 0.6fr 0.9fr;
        gap: 8px;
        margin-top: 2px;
      }
      dt {
        font-size: var(--type-tiny);
        color: var(--colour-text-faint);
      }
      dd {
        font-size: var(--type-large);
        white-space: nowrap;
        line-height: 1.2;
      }
      .unit {
        font-size: var(--type-small);
        color: var(--colour-text-soft);
      }
      @media (max-width: 1000px) {
        dd {
          font-size: 15px;
        }
      }
      @media (max-width: 743px) {
        .balance span {
          display: none;
        }
        dl {
          display: flex;
          flex-wrap: wrap;
          justify-content: space-between;
          gap: 0 8px;
        }
        dd {
          font-size: var(--type-body);
        }
        .unit {
          font-size: var(--type-tiny);
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-readouts", FluxtwinReadouts);
