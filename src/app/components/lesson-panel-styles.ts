/** How the panel of a lesson looks. */
import { css } from "lit";
import { columnQuery } from "./page-room.ts";

export const lessonPanelStyles = css`
  :host {
    flex: 1;
    overflow-y: auto;
  }
  section {
    display: grid;
    align-content: start;
    gap: 10px;
    min-height: 100%;
    padding: 10px 14px;
  }
  header {
    flex-wrap: nowrap;
    justify-content: space-between;
  }
  h2 {
    font-size: var(--type-large);
  }
  h3 {
    font-size: var(--type-body);
  }
  .hint {
    padding: 8px 10px;
    border-left: 3px solid var(--colour-focus);
    background: var(--colour-raised);
  }
  .reveal {
    padding: 8px 10px;
    border-radius: var(--radius-small);
    background: var(--colour-raised);
  }
  .reveal > :last-child {
    margin-bottom: 0;
  }
  .controls {
    margin: 0 -14px;
  }
  .controls[hidden] {
    display: none;
  }
  fluxtwin-lesson-teacher {
    padding-bottom: 4px;
  }
  nav {
    position: sticky;
    bottom: 0;
    margin: auto -14px 0;
    padding: 8px 14px;
    border-top: 1px solid var(--colour-line);
    background: var(--colour-panel);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  caption,
  th {
    text-align: left;
  }
  table {
    width: 100%;
  }
  a {
    color: var(--colour-text-soft);
  }
  @media ${columnQuery} {
    nav {
      position: static;
    }
  }
`;
