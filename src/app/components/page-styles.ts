/** Layout of the page where there is room for everything: nothing scrolls but the column of controls. */
import { css } from "lit";

export const pageStyles = css`
  :host {
    display: grid;
    grid-template-rows: 48px minmax(0, 1fr) auto;
    height: max(100dvh, 640px);
    background: var(--colour-ground);
  }
  /* The story lays out a page of its own. */
  :host([story]) {
    display: block;
    height: auto;
    min-height: 100dvh;
  }
  /* So do frames of other pages and screens of projectors. */
  :host([shell]) {
    display: block;
    height: 100dvh;
  }
  :host([shell]) main {
    display: block;
    height: 100%;
  }
  fluxtwin-header,
  footer {
    padding: 0 16px;
    background: var(--colour-panel);
  }
  fluxtwin-header {
    border-bottom: 1px solid var(--colour-line);
  }
  footer {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    grid-template-rows: 30px 52px;
    align-items: center;
    gap: 0 20px;
    border-top: 1px solid var(--colour-line);
  }
  .happened {
    grid-column: 1 / -1;
    display: flex;
    gap: 8px;
    min-width: 0;
  }
  fluxtwin-events {
    flex: 1;
  }
  fluxtwin-verdict {
    margin-left: auto;
    flex: 0 1 auto;
  }
  main {
    display: grid;
    grid-template: "stage side" minmax(0, 1fr) "charts side" minmax(140px, 0.22fr) / minmax(0, 1fr) 336px;
    gap: 6px 0;
    min-height: 0;
  }
  .stage {
    grid-area: stage;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto auto auto;
    gap: 4px;
    min-height: 0;
    padding: 4px 16px 0;
  }
  .heads {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 16px;
  }
  .under {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    align-items: center;
    gap: 12px;
  }
  .layers,
  .words {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 2px 16px;
  }
  .words {
    min-height: 24px;
    margin-top: -2px;
  }
  fluxtwin-layer-switch {
    flex: none;
  }
  fluxtwin-legend {
    flex: 1 1 340px;
    max-width: 560px;
  }
  fluxtwin-charts {
    grid-area: charts;
    padding: 0 16px 10px;
  }
  /* In a lesson, until a prediction is stored. */
  :host([predicting]) :is(fluxtwin-charts, fluxtwin-verdict, fluxtwin-headline, fluxtwin-caption) {
    visibility: hidden;
  }
  fluxtwin-reading-place {
    grid-area: charts;
    padding: 0 16px 10px;
  }
  /* What is read stands in the place of the charts, and needs more of the height. */
  main:has(fluxtwin-reading-place[open]) fluxtwin-charts {
    display: none;
  }
  main:has(fluxtwin-reading-place[open]) {
    grid-template-rows: minmax(0, 1fr) minmax(232px, 0.34fr);
  }
  aside {
    grid-area: side;
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-height: 0;
    border-left: 1px solid var(--colour-line);
    background: var(--colour-panel);
  }
  .sheet:not([popover]),
  .clock {
    display: contents;
  }
  ::slotted([slot="controls"]) {
    flex: 0 1 auto;
    min-height: 0;
    overflow-y: auto;
    /* A glow at the lower edge as long as there is more below it. */
    background:
      linear-gradient(to top, var(--colour-panel) 40%, transparent) bottom / 100% 48px no-repeat local,
      linear-gradient(to top, color-mix(in srgb, var(--colour-focus) 32%, transparent), transparent) bottom /
        100% 16px no-repeat,
      var(--colour-panel);
  }
  fluxtwin-inspector {
    flex: none;
    margin-top: auto;
    padding: 8px 14px 10px;
    border-top: 1px solid var(--colour-line);
  }
  @media (max-width: 1200px) {
    .layers {
      flex-wrap: wrap;
    }
  }
  @media (max-width: 1000px) {
    :host {
      grid-template-rows: 52px minmax(0, 1fr) auto;
    }
    main {
      grid-template:
        "stage" minmax(0, 1fr) "charts" 156px
        "side" auto / minmax(0, 1fr);
      gap: 8px;
    }
    main:has(fluxtwin-reading-place[open]) {
      grid-template-rows: minmax(0, 1fr) 232px auto;
    }
    aside {
      flex-direction: row;
      border-left: 0;
      border-top: 1px solid var(--colour-line);
      max-height: 310px;
    }
    ::slotted([slot="controls"]) {
      flex: 1;
    }
    fluxtwin-inspector {
      flex: 0 0 264px;
      margin: 0;
      border-top: 0;
      border-left: 1px solid var(--colour-line);
    }
    .stage {
      grid-template:
        "heads heads" auto "view view" minmax(0, 1fr) "under under" auto "switch switch" auto
        "caption legend" auto "keys keys" auto / minmax(0, 1fr) auto;
      gap: 4px 12px;
    }
    .heads {
      grid-area: heads;
    }
    fluxtwin-stage {
      grid-area: view;
    }
    .under {
      grid-area: under;
    }
    .layers,
    .words {
      display: contents;
    }
    fluxtwin-layer-switch {
      grid-area: switch;
    }
    fluxtwin-legend {
      grid-area: legend;
      width: 372px;
    }
    fluxtwin-caption {
      grid-area: caption;
      align-self: center;
    }
    fluxtwin-keys {
      grid-area: keys;
    }
    footer {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: 34px 50px auto;
      align-content: start;
      padding-bottom: 6px;
    }
    fluxtwin-verdict {
      margin-left: 0;
    }
  }
`;
