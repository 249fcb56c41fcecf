/** Look of the card of instruments: both cells side by side, one below the other where there is no room. */
import { css } from "lit";

export const instrumentsStyles = css`
  dialog {
    width: min(1240px, calc(100vw - 32px));
    /* Tabs stay where they are whatever they open. */
    margin-block-start: max(16px, 4dvh);
  }
  [role="tabpanel"] {
    display: grid;
    gap: 10px;
  }
  .cells {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 10px 24px;
  }
  section {
    display: grid;
    align-content: start;
    gap: 6px;
    min-width: 0;
  }
  .cell {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
  }
  .name {
    flex: 1;
    min-width: 60px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .at {
    flex: 1 1 220px;
  }
  progress {
    width: 100%;
    accent-color: var(--colour-focus);
  }
  fluxtwin-chart {
    height: 250px;
    background: var(--colour-ground);
    border: 1px solid var(--colour-line);
    border-radius: var(--radius-medium);
    overflow: hidden;
  }
  .spectra {
    display: grid;
    grid-template: "nyquist magnitude" 222px "nyquist phase" 222px / minmax(0, 1.25fr) minmax(0, 1fr);
    gap: 10px;
  }
  .spectra fluxtwin-chart {
    height: auto;
  }
  .spectra .nyquist {
    grid-area: nyquist;
  }
  select {
    min-height: 26px;
    padding: 0 4px;
    font-size: var(--type-small);
  }
  .regions {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    font-size: var(--type-small);
  }
  .regions span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  @media (max-width: 860px) {
    .spectra {
      grid-template: "nyquist nyquist" 300px "magnitude phase" 222px / minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  @media (max-width: 640px) {
    .card {
      padding: 12px;
    }
    .cells {
      gap: 10px 12px;
    }
    .spectra {
      grid-template: "nyquist" 260px "magnitude" 200px "phase" 200px / minmax(0, 1fr);
    }
  }
`;
