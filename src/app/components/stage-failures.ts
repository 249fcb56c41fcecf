/** What stands where there is no picture. */
import { html, type TemplateResult } from "lit";

/** The graphics context was taken away; `open` asks for another one. */
export function renderLoss(open: () => void): TemplateResult {
  return html`<div class="missing" role="status">
    <p>The picture is gone: the browser has taken the graphics away. It comes back with them.</p>
    <button @click=${open}>Draw it again</button>
    <p class="soft small">The cells are solved all the same: numbers and charts go on.</p>
  </div>`;
}

/** There has never been one, for the reason in `words`. */
export function renderFailure(words: string): TemplateResult {
  return html`<div class="failure" role="status">
    <p>${words}</p>
    <p class="soft small">The cells are solved all the same: numbers and charts go on below.</p>
  </div>`;
}
