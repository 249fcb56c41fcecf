/**
 * The cells on the screen of a projector, read from the last row: the picture, what each cell has done, the clock. Keys 1 to 6
 * bring up one control at a time, large; a spot follows the pointer where one asks for it.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { map } from "rxjs";
import type { Frame } from "../../../sim-core/index.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { leaveProjector } from "../streams/look.ts";
import { describePhase, describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { flowOf, watchBothStopped } from "../streams/shown-cells.ts";
import type { ShownScale } from "../views/cross-section-view.ts";
import { cellBadge } from "./cell-badge.ts";
import "./fluxtwin-headline.ts";
import "./fluxtwin-legend.ts";
import "./fluxtwin-stage.ts";
import { toggleFullScreen } from "./full-screen.ts";
import { icon } from "./icons.ts";
import { controlOfKey, controlsOnKeys, renderControl, type ShownCells } from "./projector-controls.ts";
import { projectorStyles } from "./projector-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinProjector extends LitElement {
  static override properties = {
    session: { attribute: false },
    reducedMotion: { attribute: false },
    shown: { state: true },
    control: { state: true },
    spot: { state: true },
    scale: { state: true },
  };
  declare session: Session;
  declare reducedMotion: boolean;
  declare shown: ShownCells;
  /** Number of the control that is up. */
  declare control: number | undefined;
  /** Where the spot is, CSS px; undefined while it is off. */
  declare spot: readonly [number, number] | undefined;
  declare scale: ShownScale | undefined;

  readonly #frames = new Watch<FramePair>(this, () => this.session.viewing.frames$, [undefined, undefined]);
  readonly #names = new Watch<readonly [string, string]>(this, () => this.session.names$, ["", ""]);
  readonly #time = new Watch(
    this,
    () => this.session.viewing.frames$.pipe(map(() => this.session.viewing.time)),
    0,
  );
  readonly #playing = new Watch(this, () => this.session.store.select("playing"), false);
  readonly #ended = new Watch(this, () => watchBothStopped(this.session.statuses$), false);
  readonly #onKey = (event: KeyboardEvent): void => this.#handleKey(event);
  readonly #onMove = (event: PointerEvent): void => {
    if (this.spot !== undefined) this.spot = [event.clientX, event.clientY];
  };

  constructor() {
    super();
    this.shown = "both";
  }

  override render(): TemplateResult {
    const { session, shown } = this;
    const only = shown === "both" ? undefined : shown;
    const cells = only === undefined ? ([0, 1] as const) : [only];
    return html`
      <div class="heads">${cells.map((cell) => this.#renderHead(cell, this.#frames.value[cell]))}</div>
      <fluxtwin-stage
        plain
        .session=${session}
        .reducedMotion=${this.reducedMotion}
        .only=${only}
        @scale=${(event: CustomEvent<ShownScale>) => {
          this.scale = event.detail;
        }}
      ></fluxtwin-stage>
      <div class="deeds">
        ${cells.map((cell) => html`<fluxtwin-headline .session=${session} .cell=${cell}></fluxtwin-headline>`)}
      </div>
      ${this.#renderBar()} ${this.#renderControl()}
      ${
        this.spot === undefined
          ? nothing
          : html`<i class="spot" .style=${`left:${this.spot[0]}px;top:${this.spot[1]}px`}></i>`
      }
    `;
  }

  #renderHead(cell: 0 | 1, frame: Frame | undefined): TemplateResult {
    const moment = frame?.jumped === true ? undefined : frame;
    return html`<h2>
      ${cellBadge(cell, 34)} ${this.#names.value[cell]}
      <span>${moment === undefined ? "" : `${moment.voltage.toFixed(2)} V`}</span>
      <span class="soft">${moment === undefined ? "" : describePhase(flowOf(moment).phase)}</span>
    </h2>`;
  }

  #renderBar(): TemplateResult {
    const ended = this.#ended.value;
    const playing = this.#playing.value && !ended;
    const { store } = this.session;
    return html`<footer>
      <button
        aria-label=${ended ? "Ended" : playing ? "Pause" : "Play"}
        title=${ended ? "Both runs have ended" : "Space"}
        ?disabled=${ended}
        @click=${() => store.update({ playing: !playing })}
      >
        ${ended ? "Ended" : icon(playing ? "pause" : "play", 30)}
      </button>
      <output data-seconds=${this.#time.value}>${describeTime(this.#time.value)}</output>
      <fluxtwin-legend .scale=${this.scale}></fluxtwin-legend>
      <div class="keys" role="group" aria-label="Controls">
        ${controlsOnKeys.map(
          ({ short, name }, k) =>
            html`<button
              title=${`${name} (${k + 1})`}
              aria-pressed=${this.control === k ? "true" : "false"}
              @click=${() => this.#bringUp(k)}
            >
              ${k + 1} ${short}
            </button>`,
        )}
        <button title="A spot that follows the pointer (P)" aria-pressed=${this.spot === undefined ? "false" : "true"} @click=${this.#turnSpot}>Spot</button>
        <button title="Full screen (F)" @click=${toggleFullScreen}>Full</button>
        <button title="Back to the page (Escape)" aria-label="Back to the page" @click=${this.#leave}>${icon("close", 24)}</button>
      </div>
    </footer>`;
  }

  #renderControl(): TemplateResult | typeof nothing {
    if (this.control === undefined) return nothing;
    return html`<section class="control" aria-label=${controlsOnKeys[this.control]!.name}>
      ${renderControl(this.control, {
        session: this.session,
        shown: this.shown,
        show: (cells) => {
          this.shown = cells;
        },
      })}
    </section>`;
  }

  #bringUp(number: number): void {
    this.control = this.control === number ? undefined : number;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("control") || this.control === undefined) return;
    const section = this.renderRoot.querySelector<HTMLElement>(".control");
    void Promise.resolve().then(() => {
      const hands = section?.querySelector("fluxtwin-hands");
      const inner = hands?.shadowRoot ?? section;
      inner?.querySelector<HTMLElement>("input, select, button")?.focus();
    });
  }

  readonly #turnSpot = (): void => {
    this.spot = this.spot === undefined ? [innerWidth / 2, innerHeight / 2] : undefined;
  };

  readonly #leave = (): void => {
    const { look$ } = this.session;
    look$.next(leaveProjector(look$.value));
  };

  #handleKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const control = controlOfKey(event.key);
    const actions: Readonly<Record<string, () => void>> = {
      p: this.#turnSpot,
      P: this.#turnSpot,
      f: toggleFullScreen,
      F: toggleFullScreen,
      Escape: () => {
        if (this.control === undefined) this.#leave();
        else this.control = undefined;
      },
    };
    const action = control === undefined ? actions[event.key] : () => this.#bringUp(control);
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#onKey);
    addEventListener("pointermove", this.#onMove);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
    removeEventListener("pointermove", this.#onMove);
  }

  static override styles = [sharedStyles, projectorStyles];
}

customElements.define("fluxtwin-projector", FluxtwinProjector);
