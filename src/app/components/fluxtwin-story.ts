/**
 * The first minute: recorded states of both cells with words at the places that they are about, then three large controls,
 * from which on the cells of the session are shown. Fires `told` when it is over, `leave` when the whole page is wanted.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { StoryRecording } from "../../io/story-file.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import type { Session } from "../streams/session.ts";
import { describeEnd, describeSource, describeStage, type StoryText } from "../streams/story/captions.ts";
import { browserMarks, markStory } from "../streams/story/opening.ts";
import { frameAt, momentAt, type StoryMoment, stillOf } from "../streams/story/timeline.ts";
import type { ShownScale, StageView } from "../views/cross-section-view.ts";
import "./fluxtwin-caption.ts";
import type { Wishes } from "./fluxtwin-hands.ts";
import "./fluxtwin-hands.ts";
import "./fluxtwin-legend.ts";
import "./fluxtwin-stage.ts";
import { sharedStyles } from "./shared-styles.ts";
import { type Beginning, beginnings, StoryHandover } from "./story-handover.ts";
import { renderHead } from "./story-head.ts";
import { renderMarks, settleWords } from "./story-marks.ts";
import { placeStory } from "./story-picture.ts";
import { storyStyles } from "./story-styles.ts";
import { Watch } from "./watch.ts";

/** Longest step of the story's clock, s: it waits while nobody sees it. */
const LONGEST_STEP = 0.1;
/** Height over width of the picture above which A stands above B: then both are larger so. */
const UPRIGHT = 0.8;

export class FluxtwinStory extends LitElement {
  static override properties = {
    session: { attribute: false },
    reducedMotion: { attribute: false },
    coming: { attribute: false },
    moment: { state: true },
    scale: { state: true },
    live: { state: true },
  };
  declare session: Session;
  declare reducedMotion: boolean;
  /** The recording, on its way; undefined where it does not come. */
  declare coming: Promise<StoryRecording | undefined>;
  /** Undefined until there is a picture. */
  declare moment: StoryMoment | undefined;
  declare scale: ShownScale | undefined;
  /** The cells of the session are shown, not the recorded ones. */
  declare live: boolean;

