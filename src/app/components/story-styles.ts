/** Rules of the story: the picture takes what words and controls leave. */
import { css } from "lit";

export const storyStyles = css`
  :host {
    height: 100dvh;
    background: var(--colour-ground);
  }
  main {
    display: grid;
    grid-template: auto auto minmax(0, 1fr) auto auto auto / minmax(0, 1fr);
    gap: 8px;
    height: 100%;
    padding: 0 16px 8px;
  }
  header {
    display: flex;
    align-items: center;
    gap: 14px;
    min-height: 48px;
  }
  h1 {
    font-size: 18px;
    font-weight: 650;
  }
  .lead {
    margin-right: auto;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  header button {
    flex: none;
    margin-left: auto;
  }
  .heads {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 16px;
  }
  h2 {
    display: flex;
    align-items: baseline;
    flex-wrap: wrap;
    gap: 0 6px;
    font-size: var(--type-large);
    font-weight: 600;
  }
  h2 svg {
    flex: none;
  }
  .of-a svg {
    color: var(--colour-cell-a);
  }
  .of-b svg {
    color: var(--colour-cell-b);
  }
  .view {
    position: relative;
    min-height: 220px;
  }
  .holder,
  .view svg,
  fluxtwin-stage {
    position: absolute;
    inset: 0;
  }
  .holder canvas {
    display: block;
  }
  .view svg {
    width: 100%;
    height: 100%;
    fill: none;
    stroke: var(--colour-selection);
    stroke-width: 1.75;
    pointer-events: none;
  }
  .view svg .rim {
    stroke: var(--colour-ground);
    stroke-width: 5;
  }
  .words {
    position: absolute;
    display: grid;
    place-content: center;
    min-height: 56px;
    padding: 3px 8px;
    border: 1.5px solid var(--colour-selection);
    border-radius: var(--radius-small);
    background: color-mix(in srgb, var(--colour-ground) 90%, transparent);
    font-size: 15px;
    line-height: 1.2;
    text-align: center;
    text-wrap: balance;
    pointer-events: none;
  }
  .say {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 4px 20px;
    min-height: 74px;
  }
  .title {
    font-size: 20px;
    line-height: 1.25;
    text-wrap: pretty;
  }
  .cycle {
    color: var(--colour-text-soft);
    margin-right: 6px;
    white-space: nowrap;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .actions [aria-current="step"] {
    border-color: var(--colour-text);
    background: var(--colour-line-strong);
  }
  .main {
    font-weight: 650;
    background: var(--colour-text);
    color: var(--colour-ground);
  }
  .main:hover {
    color: var(--colour-text);
  }
  fluxtwin-hands {
    padding: 8px 14px 4px;
    border: 1px solid var(--colour-line);
    border-radius: var(--radius-medium);
    background: var(--colour-panel);
  }
  .source {
    font-size: var(--type-small);
    color: var(--colour-text-faint);
  }
  @media (max-width: 900px) {
    .say {
      min-height: 112px;
    }
  }
  @media (max-width: 640px), (max-height: 560px) {
    :host {
      height: auto;
      min-height: 100dvh;
    }
    main {
      grid-template-rows: auto auto 480px auto auto auto;
      padding: 0 10px 8px;
      gap: 6px;
    }
    .say {
      grid-template-columns: minmax(0, 1fr);
    }
    .say {
      min-height: 190px;
      align-content: start;
    }
    .title {
      font-size: 17px;
    }
    h2 {
      font-size: var(--type-body);
    }
    .words {
      font-size: 13px;
    }
    .lead {
      visibility: hidden;
    }
  }
  @media (max-height: 560px) and (min-width: 641px) {
    main {
      grid-template-rows: auto auto 300px auto auto auto;
    }
  }
`;
