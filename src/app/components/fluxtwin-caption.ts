/** One short sentence about where the ions go now. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { distinctUntilChanged, map } from "rxjs";
import { describeFlow } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinCaption extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #words = new Watch(
    this,
    () =>
      this.session.readouts$.pipe(
        map(([a, b]) => describeFlow(a?.phase, b?.phase)),
        distinctUntilChanged(),
      ),
    "",
  );

  override render(): TemplateResult {
    return html`<p>${this.#words.value}</p>`;
  }

  static override styles = [
    sharedStyles,
    css`
      p {
        font-size: var(--type-small);
        color: var(--colour-text-soft);
        text-align: center;
      }
    `,
  ];
}

customElements.define("fluxtwin-caption", FluxtwinCaption);
