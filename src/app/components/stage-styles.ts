/** Rules of the stage. */
import { css } from "lit";

export const stageStyles = css`
  :host {
    position: relative;
  }
  .holder {
    position: absolute;
    inset: 0;
    border-radius: var(--radius-small);
    cursor: crosshair;
    touch-action: none;
  }
  .holder canvas {
    display: block;
  }
  /* Browsers draw a broken picture in place of a canvas that has lost its context. */
  .holder.lost canvas {
    visibility: hidden;
  }
  .probe {
    position: absolute;
    inset: 0 auto auto 0;
    padding: 2px 7px;
    border-radius: 3px;
    white-space: nowrap;
    font-size: var(--type-small);
    pointer-events: none;
    background: color-mix(in srgb, var(--colour-ground) 85%, transparent);
  }
  .cover {
    position: absolute;
    width: calc(50% - 8px);
    pointer-events: none;
  }
  .cover {
    inset-block: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 10px;
    padding: 24px;
    text-align: center;
    color: var(--colour-text-soft);
    background: color-mix(in srgb, var(--colour-ground) 70%, transparent);
  }
  .cover button {
    pointer-events: auto;
  }
  [data-cell="A"] {
    left: 0;
  }
  [data-cell="B"] {
    right: 0;
  }
  .ending {
    position: absolute;
    top: 34px;
    z-index: 1;
    width: calc(50% - 24px);
    margin: 0 8px;
    max-height: calc(100% - 42px);
  }
  .missing {
    position: absolute;
    left: 50%;
    top: 42%;
    translate: -50% -50%;
    display: grid;
    gap: 8px;
    justify-items: center;
    padding: 14px 20px;
    text-align: center;
    border: 1px solid var(--colour-line-strong);
    border-radius: var(--radius-medium);
    background: color-mix(in srgb, var(--colour-panel) 94%, transparent);
    box-shadow: 0 6px 24px rgb(0 0 0 / 50%);
  }
  .missing div {
    display: flex;
    gap: 8px;
  }
  .ring {
    width: 34px;
    height: 34px;
    border-radius: 50%;
    border: 3px solid var(--colour-line-strong);
    border-top-color: var(--colour-text);
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .ring {
      animation: none;
    }
  }
  .failure {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    gap: 6px;
    padding: 24px;
    text-align: center;
    border: 1px dashed var(--colour-line-strong);
    border-radius: var(--radius-medium);
  }
  .tools {
    position: absolute;
    top: 2px;
    right: 2px;
    display: flex;
    gap: 4px;
  }
  .tools button {
    width: 30px;
    min-width: 30px;
    height: 26px;
    min-height: 26px;
    padding: 0;
    background: color-mix(in srgb, var(--colour-panel) 85%, transparent);
  }
`;
