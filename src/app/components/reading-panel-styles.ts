/** Where the tools that read stand: in the place of the charts, or in a sheet over the lower part of the page. */
import { css } from "lit";
import { columnQuery } from "./page-room.ts";

export const readingPanelStyles = css`
  :host {
    height: 100%;
  }
  section {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100%;
    border: 1px solid var(--colour-line);
    border-radius: var(--radius-medium);
    background: var(--colour-panel);
    overflow: hidden;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    border-bottom: 1px solid var(--colour-line);
  }
  .tabs {
    display: flex;
  }
  .tabs button {
    min-height: 30px;
    border: 0;
    border-radius: 0;
    background: transparent;
    font-size: 13px;
    color: var(--colour-text-soft);
    border-bottom: 2px solid transparent;
  }
  .tabs button[aria-selected="true"] {
    color: var(--colour-text);
    border-bottom-color: var(--colour-focus);
  }
  .tabs button:focus-visible {
    outline-offset: -3px;
  }
  [role="tabpanel"] {
    min-height: 0;
    padding: 6px 8px 4px 10px;
  }
  @media (pointer: coarse) {
    .tabs button {
      min-height: 44px;
      padding: 0 8px;
    }
  }
  @media ${columnQuery} {
    :host {
      position: fixed;
      inset: auto 0 0;
      z-index: 4;
      height: min(48dvh, 420px);
    }
    section {
      border-width: 1px 0 0;
      border-radius: var(--radius-medium) var(--radius-medium) 0 0;
      border-color: var(--colour-line-strong);
      box-shadow: 0 -6px 24px rgb(0 0 0 / 50%);
    }
    [role="tabpanel"] {
      overflow-y: auto;
      overscroll-behavior: contain;
    }
  }
  /* Beside the picture where there is no room below it. */
  @media (max-height: 499px) {
    :host {
      inset: 0 0 0 auto;
      width: min(380px, 100vw);
      height: 100dvh;
    }
    section {
      border-width: 0 0 0 1px;
      border-radius: 0;
    }
  }
`;
