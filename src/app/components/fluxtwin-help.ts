/** Help on one card: what is seen, the keys, and what of it is a hypothesis. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { eventExplanations } from "../streams/events.ts";
import { stressExplanation } from "../streams/explanations.ts";
import { storyAddress } from "../streams/story/recording.ts";
import { closeBeside } from "./dialogs.ts";
import { icon } from "./icons.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";

const keys: readonly (readonly [string, string])[] = [
  ["Space", "play or pause"],
  [".", "one step while paused; in the past to the next kept moment"],
  [",", "back to the kept moment before"],
  ["[ ]", "to the event before, or the next one"],
  ["N", "from the past back to now"],
  ["R", "start both cells again"],
  [
    "H",
    "take the hand: let particles go or bring them back, paint poor conductor, draw lithium; put it away",
  ],
  ["P", "open the Lab: every parameter, the protocol, the solver's log; close it"],
  ["L", "next layer (Shift: the one before)"],
  ["Arrows", "on a slider: one step; with Shift ten"],
  ["Page up, Page down", "on a slider: ten steps"],
  ["Home, End", "on a slider: least, most"],
  ["+ \u2212 0", "on the picture: closer, farther, all of it"],
  ["T", "in a lesson: begin the step anew; with Shift the lesson"],
  ["?", "this card"],
];

export class FluxtwinHelp extends LitElement {
  /** Opens the card, at a section if one is named; it closes with Escape, its button or a click beside it. */
  open(section?: string): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog === null) return;
    dialog.showModal();
    const target = section === undefined ? null : this.renderRoot.querySelector(`#${section}`);
    if (target === null) dialog.scrollTop = 0;
    else target.scrollIntoView();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @click=${closeBeside}>
      <div class="card">
        <div class="head">
          <h2 id="title">What you see</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        ${
          storyAddress() === undefined
            ? nothing
            : html`<form method="dialog">
                <button @click=${() => this.dispatchEvent(new CustomEvent("story"))}>Show the story again</button>
                <button @click=${() => this.dispatchEvent(new CustomEvent("stages"))}>The failure in four stages</button>
              </form>`
        }
        <form method="dialog">
          <button @click=${() => this.dispatchEvent(new CustomEvent("lessons"))}>Lessons: predict, watch, compare</button>
        </form>
        <p>
          Two solid-state cells, cut open: lithium metal on top, the solid electrolyte Li<sub>6</sub>PS<sub>5</sub>Cl
          below it, and at the bottom the particles of the cathode. A has bare NCM811 particles, B has particles with
          a thin lithium zirconium phosphate coating. Both are solved while you watch, with the same protocol, the
          same seed and the same clock.
        </p>
        <p>
          B can also be the cell A once more, from the same seed, with the <em>link cut</em>: its lithium is fed the mean
          current everywhere. What A's lithium does and B's does not came through the uneven flux of ions, the mediator
          between cathode and anode.
        </p>
        <p>
          Particles shrink as lithium leaves them. When the strain of a cycle comes near the detachment threshold, the
          interface is damaged; a particle that lets go takes no more part, and its current goes to the others.
        </p>
        <p>
          Where lithium is plated too fast, some of it grows between the grains of the electrolyte, and reacts with them
          within hours; what loses its neck when it is stripped is dead. Uneven plating touches new electrolyte, and the
          interphase grows thicker there. Stripping too fast leaves voids at the front. Lithium that presses on a boundary
          can crack it, and a chain of lithium or a crack that reaches the cathode is a short circuit, which ends the run.
        </p>
        <h3 id="stress">Why gigapascals in one mode and not in the other</h3>
        ${stressExplanation.map((words) => html`<p>${words}</p>`)}
        <h3>What is a hypothesis</h3>
        <p>
          That lost neighbours load the rest (load sharing, exponent q) is an assumption: published capacities can be
          matched as well without it. Set it to 0 to see the cell without this feedback. Every control names its
          source and how far it can be trusted; "assumed" means that nobody has measured it.
        </p>
        <h3>Why a poorer cell can last longer here</h3>
        <p>
          Between fixed voltages all that resists ends charge and discharge early: slow kinetics, thick films, cold, a high
          rate. Particles then swell and shrink less, and their contacts wear more slowly. Such a cell starts with less
          capacity and keeps a larger part of it. The same goes for lithium's side: an interphase that conducts ten times
          worse left the uncoated cell 44 instead of 34 percent after 100 cycles (mean of two seeds).
        </p>
        ${renderLists()}
      </div>
    </dialog>`;
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      h3 {
        font-size: var(--type-body);
        margin-top: 4px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 4px 16px;
      }
      dd {
        color: var(--colour-text-soft);
      }
      kbd {
        font: inherit;
        font-weight: 600;
      }
    `,
  ];
}

/** What letters, marks and keys mean. */
function renderLists(): TemplateResult {
  return html`
    <h3>Letters at the controls</h3>
    <p>
      How sure a value is: <strong>H</strong> high, <strong>M</strong> medium, <strong>L</strong> low,
      <strong>A</strong> assumed. A control that says "restarts" builds both cells anew; the run before stays in the
      charts as a dotted curve and can be brought back, with its button or with Back of the browser.
    </p>
    <h3>What is marked when it happens first</h3>
    <dl>
      ${eventExplanations.map(([name, words]) => html`<dt>${name}</dt><dd>${words}</dd>`)}
    </dl>
    <h3>Keys</h3>
    <dl>
      ${keys.map(([key, words]) => html`<dt><kbd>${key}</kbd></dt><dd>${words}</dd>`)}
    </dl>
  `;
}

customElements.define("fluxtwin-help", FluxtwinHelp);
