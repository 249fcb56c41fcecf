/** A pupil's own answers to a lesson, to be handed in as a file or as a link; nothing is sent anywhere. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { type AnswerFile, composeAnswers } from "../../lessons/answer-file.ts";
import type { StepAnswer } from "../../lessons/answers.ts";
import type { Lesson } from "../../lessons/read-lesson.ts";
import { answerLink } from "../streams/lessons/handed-in.ts";
import { browserMarks } from "../streams/story/opening.ts";
import { closeBeside } from "./dialogs.ts";
import { download } from "./download.ts";
import { icon } from "./icons.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";

/** Keys of what a browser keeps for the next lesson. */
const KEPT_NAME = "fluxtwin.pupil";
const KEPT_DEVICE = "fluxtwin.device";
const LONGEST_NAME = 60;

export class FluxtwinMyAnswers extends LitElement {
  static override properties = {
    lesson: { attribute: false },
    name: { attribute: false },
    answers: { attribute: false },
    told: { state: true },
    link: { state: true },
  };
  declare lesson: Lesson;
  /** Of the lesson, in the address. */
  declare name: string;
  declare answers: Readonly<Record<string, StepAnswer>>;
  /** What has been done last, in words. */
  declare told: string;
  /** To be copied by hand where the browser does not let pages copy. */
  declare link: string;

  readonly #marks = browserMarks();

  constructor() {
    super();
    this.told = "";
    this.link = "";
  }

  /** Opens the card; it closes with Escape, its button or a click beside it. */
  async open(): Promise<void> {
    this.told = "";
    this.link = "";
    await this.updateComplete;
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  override render(): TemplateResult {
    const answered = this.lesson.steps.filter(({ id }) => this.answers[id] !== undefined).length;
    return html`<dialog aria-labelledby="title" @click=${closeBeside}>
      <div class="card">
        <div class="head">
          <h2 id="title">My answers</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        <p>
          ${this.lesson.title}: answers to ${answered} of ${this.lesson.steps.length} steps. They stand on this device only; hand them in as
          a file or as a link, if you like.
        </p>
        <label>
          Your name, if your teacher asks for it
          <input type="text" maxlength=${LONGEST_NAME} autocomplete="off" .value=${this.#kept(KEPT_NAME)} @change=${this.#keepName} />
        </label>
        <div class="row">
          <button @click=${this.#save}>${icon("save", 16)}Save as a file</button>
          <button @click=${() => void this.#copy()}>${icon("link", 16)}Copy as a link</button>
          ${"share" in navigator ? html`<button @click=${() => void this.#share()}>Share</button>` : nothing}
        </div>
        <p role="status">${this.told}</p>
        ${this.link === "" ? nothing : html`<textarea readonly rows="4" aria-label="Link with my answers" .value=${this.link}></textarea>`}
      </div>
    </dialog>`;
  }

  readonly #keepName = (event: Event): void =>
    this.#keep(KEPT_NAME, (event.target as HTMLInputElement).value);

  #compose(): AnswerFile {
    const pupil = this.renderRoot.querySelector("input")?.value ?? "";
    const sender = { pupil, device: this.#device(), saved: new Date().toISOString() };
    return composeAnswers({ lesson: this.lesson, name: this.name }, this.answers, sender);
  }

  readonly #save = (): void => {
    const file = this.#compose();
    const who = (file.pupil ?? file.device).replace(/[^\p{L}\p{N}]+/gu, "-");
    const what = this.name.replace(/^file:/, "").replace(/[^\p{L}\p{N}]+/gu, "-");
    download(`answers-${what}-${who}.json`, `${JSON.stringify(file, null, 2)}\n`);
    this.told = "The file went to your downloads.";
  };

  async #copy(): Promise<void> {
    const link = answerLink(this.#compose(), location.href);
    try {
      await navigator.clipboard.writeText(link);
      this.told = "The link was copied: paste it where your teacher asks for it.";
    } catch {
      this.link = link;
      this.told = "Copy the link by hand: the browser does not let pages copy here.";
    }
  }

  async #share(): Promise<void> {
    const url = answerLink(this.#compose(), location.href);
    try {
      await navigator.share({ title: `My answers: ${this.lesson.title}`, url });
    } catch {
      // Somebody who closes what the system offers has changed their mind.
    }
  }

  /** Tells pupils without a name apart; it says nothing about the device. */
  #device(): string {
    const kept = this.#kept(KEPT_DEVICE);
    if (/^[a-z0-9]{1,20}$/.test(kept)) return kept;
    const made = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) =>
      (byte % 36).toString(36),
    ).join("");
    this.#keep(KEPT_DEVICE, made);
    return made;
  }

  #kept(key: string): string {
    return this.#marks?.getItem(key) ?? "";
  }

  #keep(key: string, text: string): void {
    try {
      this.#marks?.setItem(key, text);
    } catch {
      // A full or locked place: it lasts as long as the card.
    }
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      label {
        display: grid;
        gap: 4px;
      }
      input,
      textarea {
        min-height: 36px;
        padding: 4px 8px;
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-small);
        background: var(--colour-ground);
        color: inherit;
        font: inherit;
        overflow-wrap: anywhere;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];
}

customElements.define("fluxtwin-my-answers", FluxtwinMyAnswers);
