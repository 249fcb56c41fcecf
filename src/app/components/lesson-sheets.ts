/** A lesson on paper: the sheet of the pupils, the key to it, and the teacher's page, all from the lesson's own file. */
import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { parameterOf } from "../../../sim-core/index.ts";
import { renderProse } from "../../lessons/prose.ts";
import type { Lesson, LessonStep } from "../../lessons/read-lesson.ts";
import type { SolvedSheet } from "./lesson-figures.ts";
import { renderBlank, renderSolved } from "./lesson-sheet-parts.ts";

/** What of a lesson is printed. */
export const sheetKinds = {
  student: "Student sheet",
  key: "Answer key",
  teacher: "Teacher's page",
} as const;
export type SheetKind = keyof typeof sheetKinds;

const tasks: Readonly<Record<LessonStep["kind"], string>> = {
  predict: "Predict, then watch",
  observe: "Watch",
  explain: "Explain",
  free: "Try it yourself",
};

/** What is to be written, and on how many lines. */
const written: Readonly<Record<LessonStep["kind"], readonly [string, number]>> = {
  predict: ["Why I think so:", 2],
  observe: ["What I see:", 3],
  explain: ["In my own words:", 5],
  free: ["What I set, and what came of it:", 6],
};

/** Returns a sheet; `solved` holds the steps that have been solved so far, in their order. */
export function renderSheet(kind: SheetKind, lesson: Lesson, solved: readonly SolvedSheet[]): TemplateResult {
  const sheets = { student: renderStudent, key: renderKey, teacher: renderTeacher };
  return html`<article class=${kind}>${sheets[kind](lesson, solved)}</article>`;
}

function renderHead(kind: SheetKind, { title, level, minutes }: Lesson): TemplateResult {
  return html`<header>
    <p class="over">${sheetKinds[kind]}; fluxtwin, solid-state cells, solved live</p>
    <h1>${title}</h1>
    <p>For ${level}; about ${minutes} minutes.</p>
  </header>`;
}

function renderStepHead({ prompt, kind, minutes }: LessonStep, k: number): TemplateResult {
  return html`<h2>${k + 1}. ${prompt} <small>${tasks[kind]}, about ${minutes} min</small></h2>`;
}

function prose(lesson: Lesson, heading: string, sheet: SolvedSheet | undefined): TemplateResult {
  const text = lesson.sections.get(heading) ?? "";
  return html`<div class="prose">${unsafeHTML(renderProse(text, sheet?.moment ?? [undefined, undefined], (path) => sheet?.begun[path]))}</div>`;
}

function renderStudent(lesson: Lesson, solved: readonly SolvedSheet[]): TemplateResult {
  return html`${renderHead("student", lesson)}
    <p class="who"><span>Name</span><span>Class</span><span>Date</span></p>
    ${lesson.steps.map((step, k) => {
      const [words, lines] = written[step.kind];
      return html`<section>
        ${renderStepHead(step, k)} ${prose(lesson, step.prompt, solved[k])} ${renderBlank(step)}
        <p class="write">${words}</p>
        ${Array.from({ length: lines }, () => html`<div class="line"></div>`)}
      </section>`;
    })}
    ${renderPictures(lesson, solved)}`;
}

/** On pages of their own: they tell what was to be predicted. */
function renderPictures({ steps }: Lesson, solved: readonly SolvedSheet[]): TemplateResult | typeof nothing {
  if (!solved.some(({ picture }) => picture !== "")) return nothing;
  return html`<section class="pictures">
    <h2>What was solved <small>To be looked at after the predictions</small></h2>
    ${solved.map(({ step, picture }) =>
      picture === "" ? nothing : renderFigure(picture, `Step ${steps.indexOf(step) + 1}: ${step.prompt}`),
    )}
  </section>`;
}

function renderFigure(picture: string, caption: string): TemplateResult {
  return html`<figure>
    <figcaption>${caption}</figcaption>
    ${unsafeHTML(picture.slice(picture.indexOf("<svg")))}
  </figure>`;
}

function renderKey(lesson: Lesson, solved: readonly SolvedSheet[]): TemplateResult {
  return html`${renderHead("key", lesson)}
    ${lesson.steps.map((step, k) => {
      const sheet = solved[k];
      return html`<section>
        ${renderStepHead(step, k)} ${prose(lesson, step.prompt, sheet)} ${renderSolved(step, sheet)}
        ${
          step.reveal === undefined
            ? nothing
            : html`<div class="reveal"><h3>${step.reveal}</h3>${prose(lesson, step.reveal, sheet)}</div>`
        }
      </section>`;
    })}
    ${renderPictures(lesson, solved)}`;
}

function renderTeacher(lesson: Lesson): TemplateResult {
  const { objectives, notConcluded = [], steps, seed } = lesson;
  return html`${renderHead("teacher", lesson)}
    <section>
      <h2>Goals</h2>
      <ul>${objectives.map((goal) => html`<li>${goal}</li>`)}</ul>
    </section>
    <section>
      <h2>Course</h2>
      <table>
        <tr><th scope="col">Step</th><th scope="col">What pupils do</th><th scope="col">Minutes</th><th scope="col">Controls</th></tr>
        ${steps.map(
          (step, k) => html`<tr>
            <td>${k + 1}. ${step.prompt}</td>
            <td>${tasks[step.kind]}</td>
            <td>${step.minutes}</td>
            <td>${controlsOf(step)}</td>
          </tr>`,
        )}
      </table>
      <p>
        A prediction is stored before the outcome is shown. T begins the step anew, Shift and T the lesson. All cells begin
        from seed ${seed}: what one pupil sees, all see.
      </p>
    </section>
    ${steps.map((step, k) => renderNotes(lesson, step, k))}
    ${
      notConcluded.length === 0
        ? nothing
        : html`<section>
            <h2>What not to conclude</h2>
            <ul>${notConcluded.map((text) => html`<li>${text}</li>`)}</ul>
          </section>`
    }`;
}

function renderNotes(lesson: Lesson, step: LessonStep, k: number): TemplateResult {
  const { hints = [], teacherNote, until, reveal } = step;
  return html`<section>
    ${renderStepHead(step, k)} ${prose(lesson, step.prompt, undefined)}
    ${teacherNote === undefined ? nothing : html`<p class="note"><b>Note:</b> ${teacherNote}</p>`}
    <dl>
      ${hints.length === 0 ? nothing : html`<dt>Hints</dt><dd><ol>${hints.map((hint) => html`<li>${hint}</li>`)}</ol></dd>`}
      ${until === undefined ? nothing : html`<dt>Done when</dt><dd><code>${until}</code></dd>`}
      ${reveal === undefined ? nothing : html`<dt>Then told</dt><dd>${reveal}</dd>`}
    </dl>
  </section>`;
}

function controlsOf({ visible = [], locked = [] }: LessonStep): string {
  if (visible.length === 0) return "none";
  return visible
    .map((path) => `${parameterOf(path)?.name ?? path}${locked.includes(path) ? " (held)" : ""}`)
    .join(", ");
}
