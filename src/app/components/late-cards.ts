/** Cards over the page whose programs come when they are wanted first. */
import { html, nothing, type TemplateResult } from "lit";
import type { Session } from "../streams/session.ts";
import type { ThemeName } from "../theme/theme.ts";
import type { FluxtwinInstruments } from "./fluxtwin-instruments.ts";
import type { FluxtwinLab } from "./fluxtwin-lab.ts";
import type { FluxtwinLessons } from "./fluxtwin-lessons.ts";
import type { FluxtwinMeasured } from "./fluxtwin-measured.ts";
import type { FluxtwinStages } from "./fluxtwin-stages.ts";
import type { FluxtwinWhy } from "./fluxtwin-why.ts";

export type LateCard =
  | "fluxtwin-why"
  | "fluxtwin-instruments"
  | "fluxtwin-lab"
  | "fluxtwin-lessons"
  | "fluxtwin-measured"
  | "fluxtwin-stages";
export type LateElement =
  | FluxtwinWhy
  | FluxtwinInstruments
  | FluxtwinLab
  | FluxtwinLessons
  | FluxtwinMeasured
  | FluxtwinStages;

/** Returns the cards whose programs have come; the Lab has a place of its own. */
export function renderLateCards(session: Session, loaded: ReadonlySet<LateCard>): TemplateResult {
  const when = (tag: LateCard, card: TemplateResult): TemplateResult | typeof nothing =>
    loaded.has(tag) ? card : nothing;
  return html`${when("fluxtwin-why", html`<fluxtwin-why .session=${session}></fluxtwin-why>`)}
    ${when("fluxtwin-instruments", html`<fluxtwin-instruments .session=${session}></fluxtwin-instruments>`)}
    ${when("fluxtwin-measured", html`<fluxtwin-measured .session=${session}></fluxtwin-measured>`)}
    ${when("fluxtwin-stages", html`<fluxtwin-stages></fluxtwin-stages>`)}
    ${when("fluxtwin-lessons", html`<fluxtwin-lessons .session=${session}></fluxtwin-lessons>`)}`;
}

/** Returns the Lab: what is written in it stays through a change of theme. */
export function renderLab(session: Session, theme: ThemeName, openFiles: () => void): TemplateResult {
  return html`<fluxtwin-lab .session=${session} .theme=${theme} @files=${openFiles}></fluxtwin-lab>`;
}
