/** Rows of the page below the picture and below all else. */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Session } from "../streams/session.ts";
import "./fluxtwin-comparison.ts";
import "./fluxtwin-events.ts";
import "./fluxtwin-ghost.ts";
import "./fluxtwin-headline.ts";
import "./fluxtwin-notes.ts";
import "./fluxtwin-time-bar.ts";
import "./fluxtwin-verdict.ts";
import type { Room } from "./page-room.ts";

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

/** What has happened, the clock, and who is ahead. */
export function renderFooter(session: Session, { isColumn }: Room): TemplateResult {
  return html`<footer>
        <div class="happened">
          <fluxtwin-events .session=${session}></fluxtwin-events>
          <fluxtwin-ghost .session=${session}></fluxtwin-ghost>
          <fluxtwin-notes .session=${session}></fluxtwin-notes>
        </div>
        <div class="clock">
          <fluxtwin-time-bar .session=${session}></fluxtwin-time-bar>
          ${isColumn ? html`<button popovertarget="sheet">Parameters</button>` : nothing}
        </div>
        <fluxtwin-verdict .session=${session}></fluxtwin-verdict>
      </footer>`;
}
