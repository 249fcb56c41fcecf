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
    flex: 999 0 64px;
    max-height: 130px;
  }
  .holder {
    position: relative;
    flex: 1 1 300px;
    min-height: 0;
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
  .holder canvas {
    position: absolute;
    display: block;
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
  .cover,
  .note {
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
  .note {
    top: 8px;
    padding: 4px 12px;
    text-align: center;
    font-size: var(--type-small);
    color: var(--colour-warning);
    text-shadow: 0 0 4px var(--colour-ground);
  }
  .note.shorted {
    display: flex;
    gap: 8px;
    align-items: center;
    width: calc(50% - 24px);
    margin: 0 8px;
    padding: 6px 12px;
    text-align: left;
    text-shadow: none;
    border: 1px solid var(--colour-danger);
    border-radius: var(--radius-small);
    background: color-mix(in srgb, var(--colour-ground) 88%, var(--colour-danger));
    color: var(--colour-text);
  }
  .note.shorted svg {
    flex: none;
    color: var(--colour-danger);
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
  :host([single]) :is(.cover, .note) {
    inset-inline: 0;
    width: auto;
  }
  :host([single]) .note.shorted {
    width: auto;
    margin: 0 8px;
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
`;
