/** The clock and its buttons: restart, play or pause, step, speed; one named group. */
import { html, LitElement, type TemplateResult } from "lit";
import { map } from "rxjs";
import { SPEED_MAXIMUM, SPEED_MINIMUM } from "../streams/app-state.ts";
import { type ClockReading, NO_READING } from "../streams/clock/clock-face.ts";
import { STEP_SECONDS } from "../streams/clock/playback.ts";
import { describeNumber, describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { watchBothStopped } from "../streams/shown-cells.ts";
import { icon } from "./icons.ts";
import { sharedStyles } from "./shared-styles.ts";
import { timeBarStyles } from "./time-bar-styles.ts";
import { Watch } from "./watch.ts";

const decades = Math.log10(SPEED_MAXIMUM / SPEED_MINIMUM);
/** Steps of the speed slider per decade: 1, 1.26, 1.58, 2, ... */
const STEPS_PER_DECADE = 10;
/** Below this share of the asked speed the clock says so. */
const BEHIND = 0.8;

/** Returns the speed at a place of the slider, to two digits. */
function speedAt(place: number): number {
  return Number((SPEED_MINIMUM * 10 ** (place / STEPS_PER_DECADE)).toPrecision(2));
}

export class FluxtwinTimeBar extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #clock = new Watch<ClockReading>(this, () => this.session.conductor.clock$, NO_READING);
  readonly #past = new Watch<number | undefined>(this, () => this.session.viewing.past$, undefined);
  readonly #playing = new Watch(this, () => this.session.store.select("playing"), true);
  readonly #speed = new Watch(this, () => this.session.speed$, 600);
  readonly #automatic = new Watch(
    this,
    () => this.session.store.select("speed").pipe(map((speed) => speed === "auto")),
    false,
  );

  readonly #ended = new Watch(this, () => watchBothStopped(this.session.statuses$), false);

  override render(): TemplateResult {
    const past = this.#past.value;
    const time = past ?? this.#clock.value.time;
    const ended = this.#ended.value;
    const playing = this.#playing.value && !ended;
    const { store, conductor, viewing } = this.session;
    const name = ended ? "Ended" : playing ? "Pause" : "Play";
    return html`<div class="bar" role="group" aria-label="Time">
      <div class="buttons">
        <button title="Start again (R): the run so far can be brought back" aria-label="Start again" @click=${() => this.session.restart()}>
          ${icon("restart")}
        </button>
        <button
          class="back"
          title="Back to the kept moment before (comma)"
          aria-label="One moment back"
          ?disabled=${time <= viewing.oldest}
          @click=${() => viewing.step(-1)}
        >
          ${icon("back")}
        </button>
        <button
          class="play"
          title=${ended ? "Both runs have ended: start again, or go back to before it happened" : `${name} (Space)`}
          aria-label=${name}
          ?disabled=${ended}
          @click=${() => store.update({ playing: !playing })}
        >
          ${ended ? html`<span class="small">Ended</span>` : icon(playing ? "pause" : "play", 22)}
        </button>
        <button
          title=${past === undefined ? `One step of ${describeTime(this.#speed.value * STEP_SECONDS)} (full stop)` : "To the next kept moment (full stop)"}
          aria-label="One step"
          ?disabled=${playing || ended}
          @click=${() => (past === undefined ? conductor.step() : viewing.step(1))}
        >
          ${icon("step")}
        </button>
      </div>
      <div class="clock">
        <span class="label">${past !== undefined ? "Looking back at" : ended ? "Ended at" : "Simulated time"}</span>
        <output aria-live="off" data-seconds=${time}>${describeTime(time)}</output>
      </div>
      ${this.#renderSpeed()}
    </div>`;
  }

  #renderSpeed(): TemplateResult {
    const speed = this.#speed.value;
    const place = Math.round(Math.log10(speed / SPEED_MINIMUM) * STEPS_PER_DECADE);
    return html`<div class="speed">
      <label class="label" for="speed">Speed</label>
      <input
        id="speed"
        type="range"
        min="0"
        max=${decades * STEPS_PER_DECADE}
        step="1"
        .value=${String(place)}
        aria-valuetext="${describeNumber(speed, 2)} simulated seconds per second"
        @input=${(event: Event) => this.#setSpeed(event.target as HTMLInputElement)}
      />
      <label class="auto" title="Hurries through cycles in which nothing new happens, and slows down where something does">
        <input
          type="checkbox"
          .checked=${this.#automatic.value}
          @change=${({ target }: Event) => this.#setAutomatic((target as HTMLInputElement).checked)}
        />Auto
      </label>
      <span class="value">&times;${describeNumber(speed, 2)}</span>
      <span class="note">${this.#renderPace(speed)}</span>
    </div>`;
  }

  #renderPace(speed: number): TemplateResult | string {
    const { time, measuredSpeed, catchUpTo, awaited } = this.#clock.value;
    if (awaited !== undefined) return html`one cell catches up to ${describeTime(awaited)}`;
    if (catchUpTo !== undefined) {
      return html`running ahead to ${describeTime(catchUpTo)}
        <button class="plain" @click=${() => this.session.conductor.catchUp(undefined)}>Stop here</button>`;
    }
    if (this.#past.value !== undefined) {
      return html`<button title="Back to where the cells stand (N)" @click=${() => this.session.viewing.leavePast()}>
        Now: ${describeTime(time)}
      </button>`;
    }
    if (
      this.#ended.value ||
      !this.#playing.value ||
      measuredSpeed === undefined ||
      measuredSpeed > BEHIND * speed
    )
      return "";
    return html`<span title="The solver sets the pace: the slower cell of the two">
      solver reaches &times;${describeNumber(measuredSpeed, 2)}</span
    >`;
  }

  /** Off, it stays as fast as it was. */
  #setAutomatic(on: boolean): void {
    this.session.store.update({ speed: on ? "auto" : this.#speed.value });
  }

  #setSpeed(input: HTMLInputElement): void {
    this.session.store.update({ speed: speedAt(input.valueAsNumber) });
  }

  static override styles = [sharedStyles, timeBarStyles];
}

customElements.define("fluxtwin-time-bar", FluxtwinTimeBar);
