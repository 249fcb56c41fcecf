/** What is changed on the way, and what the runs had to say: a button with their number, and a card with all of them. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { combineLatest, startWith } from "rxjs";
import { parameterOf } from "../../../sim-core/index.ts";
import { describeHandling, isHandEvent } from "../streams/hand-events.ts";
import type { CellNote } from "../streams/notices.ts";
import type { PageEvent } from "../streams/parameter-events.ts";
import { describeValue, typesetUnit } from "../streams/parameter-lookup.ts";
import { describeTime } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { closeBeside } from "./dialogs.ts";
import { icon } from "./icons.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

type Shown = readonly [readonly PageEvent[], readonly string[], readonly CellNote[]];

export class FluxtwinNotes extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #shown = new Watch<Shown>(
    this,
    () =>
      combineLatest([
        this.session.store.select("events"),
        this.session.scenarioEvents$.pipe(startWith([])),
        this.session.notes$,
      ]),
    [[], [], []],
  );

  override render(): TemplateResult | typeof nothing {
    const [events, lines, notes] = this.#shown.value;
    const changes = events.length + lines.length;
    if (changes + notes.length === 0) return nothing;
    const words = [count(changes, "change"), count(notes.length, "note")].filter((part) => part !== "");
    return html`<button title="What is changed on the way, and what the runs have to say" @click=${this.#open}>
        ${words.join(", ")}
      </button>
      <dialog aria-labelledby="title" @click=${closeBeside}>
        <div class="card">
          <div class="head">
            <h2 id="title">Changes and notes</h2>
            <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
          </div>
          ${changes === 0 ? nothing : renderChanges(events, lines)}
          ${notes.length === 0 ? nothing : renderNotes(notes)}
        </div>
      </dialog>`;
  }

  #open(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      button {
        min-height: 26px;
        padding: 0 8px;
        font-size: var(--type-small);
      }
      h3 {
        font-size: var(--type-body);
      }
      ul {
        margin: 0;
        padding: 0 0 0 18px;
        color: var(--colour-text-soft);
        overflow-wrap: anywhere;
      }
    `,
  ];
}

function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function renderChanges(events: readonly PageEvent[], lines: readonly string[]): TemplateResult {
  return html`<h3>Changes on the way</h3>
    <ul>
      ${lines.map((line) => html`<li>${line} (the scenario's own)</li>`)}
      ${events.map((event) => html`<li>${describeChange(event)}</li>`)}
    </ul>`;
}

/** Such as "2 h 00 min: C-rate 1 C". */
function describeChange(event: PageEvent): string {
  if (isHandEvent(event)) return `${describeTime(event.time)}: ${describeHandling(event)}`;
  const { time, path, value } = event;
  const entry = parameterOf(path);
  if (entry === undefined) return `${describeTime(time)}: ${path}`;
  const plain = typeof value === "number" ? Number(value.toPrecision(6)) : value;
  const written =
    entry.kind === "number" ? `${plain} ${typesetUnit(entry.unit)}` : describeValue(entry, plain);
  return `${describeTime(time)}: ${entry.name} ${written.trim()}`;
}

function renderNotes(notes: readonly CellNote[]): TemplateResult {
  return html`<h3>Notes of the runs</h3>
    <ul>
      ${notes.map(({ cell, words }) => html`<li>${cellIdentity[cell].letter}, ${words}</li>`)}
    </ul>`;
}

customElements.define("fluxtwin-notes", FluxtwinNotes);
