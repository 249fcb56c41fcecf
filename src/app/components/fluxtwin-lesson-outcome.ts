/** What was predicted and what was solved, side by side in one chart. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { isRight, numberIn, type StepAnswer, solvedCurve } from "../../lessons/answers.ts";
import { digitsOf, formatNumber } from "../../lessons/prose.ts";
import type { LessonStep } from "../../lessons/read-lesson.ts";
import { GRID, gridLine, renderGrid } from "./lesson-grid.ts";
import { lessonStyles } from "./lesson-styles.ts";
import { sharedStyles } from "./shared-styles.ts";

type Asked = NonNullable<LessonStep["prediction"]>;

interface Bar {
  readonly label: string;
  readonly words: string;
  readonly value: number;
  readonly isOwn?: boolean;
}

export class FluxtwinLessonOutcome extends LitElement {
  static override properties = { step: { attribute: false }, answer: { attribute: false } };
  declare step: LessonStep;
  declare answer: StepAnswer;

  override render(): TemplateResult {
    const { step, answer } = this;
    const asked = step.prediction;
    if (asked === undefined || answer.prediction === undefined) return html``;
    const right = isRight(step, answer);
    const verdict =
      right === undefined
        ? nothing
        : html`<p class="verdict" ?data-right=${right}>${right ? "As you predicted." : "Not as you predicted."}</p>`;
    return html`${verdict}${asked.kind === "choice" ? this.#renderChoice(asked) : asked.kind === "slider" ? this.#renderSlider(asked) : this.#renderCurve(asked)}`;
  }

  #renderChoice({ choices, outcome: bars }: Extract<Asked, { kind: "choice" }>): TemplateResult {
    const { prediction, outcome } = this.answer;
    const solved = choices.filter(({ right }) => right === true).map(({ text }) => text);
    return html`<dl>
        <dt>You</dt>
        <dd>${choices[Number(prediction)]?.text}</dd>
        ${outcome === undefined ? nothing : html`<dt>Solved</dt><dd>${solved.join("; or ")}</dd>`}
      </dl>
      ${
        outcome === undefined
          ? nothing
          : renderBars(
              bars.map(({ label, value, unit, digits = 2 }) => {
                const number = numberIn(value, outcome);
                return { label, value: number, words: `${formatNumber(number, digits)} ${unit}` };
              }),
              0,
            )
      }`;
  }

  #renderSlider({
    unit,
    outcome: expression,
    minimum,
    maximum,
    step,
  }: Extract<Asked, { kind: "slider" }>): TemplateResult {
    const { prediction, outcome } = this.answer;
    const own = {
      label: "You",
      value: Number(prediction),
      words: `${Number(prediction)} ${unit}`,
      isOwn: true,
    };
    if (outcome === undefined) return renderBars([own], minimum, maximum);
    const value = numberIn(expression, outcome);
    return renderBars(
      [own, { label: "Solved", value, words: `${formatNumber(value, digitsOf(step))} ${unit}` }],
      minimum,
      maximum,
    );
  }

  #renderCurve({ label, unit, ...grid }: Extract<Asked, { kind: "curve" }>): TemplateResult {
    const drawn = this.answer.prediction as readonly number[];
    const solved = solvedCurve(this.step, this.answer);
    const cell = (value: number | undefined): string =>
      value === undefined ? "\u2013" : formatNumber(value, 1);
    return html`<figure>
      <figcaption class="small soft">${label}, ${unit}; dashed: you, drawn through: solved</figcaption>
      <svg viewBox="0 0 ${GRID.width} ${GRID.height}" aria-hidden="true">
        ${renderGrid(grid)}
        <polyline class="own" points=${gridLine(grid, drawn)} />
        <polyline class="solved" points=${gridLine(grid, solved)} />
      </svg>
      <table class="small">
        <tr><th scope="row">Cycle</th>${grid.cycles.map((cycle) => html`<th scope="col">${cycle}</th>`)}</tr>
        <tr><th scope="row">You</th>${drawn.map((value) => html`<td>${cell(value)}</td>`)}</tr>
        <tr><th scope="row">Solved</th>${solved.map((value) => html`<td>${cell(value)}</td>`)}</tr>
      </table>
    </figure>`;
  }

  static override styles = [
    sharedStyles,
    lessonStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .verdict {
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 2px 12px;
      }
      dt {
        color: var(--colour-text-soft);
      }
      .bars {
        display: grid;
        gap: 6px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .bars span {
        display: flex;
        justify-content: space-between;
        gap: 12px;
      }
      .bars svg {
        display: block;
        width: 100%;
        height: 10px;
      }
      .bars .track {
        fill: var(--colour-line);
      }
      .bars .bar {
        fill: var(--colour-cell-a);
      }
      .bars .mine {
        fill: var(--colour-text-soft);
      }
      figure {
        margin: 0;
      }
      figure svg {
        display: block;
        width: 100%;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        font-weight: 400;
        text-align: right;
        padding: 0 2px;
      }
      th[scope="row"] {
        text-align: left;
        color: var(--colour-text-soft);
      }
    `,
  ];
}

/** On one scale, from `minimum` to `maximum` or the largest of them. */
function renderBars(bars: readonly Bar[], minimum: number, maximum?: number): TemplateResult {
  const end = maximum ?? Math.max(...bars.map(({ value }) => value));
  const share = (value: number): number =>
    end > minimum ? Math.min(Math.max((value - minimum) / (end - minimum), 0), 1) : 0;
  return html`<ul class="bars">
    ${bars.map(
      ({ label, words, value, isOwn = false }) => html`<li>
        <span><span class="soft">${label}</span><span>${words}</span></span>
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect class="track" y="4" width="100" height="2" />
          <rect class=${isOwn ? "mine" : "bar"} width=${100 * share(value)} height="10" />
        </svg>
      </li>`,
    )}
  </ul>`;
}

customElements.define("fluxtwin-lesson-outcome", FluxtwinLessonOutcome);
