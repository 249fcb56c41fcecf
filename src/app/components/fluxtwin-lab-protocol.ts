/** The protocol editor: blocks and text of one protocol, judged while it is written, begun with when that is asked for. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { describeProblem, type InputProblem } from "../../../sim-core/index.ts";
import {
  type DeskState,
  ProtocolDesk,
  type ProtocolTarget,
  protocolTargets,
} from "../streams/lab/protocol-desk.ts";
import { isJsonText, listDraftSteps } from "../streams/lab/protocol-draft.ts";
import { lineOf, problemsAt } from "../streams/lab/protocol-problems.ts";
import type { Session } from "../streams/session.ts";
import { download } from "./download.ts";
import "./fluxtwin-lab-blocks.ts";
import { icon } from "./icons.ts";
import { labPartStyles } from "./lab-styles.ts";
import { radioStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const targetWords: Readonly<Record<ProtocolTarget, string>> = {
  both: "Both cells",
  A: "Cell A",
  B: "Cell B",
};
const views = { blocks: "Blocks", text: "Text" } as const;
type View = keyof typeof views;

export class FluxtwinLabProtocol extends LitElement {
  static override properties = { session: { attribute: false }, view: { state: true } };
  declare session: Session;
  declare view: View;

  #opened: ProtocolDesk | undefined;
  readonly #state = new Watch<DeskState | undefined>(this, () => this.#desk.state$, undefined);

  constructor() {
    super();
    this.view = "blocks";
  }

  get #desk(): ProtocolDesk {
    const { store, notices$, protocolChecks: checks } = this.session;
    this.#opened ??= new ProtocolDesk({ store, notices$, checks });
    return this.#opened;
  }

  override render(): TemplateResult {
    const state = this.#state.value;
    if (state === undefined) return html``;
    return html`
      <div class="row">
        <select
          aria-label="Protocol of"
          @change=${(event: Event) =>
            this.#desk.choose((event.target as HTMLSelectElement).value as ProtocolTarget)}
        >
          ${protocolTargets.map(
            (name) =>
              html`<option value=${name} .selected=${name === state.target}>${targetWords[name]}</option>`,
          )}
        </select>
        <div class="views" role="radiogroup" aria-label="Protocol shown as">
          ${Object.entries(views).map(
            ([name, words]) =>
              html`<label
                ><input
                  type="radio"
                  name="view"
                  value=${name}
                  .checked=${name === this.view}
                  @change=${() => {
                    this.view = name as View;
                  }}
                /><span>${words}</span></label
              >`,
          )}
        </div>
        ${this.#renderFileButtons(state)}
      </div>
      ${this.#renderVerdict(state)}
      ${
        this.view === "blocks"
          ? html`<fluxtwin-lab-blocks
              .draft=${state.draft}
              .places=${state.isWaiting ? undefined : state.places}
              .problems=${state.problems}
              @edit=${(event: CustomEvent) => this.#desk.edit(event.detail)}
            ></fluxtwin-lab-blocks>`
          : this.#renderText(state)
      }
      ${this.#renderApply(state)}
    `;
  }

  #renderFileButtons({ text }: DeskState): TemplateResult {
    const name = `protocol.${isJsonText(text) ? "json" : "txt"}`;
    return html`<button class="small" title="Save the protocol as ${name}" @click=${() => download(name, text)}>
        ${icon("save", 14)}Save
      </button>
      <button class="small" @click=${() => this.renderRoot.querySelector<HTMLInputElement>("#file")?.click()}>
        Open
      </button>
      <input
        id="file"
        type="file"
        accept=".txt,.json"
        hidden
        aria-label="Protocol file"
        @change=${(event: Event) => void this.#read(event.target as HTMLInputElement)}
      />`;
  }

  /** Whether a run can begin, or all that is in the way. */
  #renderVerdict(state: DeskState): TemplateResult {
    const { problems, warnings, isWaiting, cycles } = state;
    const words = isWaiting
      ? "Being read."
      : problems.length > 0
        ? `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`
        : `Can be run: ${cycles} ${cycles === 1 ? "cycle" : "cycles"} at most.`;
    return html`<div role="status" class="verdict" ?data-bad=${problems.length > 0}>
        ${icon(problems.length > 0 ? "warn" : "check", 15)}<span>${words}</span>
      </div>
      ${
        isWaiting || (problems.length === 0 && warnings.length === 0)
          ? nothing
          : html`<ul>
              ${this.#told(state).map((one) => html`<li class="problem">${this.#describe(one, state)}</li>`)}
              ${warnings.map((one) => html`<li class="soft small">Hardly meant: ${this.#describe(one, state)}</li>`)}
            </ul>`
      }`;
  }

  /** Those of steps stand at their cards. */
  #told({ problems, places }: DeskState): readonly InputProblem[] {
    if (this.view === "text" || places === undefined) return problems;
    const placed = listDraftSteps(places).flatMap(({ where }) => problemsAt(problems, where));
    return problems.filter((one) => !placed.includes(one));
  }

  #describe(problem: InputProblem, { text, places }: DeskState): string {
    const line = this.view === "text" ? lineOf(problem, text, places) : undefined;
    return `${line === undefined ? "" : `Line ${line}, `}${describeProblem(problem)}`;
  }

  #renderText({ text, problems }: DeskState): TemplateResult {
    return html`<textarea
        aria-label="Text of the protocol"
        spellcheck="false"
        rows="14"
        aria-invalid=${problems.length > 0}
        .value=${text}
        @input=${(event: Event) => this.#desk.type((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class="small soft">
        A sentence a line, such as "Charge at 0.5C until 4.3 V or for 3 h", under headings such as "# cycling x70" or
        "# reference every 25", and "End when retention &lt; 80 %"; or JSON as in scenario files.
      </p>`;
  }

  #renderApply({ text, running, own, problems, isWaiting, target }: DeskState): TemplateResult {
    const isSame = text === running && target !== "both";
    const isBlocked = isWaiting || problems.length > 0;
    return html`<div class="row">
      <button
        class="apply"
        ?disabled=${isBlocked || isSame || (text === running && this.#areAlike())}
        @click=${() => this.#desk.apply()}
      >
        Run with this protocol
      </button>
      <button ?disabled=${text === own} @click=${() => this.#desk.takeOwn()}>The scenario's own</button>
      <span class="chip warn">rebuilds</span>
      <span class="small soft">Both cells begin anew; the run before stays as a ghost.</span>
    </div>`;
  }

  #areAlike(): boolean {
    const [a, b] = this.session.store.state.protocols;
    return a === b;
  }

  async #read(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    // The same file is to be choosable again.
    input.value = "";
    if (file !== undefined) this.#desk.type(await file.text());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#opened?.subscription.unsubscribe();
    this.#opened = undefined;
  }

  static override styles = [
    sharedStyles,
    radioStyles,
    labPartStyles,
    css`
      .views {
        margin-right: auto;
      }
      .views span {
        min-height: 30px;
        padding: 0 10px;
      }
      textarea {
        width: 100%;
        padding: 8px;
        resize: vertical;
        font-family: ui-monospace, monospace;
        font-size: 13px;
        line-height: 1.5;
      }
      .verdict {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--colour-text-soft);
      }
      .verdict[data-bad] {
        color: var(--colour-warning);
      }
      ul:not(:has(li)) {
        display: none;
      }
      ul {
        margin: 0;
        padding: 0 0 0 18px;
      }
      .apply:not([disabled]) {
        border-color: var(--colour-focus);
      }
      @media (pointer: coarse) {
        .views span {
          min-height: 44px;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-lab-protocol", FluxtwinLabProtocol);
