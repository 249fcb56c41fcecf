/** What a colour means: quantity, unit, the scale that both cells share. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Layer } from "../layers/form/layer.ts";
import { readableUnit } from "../layers/form/scale.ts";
import { describePlain } from "../streams/sentences.ts";
import type { LayerRange } from "../views/cross-section-view.ts";
import { sharedStyles } from "./shared-styles.ts";

export class FluxtwinLegend extends LitElement {
  static override properties = { range: { attribute: false } };
  declare range: LayerRange | undefined;

  override render(): TemplateResult {
    const { range } = this;
    if (range === undefined) return html`<div class="row" aria-hidden="true"></div>`;
    const { scale, quantity, electrolyte } = range.layer;
    const { unit, size } = readableUnit(scale, Math.max(Math.abs(range.minimum), Math.abs(range.maximum)));
    const [minimum, maximum] = [range.minimum / size, range.maximum / size];
    const [low, high] = scale.ends ?? ["", ""];
    const title =
      "The same scale for both cells; it grows in steps and never shrinks by itself" +
      (scale.byRoot ? ". Colours go by the root of the value, so that weak and strong places both show" : "");
    const isNamed = low === "" && electrolyte?.part === undefined;
    return html`<div class="row" role="group" aria-label="Colour scale, the same for both cells" title=${title}>
      <span class=${isNamed ? "name" : "hidden"}>${quantity}</span>
      <span>${low} ${describePlain(minimum)}</span>
      ${renderBars(range.layer, minimum, maximum)}
      <span>${describePlain(maximum)} ${high} <span class="soft">${unit}</span></span>
      ${
        electrolyte?.part === undefined
          ? nothing
          : html`<span class="kinds soft">${electrolyte.part.names.map((name) => html`<span>${name}</span>`)}</span>`
      }
    </div>`;
  }

  static override styles = [
    sharedStyles,
    css`
      .row {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 36px;
        white-space: nowrap;
        font-size: var(--type-small);
      }
      .name {
        flex: 0 1 auto;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        color: var(--colour-text-soft);
      }
      .bars {
        flex: 1 0 84px;
        min-width: 0;
        display: grid;
        gap: 2px;
      }
      .two {
        gap: 1px;
      }
      .two .bar {
        height: 9px;
      }
      .bar {
        height: 12px;
        border-radius: 2px;
        border: 1px solid var(--colour-line-strong);
      }
      @media (forced-colors: active) {
        .bar {
          forced-color-adjust: none;
        }
      }
      .ticks {
        display: flex;
        justify-content: space-around;
        font-size: 10px;
        line-height: 11px;
        color: var(--colour-text-faint);
      }
      @media (max-width: 1420px) {
        .bars {
          flex-basis: 64px;
        }
      }
      .kinds {
        display: grid;
        gap: 1px;
        font-size: var(--type-tiny);
        line-height: 13px;
      }
    `,
  ];
}

/** The colours from end to end, with the values inside where the scale goes by the root; below them those of the part. */
function renderBars(
  { scale, colours, electrolyte, frontBand }: Layer,
  minimum: number,
  maximum: number,
): TemplateResult {
  const part = electrolyte?.part;
  const ticks = !scale.byRoot ? [] : minimum < 0 ? [minimum / 4, 0, maximum / 4] : [maximum / 4];
  return html`<span class=${part === undefined ? "bars" : "bars two"} aria-hidden="true">
    <span
      class="bar"
      .style=${`background:${frontBand === undefined ? "" : `${HATCH},`}${gradient(colours())}`}
    ></span>
    ${
      ticks.length === 0
        ? nothing
        : html`<span class="ticks">${ticks.map((tick) => html`<span>${describePlain(tick)}</span>`)}</span>`
    }
    ${part === undefined ? nothing : html`<span class="bar" .style=${`background:${gradient(part.colours())}`}></span>`}
  </span>`;
}

/** As the band on the front is hatched where lithium is stripped: both ends are as light as each other. */
const HATCH =
  "repeating-linear-gradient(135deg, rgb(8 11 14 / 75%) 0 2px, transparent 2px 6px) 0 0 / 50% 100% no-repeat";

/** Returns a CSS gradient through 17 colours of the table. */
function gradient(table: Uint8Array): string {
  const stops = Array.from({ length: 17 }, (_, k) => {
    const at = 4 * Math.round((k * 255) / 16);
    return `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
  });
  return `linear-gradient(90deg, ${stops.join(", ")})`;
}

customElements.define("fluxtwin-legend", FluxtwinLegend);
