/**
 * A protocol while it is edited, block by block: a plain value, functions that change it, and its text, which is the value
 * that counts.
 */
import type { BlockOutline, ProtocolOutline, StepOutline, StepParts } from "../../../../sim-core/index.ts";

/** A step of a block, or of the check of that block. */
export interface StepPlace {
  readonly block: number;
  readonly list: "steps" | "check";
  readonly step: number;
}

export type StepKind = Exclude<StepParts["kind"], "profile">;
export const stepKinds: readonly StepKind[] = ["charge", "discharge", "hold", "rest"];

/** What a new step of a kind is. */
const newSteps: Readonly<Record<StepKind, StepParts>> = {
  charge: { kind: "charge", value: "the cell's rate", until: ["4.3 V"], surroundings: [] },
  discharge: { kind: "discharge", value: "the cell's rate", until: ["2.6 V"], surroundings: [] },
  hold: { kind: "hold", value: "4.3 V", until: ["C/20"], surroundings: [] },
  rest: { kind: "rest", value: "", until: ["10 min"], surroundings: [] },
};

const DURATION = /^[\d.,\s]+(s|secs?|seconds?|min|mins|minutes?|h|hrs?|hours?|d|days?|weeks?)\.?$/i;
const RAMP = /\s(over|within|at)\s/i;

/** Returns the step as a sentence. */
export function sayStep({ kind, value, until, surroundings }: StepParts): string {
  const action = kind === "rest" ? "Rest" : `${kind[0]!.toUpperCase()}${kind.slice(1)} at ${value}`;
  const limits = until.map((limit) => `${DURATION.test(limit) ? "for" : "until"} ${limit}`).join(" or ");
  const around = surroundings.map((target) => `${RAMP.test(target) ? "to" : "at"} ${target}`);
  return [action, limits, ...around].filter((part) => part !== "").join(" ");
}

/** Returns the text of a draft; JSON where it was JSON, or where sentences do not hold it. */
export function writeDraft(draft: ProtocolOutline, isJson: boolean): string {
  return isJson || !isSayable(draft) ? writeJson(draft) : writeSentences(draft);
}

