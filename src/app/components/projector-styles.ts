/** Rules of the screen of a projector. */
import { css } from "lit";

export const projectorStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto auto;
    gap: 6px;
    height: 100dvh;
    padding: 8px 20px 0;
    background: var(--colour-ground);
  }
  .heads,
  .deeds {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: 16px;
  }
  h2 {
    display: flex;
    align-items: center;
    gap: 14px;
    font-size: var(--type-display);
    white-space: nowrap;
    overflow: hidden;
  }
  h2 .soft {
    font-size: var(--type-large);
    font-weight: 400;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
    padding: 6px 0;
    border-top: 2px solid var(--colour-line);
  }
  footer button {
    min-height: 44px;
    font-size: var(--type-small);
  }
  footer > output {
    min-width: 9ch;
    font-size: var(--type-large);
    font-weight: 600;
  }
  fluxtwin-legend {
    flex: 1 1 320px;
    min-width: 0;
  }
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-left: auto;
  }
  .keys button {
    padding: 0 8px;
  }
  [aria-pressed="true"] {
    border-color: var(--colour-text);
    background: var(--colour-text);
    color: var(--colour-ground);
  }
  .control {
    position: fixed;
    left: 50%;
    bottom: 130px;
    z-index: 4;
    width: min(820px, calc(100vw - 40px));
    padding: 20px 28px;
    translate: -50% 0;
    border: 3px solid var(--colour-text);
    border-radius: var(--radius-medium);
    background: var(--colour-panel);
    font-size: var(--type-large);
  }
  .control label {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 8px;
    font-weight: 600;
  }
  .control input {
    grid-column: 1 / -1;
    height: 44px;
  }
  .control select,
  .control .choices button {
    min-height: 56px;
    font-size: var(--type-large);
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    gap: 10px;
  }
  .spot {
    position: fixed;
    z-index: 9;
    width: 26px;
    height: 26px;
    border-radius: 50%;
    translate: -50% -50%;
    pointer-events: none;
    background: rgb(226 0 26 / 85%);
    box-shadow: 0 0 0 4px rgb(255 255 255 / 85%);
  }
`;
