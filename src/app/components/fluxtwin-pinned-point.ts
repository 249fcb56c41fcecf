/** All that was solved at a pinned place of both cells, side by side, each with its course since it was pinned. */
import { css, html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { type Place, type PointQuantity, pointQuantities } from "../reading/point.ts";
import { rangeOf, sparkPath } from "../reading/spark.ts";
import type { PointLog, PointLogs } from "../streams/reading-logs.ts";
import { describeNumber, describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { cellBadge } from "./cell-badge.ts";
import { readingStyles } from "./reading-styles.ts";
import { sharedStyles, valueTableStyles } from "./shared-styles.ts";

/** CSS px. */
const SPARK = { width: 84, height: 14 } as const;
const NONE = "\u2013";

const parts: readonly (readonly [string, readonly PointQuantity["of"][]])[] = [
  ["Here", ["electrolyte", "particle"]],
  ["Lithium front at this x", ["front"]],
];

export class FluxtwinPinnedPoint extends LitElement {
  static override properties = { session: { attribute: false }, logs: { attribute: false } };
  declare session: Session;
  /** Undefined while nothing is pinned. */
  declare logs: PointLogs | undefined;

  override render(): TemplateResult {
    const { pin } = this.session.store.state;
    if (pin === undefined || this.logs === undefined) return this.#renderNone();
    const logs = this.logs;
    return html`<div class="choice">
        <div class="row">${this.#renderBox("x", pin, 0)}${this.#renderBox("y", pin, 1)}<span>\u00b5m</span></div>
        ${([0, 1] as const).map(
          (cell) => html`<p class="row">${cellBadge(cell, 16)}<span>${describePlace(logs[cell])}</span></p>`,
        )}
        <p class="soft">Click another place in either cell, or move the point with arrows. Curves: since it was pinned${sinceWords(logs)}.</p>
        <div class="row">
          <button @click=${() => this.session.store.update({ pin: undefined })}>Unpin</button>
        </div>
      </div>
      <div class="tables" role="region" aria-label="Values at the point" tabindex="0">
        ${parts.map(([words, of]) => this.#renderTable(words, of, logs))}
      </div>`;
  }

  #renderNone(): TemplateResult {
    return html`<div class="choice">
      <p>Click a place in either cell: all that is solved there stands here, for both cells.</p>
      <div class="row"><button @click=${() => this.#pinMiddle()}>Pin the middle of the cathode</button></div>
    </div>`;
  }

  #pinMiddle(): void {
    const mesh = this.session.viewing.meshes[0] ?? this.session.viewing.meshes[1];
    if (mesh === undefined) return;
    this.session.store.update({ pin: [Math.round(mesh.width / 2), Math.round(mesh.cathodeThickness / 2)] });
  }

  #renderBox(name: string, pin: readonly [number, number], at: 0 | 1): TemplateResult {
    return html`<label
      >${name}
      <input
        type="number"
        step="1"
        aria-label="${name} of the point, \u00b5m"
        .value=${String(pin[at])}
        @change=${(event: Event) => {
          const value = (event.target as HTMLInputElement).valueAsNumber;
          if (Number.isFinite(value))
            this.session.store.update({ pin: at === 0 ? [value, pin[1]] : [pin[0], value] });
        }}
    /></label>`;
  }

  #renderTable(
    words: string,
    of: readonly PointQuantity["of"][],
    logs: PointLogs,
  ): TemplateResult | typeof nothing {
    const rows = pointQuantities.flatMap((quantity, index) => {
      const values = logs.map(({ now }) => now?.values[index] ?? Number.NaN);
      return of.includes(quantity.of) && values.some(Number.isFinite) ? [{ quantity, index, values }] : [];
    });
    if (rows.length === 0) return nothing;
    return html`<table>
      <thead>
        <tr>
          <th scope="row">${words}</th>
          <th scope="col">${cellBadge(0, 15)}</th>
          <th scope="col">${cellBadge(1, 15)}</th>
          <td></td>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ quantity: { name, unit }, index, values }) => html`<tr>
            <th scope="row">${name} <span class="faint">${unit}</span></th>
            ${values.map((value) => html`<td>${Number.isFinite(value) ? describeNumber(value) : NONE}</td>`)}
            <td class="spark">${renderSpark(logs, index)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  static override styles = [
    sharedStyles,
    valueTableStyles,
    readingStyles,
    css`
      .tables {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(330px, 100%), 1fr));
        align-content: start;
        gap: 4px 28px;
        min-height: 0;
        overflow-y: auto;
      }
      table {
        height: max-content;
      }
      td:not(.spark),
      th[scope="col"] {
        width: 62px;
      }
      .spark {
        width: 96px;
      }
      .spark svg {
        overflow: visible;
        vertical-align: middle;
      }
      path {
        fill: none;
        stroke-width: 1.5;
      }
    `,
  ];
}

function describePlace({ now }: PointLog): string {
  if (now === undefined) return "no values";
  const words: Readonly<Record<Place, string>> = {
    electrolyte: "in the electrolyte",
    particle: `in particle ${(now.particle ?? 0) + 1}`,
    lithium: "in the lithium",
    beyond: "beyond the cell",
  };
  return words[now.place];
}

function sinceWords(logs: PointLogs): string {
  const begin = Math.min(...logs.map(({ since }) => since.times[0] ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(begin) ? `, at ${describeTime(begin)}` : "";
}

/** Both courses of a value, on the scale of both. */
function renderSpark(logs: PointLogs, index: number): TemplateResult {
  const curves = logs.map(({ since }) => since.rows.map((row) => row[index] ?? Number.NaN));
  const times = rangeOf(logs.map(({ since }) => since.times));
  const room = { ...SPARK, times, values: rangeOf(curves) };
  return html`<svg width=${SPARK.width} height=${SPARK.height} aria-hidden="true">
    ${curves.map((curve, cell) => {
      const { colour, dash } = cellIdentity[cell as 0 | 1];
      const path = sparkPath(logs[cell as 0 | 1].since.times, curve, room);
      return svg`<path d=${path} stroke=${colour} stroke-dasharray=${dash.length === 0 ? "none" : "4 2"} />`;
    })}
  </svg>`;
}

customElements.define("fluxtwin-pinned-point", FluxtwinPinnedPoint);
