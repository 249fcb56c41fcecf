/**
 * The grammar of a protocol's parts: rates, limits, surroundings and the end of a run, as they stand in a sentence or
 * alone in a field of a file. write-protocol.ts prints the same grammar.
 */

import type { Limit, ProtocolStep, Rate, RunEnd } from "../record/scenario.ts";
import { PROTOCOL_QUANTITIES, type QuantityKind } from "./protocol-units.ts";
import { type CellScale, takeQuantity } from "./read-quantity.ts";
import type { Sentence } from "./sentence.ts";

type StepKind = ProtocolStep["kind"];

/** What may end a step of each kind. */
export const LIMITS_OF_STEP: Readonly<Record<StepKind, readonly Limit["kind"][]>> = {
  charge: ["voltage", "capacity", "duration", "stateOfCharge"],
  discharge: ["voltage", "capacity", "duration", "stateOfCharge"],
  rest: ["duration", "voltageRate"],
  hold: ["currentDensity", "capacity", "duration", "currentRate", "stateOfCharge"],
  profile: ["voltage", "capacity", "duration", "stateOfCharge"],
};

const SUBJECTS: readonly (readonly [Limit["kind"], readonly string[]])[] = [
  ["voltageRate", ["|dV/dt|", "dV/dt", "|dU/dt|", "dU/dt", "|dE/dt|", "dE/dt"]],
  ["currentRate", ["|dI/dt|", "dI/dt"]],
  ["voltage", ["the voltage", "voltage"]],
  ["currentDensity", ["the current density", "the current", "current density", "current"]],
  ["capacity", ["the capacity", "capacity"]],
  ["duration", ["the time", "time"]],
  ["stateOfCharge", ["the state of charge", "state of charge", "SoC"]],
];
const DOWNWARDS = [
  "<=",
  "<",
  "≤",
  "is below",
  "is less than",
  "falls below",
  "falls to",
  "drops below",
  "drops to",
  "below",
  "under",
  "less than",
];
const UPWARDS = [
  ">=",
  ">",
  "≥",
  "is above",
  "is more than",
  "rises above",
  "rises to",
  "exceeds",
  "above",
  "more than",
];
const EITHER_WAY = ["=", "reaches", "is"];

type Direction = "down" | "up" | "either";

/** Takes what a charge or a discharge imposes. Throws SentenceError. */
export function takeRate(sentence: Sentence, scale: CellScale): Rate {
  if (sentence.take("the cell's C-rate", "the cell's rate", "rate") !== undefined) return { kind: "cell" };
  const found = sentence.attempt(() =>
    takeQuantity(sentence, ["cRate", "currentDensity", "powerDensity"], scale),
  );
  if (found === undefined) return sentence.fail(RATE_WORDS);
  return { kind: found.kind as "cRate" | "currentDensity" | "powerDensity", value: found.value };
}

/** What a rate may be, in words. */
export const RATE_WORDS: string =
  '"rate" (the cell\'s own), a C-rate such as "0.5C" or "C/10", a current density such as "1 mA/cm2", a current such as "1 mA", or a power such as "10 mW/cm2" or "5 mW", above zero (the step gives the sign)';

/** Takes a limit of a step of `kind`, such as "4.2 V", "C/50", "dV/dt < 1 mV/h" or "80 % SoC". Throws SentenceError. */
export function takeLimit(sentence: Sentence, kind: StepKind, scale: CellScale): Limit {
  const allowed = LIMITS_OF_STEP[kind];
  const start = sentence.place();
  const subject = takeSubject(sentence);
  const direction = takeDirection(sentence);
  if (subject !== undefined && !allowed.includes(subject)) {
    sentence.goBack(start);
    sentence.fail(describeLimits(kind));
  }
  const found = takeQuantity(sentence, subject === undefined ? allowed : [subject], scale);
  const limit: Limit = { kind: found.kind as Limit["kind"], value: found.value };
  if (limit.kind === "stateOfCharge" && subject === undefined) {
    if (sentence.take("SoC", "state of charge") === undefined) sentence.fail('"SoC" (as in "80 % SoC")');
  }
  const right = directionOf(limit.kind, kind);
  if (direction !== undefined && direction !== "either" && right !== "either" && direction !== right) {
    sentence.goBack(start);
    const sign = right === "up" ? '">", since it rises' : '"<", since it falls';
    sentence.fail(`${sign} until it ends the ${kind}`);
  }
  return limit;
}

function takeSubject(sentence: Sentence): Limit["kind"] | undefined {
  // A letter alone is a subject only before a sign: "V < 2.6 V".
  const letter = sentence.match(/[VUEI](?=\s*[<>≤≥=])/iy)?.[0];
  if (letter !== undefined) return letter.toUpperCase() === "I" ? "currentDensity" : "voltage";
  return SUBJECTS.find(([, words]) => sentence.take(...words) !== undefined)?.[0];
}

/** What may end a step of the kind, in words. */
export function describeLimits(kind: StepKind): string {
  return LIMITS_OF_STEP[kind].map((limit) => PROTOCOL_QUANTITIES[limit].words).join(", or ");
}

