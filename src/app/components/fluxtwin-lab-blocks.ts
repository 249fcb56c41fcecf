/** A protocol as blocks of step cards; what is changed goes out as a function of the draft. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { BlockOutline, InputProblem, ProtocolOutline, StepOutline } from "../../../sim-core/index.ts";
import {
  addBlock,
  addStep,
  moveBlock,
  removeBlock,
  type StepKind,
  type StepPlace,
  setBlock,
  setEnd,
  stepKinds,
} from "../streams/lab/protocol-draft.ts";
import { problemsAt } from "../streams/lab/protocol-problems.ts";
import "./fluxtwin-lab-step.ts";
import { icon } from "./icons.ts";
import { labPartStyles } from "./lab-styles.ts";
import { sharedStyles } from "./shared-styles.ts";

type Change = (draft: ProtocolOutline) => ProtocolOutline;

const kindWords: Readonly<Record<StepKind, string>> = {
  charge: "Charge",
  discharge: "Discharge",
  hold: "Hold",
  rest: "Rest",
};

export class FluxtwinLabBlocks extends LitElement {
  static override properties = {
    draft: { attribute: false },
    places: { attribute: false },
    problems: { attribute: false },
  };
  declare draft: ProtocolOutline | undefined;
  /** Where the reader has the steps; undefined while it has not answered. */
  declare places: ProtocolOutline | undefined;
  declare problems: readonly InputProblem[];

  override render(): TemplateResult {
    const { draft } = this;
    if (draft === undefined)
      return html`<p class="soft">The text holds neither steps nor blocks; see it as text.</p>`;
    return html`
      ${
        draft.repeat === 1
          ? nothing
          : html`<p class="small soft">All blocks together pass ${draft.repeat} times (repeat, in the text).</p>`
      }
      ${draft.blocks.map((block, k) => this.#renderBlock(block, k, draft.blocks.length))}
      <div class="row">
        <button class="small" @click=${() => this.#edit(addBlock)}>Add a block</button>
        <label class="row end"
          ><span class="soft small">The run ends when</span>
          <input
            placeholder="such as: retention < 80 %; 100 cycles"
            .value=${draft.end.join("; ")}
            @change=${(event: Event) => {
              const { value } = event.target as HTMLInputElement;
              this.#edit((own) => setEnd(own, value));
            }}
          />
        </label>
      </div>
      ${problemsAt(this.problems, "protocol.end").map(
        (own) => html`<p class="problem">got ${own.got}; expected ${own.expected}</p>`,
      )}
    `;
  }

  #renderBlock(block: BlockOutline, k: number, count: number): TemplateResult {
    const { name, repeat, steps, check } = block;
    return html`<section aria-label="Block ${name}">
      <div class="row">
        <input
          class="name"
          aria-label="Name of block ${k + 1}"
          .value=${name}
          @change=${(event: Event) => {
            const own = (event.target as HTMLInputElement).value.trim();
            this.#edit((draft) => setBlock(draft, k, { name: own || name }));
          }}
        />
        <label class="row"
          ><span class="soft small">passes</span>
          <input
            class="count"
            inputmode="numeric"
            .value=${String(repeat)}
            @change=${(event: Event) => this.#repeat(k, event.target as HTMLInputElement, repeat)}
          />
        </label>
        <span class="buttons">
          ${this.#renderMove(`block ${name}`, "up", k > 0, () => this.#edit((draft) => moveBlock(draft, k, -1)))}
          ${this.#renderMove(`block ${name}`, "down", k < count - 1, () =>
            this.#edit((draft) => moveBlock(draft, k, 1)),
          )}
          <button
            class="small plain"
            aria-label="Remove block ${name}"
            ?disabled=${count === 1}
            @click=${() => this.#edit((draft) => removeBlock(draft, k))}
          >
            ${icon("close", 14)}
          </button>
        </span>
      </div>
      ${this.#renderSteps(steps, { block: k, list: "steps" })}
      ${
        check === undefined
          ? nothing
          : html`<p class="small soft">After every ${check.every} passes, ${check.name}:</p>
              ${this.#renderSteps(check.steps, { block: k, list: "check" })}`
      }
    </section>`;
  }

  #renderMove(what: string, where: "up" | "down", isOn: boolean, move: () => void): TemplateResult {
    return html`<button
      class="small plain ${where}"
      aria-label="Move ${what} ${where}"
      ?disabled=${!isOn}
      @click=${move}
    >
      ${icon(where === "up" ? "previous" : "next", 14)}
    </button>`;
  }

  #renderSteps(steps: readonly StepOutline[], place: Omit<StepPlace, "step">): TemplateResult {
    return html`<ol>
        ${steps.map(
          (step, k) =>
            html`<li>
              <fluxtwin-lab-step
                .step=${step}
                .place=${{ ...place, step: k }}
                .count=${steps.length}
                .problems=${this.#problemsOf({ ...place, step: k })}
              ></fluxtwin-lab-step>
            </li>`,
        )}
      </ol>
      <div class="row adders">
        <span class="soft small">Add</span>
        ${stepKinds.map(
          (kind) =>
            html`<button class="small" @click=${() => this.#edit((draft) => addStep(draft, place, kind))}>
              ${kindWords[kind]}
            </button>`,
        )}
      </div>`;
  }

  /** Those of the step at the same place of the text. */
  #problemsOf({ block, list, step }: StepPlace): readonly InputProblem[] {
    const own = this.places?.blocks[block];
    const steps = list === "steps" ? own?.steps : own?.check?.steps;
    return problemsAt(this.problems, steps?.[step]?.where ?? "");
  }

  #repeat(block: number, input: HTMLInputElement, before: number): void {
    const repeat = Number(input.value);
    if (Number.isInteger(repeat) && repeat > 0) this.#edit((draft) => setBlock(draft, block, { repeat }));
    else input.value = String(before);
  }

  #edit(change: Change): void {
    this.dispatchEvent(new CustomEvent<Change>("edit", { detail: change, bubbles: true, composed: true }));
  }

  static override styles = [
    sharedStyles,
    labPartStyles,
    css`
      section {
        display: grid;
        gap: 6px;
        padding: 8px 10px;
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-small);
      }
      .name {
        flex: 1 1 120px;
        min-width: 0;
        font-weight: 600;
      }
      .count {
        width: 64px;
      }
      .buttons {
        display: inline-flex;
      }
      .up,
      .down {
        rotate: 90deg;
      }
      ol {
        display: grid;
        gap: 6px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .end {
        flex: 1;
      }
      .end input {
        flex: 1 1 180px;
        min-width: 0;
      }
    `,
  ];
}

customElements.define("fluxtwin-lab-blocks", FluxtwinLabBlocks);
