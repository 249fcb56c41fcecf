/** What the signs on the picture mean: only those that the layer and the cells show now. */
import { css, html, LitElement, nothing, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { auditTime, combineLatest, distinctUntilChanged, map } from "rxjs";
import type { Layer } from "../layers/form/layer.ts";
import { coating, type Sign, type Stroke, signsOfEveryLayer } from "../layers/form/signs.ts";
import { type LayerKey, layerOf } from "../layers/list.ts";
import type { FramePair, MeshPair } from "../streams/clock/newest-frames.ts";
import type { Session } from "../streams/session.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** ms between two looks at what signs there are. */
const INTERVAL = 200;
const SEPARATOR = "|";

const signsOf = ({ signs }: Layer): readonly Sign[] => [...signs, ...signsOfEveryLayer];

export class FluxtwinKeys extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #layer = new Watch<LayerKey>(this, () => this.session.store.select("layer"), "flux");
  /** Words of the signs that are seen, which are compared more easily than the signs. */
  readonly #seen = new Watch<string>(
    this,
    () =>
      combineLatest([this.session.viewing.frames$, this.session.store.select("layer")]).pipe(
        auditTime(INTERVAL),
        map(([frames, layer]) => listSeen(frames, this.session.viewing.meshes, layerOf(layer))),
        distinctUntilChanged(),
      ),
    "",
  );
  /** Whether particles of a cell are coated: the parameters say so, no frame does. */
  readonly #coated = new Watch<boolean>(
    this,
    () =>
      combineLatest(this.session.engines.map(({ values$ }) => values$)).pipe(
        map((cells) => cells.some((values) => Number(values["interface.coatingThickness"] ?? 0) > 0)),
        distinctUntilChanged(),
      ),
    false,
  );
  readonly #explanation = new Watch<string>(
    this,
    () =>
      combineLatest([this.session.values$, this.session.store.select("layer")]).pipe(
        map(([values, layer]) => layerOf(layer).explanation?.words(values) ?? ""),
        distinctUntilChanged(),
      ),
    "",
  );

  override render(): TemplateResult {
    const seen = this.#seen.value.split(SEPARATOR);
    const shown = [
      ...signsOf(layerOf(this.#layer.value)).filter(({ words }) => seen.includes(words)),
      ...(this.#coated.value ? [coating] : []),
    ];
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
                html`<li><svg viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">${swatch.map(renderStroke)}</svg>${words}</li>`,
            )}
          </ul>`
    }`;
  }

  #explain(): void {
    const detail = layerOf(this.#layer.value).explanation?.section;
    this.dispatchEvent(new CustomEvent("help", { detail, bubbles: true, composed: true }));
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
      @media (forced-colors: active) {
        svg {
          forced-color-adjust: none;
          background: var(--colour-panel);
        }
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

function renderStroke({ path, fill, stroke, width, dashes, opacity }: Stroke): SVGTemplateResult {
  return svg`<path
    d=${path}
    fill=${fill ?? "none"}
    stroke=${stroke ?? "none"}
    stroke-width=${width ?? 1}
    stroke-dasharray=${dashes ?? "none"}
    opacity=${opacity ?? 1}
  />`;
}

/** What signs are to be explained, as one text that is easily compared. */
function listSeen(frames: FramePair, meshes: MeshPair, layer: Layer): string {
  const isPresent = ({ isSeen }: Sign): boolean =>
    frames.some((frame, cell) => {
      const mesh = meshes[cell];
      return frame !== undefined && mesh !== undefined && isSeen(frame, mesh);
    });
  return signsOf(layer)
    .flatMap((sign) => (isPresent(sign) ? [sign.words] : []))
    .join(SEPARATOR);
}

customElements.define("fluxtwin-keys", FluxtwinKeys);
