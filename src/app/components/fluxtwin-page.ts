/** The page: places everything, wires the keys, shows notices. The controls stand in the slot, in the light. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Subscription } from "rxjs";
import type { Session } from "../streams/session.ts";
import type { LayerRange } from "../views/cross-section-view.ts";
import "./fluxtwin-caption.ts";
import "./fluxtwin-charts.ts";
import "./fluxtwin-events.ts";
import type { FluxtwinFiles } from "./fluxtwin-files.ts";
import "./fluxtwin-files.ts";
import "./fluxtwin-ghost.ts";
import "./fluxtwin-header.ts";
import type { FluxtwinHelp } from "./fluxtwin-help.ts";
import "./fluxtwin-help.ts";
import "./fluxtwin-inspector.ts";
import "./fluxtwin-keys.ts";
import "./fluxtwin-layer-switch.ts";
import "./fluxtwin-notes.ts";
import "./fluxtwin-legend.ts";
import "./fluxtwin-readouts.ts";
import "./fluxtwin-stage.ts";
import "./fluxtwin-time-bar.ts";
import "./fluxtwin-verdict.ts";
import type { FluxtwinInstruments } from "./fluxtwin-instruments.ts";
import type { FluxtwinWhy } from "./fluxtwin-why.ts";
import { icon } from "./icons.ts";
import { handlePageKey } from "./page-keys.ts";
import { pageStyles } from "./page-styles.ts";
import { sharedStyles } from "./shared-styles.ts";

/** A card that is loaded when it is wanted. */
type LateCard = "fluxtwin-why" | "fluxtwin-instruments";

/** ms that a notice stays. */
const NOTICE_TIME = 8000;

export class FluxtwinPage extends LitElement {
  static override properties = {
    session: { attribute: false },
    reducedMotion: { attribute: false },
    range: { state: true },
    lasting: { state: true },
    passing: { state: true },
    loaded: { state: true },
  };
  declare session: Session | undefined;
  declare reducedMotion: boolean;
  declare range: LayerRange | undefined;
  /** A notice that stays until it is dismissed, and one that goes by itself; neither takes the other's place. */
  declare lasting: string;
  declare passing: string;
  /** Cards whose programs have come. */
  declare loaded: ReadonlySet<LateCard>;

  #notices: Subscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.session === undefined) return;
    handlePageKey(event, { session: this.session, openHelp: () => this.#openHelp() });
  };

  override render(): TemplateResult {
    const { session } = this;
    if (session === undefined) return html`<slot name="shell"></slot>`;
    return html`
      <fluxtwin-header
        .session=${session}
        @help=${() => this.#openHelp()}
        @why=${() => this.#openCard("fluxtwin-why", () => import("./fluxtwin-why.ts"))}
        @instruments=${() => this.#openCard("fluxtwin-instruments", () => import("./fluxtwin-instruments.ts"))}
        @files=${() => this.renderRoot.querySelector<FluxtwinFiles>("fluxtwin-files")?.open()}
      ></fluxtwin-header>
      <main @help=${(event: CustomEvent<string>) => this.#openHelp(event.detail)}>
        <section class="stage" aria-label="Cells">
          <div class="heads">
            <fluxtwin-readouts .session=${session} .cell=${0}></fluxtwin-readouts>
            <fluxtwin-readouts .session=${session} .cell=${1}></fluxtwin-readouts>
          </div>
          <fluxtwin-stage
            .session=${session}
            .reducedMotion=${this.reducedMotion}
            @range=${(event: CustomEvent<LayerRange>) => {
              this.range = event.detail;
            }}
          ></fluxtwin-stage>
          <div class="layers">
            <fluxtwin-layer-switch .session=${session}></fluxtwin-layer-switch>
            <fluxtwin-legend .range=${this.range}></fluxtwin-legend>
          </div>
          <div class="words">
            <fluxtwin-caption .session=${session}></fluxtwin-caption>
            <fluxtwin-keys .session=${session}></fluxtwin-keys>
          </div>
        </section>
        <fluxtwin-charts .session=${session}></fluxtwin-charts>
        <aside aria-label="Parameters and particle">
          <slot name="controls"></slot>
          <fluxtwin-inspector .session=${session}></fluxtwin-inspector>
        </aside>
      </main>
      <footer>
        <div class="happened">
          <fluxtwin-events .session=${session}></fluxtwin-events>
          <fluxtwin-ghost .session=${session}></fluxtwin-ghost>
          <fluxtwin-notes .session=${session}></fluxtwin-notes>
        </div>
        <fluxtwin-time-bar .session=${session}></fluxtwin-time-bar>
        <fluxtwin-verdict .session=${session}></fluxtwin-verdict>
      </footer>
      <div class="notices" role="status">${this.#renderNotice("lasting")}${this.#renderNotice("passing")}</div>
      <fluxtwin-help></fluxtwin-help>
      <fluxtwin-files .session=${session}></fluxtwin-files>
      ${this.loaded.has("fluxtwin-why") ? html`<fluxtwin-why .session=${session}></fluxtwin-why>` : nothing}
      ${
        this.loaded.has("fluxtwin-instruments")
          ? html`<fluxtwin-instruments .session=${session}></fluxtwin-instruments>`
          : nothing
      }
    `;
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

  override connectedCallback(): void {
    super.connectedCallback();
    this.lasting = "";
    this.passing = "";
    this.loaded ??= new Set();
    addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
    this.#notices?.unsubscribe();
  }

  /** Listens once there is a place to read it from, which screen readers watch. */
  override updated(): void {
    if (this.session === undefined || this.#notices !== undefined) return;
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

  /** Opens a card whose program comes when it is wanted first. */
  async #openCard(tag: LateCard, load: () => Promise<unknown>): Promise<void> {
    try {
      await load();
    } catch {
      this.session?.notices$.next({ words: "That card did not load. Is the server there?", lasting: true });
      return;
    }
    this.loaded = new Set([...this.loaded, tag]);
    await this.updateComplete;
    const card = this.renderRoot.querySelector<FluxtwinWhy | FluxtwinInstruments>(tag);
    await card?.updateComplete;
    card?.open();
  }

  #openHelp(section?: string): void {
    this.renderRoot.querySelector<FluxtwinHelp>("fluxtwin-help")?.open(section);
  }

  static override styles = [sharedStyles, pageStyles];
}

customElements.define("fluxtwin-page", FluxtwinPage);
