/** The form in which somebody predicts: choices, a slider or a curve; what is stored cannot be changed. */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { Prediction } from "../../lessons/answers.ts";
import type { LessonStep } from "../../lessons/read-lesson.ts";
import "./fluxtwin-lesson-curve.ts";
import { lessonStyles } from "./lesson-styles.ts";
import { sharedStyles } from "./shared-styles.ts";

type Asked = NonNullable<LessonStep["prediction"]>;

export class FluxtwinLessonPrediction extends LitElement {
  static override properties = {
    asked: { attribute: false },
    value: { state: true },
  };
  declare asked: Asked;
  declare value: Prediction | undefined;

  override render(): TemplateResult {
    const { asked, value } = this;
    return html`<form @submit=${this.#store}>
      ${asked.kind === "choice" ? this.#renderChoices(asked) : asked.kind === "slider" ? this.#renderSlider(asked) : this.#renderCurve(asked)}
      <div class="row">
        <button class="primary" ?disabled=${value === undefined}>Store my prediction</button>
        <span class="small soft">Until then the charts are hidden; then the cells run, and it cannot be changed.</span>
      </div>
    </form>`;
  }

  #renderChoices({ choices }: Extract<Asked, { kind: "choice" }>): TemplateResult {
    return html`<fieldset>
      <legend>Your prediction</legend>
      ${choices.map(
        ({ text }, k) => html`<label class="choice">
          <input type="radio" name="choice" .checked=${this.value === k} @change=${() => this.#set(k)} />
          <span>${text}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  #renderSlider({ label, unit, minimum, maximum, step }: Extract<Asked, { kind: "slider" }>): TemplateResult {
    const value = typeof this.value === "number" ? this.value : undefined;
    return html`<label class="slider">
      <span class="soft">${label}</span>
      <output>${value === undefined ? "Drag to predict" : `${value} ${unit}`}</output>
      <input
        type="range"
        aria-valuetext=${value === undefined ? "not set" : `${value} ${unit}`}
        min=${minimum}
        max=${maximum}
        step=${step}
        .value=${String(value ?? (minimum + maximum) / 2)}
        @input=${(event: Event) => this.#set(Number((event.target as HTMLInputElement).value))}
      />
    </label>`;
  }

  #renderCurve({ label, unit, ...grid }: Extract<Asked, { kind: "curve" }>): TemplateResult {
    const values = Array.isArray(this.value)
      ? this.value
      : grid.cycles.map(() => (grid.minimum + grid.maximum) / 2);
    return html`<fieldset>
      <legend>${label}, ${unit}, after so many cycles: draw with the pointer, or set each point</legend>
      <fluxtwin-lesson-curve
        .grid=${grid}
        .unit=${unit}
        .values=${values}
        @draw=${({ detail }: CustomEvent<readonly number[]>) => this.#set(detail)}
      ></fluxtwin-lesson-curve>
    </fieldset>`;
  }

  #set(value: Prediction): void {
    this.value = value;
  }

  #store(event: Event): void {
    event.preventDefault();
    if (this.value !== undefined) this.dispatchEvent(new CustomEvent("predict", { detail: this.value }));
  }

  static override styles = [
    sharedStyles,
    lessonStyles,
    css`
      form {
        display: grid;
        gap: 10px;
      }
      .choice {
        display: flex;
        gap: 10px;
        padding: 8px 10px;
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-small);
        cursor: pointer;
      }
      .choice:has(:checked) {
        border-color: var(--colour-focus);
      }
      .choice input {
        flex: none;
        margin: 2px 0 0;
        accent-color: var(--colour-focus);
      }
      .slider {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 12px;
      }
      .slider input {
        grid-column: 1 / -1;
        min-height: 32px;
        accent-color: var(--colour-focus);
      }
      button:disabled {
        opacity: 0.55;
        cursor: default;
      }
    `,
  ];
}

customElements.define("fluxtwin-lesson-prediction", FluxtwinLessonPrediction);
