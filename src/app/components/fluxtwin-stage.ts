/**
 * The picture of both cells: hosts the Pixi canvas and feeds it, takes pointer and keys for zoom, pan and pick, says
 * in words what is seen, and covers a cell that is being prepared or has stopped.
 */
import { html, LitElement, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { auditTime, combineLatest, map, merge, type Subscription } from "rxjs";
import type { FrameMesh } from "../../../sim-core/index.ts";
import { layerOf } from "../layers/list.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { describeCell } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import type { Arrangement } from "../views/arrangement.ts";
import type { StageView } from "../views/cross-section-view.ts";
import "./fluxtwin-covers.ts";
import "./fluxtwin-front-profile.ts";
import "./fluxtwin-hand.ts";
import "./fluxtwin-overlay.ts";
import "./fluxtwin-stage-cards.ts";
import { roomNow } from "./page-room.ts";
import { watchReading } from "./reading-loaded.ts";
import { sharedStyles } from "./shared-styles.ts";
import { fitInto, keepAim } from "./stage-aim.ts";
import { followChoices } from "./stage-choices.ts";
import { renderFailure, renderLoss } from "./stage-failures.ts";
import { listenForGestures } from "./stage-gestures.ts";
import { showProbe } from "./stage-probe.ts";
import { stageStyles } from "./stage-styles.ts";
import { renderTools } from "./stage-tools.ts";
import { Watch } from "./watch.ts";

/** ms between two sentences about the cells. */
const SUMMARY_INTERVAL = 2000;

export class FluxtwinStage extends LitElement {
  static override properties = {
    session: { attribute: false },
    reducedMotion: { attribute: false },
    only: { attribute: false },
    upright: { attribute: false },
    failure: { state: true },
    pictureLost: { state: true },
    resampled: { state: true },
    against: { state: true },
    seen: { state: true },
  };
  declare session: Session;
  declare reducedMotion: boolean;
  /** The cell that is drawn alone, set against nothing; both are where undefined. */
  declare only: 0 | 1 | undefined;
  /** Height over width above which the cells stand one above the other. */
  declare upright: number | undefined;
  /** Why there is no picture. */
  declare failure: string | undefined;
  /** The graphics context was taken away, and has not come back. */
  declare pictureLost: boolean;
  /** Whether the difference shown is between values at other places. */
  declare resampled: boolean;
  /** How the cells are set against each other. */
  declare against: Arrangement["view"] | undefined;
  /** The picture, once there is one, in a new wrapping whenever what it shows has moved. */
  declare seen: { readonly view: StageView } | undefined;

  readonly #summary = new Watch<FramePair>(
    this,
    () => this.session.viewing.frames$.pipe(auditTime(SUMMARY_INTERVAL)),
    [undefined, undefined],
  );
  readonly #names = new Watch<readonly [string, string]>(this, () => this.session.names$, ["", ""]);
  readonly #reads = new Watch(this, () => watchReading(this.session), false);
  readonly #handles = new Watch(this, () => this.session.hand.tool$.pipe(map(({ on }) => on)), false);
  #wasRead = false;
  #view: StageView | undefined;
  #arrangement: Arrangement = { view: "side", curtain: 0.5, shown: 0 };
  #connected: AbortController | undefined;
  readonly #meshes: (FrameMesh | undefined)[] = [undefined, undefined];
  readonly #subscriptions: Subscription[] = [];

  override render(): TemplateResult {
    const names = this.#names.value;
    const [a, b] = this.#summary.value;
    return html`
      ${this.#renderProfile()}
      <div class="picture">
        <div
          class=${classMap({ holder: true, lost: this.pictureLost, handled: this.#handles.value })}
          role="group"
          tabindex="0"
          aria-label="Cross-sections of both cells. Plus and minus zoom, arrows move, zero shows all."
        ></div>
        <fluxtwin-overlay
          .session=${this.session}
          .reducedMotion=${this.reducedMotion}
          .resampled=${this.resampled}
          .alone=${this.only !== undefined}
          @arrange=${(event: CustomEvent<Arrangement>) => this.#arrange(event.detail)}
        ></fluxtwin-overlay>
        <fluxtwin-covers .session=${this.session} .only=${this.only}></fluxtwin-covers>
        ${
          this.#reads.value
            ? html`<fluxtwin-reading-marks .session=${this.session} .seen=${this.seen}></fluxtwin-reading-marks>`
            : ""
        }
        <fluxtwin-hand .session=${this.session} .seen=${this.seen}></fluxtwin-hand>
      </div>
      <div class="hidden" id="summary">
        <p>${describeCell("A", names[0], a)}</p>
        <p>${describeCell("B", names[1], b)}</p>
      </div>
      <fluxtwin-stage-cards .session=${this.session} .reducedMotion=${this.reducedMotion}></fluxtwin-stage-cards>
      ${this.pictureLost ? renderLoss(() => this.#openAnew()) : ""}
      ${
        this.failure === undefined
          ? renderTools({
              ...{ view: () => this.#view, session: this.session },
              ...{ reads: this.#reads.value, handles: this.#handles.value },
            })
          : renderFailure(this.failure)
      }
    `;
  }

  /** Cells one above the other share no place for lines above them, and a difference has none. */
  #renderProfile(): TemplateResult | string {
    if (this.upright !== undefined || this.against === "difference") return "";
    return html`<fluxtwin-front-profile .session=${this.session} .view=${this.seen?.view}></fluxtwin-front-profile>`;
  }

  override updated(): void {
    this.toggleAttribute("single", this.only !== undefined);
    this.#comeInSight(this.#reads.value);
    this.#view?.drawOnly(this.only);
  }

  override firstUpdated(): void {
    this.pictureLost = false;
    void this.#openView();
  }

  /** Where what is read lies over the lower part of the page, the picture goes to the upper one. */
  #comeInSight(reads: boolean): void {
    if (reads && !this.#wasRead && roomNow().isColumn) this.scrollIntoView({ block: "start" });
    this.#wasRead = reads;
  }

  #arrange(arrangement: Arrangement): void {
    this.#arrangement = arrangement;
    this.against = arrangement.view;
    this.#view?.arrange(arrangement);
  }

  /** Saves what is seen for a page of paper: as a picture of points, or as lines and areas. */
  async savePicture(kind: "png" | "svg"): Promise<void> {
    const view = this.#view;
    if (view === undefined) return;
    if (kind === "png") await (await import("./print.ts")).printStage(this.session, view);
    else await (await import("./print-svg.ts")).saveCellDrawing(this.session, view);
  }

  /** Brings the keyboard back to where reading began. */
  focusReading(): void {
    this.renderRoot.querySelector<HTMLElement>(".read")?.focus();
  }

  /** Lets the colour scales shrink to what is seen now. */
  fitScale(): void {
    this.#view?.resetRange();
  }

  /** A picture on another canvas, which begins with the frames that are shown. */
  #openAnew(): void {
    this.#closeView();
    this.pictureLost = false;
    void this.#openView();
  }

  #closeView(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.unsubscribe();
    this.#connected?.abort();
    if (this.#view !== undefined) keepAim(this.session, this.#view);
    this.#view?.canvas.remove();
    this.#view?.destroy();
    this.#view = undefined;
    this.#meshes.fill(undefined);
    this.seen = undefined;
  }

  async #openView(): Promise<void> {
    try {
      const { createStageView } = await import("../views/cross-section-view.ts");
      const view = await createStageView({ reducedMotion: this.reducedMotion, upright: this.upright });
      if (!this.isConnected) {
        view.destroy();
        return;
      }
      this.#view = view;
      this.#attach(view);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  #attach(view: StageView): void {
    const picture = this.renderRoot.querySelector<HTMLElement>(".picture")!;
    const holder = picture.querySelector<HTMLElement>(".holder")!;
    const { store, viewing, cursor$, engines } = this.session;
    view.canvas.setAttribute("aria-hidden", "true");
    view.drawOnly(this.only);
    holder.append(view.canvas);
    this.#connected = new AbortController();
    const resize = new ResizeObserver(() => fitInto(holder, view, this.session));
    resize.observe(holder);
    const { signal } = this.#connected;
    listenForGestures(holder, {
      ...{ view, session: this.session, signal },
      isDifference: () => this.against === "difference",
    });
    const announce = (): void => {
      const { scale } = view;
      this.resampled = scale.resampled;
      this.dispatchEvent(new CustomEvent("scale", { detail: scale, bubbles: true, composed: true }));
    };
    const onView = view.onView(() => this.#placeProfile(picture, view));
    for (const end of [() => resize.disconnect(), view.onScale(announce), onView])
      signal.addEventListener("abort", end);
    view.arrange(this.#arrangement);
    view.canvas.addEventListener("webglcontextlost", () => this.#showLoss(true), { signal });
    view.canvas.addEventListener("webglcontextrestored", () => this.#showLoss(false), { signal });
    this.#subscriptions.push(
      ...engines.map((engine, cell) =>
        engine.built$.subscribe(() => {
          this.#meshes[cell] = undefined;
        }),
      ),
      // A layer that is shown from now on is read from the frame that is shown.
      combineLatest([viewing.frames$, store.select("layer"), store.select("events")]).subscribe(
        ([frames, layer]) => {
          view.setLayer(layerOf(layer));
          this.#show(view, frames);
        },
      ),
      ...followChoices(view, this.session),
    );
    // After the picture has taken what changed.
    showProbe(holder, {
      ...{ view, signal, changes$: merge(viewing.frames$, store.select("layer")) },
      // Charts and timeline mark the moment of the picture.
      onHover: (hovered) => cursor$.next(hovered ? viewing.time : undefined),
    });
    announce();
  }

  /** The picture takes the height that its width asks for; the lines above it have the rest, and follow it. */
  #placeProfile(picture: HTMLElement, view: StageView): void {
    const height = `${Math.round(view.naturalHeight)}px`;
    if (picture.style.flexBasis !== height) picture.style.flexBasis = height;
    this.seen = { view };
    this.renderRoot.querySelector<LitElement>("fluxtwin-front-profile")?.requestUpdate();
  }

  #showLoss(lost: boolean): void {
    this.pictureLost = lost;
    // Buffers and textures of the old context are gone with it.
    if (!lost) this.#openAnew();
  }

  /**
   * A new mesh comes with every restart, and scales begin anew with it; one that comes otherwise belongs to the same
   * cell, meshed anew on the way, or as it was before.
   */
  #show(view: StageView, frames: FramePair): void {
    let renewed = false;
    for (const cell of [0, 1] as const) {
      const mesh = this.session.viewing.meshes[cell];
      const frame = frames[cell];
      if (mesh === undefined || frame === undefined) continue;
      if (mesh !== this.#meshes[cell]) {
        const same = this.#meshes[cell] !== undefined;
        this.#meshes[cell] = mesh;
        view.setMesh(cell, mesh, same);
        renewed ||= !same;
      }
      view.setFrame(cell, { ...frame, particleStatus: this.session.hand.foresee(cell, frame) });
    }
    if (renewed) view.resetRange();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closeView();
  }

  static override styles = [sharedStyles, stageStyles];
}

customElements.define("fluxtwin-stage", FluxtwinStage);
