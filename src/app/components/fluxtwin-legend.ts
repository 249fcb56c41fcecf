/** What a colour means: quantity, unit, the scale of both cells or of each, what lies beyond its ends, and its menu. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { EMPTY } from "rxjs";
import { DIFFERENCE_ENDS } from "../layers/form/difference.ts";
import type { Layer } from "../layers/form/layer.ts";
import { type ReadableUnit, readableUnit } from "../layers/form/scale.ts";
import type { AppState } from "../streams/app-state.ts";
import { describePlain } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import type { Store } from "../streams/store.ts";
import { bendOf, DECADES, type LayerRange, placeOnScale } from "../views/colour-range.ts";
import type { ShownScale } from "../views/cross-section-view.ts";
import { cellBadge } from "./cell-badge.ts";
import { legendStyles } from "./legend-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** A scale of which less than this share is used has grown too wide for what is seen. */
const SLACK = 1 / 3;
const CHOSEN = ["scaleEach", "logarithmic", "locks"] as const;

export class FluxtwinLegend extends LitElement {
  static override properties = { scale: { attribute: false }, session: { attribute: false } };
  declare scale: ShownScale | undefined;
  /** Without one the scale is what it is: there is nothing to choose. */
  declare session: Session | undefined;

  readonly #state = new Watch<AppState | undefined>(
    this,
    () => this.session?.store.state$ ?? EMPTY,
    undefined,
  );

  override render(): TemplateResult {
    const range = this.scale?.ranges[0];
    if (this.scale === undefined || range === undefined)
      return html`<div class="row" aria-hidden="true"></div>`;
    const { ranges } = this.scale;
    const { electrolyte, quantity } = range.layer;
    const names = electrolyte?.part?.names;
    const isNamed = range.layer.scale.ends === undefined && names === undefined && ranges.length === 1;
    const each = ranges.length === 2;
    const words = each ? "Colour scales, one for each cell" : "Colour scale, the same for both cells";
    return html`<div class="row">
      <div class=${each ? "scales each" : "scales"} role="group" aria-label=${words} title=${describeScale(range, each)}>
        <span class=${isNamed ? "name" : "hidden"}>${quantity}</span>
        ${ranges.map((own, cell) => renderScale(own, each ? (cell as 0 | 1) : undefined, this.scale!))}
        ${each ? html`<span class="warning">Not comparable: a scale for each cell</span>` : nothing}
        ${names === undefined ? nothing : html`<span class="kinds soft">${names.map((name) => html`<span>${name}</span>`)}</span>`}
      </div>
      ${
        this.session !== undefined && isSlack(this.scale)
          ? html`<button class="fit" title="The scale is much wider than what is seen now" @click=${() => this.#fit()}>
              Fit
            </button>`
          : nothing
      }
      ${this.session === undefined ? nothing : this.#renderMenu(range, this.scale.locked, this.session.store)}
    </div>`;
  }

  #renderMenu(range: LayerRange, locked: boolean, store: Store): TemplateResult {
    const { layer } = range;
    const state = this.#state.value ?? store.state;
    const isInterval = layer.scale.kind === "interval";
    const setLock = (on: boolean): void => {
      const { [layer.key]: _, ...others } = store.state.locks;
      store.update({ locks: on ? { ...others, [layer.key]: [range.minimum, range.maximum] } : others });
    };
    return html`<details @keydown=${closeOnEscape} @focusout=${closeOnLeave}>
      <summary aria-label="Colour scale" title="Colour scale: fit, hold, logarithm, one for each cell"><span class="menu-name">Scale${locked ? ", held" : ""}&nbsp;</span></summary>
      <div class="menu" role="group" aria-label="Colour scale">
        <button @click=${() => this.#fit()}>Fit to what is seen now</button>
        ${renderCheck("Hold it as it is", locked, setLock)}
        ${
          isInterval
            ? nothing
            : renderCheck(`Logarithm (${DECADES} decades)`, state.logarithmic, (logarithmic) =>
                store.update({ logarithmic }),
              )
        }
        ${renderCheck("One for each cell", state.scaleEach, (scaleEach) => store.update({ scaleEach }))}
        <p class="soft">
          ${
            layer.scale.held === undefined
              ? "It holds all that is seen, grows in steps and never shrinks by itself."
              : `It holds ${100 * layer.scale.held} % of the area; what is beyond is hatched. It grows in steps and never shrinks by itself.`
          }
        </p>
      </div>
    </details>`;
  }

  #fit(): void {
    const key = this.scale?.ranges[0]?.layer.key;
    const store = this.session?.store;
    if (store !== undefined && key !== undefined && Object.hasOwn(store.state.locks, key)) {
      const { [key]: _, ...others } = store.state.locks;
      store.update({ locks: others });
    }
    this.dispatchEvent(new CustomEvent("fit-scale", { bubbles: true, composed: true }));
  }

  static override styles = [sharedStyles, legendStyles];
}

/** Members of the state that scales follow. */
export function scaleChoiceOf({ scaleEach, logarithmic, locks }: Pick<AppState, (typeof CHOSEN)[number]>) {
  return { each: scaleEach, logarithmic, locks };
}

