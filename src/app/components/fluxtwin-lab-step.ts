/** One step of a protocol as a card: what is done, at what value, until when, in what surroundings. Alt and arrows move it. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { InputProblem, ProtocolOutline, StepOutline, StepParts } from "../../../sim-core/index.ts";
import {
  moveStep,
  removeStep,
  type StepKind,
  type StepPlace,
  setSentence,
  setStep,
  stepKinds,
  turnInto,
} from "../streams/lab/protocol-draft.ts";
import { icon } from "./icons.ts";
import { labPartStyles } from "./lab-styles.ts";
import { sharedStyles } from "./shared-styles.ts";

const kindWords: Readonly<Record<StepKind, string>> = {
  charge: "Charge at",
  discharge: "Discharge at",
  hold: "Hold at",
  rest: "Rest",
};

export class FluxtwinLabStep extends LitElement {
  static override properties = {
    step: { attribute: false },
    place: { attribute: false },
    count: { attribute: false },
    problems: { attribute: false },
  };
  declare step: StepOutline;
  declare place: StepPlace;
  /** Steps of the list that it stands in. */
  declare count: number;
  declare problems: readonly InputProblem[];

  override render(): TemplateResult {
    const { parts } = this.step;
    const number = this.place.step + 1;
    return html`<div class="card row" role="group" aria-label="Step ${number}" @keydown=${this.#onKey}>
        <span class="number soft">${number}</span>
        ${parts === undefined ? this.#renderWritten() : this.#renderFields(parts)}
        <span class="buttons">
          <button
            class="small plain up"
            aria-label="Move step ${number} up"
            title="Up (Alt and arrow)"
            ?disabled=${this.place.step === 0}
            @click=${() => void this.#move(-1)}
          >
            ${icon("previous", 14)}
          </button>
          <button
            class="small plain down"
            aria-label="Move step ${number} down"
            title="Down (Alt and arrow)"
            ?disabled=${number === this.count}
            @click=${() => void this.#move(1)}
          >
            ${icon("next", 14)}
          </button>
          <button
            class="small plain"
            aria-label="Remove step ${number}"
            ?disabled=${this.count === 1}
            @click=${() => this.#edit((draft) => removeStep(draft, this.place))}
          >
            ${icon("close", 14)}
          </button>
        </span>
      </div>
      ${this.problems.map(
        (own) => html`<p class="problem">${own.where}: got ${own.got}; expected ${own.expected}</p>`,
      )}`;
  }

  #renderFields(parts: StepParts): TemplateResult {
    const number = this.place.step + 1;
    const set = (change: Partial<StepParts>): void =>
      this.#edit((draft) => setStep(draft, this.place, { ...parts, ...change }));
    return html`<select
        aria-label="Kind of step ${number}"
        @change=${(event: Event) =>
          set(turnInto(parts, (event.target as HTMLSelectElement).value as StepKind))}
      >
        ${stepKinds.map(
          (kind) => html`<option value=${kind} .selected=${kind === parts.kind}>${kindWords[kind]}</option>`,
        )}
      </select>
      ${
        parts.kind === "rest"
          ? nothing
          : html`<input
              class="value"
              aria-label="Value of step ${number}, with its unit"
              .value=${parts.value}
              @change=${(event: Event) => set({ value: textOf(event) })}
            />`
      }
      <label class="row limits"
        ><span class="soft small">until</span
        ><input
                    aria-label="Step ${number} ends when one of these is met, parted by semicolons"
          .value=${parts.until.join("; ")}
          @change=${(event: Event) => set({ until: listOf(event) })}
      /></label>
      <label class="row"
        ><span class="soft small">at</span
        ><input
                    aria-label="Temperature or pressure of step ${number}"
          placeholder="as before"
          .value=${parts.surroundings.join("; ")}
          @change=${(event: Event) => set({ surroundings: listOf(event) })}
      /></label>`;
  }

  #renderWritten(): TemplateResult {
    const { written } = this.step;
    const number = this.place.step + 1;
    if (typeof written !== "string") return html`<code>${JSON.stringify(written)}</code>`;
    return html`<input
      class="sentence"
      aria-label="Step ${number} as a sentence"
      .value=${written}
      @change=${(event: Event) => this.#edit((draft) => setSentence(draft, this.place, textOf(event)))}
    />`;
  }

  #onKey(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    void this.#move(event.key === "ArrowUp" ? -1 : 1);
  }

  /** The focus goes with the step, which is another element then. */
  async #move(by: -1 | 1): Promise<void> {
    const { step } = this.place;
    if (step + by < 0 || step + by >= this.count) return;
    const steps = this.closest("ol")?.querySelectorAll<FluxtwinLabStep>("fluxtwin-lab-step");
    this.#edit((draft) => moveStep(draft, this.place, by));
    const next = steps?.[step + by];
    // Everything between here and there has been drawn anew by then.
    await new Promise((resolve) => setTimeout(resolve));
    next?.renderRoot.querySelector<HTMLElement>("select, input")?.focus();
  }

  #edit(change: (draft: ProtocolOutline) => ProtocolOutline): void {
    this.dispatchEvent(new CustomEvent("edit", { detail: change, bubbles: true, composed: true }));
  }

  static override styles = [
    sharedStyles,
    labPartStyles,
    css`
      :host {
        container-type: inline-size;
        gap: 4px;
      }
      .card {
        padding: 6px 8px;
        border-radius: var(--radius-small);
        background: var(--colour-raised);
      }
      .card {
        flex-wrap: nowrap;
      }
      .value {
        flex: 1 1 70px;
        min-width: 0;
      }
      label.row {
        flex: 1 1 90px;
        flex-wrap: nowrap;
        min-width: 0;
        gap: 5px;
      }
      label.limits {
        flex-grow: 2;
      }
      label input {
        flex: 1;
        width: 0;
        min-width: 0;
      }
      .sentence,
      code {
        flex: 1 1 160px;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .buttons {
        display: inline-flex;
        margin-left: auto;
      }
      .buttons button {
        min-width: 26px;
        padding: 0;
      }
      @container (max-width: 440px) {
        .card {
          flex-wrap: wrap;
        }
        .number,
        select {
          order: -2;
        }
        .buttons {
          order: -1;
        }
        .sentence {
          flex-basis: 100%;
        }
        .buttons button {
          min-width: 40px;
        }
      }
      .up,
      .down {
        rotate: 90deg;
      }
    `,
  ];
}

function textOf(event: Event): string {
  return (event.target as HTMLInputElement).value.trim();
}

function listOf(event: Event): string[] {
  return textOf(event)
    .split(";")
    .map((own) => own.trim())
    .filter((own) => own !== "");
}

customElements.define("fluxtwin-lab-step", FluxtwinLabStep);
