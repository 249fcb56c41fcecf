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
}

const ACTIONS = ["charge", "discharge", "rest", "hold", "run"] as const;
const ACTION_WORDS = '"Charge", "Discharge", "Rest", "Hold" or "Run"';
const TARGETS: readonly WrittenTarget["of"][] = ["temperature", "stackPressure"];

/** Returns what the sentence says. Throws SentenceError, also where nothing would end the step. */
export function readStepSentence(text: string, scale: CellScale): StepSentence {
  const sentence = createSentence(text);
  const action = takeAction(sentence, scale);
  const until: Limit[] = [];
  const targets: WrittenTarget[] = [];
  while (!sentence.isAtEnd()) takeClause(sentence, { action, until, targets, scale });
  if (until.length === 0 && action.kind !== "profile") {
    sentence.fail(`what ends the step, "for" or "until" ${describeLimits(action.kind)}`);
  }
  return { action, until, targets };
}

function takeAction(sentence: Sentence, scale: CellScale): StepAction {
  const word = sentence.take(...ACTIONS);
  switch (word) {
    case "charge":
    case "discharge":
      if (sentence.take("at", "with") === undefined) sentence.fail('"at" and a rate');
      return { kind: word, rate: takeRate(sentence, scale) };
    case "rest":
      return { kind: "rest" };
    case "hold":
      if (sentence.take("at") === undefined) sentence.fail('"at" and a voltage');
      return { kind: "hold", voltage: takeQuantity(sentence, ["voltage"], scale).value };
    case "run":
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
}

function takeClause(sentence: Sentence, { action, until, targets, scale }: Clauses): void {
  const joined = takeJoint(sentence);
  const word = sentence.take("for", "until", "at", "to", "and");
  if (word === "for") {
    const { kind, value } = takeQuantity(sentence, ["duration"], scale);
    until.push({ kind: kind as "duration", value });
  } else if (word === "until" || (word === undefined && joined && until.length > 0)) {
    until.push(takeLimit(sentence, action.kind, scale));
  } else if (word !== undefined && (word !== "and" || targets.length > 0)) {
    const target = takeTarget(sentence, TARGETS, scale);
    if (targets.some(({ of }) => of === target.of)) sentence.fail(`one ${target.of} in a step`);
    targets.push(target);
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
