/**
 * One row of the pane: Tweakpane's control for a parameter, made accessible and completed with unit, confidence tag,
 * description and a dot that takes the change back.
 */
import type { BindingApi } from "@tweakpane/core";
import type { FolderApi } from "tweakpane";
import type { NumberParameter, Parameter } from "../../../sim-core/index.ts";
import { coatingOnly } from "../streams/app-state.ts";
import { accessParameter, type ParameterAccess } from "../streams/parameter-access.ts";
import { describeParameter, describeValue, needsRebuild, typesetUnit } from "../streams/parameter-lookup.ts";
import { parseTyped } from "../streams/read-values.ts";
import { createSliderScale, placeAfterKey, type SliderScale } from "../streams/slider-scale.ts";
import type { Store } from "../streams/store.ts";

type ParameterValue = number | boolean | string;

export interface ParameterRow {
  readonly path: string;
  readonly element: HTMLElement;
  /** Shows a value (display units) without taking it for a wish of the person. */
  show(value: ParameterValue): void;
  enable(enabled: boolean): void;
}

export interface RowRange {
  readonly minimum: number;
  readonly maximum: number;
}

/** Adds the row of a number, on a slider of the given range. */
export function addNumberRow(
  folder: FolderApi,
  entry: NumberParameter,
  means: { readonly store: Store; readonly range: RowRange },
): ParameterRow {
  const scale = createSliderScale({
    scale: entry.scale,
    step: entry.step,
    default: entry.default,
    ...means.range,
  });
  const access = accessParameter(means.store, entry.path);
  const model = {
    place: scale.place(Math.min(means.range.maximum, Math.max(means.range.minimum, entry.default))),
  };
  const format = (value: number): string => String(Number(value.toPrecision(5)));
  const fine = entry.scale === "log" ? scale.step / 10 : scale.step;
  const binding = folder.addBinding(model, "place", {
    label: entry.name,
    min: scale.minimum,
    max: scale.maximum,
    keyScale: fine,
    pointerScale: fine,
    format: (place: number) => format(scale.value(place)),
  });
  let shown = entry.default;
  let quiet = false;
  const wish = (value: number): void => access.set(entry.integer === true ? Math.round(value) : value);
  const track = binding.element.querySelector<HTMLElement>(".tp-sldv_t")!;
  const isDragged = watchPointer(binding.element, track);
  binding.on("change", (event) => {
    if (quiet) return;
    const value = isDragged() ? scale.dragged(event.value) : scale.value(event.value);
    if (value !== shown) wish(value);
    // The pointer may be between two values: what is shown is the one that it got.
    show(entry.integer === true ? Math.round(value) : value);
  });
  const input = binding.element.querySelector<HTMLInputElement>(".tp-txtv_i")!;
  nameSlider(track, entry, scale);
  input.setAttribute("aria-label", `${entry.name}, ${typesetUnit(entry.unit) || "number"}`);
  const completed = completeRow(binding, entry, { access, target: track });
  listenForKeys(binding.element, { track, scale, place: () => model.place, wish });
  listenForTyping(binding.element, { entry, input, wish, restore: () => show(shown) });

  function show(value: ParameterValue): void {
    if (typeof value !== "number") return;
    shown = value;
    quiet = true;
    model.place = Math.min(scale.maximum, Math.max(scale.minimum, scale.place(value)));
    binding.refresh();
    quiet = false;
    input.value = format(value);
    track.setAttribute("aria-valuenow", String(value));
    track.setAttribute("aria-valuetext", describeValue(entry, value));
    completed.mark();
  }
  return { path: entry.path, element: binding.element, show, enable: enableRow(binding, track) };
}

/** Adds the row of a switch or a choice. */
export function addPlainRow(
  folder: FolderApi,
  entry: Exclude<Parameter, NumberParameter>,
  means: { readonly store: Store },
): ParameterRow {
  const access = accessParameter(means.store, entry.path);
  const model = { value: entry.default as boolean | string };
  const options =
    entry.kind === "choice" ? { options: Object.fromEntries(entry.options.map((name) => [name, name])) } : {};
  const binding = folder.addBinding(model, "value", { label: entry.name, ...options });
  let quiet = false;
  binding.on("change", (event) => {
    if (!quiet) access.set(event.value);
  });
  const control = binding.element.querySelector<HTMLElement>(".tp-ckbv_i, .tp-lstv_s, .tp-txtv_i")!;
  control.setAttribute("aria-label", entry.name);
  const completed = completeRow(binding, entry, { access, target: control });
  return {
    path: entry.path,
    element: binding.element,
    show(value) {
      if (typeof value === "number") return;
      quiet = true;
      model.value = value;
      binding.refresh();
      quiet = false;
      completed.mark();
    },
    enable: enableRow(binding, control),
  };
}

