/** First occurrences of both cells along the simulated time; the sentence of one shows on hover and focus. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { auditTime } from "rxjs";
import { type ClockReading, NO_READING } from "../streams/clock/clock-face.ts";
import { type CellEvent, describeEvent, eventNames, mergeEvents, spreadBoxes } from "../streams/events.ts";
import { emptyHistory } from "../streams/history.ts";
import type { HistoryPair } from "../streams/recorder.ts";
import { describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { cellBadge } from "./cell-badge.ts";
import { eventIcon } from "./event-icon.ts";
import { Scrubbing } from "./scrubbing.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const INTERVAL = 250;
/** Width of a mark: badge, sign and gaps, then so much per letter; CSS px. */
const SMALL_WIDTH = 48;
const LETTER_WIDTH = 6.3;
/** Width within which the moment that is shown can be taken hold of, CSS px. */
const GRIP = 24;

export class FluxtwinEvents extends LitElement {
  static override properties = {
    session: { attribute: false },
    room: { state: true },
    shown: { state: true },
  };
  declare session: Session;
  declare room: number;
  /** Whose sentence is read. */
  declare shown: number | undefined;

  readonly #histories = new Watch<HistoryPair>(
    this,
    () => this.session.histories$.pipe(auditTime(INTERVAL)),
    [emptyHistory, emptyHistory],
  );
  readonly #cursor = new Watch<number | undefined>(this, () => this.session.cursor$, undefined);
  readonly #past = new Watch<number | undefined>(this, () => this.session.viewing.past$, undefined);
  readonly #now = new Watch<ClockReading>(
    this,
    () => this.session.conductor.clock$.pipe(auditTime(INTERVAL)),
    NO_READING,
  );
  readonly #scrubbing = new Scrubbing(this, {
    session: () => this.session,
    timeAt: (clientX) => this.#timeAt(clientX),
    isRead: () => this.shown !== undefined,
  });
  #observer: ResizeObserver | undefined;

  override render(): TemplateResult {
    const events = mergeEvents(this.#histories.value);
    const now = this.#now.value.time;
    if (events.length === 0) {
      return html`<p class="faint small">
          Marked here when it happens: a first lost contact, stress beyond the yield stress of the electrolyte, lithium used up, a first crack, a short circuit.
        </p>
        ${this.#renderCursor(now)} ${this.#renderPlace(now)}`;
    }
    const places = events.map(({ event }) => (this.room * event.time) / Math.max(now, event.time, 1));
    const long = events.map(({ event }) => SMALL_WIDTH + LETTER_WIDTH * eventNames[event.kind].length);
    const small = events.map(() => SMALL_WIDTH);
    const named = spreadBoxes(places, long, this.room);
    const left = named ?? spreadBoxes(places, small, this.room) ?? small.map((width, k) => k * width);
    return html`<ol aria-label="Events, in order of time">
        ${events.map((each, k) =>
          this.#renderMark(each, k, {
            left: left[k]!,
            width: named === undefined ? SMALL_WIDTH : long[k]!,
            named,
          }),
        )}
      </ol>
      ${this.#renderSentence(events, left)} ${this.#renderCursor(now)} ${this.#renderPlace(now)}`;
  }

  /** Where the moment that is pointed at lies. */
  #renderCursor(now: number): TemplateResult | typeof nothing {
    const time = this.#cursor.value;
    if (time === undefined) return nothing;
    return html`<i class="cursor" .style=${`left:${(this.room * time) / Math.max(now, time, 1)}px`}></i>`;
  }

  /** The moment that is shown, which can be moved into the past. */
  #renderPlace(now: number): TemplateResult {
    const time = this.#past.value ?? now;
    const at = now > 0 ? (this.room * time) / now : 0;
    // Its room for pointers stays on the line.
    const left = Math.max(0, Math.min(this.room - GRIP, at - GRIP / 2));
    const words =
      this.#past.value === undefined ? "now" : `${describeTime(time)}; now is ${describeTime(now)}`;
    return html`<div
      class=${this.#past.value === undefined ? "place" : "place past"}
      role="slider"
      tabindex="0"
      aria-label="Moment that is shown"
      aria-valuemin="0"
      aria-valuemax=${now}
      aria-valuenow=${time}
      aria-valuetext=${words}
      title="Draw to look at the past, or use the arrow keys"
      .style=${`left:${left}px;--at:${at - left - 2}px`}
      @keydown=${this.#scrubbing.handleKey}
    ></div>`;
  }

  #renderMark(
    { cell, event }: CellEvent,
    index: number,
    box: { left: number; width: number; named: unknown },
  ): TemplateResult {
    const { letter } = cellIdentity[cell];
    return html`<li .style=${`left:${box.left}px;width:${box.width}px`}>
      <button
        class=${event.kind === "short" ? "short" : ""}
        aria-label=${describeEvent(`Cell ${letter}`, event)}
        @pointerenter=${() => this.#read(index)}
        @pointerleave=${() => this.#read(undefined)}
        @focus=${() => this.#read(index)}
        @blur=${() => this.#read(undefined)}
        @click=${() => this.session.viewing.lookAfter(event.time)}
      >
        ${cellBadge(cell, 15)}${eventIcon(event.kind)}
        ${box.named === undefined ? nothing : html`<span>${eventNames[event.kind]}</span>`}
      </button>
    </li>`;
  }

  #renderSentence(events: readonly CellEvent[], left: readonly number[]): TemplateResult | string {
    const read = this.shown === undefined ? undefined : events[this.shown];
    if (read === undefined) return "";
    const { cell, event } = read;
    const side = left[this.shown!]! > this.room / 2 ? "right:0" : `left:${left[this.shown!]}px`;
    return html`<p class="sentence" .style=${side} aria-hidden="true">
      <strong>${cellIdentity[cell].letter}, cycle ${event.cycle}, ${describeTime(event.time)}:</strong> ${event.message}
    </p>`;
  }

  #read(index: number | undefined): void {
    this.shown = index;
    this.session.cursor$.next(
      index === undefined ? undefined : mergeEvents(this.#histories.value)[index]?.event.time,
    );
  }

  /** The line stands for the time since the runs began. */
  #timeAt(clientX: number): number {
    const share = this.room === 0 ? 1 : (clientX - this.getBoundingClientRect().left) / this.room;
    return Math.min(1, Math.max(0, share)) * this.session.conductor.clock.time;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.room = 0;
    this.#observer = new ResizeObserver(() => {
      this.room = this.clientWidth;
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        position: relative;
        height: 28px;
        cursor: ew-resize;
        touch-action: pan-y;
        user-select: none;
      }
      p.faint {
        line-height: 28px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      ol {
        position: absolute;
        inset: 0;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ol::before {
        content: "";
        position: absolute;
        inset: 50% 0 auto;
        border-top: 1px solid var(--colour-line-strong);
      }
      li {
        position: absolute;
        top: 1px;
        padding: 0 2px;
      }
      button {
        width: 100%;
        height: 26px;
        min-height: 26px;
        min-width: 0;
        padding: 0 5px;
        gap: 4px;
        font-size: var(--type-small);
        border-radius: 999px;
        overflow: hidden;
      }
      button.short {
        border-color: var(--colour-danger);
      }
      .cursor {
        position: absolute;
        inset-block: -1px;
        z-index: 1;
        width: 2px;
        margin-left: -1px;
        pointer-events: none;
        background: var(--colour-text);
      }
      .place {
        position: absolute;
        inset-block: 0;
        z-index: 1;
        width: ${GRIP}px;
      }
      .place::before {
        content: "";
        position: absolute;
        inset-block: 0;
        left: clamp(0px, var(--at), ${GRIP - 4}px);
        width: 4px;
        border-radius: 2px;
        background: var(--colour-text-faint);
      }
      .place.past::before,
      .place:hover::before {
        background: var(--colour-focus);
      }
      .sentence {
        position: absolute;
        bottom: 34px;
        z-index: 2;
        max-width: min(560px, 90vw);
        padding: 6px 10px;
        font-size: var(--type-small);
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-small);
        background: var(--colour-raised);
        box-shadow: 0 6px 24px rgb(0 0 0 / 50%);
      }
    `,
  ];
}

customElements.define("fluxtwin-events", FluxtwinEvents);
