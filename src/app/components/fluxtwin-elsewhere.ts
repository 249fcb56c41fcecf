/** What goes on elsewhere: the link as a code for a camera, and the runs as commands of the terminal. */
import { css, html, LitElement, nothing, svg, type TemplateResult } from "lit";
import type { Session } from "../streams/session.ts";
import { cellBadge } from "./cell-badge.ts";
import { icon } from "./icons.ts";
import { cardPartStyles, sharedStyles } from "./shared-styles.ts";

/** Modules around a code, without which cameras do not find it. */
const MARGIN = 4;
/** Characters of an address that a code still holds such that a camera reads it from a screen. */
const LONGEST_LINK = 1200;

export class FluxtwinElsewhere extends LitElement {
  static override properties = { session: { attribute: false }, code: { state: true } };
  declare session: Session;
  /** Rows of the code, dark where true; none before it was asked for. */
  declare code: readonly (readonly boolean[])[];

  constructor() {
    super();
    this.code = [];
  }

  override render(): TemplateResult {
    return html`
      <h3>In the terminal</h3>
      <p>The same runs, to the same bytes, from a checkout of fluxtwin:</p>
      ${([0, 1] as const).map((cell) => this.#renderCommand(cell))}
      <h3>On another screen</h3>
      <div class="row">
        <button @click=${() => void this.#showCode()}>${icon("link", 16)}Show the link as a QR code</button>
      </div>
      ${this.code.length === 0 ? nothing : drawCode(this.code)}
    `;
  }

  #renderCommand(cell: 0 | 1): TemplateResult {
    const command = this.session.terminalCommand(cell);
    const label = `Copy the command for cell ${"AB"[cell]}`;
    return html`<div class="row">
      ${cellBadge(cell, 22)}
      <code tabindex="0" role="region" aria-label="Command for cell ${"AB"[cell]}">${command}</code>
      <button aria-label=${label} title=${label} @click=${() => void this.#copy(command)}>Copy</button>
      ${
        this.session.files.opened[cell] === undefined
          ? nothing
          : html`<p class="small">It begins anew: what the file brought is not in a command.</p>`
      }
    </div>`;
  }

  async #copy(command: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(command);
      this.session.notices$.next({ words: "The command was copied.", lasting: false });
    } catch {
      const words = "The browser does not let pages copy here: mark the command and copy it by hand.";
      this.session.notices$.next({ words, lasting: true });
    }
  }

  async #showCode(): Promise<void> {
    const query = this.session.query(true);
    const link = `${location.origin}${location.pathname}${query === "" ? "" : `?${query}`}`;
    if (link.length > LONGEST_LINK) {
      const words = `The link has ${link.length} characters, too many for a code: copy it instead.`;
      this.session.notices$.next({ words, lasting: true });
      return;
    }
    const { encode } = await import("uqr");
    this.code = encode(link, { ecc: "M", border: MARGIN }).data;
  }

  static override styles = [
    sharedStyles,
    cardPartStyles,
    css`
      code {
        flex: 1;
        min-width: 0;
        padding: 6px 8px;
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-small);
        overflow-x: auto;
        white-space: nowrap;
        font-size: var(--type-small);
      }
      svg.code {
        width: 220px;
        height: 220px;
        border-radius: var(--radius-small);
      }
    `,
  ];
}

/** Dark on light, as cameras expect it. */
function drawCode(code: readonly (readonly boolean[])[]): TemplateResult {
  const dark = code.flatMap((row, y) => row.flatMap((own, x) => (own ? `M${x} ${y}h1v1h-1z` : [])));
  const size = code.length;
  return html`<svg
    class="code"
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label="QR code of the link to this state"
    shape-rendering="crispEdges"
  >
    ${svg`<rect width=${size} height=${size} fill="#fff" /><path d=${dark.join("")} fill="#000" />`}
  </svg>`;
}

customElements.define("fluxtwin-elsewhere", FluxtwinElsewhere);
