/**
 * What lies over the picture while the cells are set against each other: the curtain, which is drawn by pointer and keys; the
 * letter of the cell that is up while they blink, and a button that holds it; what a difference means, in words.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { auditTime, combineLatest, distinctUntilChanged, map } from "rxjs";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import type { ComparisonState } from "../streams/comparison.ts";
import type { HistoryPair } from "../streams/recorder.ts";
import { describePhase, describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { momentAt } from "../streams/voltage-curves.ts";
import { cellIdentity } from "../theme/theme.ts";
import type { Arrangement } from "../views/arrangement.ts";
import { cellBadge } from "./cell-badge.ts";
import { overlayStyles } from "./overlay-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** ms that a cell is up: below one change a second nobody is in danger from flashes. */
const BLINK = 1100;
/** Shares of the width by which keys draw the curtain. */
const [KEY_STEP, KEY_LEAP] = [0.02, 0.1] as const;
/** s between the moments of both cells from which on it is said. */
const APART = 1;

type Shown = Pick<ComparisonState, "view" | "curtain">;

export class FluxtwinOverlay extends LitElement {
  static override properties = {
    session: { attribute: false },
    reducedMotion: { attribute: false },
    resampled: { attribute: false },
    alone: { attribute: false },
    up: { state: true },
    held: { state: true },
  };
  declare session: Session;
  declare reducedMotion: boolean;
  /** Whether the difference shown takes B from other places than its nodes. */
  declare resampled: boolean;
  /** One cell is drawn alone: there is nothing to set it against. */
  declare alone: boolean;
  /** The cell that is up while they blink. */
  declare up: 0 | 1;
  declare held: boolean;

