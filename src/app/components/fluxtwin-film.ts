/** A film of the kept moments: which of them, how long, how large; how far it is, and what calls it off. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { auditTime } from "rxjs";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { download } from "./download.ts";
import { icon } from "./icons.ts";
import { cardPartStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** s and px that are offered. */
const LENGTHS = [10, 20, 40] as const;
const WIDTHS = [960, 1280, 1920] as const;
/** ms between two looks at what is kept. */
const INTERVAL = 1000;
const STEPS = 200;

export class FluxtwinFilm extends LitElement {
  static override properties = {
    session: { attribute: false },
    from: { state: true },
    to: { state: true },
    seconds: { state: true },
    width: { state: true },
    share: { state: true },
    words: { state: true },
  };
  declare session: Session;
  /** Simulated s; undefined: the first or last one that is kept. */
  declare from: number | undefined;
  declare to: number | undefined;
  declare seconds: number;
  declare width: number;
  /** Of the film that is recorded, 0..1; undefined while none is. */
  declare share: number | undefined;
  /** What became of the last one. */
  declare words: string;

  readonly #frames = new Watch<FramePair>(
    this,
    () => this.session.viewing.frames$.pipe(auditTime(INTERVAL)),
    [undefined, undefined],
  );
  #recording: AbortController | undefined;

  constructor() {
    super();
    this.seconds = 20;
    this.width = 1280;
    this.words = "";
  }

  override render(): TemplateResult {
    // What is kept grows with the frames.
    void this.#frames.value;
    const { count, first, last } = this.#kept();
    const { from, to } = this.#span();
    const speed = describeTime((to - from) / this.seconds);
    const isRecording = this.share !== undefined;
    return html`
      <h3 id="film">As a film</h3>
      <p>
        ${count} moments of this run are kept, from ${describeTime(first)} to ${describeTime(last)}. The film shows
        those between the times below as they were solved, in the layer of the page and all on one scale, and nothing
        made up between them. One second of it is ${speed} of simulated time. The run stands while the film is recorded.
      </p>
      <div class="row" role="group" aria-labelledby="film">
        ${this.#renderTime("From", from, (value) => {
          this.from = value;
        })}
        ${this.#renderTime("To", to, (value) => {
          this.to = value;
        })}
        ${this.#renderChoice("Length", LENGTHS, [this.seconds, "s"], (value) => {
          this.seconds = value;
        })}
        ${this.#renderChoice("Width", WIDTHS, [this.width, "px"], (value) => {
          this.width = value;
        })}
      </div>
      <div class="row">
        <button
          ?disabled=${!isRecording && (count < 2 || from >= to)}
          @click=${() => (isRecording ? this.#recording?.abort() : void this.#record())}
        >
          ${icon(isRecording ? "close" : "play", 16)}${isRecording ? "Cancel the film" : "Record the film"}
        </button>
        ${
          isRecording
            ? html`<progress max="1" .value=${this.share ?? 0} aria-label="Progress of the film"></progress>`
            : ""
        }
        <span class="small" role="status">${this.words}</span>
      </div>
    `;
  }

  #renderTime(label: string, value: number, choose: (value: number) => void): TemplateResult {
    const { first, last } = this.#kept();
    return html`<label>
      ${label}
      <input
        type="range"
        min=${first}
        max=${last}
        step=${(last - first) / STEPS || 1}
        .value=${String(value)}
        aria-valuetext=${describeTime(value)}
        ?disabled=${this.share !== undefined}
        @input=${(event: Event) => choose(Number((event.target as HTMLInputElement).value))}
      />
      <output>${describeTime(value)}</output>
    </label>`;
  }

  #renderChoice(
    label: string,
    all: readonly number[],
    [chosen, unit]: readonly [number, string],
    choose: (value: number) => void,
  ): TemplateResult {
    return html`<label>
      ${label}
      <select
        ?disabled=${this.share !== undefined}
        @change=${(event: Event) => choose(Number((event.target as HTMLSelectElement).value))}
      >
        ${all.map((own) => html`<option value=${own} .selected=${own === chosen}>${own} ${unit}</option>`)}
      </select>
    </label>`;
  }

  #kept(): { readonly count: number; readonly first: number; readonly last: number } {
    const { moments } = this.session.viewing;
    return { count: moments.length, first: moments[0]?.time ?? 0, last: moments.at(-1)?.time ?? 0 };
  }

  /** The times that are chosen, within what is kept. */
  #span(): { readonly from: number; readonly to: number } {
    const { first, last } = this.#kept();
    const within = (value: number): number => Math.min(last, Math.max(first, value));
    return { from: within(this.from ?? first), to: within(this.to ?? last) };
  }

  async #record(): Promise<void> {
    const recording = new AbortController();
    this.#recording = recording;
    this.words = "";
    this.share = 0;
    this.session.store.update({ playing: false });
    try {
      const { recordFilm } = await import("./film.ts");
      const film = await recordFilm(this.session, {
        ...this.#span(),
        ...{ seconds: this.seconds, width: this.width, signal: recording.signal },
        progress: (share) => {
          this.share = share;
        },
      });
      if (film !== undefined) download(film.name, film.bytes);
      this.words = film === undefined ? "The film was called off." : `${film.name} was saved.`;
    } catch (error) {
      this.words = error instanceof Error ? error.message : String(error);
    } finally {
      this.share = undefined;
      this.#recording = undefined;
    }
  }

  /** Nobody waits for it any more. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#recording === undefined) return;
    this.#recording.abort();
    const words = "The film was called off, as the page has taken other colours.";
    this.session.notices$.next({ words, lasting: true });
  }

  static override styles = [
    sharedStyles,
    cardPartStyles,
    css`
      .row {
        gap: 8px 16px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      input {
        width: 110px;
        accent-color: var(--colour-focus);
      }
      output {
        min-width: 80px;
        font-size: var(--type-small);
        font-variant-numeric: tabular-nums;
      }
      button[disabled] {
        opacity: 0.5;
        cursor: default;
      }
    `,
  ];
}

customElements.define("fluxtwin-film", FluxtwinFilm);
