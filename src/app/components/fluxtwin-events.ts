/** First occurrences of both cells along the simulated time; the sentence of one shows on hover and focus. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { auditTime } from "rxjs";
import { type CellEvent, describeEvent, eventNames, mergeEvents, spreadBoxes } from "../streams/events.ts";
import { emptyHistory } from "../streams/history.ts";
import type { HistoryPair } from "../streams/recorder.ts";
import { describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { cellBadge } from "./cell-badge.ts";
import { eventIcon } from "./event-icon.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const INTERVAL = 250;
/** Width of a mark: badge, sign and gaps, then so much per letter; CSS px. */
const SMALL_WIDTH = 48;
const LETTER_WIDTH = 6.3;

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
  #observer: ResizeObserver | undefined;

  override render(): TemplateResult {
    const events = mergeEvents(this.#histories.value);
    const now = this.session.conductor.clock.time;
    if (events.length === 0) {
      return html`<p class="faint small">
          Marked here when it happens: a first lost contact, stress beyond the yield stress of the electrolyte, lithium used up, a first crack, a short circuit.
        </p>
        ${this.#renderCursor(now)}`;
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
      ${this.#renderSentence(events, left)} ${this.#renderCursor(now)}`;
  }

  /** Where the moment that is pointed at lies. */
  #renderCursor(now: number): TemplateResult | typeof nothing {
    const time = this.#cursor.value;
    if (time === undefined) return nothing;
    return html`<i class="cursor" .style=${`left:${(this.room * time) / Math.max(now, time, 1)}px`}></i>`;
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

  override connectedCallback(): void {
    super.connectedCallback();
    this.room = 0;
    this.#observer = new ResizeObserver(() => {
      this.room = this.clientWidth;
    });
    this.#observer.observe(this);
    this.addEventListener("pointermove", this.#pointAt);
    this.addEventListener("pointerleave", this.#leave);
  }

  /** The line stands for the time since the runs began. */
  readonly #pointAt = (event: PointerEvent): void => {
    if (this.shown !== undefined || this.room === 0) return;
    const share = (event.clientX - this.getBoundingClientRect().left) / this.room;
    this.session.cursor$.next(share * this.session.conductor.clock.time);
  };

  readonly #leave = (): void => this.session.cursor$.next(undefined);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.removeEventListener("pointermove", this.#pointAt);
    this.removeEventListener("pointerleave", this.#leave);
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        position: relative;
        height: 28px;
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
