/** The place on the page where the cells are read: empty until a tool is chosen, whose program comes then. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Session } from "../streams/session.ts";
import { columnQuery } from "./page-room.ts";
import { watchReading } from "./reading-loaded.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinReadingPlace extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #reads = new Watch(this, () => watchReading(this.session), false);

  override render(): TemplateResult | typeof nothing {
    return this.#reads.value ? html`<fluxtwin-reading .session=${this.session}></fluxtwin-reading>` : nothing;
  }

  /** The page makes room. */
  override updated(): void {
    this.toggleAttribute("open", this.#reads.value);
  }

  static override styles = [
    sharedStyles,
    css`
      :host(:not([open])) {
        display: none;
      }
      @media ${columnQuery} {
        :host([open]) {
          display: contents;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-reading-place", FluxtwinReadingPlace);
