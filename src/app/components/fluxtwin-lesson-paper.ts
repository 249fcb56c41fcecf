/**
 * A lesson as it is printed, over the page: student sheet, answer key and teacher's page. The pictures and numbers come from
 * runs that are solved while it is looked at; the browser prints, on whatever paper it has.
 */
import { html, LitElement, type TemplateResult } from "lit";
import type { Lesson } from "../../lessons/read-lesson.ts";
import type { CellEngine } from "../engine/cell-engine.ts";
import { openCellEngine } from "../engine/worker-port.ts";
import { solveLesson } from "../streams/lessons/solve-lesson.ts";
import type { Session } from "../streams/session.ts";
import { icon } from "./icons.ts";
import { type SolvedSheet, sheetOf } from "./lesson-figures.ts";
import { paperStyles } from "./lesson-paper-styles.ts";
import { renderSheet, type SheetKind, sheetKinds } from "./lesson-sheets.ts";
import { sharedStyles } from "./shared-styles.ts";

/** Cells of their own, so that the page's go on; one pair for all lessons that are printed. */
let engines: readonly [CellEngine, CellEngine] | undefined;

/** Shows a lesson as it is printed; the page stands still meanwhile. */
export function openPaper({ store }: Session, lesson: Lesson): void {
  const paper = document.createElement("fluxtwin-lesson-paper") as FluxtwinLessonPaper;
  const { playing } = store.state;
  store.update({ playing: false });
  paper.lesson = lesson;
  paper.addEventListener("closed", () => store.update({ playing }));
  document.body.append(paper);
}

export class FluxtwinLessonPaper extends LitElement {
  static override properties = {
    lesson: { attribute: false },
    shown: { state: true },
    solved: { state: true },
    failed: { state: true },
  };
  declare lesson: Lesson;
  declare shown: readonly SheetKind[];
  declare solved: readonly SolvedSheet[];
  declare failed: boolean;

  #before: Element | null = null;
  #title = "";

  constructor() {
    super();
    this.shown = ["student"];
    this.solved = [];
    this.failed = false;
  }

  override render(): TemplateResult {
    return html`<div class="bar" role="toolbar" aria-label="Printing">
        <h1>Print: ${this.lesson.title}</h1>
        ${(Object.keys(sheetKinds) as SheetKind[]).map(
          (kind) => html`<label>
            <input type="checkbox" .checked=${this.shown.includes(kind)} @change=${() => this.#toggle(kind)} />
            ${sheetKinds[kind]}
          </label>`,
        )}
        <button class="primary" ?disabled=${this.shown.length === 0} @click=${() => print()}>Print</button>
        <p class="status soft small" role="status">${this.#describe()}</p>
        <button class="plain" aria-label="Close" @click=${this.#close}>${icon("close")}</button>
      </div>
      <div class="desk" tabindex="0" role="region" aria-label="Sheets as they are printed">
        ${this.shown.map((kind) => renderSheet(kind, this.lesson, this.solved))}
      </div>`;
  }

  #describe(): string {
    const { length } = this.lesson.steps;
    if (this.failed)
      return "The cells of this lesson could not be solved here: pictures and numbers are missing.";
    if (this.solved.length === length) {
      const open = this.solved.filter(({ moment }) => moment === undefined).length;
      return open === 0
        ? "All steps are solved: pictures and numbers are complete."
        : `${open} of ${length} steps did not come to their end.`;
    }
    return `Solving step ${this.solved.length + 1} of ${length} for the pictures and numbers ...`;
  }

  #toggle(kind: SheetKind): void {
    const kinds = Object.keys(sheetKinds) as SheetKind[];
    this.shown = kinds.filter((own) => this.shown.includes(own) !== (own === kind));
  }

  readonly #close = (): void => this.remove();

  readonly #onKey = (event: KeyboardEvent): void => {
    // The page behind it has keys of its own.
    event.stopPropagation();
    if (event.key === "Escape") this.remove();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#before = document.activeElement;
    // It stands on the paper, and is the name of a file that is printed to.
    this.#title = document.title;
    document.title = this.lesson.title;
    this.setAttribute("role", "dialog");
    this.setAttribute("aria-modal", "true");
    this.setAttribute("aria-label", "Lesson on paper");
    this.addEventListener("keydown", this.#onKey);
    document.documentElement.toggleAttribute("data-paper", true);
    document.querySelector("fluxtwin-page")?.toggleAttribute("inert", true);
    void this.#solve();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.title = this.#title;
    this.removeEventListener("keydown", this.#onKey);
    document.documentElement.toggleAttribute("data-paper", false);
    document.querySelector("fluxtwin-page")?.toggleAttribute("inert", false);
    this.dispatchEvent(new CustomEvent("closed"));
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>(".primary")?.focus();
  }

  async #solve(): Promise<void> {
    engines ??= [openCellEngine("paper A"), openCellEngine("paper B")];
    for await (const step of solveLesson(this.lesson, engines, () => this.isConnected)) {
      this.solved = [...this.solved, sheetOf(this.lesson, step, this.solved)];
    }
    this.failed = this.isConnected && this.solved.length < this.lesson.steps.length;
  }

  static override styles = [sharedStyles, ...paperStyles];
}

customElements.define("fluxtwin-lesson-paper", FluxtwinLessonPaper);
