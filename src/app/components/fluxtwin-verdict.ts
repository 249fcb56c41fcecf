/**
 * One line that says how the two cells compare, spoken politely when a cycle has changed it; and below it what of
 * the picture is drawn larger than it was solved.
 */
import { css, html, LitElement, type TemplateResult } from "lit";
import { combineLatest, distinctUntilChanged, map } from "rxjs";
import { historyUntil } from "../streams/history.ts";
import { describeVerdict } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { EXAGGERATION } from "../views/exaggeration.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinVerdict extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #verdict = new Watch(
    this,
    () =>
      combineLatest([
        this.session.histories$,
        this.session.store.select("link"),
        this.session.viewing.past$,
      ]).pipe(
        map(([[a, b], link, past = Number.POSITIVE_INFINITY]) =>
          describeVerdict([historyUntil(a, past), historyUntil(b, past)], link),
        ),
        distinctUntilChanged(),
      ),
    "",
  );

  override render(): TemplateResult {
    const { particle, front, interphase } = EXAGGERATION;
    return html`<p aria-live="polite">${this.#verdict.value}</p>
      <p class="scale">
        Drawn larger than solved: particle strain \u00d7${particle}, relief of the lithium \u00d7${front}, interphase
        \u00d7${interphase}; coatings thicker
      </p>`;
  }

  static override styles = [
    sharedStyles,
    css`
      p {
        text-align: right;
        text-wrap: balance;
        color: var(--colour-text-soft);
      }
      .scale {
        font-size: var(--type-small);
      }
      @media (max-width: 1000px) {
        p {
          text-align: left;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-verdict", FluxtwinVerdict);
