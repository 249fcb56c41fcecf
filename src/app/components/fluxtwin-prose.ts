/** A text of a lesson: numbers of the solved state are kept up to date in it, and those of parameters can be dragged. */
import { css, html, LitElement, type TemplateResult } from "lit";
import type { MomentPair } from "../../lessons/moment.ts";
import { composeProse, type Place, placesOf, solvedText } from "../../lessons/prose.ts";
import type { Session } from "../streams/session.ts";
import type { FluxtwinDraggedNumber } from "./fluxtwin-dragged-number.ts";
import "./fluxtwin-dragged-number.ts";
import { lessonStyles } from "./lesson-styles.ts";
import { sharedStyles } from "./shared-styles.ts";

export class FluxtwinProse extends LitElement {
  static override properties = {
    session: { attribute: false },
    text: { attribute: false },
    moment: { attribute: false },
    locked: { attribute: false },
  };
  declare session: Session;
  /** Markdown. */
  declare text: string;
  declare moment: MomentPair;
  /** Paths of parameters that are held. */
  declare locked: readonly string[];

  override render(): TemplateResult {
    return html`<div class="prose"></div>`;
  }

  /** The text is made once, so that a number that is dragged stays the one that it was. */
  override updated(changed: Map<PropertyKey, unknown>): void {
    const target = this.renderRoot.querySelector(".prose")!;
    if (changed.has("text")) target.innerHTML = composeProse(this.text, writePlace, () => "");
    for (const number of target.querySelectorAll<FluxtwinDraggedNumber>("fluxtwin-dragged-number")) {
      number.session = this.session;
      number.held = this.locked.includes(number.path);
    }
    const places = placesOf(this.text);
    for (const span of target.querySelectorAll<HTMLElement>("span[data-place]")) {
      const place = places[Number(span.dataset.place)];
      if (place?.kind !== "solved") continue;
      const words = solvedText(place, this.moment);
      if (span.textContent !== words) span.textContent = words;
    }
  }

  static override styles = [
    sharedStyles,
    lessonStyles,
    css`
      @media (pointer: coarse) {
        .prose:has(fluxtwin-dragged-number) {
          line-height: 2.2;
        }
      }
    `,
  ];
}

/** A path has letters, digits and dots only. */
function writePlace(place: Place, k: number): string {
  return place.kind === "solved"
    ? `<span data-place="${k}"></span>`
    : `<fluxtwin-dragged-number path="${place.path}"></fluxtwin-dragged-number>`;
}

customElements.define("fluxtwin-prose", FluxtwinProse);
