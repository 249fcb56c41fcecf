/** Rules of the stage. */
import { css } from "lit";
import { columnQuery } from "./page-room.ts";

export const stageStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
  }
  fluxtwin-front-profile {
    flex: 999 1 64px;
    min-height: 48px;
    max-height: 130px;
  }
  /* On the screen of a projector what is small would not be read. */
  :host([plain]) fluxtwin-front-profile,
  :host([plain]) fluxtwin-overlay,
  :host([plain]) .tools {
    display: none;
  }
  .picture {
    position: relative;
    flex: 1 1 300px;
    min-height: 0;
  }
  .holder {
    position: absolute;
    inset: 0;
    overflow: hidden;
    border-radius: var(--radius-small);
    cursor: crosshair;
    touch-action: none;
  }
  /* A finger that goes up or down scrolls the page there; two fingers zoom. */
  @media ${columnQuery} {
    .holder {
      touch-action: pan-y;
    }
  }
  .holder.handled {
    cursor: pointer;
    touch-action: none;
  }
  .holder canvas {
    position: absolute;
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
  .waiting {
    position: absolute;
    left: 50%;
    top: 8px;
    translate: -50% 0;
    display: flex;
    gap: 12px;
    align-items: center;
    width: max-content;
    max-width: calc(100% - 16px);
    padding: 6px 8px 6px 14px;
    border: 1px solid var(--colour-line-strong);
    border-radius: var(--radius-medium);
    background: color-mix(in srgb, var(--colour-panel) 94%, transparent);
    pointer-events: none;
  }
  .waiting button {
    pointer-events: auto;
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
  /* A picture that is low already needs all of the height. */
  @media (max-height: 499px) {
    fluxtwin-front-profile {
      display: none;
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
  :host([single]) :is(.cover, .ending) {
    inset-inline: 0;
    width: auto;
  }
  .tools {
    position: absolute;
    bottom: 0;
    right: 0;
    display: flex;
    gap: 4px;
  }
  .tools button {
    width: 28px;
    min-width: 28px;
    height: 24px;
    min-height: 24px;
    padding: 0;
    background: color-mix(in srgb, var(--colour-panel) 85%, transparent);
  }
  .tools .read {
    width: auto;
    padding: 0 8px;
    font-size: var(--type-small);
  }
  /* Words in the picture stand beside them. */
  @media (max-width: 1399px) {
    .read span {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @media (max-width: 1000px) {
    .tools {
      display: grid;
      grid-template-columns: repeat(3, auto);
      justify-content: end;
    }
    .tools .read {
      grid-column: 2;
    }
  }
  .tools [aria-pressed="true"] {
    border-color: var(--colour-text);
    background: var(--colour-text);
    color: var(--colour-ground);
  }
  @media (pointer: coarse) {
    /* As small as its neighbours to the eye, and as large to a finger as it has to be. */
    .tools .take {
      position: relative;
    }
    .tools .take::after {
      content: "";
      position: absolute;
      inset: -12px -9px -8px;
    }
  }
`;
