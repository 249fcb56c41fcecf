/** What of a lesson is for whoever teaches it, folded away: the note to a step, the class link, paper, the lesson's start. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Lesson, LessonStep } from "../../lessons/read-lesson.ts";
import { classQuery } from "../streams/lessons/class-link.ts";
import type { Session } from "../streams/session.ts";
import { sharedStyles } from "./shared-styles.ts";

export class FluxtwinLessonTeacher extends LitElement {
  static override properties = {
    session: { attribute: false },
    lesson: { attribute: false },
    name: { attribute: false },
    step: { attribute: false },
  };
  declare session: Session;
  declare lesson: Lesson;
  /** Of the lesson, in the address. */
  declare name: string;
  declare step: LessonStep;

  override render(): TemplateResult {
    const { teacherNote, hints = [] } = this.step;
    return html`<details>
      <summary>For teachers</summary>
      ${teacherNote === undefined ? html`<p class="soft">There is no note to this step.</p>` : html`<p class="note">${teacherNote}</p>`}
      ${hints.length === 0 ? nothing : html`<p class="soft">Hints of this step:</p><ol>${hints.map((hint) => html`<li>${hint}</li>`)}</ol>`}
      <div class="row">
        <button title="A link with which a class begins at this step, with these cells and this seed" @click=${() => void this.#copyLink()}>Class link</button>
        <button title="Student sheet, answer key and teacher's page" @click=${() => void this.#print()}>Print ...</button>
        <button
          title="Begin the lesson anew; what was answered here is forgotten (Shift and T)"
          @click=${() => this.dispatchEvent(new CustomEvent("restart"))}
        >
          Start lesson again
        </button>
      </div>
    </details>`;
  }

  async #print(): Promise<void> {
    const { openPaper } = await import("./fluxtwin-lesson-paper.ts");
    openPaper(this.session, this.lesson);
  }

  async #copyLink(): Promise<void> {
    const { notices$ } = this.session;
    if (this.name.startsWith("file:")) {
      const words = "A lesson from files has no link: put its folder on your server beside the page.";
      notices$.next({ words, lasting: true });
      return;
    }
    const { lesson, step, name } = this;
    const number = lesson.steps.indexOf(step) + 1;
    const query = classQuery({
      lesson: name,
      step,
      number,
      query: (withTime) => this.session.query(withTime),
    });
    const link = `${location.origin}${location.pathname}?${query}`;
    try {
      await navigator.clipboard.writeText(link);
      const words = `The class link was copied: it begins at step ${number}, with these cells and this seed.`;
      notices$.next({ words, lasting: false });
    } catch {
      notices$.next({
        words: `The browser does not let pages copy here. The class link is ${link}`,
        lasting: true,
      });
    }
  }

  static override styles = [
    sharedStyles,
    css`
      details {
        display: grid;
        gap: 8px;
      }
      summary {
        min-height: 28px;
        color: var(--colour-text-soft);
        cursor: pointer;
      }
      p,
      ol {
        margin: 0 0 8px;
      }
      ol {
        padding-left: 20px;
      }
      .note {
        padding: 8px 10px;
        border-left: 3px solid var(--colour-warning);
        background: var(--colour-raised);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];
}

customElements.define("fluxtwin-lesson-teacher", FluxtwinLessonTeacher);
