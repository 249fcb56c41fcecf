/** Which curve of a chart is which cell. */
import { css, html, type TemplateResult } from "lit";
import { cellIdentity } from "../theme/theme.ts";
import { SQUARE_FILL } from "./chart-options.ts";

/** Line pattern and marker of both cells. */
export function legend(): TemplateResult {
  return html`<span class="keys" aria-hidden="true">
    ${cellIdentity.map(
      (cell) => html`<span>
        <svg width="30" height="12" viewBox="0 0 30 12">
          <line x1="0" y1="6" x2="30" y2="6" stroke=${cell.colour} stroke-width="2" stroke-dasharray=${cell.dash.join(" ") || "none"} />
          ${
            cell.marker === "circle"
              ? html`<svg><circle cx="15" cy="6" r="4" fill=${cell.colour} /></svg>`
              : html`<svg><rect x="11.5" y="2.5" width="7" height="7" fill=${`${cell.colour}${SQUARE_FILL}`} stroke=${cell.colour} stroke-width="1.5" /></svg>`
          }
        </svg>
        ${cell.letter}
      </span>`,
    )}
  </span>`;
}

export const legendStyles = css`
      .keys {
        display: inline-flex;
        gap: 12px;
        font-size: var(--type-small);
      }
      .keys span {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
`;
