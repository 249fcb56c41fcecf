/** Where the lithium is, part by part, in both cells: the balance that the readouts close. */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { LithiumLedger } from "../../../sim-core/index.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { allLithium, describeNumber } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellBadge } from "./cell-badge.ts";
import { sharedStyles, valueTableStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

type Place = Exclude<keyof LithiumLedger, "initial" | "drawn" | "residual" | "chargeImbalance">;

const places: readonly { readonly key: Place; readonly words: string; readonly note: string }[] = [
  { key: "cathodeActive", words: "Active particles", note: "In particles that take part" },
  { key: "cathodeIsolated", words: "Isolated particles", note: "In particles without contact, locked away" },
  { key: "anode", words: "Lithium metal", note: "On the front" },
  { key: "interphase", words: "Interphase", note: "Used up by electrolyte, at the front and between grains" },
  {
    key: "intergranularConnected",
    words: "In electrolyte, connected",
    note: "Between grains of the electrolyte, still hanging together with the front",
  },
  { key: "intergranularDead", words: "In electrolyte, dead", note: "Between grains, cut off for good" },
];

export class FluxtwinInventory extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #frames = new Watch<FramePair>(this, () => this.session.viewing.frames$, [undefined, undefined]);

  override render(): TemplateResult {
    const ledgers = this.#frames.value.map((frame) => frame?.ledger);
    return html`<table>
      <caption class="hidden">Share of all lithium of the cell, percent</caption>
      <thead>
        <tr>
          <td class="faint">% of all lithium</td>
          <th scope="col">${cellBadge(0, 18)}</th>
          <th scope="col">${cellBadge(1, 18)}</th>
        </tr>
      </thead>
      <tbody>
        ${places.map(
          ({ key, words, note }) => html`<tr title=${note}>
            <th scope="row">${words}</th>
            ${ledgers.map((ledger) => renderShare(ledger, key))}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  static override styles = [
    sharedStyles,
    valueTableStyles,
    css`
      td,
      th[scope="col"] {
        width: 52px;
      }
      td.faint {
        width: auto;
        text-align: left;
        white-space: nowrap;
      }
    `,
  ];
}

function renderShare(ledger: LithiumLedger | undefined, key: Place): TemplateResult {
  if (ledger === undefined) return html`<td>\u2013</td>`;
  const share = (100 * ledger[key]) / allLithium(ledger);
  const shown =
    share !== 0 && Math.abs(share) < 0.001 ? "<0.001" : share.toFixed(Math.abs(share) < 10 ? 3 : 2);
  return html`<td title="${describeNumber(ledger[key], 4)} mol/m\u00b2">${shown}</td>`;
}

customElements.define("fluxtwin-inventory", FluxtwinInventory);
