/** Icons as inline SVG: no icon font, no symbol characters. All draw in the text colour and are hidden from readers. */
import { html, svg, type TemplateResult } from "lit";

const paths = {
  play: svg`<path d="M6 4.2v11.6L16 10z" fill="currentColor" stroke="none"/>`,
  pause: svg`<path d="M6.5 4.5v11M13.5 4.5v11" stroke-width="3"/>`,
  step: svg`<path d="M4 4.5v11L11 10z" fill="currentColor" stroke="none"/><path d="M14.5 4.5v11" stroke-width="2.4"/>`,
  back: svg`<path d="M9 4.5v11L2 10z" fill="currentColor" stroke="none"/><path d="M13.5 4.5v11" stroke-width="2.4"/>`,
  restart: svg`<path d="M3 4.5v11" stroke-width="2.4"/><path d="M11 4.5v11L5 10zM17.5 4.5v11l-6-5.5z" fill="currentColor" stroke="none"/>`,
  link: svg`<path d="M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.6-2.6a3.2 3.2 0 0 0-4.6-4.6L9.9 5.5"/><path d="M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-2.6 2.6a3.2 3.2 0 0 0 4.6 4.6l1.2-1.2"/>`,
  help: svg`<circle cx="10" cy="10" r="7.2"/><path d="M7.9 8a2.2 2.2 0 1 1 3 2.1c-.6.3-.9.7-.9 1.4"/><circle cx="10" cy="14" r=".5" fill="currentColor"/>`,
  reset: svg`<path d="M4.2 8.2A6.3 6.3 0 1 1 3.8 11"/><path d="M4 3.8v4.6h4.6"/>`,
  save: svg`<path d="M10 3.5v8.5M6.3 8.6L10 12.3l3.7-3.7"/><path d="M4 13v3.5h12V13"/>`,
  look: svg`<circle cx="10" cy="10" r="6.6"/><path d="M10 3.4a6.6 6.6 0 0 1 0 13.2z" fill="currentColor" stroke="none"/>`,
  project: svg`<rect x="3" y="4" width="14" height="9" rx="1"/><path d="M10 13v3M7 16.5h6"/>`,
  table: svg`<rect x="3" y="4" width="14" height="12" rx="1.5"/><path d="M3 8h14M3 12h14M9 8v8"/>`,
  chart: svg`<path d="M3.5 3.5v13h13"/><path d="M6.5 13l3-4 2.5 2 4-5.5"/>`,
  fall: svg`<path d="M4 4v12M8.5 4v5M12.5 8v4.5M16.5 11.5v4.5" stroke-width="2.4"/>`,
  wave: svg`<path d="M3 10h2.5l2-5.5 4 11 2-5.5H17"/>`,
  lab: svg`<path d="M8 3.5h4M8.7 3.5v5L4.6 15a1.2 1.2 0 0 0 1 1.8h8.8a1.2 1.2 0 0 0 1-1.8l-4.1-6.5v-5"/><path d="M6.8 12.5h6.4"/>`,
  lesson: svg`<path d="M10 6.2C8.4 4.8 6 4.4 3.5 4.6v10.6c2.5-.2 4.9.2 6.5 1.6 1.6-1.4 4-1.8 6.5-1.6V4.6C14 4.4 11.6 4.8 10 6.2zM10 6.2v10.6"/>`,
  previous: svg`<path d="M12 5l-5 5 5 5"/>`,
  next: svg`<path d="M8 5l5 5-5 5"/>`,
  close: svg`<path d="M5.5 5.5l9 9M14.5 5.5l-9 9"/>`,
  hand: svg`<path d="M6.5 10.5V5.2M9 9.8V3.6M11.5 9.8V4.2M14 10.5V6"/><path d="M6.5 10.5L4.4 9.3c0 4 1.7 7.4 5.6 7.4 3 0 4-2.2 4-6.2"/>`,
  closer: svg`<path d="M10 4.5v11M4.5 10h11"/>`,
  farther: svg`<path d="M4.5 10h11"/>`,
  fit: svg`<path d="M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4"/>`,
  check: svg`<path d="M4.5 10.5l3.5 3.5 7.5-8"/>`,
  warn: svg`<path d="M10 3.5l7.5 13h-15z"/><path d="M10 8.2v4M10 14.3v.2"/>`,
  circle: svg`<circle cx="10" cy="10" r="6" fill="currentColor" stroke="none"/>`,
  square: svg`<rect x="4.5" y="4.5" width="11" height="11" fill="currentColor" stroke="none"/>`,
} as const;

export type IconName = keyof typeof paths;

/** Returns the icon, `size` CSS px high and wide. */
export function icon(name: IconName, size = 18): TemplateResult {
  return html`<svg
    viewBox="0 0 20 20"
    width=${size}
    height=${size}
    aria-hidden="true"
    focusable="false"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
  >${paths[name]}</svg>`;
}
