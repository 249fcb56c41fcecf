/** Protocol steps as they are written: rates and limits are told apart by their units. */
import { roundDigits } from "./parameters.ts";
import type { ProblemList } from "./problems.ts";
import type { Limit, ProtocolStep, Rate } from "./scenario.ts";
import { parseCRate, parseQuantity } from "./units.ts";

interface WrittenStep {
  readonly charge?: string;
  readonly discharge?: string;
  readonly rest?: string;
  readonly hold?: string;
  readonly until?: string | readonly string[];
}

interface StepContext {
  readonly where: string;
  readonly problems: ProblemList;
  /** A/m2 at 1C. */
  readonly oneC: number;
}

/** Steps of a file that has none: the window of the paper at the cell's own rate. */
export const DEFAULT_STEPS: readonly WrittenStep[] = [
  { charge: "rate", until: "4.3 V" },
  { discharge: "rate", until: "2.6 V" },
];

const UNITS_OF_LIMIT = [
  ["voltage", "V"],
  ["capacity", "mAh/cm2"],
  ["duration", "s"],
  ["currentDensity", "A/m2"],
] as const;
const TO_SI: Readonly<Record<string, number>> = {
  voltage: 1,
  capacity: 36000,
  duration: 1,
  currentDensity: 1,
};
const DISPLAY_UNIT: Readonly<Record<string, string>> = {
  voltage: "V",
  capacity: "mAh/cm2",
  duration: "s",
  currentDensity: "A/m2",
};
const HIGHEST_VOLTAGE = 6;

/** Returns the steps; what cannot be read is noted as a problem and left out. */
export function readSteps(written: readonly unknown[], oneC: number, problems: ProblemList): ProtocolStep[] {
  const steps = written.map((step, k) =>
    readStep(step as WrittenStep, { where: `protocol.steps.${k}`, problems, oneC }),
  );
  return steps.filter((step) => step !== undefined);
}

/** Returns a step as it is written in a file; `readSteps` turns it back into the same step. */
export function writeStep(step: ProtocolStep): WrittenStep {
  if (step.kind === "rest") return { rest: writeLimit(step.until[0] as Limit) };
  const until = step.until.map(writeLimit);
  if (step.kind === "hold") return { hold: `${step.voltage} V`, until };
  if (step.kind === "profile") throw new Error("profiles are not written yet");
  const rate = writeRate(step.rate);
  return step.kind === "charge" ? { charge: rate, until } : { discharge: rate, until };
}

function readStep(step: WrittenStep, context: StepContext): ProtocolStep | undefined {
  if (step.charge !== undefined || step.discharge !== undefined) {
    const kind = step.charge !== undefined ? "charge" : "discharge";
    const rate = readRate(step[kind] as string, kind, context);
    const until = readLimits(step.until, ["voltage", "capacity", "duration"], context);
    return rate && until && { kind, rate, until };
  }
  if (step.rest !== undefined) {
    const limit = readLimit(step.rest, context.oneC);
    if (limit?.kind === "duration") return { kind: "rest", until: [limit] };
    context.problems.add(`${context.where}.rest`, step.rest, 'a duration above zero, such as "10 min"');
    return undefined;
  }
  const voltage = readLimit(step.hold ?? "", context.oneC);
  if (voltage?.kind !== "voltage") {
    context.problems.add(`${context.where}.hold`, step.hold, `a voltage from 0 V to ${HIGHEST_VOLTAGE} V`);
  }
  const until = readLimits(step.until, ["currentDensity", "capacity", "duration"], context);
  return voltage?.kind === "voltage" && until ? { kind: "hold", voltage: voltage.value, until } : undefined;
}

function readRate(text: string, kind: "charge" | "discharge", context: StepContext): Rate | undefined {
  if (text.trim() === "rate") return { kind: "cell" };
  const cRate = parseCRate(text);
  if (cRate !== undefined && cRate > 0) return { kind: "cRate", value: cRate };
  const density = parseQuantity(text, "A/m2");
  if (density !== undefined && density > 0) {
    return { kind: "currentDensity", value: roundDigits(density) };
  }
  context.problems.add(
    `${context.where}.${kind}`,
    text,
    '"rate", a C-rate such as "0.5C" or a current density such as "100 A/m2", above zero (the step gives the sign)',
  );
  return undefined;
}

function readLimits(
  written: WrittenStep["until"],
  kinds: readonly Limit["kind"][],
  context: StepContext,
): Limit[] | undefined {
  const texts = typeof written === "string" ? [written] : (written ?? []);
  const limits: Limit[] = [];
  for (const text of texts) {
    const limit = readLimit(text, context.oneC);
    if (limit !== undefined && kinds.includes(limit.kind)) limits.push(limit);
    else context.problems.add(`${context.where}.until`, text, describeKinds(kinds));
  }
  return limits.length === texts.length ? limits : undefined;
}

/** A C-rate as a limit is the current density at which a hold ends. */
function readLimit(text: string, oneC: number): Limit | undefined {
  const cRate = parseCRate(text);
  if (cRate !== undefined) {
    return cRate > 0 ? { kind: "currentDensity", value: roundDigits(cRate * oneC) } : undefined;
  }
  for (const [kind, unit] of UNITS_OF_LIMIT) {
    const display = parseQuantity(text, unit);
    if (display === undefined) continue;
    const highest = kind === "voltage" ? HIGHEST_VOLTAGE : Number.POSITIVE_INFINITY;
    return display > 0 && display <= highest
      ? { kind, value: roundDigits(display) * TO_SI[kind]! }
      : undefined;
  }
  return undefined;
}

function describeKinds(kinds: readonly Limit["kind"][]): string {
  const words: Partial<Record<Limit["kind"], string>> = {
    voltage: `a voltage up to ${HIGHEST_VOLTAGE} V`,
    capacity: 'a capacity such as "2 mAh/cm2"',
    duration: 'a duration such as "2 h"',
    currentDensity: 'a current density or C-rate such as "C/20"',
  };
  return kinds.flatMap((kind) => words[kind] ?? []).join(", or ");
}

function writeRate(rate: Rate): string {
  if (rate.kind === "cell") return "rate";
  return rate.kind === "cRate" ? `${rate.value}C` : `${rate.value} A/m2`;
}

function writeLimit(limit: Limit): string {
  return `${roundDigits(limit.value / TO_SI[limit.kind]!)} ${DISPLAY_UNIT[limit.kind]}`;
}
