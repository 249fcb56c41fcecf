/** Buttons at the edge of the picture: to read the cells, to do something to them, and how large they are seen. */
import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { icon } from "./icons.ts";

/** Returns the buttons; `view` gives the picture there is when one is pressed. */
export function renderTools({
  view,
  session: { store, hand, look$ },
  reads,
  handles,
}: {
  readonly view: () => StageView | undefined;
  readonly session: Pick<Session, "store" | "hand" | "look$">;
  readonly reads: boolean;
  /** Whether the hand is held. */
  readonly handles: boolean;
}): TemplateResult {
  const centre = (factor: number) => () => {
    const seen = view();
    seen?.zoom(factor, ...seen.middle);
  };
  return html`<div class="tools" role="group" aria-label="Tools of both cells">
    <button
      class="read"
      title="Read the cells: line cut, histogram, point, particle"
      aria-pressed=${reads}
      @click=${() => store.update({ reading: reads ? undefined : "line" })}
    >
      ${icon("chart", 16)}<span>Read</span>
    </button>
    ${
      look$.value.locks.includes("hand")
        ? nothing
        : html`<button
      class="take"
      title="Hand: let particles go, paint poor conductor, draw lithium (H)"
      aria-label="Hand"
      aria-pressed=${handles ? "true" : "false"}
      @click=${() => hand.hold({ on: !handles })}
    >
      ${icon("hand", 16)}
    </button>`
    }
    <button title="Closer (+)" aria-label="Closer" @click=${centre(1.5)}>${icon("closer", 16)}</button>
    <button title="Farther (-)" aria-label="Farther" @click=${centre(1 / 1.5)}>${icon("farther", 16)}</button>
    <button title="Show all (0)" aria-label="Show all" @click=${() => view()?.resetZoom()}>${icon("fit", 16)}</button>
  </div>`;
}
