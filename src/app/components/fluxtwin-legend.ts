/** What a colour means: quantity, unit, the scale that both cells share. */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { LayerName } from "../streams/app-state.ts";
import { describePlain } from "../streams/sentences.ts";
import { sharedStyles } from "./shared-styles.ts";

export interface LegendScale {
  readonly layer: LayerName;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
  /** RGBA of 256 colours. */
  readonly table: Uint8Array;
}

const quantities: Readonly<Record<LayerName, string>> = {
  potential: "Potential",
  flux: "Ionic current density",
  stoichiometry: "Lithium content",
  front: "Current on the lithium",
};

export class FluxtwinLegend extends LitElement {
  static override properties = { scale: { attribute: false } };
  declare scale: LegendScale | undefined;

  override render(): TemplateResult {
    const { scale } = this;
    if (scale === undefined) return html`<div class="row" aria-hidden="true"></div>`;
    const { layer, minimum, maximum, unit, table } = scale;
    const ends = layer === "front" ? ["stripping ", " plating"] : ["", ""];
    return html`<div class="row" role="group" aria-label="Colour scale, the same for both cells">
      <span class=${layer === "front" ? "hidden" : "name"}>${quantities[layer]}</span>
      <span>${ends[0]}${describePlain(minimum)}</span>
      <span class="bar" style="background:${gradient(table)}" aria-hidden="true"></span>
      <span>${describePlain(maximum)}${ends[1]} <span class="soft">${unit}</span></span>
    </div>`;
  }

  static override styles = [
    sharedStyles,
    css`
      .row {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 32px;
        white-space: nowrap;
        font-size: var(--type-small);
      }
      .name {
        color: var(--colour-text-soft);
      }
      .bar {
        flex: 1 1 120px;
        min-width: 60px;
        height: 12px;
        border-radius: 2px;
        border: 1px solid var(--colour-line-strong);
      }
    `,
  ];
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
