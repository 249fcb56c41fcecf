/** What the signs on the picture mean: only those that the layer and the cells show now. */
import { css, html, LitElement, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { combineLatest, distinctUntilChanged, map } from "rxjs";
import type { Frame } from "../../../sim-core/index.ts";
import type { LayerName } from "../streams/app-state.ts";
import type { FramePair } from "../streams/conductor.ts";
import { describeExplanation } from "../streams/explanations.ts";
import type { Session } from "../streams/session.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** Loss of contact below which no void can be seen. */
const LEAST_VOID = 0.004;

interface Sign {
  readonly words: string;
  readonly swatch: SVGTemplateResult;
  readonly layers?: readonly LayerName[];
  /** Whether a frame shows it. */
  readonly isSeen: (frame: Frame) => boolean;
}

const always = (): boolean => true;

const signs: readonly Sign[] = [
  {
    words: "interphase",
    swatch: svg`<rect y="5" width="20" height="5" fill="#c78bd8"/>`,
    layers: ["front"],
    isSeen: always,
  },
  {
    words: "mean current",
    swatch: svg`<path d="M0 7h20" stroke="var(--colour-lithium)" stroke-width="1.5" stroke-dasharray="5 3"/>`,
    layers: ["front"],
    isSeen: always,
  },
  {
    words: "grain boundaries",
    swatch: svg`<path d="M1 12l6-5 6 3 6-7M7 7L5 1" stroke="#9fb4c8" fill="none" opacity=".8"/>`,
    layers: ["intergranular"],
    isSeen: always,
  },
  {
    words: "largest stress",
    swatch: svg`<circle cx="10" cy="7" r="5" fill="none" stroke="#fff" stroke-width="1.75"/>`,
    layers: ["vonMises"],
    isSeen: (frame) => frame.largestVonMises !== undefined,
  },
  {
    words: "no lithium left",
    swatch: svg`<path d="M2 12L8 2M8 12l6-10M14 12l6-10" stroke="var(--colour-danger)" stroke-width="2.4"/>`,
    isSeen: (frame) => frame.frontDepleted.includes(1),
  },
  {
    words: "voids",
    swatch: svg`<path d="M0 11h20" stroke="var(--colour-lithium)"/><path d="M2 11a4 6 0 0 1 7 0zM11 11a4 6 0 0 1 7 0z" fill="#020406" stroke="#fff"/>`,
    isSeen: (frame) => frame.frontContact.some((contact) => contact < 1 - LEAST_VOID),
  },
  {
    words: "cracks",
    swatch: svg`<path d="M1 12l6-4 4 1 8-8" stroke="#f6e9d8" stroke-width="4.4" fill="none" opacity=".6"/><path d="M1 12l6-4 4 1 8-8" stroke="#05080b" stroke-width="2.2" fill="none"/>`,
    isSeen: (frame) => frame.crackSegments.length > 0,
  },
  {
    words: "short circuit",
    swatch: svg`<path d="M2 13l5-5 3 1 8-8" stroke="#ff6b3d" stroke-width="5" fill="none" opacity=".7"/><path d="M2 13l5-5 3 1 8-8" stroke="#fff3b0" stroke-width="2.4" fill="none"/>`,
    isSeen: (frame) => frame.shortPath.length > 0,
  },
];

export class FluxtwinKeys extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #seen = new Watch<string>(
    this,
    () =>
      combineLatest([this.session.readouts$, this.session.store.select("layer")]).pipe(
        map(([frames, layer]) => listSeen(frames, layer)),
        distinctUntilChanged(),
      ),
    "",
  );
  readonly #explanation = new Watch<string>(
    this,
    () =>
      combineLatest([this.session.values$, this.session.store.select("layer")]).pipe(
        map(([values, layer]) => describeExplanation(layer, values["mechanics.mode"])),
        distinctUntilChanged(),
      ),
    "",
  );

  override render(): TemplateResult {
    const shown = signs.filter((_, k) => this.#seen.value.split(" ").includes(String(k)));
    return html`${
      this.#explanation.value === ""
        ? nothing
        : html`<p>
            ${this.#explanation.value}
            <button class="plain" @click=${this.#explain}>Why?</button>
          </p>`
    }
    ${
      shown.length === 0
        ? nothing
        : html`<ul aria-label="Signs on the picture">
            ${shown.map(
              ({ words, swatch }) =>
                html`<li><svg viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">${swatch}</svg>${words}</li>`,
            )}
          </ul>`
    }`;
  }

  #explain(): void {
    this.dispatchEvent(new CustomEvent("help", { detail: "stress", bubbles: true, composed: true }));
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        align-items: center;
        gap: 0 14px;
        min-height: 22px;
        font-size: var(--type-small);
        color: var(--colour-text-soft);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        white-space: nowrap;
      }
      button {
        min-height: 24px;
        min-width: 24px;
        padding: 0 4px;
        text-decoration: underline;
        color: var(--colour-text);
      }
    `,
  ];
}

/** The places in `signs` of what is to be explained, as one text that is easily compared. */
function listSeen(frames: FramePair, layer: LayerName): string {
  const present = frames.filter((frame) => frame !== undefined);
  return signs
    .flatMap(({ layers, isSeen }, k) =>
      (layers === undefined || layers.includes(layer)) && present.some(isSeen) ? [k] : [],
    )
    .join(" ");
}

customElements.define("fluxtwin-keys", FluxtwinKeys);