  #recording: StoryRecording | undefined;
  #texts: readonly StoryText[] = [];
  #view: StageView | undefined;
  #resize: ResizeObserver | undefined;
  #request = 0;
  #seconds = 0;
  /** A stands above B. */
  #upright = false;
  readonly #handover = new StoryHandover(this, () => this.session);
  readonly #readouts = new Watch<FramePair>(this, () => this.session.conductor.frames$, [
    undefined,
    undefined,
  ]);
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") this.#leave();
    const isControl = (event.composedPath()[0] as HTMLElement).closest("input") !== null;
    if (isControl || this.live || this.moment === undefined) return;
    if (event.key === "ArrowRight") this.#stand(this.moment.stage + 1);
    if (event.key === "ArrowLeft") this.#stand(this.moment.stage - 1);
  };

  override render(): TemplateResult {
    return html`<main aria-label="The story of two cells">
      <header>
        <h1>fluxtwin</h1>
        <p class="lead soft">Two solid-state lithium cells, alike but for a coating on the particles of B</p>
        <button @click=${() => this.#leave()}>
          ${this.live ? "All charts and controls" : "Skip the story"}
        </button>
      </header>
      <div class="heads">${this.#renderHead(0)}${this.#renderHead(1)}</div>
      <div class="view" data-stage=${this.#stage?.key ?? nothing}>
        ${
          this.live
            ? html`<fluxtwin-stage
                .session=${this.session}
                .reducedMotion=${this.reducedMotion}
                .upright=${UPRIGHT}
              ></fluxtwin-stage>`
            : html`<div class="holder"></div>
                ${this.#renderOver()}`
        }
      </div>
      <div class="say">${this.live ? this.#renderLive() : this.#renderWords()}</div>
      <fluxtwin-hands
        .session=${this.session}
        .wishes=${this.#handover.wishes}
        @hand=${(event: CustomEvent<Wishes>) => this.#takeHand(event)}
      ></fluxtwin-hands>
      <div class="source">
        <fluxtwin-legend .scale=${this.scale} ?hidden=${this.live}></fluxtwin-legend>
        <p>
          ${this.#recording === undefined || this.live ? nothing : describeSource(this.#recording)}
        </p>
      </div>
    </main>`;
  }

  get #stage() {
    return this.moment && this.#recording?.stages[this.moment.stage];
  }

  #renderHead(cell: 0 | 1): TemplateResult {
    const recorded = this.#recording?.cells[cell][Math.round(this.moment?.frame ?? 0)];
    const frame = this.live ? this.#readouts.value[cell] : recorded?.frame;
    return renderHead(cell, frame, { isLive: this.live, isUpright: this.#upright });
  }

  #renderOver(): TemplateResult | typeof nothing {
    const [view, recording, moment] = [this.#view, this.#recording, this.moment];
    if (view === undefined || recording === undefined || moment === undefined) return nothing;
    const captions = moment.settled ? (this.#texts[moment.stage]?.captions ?? []) : [];
    return renderMarks(view, captions, recording.mesh);
  }

  #renderWords(): TemplateResult {
    const [recording, moment] = [this.#recording, this.moment];
    if (recording === undefined || moment === undefined)
      return html`<p class="title">Preparing the story of two cells ...</p>`;
    const { title = "" } = this.#texts[moment.stage] ?? {};
    const cycle = recording.cells[0][Math.round(moment.frame)]?.frame.cycle;
    return html`<div aria-live="polite">
        <p class="title"><span class="cycle">Cycle ${cycle}</span>${title}</p>
        ${
          moment.ended
            ? html`<p>
                <strong>${describeEnd(recording)}</strong> Your turn: move a control, and both cells are solved live,
                ${beginnings[this.#next]}.
              </p>`
            : nothing
        }
      </div>
      <div class="actions">
        ${recording.stages.map(
          (_, k) =>
            html`<button
              aria-label="Picture ${k + 1} of ${recording.stages.length}"
              aria-current=${k === moment.stage ? "step" : nothing}
              @click=${() => this.#stand(k)}
            >
              ${k + 1}
            </button>`,
        )}
        ${this.reducedMotion ? nothing : html`<button @click=${() => this.#begin()}>From the beginning</button>`}
        ${this.#next === "end" ? html`<button @click=${() => this.#goLive("first")}>Live from new cells</button>` : nothing}
        <button class="main" @click=${() => this.#goLive(this.#next)}>
          ${this.#next === "end" ? "Go on live" : "Go live"}
        </button>
      </div>`;
  }

  #renderLive(): TemplateResult {
    return html`<div>
      <p class="title" aria-live="polite">Now live, ${beginnings[this.#handover.begun]}: what you set, both cells feel at once.</p>
      <fluxtwin-caption .session=${this.session}></fluxtwin-caption>
    </div>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.live = false;
    this.#handover.hold();
    addEventListener("keydown", this.#onKey);
  }

  override firstUpdated(): void {
    void this.#open();
  }

  override updated(): void {
    settleWords(this.renderRoot);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
    this.#close();
  }

  /** Without recording or picture there is nothing to tell, and the page opens. */
  async #open(): Promise<void> {
    const viewing = import("../views/cross-section-view.ts");
    try {
      const [recording, { createStageView }] = await Promise.all([this.coming, viewing]);
      if (recording === undefined) throw new Error("no recording");
      const view = await createStageView({ reducedMotion: this.reducedMotion, upright: UPRIGHT });
      if (!this.isConnected || this.live) {
        view.destroy();
        return;
      }
      this.#texts = recording.stages.map((stage) => describeStage(recording, stage));
      this.#recording = recording;
      this.#attach(view, recording);
    } catch {
      this.#leave();
      return;
    }
    markStory(browserMarks());
    void this.#handover.fetch();
    if (this.reducedMotion) this.#stand(0);
    else this.#begin();
  }

  #attach(view: StageView, { mesh }: StoryRecording): void {
    this.#view = view;
    view.onScale(() => {
      this.scale = view.scale;
    });
    const holder = this.renderRoot.querySelector<HTMLElement>(".holder");
    this.#resize = placeStory(view, { holder, mesh }, () => {
      this.#upright = view.viewports[1].y > 0;
      this.requestUpdate();
    });
  }

  #begin(): void {
    cancelAnimationFrame(this.#request);
    this.#seconds = 0;
    let before: number | undefined;
    const turn = (now: number): void => {
      this.#seconds += Math.min(LONGEST_STEP, (now - (before ?? now)) / 1000);
      before = now;
      const moment = momentAt(this.#recording?.stages ?? [], this.#seconds);
      this.#show(moment);
      if (!moment.ended) this.#request = requestAnimationFrame(turn);
    };
    this.#request = requestAnimationFrame(turn);
    this.#view?.setRunning(true);
  }

  /** Stands at the end of a stage. */
  #stand(stage: number): void {
    const stages = this.#recording?.stages ?? [];
    cancelAnimationFrame(this.#request);
    this.#show(stillOf(stages, Math.min(stages.length - 1, Math.max(0, stage))));
  }

  #show(moment: StoryMoment): void {
    const [view, recording] = [this.#view, this.#recording];
    if (view === undefined || recording === undefined) return;
    const { stage, settled, frame, ended } = this.moment ?? {};
    if (frame !== moment.frame)
      for (const cell of [0, 1] as const) view.setFrame(cell, frameAt(recording.cells[cell], moment.frame));
    if (frame === undefined) view.resetRange();
    const isSame = stage === moment.stage && settled === moment.settled && ended === moment.ended;
    // Glides are drawn by the view; words and rings follow it in steps.
    if (!isSame || Math.round(2 * (frame ?? 0)) !== Math.round(2 * moment.frame)) this.moment = moment;
  }

  get #next(): Beginning {
    return this.#handover.next(this.moment?.ended === true);
  }

  #takeHand(event: CustomEvent<Wishes>): void {
    this.#goLive(this.#next);
    this.#handover.take(event);
  }

  #goLive(begun: Beginning): void {
    if (this.live) return;
    this.#close();
    this.live = true;
    this.#tell("told");
    this.#handover.go(begun);
  }

  #leave(): void {
    markStory(browserMarks());
    this.#close();
    this.#tell("told");
    this.#tell("leave");
  }

  #tell(event: "told" | "leave"): void {
    this.dispatchEvent(new CustomEvent(event, { bubbles: true, composed: true }));
  }

  #close(): void {
    cancelAnimationFrame(this.#request);
    this.#resize?.disconnect();
    this.#view?.canvas.remove();
    this.#view?.destroy();
    this.#view = undefined;
  }

  static override styles = [sharedStyles, storyStyles];
}

customElements.define("fluxtwin-story", FluxtwinStory);
