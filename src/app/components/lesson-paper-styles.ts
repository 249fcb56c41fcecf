/** How a lesson looks on paper, and how the paper is shown before it is printed. */
import { css } from "lit";

/** On white, whatever the theme: sizes are those of paper. */
const sheetStyles = css`
  article {
    color: #10161c;
    font-size: 10.5pt;
    line-height: 1.4;
  }
  article + article {
    break-before: page;
  }
  h1,
  h2,
  h3,
  p {
    margin: 0 0 2mm;
  }
  h1 {
    font-size: 20pt;
  }
  h2 {
    margin-top: 5mm;
    padding-top: 2mm;
    border-top: 0.4mm solid #10161c;
    font-size: 13pt;
    break-after: avoid;
  }
  h3 {
    font-size: 11pt;
  }
  small,
  .over {
    color: #48545f;
    font-size: 9pt;
    font-weight: 400;
  }
  h2 small {
    float: right;
  }
  section > *,
  li {
    break-inside: avoid;
  }
  .prose > * {
    margin: 0 0 2mm;
  }
  .who {
    display: grid;
    grid-template-columns: 2fr 1fr 1fr;
    gap: 6mm;
    margin: 4mm 0;
  }
  .who span,
  .line {
    border-bottom: 0.3mm solid #6b7883;
  }
  .line {
    height: 8mm;
  }
  .write {
    margin: 3mm 0 0;
    break-after: avoid;
  }
  .boxes {
    margin: 2mm 0;
    padding: 0;
    list-style: none;
  }
  .boxes li {
    display: flex;
    align-items: baseline;
    margin: 1.5mm 0;
  }
  .boxes li::before {
    content: "";
    flex: none;
    width: 3.6mm;
    height: 3.6mm;
    margin-right: 3mm;
    border: 0.4mm solid #10161c;
    transform: translateY(0.6mm);
  }
  .number .blank {
    display: inline-block;
    width: 26mm;
    border-bottom: 0.3mm solid #10161c;
  }
  svg.scale {
    display: block;
    width: 140mm;
    max-width: 100%;
  }
  figure {
    margin: 3mm 0;
    break-inside: avoid;
  }
  figure svg {
    display: block;
    width: 100%;
    height: auto;
  }
  .axes svg {
    max-width: 130mm;
  }
  .axes text,
  .scale text {
    fill: #10161c;
    font-size: 8px;
  }
  .scale text {
    font-size: 15px;
  }
  .scale line {
    stroke: #10161c;
  }
  .axes .grid {
    stroke: #a9b5bf;
    stroke-width: 0.6;
  }
  .axes .solved {
    fill: none;
    stroke: #0b4f94;
    stroke-width: 1.6;
  }
  .axes circle {
    fill: #0b4f94;
  }
  .pictures {
    break-before: page;
  }
  .answers {
    margin: 0 0 2mm;
    padding-left: 6mm;
  }
  .answers .right {
    list-style: "\\2713\\a0";
  }
  .reveal {
    padding: 2mm 3mm;
    border-left: 1mm solid #0b4f94;
  }
  .note {
    padding: 2mm 3mm;
    border: 0.3mm solid #6b7883;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 9.5pt;
  }
  td,
  th {
    padding: 1mm 2mm;
    border: 0.2mm solid #a9b5bf;
    text-align: left;
    vertical-align: top;
  }
  dl {
    display: grid;
    grid-template-columns: 24mm 1fr;
    gap: 1mm 3mm;
  }
  dd ol {
    margin: 0;
    padding-left: 5mm;
  }
  ul {
    margin: 0 0 2mm;
    padding-left: 6mm;
  }
  code {
    font-size: 9pt;
  }
`;

export const paperStyles = [
  sheetStyles,
  css`
    :host {
      position: fixed;
      inset: 0;
      z-index: 20;
      display: flex;
      flex-direction: column;
      background: var(--colour-ground);
    }
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 12px;
      padding: 8px 16px;
      border-bottom: 1px solid var(--colour-line);
      background: var(--colour-panel);
    }
    .bar h1 {
      margin: 0;
      font-size: var(--type-large);
    }
    .bar .status {
      flex: 1 1 200px;
      margin: 0;
    }
    .primary {
      border-color: var(--colour-focus);
    }
    .desk {
      flex: 1;
      min-height: 0;
      overflow: auto;
      padding: 16px;
    }
    .desk article {
      max-width: 180mm;
      margin: 0 auto 16px;
      padding: 14mm 15mm;
      background: #fff;
    }
    @media (max-width: 743px) {
      .desk {
        padding: 8px;
      }
      .desk article {
        padding: 16px;
      }
    }
    @media print {
      :host {
        position: static;
        display: block;
        background: none;
      }
      .bar {
        display: none;
      }
      .desk {
        overflow: visible;
        padding: 0;
      }
      .desk article {
        max-width: none;
        margin: 0;
        padding: 0;
      }
    }
  `,
];
