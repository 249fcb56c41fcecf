/** Where files may be dropped: the whole page, half of it for each cell, shown while something is dragged over it. */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { cellBadge } from "./cell-badge.ts";
import { filesOfDrop, openChosen } from "./opening.ts";
import { sharedStyles } from "./shared-styles.ts";

/** Ends of the names of what cyclers write. */
const MEASURED = /\.(csv|tsv|txt|mpt|dat|asc)$/i;

export class FluxtwinDrop extends LitElement {
  static override properties = {
    session: { attribute: false },
    over: { state: true },
    parting: { state: true },
  };
  declare session: Session;
  /** The cell that what is dragged is over. */
  declare over: 0 | 1 | undefined;
  /** Where one cell ends and the other begins, CSS px from the left. */
  declare parting: number;

  #connected: AbortController | undefined;

  override render(): TemplateResult {
    const widths = `grid-template-columns: ${this.parting ?? 0}px minmax(0, 1fr)`;
    return html`<div popover="manual" aria-hidden="true" .style=${widths}>
      ${cellIdentity.map(
        ({ letter }, k) =>
          html`<section ?data-over=${k === this.over}>
            <p class="name">${cellBadge(k as 0 | 1, 26)} Open as cell ${letter}</p>
            <p class="soft">A checkpoint, a scenario or a run folder.</p>
            <p class="soft">
              An experiment brings both cells, a lesson its own, wherever it is dropped; a file of a cycler goes over the charts.
            </p>
          </section>`,
      )}
    </div>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    addEventListener("dragover", (event) => this.#drag(event), { signal });
    addEventListener("drop", (event) => this.#drop(event), { signal });
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) this.#show(undefined);
    };
    addEventListener("dragleave", leave, { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connected?.abort();
  }

  #drag(event: DragEvent): void {
    if (!holdsFile(event)) return;
    event.preventDefault();
    this.#show(this.#cellAt(event));
  }

  #drop(event: DragEvent): void {
    if (!holdsFile(event) || event.dataTransfer === null) return;
    event.preventDefault();
    const cell = this.#cellAt(event);
    this.#show(undefined);
    const [only, ...others] = event.dataTransfer.files;
    // What instruments write is nothing that a cell could begin from.
    if (only !== undefined && others.length === 0 && MEASURED.test(only.name)) {
      this.dispatchEvent(new CustomEvent("measured", { detail: only }));
      return;
    }
    void filesOfDrop(event.dataTransfer).then((files) => openChosen(this.session, cell, files));
  }

  #cellAt({ clientX }: DragEvent): 0 | 1 {
    const stage = (this.getRootNode() as ParentNode).querySelector("fluxtwin-stage");
    const { left = 0, width = innerWidth } = stage?.getBoundingClientRect() ?? {};
    this.parting = left + width / 2;
    return clientX < this.parting ? 0 : 1;
  }

  #show(cell: 0 | 1 | undefined): void {
    const target = this.renderRoot.querySelector<HTMLElement>("[popover]");
    if (cell !== undefined && this.over === undefined) target?.showPopover();
    if (cell === undefined && this.over !== undefined) target?.hidePopover();
    this.over = cell;
  }

  static override styles = [
    sharedStyles,
    css`
      [popover]:popover-open {
        position: fixed;
        inset: 0;
        display: grid;
        width: 100vw;
        height: 100dvh;
        max-width: none;
        max-height: none;
        margin: 0;
        padding: 0;
        border: 0;
        background: rgb(4 7 10 / 86%);
        color: var(--colour-text);
        pointer-events: none;
      }
      section {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 6px;
        margin: 12px;
        padding: 12px;
        border: 2px dashed var(--colour-line-strong);
        border-radius: var(--radius-medium);
        text-align: center;
      }
      section[data-over] {
        border-color: var(--colour-focus);
        background: color-mix(in srgb, var(--colour-focus) 14%, transparent);
      }
      .name {
        display: flex;
        align-items: center;
        gap: 8px;
        font-size: var(--type-large);
      }
    `,
  ];
}

function holdsFile({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true;
}

customElements.define("fluxtwin-drop", FluxtwinDrop);
