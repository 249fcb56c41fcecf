/** Every parameter of both cells, group by group: searched, set in place, with unit, range, source and what a change costs. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import { auditTime, combineLatest, map } from "rxjs";
import { cellsOf } from "../streams/app-state.ts";
import {
  countRows,
  type ParameterFilter,
  parameterFilters,
  parameterTree,
  type TreeGroup,
  type TreeParts,
} from "../streams/lab/parameter-tree.ts";
import type { Session } from "../streams/session.ts";
import "./fluxtwin-lab-parameter.ts";
import { labPartStyles } from "./lab-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** ms between two looks at the cells: nobody reads faster. */
const INTERVAL = 200;

const filterWords: Readonly<Record<ParameterFilter, string>> = {
  all: "All",
  set: "Changed by you",
  unusual: "Not the table's own",
};

const NOTHING: TreeParts = {
  cells: [
    { values: {}, provenance: {} },
    { values: {}, provenance: {} },
  ],
  values: {},
  isSet: () => false,
  isCoatedAlone: false,
};

export class FluxtwinLabParameters extends LitElement {
  static override properties = {
    session: { attribute: false },
    search: { state: true },
    filter: { state: true },
    opened: { state: true },
  };
  declare session: Session;
  declare search: string;
  declare filter: ParameterFilter;
  /** Keys of the groups that are open. */
  declare opened: ReadonlySet<string>;

  readonly #parts = new Watch<TreeParts>(this, () => this.#watchParts(), NOTHING);

  #hadFocus = false;

  constructor() {
    super();
    this.search = "";
    this.filter = "all";
    this.opened = new Set(["run", "cell"]);
  }

  #watchParts() {
    const { engines, store, values$ } = this.session;
    return combineLatest([values$, engines[0].values$, engines[1].values$, store.state$]).pipe(
      auditTime(INTERVAL),
      map(([values, a, b, state]): TreeParts => {
        const { coated } = cellsOf(state);
        return {
          values: { ...values, ...ofRun(state.seed, state.mesh) },
          cells: [
            { values: a, provenance: engines[0].provenance },
            { values: b, provenance: engines[1].provenance },
          ],
          isSet: (path) =>
            path === "seed" || path === "mesh" ? state[path] !== undefined : store.isSet(path),
          isCoatedAlone: coated[1] && !coated[0],
        };
      }),
    );
  }

  override render(): TemplateResult {
    const { search, filter } = this;
    const groups = parameterTree(this.#parts.value, { search, filter });
    const isNarrow = search.trim() !== "" || filter !== "all";
    const count = countRows(groups);
    return html`
      <div class="row">
        <input
          type="search"
          aria-label="Search parameters"
          placeholder="Name, unit, source, such as: lithium um"
          .value=${search}
          @input=${(event: Event) => {
            this.search = (event.target as HTMLInputElement).value;
          }}
        />
        <select
          aria-label="Which parameters"
          @change=${(event: Event) => {
            this.filter = (event.target as HTMLSelectElement).value as ParameterFilter;
          }}
        >
          ${parameterFilters.map(
            (name) => html`<option value=${name} .selected=${name === filter}>${filterWords[name]}</option>`,
          )}
        </select>
        <span class="soft small" role="status">${count} ${count === 1 ? "parameter" : "parameters"}</span>
      </div>
      ${count === 0 ? html`<p class="soft">${this.#emptyWords()}</p>` : nothing}
      ${repeat(
        groups,
        ({ key }) => key,
        (group) => keyed(isNarrow, this.#renderGroup(group, isNarrow)),
      )}
    `;
  }

  /** A row that is taken back may be gone, and the focus with it. */
  override updated(): void {
    const hasLost = this.#hadFocus && document.activeElement === document.body;
    if (hasLost) this.renderRoot.querySelector<HTMLElement>("input")?.focus();
    this.#hadFocus = (this.renderRoot as ShadowRoot).activeElement !== null;
  }

  #emptyWords(): string {
    if (this.search.trim() !== "") return "No parameter has all of these words.";
    return "Nothing is changed: both cells are as their scenarios say.";
  }

  /** Rows stand there as long as the group is open; one that is found opens. */
  #renderGroup({ key, title, rows }: TreeGroup, isNarrow: boolean): TemplateResult {
    const isOpen = isNarrow || this.opened.has(key);
    const changed = rows.filter(({ isSet }) => isSet).length;
    return html`<details
      ?open=${isOpen}
      @toggle=${(event: Event) => {
        if (!isNarrow) this.#toggle(key, (event.target as HTMLDetailsElement).open);
      }}
    >
      <summary>
        <span>${title}</span><span class="soft small">${rows.length}</span>
        ${changed === 0 ? nothing : html`<span class="chip on">${changed} changed</span>`}
      </summary>
      ${
        isOpen
          ? repeat(
              rows,
              ({ entry }) => entry.path,
              (row) =>
                html`<fluxtwin-lab-parameter .session=${this.session} .row=${row}></fluxtwin-lab-parameter>`,
            )
          : nothing
      }
    </details>`;
  }

  #toggle(key: string, isOpen: boolean): void {
    if (this.opened.has(key) === isOpen) return;
    const others = [...this.opened].filter((one) => one !== key);
    this.opened = new Set(isOpen ? [...others, key] : others);
  }

  static override styles = [
    sharedStyles,
    labPartStyles,
    css`
      input[type="search"] {
        flex: 1 1 220px;
        min-width: 0;
      }
      details {
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-small);
      }
      summary {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 34px;
        padding: 0 10px;
        cursor: pointer;
        font-weight: 600;
        list-style: none;
      }
      summary::before {
        content: "";
        width: 7px;
        height: 7px;
        border: solid var(--colour-text-soft);
        border-width: 0 1.5px 1.5px 0;
        rotate: -45deg;
      }
      details[open] > summary::before {
        rotate: 45deg;
      }
      @media (pointer: coarse) {
        summary {
          min-height: 44px;
        }
      }
    `,
  ];
}

/** What of seed and mesh is set, which the cells may not have yet. */
function ofRun(seed: number | undefined, mesh: string | undefined): Record<string, number | string> {
  return { ...(seed === undefined ? {} : { seed }), ...(mesh === undefined ? {} : { mesh }) };
}

customElements.define("fluxtwin-lab-parameters", FluxtwinLabParameters);
