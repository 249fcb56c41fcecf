/** One short sentence about where the ions go now, and one about what B is when it is A with something cut. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { combineLatest, distinctUntilChanged, map } from "rxjs";
import { describeFlow, describeLink } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinCaption extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #words = new Watch(
    this,
    () =>
      combineLatest([this.session.viewing.frames$, this.session.store.select("link")]).pipe(
        map(([[a, b], link]) => `${describeFlow(a, b)} ${describeLink(link)}`.trim()),
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
      :host {
        flex: 1 1 0;
        container-type: inline-size;
      }
      @container (max-width: 150px) {
        p {
          visibility: hidden;
        }
      }
      p {
        font-size: var(--type-small);
        color: var(--colour-text-soft);
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
    `,
  ];
}

customElements.define("fluxtwin-caption", FluxtwinCaption);
