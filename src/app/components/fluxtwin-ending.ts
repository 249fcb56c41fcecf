/** Over a cell that has ended: what happened, why, the way back, and what to try. It can be folded to see the cell. */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { EngineStatus } from "../engine/engine-status.ts";
import type { ParameterValues } from "../engine/messages.ts";
import { describeEnding, type Ending, type Trial } from "../streams/endings.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { icon } from "./icons.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinEnding extends LitElement {
  static override properties = {
    session: { attribute: false },
    cell: { type: Number },
    status: { attribute: false },
    folded: { state: true },
  };
  declare session: Session;
  declare cell: 0 | 1;
  declare status: EngineStatus;
  declare folded: boolean;

  readonly #values = new Watch<ParameterValues>(this, () => this.session.values$, {});

  override render(): TemplateResult | string {
    const ending = describeEnding(this.status, this.#values.value);
    if (ending === undefined) return "";
    const { letter } = cellIdentity[this.cell];
    const { title, what, grave } = ending;
    return html`<section
      class="note ${this.status.kind} ${grave ? "grave" : ""}"
      data-cell=${letter}
      role=${grave ? "alert" : "status"}
    >
      <div class="head">
        ${icon(grave ? "warn" : "check", 16)}
        <p><strong>Cell ${letter}: ${title}.</strong> ${what}</p>
        <button class="plain" aria-expanded=${!this.folded} @click=${this.#fold}>
          ${this.folded ? "More" : "Less"}
        </button>
      </div>
      ${this.folded ? "" : this.#renderRest(ending)}
    </section>`;
  }

  #renderRest({ why, trials: all }: Ending): TemplateResult {
    // What the address of a frame holds, no hand changes.
    const { locks } = this.session.look$.value;
    if (locks.includes("time")) return html`<p class="soft">${why}</p>`;
    const trials = all.filter(({ path }) => !locks.includes(path));
    const refused = this.status.kind === "refused";
    return html`<p class="soft">${why}</p>
      <div class="ways">
        ${
          refused
            ? html`<button @click=${() => history.back()}>Undo the last change</button>`
            : html`<button @click=${() => this.session.travel.goBeforeEnd(this.cell)}>
                  Go back to before it happened
                </button>
                <button @click=${() => this.#beginAgain()}>Start both again</button>`
        }
        ${trials.length === 0 ? "" : html`<span class="soft">or try</span>`}
        ${trials.map(
          (
            trial,
          ) => html`<button title="Both cells start again with it" @click=${() => this.#beginAgain(trial)}>
            ${trial.words}
          </button>`,
        )}
      </div>`;
  }

  #beginAgain(trial?: Trial): void {
    const { store, travel } = this.session;
    store.update({ playing: true });
    if (trial !== undefined) store.setParameter(trial.path, trial.value);
    // What the cells must be built anew for starts them by itself.
    if (travel.settled) this.session.restart();
  }

  #fold(): void {
    this.folded = !this.folded;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.folded ??= false;
  }

  static override styles = [
    sharedStyles,
    css`
      .note {
        display: grid;
        gap: 6px;
        padding: 6px 6px 8px 10px;
        font-size: var(--type-small);
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-small);
        background: color-mix(in srgb, var(--colour-ground) 90%, transparent);
        pointer-events: auto;
      }
      .note.grave {
        border-color: var(--colour-danger);
        background: color-mix(in srgb, var(--colour-ground) 86%, var(--colour-danger));
      }
      .head {
        display: flex;
        align-items: start;
        gap: 8px;
      }
      .head p {
        flex: 1;
        overflow-wrap: anywhere;
      }
      .head svg {
        flex: none;
        margin-top: 1px;
      }
      .grave .head svg {
        color: var(--colour-danger);
      }
      .grave .soft {
        color: var(--colour-text);
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
      }
      .ways button {
        min-height: 28px;
        padding: 0 8px;
        white-space: normal;
      }
      .head button {
        min-height: 24px;
        text-decoration: underline;
      }
      :host {
        max-height: 100%;
        overflow: auto;
      }
    `,
  ];
}

customElements.define("fluxtwin-ending", FluxtwinEnding);
