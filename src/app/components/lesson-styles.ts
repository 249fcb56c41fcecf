/** What the parts of a lesson have in common. */
import { css } from "lit";

export const lessonStyles = css`
  .prose > * {
    margin: 0 0 8px;
  }
  .prose :is(ul, ol) {
    padding-left: 20px;
  }
  .prose {
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .primary {
    border-color: var(--colour-focus);
  }
  fieldset {
    display: grid;
    gap: 6px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-bottom: 6px;
    padding: 0;
    color: var(--colour-text-soft);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  svg text {
    fill: var(--colour-text-soft);
    font: 12px var(--type-family);
  }
  .own {
    stroke: var(--colour-text);
    fill: none;
    stroke-width: 2;
    stroke-dasharray: 5 4;
  }
  .solved {
    stroke: var(--colour-cell-a);
    fill: none;
    stroke-width: 2.5;
  }
  .grid {
    stroke: var(--colour-line);
  }
`;