function describeScale(range: LayerRange, each: boolean): string {
  const bend = bendOf(range);
  const course = ["", ". Colours go by the root of the value, so that weak and strong places both show"];
  return (
    (each
      ? "Each cell has its own scale: equal colours are no equal values"
      : "The same scale for both cells") +
    (bend === 2 ? `. Colours go by the logarithm over ${DECADES} decades` : course[bend])
  );
}

/** Whether the colours of a scale that goes from zero or about it are hardly used; never of one that is held. */
function isSlack({ ranges, seen, locked }: ShownScale): boolean {
  const [range] = ranges;
  if (range === undefined || seen === undefined || locked || range.layer.scale.kind === "interval")
    return false;
  const widest = Math.max(...ranges.map(({ maximum }) => maximum));
  const least = range.layer.scale.smallest[1];
  return widest > least && Math.max(-seen[0], seen[1], least) < SLACK * widest;
}

function renderCheck(words: string, checked: boolean, change: (on: boolean) => void): TemplateResult {
  return html`<label>
    <input
      type="checkbox"
      .checked=${checked}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    />${words}</label
  >`;
}

function closeOnEscape(event: KeyboardEvent): void {
  const details = event.currentTarget as HTMLDetailsElement;
  if (event.key !== "Escape" || !details.open) return;
  details.open = false;
  details.querySelector("summary")!.focus();
}

function closeOnLeave(event: FocusEvent): void {
  const details = event.currentTarget as HTMLDetailsElement;
  // Without a next element the click went beside: into the menu itself, or away.
  if (event.relatedTarget !== null && !details.contains(event.relatedTarget as Node)) details.open = false;
}

/** One scale with its ends; `cell` where each cell has its own. */
function renderScale(range: LayerRange, cell: 0 | 1 | undefined, { seen }: ShownScale): TemplateResult {
  const { scale } = range.layer;
  const unit = readableUnit(scale, Math.max(Math.abs(range.minimum), Math.abs(range.maximum)));
  const [low, high] = scale.ends ?? ["", ""];
  const isLog = bendOf(range) === 2;
  const least =
    isLog && range.minimum >= 0
      ? `\u2264 ${describePlain(range.maximum / unit.size / 10 ** DECADES)}`
      : undefined;
  const [below, above] =
    scale.kind === "interval" || seen === undefined
      ? [false, false]
      : [seen[0] < range.minimum, seen[1] > range.maximum];
  // Over a difference its words stand in the picture as well.
  const differs = scale.ends?.[0] === DIFFERENCE_ENDS[0];
  return html`<span class=${differs ? "scale differs" : "scale"}>
    ${cell === undefined ? nothing : cellBadge(cell, 14)}
    ${below ? renderBeyond(seen![0], unit) : nothing}
    <span><span class="end">${low}</span> ${least ?? describePlain(range.minimum / unit.size)}</span>
    ${renderBars(range, unit.size)}
    <span>${describePlain(range.maximum / unit.size)} <span class="end">${high}</span> <span class="soft">${unit.unit}</span></span>
    ${above ? renderBeyond(seen![1], unit) : nothing}
  </span>`;
}

/** Up to where values go that have the colour of the end. */
function renderBeyond(value: number, { size, unit }: ReadableUnit): TemplateResult {
  const words = describePlain(value / size);
  return html`<span class="beyond" title="Hatched places are beyond the scale: peaks go to ${words} ${unit}"
    ><i aria-hidden="true"></i>to ${words}</span
  >`;
}

/** The colours from end to end, with values at their places inside where the scale is bent; below them those of the part. */
function renderBars(range: LayerRange, size: number): TemplateResult {
  const { colours, electrolyte, frontBand } = range.layer;
  const part = electrolyte?.part;
  const { minimum, maximum } = range;
  const strong = [[], [maximum / 4], [maximum / 100, maximum / 10]][bendOf(range)]!;
  const outer = bendOf(range) === 2 ? [maximum / 10] : strong;
  const ticks =
    strong.length === 0 ? [] : minimum < 0 ? [...outer.map((tick) => -tick), 0, ...outer] : strong;
  return html`<span class=${part === undefined ? "bars" : "bars two"} aria-hidden="true">
    <span
      class="bar"
      .style=${`background:${frontBand === undefined ? "" : `${HATCH},`}${gradient(colours())}`}
    ></span>
    ${
      ticks.length === 0
        ? nothing
        : html`<span class="ticks"
            >${ticks.map(
              (tick) =>
                html`<span .style=${`left:${100 * placeOnScale(range, tick)}%`}>${describePlain(tick / size)}</span>`,
            )}</span
          >`
    }
    ${part === undefined ? nothing : html`<span class="bar" .style=${`background:${gradient(part.colours())}`}></span>`}
  </span>`;
}

/** As the band on the front is hatched where lithium is stripped: both ends are as light as each other. */
const HATCH =
  "repeating-linear-gradient(135deg, rgb(8 11 14 / 75%) 0 2px, transparent 2px 6px) 0 0 / 50% 100% no-repeat";

/** Returns a CSS gradient through 17 colours of the table. */
function gradient(table: ReturnType<Layer["colours"]>): string {
  const stops = Array.from({ length: 17 }, (_, k) => {
    const at = 4 * Math.round((k * 255) / 16);
    return `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
  });
  return `linear-gradient(90deg, ${stops.join(", ")})`;
}

customElements.define("fluxtwin-legend", FluxtwinLegend);
