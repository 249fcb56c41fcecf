/** A number in a sentence that is a parameter of the cells: dragged to left and right, moved with the arrow keys, or typed. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { type NumberParameter, parameterOf } from "../../../sim-core/index.ts";
import { parameterText } from "../../lessons/prose.ts";
import type { ParameterValues } from "../engine/messages.ts";
import { accessParameter } from "../streams/parameter-access.ts";
import { describeValue } from "../streams/parameter-lookup.ts";
import { parseTyped } from "../streams/read-values.ts";
import type { Session } from "../streams/session.ts";
import { createSliderScale, placeAfterKey, type SliderScale } from "../streams/slider-scale.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** CSS px from one end of the range to the other. */
const TRAVEL = 240;
/** CSS px that a press may move without being a drag. */
const STILL = 3;

interface Drag {
  readonly x: number;
  readonly place: number;
  moved: boolean;
}

export class FluxtwinDraggedNumber extends LitElement {
  static override properties = {
    path: {},
    session: { attribute: false },
    held: { attribute: false },
    typing: { state: true },
  };
  /** Of a parameter that is a number. */
  declare path: string;
  declare session: Session | undefined;
  /** Whether it can only be read. */
  declare held: boolean;
  /** What is being typed; undefined while nothing is. */
  declare typing: string | undefined;

  #values: Watch<ParameterValues> | undefined;
  #drag: Drag | undefined;

  override willUpdate(): void {
    const { session } = this;
    if (session !== undefined) this.#values ??= new Watch<ParameterValues>(this, () => session.values$, {});
  }

  get #entry(): NumberParameter | undefined {
    const entry = parameterOf(this.path);
    return entry?.kind === "number" ? entry : undefined;
  }

  get #value(): number | undefined {
    const value = this.#values?.value[this.path];
    return typeof value === "number" ? value : undefined;
  }

  override render(): TemplateResult {
    const [entry, value] = [this.#entry, this.#value];
    if (entry === undefined || value === undefined || this.held) return html`${parameterText(value)}`;
    if (this.typing !== undefined) {
      return html`<input
        aria-label=${entry.name}
        inputmode="decimal"
        size="5"
        .value=${this.typing}
        @keydown=${this.#typeKey}
        @blur=${this.#commit}
      />`;
    }
    const { minimum, maximum } = entry.slider ?? entry;
    return html`<span
      role="slider"
      tabindex="0"
      title="Drag to left or right, or press Enter to type"
      aria-label=${entry.name}
      aria-valuemin=${minimum}
      aria-valuemax=${maximum}
      aria-valuenow=${value}
      aria-valuetext=${describeValue(entry, value)}
      @pointerdown=${this.#begin}
      @pointermove=${this.#move}
      @pointerup=${this.#end}
      @pointercancel=${this.#cancel}
      @keydown=${this.#key}
      >${parameterText(value)}</span
    >`;
  }

  #scale(entry: NumberParameter): SliderScale {
    const { minimum, maximum } = entry.slider ?? entry;
    return createSliderScale({
      scale: entry.scale,
      step: entry.step,
      default: entry.default,
      minimum,
      maximum,
    });
  }

  #set(value: number): void {
    const [entry, session] = [this.#entry, this.session];
    if (entry === undefined || session === undefined || value === this.#value) return;
    const whole = entry.integer === true ? Math.round(value) : value;
    accessParameter(session.store, this.path).set(Math.min(entry.maximum, Math.max(entry.minimum, whole)));
  }

  readonly #begin = (event: PointerEvent): void => {
    const [entry, value] = [this.#entry, this.#value];
    if (entry === undefined || value === undefined || event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#drag = { x: event.clientX, place: this.#scale(entry).place(value), moved: false };
  };

  readonly #move = (event: PointerEvent): void => {
    const [entry, drag] = [this.#entry, this.#drag];
    if (entry === undefined || drag === undefined) return;
    const far = event.clientX - drag.x;
    if (Math.abs(far) > STILL) drag.moved = true;
    if (!drag.moved) return;
    const scale = this.#scale(entry);
    const place = drag.place + (far / TRAVEL) * (scale.maximum - scale.minimum);
    this.#set(scale.dragged(Math.min(scale.maximum, Math.max(scale.minimum, place))));
  };

  readonly #end = (): void => {
    if (this.#drag?.moved === false) this.#type(parameterText(this.#value));
    this.#drag = undefined;
  };

  readonly #cancel = (): void => {
    this.#drag = undefined;
  };

  readonly #key = (event: KeyboardEvent): void => {
    const [entry, value] = [this.#entry, this.#value];
    if (entry === undefined || value === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const scale = this.#scale(entry);
    const place = placeAfterKey(event, scale.place(value), scale);
    if (place !== undefined) this.#set(scale.value(place));
    else if (event.key === "Enter") this.#type(parameterText(value));
    else if (/^[\d.,-]$/.test(event.key)) this.#type(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #type(text: string): void {
    this.typing = text;
    void this.updateComplete.then(() => {
      const input = this.renderRoot.querySelector("input");
      input?.focus();
      input?.setSelectionRange(text.length === 1 ? 1 : 0, text.length);
    });
  }

  readonly #typeKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    if (event.key === "Enter") this.#commit(event);
    this.typing = undefined;
    void this.updateComplete.then(() => this.renderRoot.querySelector("span")?.focus());
  };

  readonly #commit = (event: Event): void => {
    if (this.typing === undefined) return;
    const typed = parseTyped((event.currentTarget as HTMLInputElement).value);
    this.typing = undefined;
    if (typed !== undefined) this.#set(typed);
  };

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: inline;
      }
      span {
        padding: 2px;
        border-radius: 2px;
        font-weight: 600;
        text-decoration: underline dashed 2px var(--colour-focus);
        text-underline-offset: 4px;
        cursor: ew-resize;
        touch-action: pan-y;
        user-select: none;
      }
      span:hover {
        background: var(--colour-line);
      }
      input {
        width: 6em;
        padding: 1px 4px;
        border: 1px solid var(--colour-focus);
        border-radius: var(--radius-small);
        background: var(--colour-ground);
        color: inherit;
        font: inherit;
      }
      @media (pointer: coarse) {
        span {
          padding: 10px 4px;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-dragged-number", FluxtwinDraggedNumber);
