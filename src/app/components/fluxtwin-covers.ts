/** What lies over a cell that is being prepared, has ended or is lost. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { type EngineStatus, hasStopped } from "../engine/engine-status.ts";
import { describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import "./fluxtwin-ending.ts";
import { icon } from "./icons.ts";
import { sharedStyles } from "./shared-styles.ts";
import { stageStyles } from "./stage-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinCovers extends LitElement {
  static override properties = { session: { attribute: false }, only: { attribute: false } };
  declare session: Session;
  /** The cell that is drawn alone; both are where undefined. */
  declare only: 0 | 1 | undefined;

  readonly #statuses = new Watch<readonly EngineStatus[]>(this, () => this.session.statuses$, []);
  readonly #keptTimes = new Watch<readonly (number | undefined)[]>(
    this,
    () => this.session.files.keptTimes$,
    [],
  );

  override render(): TemplateResult {
    const cells = ([0, 1] as const).filter((cell) => (this.only ?? cell) === cell);
    return html`${cells.map((cell) => this.#renderCover(cell))}`;
  }

  override updated(): void {
    this.toggleAttribute("single", this.only !== undefined);
  }

  #renderCover(cell: 0 | 1): TemplateResult | string {
    const status = this.#statuses.value[cell];
    if (status === undefined || status.kind === "running") return "";
    const { letter } = cellIdentity[cell];
    if (status.kind === "building") {
      return html`<div class="cover" data-cell=${letter}>
        <span class="ring"></span><span>Meshing the cell</span>
      </div>`;
    }
    if (hasStopped(status)) {
      return html`<fluxtwin-ending
        class="ending"
        data-cell=${letter}
        .session=${this.session}
        .cell=${cell}
        .status=${status}
      ></fluxtwin-ending>`;
    }
    return html`<div class="cover" data-cell=${letter} role="alert">
        ${icon("warn", 22)}<span>Cell ${letter} is lost. ${"message" in status ? status.message : ""}</span>
        <button @click=${() => this.session.revive(cell)}>Start cell ${letter} again</button>
        <span class="small">${this.#describeRevival(cell)}</span>
      </div>`;
  }

  #describeRevival(cell: 0 | 1): string {
    const time = this.#keptTimes.value[cell];
    if (time === undefined)
      return "It is computed anew, changes on the way included, up to where it is missed.";
    return `It goes on from its last checkpoint, at ${describeTime(time)}, up to where it is missed.`;
  }

  static override styles = [
    sharedStyles,
    stageStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ];
}

customElements.define("fluxtwin-covers", FluxtwinCovers);
