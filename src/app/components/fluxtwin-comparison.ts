/** How the cells are set against each other: a labelled set of radio buttons, and what the chosen view is to be read as. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { type ComparisonView, comparisonViews } from "../layers/form/views.ts";
import type { Session } from "../streams/session.ts";
import { radioStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const words: Readonly<Record<ComparisonView, { readonly label: string; readonly note: string }>> = {
  side: { label: "A | B", note: "Both cells side by side, at the same moment" },
  difference: {
    label: "A \u2212 B",
    note: "What A shows less what B shows: blue where A is higher, amber where B is",
  },
  curtain: { label: "Curtain", note: "Both cells in one place: A left of the curtain, B right of it" },
  blink: { label: "Blink", note: "Both cells in one place, one after the other" },
};

export class FluxtwinComparison extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #view = new Watch<ComparisonView>(this, () => this.session.store.select("view"), "side");

  override render(): TemplateResult {
    const chosen = this.#view.value;
    return html`<fieldset>
      <legend>Compare</legend>
      ${comparisonViews.map(
        (view) =>
          html`<label title=${words[view].note}>
            <input
              type="radio"
              name="view"
              .checked=${view === chosen}
              @change=${() => this.session.store.update({ view })}
            /><span>${words[view].label}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  static override styles = [
    sharedStyles,
    radioStyles,
    css`
      fieldset {
        display: flex;
        align-items: center;
        margin: 0;
        padding: 0;
        min-width: 0;
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-small);
        background: var(--colour-raised);
      }
      legend {
        float: left;
        padding: 0 6px 0 8px;
        font-size: var(--type-small);
        color: var(--colour-text-soft);
      }
      span {
        min-height: 24px;
        padding: 0 9px;
        font-size: 13px;
      }
      @media (pointer: coarse) {
        span {
          min-height: 40px;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-comparison", FluxtwinComparison);
