/** Rules of the clock and its buttons. */
import { css } from "lit";
import { singleQuery } from "./page-room.ts";

export const timeBarStyles = css`
  .bar {
    display: flex;
    align-items: center;
    gap: 20px;
    height: 100%;
  }
  .buttons {
    display: flex;
    gap: 6px;
  }
  .buttons button {
    width: 44px;
    height: 40px;
    padding: 0;
  }
  .buttons .play {
    width: 60px;
    background: var(--colour-text);
    border-color: var(--colour-text);
    color: var(--colour-ground);
  }
  .buttons .play:hover {
    background: var(--colour-focus);
  }
  button:disabled {
    opacity: 0.45;
    cursor: default;
  }
  .label {
    font-size: var(--type-small);
    color: var(--colour-text-faint);
  }
  .clock {
    display: grid;
    min-width: 112px;
  }
  output {
    font-size: 19px;
    line-height: 1.15;
    white-space: nowrap;
  }
  .speed {
    display: flex;
    align-items: center;
    gap: 10px;
    min-width: 0;
  }
  .auto {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 28px;
    font-size: var(--type-small);
    color: var(--colour-text-soft);
  }
  .auto input {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--colour-text-soft);
  }
  .value {
    min-width: 66px;
    white-space: nowrap;
  }
  .note {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: var(--type-small);
    color: var(--colour-warning);
    white-space: nowrap;
  }
  input[type="range"] {
    width: 150px;
    height: 28px;
    accent-color: var(--colour-text-soft);
  }
  @media (max-width: 1300px) {
    .bar {
      gap: 14px;
    }
    .buttons {
      gap: 4px;
    }
    .buttons button {
      width: 38px;
      min-width: 38px;
    }
    .buttons .play {
      width: 52px;
    }
    .clock {
      min-width: 104px;
    }
    .value {
      min-width: 56px;
    }
    input[type="range"] {
      width: 110px;
    }
  }
  @media (max-width: 743px) {
    .bar {
      gap: 2px 10px;
      height: auto;
    }
    .buttons {
      gap: 4px;
    }
    .buttons button {
      width: 40px;
      min-width: 40px;
    }
    .buttons .play {
      width: 48px;
    }
    .clock {
      min-width: 88px;
    }
    .speed .label {
      position: absolute;
      clip-path: inset(50%);
    }
    input[type="range"] {
      width: 96px;
    }
    .value {
      min-width: 52px;
    }
    .note {
      flex: 1;
    }
  }
  @media ${singleQuery} {
    .bar {
      flex-wrap: wrap;
    }
    /* The line of time can be drawn. */
    .back {
      display: none;
    }
    .speed {
      flex: 1 0 100%;
    }
    .speed .label {
      position: static;
      clip-path: none;
    }
  }
`;
