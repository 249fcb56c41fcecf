/** The lessons on one card: those that come with the page, and a way to one of somebody else. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { describeProblem, InputError } from "../../../sim-core/index.ts";
import { shippedLessons } from "../../lessons/shipped.ts";
import { openLessonFiles } from "../streams/lessons/lesson-source.ts";
import type { Session } from "../streams/session.ts";
import { closeBeside } from "./dialogs.ts";
import { icon } from "./icons.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";

export class FluxtwinLessons extends LitElement {
  static override properties = { session: { attribute: false }, problems: { state: true } };
  declare session: Session;
  declare problems: readonly string[];

  constructor() {
    super();
    this.problems = [];
  }

  /** Opens the card; it closes with Escape, its button or a click beside it. */
  open(): void {
    this.problems = [];
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${closeBeside}>
      <div class="card">
        <div class="head">
          <h2 id="title">Lessons</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        <p>Each asks you to predict before you see; what you see then is solved while you watch. Answers stay on this device.</p>
        <ol>
          ${shippedLessons.map(
            ({ name, title, minutes, level }) => html`<li>
              <button @click=${() => this.#play(name)}>
                <span>${title}</span><span class="small soft">${minutes} min, ${level}</span>
              </button>
            </li>`,
          )}
        </ol>
        <p>
          A lesson of your own, a lesson.json with its lesson.md:
          <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>("input")?.click()}>Open files</button>
          <input
            type="file"
            hidden
            multiple
            accept=".json,.md"
            @change=${(event: Event) => void this.#open(event.target as HTMLInputElement)}
          />
        </p>
        <p>
          What pupils have handed in:
          <button @click=${() => void this.#openClass()}>Answers of a class</button>
        </p>
        ${
          this.problems.length === 0
            ? nothing
            : html`<ul role="alert">${this.problems.map((problem) => html`<li>${problem}</li>`)}</ul>`
        }
      </div>
    </dialog>`;
  }

  async #open(input: HTMLInputElement): Promise<void> {
    const files = await Promise.all(
      [...(input.files ?? [])].map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    input.value = "";
    try {
      this.#play(openLessonFiles(files));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.problems = error.problems.map(describeProblem);
    }
  }

  async #openClass(): Promise<void> {
    const { openClassAnswers } = await import("./fluxtwin-class-answers.ts");
    this.renderRoot.querySelector("dialog")?.close();
    await openClassAnswers();
  }

  #play(lesson: string): void {
    const { look$ } = this.session;
    this.renderRoot.querySelector("dialog")?.close();
    look$.next({ ...look$.value, lesson, step: 1, run: undefined });
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      ol {
        display: grid;
        gap: 6px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li button {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        width: 100%;
        padding: 6px 12px;
        text-align: left;
        white-space: normal;
      }
    `,
  ];
}

customElements.define("fluxtwin-lessons", FluxtwinLessons);
