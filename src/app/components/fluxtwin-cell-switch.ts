/** Which of the two cells is drawn where there is room for one: two radio buttons. */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { Session } from "../streams/session.ts";
import { cellBadge } from "./cell-badge.ts";
import { radioStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const CELLS = [0, 1] as const;

/** Sends `choose` with the cell that is to be drawn. */
export class FluxtwinCellSwitch extends LitElement {
  static override properties = { session: { attribute: false }, shown: { type: Number } };
  declare session: Session;
  declare shown: 0 | 1;

  readonly #names = new Watch<readonly [string, string]>(this, () => this.session.names$, ["", ""]);

  override render(): TemplateResult {
    return html`<fieldset>
      <legend class="hidden">Which cell is drawn</legend>
      ${CELLS.map(
        (cell) => html`<label>
          <input
            type="radio"
            name="cell"
            .checked=${cell === this.shown}
            @change=${() => this.dispatchEvent(new CustomEvent("choose", { detail: cell }))}
          /><span>${cellBadge(cell, 20)} ${this.#names.value[cell]}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  static override styles = [
    sharedStyles,
    radioStyles,
    css`
      fieldset {
        display: grid;
        grid-template-columns: 1fr 1fr;
        margin: 0;
        padding: 2px;
        min-width: 0;
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-small);
        background: var(--colour-raised);
      }
      label {
        min-width: 0;
      }
      label > span {
        display: flex;
        justify-content: center;
        gap: 8px;
        min-height: 40px;
      }
      input:checked + span {
        font-weight: 600;
      }
    `,
  ];
}

customElements.define("fluxtwin-cell-switch", FluxtwinCellSwitch);
