/**
 * A protocol step as an English sentence: "Discharge at C/10 for 10 hours or until 3.3 V". What is done comes first;
 * what ends it ("for", "until", joined by "or") and what it changes around the cell ("at 45 degC", "to 60 degC over 1 h")
 * follow in any order. write-protocol.ts prints the same sentences.
 */
import { nearestName } from "../record/problems.ts";
import type { Limit, Rate } from "../record/scenario.ts";
import { describeLimits, takeLimit, takeRate, takeTarget, type WrittenTarget } from "./protocol-grammar.ts";
import { type CellScale, takeQuantity } from "./read-quantity.ts";
import { createSentence, type Sentence } from "./sentence.ts";

/** What a step does, without what ends it. */
export type StepAction =
  | { readonly kind: "charge" | "discharge"; readonly rate: Rate }
  | { readonly kind: "rest" }
  | { readonly kind: "hold"; readonly voltage: number }
  | { readonly kind: "profile"; readonly name: string; readonly repeat: number };

export interface StepSentence {
  readonly action: StepAction;
  readonly until: readonly Limit[];
  readonly targets: readonly WrittenTarget[];
  readonly parts: StepParts;
}

/** A step as it was written, taken apart. */
export interface StepParts {
  readonly kind: StepAction["kind"];
  /** Rate, voltage or profile; empty for a rest. */
  readonly value: string;
  /** Each a limit alone, such as "4.3 V" or "10 min". */
  readonly until: readonly string[];
  /** Such as "45 degC" or "60 degC over 1 h". */
  readonly surroundings: readonly string[];
}

const ACTIONS = ["charge", "discharge", "rest", "hold", "run"] as const;
const ACTION_WORDS = '"Charge", "Discharge", "Rest", "Hold" or "Run"';
const TARGETS: readonly WrittenTarget["of"][] = ["temperature", "stackPressure"];

/** Returns what the sentence says. Throws SentenceError, also where nothing would end the step. */
export function readStepSentence(text: string, scale: CellScale): StepSentence {
  const sentence = createSentence(text);
  const since = (place: number): string => text.slice(place, sentence.place()).trim();
  let valueFrom = 0;
  const action = takeAction(sentence, scale, () => {
    valueFrom = sentence.place();
  });
  const value = action.kind === "rest" ? "" : since(valueFrom);
  const until: Limit[] = [];
  const targets: WrittenTarget[] = [];
  const parts = { until: [] as string[], surroundings: [] as string[] };
  while (!sentence.isAtEnd()) takeClause(sentence, { action, until, targets, scale, parts, since });
  if (until.length === 0 && action.kind !== "profile") {
    sentence.fail(`what ends the step, "for" or "until" ${describeLimits(action.kind)}`);
  }
  return { action, until, targets, parts: { kind: action.kind, value, ...parts } };
}

/** Calls `beforeValue` where rate, voltage or profile begin. */
function takeAction(sentence: Sentence, scale: CellScale, beforeValue: () => void): StepAction {
  const word = sentence.take(...ACTIONS);
  switch (word) {
    case "charge":
    case "discharge":
      if (sentence.take("at", "with") === undefined) sentence.fail('"at" and a rate');
      beforeValue();
      return { kind: word, rate: takeRate(sentence, scale) };
    case "rest":
      return { kind: "rest" };
    case "hold":
      if (sentence.take("at") === undefined) sentence.fail('"at" and a voltage');
      beforeValue();
      return { kind: "hold", voltage: takeQuantity(sentence, ["voltage"], scale).value };
    case "run":
      beforeValue();
      return takeProfile(sentence);
    default:
      return sentence.fail(suggestAction(sentence));
  }
}

function takeProfile(sentence: Sentence): StepAction {
  sentence.take("profile", "the profile");
  const name = sentence.match(/"([^"]+)"|(\S+\.csv)\b/iy);
  if (name === undefined) return sentence.fail('the name of a profile, such as "drive.csv"');
  const repeat = sentence.attempt(() => {
    const count = sentence.number() ?? 0;
    return sentence.take("times", "time") !== undefined && count >= 1 ? count : sentence.fail("times");
  });
  return { kind: "profile", name: (name[1] ?? name[2]) as string, repeat: repeat ?? 1 };
}

function suggestAction(sentence: Sentence): string {
  const word = sentence.match(/[A-Za-z]+/y)?.[0] ?? "";
  sentence.goBack(0);
  const nearest = word === "" ? undefined : nearestName(word, ACTIONS);
  const capital = nearest && `${(nearest[0] as string).toUpperCase()}${nearest.slice(1)}`;
  return ACTION_WORDS + (capital === undefined ? "" : ` (did you mean "${capital}"?)`);
}

interface Clauses {
  readonly action: StepAction;
  readonly until: Limit[];
  readonly targets: WrittenTarget[];
  readonly scale: CellScale;
  readonly parts: { readonly until: string[]; readonly surroundings: string[] };
  /** Returns what has been read since a place. */
  readonly since: (place: number) => string;
}

function takeClause(sentence: Sentence, { action, until, targets, scale, parts, since }: Clauses): void {
  const joined = takeJoint(sentence);
  const word = sentence.take("for", "until", "at", "to", "and");
  const from = sentence.place();
  if (word === "for") {
    const { kind, value } = takeQuantity(sentence, ["duration"], scale);
    until.push({ kind: kind as "duration", value });
    parts.until.push(since(from));
  } else if (word === "until" || (word === undefined && joined && until.length > 0)) {
    until.push(takeLimit(sentence, action.kind, scale));
    parts.until.push(since(from));
  } else if (word !== undefined && (word !== "and" || targets.length > 0)) {
    const target = takeTarget(sentence, TARGETS, scale);
    if (targets.some(({ of }) => of === target.of)) sentence.fail(`one ${target.of} in a step`);
    targets.push(target);
    parts.surroundings.push(since(from));
  } else {
    if (sentence.match(/\(.*period\)/iy) !== undefined) {
      sentence.fail("no period: every step of the solver is recorded, leave the brackets out");
    }
    sentence.fail('"for", "until", "or", "at" or "to"');
  }
}

/** "or", a comma or both part what ends a step. */
function takeJoint(sentence: Sentence): boolean {
  const comma = sentence.match(/,/y) !== undefined;
  return sentence.take("or") !== undefined || comma;
}

/** Words for an object in the place of a sentence. */
export const STEP_EXAMPLES: string = `a step such as "Discharge at C/10 for 10 hours or until 3.3 V", {"charge": "rate", "until": "4.3 V"}, {"discharge": "0.5C", "until": ["2.6 V", "2 h"]}, {"hold": "4.3 V", "until": "C/20"}, {"rest": "10 min"} or {"profile": "drive.csv", "until": "2.6 V"}`;
