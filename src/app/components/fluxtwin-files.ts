/**
 * Save both cells or one as they stand, open them again, and take the runs elsewhere. Files that are saved go to the
 * browser's downloads.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { combineLatest, type Subscription } from "rxjs";
import type { EngineStatus } from "../engine/engine-status.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { cellBadge } from "./cell-badge.ts";
import { closeBeside } from "./dialogs.ts";
import { download } from "./download.ts";
import "./fluxtwin-elsewhere.ts";
import { icon } from "./icons.ts";
import { filesOf, openChosen } from "./opening.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinFiles extends LitElement {
  static override properties = { session: { attribute: false }, isOpen: { state: true } };
  declare session: Session;
  declare isOpen: boolean;

  constructor() {
    super();
    this.isOpen = false;
  }

  readonly #names = new Watch<readonly [string, string]>(this, () => this.session.names$, ["", ""]);
  readonly #statuses = new Watch<readonly EngineStatus[]>(
    this,
    () => combineLatest(this.session.engines.map((engine) => engine.status$)),
    [],
  );
  #saved: Subscription | undefined;

  /** Opens the card; it closes with Escape, its button or a click beside it. */
  open(): void {
    this.isOpen = true;
    void this.#loadTakeAway();
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  /** Not before it is wanted: the page opens without it. */
  async #loadTakeAway(): Promise<void> {
    try {
      await import("./fluxtwin-take-away.ts");
    } catch {
      const words = "What takes pictures and tables away did not load. Is the server there?";
      this.session.notices$.next({ words, lasting: true });
    }
  }

  override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="title"
      @click=${closeBeside}
      @close=${() => {
        this.isOpen = false;
      }}
    >
      <div class="card">
        <div class="head">
          <h2 id="title">Save, open, take away</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        <h3>The experiment</h3>
        <p>
          One zip file with both cells as they stand, what they were set to and their cycles as tables. Opened or
          dropped here, it brings everything back.
        </p>
        <div class="cell">
          <button ?disabled=${!this.#areThere()} @click=${() => void this.#saveExperiment()}>
            ${icon("save", 16)}Save the experiment
          </button>
          <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>("#experiment")?.click()}>
            Open an experiment
          </button>
          <input
            id="experiment"
            type="file"
            accept=".zip"
            hidden
            aria-label="Experiment"
            @change=${(event: Event) => this.#choose(0, event.target as HTMLInputElement)}
          />
        </div>
        <h3>One cell</h3>
        <p>
          A checkpoint is one cell as it stands, to the last bit: what goes on from it is the same run. The terminal
          program writes and reads the same file: <code>checkpoint.flux</code> of a run folder opens here, and
          <code>fluxtwin resume FILE --out FOLDER</code> goes on there.
        </p>
        ${this.#renderCell(0)} ${this.#renderCell(1)}
        <p>
          A scenario (JSON) begins a cell of its own, and a run folder of the terminal program opens where its run
          stands, with the cycles so far. All of these can also be dropped on the page, on the cell whose place they
          are to take.
        </p>
        <h3>A real cell</h3>
        <p>What a cycler has written of a cell can lie over the charts, beside the model. Its file can be dropped on the page too.</p>
        <div>
          <button @click=${() => this.#openMeasured()}>${icon("chart", 16)}Measured data</button>
        </div>
        ${this.isOpen ? html`<fluxtwin-take-away .session=${this.session}></fluxtwin-take-away>` : nothing}
        ${this.isOpen ? html`<fluxtwin-elsewhere .session=${this.session}></fluxtwin-elsewhere>` : nothing}
      </div>
    </dialog>`;
  }

  #openMeasured(): void {
    this.renderRoot.querySelector("dialog")?.close();
    this.dispatchEvent(new CustomEvent("measured"));
  }

  #renderCell(cell: 0 | 1): TemplateResult {
    const { letter } = cellIdentity[cell];
    return html`<div class="cell">
      ${cellBadge(cell, 22)}
      <span class="name">${this.#names.value[cell]}</span>
      <button ?disabled=${!this.#isThere(cell)} @click=${() => this.session.files.save(cell)}>
        ${icon("save", 16)}Save cell ${letter}
      </button>
      <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>(`#file-${letter}`)?.click()}>
        Open as cell ${letter}
      </button>
      <button
        aria-label="Open a run folder as cell ${letter}"
        @click=${() => this.renderRoot.querySelector<HTMLInputElement>(`#folder-${letter}`)?.click()}
      >
        A run folder
      </button>
      <input
        id="file-${letter}"
        type="file"
        accept=".flux,.json"
        hidden
        aria-label="Checkpoint for cell ${letter}"
        @change=${(event: Event) => this.#choose(cell, event.target as HTMLInputElement)}
      />
      <input
        id="folder-${letter}"
        type="file"
        webkitdirectory
        hidden
        aria-label="Run folder for cell ${letter}"
        @change=${(event: Event) => this.#choose(cell, event.target as HTMLInputElement)}
      />
    </div>`;
  }

  #isThere(cell: 0 | 1): boolean {
    const kind = this.#statuses.value[cell]?.kind;
    return kind !== undefined && kind !== "building" && kind !== "lost" && kind !== "refused";
  }

  #areThere(): boolean {
    return this.#isThere(0) && this.#isThere(1);
  }

  async #saveExperiment(): Promise<void> {
    const { name, bytes } = await this.session.experiments.save();
    download(name, bytes);
  }

  #choose(cell: 0 | 1, input: HTMLInputElement): void {
    const files = filesOf(input);
    // The same file is to be choosable again.
    input.value = "";
    if (files.length === 0) return;
    this.renderRoot.querySelector("dialog")?.close();
    void openChosen(this.session, cell, files);
  }

  override willUpdate(): void {
    this.#saved ??= this.session.files.saved$.subscribe(({ name, bytes }) => download(name, bytes));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#saved?.unsubscribe();
    this.#saved = undefined;
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      .cell {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      h3 {
        font-size: 14px;
        font-weight: 600;
      }
      .name {
        flex: 1;
        min-width: 90px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      button[disabled] {
        opacity: 0.5;
        cursor: default;
      }
      code {
        color: var(--colour-text);
        white-space: nowrap;
      }
      @media (max-width: 640px) {
        .name {
          flex-basis: calc(100% - 40px);
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-files", FluxtwinFiles);
