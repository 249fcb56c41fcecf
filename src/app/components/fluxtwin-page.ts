/** The page: places everything, wires the keys, shows notices. The controls stand in the slot, in the light. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Subscription } from "rxjs";
import type { StoryRecording } from "../../io/story-file.ts";
import { defaultLook, type Look } from "../streams/look.ts";
import type { Session } from "../streams/session.ts";
import { fetchStory, storyAddress } from "../streams/story/recording.ts";
import type { ShownScale } from "../views/cross-section-view.ts";
import "./fluxtwin-caption.ts";
import type { FluxtwinCharts } from "./fluxtwin-charts.ts";
import "./fluxtwin-charts.ts";
import "./fluxtwin-drop.ts";
import type { FluxtwinFiles } from "./fluxtwin-files.ts";
import "./fluxtwin-files.ts";
import "./fluxtwin-header.ts";
import type { FluxtwinHelp } from "./fluxtwin-help.ts";
import "./fluxtwin-help.ts";
import "./fluxtwin-keys.ts";
import "./fluxtwin-layer-switch.ts";
import "./fluxtwin-legend.ts";
import "./fluxtwin-reading-place.ts";
import type { FluxtwinStage } from "./fluxtwin-stage.ts";
import "./fluxtwin-stage.ts";
import { icon } from "./icons.ts";
import { type LateCard, type LateElement, renderLateCards } from "./late-cards.ts";
import { handlePageKey } from "./page-keys.ts";
import { columnStyles, type Room, roomNow, watchRoom } from "./page-room.ts";
import { cellsShown, renderCells, renderFooter, renderUnder } from "./page-rows.ts";
import { renderSide } from "./page-side.ts";
import { pageStyles } from "./page-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** ms that a notice stays. */
const NOTICE_TIME = 8000;

export class FluxtwinPage extends LitElement {
  static override properties = {
    session: { attribute: false },
    reducedMotion: { attribute: false },
    look: { attribute: false },
    scale: { state: true },
    story: { attribute: false },
    lasting: { state: true },
    passing: { state: true },
    loaded: { state: true },
    chosen: { state: true },
    teaches: { state: true },
  };
  declare session: Session | undefined;
  declare reducedMotion: boolean;
  declare look: Look;
  declare scale: ShownScale | undefined;
  /** The recording that is shown in the place of all else, on its way. */
  declare story: Promise<StoryRecording | undefined> | undefined;
  /** A notice that stays until it is dismissed, and one that goes by itself; neither takes the other's place. */
  declare lasting: string;
  declare passing: string;
  /** Cards whose programs have come. */
  declare loaded: ReadonlySet<LateCard>;
  /** The cell that is drawn where there is room for one. */
  declare chosen: 0 | 1;
  /** Whether the program of lessons has come. */
  declare teaches: boolean;

