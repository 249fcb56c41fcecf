/** How a class has answered a step: bars of its groups, marks of its numbers, its curves over one another. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { isCurve } from "../../lessons/answers.ts";
import type { CommonMistake, Group, StepSummary } from "../../lessons/class-answers.ts";
import { digitsOf, formatNumber } from "../../lessons/prose.ts";
import { GRID, gridLine, renderGrid } from "./lesson-grid.ts";

const BEST_SHOWN = 5;

/** Returns the answers to a step, number `k` from 0. */
export function renderStepAnswers(summary: StepSummary, k: number, pupils: number): TemplateResult {
  const { step, predicted, done, hinted } = summary;
  return html`<section class="step" aria-label=${`Step ${k + 1}`}>
    <h3>${k + 1}. ${step.prompt}</h3>
    <p class="small soft">
      ${step.prediction === undefined ? "" : `${predicted} of ${pupils} predicted, `}${done} of ${pupils} came to its end, ${hinted} asked for
      a hint.
    </p>
    <ul class="groups">${summary.groups.map((group) => renderGroup(group, predicted))}</ul>
    ${renderNumbers(summary)} ${renderCurves(summary)} ${renderBest(summary)}
  </section>`;
}

function renderGroup({ label, verdict, count, misconception }: Group, all: number): TemplateResult {
  const isRight = verdict === "right";
  return html`<li ?data-right=${isRight}>
    <span><span>${isRight ? "\u2713 " : ""}${label}${isRight ? html`<span class="hidden"> (right)</span>` : nothing}</span><b>${count}</b></span>
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" y="3" width="100" height="2" />
      <rect class="bar" width=${all === 0 ? 0 : (100 * count) / all} height="8" />
    </svg>
    ${misconception === undefined || count === 0 ? nothing : html`<i class="small soft">${misconception}</i>`}
  </li>`;
}

/** A stroke for each pupil, and a longer one for what was solved. */
function renderNumbers({ step, numbers, solved }: StepSummary): TemplateResult | typeof nothing {
  const asked = step.prediction;
  if (asked?.kind !== "slider" || numbers.length === 0) return nothing;
  const { minimum, maximum, unit, label, step: stride } = asked;
  const at = (value: number): number =>
    20 + 260 * Math.min(Math.max((value - minimum) / (maximum - minimum), 0), 1);
  const words =
    typeof solved === "number" ? `, solved: ${formatNumber(solved, digitsOf(stride))} ${unit}` : "";
  return html`<figure>
    <figcaption class="small soft">${label}: a stroke for each pupil${words}</figcaption>
    <svg viewBox="0 0 300 44" role="img" aria-label=${`${numbers.length} predictions from ${Math.min(...numbers)} to ${Math.max(...numbers)} ${unit}${words}`}>
      <line class="grid" x1="20" x2="280" y1="24" y2="24" />
      <text x="20" y="41" text-anchor="middle">${minimum}</text>
      <text x="280" y="41" text-anchor="middle">${maximum}</text>
      ${numbers.map((value) => svg`<line class="each" x1=${at(value)} x2=${at(value)} y1="14" y2="24" />`)}
      ${typeof solved === "number" ? svg`<line class="solved" x1=${at(solved)} x2=${at(solved)} y1="4" y2="28" />` : nothing}
    </svg>
  </figure>`;
}

function renderCurves({ step, curves, solved }: StepSummary): TemplateResult | typeof nothing {
  const asked = step.prediction;
  if (asked?.kind !== "curve" || curves.length === 0) return nothing;
  const grid = asked;
  return html`<figure>
    <figcaption class="small soft">${asked.label}, ${asked.unit}: thin what was drawn, thick what was solved</figcaption>
    <svg viewBox="0 0 ${GRID.width} ${GRID.height}" role="img" aria-label=${`${curves.length} drawn curves and the solved one`}>
      ${renderGrid(grid)} ${curves.map((own) => svg`<polyline class="each" points=${gridLine(grid, own)} />`)}
      ${
        isCurve(solved)
          ? svg`<polyline class="solved" points=${gridLine(
              grid,
              solved.map((value) => value ?? undefined),
            )} />`
          : nothing
      }
    </svg>
  </figure>`;
}

function renderBest({ step, best }: StepSummary): TemplateResult | typeof nothing {
  if (step.score === undefined || best.length === 0) return nothing;
  const { label, unit, digits = 2 } = step.score;
  return html`<p class="small">
    ${label}: ${best
      .slice(0, BEST_SHOWN)
      .map(({ pupil, value }) => `${formatNumber(value, digits)} ${unit} (${pupil})`)
      .join(", ")}
  </p>`;
}

/** Returns wrong answers that several have in common. */
export function renderMistakes(
  mistakes: readonly CommonMistake[],
  steps: readonly StepSummary["step"][],
): TemplateResult | typeof nothing {
  if (mistakes.length === 0) return nothing;
  return html`<section class="step" aria-label="Common mistakes">
    <h3>Common mistakes</h3>
    <ol class="mistakes">
      ${mistakes.map(
        ({ step, label, count, misconception }) => html`<li>
          Step ${steps.indexOf(step) + 1}, ${count} ${count === 1 ? "pupil" : "pupils"}: ${label}
          ${misconception === undefined ? nothing : html`<i class="soft">${misconception}</i>`}
        </li>`,
      )}
    </ol>
  </section>`;
}
