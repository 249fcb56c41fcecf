/**
 * The lithium front as lines right above the lithium, under the picture's own x: the current on it and the thickness
 * of the lithium, both about their means, on scales that both cells share.
 */
import { css, html, LitElement, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import type { Frame } from "../../../sim-core/index.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { describeNumber, describePlain } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { meanAlong, profilePath, reachOf, steppedHalf } from "../views/front-profile.ts";
import { canvasPoint } from "../views/viewports.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** A line of text above each strip, and room between them, CSS px. */
const CAPTION = 14;
/** Height below which no line tells anything, CSS px. */
const LEAST_HEIGHT = 2 * (CAPTION + 6);

const lines = [
  {
    key: "current",
    unit: "A/m\u00b2",
    words: (mean: number) =>
      mean < 0 ? "Stripping current" : mean > 0 ? "Plating current" : "Current on the lithium",
    // No current passes a cell that has ended.
    read: ({ phase, frontCurrent }: Frame) => (phase === "done" ? frontCurrent.map(() => 0) : frontCurrent),
  },
  {
    key: "thickness",
    unit: "\u00b5m",
    words: () => "Lithium thickness",
    read: (frame: Frame) => frame.frontThickness,
  },
] as const;

export class FluxtwinFrontProfile extends LitElement {
  static override properties = { session: { attribute: false }, view: { attribute: false } };
  declare session: Session;
  /** Undefined until there is a picture. */
  declare view: StageView | undefined;

  readonly #frames = new Watch<FramePair>(this, () => this.session.viewing.frames$, [undefined, undefined]);
  readonly #halves = [0, 0];

  override render(): TemplateResult {
    const { view } = this;
    const frames = this.#frames.value;
    if (view === undefined || frames.every((frame) => frame === undefined)) return html``;
    lines.forEach(({ read }, line) => {
      const reach = frames.flatMap((frame) =>
        frame === undefined ? [] : [reachOf(read(frame), meanAlong(frame.frontX, read(frame)))],
      );
      this.#halves[line] = steppedHalf(this.#halves[line] ?? 0, Math.max(...reach));
    });
    return html`${([0, 1] as const).map((cell) => this.#renderCell(cell, frames[cell], view))}`;
  }

  #renderCell(cell: 0 | 1, frame: Frame | undefined, view: StageView): TemplateResult | string {
    const { x, width } = view.placeOf(cell) ?? { x: 0, width: 0 };
    if (frame === undefined || width <= 0 || this.clientHeight < LEAST_HEIGHT) return "";
    const seen = view.viewOf(cell);
    const [start] = canvasPoint(seen, 0, 0);
    const [end] = canvasPoint(seen, 1, 0);
    const height = Math.max(0, this.clientHeight / lines.length - CAPTION);
    const readings = lines.map(({ key, unit, words, read }, line) => {
      const values = read(frame);
      const mean = meanAlong(frame.frontX, values);
      const half = this.#halves[line] ?? 1;
      const top = line * (height + CAPTION) + CAPTION;
      const place = { left: start - x, scale: end - start, top, height };
      const path = profilePath(frame.frontX, values, { mean, half }, place);
      return {
        words: `${words(mean)} ${describeNumber(Math.abs(mean))} ${unit}, shown \u00b1 ${describePlain(half)}`,
        top,
        drawn: svg`<path class="mean" d="M0 ${top + height / 2}H${width}" /><path class=${key} d=${path} />`,
      };
    });
    const label = `Cell ${cellIdentity[cell].letter}, along the lithium: ${readings.map(({ words }) => words).join("; ")}`;
    const left = Math.max(0, start - x);
    return html`<svg role="img" aria-label=${label} data-cell=${cell} width=${width} height=${this.clientHeight} .style=${`left:${x}px`}>
      ${readings.map(({ words, top, drawn }) => renderLine(words, left + 2, top, drawn))}
    </svg>`;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        position: relative;
        overflow: hidden;
      }
      svg {
        position: absolute;
        top: 0;
        overflow: hidden;
      }
      path {
        fill: none;
        stroke: var(--colour-text);
        stroke-width: 1.5;
        stroke-linejoin: round;
      }
      .thickness {
        stroke: var(--colour-lithium-line);
        stroke-width: 2.5;
      }
      .mean {
        stroke: var(--colour-line-strong);
        stroke-width: 1;
        stroke-dasharray: 2 4;
      }
      text {
        fill: var(--colour-text-soft);
        font-size: var(--type-tiny);
      }
      @media (forced-colors: active) {
        path {
          stroke: CanvasText;
        }
        text {
          fill: CanvasText;
        }
      }
    `,
  ];
}

function renderLine(words: string, left: number, top: number, drawn: SVGTemplateResult): SVGTemplateResult {
  return svg`<text x=${left} y=${top - 3}>${words}</text>${drawn}`;
}

customElements.define("fluxtwin-front-profile", FluxtwinFrontProfile);
