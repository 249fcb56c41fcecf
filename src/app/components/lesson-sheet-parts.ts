/** What of a prediction stands on paper: boxes, axes and lines to write on, and what the solver showed. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { numberIn, solvedCurve } from "../../lessons/answers.ts";
import type { MomentPair } from "../../lessons/moment.ts";
import { digitsOf, formatNumber } from "../../lessons/prose.ts";
import type { LessonStep } from "../../lessons/read-lesson.ts";
import type { SolvedSheet } from "./lesson-figures.ts";
import { GRID, gridLine, gridX, gridY, renderGrid } from "./lesson-grid.ts";

type Asked = NonNullable<LessonStep["prediction"]>;
type Choice = Extract<Asked, { kind: "choice" }>;
type Slider = Extract<Asked, { kind: "slider" }>;
type Curve = Extract<Asked, { kind: "curve" }>;

/** Returns room for a prediction; nothing where none is asked for. */
export function renderBlank({ prediction }: LessonStep): TemplateResult | typeof nothing {
  if (prediction === undefined) return nothing;
  if (prediction.kind === "choice") {
    return html`<ul class="boxes">${prediction.choices.map(({ text }) => html`<li>${text}</li>`)}</ul>`;
  }
  if (prediction.kind === "slider") return renderBlankNumber(prediction);
  return html`<figure class="axes">
    <figcaption>${prediction.label}, ${prediction.unit}, after so many cycles: draw the curve.</figcaption>
    ${renderAxes(prediction, nothing)}
  </figure>`;
}

function renderBlankNumber({ label, unit, minimum, maximum }: Slider): TemplateResult {
  const at = (share: number): number => 20 + 560 * share;
  const numbers = [0, 0.25, 0.5, 0.75, 1];
  return html`<div><p class="number">${label}: <span class="blank"></span> ${unit}</p>
    <svg class="scale" viewBox="0 0 600 44" role="img" aria-label=${`A scale from ${minimum} to ${maximum} ${unit}`}>
      <line x1=${at(0)} x2=${at(1)} y1="12" y2="12" />
      ${Array.from({ length: 21 }, (_, k) => svg`<line x1=${at(k / 20)} x2=${at(k / 20)} y1=${k % 5 === 0 ? 4 : 8} y2=${k % 5 === 0 ? 20 : 16} />`)}
      ${numbers.map((share) => svg`<text x=${at(share)} y="38" text-anchor="middle">${Number((minimum + share * (maximum - minimum)).toPrecision(3))}</text>`)}
    </svg></div>`;
}

function renderAxes(
  { minimum, maximum, cycles }: Curve,
  drawn: TemplateResult | typeof nothing,
): TemplateResult {
  return html`<svg viewBox="0 0 ${GRID.width} ${GRID.height}" role="img" aria-label="Axes of the curve">
    ${renderGrid({ minimum, maximum, cycles })} ${drawn}
  </svg>`;
}

/** Returns what is right, what was solved, and what may be behind what is wrong. */
export function renderSolved(
  { prediction }: LessonStep,
  sheet: SolvedSheet | undefined,
): TemplateResult | typeof nothing {
  if (prediction === undefined) return nothing;
  const moment = sheet?.moment;
  if (prediction.kind === "choice") return renderChoices(prediction, moment);
  const solved =
    prediction.kind === "slider"
      ? renderNumber(prediction, moment)
      : renderCurve(prediction, sheet?.afterCycle ?? {});
  return html`${solved}${renderSides(prediction)}`;
}

function renderChoices({ choices, outcome }: Choice, moment: MomentPair | undefined): TemplateResult {
  return html`<ul class="answers">
      ${choices.map(({ text, right, misconception }) =>
        right === true
          ? html`<li class="right"><b>Right:</b> ${text}</li>`
          : html`<li>${text}<br /><i>Misconception: ${misconception}</i></li>`,
      )}
    </ul>
    <p>
      <b>Solved:</b>
      ${
        moment === undefined
          ? "not yet"
          : outcome
              .map(
                ({ label, value, unit, digits = 2 }) =>
                  `${label}: ${formatNumber(numberIn(value, moment), digits)} ${unit}`,
              )
              .join("; ")
      }.
    </p>`;
}

function renderNumber(
  { label, unit, outcome, tolerance, step }: Slider,
  moment: MomentPair | undefined,
): TemplateResult {
  if (moment === undefined) return html`<p><b>Solved:</b> not yet.</p>`;
  const value = numberIn(outcome, moment);
  return html`<p>
    <b>Solved:</b> ${label}: ${formatNumber(value, digitsOf(step))} ${unit}; up to ${tolerance} ${unit} off counts as right.
  </p>`;
}

function renderCurve(asked: Curve, afterCycle: SolvedSheet["afterCycle"]): TemplateResult {
  const values = solvedCurve({ prediction: asked }, { hints: 0, afterCycle });
  const points = asked.cycles.flatMap((cycle, k) => {
    const value = values[k];
    return value === undefined
      ? []
      : [svg`<circle cx=${gridX(asked, cycle)} cy=${gridY(asked, value)} r="3" />`];
  });
  return html`<figure class="axes">
    <figcaption>${asked.label}, ${asked.unit}: solved; within ${asked.tolerance} ${asked.unit} counts as right.</figcaption>
    ${renderAxes(asked, svg`<polyline class="solved" points=${gridLine(asked, values)} />${points}` as unknown as TemplateResult)}
    <table>
      <tr><th scope="row">Cycle</th>${asked.cycles.map((cycle) => html`<td>${cycle}</td>`)}</tr>
      <tr>
        <th scope="row">Solved</th>
        ${values.map((value) => html`<td>${value === undefined ? "\u2013" : formatNumber(value, 1)}</td>`)}
      </tr>
    </table>
  </figure>`;
}

function renderSides({ tooLow, tooHigh }: Slider | Curve): TemplateResult {
  const side = (words: string, text: string | undefined) =>
    text === undefined ? nothing : html`<li>${words}<br /><i>Misconception: ${text}</i></li>`;
  return html`<ul class="answers">${side("Too low", tooLow)}${side("Too high", tooHigh)}</ul>`;
}
