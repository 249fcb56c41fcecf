/**
 * The failure in four stages, as the paper's fifth figure has it: bare particles in the upper row, coated ones in the lower.
 * Each picture is drawn of a recorded state of this solver, on one colour scale for all.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { StoryRecording } from "../../io/story-file.ts";
import {
  describeEnd,
  describeSource,
  describeStage,
  type StoryCaption,
  type StoryText,
} from "../streams/story/captions.ts";
import { fetchStory, storyAddress } from "../streams/story/recording.ts";
import { frameAt, stillOf } from "../streams/story/timeline.ts";
import { stageColour, type } from "../theme/theme.ts";
import type { ShownScale, StageView } from "../views/cross-section-view.ts";
import { cellBadge } from "./cell-badge.ts";
import { closeBeside } from "./dialogs.ts";
import "./fluxtwin-legend.ts";
import { icon } from "./icons.ts";
import { dialogStyles, sharedStyles } from "./shared-styles.ts";
import { placeStory } from "./story-picture.ts";

/** CSS px of both cells beside each other, at which words in the picture are read; and px of what is drawn. */
const SIZE = { width: 760, drawn: 1520 };
/** Radius of the smallest ring around what is meant, and size of its letter, CSS px. */
const RING = { least: 7, letter: 15 } as const;

/** Of the rings in a picture, and before what is said of them. */
const LETTERS = ["a", "b", "c"];

interface DrawnStage {
  readonly text: StoryText;
  readonly cycle: number;
  /** Of A and of B. */
  readonly pictures: readonly [HTMLCanvasElement, HTMLCanvasElement];
}

export class FluxtwinStages extends LitElement {
  static override properties = {
    stages: { state: true },
    scale: { state: true },
    failure: { state: true },
  };
  declare stages: readonly DrawnStage[];
  declare scale: ShownScale | undefined;
  declare failure: string | undefined;

  #recording: StoryRecording | undefined;

  constructor() {
    super();
    this.stages = [];
  }

  open(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
    if (this.stages.length === 0) void this.#draw();
  }

  override render(): TemplateResult {
    const recording = this.#recording;
    return html`<dialog aria-labelledby="title" @click=${closeBeside}>
      <div class="card">
        <div class="head">
          <h2 id="title">How both electrodes fail together, in four stages</h2>
          <form method="dialog"><button class="plain" aria-label="Close">${icon("close")}</button></form>
        </div>
        ${
          this.stages.length > 0
            ? this.#renderGrid()
            : html`<p role="status">${this.failure ?? "Drawing the recorded states ..."}</p>`
        }
        ${
          recording === undefined
            ? nothing
            : html`<p><strong>${describeEnd(recording)}</strong> ${describeSource(recording)}</p>`
        }
      </div>
    </dialog>`;
  }

