/** Steps as they stand in a file, a sentence or a record of short texts, read by the same grammar. */

import { expectedName, type ProblemList } from "../record/problems.ts";
import type { CurrentProfile, Limit, ProtocolStep } from "../record/scenario.ts";
import type { AmbientStep } from "./ambient-ramps.ts";
import { type ProfileContext, readInlineProfile, readProfileFile } from "./current-profile.ts";
import {
  describeLimits,
  MAXIMUM_COUNT,
  RATE_WORDS,
  takeLimit,
  takeRate,
  takeTarget,
  type WrittenTarget,
} from "./protocol-grammar.ts";
import { readStepSentence, STEP_EXAMPLES, type StepAction } from "./protocol-text.ts";
import { PROTOCOL_QUANTITIES } from "./protocol-units.ts";
import { type CellScale, takeQuantity } from "./read-quantity.ts";
import { createSentence, type Sentence, SentenceError } from "./sentence.ts";

export interface StepContext {
  readonly where: string;
  readonly problems: ProblemList;
  readonly scale: CellScale;
  readonly loadText?: ProfileContext["loadText"];
}

/** A step whose surroundings wait for the steps before it. */
export interface ReadStep extends AmbientStep {
  readonly step: ProtocolStep;
}

type Fields = Readonly<Record<string, unknown>>;

const ACTIONS = ["charge", "discharge", "rest", "hold", "profile"] as const;
const COMMON_KEYS = ["until", "temperature", "stackPressure"];
const PROFILE_KEYS = ["repeat", "scale"];
const LARGEST_FACTOR = 1e6;

/** Returns the step, or notes what cannot be read and returns undefined. */
export function readStep(written: unknown, context: StepContext): ReadStep | undefined {
  if (typeof written === "string") return readSentence(written, context);
  if (!isRecord(written)) return complain(context, written, STEP_EXAMPLES);
  const actions = ACTIONS.filter((key) => Object.hasOwn(written, key));
  const [kind] = actions;
  if (kind === undefined || actions.length > 1) return complain(context, written, STEP_EXAMPLES);
  const keys = [kind, ...COMMON_KEYS, ...(kind === "profile" ? PROFILE_KEYS : [])];
  const unknown = Object.keys(written).filter((key) => !keys.includes(key));
  for (const key of unknown) {
    context.problems.addInWords(
      `${context.where}.${key}`,
      "an unknown key",
      expectedName(`a key of a ${kind}`, key, keys),
    );
  }
  const { where } = context;
  const until = readLimits(kind, written, context);
  const targets = readTargets(written, context);
  if (kind === "profile") {
    const base = readProfileStep(written, context);
    return base && until && { where, targets, step: { ...base, until } };
  }
  const action = readAction(kind, written[kind], context);
  if (action === undefined || until === undefined || unknown.length > 0) return undefined;
  return { where, targets, step: { ...action, until } as ProtocolStep };
}

function readSentence(text: string, context: StepContext): ReadStep | undefined {
  const { where, problems } = context;
  try {
    const { action, until, targets } = readStepSentence(text, context.scale);
    if (action.kind !== "profile") {
      return { where, targets, step: { ...action, until, text: text.trim() } as ProtocolStep };
    }
    const { name, repeat } = action;
    const profile = readProfileFile(name, { ...context, factor: 1 });
    return profile && { where, targets, step: { kind: "profile", profile, repeat, until } };
  } catch (error) {
    if (!(error instanceof SentenceError)) throw error;
    problems.add(where, text, error.expected);
    return undefined;
  }
}

/** Charge, discharge, hold and rest; what ends a rest may stand in its own place, and is read with the limits. */
function readAction(
  kind: Exclude<StepAction["kind"], "profile">,
  written: unknown,
  context: StepContext,
): StepAction | undefined {
  if (kind === "rest") return { kind };
  const where = `${context.where}.${kind}`;
  if (kind === "hold") {
    const take = (sentence: Sentence): number => takeQuantity(sentence, ["voltage"], context.scale).value;
    const voltage = readText(written, { ...context, where }, PROTOCOL_QUANTITIES.voltage.words, take);
    return voltage === undefined ? undefined : { kind, voltage };
  }
  const take = (sentence: Sentence) => takeRate(sentence, context.scale);
  const rate = readText(written, { ...context, where }, RATE_WORDS, take);
  return rate && { kind, rate };
}

