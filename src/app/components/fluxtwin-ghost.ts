/** What became of the run before: its curves stay, and it can be brought back. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { cellsOf } from "../streams/app-state.ts";
import { historiesOf, type LeftRun } from "../streams/past-runs/run-shelf.ts";
import { describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { icon } from "./icons.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinGhost extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #ghost = new Watch<LeftRun | undefined>(this, () => this.session.travel.ghost$, undefined);

  override render(): TemplateResult | typeof nothing {
    const ghost = this.#ghost.value;
    if (ghost === undefined) return nothing;
    const until = describeTime(ghost.time);
    return html`<span role="group" aria-label="The run before">
      <button
        title="The run before, which came to ${until}: its curves are dotted. It takes the place of this one, which then is the run before."
        @click=${() => this.session.travel.bringBackLast()}
      >
        ${icon("reset", 14)}Bring back the run before
      </button>
      <button
        class="plain"
        title="Its curves stay in the charts when another run takes its place"
        aria-label="Keep the run before in the charts"
        @click=${() => this.#keep(ghost)}
      >
        ${icon("chart", 13)}
      </button>
      <button class="plain" title="Forget the run before" aria-label="Forget the run before" @click=${() => this.session.travel.forget()}>
        ${icon("close", 12)}
      </button>
    </span>`;
  }

  /** Both cells of it, as overlays. */
  #keep(run: LeftRun): void {
    const { overlays, notices$ } = this.session;
    const { names } = cellsOf(run.state);
    const cells = historiesOf(run).map(({ halfCycles, earlier, cycles }, cell) => ({
      name: `${"AB"[cell]} before: ${names[cell]}`,
      halfCycles: [...earlier, ...halfCycles],
      cycles: { from: "run", summaries: cycles } as const,
    }));
    if (overlays.add(...cells)) return;
    const words = "The charts have room for four more curves: take one off them first.";
    notices$.next({ words, lasting: false });
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        flex: none;
      }
      span {
        display: inline-flex;
      }
      button {
        min-height: 26px;
        padding: 0 8px;
        font-size: var(--type-small);
      }
    `,
  ];
}

customElements.define("fluxtwin-ghost", FluxtwinGhost);
