/** Name, choice of cells and of what B is, and what concerns the whole page: link, reset, help. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { type LinkChoice, linkChoices, type PairName, pairs } from "../streams/app-state.ts";
import type { Session } from "../streams/session.ts";
import type { FluxtwinLook } from "./fluxtwin-look.ts";
import "./fluxtwin-look.ts";
import { type IconName, icon } from "./icons.ts";
import { columnQuery, singleQuery } from "./page-room.ts";
import { headerButtonStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** Cards that the header opens, by the event that asks for them. */
const cards: readonly {
  readonly name: string;
  readonly title: string;
  readonly sign: IconName;
  readonly word: string;
}[] = [
  {
    ...{ name: "lessons", sign: "lesson", word: "Lessons" },
    title: "Lessons: predict, watch the cells being solved, compare",
  },
  { name: "why", title: "Why did capacity fall?", sign: "fall", word: "Explain" },
  {
    ...{ name: "instruments", sign: "wave", word: "Instruments" },
    title: "Impedance, depth profile, dQ/dV and tomography of both cells as they stand",
  },
  { name: "lab", title: "Every parameter, the protocol and the solver's log (P)", sign: "lab", word: "Lab" },
  { name: "files", title: "Save a cell as it stands, or open one", sign: "save", word: "Save, open" },
];

export class FluxtwinHeader extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #pair = new Watch<PairName>(this, () => this.session.store.select("pair"), "model");

  readonly #link = new Watch<LinkChoice>(this, () => this.session.store.select("link"), "own");

  override render(): TemplateResult {
    return html`<header>
      <h1>${mark()}<span class="brand">fluxtwin</span></h1>
      <p class="soft small">solid-state cells, solved live</p>
      <label>
        <span class="soft small">Cells</span>
        <select class="pair" @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value as PairName)}>
          ${Object.entries(pairs).map(
            ([name, pair]) =>
              html`<option value=${name} .selected=${name === this.#pair.value}>${pair.title}</option>`,
          )}
        </select>
      </label>
      <label
        title="What cell B is. Link cut: its lithium is fed the mean current everywhere. Way back cut: its cathode sees an even lithium front."
      >
        <span class="soft small">B is</span>
        <select
          class="link"
          @change=${(event: Event) =>
            this.session.store.update({ link: (event.target as HTMLSelectElement).value as LinkChoice })}
        >
          ${linkChoices.map(
            (link) =>
              html`<option value=${link} .selected=${link === this.#link.value}>
                ${linkWords(this.#pair.value, link)}
              </option>`,
          )}
        </select>
      </label>
      ${cards.map(
        ({ name, title, sign, word }) =>
          html`<button
            title=${title}
            @click=${() => this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }))}
          >
            ${icon(sign, 16)}<span class="word">${word}</span>
          </button>`,
      )}
      <button title="Copy a link to this state and moment" @click=${this.#copyLink}>
        ${icon("link", 16)}<span class="word">Copy link</span>
      </button>
      <button title="Everything as on a first visit" @click=${() => this.session.resetAll()}>
        ${icon("reset", 16)}<span class="word">Reset all</span>
      </button>
      <fluxtwin-look .session=${this.session}></fluxtwin-look>
      <button title="Help (?)" @click=${() => this.dispatchEvent(new CustomEvent("help", { bubbles: true, composed: true }))}>
        ${icon("help", 16)}<span class="word">Help</span>
      </button>
    </header>`;
  }

  /** Brings the keyboard back to the choice of the theme. */
  async focusTheme(): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector<FluxtwinLook>("fluxtwin-look")?.focusTheme();
  }

  #choose(pair: PairName): void {
    this.session.store.choosePair(pair);
  }

  async #copyLink(): Promise<void> {
    const query = this.session.query(true);
    const link = `${location.origin}${location.pathname}${query === "" ? "" : `?${query}`}`;
    try {
      await navigator.clipboard.writeText(link);
      const cells = this.session.files.opened.flatMap((name, cell) =>
        name === undefined ? [] : ["AB"[cell]],
      );
      const lacking =
        cells.length === 0 ? "" : ` It does not hold the file that ${cells.join(" and ")} came from.`;
      this.session.notices$.next({ words: `The link was copied.${lacking}`, lasting: lacking !== "" });
    } catch {
      history.replaceState(history.state, "", link);
      const words = "The link stands in the address bar; the browser does not let pages copy here.";
      this.session.notices$.next({ words, lasting: true });
    }
  }

  static override styles = [
    sharedStyles,
    headerButtonStyles,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 10px;
        height: 100%;
      }
      h1 {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        font-size: 18px;
        font-weight: 650;
        letter-spacing: 0.01em;
      }
      p {
        margin-right: auto;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      button {
        flex: none;
      }
      .link {
        width: 210px;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @media (max-width: 1660px) {
        p {
          visibility: hidden;
        }
      }
      @media (max-width: 1060px) {
        header {
          gap: 6px;
        }
        .link {
          width: 104px;
        }
        .pair {
          width: 124px;
        }
      }
      @media (max-width: 800px) {
        label span {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      @media ${columnQuery} {
        header {
          height: auto;
          min-height: 48px;
        }
      }
      @media (max-width: 743px) {
        header {
          gap: 4px 6px;
        }
        p {
          display: none;
        }
        h1 {
          margin-right: auto;
        }
        .brand,
        label span {
          position: absolute;
          clip-path: inset(50%);
        }
        label {
          flex: 0 1 150px;
          min-width: 0;
        }
        label select {
          width: auto;
          min-width: 0;
          flex: 1;
        }
      }
      @media ${singleQuery} {
        header {
          flex-wrap: wrap;
          padding: 6px 0;
        }
        label {
          order: 1;
          flex: 1 1 40%;
        }
        .brand,
        label span {
          position: static;
          clip-path: none;
        }
      }
      /* Eight buttons as large as a finger leave no room for the name. */
      @media (max-width: 460px) and (pointer: coarse), (max-width: 380px) {
        header {
          gap: 4px 2px;
        }
        .brand {
          position: absolute;
          clip-path: inset(50%);
        }
      }
    `,
  ];
}

/** What B can be, in the words of the choice. */
function linkWords(pair: PairName, link: LinkChoice): string {
  if (link === "own") return pairs[pair].coated[1] ? "LZP-coated" : pairs[pair].names[1];
  return cutOptions[link];
}

const cutOptions: Readonly<Record<Exclude<LinkChoice, "own">, string>> = {
  cut: "same cell, link cut",
  "cut-back": "same cell, way back cut",
  "cut-both": "same cell, both links cut",
};

/** The sign of the product: two cells, one flow. */
function mark(): TemplateResult {
  return html`<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
    <circle cx="6" cy="15" r="4.4" fill="var(--colour-cell-a)" />
    <rect x="11.8" y="10.8" width="8.4" height="8.4" fill="var(--colour-cell-b)" />
    <path d="M2 4.4h18" stroke="var(--colour-text-soft)" stroke-width="2.6" />
  </svg>`;
}

customElements.define("fluxtwin-header", FluxtwinHeader);
