/** Rules of what marks places over the picture. */
import { css } from "lit";

/** What lies over the picture and lets the pointer through; a rim lifts lines off any colour. */
export const overPictureStyles = css`
  :host {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  svg {
    position: absolute;
    overflow: hidden;
  }
  .rim {
    stroke: var(--colour-ground);
    stroke-width: 4;
    stroke-dasharray: none;
    stroke-opacity: 0.8;
  }
`;

/** Where the cells are read. */
export const readingMarksStyles = css`
  polyline {
    fill: none;
    stroke: var(--colour-text);
    stroke-width: 2;
    stroke-dasharray: 7 4;
  }
  .handle {
    position: absolute;
    display: grid;
    place-items: center;
    width: 28px;
    height: 28px;
    margin: -14px 0 0 -14px;
    cursor: move;
    touch-action: none;
    pointer-events: auto;
    forced-color-adjust: none;
  }
  .handle i {
    width: 12px;
    height: 12px;
    border: 2px solid var(--colour-ground);
    border-radius: 50%;
    background: var(--colour-text);
  }
  .end i {
    border-radius: 2px;
  }
  .pin i {
    width: 18px;
    height: 18px;
    border: 2px solid var(--colour-text);
    background:
      linear-gradient(var(--colour-text), var(--colour-text)) center / 2px 100% no-repeat,
      linear-gradient(var(--colour-text), var(--colour-text)) center / 100% 2px no-repeat;
    box-shadow: 0 0 0 2px var(--colour-ground);
  }
  .handle:focus-visible {
    outline: none;
  }
  .handle:focus-visible i {
    outline: 3px solid var(--colour-focus);
    outline-offset: 3px;
  }
  @media (pointer: coarse) {
    .handle {
      width: 44px;
      height: 44px;
      margin: -22px 0 0 -22px;
    }
  }
`;
