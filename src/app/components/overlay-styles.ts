/** Rules of what lies over the picture while the cells are set against each other. */
import { css } from "lit";

export const overlayStyles = css`
  :host {
    position: absolute;
    inset: 0;
    container-type: inline-size;
    pointer-events: none;
  }
  @container (max-width: 720px) {
    .detail {
      display: none;
    }
  }
  .curtain {
    position: absolute;
    inset-block: 0;
    width: 28px;
    margin-left: -14px;
    cursor: ew-resize;
    touch-action: none;
    pointer-events: auto;
  }
  .curtain::before {
    content: "";
    position: absolute;
    inset-block: 0;
    left: 13px;
    width: 2px;
    background: var(--colour-text);
    box-shadow: 0 0 0 1px var(--colour-ground);
    forced-color-adjust: none;
  }
  .curtain i {
    position: absolute;
    top: 50%;
    left: 2px;
    width: 24px;
    height: 34px;
    translate: 0 -50%;
    border: 2px solid var(--colour-ground);
    border-radius: 12px;
    forced-color-adjust: none;
    background:
      linear-gradient(90deg, transparent 8px, var(--colour-ground) 8px 9px, transparent 9px 11px, var(--colour-ground) 11px 12px, transparent 12px),
      var(--colour-text);
  }
  .curtain:focus-visible {
    outline: none;
  }
  .curtain:focus-visible i {
    outline: 3px solid var(--colour-focus);
    outline-offset: 2px;
  }
  .side {
    position: absolute;
    top: 6px;
  }
  .left {
    left: 6px;
  }
  .right {
    right: 116px;
  }
  .bar {
    position: absolute;
    /* Beside the tools. */
    left: calc(50% - 58px);
    top: 3px;
    translate: -50% 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 2px 12px;
    width: max-content;
    max-width: calc(100% - 132px);
    padding: 3px 10px;
    font-size: var(--type-small);
    border-radius: var(--radius-small);
    background: color-mix(in srgb, var(--colour-ground) 85%, transparent);
    pointer-events: auto;
  }
  .bar button {
    min-height: 26px;
    padding: 0 10px;
  }
  button[aria-pressed="true"] {
    background: var(--colour-line-strong);
  }
  .moment {
    top: auto;
    bottom: 2px;
    left: 50%;
    pointer-events: none;
  }
  .ends {
    white-space: nowrap;
  }
  .higher {
    display: inline-block;
    width: 11px;
    height: 11px;
    margin: 0 3px 0 6px;
    vertical-align: -1px;
    border-radius: 2px;
    forced-color-adjust: none;
  }
  .a {
    background: var(--colour-cell-a);
  }
  .b {
    background: var(--colour-cell-b);
  }
  .apart {
    color: var(--colour-warning);
  }
`;
