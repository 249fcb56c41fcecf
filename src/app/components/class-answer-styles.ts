/** How the answers of a class look. */
import { css } from "lit";

export const classAnswerStyles = css`
  dialog {
    width: min(1240px, calc(100vw - 32px));
  }
  .card[data-over] {
    outline: 2px dashed var(--colour-focus);
    outline-offset: -6px;
  }
  .head button {
    flex: none;
  }
  .row textarea {
    flex: 1 1 180px;
    min-height: 34px;
    padding: 6px 8px;
    border: 1px solid var(--colour-line-strong);
    border-radius: var(--radius-small);
    background: var(--colour-ground);
    color: inherit;
    font: inherit;
  }
  .problems {
    color: var(--colour-danger);
    overflow-wrap: anywhere;
  }
  ul,
  ol {
    margin: 0;
    padding-left: 20px;
  }
  h3 {
    font-size: var(--type-body);
  }
  .steps {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr));
    align-items: start;
    gap: 12px;
  }
  .step {
    display: grid;
    gap: 8px;
    padding: 10px 12px;
    border: 1px solid var(--colour-line);
    border-radius: var(--radius-small);
  }
  .groups {
    display: grid;
    gap: 6px;
    padding: 0;
    list-style: none;
  }
  .groups li {
    display: grid;
    gap: 2px;
  }
  .groups li > span {
    display: flex;
    justify-content: space-between;
    gap: 12px;
  }
  .groups svg {
    display: block;
    width: 100%;
    height: 8px;
  }
  .groups .track {
    fill: var(--colour-line);
  }
  .groups .bar {
    fill: var(--colour-text-soft);
  }
  .groups [data-right] {
    font-weight: 600;
  }
  .groups [data-right] .bar {
    fill: var(--colour-good);
  }
  .mistakes i {
    display: block;
  }
  figure {
    margin: 0;
  }
  figure svg {
    display: block;
    width: 100%;
  }
  .each {
    fill: none;
    stroke: var(--colour-text-soft);
    stroke-width: 1.2;
    opacity: 0.75;
  }
  figure .solved {
    stroke: var(--colour-good);
    stroke-width: 3;
  }
`;