  readonly #room = new Watch<Room>(this, watchRoom, roomNow());
  #notices: Subscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.session === undefined || this.story !== undefined) return;
    handlePageKey(event, {
      session: this.session,
      openHelp: () => this.#openHelp(),
      openLab: () => this.#openLab(),
    });
  };

  override render(): TemplateResult {
    const { session } = this;
    if (session === undefined) return html`<slot name="shell"></slot>`;
    if (this.story !== undefined) return this.#renderStory(session);
    // What keeps colours as numbers is made anew with those of another theme.
    return html`${keyed(this.look.theme, this.look.shell === "page" ? this.#renderPage(session) : this.#renderShell(session))}`;
  }

  #renderPage(session: Session): TemplateResult {
    return html`
      <fluxtwin-header
        .session=${session}
        @help=${() => this.#openHelp()}
        @lessons=${() => this.#openCard("fluxtwin-lessons", () => import("./fluxtwin-lessons.ts"))}
        @why=${() => this.#openCard("fluxtwin-why", () => import("./fluxtwin-why.ts"))}
        @instruments=${() => this.#openCard("fluxtwin-instruments", () => import("./fluxtwin-instruments.ts"))}
        @lab=${() => this.#openLab()}
        @files=${() => this.#openFiles()}
      ></fluxtwin-header>
      <main
        @help=${(event: CustomEvent<string>) => this.#openHelp(event.detail)}
        @closed=${() => this.renderRoot.querySelector<FluxtwinStage>("fluxtwin-stage")?.focusReading()}
      >
        <section class="stage" aria-label="Cells">
          ${this.#renderStage(session)}
          <div
            class="layers"
            @fit-scale=${() => this.renderRoot.querySelector<FluxtwinStage>("fluxtwin-stage")?.fitScale()}
          >
            <fluxtwin-layer-switch .session=${session}></fluxtwin-layer-switch>
            <fluxtwin-legend .session=${session} .scale=${this.scale}></fluxtwin-legend>
          </div>
          <div class="words">
            <fluxtwin-caption .session=${session}></fluxtwin-caption>
            <fluxtwin-keys .session=${session}></fluxtwin-keys>
          </div>
        </section>
        <fluxtwin-charts .session=${session}></fluxtwin-charts>
        <fluxtwin-reading-place .session=${session}></fluxtwin-reading-place>
        ${renderSide(session, { look: this.look, teaches: this.teaches, isColumn: this.#room.value.isColumn })}
      </main>
      ${renderFooter(session, this.#room.value.isColumn && this.look.lesson === undefined)}
      ${this.#renderNotices()}
      <fluxtwin-help
        @story=${() => this.#showStory(session)}
        @stages=${() => this.#openCard("fluxtwin-stages", () => import("./fluxtwin-stages.ts"))}
      ></fluxtwin-help>
      <fluxtwin-files
        .session=${session}
        @picture=${({ detail }: CustomEvent<"png" | "svg">) =>
          void this.renderRoot.querySelector<FluxtwinStage>("fluxtwin-stage")?.savePicture(detail)}
        @charts=${() => void this.renderRoot.querySelector<FluxtwinCharts>("fluxtwin-charts")?.saveDrawing()}
      ></fluxtwin-files>
      ${renderLateCards(session, this.loaded, () => this.#openFiles())}
      <fluxtwin-drop .session=${session}></fluxtwin-drop>
    `;
  }

  #renderStory(session: Session): TemplateResult {
    return html`<fluxtwin-story
        .session=${session}
        .reducedMotion=${this.reducedMotion}
        .coming=${this.story}
        @leave=${() => this.#leaveStory(session)}
      ></fluxtwin-story>
      ${this.#renderNotices()}`;
  }

  /** The page within another one, or on a projector. */
  #renderShell(session: Session): TemplateResult {
    const { reducedMotion, look } = this;
    return html`<main>
        <h1 class="hidden">fluxtwin</h1>
        ${
          look.shell === "embed"
            ? html`<fluxtwin-embed .session=${session} .reducedMotion=${reducedMotion} .look=${look}>
                <slot name="controls"></slot>
              </fluxtwin-embed>`
            : html`<fluxtwin-projector .session=${session} .reducedMotion=${reducedMotion}></fluxtwin-projector>`
        }
      </main>
      ${this.#renderNotices()}`;
  }

  #renderNotices(): TemplateResult {
    return html`<div class="notices" role="status">${this.#renderNotice("lasting")}${this.#renderNotice("passing")}</div>`;
  }

  /** Both cells, or the chosen one with a switch. */
  #renderStage(session: Session): TemplateResult {
    const only = this.#room.value.isSingle ? this.chosen : undefined;
    return html`${renderCells({
      ...{ session, only, reducedMotion: this.reducedMotion },
      choose: (cell) => {
        this.chosen = cell;
      },
      showScale: (scale) => {
        this.scale = scale;
      },
    })}
    ${renderUnder(session, cellsShown(only))}`;
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
    this.look ??= defaultLook;
    this.chosen ??= 0;
    addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
    this.#notices?.unsubscribe();
  }

  /** Listens once there is a place to read it from, which screen readers watch. */
  override updated(): void {
    this.toggleAttribute("story", this.story !== undefined);
    this.toggleAttribute("shell", this.look.shell !== "page");
    if (this.look.lesson !== undefined && !this.teaches) void this.#teach();
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
    const card = this.renderRoot.querySelector<LateElement>(tag);
    await card?.updateComplete;
    card?.open();
  }

  /** The cells wait while their story is told. */
  async #showStory(session: Session): Promise<void> {
    const address = storyAddress();
    if (address === undefined) return;
    await import("./fluxtwin-story.ts");
    session.store.update({ playing: false });
    this.story = fetchStory(address);
  }

  #leaveStory({ store }: Session): void {
    this.story = undefined;
    if (!this.reducedMotion) store.update({ playing: true });
  }

  async #teach(): Promise<void> {
    try {
      await import("./fluxtwin-lesson.ts");
      this.teaches = true;
    } catch {
      this.session?.notices$.next({ words: "The lesson did not load. Is the server there?", lasting: true });
    }
  }

  #openLab(): void {
    void this.#openCard("fluxtwin-lab", () => import("./fluxtwin-lab.ts"));
  }

  #openFiles(): void {
    this.renderRoot.querySelector<FluxtwinFiles>("fluxtwin-files")?.open();
  }

  #openHelp(section?: string): void {
    this.renderRoot.querySelector<FluxtwinHelp>("fluxtwin-help")?.open(section);
  }

  static override styles = [sharedStyles, pageStyles, columnStyles];
}

customElements.define("fluxtwin-page", FluxtwinPage);
