/** Look of the Lab: beside the cells where there is room, over the whole page where there is not. */
import { css } from "lit";

/** Where the Lab lies over the page. */
export const LAB_OVER = "(max-width: 1000px), (max-height: 499px)";

export const labStyles = css`
  dialog {
    position: fixed;
    inset: 56px 8px 8px auto;
    z-index: 5;
    width: min(680px, 47vw);
    height: auto;
    max-height: none;
    margin: 0;
    box-shadow: 0 6px 24px rgb(0 0 0 / 50%);
  }
  dialog:modal {
    inset: 0;
    width: 100vw;
    max-width: none;
    height: 100dvh;
    border: 0;
    border-radius: 0;
  }
  .card {
    grid-template-rows: auto auto minmax(0, 1fr);
    height: 100%;
    padding: 12px 14px 0;
  }
  .head h2 {
    margin-right: auto;
  }
  [role="tabpanel"] {
    min-height: 0;
    overflow-y: auto;
    padding-bottom: 14px;
    scrollbar-width: thin;
    scrollbar-color: var(--colour-line-strong) transparent;
  }
  [role="tabpanel"][hidden] {
    display: none;
  }
`;

/** Fields, chips and rows that the parts of the Lab share. */
export const labPartStyles = css`
  :host {
    display: grid;
    gap: 10px;
    align-content: start;
  }
  input,
  textarea {
    font: inherit;
    color: inherit;
    min-height: 30px;
    padding: 0 8px;
    border: 1px solid var(--colour-line-strong);
    border-radius: var(--radius-small);
    background: var(--colour-ground);
  }
  input[type="checkbox"] {
    min-height: 0;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--colour-focus);
  }
  [aria-invalid="true"] {
    border-color: var(--colour-warning);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
  }
  .chip {
    padding: 0 5px;
    border: 1px solid var(--colour-line-strong);
    border-radius: 3px;
    font-size: 11px;
    line-height: 16px;
    color: var(--colour-text-soft);
    white-space: nowrap;
  }
  .chip.on {
    border-color: var(--colour-text);
    color: var(--colour-text);
  }
  .chip.warn,
  .problem {
    border-color: var(--colour-warning);
    color: var(--colour-warning);
  }
  .problem {
    margin: 0;
    font-size: var(--type-small);
    overflow-wrap: anywhere;
  }
  p {
    overflow-wrap: anywhere;
  }
  button.small {
    min-height: 28px;
    min-width: 28px;
    padding: 0 8px;
    font-size: var(--type-small);
  }
  button[disabled] {
    opacity: 0.5;
    cursor: default;
  }
  @media (pointer: coarse) {
    input:not([type="checkbox"]),
    button.small {
      min-height: 44px;
    }
    input[type="checkbox"] {
      width: 24px;
      height: 24px;
    }
  }
  .views {
    display: inline-flex;
    gap: 2px;
  }
  .views input {
    width: 100%;
    min-height: 0;
    height: 100%;
  }
`;
