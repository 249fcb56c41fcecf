/** What can be taken away as files for other programs: pictures, tables and fields of what is shown. */
import { html, LitElement, type TemplateResult } from "lit";
import { firstValueFrom } from "rxjs";
import { version } from "../../../package.json";
import { formatCycleTable } from "../../io/cycle-table.ts";
import type { FrameOrigin } from "../../io/vtu.ts";
import { cellsOf } from "../streams/app-state.ts";
import { takeFields, takeTimeSeries } from "../streams/files/taken-files.ts";
import type { Session } from "../streams/session.ts";
import { download } from "./download.ts";
import "./fluxtwin-film.ts";
import { icon } from "./icons.ts";
import { cardPartStyles, sharedStyles } from "./shared-styles.ts";

const CELLS = [0, 1] as const;

export class FluxtwinTakeAway extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  override render(): TemplateResult {
    return html`
      <h3>In a picture</h3>
      <p>
        The cells as they are seen now, as large as a page of paper, with the scale and where it comes from. SVG files
        are lines and areas, whole cells true to scale, nothing enlarged.
      </p>
      <div class="row">
        ${this.#renderButton("save", "Picture of the cells, PNG", () => this.#ask("picture", "png"))}
        ${this.#renderButton("save", "Picture of the cells, SVG", () => this.#ask("picture", "svg"))}
        ${this.#renderButton("chart", "Charts, SVG", () => this.#ask("charts"))}
      </div>
      <fluxtwin-film .session=${this.session}></fluxtwin-film>
      <h3>In a table</h3>
      <p>
        Capacity, efficiency, lithium and interphase of every finished cycle; and every time step that is kept, in
        columns of the Battery Data Format, as of a cell of 1 cm\u00b2.
      </p>
      <div class="row">
        ${CELLS.map((cell) =>
          this.#renderButton("table", `Cycles of cell ${"AB"[cell]}, CSV`, () => this.#saveCycles(cell)),
        )}
        ${CELLS.map((cell) =>
          this.#renderButton("table", `Time series of cell ${"AB"[cell]}, BDF`, () => this.#saveSeries(cell)),
        )}
      </div>
      <h3>As fields</h3>
      <p>
        What is solved inside both cells at the moment that is looked at, for ParaView and others: a VTU file each in
        one zip. Stress is among it while a layer of stress is shown.
      </p>
      <div class="row">${this.#renderButton("save", "Fields as VTU", () => void this.#saveFields())}</div>
    `;
  }

  #renderButton(name: "save" | "table" | "chart", words: string, press: () => void): TemplateResult {
    return html`<button @click=${press}>${icon(name, 16)}${words}</button>`;
  }

  /** The page knows what holds the picture. */
  #ask(what: "picture" | "charts", detail?: "png" | "svg"): void {
    this.dispatchEvent(new CustomEvent(what, { bubbles: true, composed: true, detail }));
  }

  #saveCycles(cell: 0 | 1): void {
    download(`cycles-${"AB"[cell]}.csv`, formatCycleTable(this.session.experiments.cyclesOf(cell)));
  }

  #saveSeries(cell: 0 | 1): void {
    const { name, content } = takeTimeSeries(this.session.readingsOf(cell), cell);
    download(name, content);
  }

  async #saveFields(): Promise<void> {
    const { viewing, notices$ } = this.session;
    const frames = await firstValueFrom(viewing.frames$);
    const file = takeFields(frames, viewing.meshes, (cell) => this.#originOf(cell));
    if (file === undefined) notices$.next({ words: "There are no fields yet.", lasting: false });
    else download(file.name, file.content);
  }

  #originOf(cell: 0 | 1): FrameOrigin {
    const { store } = this.session;
    return {
      scenario: cellsOf(store.state).scenarios[cell],
      seed: store.state.seed,
      version,
      command: this.session.terminalCommand(cell),
    };
  }

  static override styles = [sharedStyles, cardPartStyles];
}

customElements.define("fluxtwin-take-away", FluxtwinTakeAway);