function takeDirection(sentence: Sentence): Direction | undefined {
  if (sentence.take(...DOWNWARDS) !== undefined) return "down";
  if (sentence.take(...UPWARDS) !== undefined) return "up";
  return sentence.take(...EITHER_WAY) === undefined ? undefined : "either";
}

/** In which direction a limit is met. */
function directionOf(limit: Limit["kind"], step: StepKind): Direction {
  if (limit === "capacity" || limit === "duration") return "up";
  if (limit !== "voltage" && limit !== "stateOfCharge") return "down";
  if (step === "charge") return "up";
  return step === "discharge" ? "down" : "either";
}

/** A value that a step gives to its surroundings: at once, over a time in s, or at a rate in SI per s. */
export interface WrittenTarget {
  readonly of: "temperature" | "stackPressure";
  readonly value: number;
  readonly duration: number;
  readonly rate?: number;
}

/** Takes "45 degC", "60 degC over 1 h" or "60 degC at 1 K/min". Throws SentenceError. */
export function takeTarget(
  sentence: Sentence,
  kinds: readonly WrittenTarget["of"][],
  scale: CellScale,
): WrittenTarget {
  const { kind, value } = takeQuantity(sentence, kinds, scale);
  const of = kind as WrittenTarget["of"];
  if (sentence.take("over", "within") !== undefined) {
    return { of, value, duration: takeQuantity(sentence, ["duration"], scale).value };
  }
  // "at" may as well begin the next part of the sentence ("at 45 degC at 7 MPa").
  const rate = sentence.attempt(() => {
    if (sentence.take("at") === undefined) return undefined;
    return takeQuantity(sentence, [of === "temperature" ? "temperatureRate" : "stackPressureRate"], scale);
  });
  return { of, value, duration: 0, ...(rate && { rate: rate.value }) };
}

/** What may end a run, in words. */
export const END_WORDS: string =
  'an end such as "voltage < 2.5 V", "voltage > 4.5 V", "capacity < 1.5 mAh/cm2", "retention < 80 %", "time > 30 days" or "100 cycles"';

/** Takes an end of the whole run; "80 % capacity" is a retention, "4 mAh capacity" a capacity. Throws SentenceError. */
export function takeRunEnd(sentence: Sentence, scale: CellScale): RunEnd {
  if (sentence.take("the voltage", "voltage") ?? sentence.match(/[VUE](?=\s*[<>≤≥])/iy)) {
    const direction = takeDirection(sentence);
    if (direction === undefined || direction === "either") sentence.fail('"<" or ">"');
    const { value } = takeQuantity(sentence, ["voltage"], scale);
    return { kind: direction === "down" ? "voltageBelow" : "voltageAbove", value };
  }
  if (sentence.take("cycles", "cycle") !== undefined) {
    takeDirection(sentence);
    return { kind: "cyclesReached", value: takeCount(sentence) };
  }
  const subject = sentence.take("capacity retention", "retention", "capacity", "time", "after");
  const afterSubject = sentence.place();
  const direction = takeDirection(sentence);
  const right: Direction = subject === "time" || subject === "after" ? "up" : "down";
  if (subject !== undefined && direction !== undefined && direction !== "either" && direction !== right) {
    sentence.goBack(afterSubject);
    sentence.fail(`"${right === "up" ? ">" : "<"}"`);
  }
  const cycles = subject === undefined || subject === "after" ? takeCycles(sentence) : undefined;
  if (cycles !== undefined) return { kind: "cyclesReached", value: cycles };
  return takeRunLimit(sentence, subject, scale);
}

function takeRunLimit(sentence: Sentence, subject: string | undefined, scale: CellScale): RunEnd {
  if (subject === "time" || subject === "after") {
    return { kind: "timeReached", value: takeQuantity(sentence, ["duration"], scale).value };
  }
  const kinds: readonly QuantityKind[] =
    subject === undefined
      ? ["retention", "capacity", "duration"]
      : subject === "capacity"
        ? ["capacity", "retention"]
        : ["retention"];
  const start = sentence.place();
  const { kind, value } = takeQuantity(sentence, kinds, scale);
  if (kind === "duration") return { kind: "timeReached", value };
  const named = subject ?? sentence.take("capacity retention", "retention", "capacity");
  if (named === undefined) {
    sentence.goBack(start);
    sentence.fail(END_WORDS);
  }
  return { kind: kind === "capacity" ? "capacityBelow" : "retentionBelow", value };
}

/** "100 cycles"; undefined, and nothing taken, where something else follows. */
function takeCycles(sentence: Sentence): number | undefined {
  const start = sentence.place();
  if (sentence.match(/\d+(?=\s*cycles?\b)/iy) === undefined) return undefined;
  sentence.goBack(start);
  const value = takeCount(sentence);
  sentence.take("cycles", "cycle");
  return value;
}

/** Most passes, cycles or repetitions that may be asked for. */
export const MAXIMUM_COUNT = 1e6;

function takeCount(sentence: Sentence): number {
  const start = sentence.place();
  const value = sentence.number();
  if (value !== undefined && Number.isInteger(value) && value >= 1 && value <= MAXIMUM_COUNT) return value;
  sentence.goBack(start);
  return sentence.fail(`a whole number from 1 to ${MAXIMUM_COUNT}`);
}
