/** Cards over the page whose programs come when they are wanted first. */
import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "../streams/session.ts";
import type { FluxtwinInstruments } from "./fluxtwin-instruments.ts";
import type { FluxtwinLab } from "./fluxtwin-lab.ts";
import type { FluxtwinLessons } from "./fluxtwin-lessons.ts";
import type { FluxtwinStages } from "./fluxtwin-stages.ts";
import type { FluxtwinWhy } from "./fluxtwin-why.ts";

export type LateCard =
  | "fluxtwin-why"
  | "fluxtwin-instruments"
  | "fluxtwin-lab"
  | "fluxtwin-stages"
  | "fluxtwin-lessons";
export type LateElement = FluxtwinWhy | FluxtwinInstruments | FluxtwinLab | FluxtwinStages | FluxtwinLessons;

/** Returns the cards whose programs have come. */
export function renderLateCards(
  session: Session,
  loaded: ReadonlySet<LateCard>,
  openFiles: () => void,
): TemplateResult {
  const when = (tag: LateCard, card: TemplateResult): TemplateResult | typeof nothing =>
    loaded.has(tag) ? card : nothing;
  return html`${when("fluxtwin-why", html`<fluxtwin-why .session=${session}></fluxtwin-why>`)}
    ${when("fluxtwin-instruments", html`<fluxtwin-instruments .session=${session}></fluxtwin-instruments>`)}
    ${when("fluxtwin-lab", html`<fluxtwin-lab .session=${session} @files=${openFiles}></fluxtwin-lab>`)}
    ${when("fluxtwin-stages", html`<fluxtwin-stages></fluxtwin-stages>`)}
    ${when("fluxtwin-lessons", html`<fluxtwin-lessons .session=${session}></fluxtwin-lessons>`)}`;
}
