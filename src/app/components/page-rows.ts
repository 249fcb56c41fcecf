/** Rows of the page: the cells, what stands below them, and what below all else. */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import type { Session } from "../streams/session.ts";
import type { ShownScale } from "../views/cross-section-view.ts";
import "./fluxtwin-cell-switch.ts";
import "./fluxtwin-comparison.ts";
import "./fluxtwin-events.ts";
import "./fluxtwin-ghost.ts";
import "./fluxtwin-headline.ts";
import "./fluxtwin-notes.ts";
import "./fluxtwin-readouts.ts";
import "./fluxtwin-stage.ts";
import "./fluxtwin-time-bar.ts";
import "./fluxtwin-verdict.ts";

/** What is drawn of the cells, and who hears of choices. */
export interface CellsParts {
  readonly session: Session;
  readonly reducedMotion: boolean;
  /** The cell that is drawn where there is room for one; both where undefined. */
  readonly only: 0 | 1 | undefined;
  /** Without what is small: tools, comparisons, lines along the lithium. */
  readonly plain?: boolean;
  readonly choose: (cell: 0 | 1) => void;
  readonly showScale: (scale: ShownScale) => void;
}

/** Both cells, or the chosen one with a switch: their heads and their picture. */
export function renderCells({
  session,
  reducedMotion,
  only,
  plain = false,
  choose,
  showScale,
}: CellsParts): TemplateResult {
  return html`${
    only === undefined
      ? nothing
      : html`<fluxtwin-cell-switch
            .session=${session}
            .shown=${only}
            @choose=${(event: CustomEvent<0 | 1>) => choose(event.detail)}
          ></fluxtwin-cell-switch>`
  }
    <div class="heads">
      ${repeat(
        cellsShown(only),
        (cell) => cell,
        (cell) => html`<fluxtwin-readouts .session=${session} .cell=${cell}></fluxtwin-readouts>`,
      )}
    </div>
    <fluxtwin-stage
      ?plain=${plain}
      .session=${session}
      .reducedMotion=${reducedMotion}
      .only=${only}
      @scale=${(event: CustomEvent<ShownScale>) => showScale(event.detail)}
    ></fluxtwin-stage>`;
}

export function cellsShown(only: 0 | 1 | undefined): readonly (0 | 1)[] {
  return only === undefined ? [0, 1] : [only];
}

/** What the cells that are drawn have done, and between two of them how they are set against each other. */
export function renderUnder(session: Session, cells: readonly (0 | 1)[]): TemplateResult {
  const [first, second] = cells;
  const headline = (cell: 0 | 1) =>
    keyed(cell, html`<fluxtwin-headline .session=${session} .cell=${cell}></fluxtwin-headline>`);
  return html`<div class="under">
    ${headline(first ?? 0)}
    ${
      second === undefined
        ? nothing
        : html`<fluxtwin-comparison .session=${session}></fluxtwin-comparison>${headline(second)}`
    }
  </div>`;
}

/** What has happened, the clock, and who is ahead; with a button for the sheet of parameters where there is one. */
export function renderFooter(session: Session, hasSheet: boolean): TemplateResult {
  return html`<footer>
        <div class="happened">
          <fluxtwin-events .session=${session}></fluxtwin-events>
          <fluxtwin-ghost .session=${session}></fluxtwin-ghost>
          <fluxtwin-notes .session=${session}></fluxtwin-notes>
        </div>
        <div class="clock">
          <fluxtwin-time-bar .session=${session}></fluxtwin-time-bar>
          ${hasSheet ? html`<button popovertarget="sheet">Parameters</button>` : nothing}
        </div>
        <fluxtwin-verdict .session=${session}></fluxtwin-verdict>
      </footer>`;
}
