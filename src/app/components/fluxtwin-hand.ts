/** While the hand is held: what it does, and to which cells; what it is about to do lies over the picture. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { emptyHand, type HandTool, type HandToolKey } from "../streams/hand.ts";
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { columnQuery } from "./page-room.ts";
import { radioStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const TOOLS = [
  ["particles", "Particles"],
  ["patch", "Poor conductor"],
  ["lithium", "Lithium"],
] as const satisfies readonly (readonly [HandToolKey, string])[];
const DOINGS = [
  ["detached", "Let go"],
  ["attached", "Bring back"],
] as const;
const FACTORS = [
  [0.3, "\u00d70.3"],
  [0.05, "\u00d70.05"],
  [0.001, "\u00d70.001"],
  [1, "Wipe off"],
] as const;
const WIDTHS = [
  [30, "30 \u00b5m"],
  [60, "60 \u00b5m"],
  [120, "120 \u00b5m"],
] as const;
const HOW_TO: Readonly<Record<HandToolKey, string>> = {
  particles: "Click particles, or draw over them:",
  patch: "Drag a disc on the electrolyte, which then conducts:",
  lithium: "Pull the lithium down, or push it up, over:",
};

export class FluxtwinHand extends LitElement {
  static override properties = {
    session: { attribute: false },
    seen: { attribute: false },
    marks: { state: true },
  };
  declare session: Session;
  /** The picture, in a new wrapping whenever what it shows has moved. */
  declare seen: { readonly view: StageView } | undefined;
  /** Whether what lies over the picture has come. */
  declare marks: boolean | undefined;

  readonly #tool = new Watch<HandTool>(this, () => this.session.hand.tool$, emptyHand);

  override render(): TemplateResult {
    const { on } = this.#tool.value;
    return html`${
      this.marks === true
        ? html`<fluxtwin-hand-marks .session=${this.session} .seen=${this.seen}></fluxtwin-hand-marks>`
        : nothing
    }${on ? this.#renderBar() : nothing}`;
  }

  override updated(): void {
    if (this.#tool.value.on && this.marks === undefined) void this.#loadMarks();
  }

  /** Without it what is drawn is seen once it acts. */
  async #loadMarks(): Promise<void> {
    this.marks = false;
    try {
      await import("./fluxtwin-hand-marks.ts");
      this.marks = true;
    } catch {
      this.session.notices$.next({ words: "What marks the hand did not load.", lasting: false });
    }
  }

  #renderBar(): TemplateResult {
    const { hand } = this.session;
    const { tool, both } = this.#tool.value;
    return html`<div class="bar" role="group" aria-label="What the hand does">
      ${renderRadios("Tool of the hand", "tool", {
        options: TOOLS,
        chosen: tool,
        choose: (key) => hand.hold({ tool: key }),
      })}
      <p class="small">${HOW_TO[tool]}</p>
      ${this.#renderOptions()}
      <button
        aria-pressed=${both ? "true" : "false"}
        title="Whichever cell is touched"
        @click=${() => hand.hold({ both: !both })}
      >
        A and B
      </button>
    </div>`;
  }

  #renderOptions(): TemplateResult {
    const { hand } = this.session;
    const { tool, contact, factor, width } = this.#tool.value;
    if (tool === "particles")
      return renderRadios("To particles that are touched", "contact", {
        options: DOINGS,
        chosen: contact,
        choose: (key) => hand.hold({ contact: key }),
      });
    if (tool === "patch")
      return renderRadios("Share of the conductivity that is left", "factor", {
        options: FACTORS,
        chosen: factor,
        choose: (key) => hand.hold({ factor: key }),
      });
    return renderRadios("Width of what is drawn", "width", {
      options: WIDTHS,
      chosen: width,
      choose: (key) => hand.hold({ width: key }),
    });
  }

  static override styles = [
    sharedStyles,
    radioStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        pointer-events: none;
      }
      button,
      .bar {
        pointer-events: auto;
      }
      [aria-pressed="true"] {
        border-color: var(--colour-text);
        background: var(--colour-text);
        color: var(--colour-ground);
      }
      /* Over the lithium, of which only the front is touched. */
      .bar {
        position: absolute;
        top: 0;
        left: 50%;
        translate: -50% 0;
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        width: max-content;
        max-width: 100%;
        align-items: center;
        gap: 4px 8px;
        padding: 4px;
        border: 1px solid var(--colour-line-strong);
        border-radius: var(--radius-small);
        background: var(--colour-panel);
      }
      fieldset {
        display: inline-flex;
        margin: 0;
        padding: 2px;
        min-width: 0;
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-small);
      }
      span {
        min-height: 26px;
        padding: 0 8px;
      }
      /* What is narrow has little picture to spare: the bar goes over the lines above it. */
      @media ${columnQuery} {
        .bar {
          top: auto;
          bottom: calc(100% - 6px);
          z-index: 2;
        }
        .bar p {
          display: none;
        }
      }
      @media (forced-colors: active) {
        [aria-pressed="true"] {
          forced-color-adjust: none;
          background: Highlight;
          color: HighlightText;
        }
      }
      @media (pointer: coarse) {
        span {
          min-height: 44px;
        }
      }
    `,
  ];
}

function renderRadios<Key>(
  legend: string,
  name: string,
  {
    options,
    chosen,
    choose,
  }: {
    readonly options: readonly (readonly [Key, string])[];
    readonly chosen: Key;
    readonly choose: (key: Key) => void;
  },
): TemplateResult {
  return html`<fieldset>
    <legend class="hidden">${legend}</legend>
    ${options.map(
      ([key, words]) => html`<label>
        <input type="radio" name=${name} .checked=${key === chosen} @change=${() => choose(key)} /><span
          >${words}</span
        >
      </label>`,
    )}
  </fieldset>`;
}

customElements.define("fluxtwin-hand", FluxtwinHand);
