/** Which curve of a chart is which overlay, each with a button that takes it away. */
import { css, html, type TemplateResult } from "lit";
import type { Overlay, Overlays } from "../streams/overlays.ts";
import { colour } from "../theme/theme.ts";
import { overlayLooks } from "./curve-setups.ts";
import { icon } from "./icons.ts";

export function renderOverlayKeys(list: readonly Overlay[], overlays: Overlays): TemplateResult[] {
  return list.map(({ id, name }, k) => {
    const look = overlayLooks[k] ?? overlayLooks[0]!;
    return html`<span class="overlay small" title=${name}>
      <svg width="20" height="12" viewBox="0 0 20 12" aria-hidden="true">
        <line x1="0" y1="6" x2="20" y2="6" stroke=${colour[look.colour]} stroke-width="2" stroke-dasharray=${look.dash.join(" ") || "none"} />
      </svg>
      <span>${name}</span>
      <button class="plain" aria-label="Take ${name} off the charts" title="Take it off the charts" @click=${() => overlays.remove(id)}>
        ${icon("close", 11)}
      </button>
    </span>`;
  });
}

export const overlayKeyStyles = css`
  .overlay {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
    flex: 0 1 auto;
    overflow: hidden;
  }
  .overlay span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    max-width: 110px;
  }
  .overlay button {
    flex: none;
    min-width: 24px;
    min-height: 24px;
    padding: 0 3px;
  }
`;
