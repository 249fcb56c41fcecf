/**
 * Whether lithium and charge of a cell add up: behind a small sign, which says something by itself only where what does not
 * add up could be seen in the numbers of the page.
 */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { LithiumLedger } from "../../../sim-core/index.ts";
import { describeExponent } from "../streams/sentences.ts";
import { icon } from "./icons.ts";
import { sharedStyles } from "./shared-styles.ts";

/** Shares of all lithium, and of the current, from which on a number of the page, of three digits, could be wrong. */
const WORRYING = 1e-4;

export class FluxtwinBalances extends LitElement {
  static override properties = { letter: {}, ledger: { attribute: false } };
  declare letter: string;
  declare ledger: LithiumLedger;

  override render(): TemplateResult {
    const { residual, chargeImbalance } = this.ledger;
    const worrying = Math.max(Math.abs(residual), Math.abs(chargeImbalance)) > WORRYING;
    return html`<details @focusout=${this.#leave}>
      <summary class=${worrying ? "worrying" : ""} aria-label="Balances of cell ${this.letter}">
        ${worrying ? html`${icon("warn", 14)}<span>Balance</span>` : html`<span class="sign">i</span>`}
      </summary>
      <div class="card">
        <p>${worrying ? "The balances do not close: take the numbers with care." : "The balances close."}</p>
        <p>
          Lithium in cathode, anode, interphase and electrolyte against the start:
          <strong>${describeExponent(residual)}</strong>
        </p>
        <p>
          Current of the particles against the plating current: <strong>${describeExponent(chargeImbalance)}</strong>
        </p>
        <p class="soft">Shares. The solution is iterated to about 1e-8; it is a worry from 1e-4 on.</p>
      </div>
    </details>`;
  }

  #leave(event: FocusEvent): void {
    const details = event.currentTarget as HTMLDetailsElement;
    if (!details.contains(event.relatedTarget as Node | null)) details.open = false;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        margin-left: auto;
        font-size: var(--type-small);
      }
      details {
        position: relative;
      }
      summary {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 4px;
        min-width: 26px;
        min-height: 26px;
        list-style: none;
        cursor: pointer;
        border-radius: var(--radius-small);
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .sign {
        width: 17px;
        height: 17px;
        border: 1.4px solid var(--colour-text-soft);
        border-radius: 50%;
        color: var(--colour-text-soft);
        font-size: 12px;
        font-weight: 700;
        line-height: 14px;
        text-align: center;
      }
      .worrying {
        color: var(--colour-warning);
      }
      .card {
        position: absolute;
        top: 30px;
        right: 0;
        z-index: 3;
        display: grid;
        gap: 6px;
        width: min(330px, 80vw);
        padding: 8px 12px;
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-small);
        background: var(--colour-raised);
        box-shadow: 0 6px 24px rgb(0 0 0 / 50%);
      }
      @media (pointer: coarse) {
        summary {
          min-width: 44px;
          min-height: 44px;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-balances", FluxtwinBalances);
