/**
 * Measured cycling beside the model: a file of a cycler is read, what was understood is shown, and only then its curves go over
 * the charts.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { InputError } from "../../../sim-core/index.ts";
import { describeMeasured, printMeasured } from "../../measured/describe-measured.ts";
import { readMeasured } from "../../measured/read-measured.ts";
import type { MeasuredCycling } from "../../measured/record.ts";
import { overlayOfMeasured } from "../streams/measured-overlay.ts";
import type { Session } from "../streams/session.ts";
import { closeBeside } from "./dialogs.ts";
import { icon } from "./icons.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";

/** kg of a mg, m2 of a cm2. */
const [MILLIGRAM, SQUARE_CENTIMETRE] = [1e-6, 1e-4] as const;

/** ms without a key after which what was typed is taken. */
const TYPING = 400;

/** What a person has said of the cell, as it stands in the fields. */
interface Said {
  readonly area: string;
  readonly mass: string;
}

export class FluxtwinMeasured extends LitElement {
  static override properties = {
    session: { attribute: false },
    file: { state: true },
    said: { state: true },
    read: { state: true },
    progress: { state: true },
    problems: { state: true },
  };
  declare session: Session;
  declare file: File | undefined;
  declare said: Said;
  declare read: MeasuredCycling | undefined;
  /** Share of the file that has been read; undefined while none is. */
  declare progress: number | undefined;
  declare problems: readonly string[];

  /** Counts readings, so that one that was left behind is not shown. */
  #reading = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.said = { area: "", mass: "" };
    this.problems = [];
  }

  open(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${closeBeside}>
      <div class="card">
        <div class="head">
          <h2 id="title">Measured data</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        <p>
          A file of a cycler: Battery Data Format, BioLogic .mpt, text exports of Arbin, Neware, LAND, Maccor, Basytec and Novonix,
          PyBaMM, or a timeseries.csv of this program. It is read on this device and goes nowhere else.
        </p>
        <div class="fields">
          <label>${this.file === undefined ? "File" : `File: ${this.file.name}`} <input type="file" @change=${(event: Event) => this.take((event.target as HTMLInputElement).files?.[0])} /></label>
          ${this.#renderField("area", "Area of the cell, cm\u00b2", "for curves over capacity")}
          ${this.#renderField("mass", "Active material, mg", "where the file counts per gram")}
        </div>
        <div role="status">
          ${
            this.progress === undefined
              ? nothing
              : html`<progress max="1" .value=${this.progress} aria-label="Reading"></progress>`
          }
          ${this.problems.length === 0 ? nothing : html`<ul class="problems">${this.problems.map((line) => html`<li>${line}</li>`)}</ul>`}
        </div>
        ${this.read === undefined ? nothing : this.#renderPreview(this.read)}
      </div>
    </dialog>`;
  }

  #renderField(key: keyof Said, words: string, note: string): TemplateResult {
    return html`<label title=${note}
      >${words}
      <input
        type="number"
        min="0"
        step="any"
        placeholder="not known"
        .value=${this.said[key]}
        @input=${(event: Event) => this.#say({ [key]: (event.target as HTMLInputElement).value })}
    /></label>`;
  }

  #renderPreview(record: MeasuredCycling): TemplateResult {
    const lines = printMeasured(describeMeasured(record));
    return html`<h3>What was understood</h3>
      <ul class="preview" tabindex="0" role="region" aria-label="What was understood">${lines.map((line) => html`<li>${line}</li>`)}</ul>
      ${record.area === undefined ? html`<p>Without the area of the cell only shares can be compared: retention and efficiency.</p>` : nothing}
      <div>
        <button class="main" @click=${() => this.#lay(record)}>Lay it over the charts</button>
      </div>`;
  }

  /** Reads a file that was chosen elsewhere. */
  take(file: File | undefined): void {
    this.file = file;
    void this.#read();
  }

  #say(said: Partial<Said>): void {
    this.said = { ...this.said, ...said };
    // Not at leaving the field: what leaves it may be a press of the button below, which would be gone.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), TYPING);
  }

  async #read(): Promise<void> {
    const { file } = this;
    const reading = ++this.#reading;
    this.read = undefined;
    this.problems = [];
    if (file === undefined) return;
    this.progress = 0;
    const area = numberAbove(this.said.area);
    const mass = numberAbove(this.said.mass);
    try {
      const record = await readMeasured(piecesOf(file), file.name, {
        ...(area === undefined ? {} : { area: area * SQUARE_CENTIMETRE }),
        ...(mass === undefined ? {} : { mass: mass * MILLIGRAM }),
        onProgress: ({ read }) => {
          if (reading === this.#reading) this.progress = read / Math.max(1, file.size);
        },
      });
      if (reading === this.#reading) this.read = record;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (reading === this.#reading) this.problems = error.message.split("\n");
    } finally {
      if (reading === this.#reading) this.progress = undefined;
    }
  }

  #lay(record: MeasuredCycling): void {
    const { overlays, notices$ } = this.session;
    if (!overlays.add(overlayOfMeasured(record))) {
      notices$.next({ words: "The charts hold four more curves: take one off them first.", lasting: false });
      return;
    }
    this.renderRoot.querySelector("dialog")?.close();
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
        gap: 10px;
      }
      label {
        display: grid;
        gap: 2px;
        font-size: var(--type-small);
      }
      input {
        font: inherit;
        min-height: 32px;
        max-width: 100%;
        color: inherit;
        background: var(--colour-ground);
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-small);
        padding: 2px 8px;
      }
      progress {
        width: 100%;
      }
      h3 {
        margin: 0;
        font-size: var(--type-body);
      }
      ul {
        margin: 0;
        padding-left: 18px;
        font-size: var(--type-small);
        overflow-wrap: anywhere;
      }
      .preview {
        max-height: 260px;
        overflow-y: auto;
      }
      .problems {
        color: var(--colour-danger);
      }
      .main {
        background: var(--colour-text);
        color: var(--colour-ground);
        font-weight: 600;
      }
      .main:hover {
        background: var(--colour-focus);
      }
    `,
  ];
}

/** Returns the number in a field; undefined where it holds none above zero. */
function numberAbove(text: string): number | undefined {
  const value = Number(text);
  return value > 0 ? value : undefined;
}

/** Yields the bytes of the file piece by piece, and gives the page a turn after each. */
async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

customElements.define("fluxtwin-measured", FluxtwinMeasured);
