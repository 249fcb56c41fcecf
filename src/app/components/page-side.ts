/** What stands beside the cells: the lesson that is played, or the parameters and the particle that is looked at. */
import { html, nothing, type TemplateResult } from "lit";
import type { Look } from "../streams/look.ts";
import type { Session } from "../streams/session.ts";
import "./fluxtwin-inspector.ts";
import { icon } from "./icons.ts";

export interface SideParts {
  readonly look: Look;
  /** Whether the program of lessons has come. */
  readonly teaches: boolean;
  readonly isColumn: boolean;
}

export function renderSide(session: Session, { look, teaches, isColumn }: SideParts): TemplateResult {
  if (look.lesson !== undefined) {
    const lesson = html`<fluxtwin-lesson .session=${session} .look=${look}>
      <slot name="controls"></slot>
    </fluxtwin-lesson>`;
    return html`<aside class="lesson" aria-label="Lesson">${teaches ? lesson : nothing}</aside>`;
  }
  return html`<aside aria-label="Parameters and particle">
    ${renderSheet(isColumn)}
    <fluxtwin-inspector .session=${session}></fluxtwin-inspector>
  </aside>`;
}

/** The sliders: in the column beside the cells, or in a sheet that the button beside the clock opens. */
function renderSheet(isColumn: boolean): TemplateResult {
  const head = html`<div class="head">
    <button class="plain" aria-label="Close" popovertarget="sheet" popovertargetaction="hide">
      ${icon("close")}
    </button>
  </div>`;
  return html`<div
    id="sheet"
    class="sheet"
    role=${isColumn ? "dialog" : "presentation"}
    aria-label=${isColumn ? "Parameters" : nothing}
    popover=${isColumn ? "auto" : nothing}
  >
    ${isColumn ? head : nothing}<slot name="controls"></slot>
  </div>`;
}
