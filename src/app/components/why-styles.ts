/** Look of the card that explains: two waterfalls side by side, one below the other where there is no room. */
import { css } from "lit";

export const whyStyles = css`
  dialog {
    width: min(1240px, calc(100vw - 32px));
  }
  .cells {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 12px 28px;
  }
  section {
    display: grid;
    align-content: start;
    gap: 8px;
    min-width: 0;
  }
  .cell {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  progress {
    width: 100%;
    accent-color: var(--colour-focus);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--type-small);
  }
  caption {
    padding-bottom: 4px;
    text-align: left;
    color: var(--colour-text-soft);
  }
  th,
  td {
    padding: 2px 0 2px 8px;
    text-align: right;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    color: var(--colour-text-faint);
  }
  th[scope="row"] {
    padding-left: 0;
    text-align: left;
    color: var(--colour-text-soft);
    white-space: normal;
  }
  table + p {
    margin-top: 8px;
  }
  .bars {
    width: 28%;
  }
  .track {
    position: relative;
    height: 14px;
    background: var(--colour-raised);
  }
  .track span {
    position: absolute;
    top: 0;
    bottom: 0;
    min-width: 2px;
  }
  .whole-0 {
    background: var(--colour-cell-a);
  }
  .whole-1 {
    background: var(--colour-cell-b);
  }
  .cathode {
    background: var(--colour-danger);
  }
  .anode {
    background: var(--colour-lithium);
  }
  .codependence {
    background: var(--colour-accent);
  }
  .rest {
    background: var(--colour-line-strong);
  }
  .gain {
    background: var(--colour-good);
  }
  @media (max-width: 860px) {
    .cells {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 640px) {
    .card {
      padding: 12px;
    }
    .bars {
      width: 16%;
    }
    th,
    td {
      padding-left: 5px;
    }
  }
`;
