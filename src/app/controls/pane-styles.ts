/** Tweakpane in the look of the page: larger targets, visible focus, values that line up. */

export const paneStyles = `
.fluxtwin-pane {
  container-type: inline-size;
  padding: 10px 6px 6px 14px;
  color: var(--colour-text);
  font-family: var(--type-family);
  font-variant-numeric: tabular-nums;
  scrollbar-width: thin;
  scrollbar-color: var(--colour-line-strong) transparent;
}
.fluxtwin-pane h2 { margin: 0; font-size: 13px; font-weight: 600; }
.fluxtwin-pane h2 { display: flex; align-items: baseline; justify-content: space-between; gap: 8px; }
.fluxtwin-pane .tags { font-size: 11px; font-weight: 400; color: var(--colour-text-soft); margin-right: 6px; }
.fluxtwin-pane > p { margin: 2px 0 4px; font-size: var(--type-small); color: var(--colour-text-soft); }
.fluxtwin-pane .tp-rotv {
  --tp-base-background-color: transparent;
  --tp-base-shadow-color: transparent;
  --tp-base-font-family: var(--type-family);
  --tp-container-background-color: var(--colour-raised);
  --tp-container-background-color-hover: var(--colour-line);
  --tp-container-background-color-focus: var(--colour-line);
  --tp-container-background-color-active: var(--colour-line);
  --tp-container-foreground-color: var(--colour-text-soft);
  --tp-input-background-color: var(--colour-raised);
  --tp-input-background-color-hover: var(--colour-line);
  --tp-input-background-color-focus: var(--colour-line);
  --tp-input-background-color-active: var(--colour-line);
  --tp-input-foreground-color: var(--colour-text);
  --tp-label-foreground-color: var(--colour-text);
  --tp-groove-foreground-color: var(--colour-line-strong);
  --cnt-usz: 26px;
  --cnt-usp: 4px;
  --cnt-vp: 0px;
  --cnt-hp: 0px;
  --bld-hp: 0px;
  --bld-vw: 146px;
  font-size: var(--type-small);
}
.fluxtwin-pane .tp-lblv {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 24px;
  position: relative;
  padding: 0 0 2px;
}
.fluxtwin-pane .tp-lblv_l {
  grid-column: 1 / -1;
  display: flex;
  align-items: baseline;
  gap: 5px;
  max-width: none;
  padding: 0;
  line-height: 18px;
  white-space: nowrap;
  cursor: help;
}
.fluxtwin-pane .name { min-width: 0; overflow: hidden; text-overflow: ellipsis; }
.fluxtwin-pane .tp-rotv_c > .tp-lblv, .fluxtwin-pane .tp-fldv_c > .tp-lblv { margin-top: 3px; }
.fluxtwin-pane .tp-lblv_v { width: auto; min-width: 0; }
.fluxtwin-pane .unit { color: var(--colour-text-faint); }
.fluxtwin-pane .chip, .fluxtwin-pane .tag {
  font-size: 10px;
  line-height: 14px;
  padding: 0 4px;
  border-radius: 3px;
  border: 1px solid var(--colour-line-strong);
  color: var(--colour-text-soft);
}
.fluxtwin-pane .tp-lblv.tp-v-disabled .tp-lblv_l { opacity: 1; color: var(--colour-text-soft); }
.fluxtwin-pane .chip.warn, .fluxtwin-pane .tag-A { border-color: var(--colour-warning); color: var(--colour-warning); }
.fluxtwin-pane .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@container (max-width: 519px) {
  .fluxtwin-pane .tp-lblv.in-line { grid-template-columns: minmax(0, 1fr) auto 24px; align-items: center; }
  .fluxtwin-pane .in-line .tp-lblv_l { grid-column: auto; }
  .fluxtwin-pane .in-line .tp-lblv_v { min-width: var(--cnt-usz); }
}
.fluxtwin-pane .about { padding: 2px 8px 6px 0; font-size: var(--type-small); line-height: 1.35; color: var(--colour-text-soft); }
.fluxtwin-pane .about p { margin: 0 0 6px; }
.fluxtwin-pane .dot {
  width: 24px;
  height: 26px;
  padding: 0;
  border: 0;
  background: none;
  cursor: pointer;
}
.fluxtwin-pane .dot::before {
  content: "";
  display: block;
  width: 8px;
  height: 8px;
  margin: auto;
  border-radius: 50%;
  border: 1.5px solid var(--colour-line-strong);
}
.fluxtwin-pane .dot.on::before { background: var(--colour-text); border-color: var(--colour-text); }
.fluxtwin-pane .dot:disabled { cursor: default; }
.fluxtwin-pane .tp-txtv_i, .fluxtwin-pane .tp-lstv_s { font-size: 13px; font-variant-numeric: tabular-nums; }
.fluxtwin-pane .tp-sldtxtv_t { flex: 0 0 60px; }
.fluxtwin-pane .tp-sldv_k::after { background: var(--colour-text); }
.fluxtwin-pane .tp-sldv_k::before { background: var(--colour-text-faint); }
.fluxtwin-pane :focus-visible { outline: 2px solid var(--colour-focus); outline-offset: 1px; }
.fluxtwin-pane .tp-fldv_b { border-radius: var(--radius-small); color: var(--colour-text); font-weight: 600; }
.fluxtwin-pane .tp-fldv_t { font-size: 13px; }
.fluxtwin-pane .tp-fldv_c { padding-left: 6px; }
.fluxtwin-pane .lab > .tp-fldv_b { margin-top: 4px; }
.fluxtwin-pane .inviting .tp-sldv_k::after { animation: fluxtwin-invite 1.6s ease-in-out 4; }
@keyframes fluxtwin-invite { 50% { box-shadow: 0 0 0 7px rgb(213 236 255 / 22%); } }
@media (prefers-reduced-motion: reduce) { .fluxtwin-pane .inviting .tp-sldv_k::after { animation: none; } }
@media (max-height: 760px) {
  .fluxtwin-pane { padding-top: 6px; }
  .fluxtwin-pane .tp-rotv { --cnt-usz: 25px; --cnt-usp: 1px; }
  .fluxtwin-pane .tp-lblv { padding-bottom: 1px; }
  .fluxtwin-pane .dot { height: 25px; }
  .fluxtwin-pane > p { display: none; }
}
/* Backgrounds, of which these are made, are taken away there. */
@media (forced-colors: active) {
  .fluxtwin-pane :is(.tp-sldv_t, .tp-sldv_k, .tp-ckbv_w, .dot.on)::before,
  .fluxtwin-pane :is(.tp-sldv_t, .tp-sldv_k, .tp-ckbv_w),
  .fluxtwin-pane .tp-sldv_k::after { forced-color-adjust: none; }
  .fluxtwin-pane .tp-sldv_t::before { background: CanvasText; }
  .fluxtwin-pane .tp-sldv_k::before { height: 4px; background: Highlight; }
  .fluxtwin-pane .tp-sldv_k::after { background: Highlight; outline: 1px solid CanvasText; }
  .fluxtwin-pane .tp-ckbv_w { background: Canvas; border: 1px solid CanvasText; }
  .fluxtwin-pane .tp-ckbv_w path { stroke: CanvasText; }
  .fluxtwin-pane .dot.on::before { background: Highlight; }
  .fluxtwin-pane :is(.tp-txtv_i, .tp-lstv_s) { border: 1px solid CanvasText; }
}
@container (min-width: 520px) {
  .fluxtwin-pane > h2, .fluxtwin-pane > p { display: inline; margin-right: 10px; }
  .fluxtwin-pane .tp-rotv_c { display: grid; grid-template-columns: 1fr 1fr; column-gap: 18px; }
  .fluxtwin-pane .lab { grid-column: 1 / -1; }
}
`;
