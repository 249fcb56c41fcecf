/** A lesson in the place of the parameters: its steps one after another, what is predicted, what was solved, few controls. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Subscription } from "rxjs";
import { describeProblem, InputError } from "../../../sim-core/index.ts";
import type { Best, Prediction, StepAnswer } from "../../lessons/answers.ts";
import type { MomentPair } from "../../lessons/moment.ts";
import { formatNumber } from "../../lessons/prose.ts";
import type { Lesson, LessonStep } from "../../lessons/read-lesson.ts";
import { LessonPlayer, type PlayState } from "../streams/lessons/lesson-player.ts";
import { fetchLesson } from "../streams/lessons/lesson-source.ts";
import { problemsOfSetUp } from "../streams/lessons/set-up.ts";
import type { Look } from "../streams/look.ts";
import type { Session } from "../streams/session.ts";
import { browserMarks } from "../streams/story/opening.ts";
import "./fluxtwin-lesson-outcome.ts";
import "./fluxtwin-lesson-prediction.ts";
import "./fluxtwin-lesson-teacher.ts";
import type { FluxtwinMyAnswers } from "./fluxtwin-my-answers.ts";
import "./fluxtwin-prose.ts";
import { icon } from "./icons.ts";
import { lessonPanelStyles } from "./lesson-panel-styles.ts";
import { lessonStyles } from "./lesson-styles.ts";
import { sharedStyles } from "./shared-styles.ts";

/** Which controls a step shows, and which of them it holds. */
export interface LessonControls {
  readonly controls: readonly string[];
  readonly locks: readonly string[];
}

const kinds: Readonly<Record<LessonStep["kind"], string>> = {
  predict: "Predict, then watch",
  observe: "Watch",
  explain: "Explain",
  free: "Try it yourself",
};

export class FluxtwinLesson extends LitElement {
  static override properties = {
    session: { attribute: false },
    look: { attribute: false },
    lesson: { state: true },
    play: { state: true },
    problems: { state: true },
    answers: { state: true },
  };
  declare session: Session;
  declare look: Look;
  declare lesson: Lesson | undefined;
  declare play: PlayState | undefined;
  declare problems: readonly string[];
  /** What is handed in; undefined until somebody wants to. */
  declare answers: Readonly<Record<string, StepAnswer>> | undefined;

