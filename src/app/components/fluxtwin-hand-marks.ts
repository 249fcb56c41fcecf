/**
 * What the hand is about to do to the electrolyte, over the picture: the patch that is drawn, those that the cells have
 * not come to yet, and one that keys move, size and paint.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Patch } from "../../../sim-core/index.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { emptyHand, type HandTool } from "../streams/hand.ts";
import { concerns, type Handling, isPatchHandling } from "../streams/hand-events.ts";
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { type DrawnCell, drawnCells, isWithin } from "./drawn-cells.ts";
import { moveAim, type Room, startAim } from "./hand-aim.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

/** Straight pieces of a circle as drawn: the front's exaggerated shape bends it. */
const PIECES = 64;

export class FluxtwinHandMarks extends LitElement {
  static override properties = {
    session: { attribute: false },
    seen: { attribute: false },
    aimed: { state: true },
  };
  declare session: Session;
  /** The picture, in a new wrapping whenever what it shows has moved. */
  declare seen: { readonly view: StageView } | undefined;
  /** The cell in which keys aim. */
  declare aimed: 0 | 1 | undefined;

  readonly #tool = new Watch<HandTool>(this, () => this.session.hand.tool$, emptyHand);
  readonly #drawing = new Watch<Handling | undefined>(this, () => this.session.hand.drawing$, undefined);
  readonly #frames = new Watch<FramePair>(this, () => this.session.viewing.frames$, [undefined, undefined]);

  override render(): TemplateResult | typeof nothing {
    const view = this.seen?.view;
    if (view === undefined) return nothing;
    return html`${drawnCells(view).map((drawn) => this.#renderCell(view, drawn))}`;
  }

  #renderCell(view: StageView, drawn: DrawnCell): TemplateResult {
    const { cell, place } = drawn;
    const { on, tool, factor, radius } = this.#tool.value;
    const aim = this.#aimIn(cell);
    const isPainting = on && tool === "patch" && aim !== undefined;
    const paths = [
      ...this.#patchesOf(cell),
      ...(isPainting && this.aimed === cell ? [{ ...aim, radius, factor }] : []),
    ].map((patch) => outline(view, drawn, patch));
    return html`${
      paths.length === 0
        ? nothing
        : html`<svg
            aria-hidden="true"
            width=${place.width}
            height=${place.height}
            .style=${`left:${place.x}px;top:${place.y}px`}
          >
            <path class="rim" d=${paths.join("")} />
            <path d=${paths.join("")} />
          </svg>`
    }${isPainting ? this.#renderAim(view, drawn, aim) : nothing}`;
  }

  /** Drawn now, and to come. */
  #patchesOf(cell: 0 | 1): Patch[] {
    const drawing = this.#drawing.value;
    const time = this.#frames.value[cell]?.time;
    const coming = time === undefined ? [] : this.session.hand.comingPatches(cell, time);
    const own = drawing !== undefined && isPatchHandling(drawing) && concerns(drawing, cell) ? [drawing] : [];
    return [...coming, ...own].map(({ patch }) => patch);
  }

  #roomOf(cell: 0 | 1): Room | undefined {
    const mesh = this.session.viewing.meshes[cell];
    return mesh && { width: mesh.width, height: mesh.cathodeThickness + mesh.electrolyteThickness };
  }

  #aimIn(cell: 0 | 1): { readonly x: number; readonly y: number } | undefined {
    const room = this.#roomOf(cell);
    return this.#tool.value.aim ?? (room && startAim(room));
  }

  /** To be moved by keys; pointers draw on the picture itself. */
  #renderAim(
    view: StageView,
    { cell, place }: DrawnCell,
    aim: { readonly x: number; readonly y: number },
  ): TemplateResult | typeof nothing {
    const at = view.locate(cell, aim.x, aim.y);
    const room = this.#roomOf(cell);
    if (at === undefined || room === undefined || !isWithin(place, at)) return nothing;
    const { radius } = this.#tool.value;
    return html`<div
      class="aim"
      role="slider"
      tabindex="0"
      aria-label=${`Where to paint in cell ${"AB"[cell]}: arrows move, plus and minus size, Enter paints`}
      aria-valuemin="0"
      aria-valuemax=${Math.round(room.width)}
      aria-valuenow=${Math.round(aim.x)}
      aria-valuetext=${`x ${Math.round(aim.x)}, y ${Math.round(aim.y)}, radius ${Math.round(radius)} \u00b5m`}
      .style=${`left:${at[0]}px;top:${at[1]}px`}
      @focus=${() => {
        this.aimed = cell;
      }}
      @blur=${() => {
        this.aimed = undefined;
      }}
      @keydown=${(event: KeyboardEvent) => this.#takeKey(event, cell, { aim, room })}
    ></div>`;
  }

  #takeKey(
    event: KeyboardEvent,
    cell: 0 | 1,
    { aim, room }: { readonly aim: { readonly x: number; readonly y: number }; readonly room: Room },
  ): void {
    const { hand } = this.session;
    const { radius, factor, both } = hand.tool$.value;
    const { key, shiftKey } = event;
    if (key === "Enter" || key === " ") {
      const handling = { patch: { ...aim, radius, factor }, cell: both ? undefined : cell };
      if (hand.handle(handling)) hand.tell(handling);
    } else {
      const moved = moveAim({ ...aim, radius }, { key, leaps: shiftKey }, room);
      if (moved === undefined) return;
      hand.hold({ aim: { x: moved.x, y: moved.y }, radius: moved.radius });
    }
    event.preventDefault();
    event.stopPropagation();
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        pointer-events: none;
      }
      svg {
        position: absolute;
        overflow: hidden;
      }
      path {
        fill: none;
        stroke: var(--colour-text);
        stroke-width: 2;
        stroke-dasharray: 5 3;
      }
      .rim {
        stroke: var(--colour-ground);
        stroke-width: 4;
        stroke-dasharray: none;
        stroke-opacity: 0.8;
      }
      .aim {
        position: absolute;
        width: 24px;
        height: 24px;
        margin: -12px 0 0 -12px;
        border-radius: 50%;
        outline: none;
      }
      .aim:focus-visible {
        outline: 3px solid var(--colour-focus);
        outline-offset: 1px;
      }
    `,
  ];
}

/** The circle of a patch in px of the cell's place. */
function outline(view: StageView, { cell, place }: DrawnCell, { x, y, radius }: Patch): string {
  const points = Array.from({ length: PIECES }, (_, k) => {
    const angle = (2 * Math.PI * k) / PIECES;
    const at = view.locate(cell, x + radius * Math.cos(angle), y + radius * Math.sin(angle)) ?? [0, 0];
    return `${(at[0] - place.x).toFixed(1)} ${(at[1] - place.y).toFixed(1)}`;
  });
  return `M${points.join("L")}Z`;
}

customElements.define("fluxtwin-hand-marks", FluxtwinHandMarks);
