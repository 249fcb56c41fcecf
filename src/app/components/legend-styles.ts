/** Rules of the legend. */
import { css } from "lit";

export const legendStyles = css`
  :host {
    container-type: inline-size;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 36px;
    white-space: nowrap;
    font-size: var(--type-small);
  }
  .scales {
    flex: 1;
    min-width: 0;
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .scale {
    flex: 1;
    min-width: 0;
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .each {
    flex-direction: column;
    align-items: stretch;
    gap: 0;
    padding: 1px 6px;
    border: 3px solid;
    border-image: repeating-linear-gradient(
        135deg,
        var(--colour-warning) 0 6px,
        var(--colour-ground) 6px 12px
      )
      3;
  }
  .each .ticks {
    display: none;
  }
  .warning {
    color: var(--colour-warning);
    line-height: 13px;
    font-size: var(--type-tiny);
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .name {
    flex: 0 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--colour-text-soft);
  }
  .bars {
    min-width: 0;
    display: grid;
    gap: 2px;
  }
  .two {
    gap: 1px;
  }
  .two .bar,
  .each .bar {
    height: 9px;
  }
  .bar {
    height: 12px;
    border-radius: 2px;
    border: 1px solid var(--colour-line-strong);
    forced-color-adjust: none;
  }
  .ticks {
    position: relative;
    height: 11px;
    font-size: 10px;
    line-height: 11px;
    color: var(--colour-text-faint);
  }
  .ticks span {
    position: absolute;
    translate: -50% 0;
  }
  .beyond {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    color: var(--colour-warning);
  }
  .beyond i {
    width: 9px;
    height: 11px;
    forced-color-adjust: none;
    background: repeating-linear-gradient(
      45deg,
      var(--colour-warning) 0 1.5px,
      var(--colour-ground) 1.5px 3.5px
    );
  }
  .kinds {
    display: grid;
    gap: 1px;
    font-size: var(--type-tiny);
    line-height: 13px;
  }
  .fit,
  summary {
    min-height: 26px;
    padding: 0 8px;
    font-size: var(--type-small);
  }
  .fit {
    border-color: var(--colour-warning);
  }
  details {
    position: relative;
  }
  .bars {
    flex: 1 0 64px;
  }
  @container (max-width: 420px) {
    .bars {
      flex-basis: 40px;
    }
    .row,
    .scales,
    .scale {
      gap: 5px;
    }
    .fit {
      padding: 0 4px;
    }
    .differs .end,
    .name,
    .menu-name {
      display: none;
    }
    summary {
      padding: 0 6px;
    }
  }
  summary {
    display: inline-flex;
    align-items: center;
    border: 1px solid var(--colour-line-strong);
    border-radius: var(--radius-small);
    background: var(--colour-raised);
    cursor: pointer;
    list-style: none;
  }
  summary::after {
    content: "";
    margin: 0 1px;
    border: 4px solid transparent;
    border-bottom-color: currentcolor;
    border-top: 0;
  }
  .menu {
    position: absolute;
    right: 0;
    bottom: calc(100% + 6px);
    z-index: 4;
    display: grid;
    gap: 6px;
    width: 240px;
    padding: 10px 12px;
    white-space: normal;
    border: 1px solid var(--colour-line-strong);
    border-radius: var(--radius-medium);
    background: var(--colour-raised);
    box-shadow: 0 6px 24px rgb(0 0 0 / 50%);
  }
  label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 24px;
    cursor: pointer;
  }
  @media (pointer: coarse) {
    summary,
    .fit,
    label {
      min-height: 40px;
    }
  }
`;
