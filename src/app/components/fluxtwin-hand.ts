/** While the hand is held: what it does, and to which cells. */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { HandTool } from "../streams/hand.ts";
import type { Session } from "../streams/session.ts";
import { radioStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const DOINGS = [
  ["detached", "Let go"],
  ["attached", "Bring back"],
] as const;

export class FluxtwinHand extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #tool = new Watch<HandTool>(this, () => this.session.hand.tool$, {
    on: false,
    contact: "detached",
    both: false,
  });

  override render(): TemplateResult {
    const { hand } = this.session;
    const { on, contact, both } = this.#tool.value;
    if (!on) return html``;
    return html`<div class="bar" role="group" aria-label="What the hand does">
      <p class="small">Click particles, or draw over them:</p>
      <fieldset>
        <legend class="hidden">To particles that are touched</legend>
        ${DOINGS.map(
          ([key, words]) => html`<label>
            <input
              type="radio"
              name="contact"
              .checked=${key === contact}
              @change=${() => hand.hold({ contact: key })}
            /><span>${words}</span>
          </label>`,
        )}
      </fieldset>
      <button
        aria-pressed=${both ? "true" : "false"}
        title="Whichever cell is touched"
        @click=${() => hand.hold({ both: !both })}
      >
        A and B
      </button>
    </div>`;
  }

  static override styles = [
    sharedStyles,
    radioStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        pointer-events: none;
      }
      button,
      .bar {
        pointer-events: auto;
      }
      [aria-pressed="true"] {
        border-color: var(--colour-text);
        background: var(--colour-text);
        color: var(--colour-ground);
      }
      /* Over the lithium, to which no hand does anything. */
      .bar {
        position: absolute;
        top: 0;
        left: 50%;
        translate: -50% 0;
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        width: max-content;
        max-width: 100%;
        align-items: center;
        gap: 4px 8px;
        padding: 4px 4px 4px 10px;
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-small);
        background: color-mix(in srgb, var(--colour-panel) 94%, transparent);
      }
      fieldset {
        display: inline-flex;
        margin: 0;
        padding: 2px;
        min-width: 0;
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-small);
      }
      span {
        min-height: 26px;
        padding: 0 8px;
      }
      @media (forced-colors: active) {
        [aria-pressed="true"] {
          forced-color-adjust: none;
          background: Highlight;
          color: HighlightText;
        }
      }
      @media (pointer: coarse) {
        span {
          min-height: 44px;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-hand", FluxtwinHand);
