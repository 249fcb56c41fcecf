/** Look of the tools that read: what is chosen and said on the left, the chart beside it, below it where room is narrow. */
import { css } from "lit";
import { columnQuery } from "./page-room.ts";

export const readingStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(200px, 290px) minmax(0, 1fr);
    gap: 6px 16px;
    height: 100%;
    container-type: size;
  }
  .choice {
    display: grid;
    align-content: start;
    gap: 5px;
    overflow-y: auto;
    padding: 2px;
    font-size: var(--type-small);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  p.row {
    flex-wrap: nowrap;
    align-items: baseline;
  }
  .choice :is(button, select) {
    min-height: 26px;
    padding: 0 8px;
    font-size: var(--type-small);
  }
  .choice input[type="range"] {
    flex: 1;
    min-width: 90px;
    height: 24px;
    margin: 0;
    accent-color: var(--colour-text);
    cursor: pointer;
  }
  .choice input[type="number"] {
    width: 52px;
    min-height: 26px;
    border: 1px solid var(--colour-line);
    border-radius: var(--radius-small);
    background: var(--colour-raised);
    color: inherit;
    font: inherit;
  }
  output {
    min-width: 52px;
    text-align: right;
  }
  fluxtwin-chart {
    min-height: 120px;
    overflow: hidden;
  }
  .charts {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: 8px;
    min-height: 0;
  }
  @media (pointer: coarse) {
    .choice :is(button, select, input[type="number"]) {
      min-height: 40px;
    }
    .choice input[type="range"] {
      height: 40px;
    }
  }
  /* In a sheet. */
  @media ${columnQuery} {
    :host {
      grid-template-columns: minmax(0, 1fr);
      height: auto;
      container-type: inline-size;
    }
    .choice {
      overflow: visible;
    }
    fluxtwin-chart,
    .charts {
      order: -1;
    }
    fluxtwin-chart {
      height: 190px;
    }
    .charts {
      grid-auto-flow: row;
    }
  }
`;
