/** The page: places everything, wires the keys, shows notices. The controls stand in the slot, in the light. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
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
import type { FluxtwinHeader } from "./fluxtwin-header.ts";
import "./fluxtwin-header.ts";
import type { FluxtwinHelp } from "./fluxtwin-help.ts";
import "./fluxtwin-help.ts";
import "./fluxtwin-keys.ts";
import "./fluxtwin-layer-switch.ts";
import "./fluxtwin-legend.ts";
import "./fluxtwin-notices.ts";
import "./fluxtwin-reading-place.ts";
import type { FluxtwinStage } from "./fluxtwin-stage.ts";
import "./fluxtwin-stage.ts";
import type { FluxtwinMeasured } from "./fluxtwin-measured.ts";
import { type LateCard, type LateElement, renderLab, renderLateCards } from "./late-cards.ts";
import { handlePageKey } from "./page-keys.ts";
import { columnStyles, type Room, roomNow, watchRoom } from "./page-room.ts";
import { cellsShown, renderCells, renderFooter, renderUnder } from "./page-rows.ts";
import { renderShell } from "./page-shells.ts";
import { renderSide } from "./page-side.ts";
import { pageStyles } from "./page-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinPage extends LitElement {
  static override properties = {
    session: { attribute: false },
    reducedMotion: { attribute: false },
    look: { attribute: false },
    scale: { state: true },
    story: { attribute: false },
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
  /** Cards whose programs have come. */
  declare loaded: ReadonlySet<LateCard>;
  /** The cell that is drawn where there is room for one. */
  declare chosen: 0 | 1;
  /** Whether the program of lessons has come. */
  declare teaches: boolean;

  readonly #room = new Watch<Room>(this, watchRoom, roomNow());
  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.session === undefined || this.story !== undefined) return;
    handlePageKey(event, {
      session: this.session,
      openHelp: () => this.#openHelp(),
      // Elsewhere the key means something else, and cards have no place.
      openLab: () => (this.look.shell === "page" ? this.#openLab() : undefined),
    });
  };

  override render(): TemplateResult {
    const { session } = this;
    if (session === undefined) return html`<slot name="shell"></slot>`;
    const notices = html`<fluxtwin-notices .session=${session}></fluxtwin-notices>`;
    if (this.story !== undefined) return html`${this.#renderStory(session)}${notices}`;
    // What keeps colours as numbers is made anew with those of another theme.
    const isPage = this.look.shell === "page";
    return html`${keyed(this.look.theme, isPage ? this.#renderPage(session) : renderShell(session, this.look, this.reducedMotion))}
    ${isPage && this.loaded.has("fluxtwin-lab") ? renderLab(session, this.look.theme, () => this.#openFiles()) : nothing}
    ${notices}`;
  }

  /** The choice of the theme is made anew with the page. */
  #keepPlace(before: Look | undefined): void {
    if (before?.shell !== "page" || this.look.shell !== "page" || before.theme === this.look.theme) return;
    void this.renderRoot.querySelector<FluxtwinHeader>("fluxtwin-header")?.focusTheme();
  }

  #renderPage(session: Session): TemplateResult {
    return html`
      <fluxtwin-header
        .session=${session}
        @help=${() => this.#openHelp()}
        @lessons=${() => this.#openLessons()}
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
      <fluxtwin-help
        @lessons=${() => this.#openLessons()}
        @story=${() => this.#showStory(session)}
        @stages=${() => this.#openCard("fluxtwin-stages", () => import("./fluxtwin-stages.ts"))}
      ></fluxtwin-help>
      <fluxtwin-files
        .session=${session}
        @picture=${({ detail }: CustomEvent<"png" | "svg">) =>
          void this.renderRoot.querySelector<FluxtwinStage>("fluxtwin-stage")?.savePicture(detail)}
        @charts=${() => void this.renderRoot.querySelector<FluxtwinCharts>("fluxtwin-charts")?.saveDrawing()}
        @measured=${() => this.#openMeasured()}
      ></fluxtwin-files>
      ${renderLateCards(session, this.loaded)}
      <fluxtwin-drop
        .session=${session}
        @measured=${({ detail }: CustomEvent<File>) => this.#openMeasured(detail)}
      ></fluxtwin-drop>
    `;
  }

  #renderStory(session: Session): TemplateResult {
    return html`<fluxtwin-story
        .session=${session}
        .reducedMotion=${this.reducedMotion}
        .coming=${this.story}
        @leave=${() => this.#leaveStory(session)}
      ></fluxtwin-story>`;
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

  override connectedCallback(): void {
    super.connectedCallback();
    this.loaded ??= new Set();
    this.look ??= defaultLook;
    this.chosen ??= 0;
    addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    this.#keepPlace(changed.get("look") as Look | undefined);
    this.toggleAttribute("story", this.story !== undefined);
    this.toggleAttribute("shell", this.look.shell !== "page");
    if (this.look.lesson !== undefined && !this.teaches) void this.#teach();
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

  async #openMeasured(file?: File): Promise<void> {
    await this.#openCard("fluxtwin-measured", () => import("./fluxtwin-measured.ts"));
    if (file !== undefined) this.renderRoot.querySelector<FluxtwinMeasured>("fluxtwin-measured")?.take(file);
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

  #openLessons(): void {
    void this.#openCard("fluxtwin-lessons", () => import("./fluxtwin-lessons.ts"));
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
