/** Cards over the picture that say why it shows nothing yet, and offer what is missing. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { combineLatest, distinctUntilChanged, map } from "rxjs";
import { layerOf } from "../layers/list.ts";
import type { Session } from "../streams/session.ts";
import { sharedStyles } from "./shared-styles.ts";
import { stageStyles } from "./stage-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinStageCards extends LitElement {
  static override properties = { session: { attribute: false }, reducedMotion: { attribute: false } };
  declare session: Session;
  declare reducedMotion: boolean;

  readonly #stressMissing = new Watch(
    this,
    () =>
      combineLatest([this.session.values$, this.session.store.select("layer")]).pipe(
        map(([values, layer]) => layerOf(layer).needsStress && values["mechanics.mode"] === "off"),
        distinctUntilChanged(),
      ),
    false,
  );
  /** Nothing has happened yet, and nothing will by itself. */
  readonly #waits = new Watch(
    this,
    () =>
      combineLatest([
        this.session.store.select("playing"),
        this.session.conductor.clock$,
        this.session.look$,
        combineLatest(this.session.engines.map((engine) => engine.status$)),
      ]).pipe(
        map(
          // A lesson begins when its prediction is stored, and says so itself.
          ([playing, { time }, { lesson }, statuses]) =>
            !playing &&
            time === 0 &&
            lesson === undefined &&
            statuses.every(({ kind }) => kind === "running"),
        ),
        distinctUntilChanged(),
      ),
    false,
  );

  override render(): TemplateResult {
    return html`${this.#stressMissing.value ? this.#renderMissingStress() : ""}
    ${this.#waits.value ? this.#renderWaiting() : ""}`;
  }

  /** A stress layer without stress says why, and offers what is missing. */
  #renderMissingStress(): TemplateResult {
    return html`<div class="missing" role="status">
      <p>No stress is solved: mechanics is off.</p>
      <div>
        ${(["elastic", "physical", "paper"] as const).map(
          (mode) =>
            html`<button @click=${() => this.session.store.setParameter("mechanics.mode", mode)}>
              Switch on: ${mode}
            </button>`,
        )}
      </div>
      <p class="soft small">Both cells start again with it.</p>
    </div>`;
  }

  /** A cell without current is black: the page says that it waits, and for whom. */
  #renderWaiting(): TemplateResult {
    return html`<div class="waiting" role="status">
      <p>
        No current flows
        yet.${this.reducedMotion ? " Your system asks for little motion, so nothing starts by itself." : ""}
      </p>
      <button @click=${() => this.session.store.update({ playing: true })}>Begin</button>
    </div>`;
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

customElements.define("fluxtwin-stage-cards", FluxtwinStageCards);
