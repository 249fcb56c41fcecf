/** Help on one card: what is seen, the keys, and what of it is a hypothesis. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { icon } from "./icons.ts";
import { sharedStyles } from "./shared-styles.ts";

const keys: readonly (readonly [string, string])[] = [
  ["Space", "play or pause"],
  [".", "one step while paused"],
  ["R", "start both cells again"],
  ["L", "next layer (Shift: the one before)"],
  ["Arrows", "on a slider: one step; with Shift ten"],
  ["Page up, Page down", "on a slider: ten steps"],
  ["Home, End", "on a slider: least, most"],
  ["+ \u2212 0", "on the picture: closer, farther, all of it"],
  ["?", "this card"],
];

export class FluxtwinHelp extends LitElement {
  /** Opens the card; it closes with Escape, its button or a click beside it. */
  open(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${this.#closeBeside}>
      <div class="card">
        <div class="head">
          <h2 id="title">What you see</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        <p>
          Two solid-state cells, cut open: lithium metal on top, the solid electrolyte Li<sub>6</sub>PS<sub>5</sub>Cl
          below it, and at the bottom the particles of the cathode. A has bare NCM811 particles, B has particles with
          a thin lithium zirconium phosphate coating. Both are solved while you watch, with the same protocol, the
          same seed and the same clock.
        </p>
        <p>
          Particles shrink as lithium leaves them. When the strain of a cycle comes near the detachment threshold, the
          interface is damaged; a particle that lets go takes no more part, and its current goes to the others.
        </p>
        <h3>What is a hypothesis</h3>
        <p>
          That lost neighbours load the rest (load sharing, exponent q) is an assumption: published capacities can be
          matched as well without it. Set it to 0 to see the cell without this feedback. Every control names its
          source and how far it can be trusted; "assumed" means that nobody has measured it.
        </p>
        <h3>Keys</h3>
        <dl>
          ${keys.map(([key, words]) => html`<dt><kbd>${key}</kbd></dt><dd>${words}</dd>`)}
        </dl>
      </div>
    </dialog>`;
  }

  #closeBeside(event: MouseEvent): void {
    const dialog = event.currentTarget as HTMLDialogElement;
    if (event.target === dialog) dialog.close();
  }

  static override styles = [
    sharedStyles,
    css`
      dialog {
        width: min(600px, calc(100vw - 32px));
        max-height: calc(100dvh - 32px);
        padding: 0;
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-medium);
        background: var(--colour-panel);
        color: var(--colour-text);
      }
      dialog::backdrop {
        background: rgb(4 7 10 / 60%);
      }
      .card {
        display: grid;
        gap: 10px;
        padding: 16px 20px 20px;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      h2 {
        font-size: var(--type-large);
      }
      h3 {
        font-size: var(--type-body);
        margin-top: 4px;
      }
      p {
        color: var(--colour-text-soft);
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 4px 16px;
      }
      dd {
        color: var(--colour-text-soft);
      }
      kbd {
        font: inherit;
        font-weight: 600;
      }
    `,
  ];
}

customElements.define("fluxtwin-help", FluxtwinHelp);
