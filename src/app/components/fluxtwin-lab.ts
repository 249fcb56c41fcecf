/**
 * The Lab: every parameter with where it comes from, the protocol, and what the solver does. It stands beside the cells,
 * which go on, and over the page where there is no room for both.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Session } from "../streams/session.ts";
import type { ThemeName } from "../theme/theme.ts";
import "./fluxtwin-lab-parameters.ts";
import "./fluxtwin-lab-protocol.ts";
import "./fluxtwin-lab-solver.ts";
import { icon } from "./icons.ts";
import { LAB_OVER, labStyles } from "./lab-styles.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";
import { renderTab, tabAfterKey, tabStyles } from "./tabs.ts";

const tabs = { parameters: "Parameters", protocol: "Protocol", solver: "Solver log" } as const;
type TabName = keyof typeof tabs;
const names = Object.keys(tabs) as TabName[];

export class FluxtwinLab extends LitElement {
  static override properties = {
    session: { attribute: false },
    theme: { attribute: false },
    chosen: { state: true },
    isOpen: { state: true },
  };
  declare session: Session;
  declare theme: ThemeName;
  declare chosen: TabName;
  declare isOpen: boolean;

  /** Tabs that have been looked at: what was begun in one stays there. */
  readonly #seen = new Set<TabName>();

  constructor() {
    super();
    this.chosen = "parameters";
    this.isOpen = false;
  }

  /** Where the focus is nowhere, Escape is for what stands open. */
  readonly #onPageKey = ({ key }: KeyboardEvent): void => {
    if (key === "Escape" && document.activeElement === document.body)
      this.renderRoot.querySelector("dialog")?.close();
  };

  /** Opens the Lab, or closes it where it is open; Escape and its button close it too. */
  open(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog === null) return;
    if (dialog.open) {
      dialog.close();
      return;
    }
    this.isOpen = true;
    if (matchMedia(LAB_OVER).matches) dialog.showModal();
    else dialog.show();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#onPageKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onPageKey);
  }

  override willUpdate(): void {
    if (this.isOpen) this.#seen.add(this.chosen);
  }

  override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="title"
      @keydown=${this.#onKey}
      @close=${() => {
        this.isOpen = false;
      }}
    >
      <div class="card">
        <div class="head">
          <h2 id="title">Lab</h2>
          <button @click=${() => this.#openFiles()}>${icon("save", 16)}Files, commands</button>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        <div class="tabs" role="tablist" aria-label="Part of the Lab" @keydown=${this.#moveTab}>
          ${names.map((name) => this.#renderTab(name))}
        </div>
        ${names.map((name) => this.#renderPanel(name))}
      </div>
    </dialog>`;
  }

  #renderTab(name: TabName): TemplateResult {
    return renderTab({
      ...{
        name,
        words: tabs[name],
        isChosen: name === this.chosen,
        panel: `panel-${name}`,
        takesFocus: true,
      },
      choose: () => {
        this.chosen = name;
      },
    });
  }

  #renderPanel(name: TabName): TemplateResult {
    return html`<div
      role="tabpanel"
      id="panel-${name}"
      aria-labelledby="tab-${name}"
      ?hidden=${name !== this.chosen}
    >
      ${this.#seen.has(name) ? this.#renderPart(name) : nothing}
    </div>`;
  }

  #renderPart(name: TabName): TemplateResult {
    const { session } = this;
    switch (name) {
      case "parameters":
        return html`<fluxtwin-lab-parameters .session=${session}></fluxtwin-lab-parameters>`;
      case "protocol":
        return html`<fluxtwin-lab-protocol .session=${session}></fluxtwin-lab-protocol>`;
      case "solver": {
        const isSeen = this.isOpen && this.chosen === "solver";
        // Its chart keeps colours as numbers.
        return html`${keyed(this.theme, html`<fluxtwin-lab-solver .session=${session} .active=${isSeen}></fluxtwin-lab-solver>`)}`;
      }
    }
  }

  /** Keys of the page mean nothing here; one that is not modal does not close by itself. */
  #onKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === "Escape") (event.currentTarget as HTMLDialogElement).close();
  }

  #openFiles(): void {
    this.renderRoot.querySelector("dialog")?.close();
    this.dispatchEvent(new CustomEvent("files", { bubbles: true, composed: true }));
  }

  /** Arrows go along the tabs, as screen readers expect. */
  async #moveTab(event: KeyboardEvent): Promise<void> {
    const at = tabAfterKey(event.key, names.indexOf(this.chosen), names.length);
    if (at === undefined) return;
    event.preventDefault();
    this.chosen = names[at] ?? this.chosen;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${this.chosen}`)?.focus();
  }

  static override styles = [sharedStyles, dialogStyles, tabStyles, labStyles];
}

customElements.define("fluxtwin-lab", FluxtwinLab);
