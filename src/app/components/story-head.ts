/** What each cell of the story is, and how many of its particles work. */
import { html, nothing, type TemplateResult } from "lit";
import type { Frame } from "../../../sim-core/index.ts";
import { countAtWork } from "../streams/story/places.ts";
import { icon } from "./icons.ts";

/** Live cells say which cycle they are in; upright, A stands above B. */
export interface HeadSetting {
  readonly isLive: boolean;
  readonly isUpright: boolean;
}

export function renderHead(
  cell: 0 | 1,
  frame: Frame | undefined,
  { isLive, isUpright }: HeadSetting,
): TemplateResult {
  const place = isUpright ? (cell === 0 ? " (above)" : " (below)") : "";
  const name = cell === 0 ? `A${place}: bare particles` : `B${place}: coated particles`;
  return html`<h2 class=${cell === 0 ? "of-a" : "of-b"}>
    ${icon(cell === 0 ? "circle" : "square", 14)}<span>${name}</span>
    ${
      frame === undefined
        ? nothing
        : html`<span class="soft small">${isLive ? `cycle ${frame.cycle}, ` : ""}${countAtWork(frame)} at work</span>`
    }
  </h2>`;
}
