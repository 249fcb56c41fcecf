/** One sentence under a cell: what it has done so far. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { combineLatest, distinctUntilChanged, map } from "rxjs";
import { describeDeeds } from "../streams/deeds.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinHeadline extends LitElement {
  static override properties = { session: { attribute: false }, cell: { type: Number } };
  declare session: Session;
  declare cell: 0 | 1;

  readonly #words = new Watch(
    this,
    () =>
      combineLatest([this.session.viewing.frames$, this.session.histories$]).pipe(
        map(([frames, histories]) => describeDeeds(frames[this.cell], histories[this.cell])),
        distinctUntilChanged(),
      ),
    "",
  );

  override render(): TemplateResult {
    const { letter } = cellIdentity[this.cell];
    return html`<p title="Cell ${letter}: ${this.#words.value}"><strong>${letter}</strong> ${this.#words.value}</p>`;
  }

  static override styles = [
    sharedStyles,
    css`
      p {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: max(13px, var(--type-small));
        color: var(--colour-text-soft);
      }
      strong {
        color: var(--colour-text);
      }
      @media (max-width: 1000px) {
        p {
          white-space: normal;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-headline", FluxtwinHeadline);