function nameSlider(track: HTMLElement, entry: NumberParameter, scale: SliderScale): void {
  track.setAttribute("role", "slider");
  track.setAttribute("aria-label", entry.name);
  track.setAttribute("aria-valuemin", String(scale.value(scale.minimum)));
  track.setAttribute("aria-valuemax", String(scale.value(scale.maximum)));
  track.setAttribute("aria-valuenow", String(entry.default));
}

/** Returns what tells whether the last pointer or key in the row was a pointer on the slider. */
function watchPointer(row: HTMLElement, track: HTMLElement): () => boolean {
  let onTrack = false;
  const note = (event: Event): void => {
    onTrack = event.type === "pointerdown" && event.target instanceof Node && track.contains(event.target);
  };
  row.addEventListener("pointerdown", note, { capture: true });
  row.addEventListener("keydown", note, { capture: true });
  return () => onTrack;
}

/** Takes the keys before Tweakpane, which knows only two of them. */
function listenForKeys(
  row: HTMLElement,
  parts: { track: HTMLElement; scale: SliderScale; place: () => number; wish: (value: number) => void },
): void {
  row.addEventListener(
    "keydown",
    (event) => {
      if (event.target !== parts.track) return;
      const place = placeAfterKey(event, parts.place(), parts.scale);
      if (place === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      parts.wish(parts.scale.value(place));
    },
    { capture: true },
  );
}

/** What is typed is the value itself, not the place; it may go beyond the slider as far as the table allows. */
function listenForTyping(
  row: HTMLElement,
  parts: {
    entry: NumberParameter;
    input: HTMLInputElement;
    wish: (value: number) => void;
    restore: () => void;
  },
): void {
  const { entry, input, wish, restore } = parts;
  row.addEventListener(
    "change",
    (event) => {
      if (event.target !== input) return;
      event.stopPropagation();
      const typed = parseTyped(input.value);
      if (typed === undefined) restore();
      else wish(Math.min(entry.maximum, Math.max(entry.minimum, typed)));
      restore();
    },
    { capture: true },
  );
}

/** Adds unit, tags, description and the dot; returns what marks the row as changed. */
function completeRow(
  binding: BindingApi,
  entry: Parameter,
  means: { readonly access: ParameterAccess; readonly target: HTMLElement },
): { readonly mark: () => void } {
  const row = binding.element;
  row.dataset.path = entry.path;
  const label = row.querySelector<HTMLElement>(".tp-lblv_l")!;
  const description = describeParameter(entry);
  label.title = description;
  label.replaceChildren(createSpan("name", entry.name));
  if (entry.kind === "number" && entry.unit !== "") label.append(createSpan("unit", typesetUnit(entry.unit)));
  if (coatingOnly.has(entry.path)) label.append(createSpan("chip", "B only"));
  if (entry.path === "contactLoss.sharingExponent" || entry.path === "contactLoss.feedback") {
    label.append(createSpan("chip warn", "hypothesis"));
  }
  if (needsRebuild(entry.path)) label.append(createSpan("chip restarts", "restarts"));
  label.append(createSpan(`tag tag-${entry.confidence}`, entry.confidence));
  const hidden = createSpan("hidden", description);
  hidden.id = `about-${entry.path}`;
  const dot = document.createElement("button");
  dot.type = "button";
  dot.className = "dot";
  dot.title = `Back to the value of the scenario`;
  dot.setAttribute("aria-label", `Reset ${entry.name}`);
  dot.addEventListener("click", () => {
    means.access.clear();
    means.target.focus();
  });
  row.append(hidden, dot);
  means.target.setAttribute("aria-describedby", hidden.id);
  return {
    mark: () => {
      dot.classList.toggle("on", means.access.isSet);
      dot.disabled = !means.access.isSet;
    },
  };
}

function enableRow(binding: BindingApi, target: HTMLElement): (enabled: boolean) => void {
  return (enabled) => {
    binding.disabled = !enabled;
    if (enabled) target.removeAttribute("aria-disabled");
    else target.setAttribute("aria-disabled", "true");
  };
}

function createSpan(className: string, text: string): HTMLSpanElement {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = text;
  return span;
}
