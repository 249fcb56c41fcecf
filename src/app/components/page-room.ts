/** How much room the page has, as media queries: what style sheets and elements do follows from the same lines. */
import { css, unsafeCSS } from "lit";
import { fromEvent, map, type Observable, startWith } from "rxjs";

/**
 * One column that scrolls, its sliders in a sheet: everything at once would squeeze the cells away. Telephones, zoomed
 * pages and frames within other pages are among them.
 */
const COLUMN = "(max-width: 743px), (max-width: 1000px) and (max-height: 959px), (max-height: 499px)";
/** One cell at a time. */
const SINGLE = "(max-width: 599px), (max-width: 743px) and (orientation: portrait)";

export const columnQuery = unsafeCSS(COLUMN);
export const singleQuery = unsafeCSS(SINGLE);

export interface Room {
  readonly isColumn: boolean;
  readonly isSingle: boolean;
}

/** Returns the room now. */
export function roomNow(): Room {
  return { isColumn: matchMedia(COLUMN).matches, isSingle: matchMedia(SINGLE).matches };
}

/** Returns the room as it is and whenever it changes. */
export function watchRoom(): Observable<Room> {
  return fromEvent(window, "resize").pipe(startWith(undefined), map(roomNow));
}

/** Rules of a page that scrolls: the clock stays in reach, and the sheet of sliders lies over the page. */
export const columnStyles = css`
  @media ${columnQuery} {
    :host {
      display: flex;
      flex-direction: column;
      height: auto;
      min-height: 100dvh;
    }
    fluxtwin-header {
      min-height: 48px;
      padding: 0 12px;
    }
    main {
      display: flex;
      flex-direction: column;
      gap: 10px;
    }
    .stage {
      display: flex;
      flex-direction: column;
      gap: 6px;
      padding: 8px 12px 0;
    }
    fluxtwin-stage {
      flex: none;
      height: max(220px, min(34vw + 90px, 100dvh - 180px));
    }
    .under {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 4px 16px;
    }
    fluxtwin-comparison {
      grid-area: 1 / 1 / auto / -1;
      justify-self: start;
    }
    .layers,
    .words {
      display: flex;
      flex-wrap: wrap;
    }
    fluxtwin-legend {
      flex: 0 1 340px;
      min-width: 0;
    }
    fluxtwin-keys {
      flex: 0 1 auto;
    }
    fluxtwin-caption {
      flex: 1 1 200px;
    }
    fluxtwin-charts {
      flex: none;
      height: 230px;
      padding: 0 12px 10px;
    }
    /* What is read lies over the page there. */
    main:has(fluxtwin-reading-place[open]) fluxtwin-charts {
      display: grid;
    }
    aside {
      display: block;
      max-height: none;
      border-left: 0;
      border-top: 1px solid var(--colour-line);
    }
    aside.lesson {
      order: -1;
    }
    main:has(aside.lesson) .stage {
      order: -2;
    }
    /* What a lesson asks comes before the charts that would tell. */
    main:has(aside.lesson) fluxtwin-charts {
      order: 1;
    }
    fluxtwin-inspector {
      padding: 8px 12px 10px;
      border-top: 0;
      border-left: 0;
    }
    ::slotted([slot="controls"]) {
      overflow: visible;
    }
    footer {
      display: contents;
    }
    .happened {
      flex-wrap: wrap;
    }
    fluxtwin-events {
      flex: 1 0 100%;
    }
    .happened,
    fluxtwin-verdict {
      padding: 4px 12px;
      background: var(--colour-panel);
    }
    fluxtwin-verdict {
      flex: 1 0 auto;
      padding-bottom: 8px;
      margin-left: 0;
    }
    .clock {
      order: 1;
      position: sticky;
      bottom: 0;
      z-index: 3;
      display: block;
      padding: 4px 12px;
      border-top: 1px solid var(--colour-line-strong);
      background: var(--colour-panel);
    }
    .clock button {
      position: absolute;
      top: 4px;
      right: 12px;
      height: 40px;
    }
  }
  @media ${singleQuery} {
    .heads,
    .under {
      grid-template-columns: minmax(0, 1fr);
    }
    fluxtwin-stage {
      height: max(240px, min(64vw + 90px, 100dvh - 190px));
    }
    fluxtwin-charts {
      height: auto;
    }
  }
  /* A page magnified four times has no room for anything that stays. */
  @media (max-height: 299px) {
    .clock {
      position: relative;
    }
    fluxtwin-stage {
      height: max(150px, min(64vw + 60px, 100dvh - 20px));
    }
  }
  .sheet[popover] {
    position: fixed;
    inset: auto 0 0;
    width: auto;
    max-width: 640px;
    max-height: min(62dvh, 560px);
    margin: 0 auto;
    padding: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--colour-line-strong);
    border-bottom: 0;
    border-radius: var(--radius-medium) var(--radius-medium) 0 0;
    background: var(--colour-panel);
    color: inherit;
    box-shadow: 0 -6px 24px rgb(0 0 0 / 50%);
  }
  .sheet .head {
    position: sticky;
    top: 0;
    z-index: 1;
    float: right;
    padding: 2px 6px;
    background: var(--colour-panel);
  }
  /* Beside the picture where there is no room below it. */
  @media (max-height: 499px) {
    .sheet[popover] {
      inset: 0 0 0 auto;
      width: min(380px, 100vw);
      max-width: none;
      height: 100dvh;
      max-height: none;
      margin: 0;
      border-radius: 0;
    }
  }
`;
