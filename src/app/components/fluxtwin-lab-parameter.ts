/** One parameter of the Lab: its control, both cells, range, table value, source, and the way back. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { type TreeRow, writePlain, writeValue } from "../streams/lab/parameter-tree.ts";
import { readTyped } from "../streams/lab/typed-value.ts";
import { accessParameter, type ParameterAccess } from "../streams/parameter-access.ts";
import { typesetUnit } from "../streams/parameter-lookup.ts";
import type { Session } from "../streams/session.ts";
import { icon } from "./icons.ts";
import { labPartStyles } from "./lab-styles.ts";
import { sharedStyles } from "./shared-styles.ts";

export class FluxtwinLabParameter extends LitElement {
  static override properties = {
    session: { attribute: false },
    row: { attribute: false },
    problem: { state: true },
  };
  declare session: Session;
  declare row: TreeRow;
  /** What is wrong with what was typed last; empty where nothing is. */
  declare problem: string;

  constructor() {
    super();
    this.problem = "";
  }

  get #access(): ParameterAccess {
    return accessParameter(this.session.store, this.row.entry.path);
  }

  override render(): TemplateResult {
    const { entry, isSet, apart, standard, source, confidence } = this.row;
    return html`
      <div class="row">
        <span class="name"
          >${entry.name}${entry.symbol === "" ? nothing : html` <span class="soft">${entry.symbol}</span>`}</span
        >
        ${this.#renderChips()}
      </div>
      <div class="row">
        ${this.#renderControl()}
        ${apart === undefined ? nothing : html`<span class="small soft">A ${apart[0]}, B ${apart[1]}</span>`}
        <button
          class="small reset"
          ?disabled=${!isSet}
          title="Back to the value of the scenario"
          aria-label="Reset ${entry.name}"
          @click=${() => this.#reset()}
        >
          ${icon("reset", 14)}
        </button>
      </div>
      ${this.problem === "" ? nothing : html`<p class="problem" id="problem" role="alert">${this.problem}</p>`}
      <details class="small soft">
        <summary>${describeRange(this.row)} Source: ${source} (${confidence})</summary>
        <p>${entry.note}</p>
        <p>Path <code>${entry.path}</code>. Table: ${standard}.</p>
      </details>
    `;
  }

  #renderChips(): TemplateResult {
    const { rebuilds, isSet, isCoatingOnly, entry } = this.row;
    return html`${isSet ? html`<span class="chip on">changed</span>` : nothing}
    ${isCoatingOnly ? html`<span class="chip">B only</span>` : nothing}
    ${
      entry.kind === "function"
        ? html`<span class="chip">set in files</span>`
        : rebuilds
          ? html`<span class="chip warn" title="A change builds both cells anew; the run before stays as a ghost"
              >rebuilds</span
            >`
          : html`<span class="chip" title="A change acts in the running cells">live</span>`
    }`;
  }

  #renderControl(): TemplateResult {
    const { entry, value } = this.row;
    if (entry.kind === "function") return html`<code class="function">${value ?? ""}</code>`;
    if (entry.kind === "switch") {
      return html`<input
        type="checkbox"
        aria-label=${entry.name}
        .checked=${value === true}
        @change=${(event: Event) => this.#access.set((event.target as HTMLInputElement).checked)}
      />`;
    }
    if (entry.kind === "choice") {
      return html`<select
        aria-label=${entry.name}
        @change=${(event: Event) => this.#access.set((event.target as HTMLSelectElement).value)}
      >
        ${entry.options.map(
          (option) => html`<option value=${option} .selected=${option === value}>${option}</option>`,
        )}
      </select>`;
    }
    const unit = typesetUnit(entry.unit);
    return html`<input
        class="number"
        inputmode="decimal"
        aria-label="${entry.name}, ${unit || "number"}"
        aria-invalid=${this.problem !== ""}
        aria-describedby=${this.problem === "" ? nothing : "problem"}
        .value=${this.#written()}
        @change=${(event: Event) => this.#type((event.target as HTMLInputElement).value)}
      /><span class="soft">${unit}</span>`;
  }

  #written(): string {
    const { value } = this.row;
    return typeof value === "number" ? String(Number(value.toPrecision(6))) : "";
  }

  #type(text: string): void {
    const { entry } = this.row;
    if (entry.kind !== "number" || text.trim() === this.#written()) {
      this.problem = "";
      return;
    }
    const typed = readTyped(entry, text);
    this.problem = typed.ok ? "" : typed.problem;
    if (typed.ok) this.#access.set(typed.value);
  }

  #reset(): void {
    this.problem = "";
    this.#access.clear();
    this.renderRoot.querySelector<HTMLElement>("input, select")?.focus();
  }

  static override styles = [
    sharedStyles,
    labPartStyles,
    css`
      :host {
        gap: 3px;
        padding: 6px 10px 8px;
        border-top: 1px solid var(--colour-line);
      }
      .name {
        margin-right: auto;
      }
      .number {
        width: 110px;
      }
      .reset {
        margin-left: auto;
      }
      .function {
        max-width: 100%;
        max-height: 4.2em;
        overflow: auto;
        overflow-wrap: anywhere;
        font-size: var(--type-small);
      }
      summary {
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      details p {
        margin-top: 4px;
      }
      code {
        color: var(--colour-text);
      }
      @media (pointer: coarse) {
        summary {
          padding: 8px 0;
        }
      }
    `,
  ];
}

/** Such as "0.05 to 5 C, table 0.5 C."; the table's word alone where there is no range. */
function describeRange({ entry, standard }: TreeRow): string {
  if (entry.kind === "function") return "";
  if (entry.kind !== "number") return `Table: ${standard}.`;
  return `${writePlain(entry.minimum)} to ${writeValue(entry, entry.maximum)}, table ${standard}.`;
}

customElements.define("fluxtwin-lab-parameter", FluxtwinLabParameter);
