/** What the signs on the picture mean: only those that the layer and the cells show now. */
import { css, html, LitElement, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { combineLatest, distinctUntilChanged, map } from "rxjs";
import type { Frame, FrameMesh } from "../../../sim-core/index.ts";
import type { LayerName } from "../streams/app-state.ts";
import type { FramePair, MeshPair } from "../streams/conductor.ts";
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
  readonly isSeen: (frame: Frame, mesh: FrameMesh) => boolean;
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
    isSeen: (_frame, mesh) => mesh.grainEdges.length > 0,
  },
  {
    words: "largest stress",
    swatch: svg`<circle cx="10" cy="7" r="5" fill="none" stroke="#fff" stroke-width="1.75"/>`,
    layers: ["vonMises"],
    isSeen: (frame) => frame.vonMises.length > 0,
  },
  {
    words: "particles, last update",
    swatch: svg`<circle cx="10" cy="7" r="5.5" fill="#4aa3d8"/>`,
    layers: ["meanStress"],
    isSeen: (frame) => frame.particleMeanStress.length > 0,
  },
  {
    words: "direction",
    swatch: svg`<path d="M1 7h13" stroke="#eef8ff" stroke-width="1.5"/><path d="M13 3l6 4-6 4z" fill="#eef8ff"/>`,
    layers: ["displacement"],
    isSeen: (frame) => frame.displacement.length > 0,
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
        map(([frames, layer]) => listSeen(frames, this.session.conductor.meshes, layer)),
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
        flex: none;
        max-width: 100%;
        justify-content: flex-end;
        align-items: center;
        gap: 0 14px;
        min-height: 24px;
        font-size: var(--type-small);
        color: var(--colour-text-soft);
      }
      p {
        white-space: nowrap;
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
function listSeen(frames: FramePair, meshes: MeshPair, layer: LayerName): string {
  const isPresent = ({ isSeen }: Sign): boolean =>
    frames.some((frame, cell) => {
      const mesh = meshes[cell];
      return frame !== undefined && mesh !== undefined && isSeen(frame, mesh);
    });
  return signs
    .flatMap((sign, k) =>
      (sign.layers === undefined || sign.layers.includes(layer)) && isPresent(sign) ? [k] : [],
    )
    .join(" ");
}

customElements.define("fluxtwin-keys", FluxtwinKeys);
