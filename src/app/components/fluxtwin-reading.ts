/** What is read off both cells: a line cut, a histogram, a pinned point, a particle that is followed. One tool at a time. */
import { html, LitElement, type TemplateResult } from "lit";
import { type ParticleLogs, type PointLogs, watchParticles, watchPoint } from "../streams/reading-logs.ts";
import { type ReadingTool, readingTools } from "../streams/reading-state.ts";
import type { Session } from "../streams/session.ts";
import "./fluxtwin-followed-particle.ts";
import "./fluxtwin-line-cut.ts";
import "./fluxtwin-pinned-point.ts";
import "./fluxtwin-value-counts.ts";
import { icon } from "./icons.ts";
import { readingPanelStyles } from "./reading-panel-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { renderTab } from "./tabs.ts";
import { Watch } from "./watch.ts";

const names: Readonly<Record<ReadingTool, string>> = {
  line: "Line cut",
  histogram: "Histogram",
  point: "Point",
  particle: "Particle",
};

export class FluxtwinReading extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #tool = new Watch<ReadingTool | undefined>(
    this,
    () => this.session.store.select("reading"),
    undefined,
  );

  // Kept whichever tool is shown, so that a curve has no hole where another one was looked at.
  readonly #point = new Watch<PointLogs | undefined>(this, () => watchPoint(this.session), undefined);
  readonly #particles = new Watch<ParticleLogs | undefined>(
    this,
    () => watchParticles(this.session),
    undefined,
  );

  override render(): TemplateResult {
    const tool = this.#tool.value ?? "line";
    return html`<section aria-label="Read">
      <div class="head">
        <div class="tabs" role="tablist" aria-label="Read" @keydown=${this.#moveTab}>
          ${readingTools.map((each) => this.#renderTab(each, each === tool))}
        </div>
        <button class="plain" aria-label="Close reading" title="Close" @click=${() => this.#close()}>${icon("close", 16)}</button>
      </div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${tool}">${this.#renderTool(tool)}</div>
    </section>`;
  }

  #renderTab(tool: ReadingTool, isChosen: boolean): TemplateResult {
    return renderTab({
      ...{ name: tool, words: names[tool], isChosen, panel: "panel" },
      choose: () => this.session.store.update({ reading: tool }),
    });
  }

  #renderTool(tool: ReadingTool): TemplateResult {
    const { session } = this;
    if (tool === "histogram")
      return html`<fluxtwin-value-counts .session=${session}></fluxtwin-value-counts>`;
    if (tool === "point")
      return html`<fluxtwin-pinned-point .session=${session} .logs=${this.#point.value}></fluxtwin-pinned-point>`;
    if (tool === "particle")
      return html`<fluxtwin-followed-particle
        .session=${session}
        .logs=${this.#particles.value}
      ></fluxtwin-followed-particle>`;
    return html`<fluxtwin-line-cut .session=${session}></fluxtwin-line-cut>`;
  }

  /** Arrows go along the tabs, as screen readers expect. */
  async #moveTab(event: KeyboardEvent): Promise<void> {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = readingTools.indexOf(this.#tool.value ?? "line") + step + readingTools.length;
    const tool = readingTools[at % readingTools.length] ?? "line";
    this.session.store.update({ reading: tool });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${tool}`)?.focus();
  }

  #close(): void {
    this.session.store.update({ reading: undefined });
    this.dispatchEvent(new CustomEvent("closed", { bubbles: true, composed: true }));
  }

  static override styles = [sharedStyles, readingPanelStyles];
}

customElements.define("fluxtwin-reading", FluxtwinReading);
