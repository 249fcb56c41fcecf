/** The sign of a kind of event, as inline SVG in the text colour. */
import { html, svg, type TemplateResult } from "lit";
import type { EventKind } from "../../../sim-core/index.ts";

const paths: Readonly<Record<EventKind, unknown>> = {
  detachment: svg`<path d="M4.2 11.4A5 5 0 1 1 12 10"/><path d="M5 14.5l8-3"/>`,
  letGo: svg`<path d="M5 8.5V4M7.5 8V2.5M10 8V3.2M12.4 9V5.2"/><path d="M5 8.5L3 7.5c0 3 1.5 6.5 5 6.5 3 0 4.4-2 4.4-5"/>`,
  yield: svg`<path d="M2 14C5 14 4 5 7 4.2S11 4 14 4"/>`,
  depletion: svg`<path d="M2 4h12"/><path d="M3.5 13L6 8M8 13l2.5-5M12 13l2-4"/>`,
  crack: svg`<path d="M2 13l4-4 2 1.5L14 3"/><path d="M8 10.5l3.5 2"/>`,
  short: svg`<path d="M9 1.5L4 9h4l-1 5.5L12 7H8z" fill="currentColor" stroke="none"/>`,
};

/** Returns the sign, 14 CSS px high and wide, hidden from readers. */
export function eventIcon(kind: EventKind): TemplateResult {
  return html`<svg
    viewBox="0 0 16 16"
    width="14"
    height="14"
    aria-hidden="true"
    focusable="false"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    .style=${"flex:none"}
  >${paths[kind]}</svg>`;
}