  #renderGrid(): TemplateResult {
    const rows = [
      { cell: 0, name: "bare NCM811" },
      { cell: 1, name: "coated with LiZr2(PO4)3" },
    ] as const;
    return html`<div class="grid">
        ${this.stages.map(
          ({ text, cycle, pictures }, k) => html`<section aria-label="Stage ${k + 1}">
            <h3><span class="number">${k + 1}</span>${text.title}</h3>
            <p class="soft small">Cycle ${cycle}</p>
            ${rows.map(({ cell, name }) => {
              const own = text.captions.filter((caption) => caption.cell === cell);
              return html`<figure>
                <div class="picture" role="img" aria-label="Cell ${"AB"[cell]}, ${name}, cycle ${cycle}">${pictures[cell]}</div>
                <figcaption>${cellBadge(cell, 18)} ${own.map(({ words }, at) => `${LETTERS[at]}: ${words}.`).join(" ")}</figcaption>
              </figure>`;
            })}
          </section>`,
        )}
      </div>
      <fluxtwin-legend .scale=${this.scale}></fluxtwin-legend>`;
  }

  async #draw(): Promise<void> {
    this.failure = undefined;
    const address = storyAddress();
    try {
      const [recording, { createStageView }] = await Promise.all([
        address === undefined ? undefined : fetchStory(address),
        import("../views/cross-section-view.ts"),
      ]);
      if (recording === undefined) throw new Error("The recorded states did not come. Is the server there?");
      const view = await createStageView({ reducedMotion: true });
      try {
        this.#recording = recording;
        this.stages = drawStages(view, recording);
        this.scale = view.scale;
      } finally {
        view.destroy();
      }
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      dialog {
        width: min(1480px, calc(100vw - 24px));
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
        gap: 14px 12px;
      }
      /* Alike parts of all stages stand at one height. */
      section {
        display: grid;
        grid-template-rows: subgrid;
        grid-row: span 4;
        align-content: start;
        gap: 6px;
      }
      h3 {
        display: flex;
        gap: 8px;
        font-size: var(--type-body);
      }
      .number {
        flex: none;
        width: 22px;
        height: 22px;
        border-radius: 50%;
        text-align: center;
        background: var(--colour-text);
        color: var(--colour-ground);
      }
      figure {
        display: grid;
        gap: 4px;
        align-content: start;
        margin: 0;
      }
      canvas {
        display: block;
        width: 100%;
        border-radius: var(--radius-small);
      }
      figcaption {
        font-size: var(--type-small);
        color: var(--colour-text-soft);
      }
      fluxtwin-legend {
        max-width: 480px;
      }
    `,
  ];
}

/** Returns the end of each stage of the recording, both cells. The colours are those of all stages: the first round finds them. */
function drawStages(view: StageView, recording: StoryRecording): DrawnStage[] {
  const { stages, cells, mesh } = recording;
  placeStory(view, { holder: null, mesh }, () => undefined).disconnect();
  view.resize(SIZE.width, SIZE.width, 1);
  view.resize(SIZE.width, Math.ceil(view.naturalHeight), 1);
  const show = (stage: number): void => {
    const { frame } = stillOf(stages, stage);
    for (const cell of [0, 1] as const) view.setFrame(cell, frameAt(cells[cell], frame));
  };
  for (const [k] of stages.entries()) {
    show(k);
    view.copy(SIZE.width);
  }
  return stages.map((stage, k) => {
    show(k);
    const both = view.copy(SIZE.drawn);
    if (both === undefined) throw new Error("The browser has taken the graphics away.");
    const text = describeStage(recording, stage);
    const cut = (cell: 0 | 1): HTMLCanvasElement =>
      cutCell(both, view, {
        cell,
        marks: text.captions.filter((caption) => caption.cell === cell),
      });
    const cycle = cells[0][stage.last]?.frame.cycle ?? 1;
    return { text, cycle, pictures: [cut(0), cut(1)] };
  });
}

/** Returns the part of a picture of both cells that shows one, with rings around what is meant. */
function cutCell(
  both: HTMLCanvasElement,
  view: StageView,
  { cell, marks }: { readonly cell: 0 | 1; readonly marks: readonly StoryCaption[] },
): HTMLCanvasElement {
  const unit = both.width / SIZE.width;
  const { x, y, width, height } = view.placeOf(cell) ?? { x: 0, y: 0, width: 1, height: 1 };
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * unit);
  canvas.height = Math.round(height * unit);
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  context.drawImage(both, -x * unit, -y * unit);
  context.scale(unit, unit);
  context.translate(-x, -y);
  for (const [k, mark] of marks.entries())
    drawMark(context, view, { ...mark, letter: LETTERS[k] ?? "", right: x + width });
  return canvas;
}

function drawMark(
  context: CanvasRenderingContext2D,
  view: Pick<StageView, "locate">,
  { cell, x, y, radius, letter, right }: StoryCaption & { readonly letter: string; readonly right: number },
): void {
  const centre = view.locate(cell, x, y);
  const edge = view.locate(cell, x + radius, y);
  if (centre === undefined || edge === undefined) return;
  const ring = Math.max(RING.least, edge[0] - centre[0] + 2);
  const circle = new Path2D();
  circle.arc(centre[0], centre[1], ring, 0, 2 * Math.PI);
  context.font = `700 ${RING.letter}px ${type.family}`;
  // Beside the ring, on the side where there is room.
  const side = centre[0] + ring + RING.letter < right ? 1 : -1;
  context.textAlign = side > 0 ? "left" : "right";
  const place = [centre[0] + side * (ring + 2), centre[1] - ring] as const;
  for (const { width, colour } of [
    { width: 4.5, colour: stageColour.rim },
    { width: 1.75, colour: stageColour.selection },
  ]) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke(circle);
  }
  context.lineWidth = 4;
  context.strokeStyle = stageColour.rim;
  context.strokeText(letter, ...place);
  context.fillStyle = stageColour.selection;
  context.fillText(letter, ...place);
}

customElements.define("fluxtwin-stages", FluxtwinStages);
