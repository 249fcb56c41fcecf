/** How often the values of a quantity occur over the particles or along the lithium front of both cells. */
import { html, LitElement, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { PARTICLE_ACTIVE } from "../../../sim-core/index.ts";
import { formatHistogram } from "../../io/reading-tables.ts";
import { countTogether, type Histogram } from "../reading/histogram.ts";
import { type Quantity, type QuantityKey, quantities, quantityKeys, weigh } from "../reading/quantities.ts";
import { rowsOfHistogram } from "../reading/tables.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { framesToRead } from "../streams/reading-logs.ts";
import { describeNumber } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellBadge } from "./cell-badge.ts";
import { legend, legendStyles } from "./chart-legend.ts";
import { download } from "./download.ts";
import "./fluxtwin-chart.ts";
import { chartButtons } from "./chart-files.ts";
import { histogramSetup, histogramTable } from "./reading-setups.ts";
import { readingStyles } from "./reading-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const groups = [
  ["particles", "Over the particles"],
  ["front", "Along the lithium front"],
] as const;

export class FluxtwinValueCounts extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #frames = new Watch<FramePair>(this, () => framesToRead(this.session), [undefined, undefined]);
  readonly #counted = new Watch<QuantityKey>(this, () => this.session.store.select("counted"), "content");

  override render(): TemplateResult {
    const key = this.#counted.value;
    const quantity: Quantity = quantities[key];
    const frames = this.#frames.value;
    const histogram = countTogether(
      frames.map((frame) => weigh(quantity, frame)),
      quantity.least,
    );
    const none = histogram.edges.length === 0;
    return html`<div class="choice">
        <div class="row">
          <select
            aria-label="What is counted"
            @change=${(event: Event) =>
              this.session.store.update({
                counted: (event.target as HTMLSelectElement).value as QuantityKey,
              })}
          >
            ${groups.map(
              ([of, words]) => html`<optgroup label=${words}>
                ${quantityKeys
                  .filter((each) => quantities[each].of === of)
                  .map(
                    (each) =>
                      html`<option value=${each} .selected=${each === key}>${quantities[each].name}</option>`,
                  )}
              </optgroup>`,
            )}
          </select>
        </div>
        ${([0, 1] as const).map(
          (cell) =>
            html`<p class="row">${cellBadge(cell, 16)}<span>${this.#describe(cell, histogram, quantity)}</span></p>`,
        )}
        <div class="row">
          <button aria-label="CSV of the bins" ?disabled=${none} @click=${() => download("histogram.csv", formatHistogram(rowsOfHistogram(histogram, quantity, frames)))}>
            CSV
          </button>
          ${chartButtons(this.renderRoot, this.session, "histogram")}
        </div>
      </div>
      ${keyed(
        key,
        html`<fluxtwin-chart
          .setup=${histogramSetup(quantity)}
          .columns=${toColumns(histogram)}
          .table=${() => histogramTable(histogram, quantity)}
          .empty=${none ? emptyWords(key) : ""}
          >${legend()}</fluxtwin-chart
        >`,
      )}`;
  }

  #describe(cell: 0 | 1, { statistics }: Histogram, { of, unit }: Quantity): string {
    const own = statistics[cell];
    const frame = this.#frames.value[cell];
    if (own === undefined || frame === undefined) return "no values";
    const words = (value: number): string => `${describeNumber(value)} ${unit}`.trim();
    const spread = `mean ${words(own.mean)}, standard deviation ${words(own.deviation)}`;
    if (of !== "particles") return `${own.count} places by their length: ${spread}`;
    const lost = frame.particleStatus.reduce((sum, status) => sum + (status === PARTICLE_ACTIVE ? 0 : 1), 0);
    return `${own.count} particles${lost === 0 ? "" : `, ${lost} of them without contact`}: ${spread}`;
  }

  static override styles = [sharedStyles, legendStyles, readingStyles];
}

/** One row for each edge; the last one closes the last bin. */
function toColumns({ edges, sums }: Histogram) {
  return {
    x: [...edges],
    columns: sums.map((own) => edges.map((_, k) => own[k] ?? 0)),
    hollow: sums.map(() => []),
  };
}

function emptyWords(key: QuantityKey): string {
  if (key === "stress")
    return "No stress of particles is solved. It comes with a layer of stress, where mechanics is on.";
  return "There are no values yet.";
}

customElements.define("fluxtwin-value-counts", FluxtwinValueCounts);
