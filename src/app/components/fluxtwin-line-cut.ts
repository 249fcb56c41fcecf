/** What the painted layer is along a line through both cells: where the line lies, and the chart. */
import { html, LitElement, type nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { formatCut } from "../../io/reading-tables.ts";
import { type LayerKey, layerOf } from "../layers/list.ts";
import { alignPieces } from "../reading/cut-columns.ts";
import { readField } from "../reading/field.ts";
import { type CutLine, type CutPiece, cutField, lengthOfLine } from "../reading/line-cut.ts";
import { rowsOfCut } from "../reading/tables.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { belongTogether, framesToRead } from "../streams/reading-logs.ts";
import type { Session } from "../streams/session.ts";
import { legend, legendStyles } from "./chart-legend.ts";
import { download } from "./download.ts";
import "./fluxtwin-chart.ts";
import { chartButtons } from "./chart-files.ts";
import {
  kindOfLine,
  type LineKind,
  type LineRoom,
  lineOfKind,
  lineShown,
  roomForLines,
} from "./reading-lines.ts";
import { cutSetup, cutTable } from "./reading-setups.ts";
import { readingStyles } from "./reading-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const kinds: readonly (readonly [LineKind, string])[] = [
  ["across", "Across, left to right"],
  ["through", "Through, collector to collector"],
  ["drawn", "Drawn"],
];

export class FluxtwinLineCut extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #frames = new Watch<FramePair>(this, () => framesToRead(this.session), [undefined, undefined]);
  readonly #layer = new Watch<LayerKey>(this, () => this.session.store.select("layer"), "flux");
  readonly #cut = new Watch<CutLine | undefined>(this, () => this.session.store.select("cut"), undefined);

  override render(): TemplateResult {
    const room = roomForLines(this.#frames.value, this.session.viewing.meshes);
    if (room === undefined) return html`<p class="soft">The cells are being prepared.</p>`;
    const line = lineShown(this.#cut.value, room);
    const layer = layerOf(this.#layer.value);
    const cells = this.#read(line);
    const length = lengthOfLine(line);
    const none = cells.every((pieces) => pieces.length === 0);
    const columns = alignPieces(cells, layer.scale.factor);
    return html`<div class="choice">
        <div class="row">
          <select
            aria-label="The line"
            @change=${(event: Event) =>
              this.#place(lineOfKind((event.target as HTMLSelectElement).value as LineKind, line, room))}
          >
            ${kinds.map(
              ([kind, words]) =>
                html`<option value=${kind} .selected=${kind === kindOfLine(line)}>${words}</option>`,
            )}
          </select>
        </div>
        ${this.#renderPlace(line, room)}
        <p class="soft">
          Drag a line across a cell, or move its ends. Both cells are cut there; gaps: no value, or another part begins.
        </p>
        <div class="row">
          <button aria-label="CSV of the line" ?disabled=${none} @click=${() => this.#save(cells, line)}>CSV</button>
          ${chartButtons(this.renderRoot, this.session, "line-cut")}
        </div>
      </div>
      ${keyed(
        `${layer.key} ${length}`,
        html`<fluxtwin-chart
          .setup=${cutSetup(layer, length)}
          .columns=${columns}
          .table=${() => cutTable(cells, line, layer)}
          .empty=${none ? emptyWords(layer.key, layer.quantity) : ""}
          >${legend()}</fluxtwin-chart
        >`,
      )}`;
  }

  #read(line: CutLine): readonly (readonly CutPiece[])[] {
    const layer = layerOf(this.#layer.value);
    const { meshes } = this.session.viewing;
    return this.#frames.value.map((frame, cell) => {
      const mesh = meshes[cell];
      if (frame === undefined || mesh === undefined || !belongTogether(frame, mesh)) return [];
      return cutField(readField(layer, frame, mesh), line);
    });
  }

  #renderPlace(line: CutLine, room: LineRoom): TemplateResult | typeof nothing {
    const kind = kindOfLine(line);
    const [x1, y1, x2, y2] = line;
    if (kind === "across")
      return renderSlider("Height above the collector", y1, room.height, (y) => this.#place([x1, y, x2, y]));
    if (kind === "through")
      return renderSlider("From the left edge", x1, room.width, (x) => this.#place([x, y1, x, y2]));
    const box = (words: string, at: 0 | 1 | 2 | 3): TemplateResult =>
      html`<input
        type="number"
        aria-label=${words}
        step="1"
        .value=${String(Number(line[at].toFixed(1)))}
        @change=${(event: Event) => this.#move(line, at, (event.target as HTMLInputElement).valueAsNumber)}
      />`;
    return html`<div class="row">
      <span>from</span>${box("x of the start, \u00b5m", 0)}${box("y of the start, \u00b5m", 1)}
      <span>to</span>${box("x of the end, \u00b5m", 2)}${box("y of the end, \u00b5m", 3)}<span>\u00b5m</span>
    </div>`;
  }

  #move(line: CutLine, at: 0 | 1 | 2 | 3, value: number): void {
    if (!Number.isFinite(value)) return;
    const [x1, y1, x2, y2] = line.map((own, k) => (k === at ? value : own)) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const moved: CutLine = [x1, y1, x2, y2];
    if (lengthOfLine(moved) > 0) this.#place(moved);
  }

  #place(cut: CutLine): void {
    this.session.store.update({ cut });
  }

  #save(cells: readonly (readonly CutPiece[])[], line: CutLine): void {
    const layer = layerOf(this.#layer.value);
    download("line-cut.csv", formatCut(rowsOfCut(cells, { line, layer, frames: this.#frames.value })));
  }

  static override styles = [sharedStyles, legendStyles, readingStyles];
}

function emptyWords(key: LayerKey, quantity: string): string {
  if (layerOf(key).frontBand !== undefined)
    return `${quantity}: only in the lithium. Move the line up there.`;
  return `${quantity} has no values along this line.`;
}

function renderSlider(
  words: string,
  value: number,
  most: number,
  move: (value: number) => void,
): TemplateResult {
  return html`<label class="row"
    ><span class="hidden">${words}</span
    ><input
      type="range"
      min="0"
      max=${Math.floor(most)}
      step="1"
      .value=${String(Math.round(value))}
      aria-valuetext="${Math.round(value)} \u00b5m"
      @input=${(event: Event) => move((event.target as HTMLInputElement).valueAsNumber)}
    /><output>${Math.round(value)} \u00b5m</output></label
  >`;
}

customElements.define("fluxtwin-line-cut", FluxtwinLineCut);