/** Whether a text is JSON rather than sentences. */
export function isJsonText(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** Whether sentences hold it: no profile, and blocks that are not repeated together. */
export function isSayable({ blocks, repeat }: ProtocolOutline): boolean {
  const isStepSayable = ({ parts, written }: StepOutline): boolean =>
    parts !== undefined || typeof written === "string";
  const all = blocks.flatMap((block) => [...block.steps, ...(block.check?.steps ?? [])]);
  return repeat === 1 && all.every(isStepSayable);
}

function writeSentences({ blocks, end }: ProtocolOutline): string {
  const lines = blocks.flatMap(({ name, repeat, steps, check }) => [
    `# ${name}${repeat === 1 ? "" : ` x${repeat}`}`,
    ...steps.map(lineOf),
    ...(check === undefined ? [] : [`# ${check.name} every ${check.every}`, ...check.steps.map(lineOf)]),
  ]);
  return `${[...lines, ...end.map((one) => `End when ${one}`)].join("\n")}\n`;
}

/** Its own sentence as it was written. */
function lineOf({ written, parts }: StepOutline): string {
  if (typeof written === "string") return written;
  return parts === undefined ? "" : sayStep(parts);
}

function writeJson({ blocks, repeat, end }: ProtocolOutline): string {
  const written = {
    repeat,
    blocks: blocks.map(({ name, repeat: passes, steps, check }) => ({
      name,
      repeat: passes,
      steps: steps.map((step) => step.written),
      ...(check && { check: { ...check, steps: check.steps.map((step) => step.written) } }),
    })),
    ...(end.length > 0 && { end }),
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}

/** Returns the draft with another step in its place. */
export function setStep(draft: ProtocolOutline, place: StepPlace, parts: StepParts): ProtocolOutline {
  return changeSteps(draft, place, (steps) =>
    steps.map((step, k) => (k === place.step ? { ...step, written: sayStep(parts), parts } : step)),
  );
}

/** Returns the draft with a sentence in the place of a step that could not be read. */
export function setSentence(draft: ProtocolOutline, place: StepPlace, text: string): ProtocolOutline {
  return changeSteps(draft, place, (steps) =>
    steps.map((step, k) => (k === place.step ? { ...step, written: text, parts: undefined } : step)),
  );
}

/** Returns the draft with a step of a kind behind those of the list. */
export function addStep(
  draft: ProtocolOutline,
  place: Omit<StepPlace, "step">,
  kind: StepKind,
): ProtocolOutline {
  const parts = newSteps[kind];
  return changeSteps(draft, { ...place, step: 0 }, (steps) => [
    ...steps,
    { where: "", written: sayStep(parts), parts },
  ]);
}

/** Returns what a step becomes whose kind is changed: limits that are times stay. */
export function turnInto(parts: StepParts, kind: StepKind): StepParts {
  const times = parts.until.filter((limit) => DURATION.test(limit));
  const isAlike = (one: string): boolean => one === "charge" || one === "discharge";
  const value = isAlike(parts.kind) && isAlike(kind) ? parts.value : newSteps[kind].value;
  const until = kind === "rest" && times.length > 0 ? times : [...newSteps[kind].until, ...times];
  return {
    kind,
    value,
    until: kind === "rest" ? until : [...new Set(until)],
    surroundings: parts.surroundings,
  };
}

export function removeStep(draft: ProtocolOutline, place: StepPlace): ProtocolOutline {
  return changeSteps(draft, place, (steps) => steps.filter((_, k) => k !== place.step));
}

/** Returns the draft with a step `by` places further on in its list, as far as that goes. */
export function moveStep(draft: ProtocolOutline, place: StepPlace, by: -1 | 1): ProtocolOutline {
  return changeSteps(draft, place, (steps) => moved(steps, place.step, by));
}

export function addBlock(draft: ProtocolOutline): ProtocolOutline {
  const name = `block ${draft.blocks.length + 1}`;
  const steps = (["charge", "discharge"] as const).map((kind) => {
    const parts = newSteps[kind];
    return { where: "", written: sayStep(parts), parts };
  });
  return { ...draft, blocks: [...draft.blocks, { where: "", name, repeat: 1, steps, check: undefined }] };
}

export function removeBlock(draft: ProtocolOutline, block: number): ProtocolOutline {
  return { ...draft, blocks: draft.blocks.filter((_, k) => k !== block) };
}

export function moveBlock(draft: ProtocolOutline, block: number, by: -1 | 1): ProtocolOutline {
  return { ...draft, blocks: moved(draft.blocks, block, by) };
}

export function setBlock(
  draft: ProtocolOutline,
  block: number,
  change: Partial<Pick<BlockOutline, "name" | "repeat">>,
): ProtocolOutline {
  return {
    ...draft,
    blocks: draft.blocks.map((own, k) => (k === block ? { ...own, ...change } : own)),
  };
}

export function setEnd(draft: ProtocolOutline, text: string): ProtocolOutline {
  const end = text
    .split(";")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return { ...draft, end };
}

/** Steps in the order in which they stand in the text. */
export function listDraftSteps({ blocks }: Pick<ProtocolOutline, "blocks">): readonly StepOutline[] {
  return blocks.flatMap(({ steps, check }) => [...steps, ...(check?.steps ?? [])]);
}

function changeSteps(
  draft: ProtocolOutline,
  { block, list }: StepPlace,
  change: (steps: readonly StepOutline[]) => readonly StepOutline[],
): ProtocolOutline {
  const blocks = draft.blocks.map((own, k) => {
    if (k !== block) return own;
    if (list === "steps") return { ...own, steps: change(own.steps) };
    return own.check === undefined
      ? own
      : { ...own, check: { ...own.check, steps: change(own.check.steps) } };
  });
  return { ...draft, blocks };
}

function moved<T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const to = from + by;
  const [own, other] = [list[from], list[to]];
  if (own === undefined || other === undefined) return list;
  return list.with(from, other).with(to, own);
}
