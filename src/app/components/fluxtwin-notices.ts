/** Sentences for the person: one that stays until it is dismissed, and one that goes by itself; neither takes the other's place. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Subscription } from "rxjs";
import type { Session } from "../streams/session.ts";
import { icon } from "./icons.ts";
import { columnQuery } from "./page-room.ts";
import { sharedStyles } from "./shared-styles.ts";

/** ms that a notice stays. */
const NOTICE_TIME = 8000;

export class FluxtwinNotices extends LitElement {
  static override properties = {
    session: { attribute: false },
    lasting: { state: true },
    passing: { state: true },
  };
  declare session: Session;
  declare lasting: string;
  declare passing: string;

  #notices: Subscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.lasting = "";
    this.passing = "";
  }

  override render(): TemplateResult {
    return html`<div role="status">${this.#renderNotice("lasting")}${this.#renderNotice("passing")}</div>`;
  }

  #renderNotice(kind: "lasting" | "passing"): TemplateResult | typeof nothing {
    if (this[kind] === "") return nothing;
    const dismiss = (): void => {
      this[kind] = "";
    };
    return html`<p>
      ${this[kind]}
      <button class="plain" aria-label="Dismiss" @click=${dismiss}>${icon("close", 14)}</button>
    </p>`;
  }

  /** Listens once there is a place to read it from, which screen readers watch. */
  override firstUpdated(): void {
    this.#notices = this.session.notices$.subscribe(({ words, lasting }) => {
      if (lasting) {
        this.lasting = words;
        return;
      }
      this.passing = words;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.passing = "";
      }, NOTICE_TIME);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#notices?.unsubscribe();
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        position: fixed;
        left: 50%;
        bottom: 72px;
        z-index: 5;
        translate: -50% 0;
        max-width: min(640px, calc(100vw - 32px));
      }
      p {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 6px 8px 6px 14px;
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-medium);
        background: var(--colour-raised);
        box-shadow: 0 6px 24px rgb(0 0 0 / 50%);
      }
      @media ${columnQuery} {
        :host {
          bottom: 104px;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-notices", FluxtwinNotices);