  readonly #shown = new Watch<Shown>(
    this,
    () =>
      combineLatest([this.session.store.select("view"), this.session.store.select("curtain")]).pipe(
        map(([view, curtain]) => ({ view, curtain })),
      ),
    { view: "side", curtain: 0.5 },
  );
  readonly #frames = new Watch<FramePair>(this, () => this.session.viewing.frames$.pipe(auditTime(500)), [
    undefined,
    undefined,
  ]);
  readonly #pointed = new Watch<readonly string[]>(
    this,
    () =>
      combineLatest([this.session.cursor$, this.session.histories$]).pipe(
        map(([time, histories]) => {
          // The present one is in the picture.
          const past = time !== undefined && Math.abs(time - this.session.viewing.time) > APART;
          return past ? describeMoment(time, histories) : [];
        }),
        distinctUntilChanged((one, other) => one.join() === other.join()),
      ),
    [],
  );
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.up = 0;
    this.held = this.reducedMotion;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  override render(): TemplateResult {
    return html`${this.#renderView()} ${this.#renderMoment()}`;
  }

  get #seen(): Shown {
    const shown = this.#shown.value;
    return this.alone ? { ...shown, view: "side" } : shown;
  }

  #renderView(): TemplateResult | typeof nothing {
    const { view, curtain } = this.#seen;
    if (view === "curtain") return this.#renderCurtain(curtain);
    if (view === "blink") return this.#renderBlink();
    return view === "difference" ? this.#renderDifference() : nothing;
  }

  /** What both cells did at the moment that is pointed at elsewhere. */
  #renderMoment(): TemplateResult | typeof nothing {
    const words = this.#pointed.value;
    if (words.length === 0) return nothing;
    return html`<p class="bar moment" aria-hidden="true">${words.map((each) => html`<span>${each}</span>`)}</p>`;
  }

  /** Tells the picture how the cells are set against each other, and keeps the clock of the blinking. */
  override updated(): void {
    const { view, curtain } = this.#seen;
    const blinks = view === "blink" && !this.held;
    if (!blinks) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else {
      this.#timer ??= setInterval(() => {
        this.up = this.up === 0 ? 1 : 0;
      }, BLINK);
    }
    const detail: Arrangement = { view, curtain, shown: this.up };
    this.dispatchEvent(new CustomEvent<Arrangement>("arrange", { detail }));
  }

  #renderCurtain(at: number): TemplateResult {
    const percent = Math.round(100 * at);
    return html`<span class="side left">${cellBadge(0, 22)}</span><span class="side right">${cellBadge(1, 22)}</span>
      <div
        class="curtain"
        role="slider"
        tabindex="0"
        aria-label="Curtain between A and B"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${percent}
        aria-valuetext="A on the left ${percent} percent, B on the rest"
        .style=${`left:${100 * at}%`}
        @pointerdown=${this.#grab}
        @pointermove=${this.#draw}
        @keydown=${this.#onKey}
      >
        <i aria-hidden="true"></i>
      </div>`;
  }

  #renderBlink(): TemplateResult {
    const { letter } = cellIdentity[this.up];
    const other = cellIdentity[this.up === 0 ? 1 : 0].letter;
    return html`<span class="side left">${cellBadge(this.up, 30)}</span>
      <div class="bar" role="group" aria-label="Blink">
        <span>Cell ${letter} is up</span>
        <button
          @click=${() => {
            this.held = true;
            this.up = this.up === 0 ? 1 : 0;
          }}
        >
          Show ${other}
        </button>
        <button
          aria-pressed=${this.held}
          @click=${() => {
            this.held = !this.held;
          }}
        >
          Hold
        </button>
      </div>`;
  }

  #renderDifference(): TemplateResult {
    const [a, b] = this.#frames.value;
    const apart = a !== undefined && b !== undefined && Math.abs(a.time - b.time) > APART;
    const where = this.resampled ? "the meshes differ: B resampled on that of A" : "exact at every node";
    return html`<p class="bar" role="status">
      <span class="ends"><i class="higher a"></i>A higher <i class="higher b"></i>B higher</span>
      <span class="soft">${where}</span><span class="soft detail">hatched particles let go in one cell only</span>
      ${
        apart
          ? html`<span class="apart">Not at one moment: A at ${describeTime(a.time)}, B at ${describeTime(b.time)}</span>`
          : nothing
      }
    </p>`;
  }

  #grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  #draw(event: PointerEvent): void {
    const handle = event.currentTarget as HTMLElement;
    if (!handle.hasPointerCapture(event.pointerId)) return;
    event.stopPropagation();
    const { left, width } = this.getBoundingClientRect();
    this.#hang((event.clientX - left) / width);
  }

  #onKey(event: KeyboardEvent): void {
    const at = this.#shown.value.curtain;
    const places: Readonly<Record<string, number>> = {
      ArrowLeft: at - KEY_STEP,
      ArrowDown: at - KEY_STEP,
      ArrowRight: at + KEY_STEP,
      ArrowUp: at + KEY_STEP,
      PageDown: at - KEY_LEAP,
      PageUp: at + KEY_LEAP,
      Home: 0,
      End: 1,
    };
    const next = places[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#hang(next);
  }

  #hang(at: number): void {
    this.session.store.update({ curtain: Number(Math.min(1, Math.max(0, at)).toFixed(3)) });
  }

  static override styles = [sharedStyles, overlayStyles];
}

/** The moment, and what each cell did then, as far as its curves tell. */
function describeMoment(time: number, histories: HistoryPair): string[] {
  const cells = histories.map((history, cell) => {
    const moment = momentAt(history, time);
    const { letter } = cellIdentity[cell as 0 | 1];
    if (moment === undefined) return `${letter}: no current`;
    const { cycle, phase, voltage } = moment;
    return `${letter}: ${voltage.toFixed(3)} V, ${describePhase(phase).toLowerCase()}, cycle ${cycle}`;
  });
  return [`At ${describeTime(time)}`, ...cells];
}

customElements.define("fluxtwin-overlay", FluxtwinOverlay);
