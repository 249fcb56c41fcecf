/** The sign of a cell: its letter on its shape in its colour. */
import { html, type TemplateResult } from "lit";
import { cellIdentity, colour } from "../theme/theme.ts";

/** Returns the badge of cell 0 or 1, `size` CSS px; the letter stands in the text for readers. */
export function cellBadge(cell: 0 | 1, size = 24): TemplateResult {
  const { letter, colour: fill, marker } = cellIdentity[cell];
  const rounding = marker === "circle" ? "50%" : "3px";
  const style =
    `display:inline-grid;place-items:center;flex:none;width:${size}px;height:${size}px;border-radius:${rounding};` +
    `forced-color-adjust:none;background:${fill};color:${colour.ground};font-weight:700;font-size:${Math.round(size * 0.58)}px;line-height:1`;
  // As a property: the content security policy forbids the attribute.
  return html`<span .style=${style}>${letter}</span>`;
}
