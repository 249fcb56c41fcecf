/** The page as a frame of another one: the cells, the controls that its address names, the clock, and a way to the whole page. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { defaultLook, type Look, withLook } from "../streams/look.ts";
import type { Session } from "../streams/session.ts";
import type { ShownScale } from "../views/cross-section-view.ts";
import "./fluxtwin-layer-switch.ts";
import "./fluxtwin-legend.ts";
import "./fluxtwin-time-bar.ts";
import { type Room, roomNow, watchRoom } from "./page-room.ts";
import { renderCells } from "./page-rows.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinEmbed extends LitElement {
  static override properties = {
    session: { attribute: false },
    reducedMotion: { attribute: false },
    look: { attribute: false },
    chosen: { state: true },
    scale: { state: true },
  };
  declare session: Session;
  declare reducedMotion: boolean;
  declare look: Look;
  /** The cell that is drawn where there is room for one. */
  declare chosen: 0 | 1;
  declare scale: ShownScale | undefined;

  readonly #room = new Watch<Room>(this, watchRoom, roomNow());

  constructor() {
    super();
    this.chosen = 0;
  }

  override render(): TemplateResult {
    const { session, reducedMotion, look } = this;
    const holds = (name: string): boolean => look.locks.includes(name);
    return html`<section aria-label="Cells">
        ${renderCells({
          ...{ session, reducedMotion, plain: true },
          only: this.#room.value.isSingle ? this.chosen : undefined,
          choose: (cell) => {
            this.chosen = cell;
          },
          showScale: (scale) => {
            this.scale = scale;
          },
        })}
      </section>
      <section aria-label="Parameters" ?hidden=${look.controls.length === 0}><slot></slot></section>
      <div class="layers">
          ${holds("layer") ? nothing : html`<fluxtwin-layer-switch .session=${session}></fluxtwin-layer-switch>`}
          <fluxtwin-legend .session=${session} .scale=${this.scale}></fluxtwin-legend>
      </div>
      <footer>
        ${holds("time") ? nothing : html`<fluxtwin-time-bar .session=${session}></fluxtwin-time-bar>`}
        <a href="./" target="_blank" @click=${this.#openWhole}>Open in fluxtwin</a>
      </footer>`;
  }

  /** The whole page begins as this one stands. */
  #openWhole(event: Event): void {
    const { theme } = this.look;
    const query = withLook(this.session.query(true), { ...defaultLook, theme });
    (event.currentTarget as HTMLAnchorElement).href = query === "" ? "./" : `./?${query}`;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 4px;
        min-height: 100%;
        padding: 6px 12px 0;
      }
      section:first-child {
        flex: 1 0 auto;
        display: flex;
        flex-direction: column;
        gap: 4px;
      }
      .heads {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
      }
      fluxtwin-stage {
        flex: 1 0 auto;
        height: max(190px, 100dvh - 260px);
      }
      .layers {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 2px 12px;
      }
      fluxtwin-legend {
        flex: 0 1 340px;
        min-width: 0;
      }
      footer {
        position: sticky;
        bottom: 0;
        z-index: 3;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 16px;
        padding: 4px 0;
        border-top: 1px solid var(--colour-line);
        background: var(--colour-ground);
      }
      fluxtwin-time-bar {
        flex: 1 1 420px;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: 32px;
        margin-left: auto;
        color: var(--colour-text-soft);
        font-size: var(--type-small);
      }
      @media (max-width: 599px) {
        .heads {
          grid-template-columns: minmax(0, 1fr);
        }
        fluxtwin-time-bar {
          flex-basis: 100%;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-embed", FluxtwinEmbed);
