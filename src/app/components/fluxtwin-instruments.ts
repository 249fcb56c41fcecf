/** Instruments: a card in which both cells are looked at as they stand, one instrument after the other, A beside B. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { InstrumentName } from "../engine/instrument-messages.ts";
import { startMeasuring } from "../engine/instrument-port.ts";
import { describeMeasured } from "../streams/instrument-words.ts";
import { createInstruments, type InstrumentPair, type Instruments, UNSEEN } from "../streams/instruments.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { cellBadge } from "./cell-badge.ts";
import { legendStyles } from "./chart-legend.ts";
import { closeBeside } from "./dialogs.ts";
import { download } from "./download.ts";
import { icon } from "./icons.ts";
import { type InstrumentPanel, instrumentPanels } from "./instrument-panels.ts";
import { instrumentsStyles } from "./instruments-styles.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";
import { renderTab, tabAfterKey, tabStyles } from "./tabs.ts";
import { Watch } from "./watch.ts";

const names = Object.keys(instrumentPanels) as InstrumentName[];

export class FluxtwinInstruments extends LitElement {
  static override properties = {
    session: { attribute: false },
    chosen: { state: true },
    least: { state: true },
  };
  declare session: Session;
  declare chosen: InstrumentName;
  /** Hz: down to where the Nyquist chart goes. */
  declare least: number;

  #opened: Instruments | undefined;
  readonly #cells = new Watch<InstrumentPair>(this, () => this.#instruments.cells$, [UNSEEN, UNSEEN]);
  readonly #titles = new Watch<readonly [string, string]>(this, () => this.session.names$, ["", ""]);

  constructor() {
    super();
    this.chosen = "impedance";
    this.least = 10;
  }

  get #instruments(): Instruments {
    const { engines, readingsOf } = this.session;
    this.#opened ??= createInstruments({ engines, readingsOf, start: startMeasuring });
    return this.#opened;
  }

  /** Opens the card and looks at the cells where this instrument has not; what is being measured goes on when it is closed. */
  open(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
    this.#begin();
  }

  override render(): TemplateResult {
    const panel = instrumentPanels[this.chosen];
    return html`<dialog aria-labelledby="title" @click=${closeBeside}>
      <div class="card">
        <div class="head">
          <h2 id="title">Instruments</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        <div class="tabs" role="tablist" aria-label="Instrument" @keydown=${this.#moveTab}>
          ${names.map((name) => this.#renderTab(name))}
        </div>
        <div role="tabpanel" id="panel" aria-labelledby="tab-${this.chosen}">
          <p class="small">${panel.words} The cells themselves go on meanwhile.</p>
          <div class="cells">${this.#renderCell(0, panel)}${this.#renderCell(1, panel)}</div>
          ${panel.render(this.#cells.value, {
            least: this.least,
            setLeast: (value) => {
              this.least = value;
            },
          })}
        </div>
      </div>
    </dialog>`;
  }

  #renderTab(name: InstrumentName): TemplateResult {
    const { title } = instrumentPanels[name];
    return renderTab({
      ...{ name, words: title, isChosen: name === this.chosen, panel: "panel" },
      choose: () => this.#choose(name),
    });
  }

  #renderCell(cell: 0 | 1, panel: InstrumentPanel): TemplateResult {
    const { letter } = cellIdentity[cell];
    const own = this.#cells.value[cell];
    const state = own.states[this.chosen];
    const files = panel.files(own, letter);
    return html`<section aria-label="Cell ${letter}">
      <div class="cell">
        ${cellBadge(cell, 22)}<span class="name">${this.#titles.value[cell]}</span>
        ${
          state.kind === "running"
            ? html`<button aria-label="Cancel cell ${letter}" @click=${() => this.#instruments.cancel(this.chosen, cell)}>
                Cancel
              </button>`
            : html`<button
                aria-label="Measure cell ${letter} as it stands"
                @click=${() => this.#instruments.measure(this.chosen, cell)}
              >
                Measure ${state.last === undefined ? "" : "again"}
              </button>`
        }
      </div>
      <div class="cell">
        <p class="small at" aria-live="polite">
          ${state.last === undefined ? nothing : describeMeasured(state.last.at)}
          ${state.kind === "refused" ? state.message : nothing}
        </p>
        ${files.map(
          ({ words, name, compose }) =>
            html`<button aria-label="${words} of cell ${letter}" title=${name} @click=${() => download(name, compose())}>
              ${words}
            </button>`,
        )}
      </div>
      ${
        state.kind === "running"
          ? html`<p class="small">
              Now: ${state.words}<progress max="1" .value=${state.share} aria-label="Progress of cell ${letter}"></progress>
            </p>`
          : nothing
      }
    </section>`;
  }

  #choose(name: InstrumentName): void {
    this.chosen = name;
    this.#begin();
  }

  /** Arrows go along the tabs, as screen readers expect. */
  async #moveTab(event: KeyboardEvent): Promise<void> {
    const at = tabAfterKey(event.key, names.indexOf(this.chosen), names.length);
    if (at === undefined) return;
    event.preventDefault();
    this.#choose(names[at] ?? this.chosen);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${this.chosen}`)?.focus();
  }

  /** Looks at the cells where that has not been done. */
  #begin(): void {
    for (const cell of [0, 1] as const) {
      const { kind, last } = this.#cells.value[cell].states[this.chosen];
      if (kind === "idle" && last === undefined) this.#instruments.measure(this.chosen, cell);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#opened?.subscription.unsubscribe();
    this.#opened = undefined;
  }

  static override styles = [sharedStyles, dialogStyles, tabStyles, legendStyles, instrumentsStyles];
}

customElements.define("fluxtwin-instruments", FluxtwinInstruments);
