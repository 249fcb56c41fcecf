/** Three large controls for a first try: how hard the cells are driven, how hard they are pressed, how good the coating is. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { parameterOf } from "../../../sim-core/index.ts";
import type { ParameterValues } from "../engine/messages.ts";
import { typesetUnit } from "../streams/parameter-lookup.ts";
import { describePlain } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

interface Hand {
  readonly path: string;
  readonly label: string;
  readonly ends: readonly [string, string];
  readonly logarithmic: boolean;
}

const HANDS: readonly Hand[] = [
  { path: "cell.cRate", label: "Current", ends: ["gentle", "hard"], logarithmic: true },
  { path: "cell.stackPressure", label: "Pressure", ends: ["loose", "pressed"], logarithmic: false },
  {
    path: "contactLoss.coatingFactor",
    label: "Coating of B",
    ends: ["no help", "strong"],
    logarithmic: false,
  },
];
const PLACES = 100;

/** What a hand asks for: display units by path. */
export type Wishes = Readonly<Record<string, number>>;

/** Fires `hand` with its wish when one is moved; the cells are told of it unless that is prevented. */
export class FluxtwinHands extends LitElement {
  static override properties = {
    session: { attribute: false },
    wishes: { attribute: false },
    only: { attribute: false },
  };
  declare session: Session;
  /** What is shown in place of what the cells have. */
  declare wishes: Wishes | undefined;
  /** Path of the one that is shown; all are where undefined. */
  declare only: string | undefined;

  readonly #values = new Watch<ParameterValues>(this, () => this.session.values$, {});

  override render(): TemplateResult {
    return html`<div role="group" aria-label="Three controls of both cells">
      ${HANDS.filter(({ path }) => (this.only ?? path) === path).map((hand) => this.#renderHand(hand))}
    </div>`;
  }

  #renderHand(hand: Hand): TemplateResult | string {
    const entry = parameterOf(hand.path);
    if (entry?.kind !== "number") return "";
    const { minimum, maximum } = entry.slider ?? entry;
    const value = Number(this.wishes?.[hand.path] ?? this.#values.value[hand.path] ?? entry.default);
    const [low, high] = hand.logarithmic ? [Math.log(minimum), Math.log(maximum)] : [minimum, maximum];
    const place = ((hand.logarithmic ? Math.log(value) : value) - low) / (high - low);
    const rounded = describePlain(value);
    const words = entry.unit === "" ? `\u00d7${rounded}` : `${rounded} ${typesetUnit(entry.unit)}`;
    const move = (event: Event): void => {
      const at = low + ((high - low) * (event.target as HTMLInputElement).valueAsNumber) / PLACES;
      const moved = Number((hand.logarithmic ? Math.exp(at) : at).toPrecision(3));
      const wish = Math.min(maximum, Math.max(minimum, moved));
      const detail: Wishes = { [hand.path]: wish };
      const told = new CustomEvent("hand", { detail, bubbles: true, composed: true, cancelable: true });
      if (this.dispatchEvent(told)) this.session.store.setParameter(hand.path, wish);
    };
    return html`<div class="hand">
      <label for=${hand.path}>${hand.label}</label>
      <output for=${hand.path}>${words}</output>
      <input
        id=${hand.path}
        type="range"
        min="0"
        max=${PLACES}
        step="1"
        .value=${String(Math.round(PLACES * place))}
        aria-valuetext=${words}
        @input=${move}
      />
      <span class="soft small">${hand.ends[0]}</span><span class="soft small end">${hand.ends[1]}</span>
    </div>`;
  }

  static override styles = [
    sharedStyles,
    css`
      [role="group"] {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 6px 28px;
      }
      .hand {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: baseline;
      }
      label {
        font-size: var(--type-large);
        font-weight: 600;
      }
      output {
        font-size: var(--type-large);
      }
      input {
        grid-column: 1 / -1;
        width: 100%;
        height: 34px;
        margin: 0;
        accent-color: var(--colour-text);
        cursor: pointer;
      }
      .end {
        text-align: right;
      }
      @media (max-width: 640px) {
        [role="group"] {
          grid-template-columns: minmax(0, 1fr);
          gap: 2px;
        }
        .small {
          display: none;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-hands", FluxtwinHands);
