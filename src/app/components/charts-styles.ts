/** Rules of the two charts of the first screen. */
import { css } from "lit";
import { singleQuery } from "./page-room.ts";

export const chartsStyles = css`
  :host {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px;
  }
  fluxtwin-chart {
    background: var(--colour-panel);
    border: 1px solid var(--colour-line);
    border-radius: var(--radius-medium);
    overflow: hidden;
  }
  select {
    min-height: 26px;
    padding: 0 4px;
    font-size: 13px;
    font-weight: 600;
    flex: 0 1 240px;
    min-width: 0;
    max-width: max-content;
    text-overflow: ellipsis;
  }
  .cycles {
    flex: none;
    font-weight: 400;
  }
  .key {
    white-space: nowrap;
  }
  .narrow {
    display: none;
  }
  .widest {
    white-space: nowrap;
  }
  @media (max-width: 1560px) {
    .widest {
      display: none;
    }
  }
  @media ${singleQuery} {
    :host {
      grid-template-columns: minmax(0, 1fr);
      grid-auto-rows: 260px;
    }
    select {
      flex: none;
    }
  }
  @media (max-width: 1300px) {
    .wide {
      display: none;
    }
    .narrow {
      display: inline;
    }
  }
`;
