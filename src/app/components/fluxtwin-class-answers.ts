/** Answers of a class on one page: files are dropped or links pasted; what comes of them stays on this device. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { type ClassAnswers, commonMistakes, nameOf, summarise } from "../../lessons/class-answers.ts";
import type { Lesson } from "../../lessons/read-lesson.ts";
import {
  classTable,
  type Gathered,
  gather,
  type HandedIn,
  linksOf,
  NOTHING_GATHERED,
} from "../streams/lessons/handed-in.ts";
import { fetchLesson } from "../streams/lessons/lesson-source.ts";
import { renderMistakes, renderStepAnswers } from "./class-answer-parts.ts";
import { classAnswerStyles } from "./class-answer-styles.ts";
import { closeBeside } from "./dialogs.ts";
import { download } from "./download.ts";
import { icon } from "./icons.ts";
import { lessonStyles } from "./lesson-styles.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";

const MOST_MISTAKES = 5;
const LARGEST = 500_000;

/** Opens the page of a class's answers, which begins with those of `link`, if there is one. */
export async function openClassAnswers(link?: string): Promise<void> {
  const page = document.createElement("fluxtwin-class-answers") as FluxtwinClassAnswers;
  document.body.append(page);
  await page.updateComplete;
  page.open();
  if (link !== undefined) await page.take([{ name: "link", text: link }]);
}

export class FluxtwinClassAnswers extends LitElement {
  static override properties = {
    gathered: { state: true },
    chosen: { state: true },
    isOver: { state: true },
  };
  declare gathered: Gathered;
  /** Name of the lesson that is shown; the first one where undefined. */
  declare chosen: string | undefined;
  /** Whether files are dragged over it. */
  declare isOver: boolean;

  constructor() {
    super();
    this.gathered = NOTHING_GATHERED;
    this.isOver = false;
  }

  /** Opens the card; it is gone once it is closed. */
  open(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render(): TemplateResult {
    const { classes } = this.gathered;
    const name = this.chosen !== undefined && classes.has(this.chosen) ? this.chosen : [...classes.keys()][0];
    const own = name === undefined ? undefined : classes.get(name);
    return html`<dialog
      aria-labelledby="title"
      @click=${closeBeside}
      @close=${() => this.remove()}
      @dragover=${this.#drag}
      @dragleave=${() => {
        this.isOver = false;
      }}
      @drop=${this.#drop}
    >
      <div class="card" ?data-over=${this.isOver}>
        <div class="head">
          <h2 id="title">Answers of a class</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        ${this.#renderWays()} ${this.#renderWords()}
        ${classes.size < 2 ? nothing : this.#renderChoice([...classes.keys()], name)}
        ${own === undefined || name === undefined ? nothing : this.#renderClass(own, name)}
      </div>
    </dialog>`;
  }

  #renderWays(): TemplateResult {
    return html`<p>
        Drop the files that pupils have handed in here, all at once, or paste their links. They are read on this device; nothing is sent
        anywhere, and nothing stays when this page is closed.
      </p>
      <div class="row">
        <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>("[type=file]")?.click()}>Choose files</button>
        <input type="file" multiple hidden accept=".json" aria-label="Files of answers" @change=${(event: Event) => void this.#choose(event.target as HTMLInputElement)} />
        <textarea rows="1" aria-label="Links of pupils" placeholder="Paste links"></textarea>
        <button @click=${() => void this.#readLinks()}>Read links</button>
      </div>`;
  }

  #renderWords(): TemplateResult {
    const { problems, notes } = this.gathered;
    return html`<div role="status">
      ${notes.length === 0 ? nothing : html`<ul>${notes.map((words) => html`<li>${words}</li>`)}</ul>`}
      ${
        problems.length === 0
          ? nothing
          : html`<p>Not taken:</p>
              <ul class="problems">${problems.map((words) => html`<li>${words}</li>`)}</ul>`
      }
    </div>`;
  }

  #renderChoice(names: readonly string[], shown: string | undefined): TemplateResult {
    return html`<label>
      Lesson
      <select
        @change=${(event: Event) => {
          this.chosen = (event.target as HTMLSelectElement).value;
        }}
      >
        ${names.map(
          (name) =>
            html`<option value=${name} .selected=${name === shown}>${this.gathered.classes.get(name)?.lesson.title}</option>`,
        )}
      </select>
    </label>`;
  }

  #renderClass(
    { lesson, answers }: { readonly lesson: Lesson; readonly answers: ClassAnswers },
    name: string,
  ): TemplateResult {
    const summaries = summarise(lesson, answers);
    const pupils = [...answers.values()].map(nameOf).sort((a, b) => a.localeCompare(b));
    const { size } = answers;
    return html`<div class="head wide">
        <h3>${lesson.title} (${size} ${size === 1 ? "pupil" : "pupils"})</h3>
        <button @click=${() => download(`answers-${name.replace(/\W+/g, "-")}.csv`, classTable(lesson, answers))}>
          ${icon("save", 16)}Table (CSV)
        </button>
      </div>
      <details><summary>Who</summary><p>${pupils.join(", ")}</p></details>
      <div class="steps">
        ${renderMistakes(commonMistakes(summaries, MOST_MISTAKES), lesson.steps)}
        ${summaries.map((summary, k) => renderStepAnswers(summary, k, size))}
      </div>`;
  }

  /** Reads what is handed in besides what was there. */
  async take(handed: readonly HandedIn[]): Promise<void> {
    this.gathered = await gather(this.gathered, handed, (name) => fetchLesson(name, document.baseURI));
  }

  async #choose(input: HTMLInputElement): Promise<void> {
    const files = [...(input.files ?? [])];
    input.value = "";
    await this.#read(files);
  }

  async #read(files: readonly File[]): Promise<void> {
    const texts = files.map(async (file) => ({
      name: file.name,
      // What is too long is no answer, and is refused as text that is none.
      text: file.size > LARGEST ? "" : await file.text(),
    }));
    await this.take(await Promise.all(texts));
  }

  async #readLinks(): Promise<void> {
    const field = this.renderRoot.querySelector("textarea");
    if (field === null) return;
    const links = linksOf(field.value);
    field.value = "";
    await this.take(links);
  }

  /** The page behind would take the files for cells. */
  readonly #drag = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this.isOver = true;
  };

  readonly #drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this.isOver = false;
    const { dataTransfer } = event;
    const files = [...(dataTransfer?.files ?? [])];
    if (files.length > 0) void this.#read(files);
    else void this.take(linksOf(dataTransfer?.getData("text/plain") ?? ""));
  };

  static override styles = [sharedStyles, dialogStyles, lessonStyles, classAnswerStyles];
}

customElements.define("fluxtwin-class-answers", FluxtwinClassAnswers);
