/** What a colour means: quantity, unit, the scale that both cells share. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { LayerName } from "../streams/app-state.ts";
import { describePlain } from "../streams/sentences.ts";
import { layerWords } from "./layer-names.ts";
import { sharedStyles } from "./shared-styles.ts";

export interface LegendScale {
  readonly layer: LayerName;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
  /** Colours go by the root of the value. */
  readonly root: boolean;
  /** RGBA of 256 colours. */
  readonly table: Uint8Array;
  /** Of a second kind on the same scale: dead lithium. */
  readonly second: Uint8Array | undefined;
}

/** A thousand of the one is one of the other. */
const largerUnits: Readonly<Record<string, string>> = { MPa: "GPa", nm: "\u00b5m" };

/** Words at both ends of a signed scale. */
const ends: Partial<Record<LayerName, readonly [string, string]>> = {
  front: ["stripping", "plating"],
  meanStress: ["pressure", "tension"],
};

export class FluxtwinLegend extends LitElement {
  static override properties = { scale: { attribute: false } };
  declare scale: LegendScale | undefined;

  override render(): TemplateResult {
    const { scale } = this;
    if (scale === undefined) return html`<div class="row" aria-hidden="true"></div>`;
    const { layer, table, second } = scale;
    const { minimum, maximum, unit } = readableScale(scale);
    const [low, high] = ends[layer] ?? ["", ""];
    const title =
      "The same scale for both cells; it grows in steps and never shrinks by itself" +
      (scale.root ? ". Colours go by the root of the value, so that weak and strong places both show" : "");
    const ticks = !scale.root ? [] : minimum < 0 ? [minimum / 4, 0, maximum / 4] : [maximum / 4];
    const isNamed = low === "" && second === undefined;
    return html`<div class="row" role="group" aria-label="Colour scale, the same for both cells" title=${title}>
      <span class=${isNamed ? "name" : "hidden"}>${layerWords[layer].quantity}</span>
      <span>${low} ${describePlain(minimum)}</span>
      <span class=${second === undefined ? "bars" : "bars two"} aria-hidden="true">
        <span class="bar" .style=${`background:${gradient(table)}`}></span>
        ${
          ticks.length === 0
            ? nothing
            : html`<span class="ticks">${ticks.map((tick) => html`<span>${describePlain(tick)}</span>`)}</span>`
        }
        ${
          second === undefined
            ? nothing
            : html`<span class="bar dead" .style=${`background:${gradient(second)}`}></span>`
        }
      </span>
      <span>${describePlain(maximum)} ${high} <span class="soft">${unit}</span></span>
      ${
        second === undefined
          ? nothing
          : html`<span class="kinds soft"><span>connected</span><span>dead, striped</span></span>`
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
      .ticks {
        display: flex;
        justify-content: space-around;
        font-size: 10px;
        line-height: 11px;
        color: var(--colour-text-faint);
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

/** Returns the scale in the unit in which its numbers are short. */
function readableScale({ minimum, maximum, unit }: LegendScale): {
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
} {
  const larger = largerUnits[unit];
  if (larger === undefined || Math.max(Math.abs(minimum), Math.abs(maximum)) < 1000) {
    return { minimum, maximum, unit };
  }
  return { minimum: minimum / 1000, maximum: maximum / 1000, unit: larger };
}

/** Returns a CSS gradient through 17 colours of the table. */
function gradient(table: Uint8Array): string {
  const stops = Array.from({ length: 17 }, (_, k) => {
    const at = 4 * Math.round((k * 255) / 16);
    return `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
  });
  return `linear-gradient(90deg, ${stops.join(", ")})`;
}

customElements.define("fluxtwin-legend", FluxtwinLegend);
