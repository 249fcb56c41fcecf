/** The page within another one, or on a projector. */
import { html, type TemplateResult } from "lit";
import type { Look } from "../streams/look.ts";
import type { Session } from "../streams/session.ts";

export function renderShell(session: Session, look: Look, reducedMotion: boolean): TemplateResult {
  return html`<main>
    <h1 class="hidden">fluxtwin</h1>
    ${
      look.shell === "embed"
        ? html`<fluxtwin-embed .session=${session} .reducedMotion=${reducedMotion} .look=${look}>
            <slot name="controls"></slot>
          </fluxtwin-embed>`
        : html`<fluxtwin-projector .session=${session} .reducedMotion=${reducedMotion}></fluxtwin-projector>`
    }
  </main>`;
}
