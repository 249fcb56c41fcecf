/** How the page looks: its theme, the view for a projector, full screen. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { defaultLook, enterProjector, type Look } from "../streams/look.ts";
import type { Session } from "../streams/session.ts";
import type { ThemeName } from "../theme/theme.ts";
import { toggleFullScreen } from "./full-screen.ts";
import { icon } from "./icons.ts";
import { headerButtonStyles, radioStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** That of the projector comes with its view. */
const themes = { dark: "Dark", light: "Light" } as const satisfies Partial<Record<ThemeName, string>>;

export class FluxtwinLook extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #look = new Watch<Look>(this, () => this.session.look$, defaultLook);

  override render(): TemplateResult {
    return html`<button popovertarget="menu" title="Theme, projector, full screen">
        ${icon("look", 16)}<span class="word">Look</span>
      </button>
      <div id="menu" popover role="group" aria-label="Look">
        <fieldset>
          <legend class="soft small">Theme</legend>
          ${Object.entries(themes).map(([name, words]) => this.#renderTheme(name as ThemeName, words))}
        </fieldset>
        <button @click=${this.#project}>${icon("project", 16)} Projector view</button>
        ${
          document.fullscreenEnabled
            ? html`<button @click=${toggleFullScreen}>${icon("fit", 16)} Full screen</button>`
            : nothing
        }
      </div>`;
  }

  /** Brings the keyboard back to the choice of the theme. */
  async focusTheme(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("[popover]")?.showPopover();
    this.renderRoot.querySelector<HTMLElement>("input:checked")?.focus();
  }

  #renderTheme(name: ThemeName, words: string): TemplateResult {
    const { look$ } = this.session;
    return html`<label
      ><input
        type="radio"
        name="theme"
        .checked=${this.#look.value.theme === name}
        @change=${() => look$.next({ ...look$.value, theme: name })}
      /><span>${words}</span></label
    >`;
  }

  async #project(): Promise<void> {
    const { look$, notices$ } = this.session;
    try {
      await import("./fluxtwin-projector.ts");
    } catch {
      notices$.next({ words: "The view did not load. Is the server there?", lasting: true });
      return;
    }
    look$.next(enterProjector(look$.value));
  }

  static override styles = [
    sharedStyles,
    headerButtonStyles,
    radioStyles,
    css`
      :host {
        flex: none;
      }
      [popover] {
        inset: 52px 12px auto auto;
        margin: 0;
        padding: 12px;
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-medium);
        background: var(--colour-panel);
        color: var(--colour-text);
        box-shadow: 0 6px 24px rgb(0 0 0 / 50%);
      }
      [popover]:popover-open {
        display: grid;
        gap: 8px;
      }
      fieldset {
        display: flex;
        align-items: center;
        gap: 4px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        float: left;
        margin-right: 8px;
      }
      label > span {
        padding: 0 12px;
        min-height: 32px;
      }
      @media (pointer: coarse) {
        label > span {
          min-height: 44px;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-look", FluxtwinLook);
