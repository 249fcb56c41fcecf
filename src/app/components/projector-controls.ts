/** The controls that a projector's screen has, each on a key: three of the cells, and what is shown of them. */
import { html, type TemplateResult } from "lit";
import { layers } from "../layers/list.ts";
import { defaultState, SPEED_MAXIMUM, SPEED_MINIMUM } from "../streams/app-state.ts";
import { describeNumber } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import "./fluxtwin-hands.ts";

export type ShownCells = "both" | 0 | 1;

interface ControlOnKey {
  /** In the row of buttons. */
  readonly short: string;
  readonly name: string;
  /** Path of the parameter, or what is shown. */
  readonly subject: string;
}

/** In the order of their keys, from 1. */
export const controlsOnKeys: readonly ControlOnKey[] = [
  { short: "Current", name: "Current", subject: "cell.cRate" },
  { short: "Pressure", name: "Pressure", subject: "cell.stackPressure" },
  { short: "Coating", name: "Coating of B", subject: "contactLoss.coatingFactor" },
  { short: "Colour", name: "What is painted", subject: "layer" },
  { short: "Speed", name: "Speed", subject: "speed" },
  { short: "Cells", name: "One cell or both", subject: "cells" },
];

/** Returns the number of the control that a key brings up, from 0. */
export function controlOfKey(key: string): number | undefined {
  const number = Number(key) - 1;
  return key.length === 1 && controlsOnKeys[number] !== undefined ? number : undefined;
}

interface ControlParts {
  readonly session: Session;
  readonly shown: ShownCells;
  readonly show: (cells: ShownCells) => void;
}

/** Steps of the slider of the speed per decade. */
const STEPS = 4;

export function renderControl(number: number, parts: ControlParts): TemplateResult {
  const { subject, name } = controlsOnKeys[number]!;
  if (subject === "layer") return renderLayers(name, parts);
  if (subject === "speed") return renderSpeed(name, parts);
  if (subject === "cells") return renderCells(name, parts);
  return html`<fluxtwin-hands .session=${parts.session} .only=${subject}></fluxtwin-hands>`;
}

function renderLayers(name: string, { session: { store } }: ControlParts): TemplateResult {
  const paint = (event: Event): void => {
    const chosen = layers.find(({ key }) => key === (event.target as HTMLSelectElement).value);
    if (chosen !== undefined) store.update({ layer: chosen.key });
  };
  return html`<label
    >${name}
    <select @change=${paint}>
      ${layers.map(
        ({ key, quantity }) =>
          html`<option value=${key} ?selected=${key === store.state.layer}>${quantity}</option>`,
      )}
    </select></label
  >`;
}

function renderSpeed(name: string, { session: { store } }: ControlParts): TemplateResult {
  const { speed } = store.state;
  const now = speed === "auto" ? defaultState.speed : speed;
  const place = Math.round(Math.log10(Number(now) / SPEED_MINIMUM) * STEPS);
  const words = (value: number): string => `\u00d7${describeNumber(value, 2)}`;
  const set = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const chosen = Number((SPEED_MINIMUM * 10 ** (input.valueAsNumber / STEPS)).toPrecision(1));
    store.update({ speed: chosen });
    input.closest("label")!.querySelector("output")!.textContent = words(chosen);
  };
  return html`<label
    >${name} <output>${words(Number(now))}</output
    ><input
      type="range"
      min="0"
      max=${Math.log10(SPEED_MAXIMUM / SPEED_MINIMUM) * STEPS}
      step="1"
      .value=${String(place)}
      aria-valuetext="${describeNumber(Number(now), 2)} simulated seconds per second"
      @input=${set}
  /></label>`;
}

function renderCells(name: string, { shown, show }: ControlParts): TemplateResult {
  const choices: readonly (readonly [string, ShownCells])[] = [
    ["A alone", 0],
    ["Both", "both"],
    ["B alone", 1],
  ];
  return html`<div class="choices" role="group" aria-label=${name}>
    ${choices.map(
      ([words, cells]) =>
        html`<button aria-pressed=${shown === cells ? "true" : "false"} @click=${() => show(cells)}>${words}</button>`,
    )}
  </div>`;
}
