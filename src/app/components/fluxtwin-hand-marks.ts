/**
 * What the hand is about to do to electrolyte and lithium, over the picture: what is drawn, what the cells have not come to
 * yet, and what keys move, size and do.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { emptyHand, type HandTool } from "../streams/hand.ts";
import { concerns, type Handling, isBumpHandling, isPatchHandling } from "../streams/hand-events.ts";
import type { Session } from "../streams/session.ts";
import type { StageView } from "../views/cross-section-view.ts";
import { type DrawnCell, drawnCells, isWithin } from "./drawn-cells.ts";
import { type Aim, moveBump, movePatch, type Room, startAim } from "./hand-aim.ts";
import { bumpPath, heightOfFront, patchPath } from "./hand-shapes.ts";
import { overPictureStyles } from "./reading-marks-styles.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

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
    const { on, tool } = this.#tool.value;
    const aim = on && tool !== "particles" ? this.#aimIn(cell) : undefined;
    const paths = [
      ...this.#handlingsOf(cell),
      ...(aim !== undefined && this.aimed === cell ? [this.#handlingAt(aim, cell)] : []),
    ]
      .map((handling) => this.#pathOf(view, drawn, handling))
      .join("");
    return html`${
      paths === ""
        ? nothing
        : html`<svg
            aria-hidden="true"
            width=${place.width}
            height=${place.height}
            .style=${`left:${place.x}px;top:${place.y}px`}
          >
            <path class="rim" d=${paths} />
            <path d=${paths} />
          </svg>`
    }${aim === undefined ? nothing : this.#renderAim(view, drawn, aim)}`;
  }

  /** Drawn now, and to come. */
  #handlingsOf(cell: 0 | 1): Handling[] {
    const drawing = this.#drawing.value;
    const time = this.#frames.value[cell]?.time;
    const coming = time === undefined ? [] : this.session.hand.coming(cell, time);
    return [...coming, ...(drawing !== undefined && concerns(drawing, cell) ? [drawing] : [])];
  }

  #pathOf(view: StageView, drawn: DrawnCell, handling: Handling): string {
    const frame = this.#frames.value[drawn.cell];
    if (isPatchHandling(handling)) return patchPath(view, drawn, handling.patch);
    if (!isBumpHandling(handling) || frame === undefined) return "";
    return bumpPath(view, drawn, { bump: handling.bump, frame });
  }

  #roomOf(cell: 0 | 1): Room | undefined {
    const mesh = this.session.viewing.meshes[cell];
    return mesh && { width: mesh.width, height: mesh.cathodeThickness + mesh.electrolyteThickness };
  }

  /** A bump is aimed at where the front is. */
  #aimIn(cell: 0 | 1): Aim | undefined {
    const { tool, aim, radius, width, height } = this.#tool.value;
    const room = this.#roomOf(cell);
    const frame = this.#frames.value[cell];
    if (room === undefined || frame === undefined) return undefined;
    const { x, y } = aim ?? startAim(room);
    return { x, y: tool === "lithium" ? heightOfFront(frame, x) : y, radius, width, height };
  }

  /** What Enter does. */
  #handlingAt({ x, y, radius, width, height }: Aim, own: 0 | 1): Handling {
    const { tool, factor, both } = this.#tool.value;
    const cell = both ? undefined : own;
    return tool === "lithium"
      ? { bump: { x, width, height }, cell }
      : { patch: { x, y, radius, factor }, cell };
  }

  /** To be moved by keys; pointers draw on the picture itself. */
  #renderAim(view: StageView, { cell, place }: DrawnCell, aim: Aim): TemplateResult | typeof nothing {
    const at = view.locate(cell, aim.x, aim.y);
    const room = this.#roomOf(cell);
    if (at === undefined || room === undefined || !isWithin(place, at)) return nothing;
    const [name, value] = this.#describeAim(aim);
    return html`<div
      class="aim"
      role="slider"
      tabindex="0"
      aria-label=${name.replace("#", "AB"[cell]!)}
      aria-valuemin="0"
      aria-valuemax=${Math.round(room.width)}
      aria-valuenow=${Math.round(aim.x)}
      aria-valuetext=${value}
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

  #describeAim({ x, y, radius, width, height }: Aim): readonly [name: string, value: string] {
    return this.#tool.value.tool === "lithium"
      ? [
          "Lithium to draw in cell #: left and right move, down raises, up dents, plus and minus size, Enter draws",
          `x ${Math.round(x)}, width ${Math.round(width)}, ${height < 0 ? "dent" : "height"} ${Math.abs(height)} \u00b5m`,
        ]
      : [
          "Where to paint in cell #: arrows move, plus and minus size, Enter paints",
          `x ${Math.round(x)}, y ${Math.round(y)}, radius ${Math.round(radius)} \u00b5m`,
        ];
  }

  #takeKey(
    event: KeyboardEvent,
    cell: 0 | 1,
    { aim, room }: { readonly aim: Aim; readonly room: Room },
  ): void {
    const { hand } = this.session;
    const { key, shiftKey } = event;
    const move = hand.tool$.value.tool === "lithium" ? moveBump : movePatch;
    const moved = move(aim, { key, leaps: shiftKey }, room);
    if (moved !== undefined) {
      const { x, y, radius, width, height } = moved;
      // A place on the front says nothing of where to paint.
      const former = hand.tool$.value.aim?.y ?? startAim(room).y;
      hand.hold({ aim: { x, y: move === moveBump ? former : y }, radius, width, height });
    } else if (key === "Enter" || key === " ") {
      const handling = this.#handlingAt(aim, cell);
      if (hand.handle(handling)) hand.tell(handling);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  static override styles = [
    sharedStyles,
    overPictureStyles,
    css`
      path {
        fill: none;
        stroke: var(--colour-text);
        stroke-width: 2;
        stroke-dasharray: 5 3;
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

customElements.define("fluxtwin-hand-marks", FluxtwinHandMarks);
