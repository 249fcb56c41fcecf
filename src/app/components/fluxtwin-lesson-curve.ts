/** A curve that somebody draws: a point for each of some cycles, set with the pointer or with the arrow keys. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { GRID, type Grid, gridLine, gridX, gridY, renderGrid, valueAt } from "./lesson-grid.ts";
import { lessonStyles } from "./lesson-styles.ts";
import { sharedStyles } from "./shared-styles.ts";

export class FluxtwinLessonCurve extends LitElement {
  static override properties = {
    grid: { attribute: false },
    unit: {},
    values: { attribute: false },
  };
  declare grid: Grid;
  declare unit: string;
  declare values: readonly number[];

  #isDrawing = false;

  override render(): TemplateResult {
    const { grid, values } = this;
    return html`<svg
        viewBox="0 0 ${GRID.width} ${GRID.height}"
        aria-hidden="true"
        @pointerdown=${this.#begin}
        @pointermove=${this.#move}
        @pointerup=${this.#end}
        @pointercancel=${this.#end}
      >
        ${renderGrid(grid)}
        <polyline class="own" points=${gridLine(grid, values)} />
        ${grid.cycles.map((cycle, k) => this.#renderPoint(gridX(grid, cycle), gridY(grid, values[k]!)))}
      </svg>
      <div class="points" role="group" aria-label="Points of the curve">
        ${grid.cycles.map((cycle, k) => this.#renderSlider(cycle, k))}
      </div>`;
  }

  #renderPoint(x: number, y: number): TemplateResult {
    return html`<svg x=${x - 6} y=${y - 6} width="12" height="12"><circle cx="6" cy="6" r="5" /></svg>`;
  }

  #renderSlider(cycle: number, k: number): TemplateResult {
    const { minimum, maximum } = this.grid;
    const value = this.values[k]!;
    return html`<label>
      <span class="small soft">${cycle}</span>
      <input
        type="range"
        aria-label=${`After cycle ${cycle}`}
        aria-valuetext=${`${Number(value.toPrecision(3))} ${this.unit}`}
        min=${minimum}
        max=${maximum}
        step=${(maximum - minimum) / 200}
        .value=${String(value)}
        @input=${(event: Event) => this.#set(k, Number((event.target as HTMLInputElement).value))}
      />
    </label>`;
  }

  #begin(event: PointerEvent): void {
    this.#isDrawing = true;
    (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
    this.#draw(event);
  }

  #move(event: PointerEvent): void {
    if (this.#isDrawing) this.#draw(event);
  }

  #end(): void {
    this.#isDrawing = false;
  }

  /** Sets the point that is nearest to the pointer. */
  #draw({ clientX, clientY, currentTarget }: PointerEvent): void {
    const { left, top, width, height } = (currentTarget as SVGElement).getBoundingClientRect();
    const [x, y] = [((clientX - left) / width) * GRID.width, ((clientY - top) / height) * GRID.height];
    const far = this.grid.cycles.map((cycle) => Math.abs(gridX(this.grid, cycle) - x));
    this.#set(far.indexOf(Math.min(...far)), valueAt(this.grid, y));
  }

  #set(k: number, value: number): void {
    this.values = this.values.map((own, j) => (j === k ? value : own));
    this.dispatchEvent(new CustomEvent("draw", { detail: this.values }));
  }

  static override styles = [
    sharedStyles,
    lessonStyles,
    css`
      svg {
        display: block;
        width: 100%;
        touch-action: none;
        cursor: crosshair;
      }
      circle {
        fill: var(--colour-text);
      }
      .points {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(84px, 1fr));
        gap: 0 10px;
      }
      label {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      label span {
        min-width: 16px;
      }
      input {
        flex: 1;
        min-width: 0;
        min-height: 24px;
        accent-color: var(--colour-focus);
      }
      @media (pointer: coarse) {
        input {
          min-height: 36px;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-lesson-curve", FluxtwinLessonCurve);
