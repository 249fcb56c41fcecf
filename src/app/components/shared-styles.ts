/** Rules that every element of the page shares. */
import { css } from "lit";

export const sharedStyles = css`
  :host {
    box-sizing: border-box;
    display: block;
    min-width: 0;
    min-height: 0;
    color: var(--colour-text);
    font-family: var(--type-family);
    font-size: var(--type-body);
    line-height: 1.35;
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd {
    margin: 0;
  }
  button,
  select {
    font: inherit;
    color: inherit;
  }
  button,
  select {
    min-width: 32px;
    min-height: 32px;
    padding: 0 10px;
    border: 1px solid var(--colour-line);
    border-radius: var(--radius-small);
    background: var(--colour-raised);
    cursor: pointer;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    white-space: nowrap;
  }
  button.plain {
    background: transparent;
    border-color: transparent;
    padding: 0 6px;
  }
  button:hover,
  select:hover {
    border-color: var(--colour-line-strong);
    background: var(--colour-line);
  }
  :focus-visible {
    outline: 2px solid var(--colour-focus);
    outline-offset: 2px;
  }
  .soft {
    color: var(--colour-text-soft);
  }
  .faint {
    color: var(--colour-text-faint);
  }
  .small {
    font-size: var(--type-small);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (pointer: coarse) {
    button,
    select {
      min-width: 44px;
      min-height: 44px;
    }
  }
`;

/** Tables of values in the column beside the stage: names left, numbers right. */
export const valueTableStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--type-small);
  }
  th,
  td {
    padding: 1px 0;
    text-align: right;
    font-weight: 400;
  }
  th[scope="row"] {
    text-align: left;
    color: var(--colour-text-soft);
    white-space: nowrap;
  }
`;

/** Cards over the page, each with a head and a button that closes it. */
export const dialogStyles = css`
  dialog {
    width: min(600px, calc(100vw - 32px));
    max-height: calc(100dvh - 32px);
    padding: 0;
    border: 1px solid var(--colour-line-strong);
    border-radius: var(--radius-medium);
    background: var(--colour-panel);
    color: var(--colour-text);
  }
  dialog::backdrop {
    background: rgb(4 7 10 / 60%);
  }
  .card {
    display: grid;
    gap: 10px;
    padding: 16px 20px 20px;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  dialog h2 {
    font-size: var(--type-large);
  }
  dialog p {
    color: var(--colour-text-soft);
  }
`;

/** Parts of a card that are elements of their own: headings, words, rows of buttons. */
export const cardPartStyles = css`
  :host {
    display: grid;
    gap: 8px;
  }
  h3 {
    font-size: 14px;
    font-weight: 600;
  }
  p {
    color: var(--colour-text-soft);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
`;

/** Buttons of the header say their words only where all of them have room. */
export const headerButtonStyles = css`
  .word {
    font-size: 13px;
  }
  @media (max-width: 1640px) {
    .word {
      position: absolute;
      width: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    button:has(> .word) {
      padding: 0;
    }
  }
`;

/** Radio buttons as a row of words: `label` holds the `input`, which lies unseen over the `span` that says it. */
export const radioStyles = css`
  label {
    position: relative;
    cursor: pointer;
  }
  input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  label > span {
    display: inline-flex;
    align-items: center;
    border-radius: 3px;
    color: var(--colour-text-soft);
    white-space: nowrap;
  }
  input:checked + span {
    background: var(--colour-line-strong);
    color: var(--colour-text);
  }
  input:hover + span {
    color: var(--colour-text);
  }
  input:focus-visible + span {
    outline: 2px solid var(--colour-focus);
    outline-offset: 1px;
  }
  @media (forced-colors: active) {
    input:checked + span {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