function readLimits(
  kind: ProtocolStep["kind"],
  written: Fields,
  context: StepContext,
): readonly Limit[] | undefined {
  const sources: readonly (readonly [key: string, value: unknown])[] = [
    ...(kind === "rest" ? [["rest", written.rest] as const] : []),
    ...(written.until === undefined ? [] : [["until", written.until] as const]),
  ];
  const limits: (Limit | undefined)[] = [];
  const expected = describeLimits(kind);
  for (const [key, value] of sources) {
    const where = `${context.where}.${key}`;
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (texts.length === 0) {
      context.problems.add(where, value, `at least one limit, or the step would never end: ${expected}`);
      return undefined;
    }
    const take = (sentence: Sentence): Limit => takeLimit(sentence, kind, context.scale);
    limits.push(...texts.map((text) => readText(text, { ...context, where }, expected, take)));
  }
  const read = limits.filter((limit) => limit !== undefined);
  if (read.length < limits.length) return undefined;
  if (read.length > 0 || kind === "profile") return read;
  context.problems.addInWords(`${context.where}.until`, "nothing", `what ends the step: ${expected}`);
  return undefined;
}

function readTargets(written: Fields, context: StepContext): readonly WrittenTarget[] {
  return (["temperature", "stackPressure"] as const).flatMap((of) => {
    const value = written[of];
    if (value === undefined) return [];
    const where = `${context.where}.${of}`;
    const expected = `${PROTOCOL_QUANTITIES[of].words}, or {"to", "over"} for a ramp`;
    const take = (sentence: Sentence): WrittenTarget => takeTarget(sentence, [of], context.scale);
    const target = readText(targetText(value), { ...context, where, got: value }, expected, take);
    return target === undefined ? [] : [target];
  });
}

/** {"to", "over"} and {"to", "rate"} as the words they stand for. */
function targetText(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { to, over, rate, ...rest } = value;
  if (
    Object.keys(rest).length > 0 ||
    typeof to !== "string" ||
    typeof (over ?? rate) !== "string" ||
    (over === undefined) === (rate === undefined)
  ) {
    return value;
  }
  return over === undefined ? `${to} at ${rate}` : `${to} over ${over}`;
}

function readProfileStep(
  written: Fields,
  context: StepContext,
): { readonly kind: "profile"; readonly profile: CurrentProfile; readonly repeat: number } | undefined {
  const { where, problems } = context;
  const repeat = readCount(written.repeat ?? 1, `${where}.repeat`, problems);
  const factor = written.scale ?? 1;
  if (typeof factor !== "number" || factor === 0 || !(Math.abs(factor) <= LARGEST_FACTOR)) {
    problems.add(`${where}.scale`, factor, "a number by which every current is multiplied, not zero");
    return undefined;
  }
  const place = { ...context, where: `${where}.profile`, factor };
  const source = written.profile;
  let profile: CurrentProfile | undefined;
  if (typeof source === "string") profile = readProfileFile(source, place);
  else if (isRecord(source)) profile = readInlineProfile(source, place);
  else
    problems.add(
      place.where,
      source,
      'the name of a CSV file, or {"time": [...], "unit": "mA/cm2", "current": [...]}',
    );
  return profile && repeat !== undefined ? { kind: "profile", profile, repeat } : undefined;
}

/** Returns a whole number from 1, or notes the problem and returns undefined. */
export function readCount(written: unknown, where: string, problems: ProblemList): number | undefined {
  if (Number.isInteger(written) && (written as number) >= 1 && (written as number) <= MAXIMUM_COUNT) {
    return written as number;
  }
  problems.add(where, written, `a whole number from 1 to ${MAXIMUM_COUNT}`);
  return undefined;
}

/** Reads a whole text by `take`; notes what is wrong with it and returns undefined. */
export function readText<T>(
  text: unknown,
  context: Pick<StepContext, "where" | "problems"> & { readonly got?: unknown },
  expected: string,
  take: (sentence: Sentence) => T,
): T | undefined {
  const { where, problems, got = text } = context;
  if (typeof text !== "string") {
    problems.add(where, got, expected);
    return undefined;
  }
  try {
    const sentence = createSentence(text);
    const value = take(sentence);
    return sentence.isAtEnd() ? value : sentence.fail("nothing more");
  } catch (error) {
    if (!(error instanceof SentenceError)) throw error;
    problems.add(where, got, error.expected);
    return undefined;
  }
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function complain(context: StepContext, got: unknown, expected: string): undefined {
  context.problems.add(context.where, got, expected);
}