  #player: LessonPlayer | undefined;
  #watch: Subscription | undefined;
  /** What is played, or on its way. */
  #wanted: string | undefined;
  #controls = "";
  /** Around the lesson. */
  #page: Element | undefined;
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0] as HTMLElement;
    if (target.closest("dialog, textarea, select, input:not([type=range], [type=radio])") !== null) return;
    if (event.key.toLowerCase() !== "t") return;
    if (event.shiftKey) this.#restart();
    else this.#player?.reset();
  };

  constructor() {
    super();
    this.problems = [];
  }

  override render(): TemplateResult {
    const { lesson, play, problems } = this;
    return html`<section>
      <header class="row">
        <h2>${lesson?.title ?? "Lesson"}</h2>
        <button class="plain" aria-label="Leave the lesson" @click=${this.#leave}>${icon("close")}</button>
      </header>
      ${
        problems.length === 0
          ? nothing
          : html`<div role="alert"><p>That lesson cannot be played.</p>
              <ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul></div>`
      }
      ${lesson === undefined || play === undefined ? nothing : this.#renderStep(lesson, play)}
      <div class="controls" ?hidden=${(play?.step.visible ?? []).length === 0}><slot></slot></div>
      ${lesson === undefined || play === undefined ? nothing : this.#renderWays(lesson, play)}
      ${
        lesson === undefined || play === undefined
          ? nothing
          : html`<fluxtwin-lesson-teacher
              .session=${this.session}
              .lesson=${lesson}
              .name=${this.#wanted}
              .step=${play.step}
              @restart=${() => this.#restart()}
            ></fluxtwin-lesson-teacher>`
      }
      ${
        lesson === undefined || this.answers === undefined
          ? nothing
          : html`<fluxtwin-my-answers .lesson=${lesson} .name=${this.#wanted} .answers=${this.answers}></fluxtwin-my-answers>`
      }
    </section>`;
  }

  #renderStep(
    { steps, sections }: Lesson,
    { step, index, answer, isOpen, moment }: PlayState,
  ): TemplateResult {
    const { outcome, hints, best = [] } = answer;
    const isDone = outcome !== undefined;
    return html`<p class="small soft">
        Step ${index + 1} of ${steps.length}: ${kinds[step.kind]}, about ${step.minutes} min
      </p>
      ${this.#renderProse(sections.get(step.prompt) ?? "", step, moment)}
      ${
        isOpen || step.prediction === undefined
          ? nothing
          : keyed(
              step.id,
              html`<fluxtwin-lesson-prediction
                .asked=${step.prediction}
                @predict=${({ detail }: CustomEvent<Prediction>) => this.#player?.predict(detail)}
              ></fluxtwin-lesson-prediction>`,
            )
      }
      ${
        isOpen && step.prediction !== undefined
          ? html`<fluxtwin-lesson-outcome .step=${step} .answer=${answer}></fluxtwin-lesson-outcome>`
          : nothing
      }
      ${(step.hints ?? []).slice(0, hints).map((hint) => html`<p class="hint">${hint}</p>`)}
      <div role="status">
        ${isOpen && !isDone ? html`<p class="soft">The cells are on their way. Speed them up in the bar below, if you like.</p>` : nothing}
        ${
          isOpen && isDone && step.reveal !== undefined
            ? html`<div class="prose reveal">
                <h3>${step.reveal}</h3>
                ${this.#renderProse(sections.get(step.reveal) ?? "", step, outcome)}
              </div>`
            : nothing
        }
      </div>
      ${step.score === undefined ? nothing : renderBest(step.score, best)}`;
  }

  #renderProse(text: string, { locked = [] }: LessonStep, moment: MomentPair): TemplateResult {
    return html`<fluxtwin-prose .session=${this.session} .text=${text} .moment=${moment} .locked=${locked}></fluxtwin-prose>`;
  }

  #renderWays({ steps }: Lesson, { step, index, answer, isOpen }: PlayState): TemplateResult {
    const isDone = isOpen && answer.outcome !== undefined;
    const isLast = index === steps.length - 1;
    const hasHint = answer.hints < (step.hints?.length ?? 0);
    const onward = isLast
      ? html`<button class=${isDone ? "primary" : ""} @click=${this.#leave}>Leave the lesson</button>`
      : html`<button class=${isDone ? "primary" : ""} @click=${() => this.#go(index + 1)}>
          ${isDone ? "Next step" : "Go on anyway"}
        </button>`;
    return html`<nav class="row" aria-label="Steps of the lesson">
      <button ?disabled=${index === 0} @click=${() => this.#go(index - 1)} aria-label="Step before">${icon("previous")}</button>
      ${onward}
      ${hasHint ? html`<button @click=${() => this.#player?.takeHint()}>Hint</button>` : nothing}
      <button title="Begin this step anew (T)" @click=${() => this.#player?.reset()}>Start step again</button>
      <button title="Hand your answers in, as a file or a link" @click=${() => void this.#handIn()}>My answers</button>
    </nav>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#onKey);
    this.#page = (this.getRootNode() as ShadowRoot).host;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
    this.#stop();
    this.#wanted = undefined;
    this.#showControls(undefined);
    this.#page?.toggleAttribute("predicting", false);
    this.#page = undefined;
  }

  override updated(): void {
    // What the charts show of a run that goes on would tell.
    this.#page?.toggleAttribute("predicting", this.play?.isOpen === false);
    // The property follows a render later.
    const { lesson, step } = this.session.look$.value;
    if (lesson !== this.#wanted) void this.#load(lesson);
    else if (this.play !== undefined && step - 1 !== this.play.index) this.#player?.go(step - 1);
  }

  async #load(wanted: string | undefined): Promise<void> {
    this.#stop();
    this.#wanted = wanted;
    if (wanted === undefined) return;
    try {
      const lesson = await fetchLesson(wanted, document.baseURI);
      if (this.#wanted === wanted) this.#begin(lesson, wanted);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (this.#wanted === wanted) this.problems = error.problems.map(describeProblem);
    }
  }

  #begin(lesson: Lesson, name: string): void {
    const { run } = this.session.look$.value;
    const problems = run === undefined ? [] : problemsOfSetUp(run.query);
    if (problems.length > 0) {
      const words = `Not understood in the class link: ${problems.join(", ")}.`;
      this.session.notices$.next({ words, lasting: true });
    }
    const player = new LessonPlayer(
      { session: this.session, lesson, name, marks: browserMarks(), run },
      this.session.look$.value.step - 1,
    );
    this.#player = player;
    this.lesson = lesson;
    this.#watch = player.state$.subscribe((play) => {
      this.play = play;
      const { visible = [], locked = [] } = play.step;
      this.#showControls({ controls: visible, locks: locked });
      const { look$ } = this.session;
      if (look$.value.lesson === name && look$.value.step !== play.index + 1) {
        look$.next({ ...look$.value, step: play.index + 1 });
      }
    });
  }

  #stop(): void {
    this.#watch?.unsubscribe();
    this.#player?.subscription.unsubscribe();
    this.#player = undefined;
    this.lesson = undefined;
    this.play = undefined;
    this.answers = undefined;
    this.problems = [];
  }

  /** Whoever fills the slot hears of it; undefined once the lesson is left. */
  #showControls(detail: LessonControls | undefined): void {
    const key = JSON.stringify(detail ?? null);
    if (key === this.#controls) return;
    this.#controls = key;
    // The element may have left the page by now.
    dispatchEvent(new CustomEvent<LessonControls | null>("fluxtwin-controls", { detail: detail ?? null }));
  }

  #go(index: number): void {
    this.#player?.go(index);
    this.scrollIntoView({ block: "nearest" });
    this.scrollTop = 0;
  }

  #restart(): void {
    this.#player?.restart();
    this.scrollTop = 0;
  }

  #leave(): void {
    const { look$ } = this.session;
    look$.next({ ...look$.value, lesson: undefined, step: 1, run: undefined });
  }

  async #handIn(): Promise<void> {
    await import("./fluxtwin-my-answers.ts");
    this.answers = this.#player?.answers[this.#wanted ?? ""] ?? {};
    await this.updateComplete;
    await this.renderRoot.querySelector<FluxtwinMyAnswers>("fluxtwin-my-answers")?.open();
  }

  static override styles = [sharedStyles, lessonStyles, lessonPanelStyles];
}

function renderBest(
  { label, unit, digits = 2 }: NonNullable<LessonStep["score"]>,
  best: readonly Best[],
): TemplateResult {
  if (best.length === 0) return html`<p class="soft small">No result of yours counts yet.</p>`;
  return html`<table>
    <caption>Your best: ${label}</caption>
    ${best.map(
      ({ value, query }) => html`<tr>
        <th scope="row">${formatNumber(value, digits)} ${unit}</th>
        <td><a href="./?${query}" target="_blank">Open its cells</a></td>
      </tr>`,
    )}
  </table>`;
}

customElements.define("fluxtwin-lesson", FluxtwinLesson);
