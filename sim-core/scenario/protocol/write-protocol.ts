/** Protocols as they are written: sentences for messages, records for files. protocol-text.ts reads them back. */

import type {
  Ambient,
  Block,
  Limit,
  Protocol,
  ProtocolStep,
  Rate,
  RunEnd,
  Target,
} from "../record/scenario.ts";
import { UNNAMED_BLOCK } from "./protocol.ts";
import { showQuantity } from "./protocol-units.ts";

/** Returns the step as an English sentence that reads back as the same step. */
export function writeStepText(step: ProtocolStep): string {
  return [actionOf(step), limitsOf(step.until), ...surroundingsOf(step.ambient)]
    .filter((part) => part !== "")
    .join(" ");
}

/** Returns the limit as text, such as "4.2 V" or "dV/dt < 1 mV/h". */
export function writeLimit({ kind, value }: Limit): string {
  const shown = showQuantity(kind, value);
  if (kind === "voltageRate") return `dV/dt < ${shown}`;
  if (kind === "currentRate") return `dI/dt < ${shown}`;
  return kind === "stateOfCharge" ? `${shown} SoC` : shown;
}

/** Returns the end of a run as text, such as "retention < 80 %". */
export function writeRunEnd({ kind, value }: RunEnd): string {
  switch (kind) {
    case "voltageBelow":
      return `voltage < ${showQuantity("voltage", value)}`;
    case "voltageAbove":
      return `voltage > ${showQuantity("voltage", value)}`;
    case "capacityBelow":
      return `capacity < ${showQuantity("capacity", value)}`;
    case "retentionBelow":
      return `retention < ${showQuantity("retention", value)}`;
    case "timeReached":
      return `time > ${showQuantity("duration", value)}`;
    case "cyclesReached":
      return `${value} cycles`;
  }
}

/** Returns what stands in a file under `protocol` besides the parameters of the table. */
export function writeProtocol(protocol: Protocol): Record<string, unknown> {
  const { blocks, end } = protocol;
  const [only] = blocks;
  const isPlain =
    only !== undefined &&
    blocks.length === 1 &&
    only.repeat === 1 &&
    only.name === UNNAMED_BLOCK &&
    only.check === undefined;
  return {
    ...(isPlain ? { steps: only.steps.map(writeStep) } : { blocks: blocks.map(writeBlock) }),
    end: end.map(writeRunEnd),
  };
}

/**
 * Returns the protocol as sentences, a line each, under headings that name the blocks; undefined where it cannot be written
 * so: with a profile, or with several blocks that are repeated together.
 */
export function writeProtocolText({ blocks, repeat, end }: Protocol): string | undefined {
  const [only] = blocks;
  if (
    only === undefined ||
    blocks.some(({ steps, check }) => [...steps, ...(check?.steps ?? [])].some(isProfile))
  )
    return undefined;
  const isRepeated = repeat > 1;
  if (isRepeated && (blocks.length > 1 || only.repeat > 1 || only.check !== undefined)) return undefined;
  const listed = isRepeated ? [{ ...only, repeat }] : blocks;
  const lines = listed.flatMap(({ name, repeat: passes, steps, check }) => [
    `# ${name}${passes === 1 ? "" : ` x${passes}`}`,
    ...steps.map(sayStep),
    ...(check === undefined ? [] : [`# ${check.name} every ${check.every}`, ...check.steps.map(sayStep)]),
  ]);
  return `${[...lines, ...end.map((one) => `End when ${writeRunEnd(one)}`)].join("\n")}\n`;
}

function isProfile({ kind }: ProtocolStep): boolean {
  return kind === "profile";
}

/** The sentence that it was read from, or one that says the same. */
function sayStep(step: ProtocolStep): string {
  return step.text ?? writeStepText(step);
}

/** Returns the step as it stands in a file: the sentence that it was read from, or a record. */
export function writeStep(step: ProtocolStep): string | Record<string, unknown> {
  if (step.text !== undefined && step.kind !== "profile") return step.text;
  const until = step.until.map(writeLimit);
  const { temperature, stackPressure } = step.ambient ?? {};
  const ambient = {
    ...(temperature && { temperature: writeTarget("temperature", temperature) }),
    ...(stackPressure && { stackPressure: writeTarget("stackPressure", stackPressure) }),
  };
  switch (step.kind) {
    case "rest":
      return { rest: until, ...ambient };
    case "hold":
      return { hold: showQuantity("voltage", step.voltage), until, ...ambient };
    case "profile": {
      const { name, time, currentDensity } = step.profile;
      const profile = { name, time, unit: "A/m2", current: currentDensity };
      return { profile, repeat: step.repeat, ...(until.length > 0 && { until }), ...ambient };
    }
    default:
      return { [step.kind]: step.rate.kind === "cell" ? "rate" : writeRate(step.rate), until, ...ambient };
  }
}

function writeBlock({ name, repeat, steps, check }: Block): Record<string, unknown> {
  return {
    name,
    repeat,
    steps: steps.map(writeStep),
    ...(check && { check: { ...check, steps: check.steps.map(writeStep) } }),
  };
}

function writeTarget(of: keyof Ambient, { value, duration }: Target): unknown {
  const to = showQuantity(of, value);
  return duration === 0 ? to : { to, over: showQuantity("duration", duration) };
}

function actionOf(step: ProtocolStep): string {
  switch (step.kind) {
    case "charge":
      return `Charge at ${writeRate(step.rate)}`;
    case "discharge":
      return `Discharge at ${writeRate(step.rate)}`;
    case "rest":
      return "Rest";
    case "hold":
      return `Hold at ${showQuantity("voltage", step.voltage)}`;
    case "profile":
      return `Run ${JSON.stringify(step.profile.name)}${step.repeat === 1 ? "" : ` ${step.repeat} times`}`;
  }
}

function writeRate(rate: Rate): string {
  return rate.kind === "cell" ? "the cell's rate" : showQuantity(rate.kind, rate.value);
}

/** "for 1 h or until 4.2 V": the limits in their order, the word "until" once and again after a duration. */
function limitsOf(limits: readonly Limit[]): string {
  let isAfterUntil = false;
  const parts = limits.map((limit) => {
    const text = writeLimit(limit);
    const isDuration = limit.kind === "duration";
    const said = isDuration ? `for ${text}` : isAfterUntil ? text : `until ${text}`;
    isAfterUntil = !isDuration;
    return said;
  });
  return parts.join(" or ");
}

function surroundingsOf(ambient: Ambient = {}): string[] {
  const { temperature, stackPressure } = ambient;
  return [
    ...(temperature ? [sayTarget("temperature", temperature)] : []),
    ...(stackPressure ? [sayTarget("stackPressure", stackPressure)] : []),
  ];
}

function sayTarget(of: keyof Ambient, { value, duration }: Target): string {
  const to = showQuantity(of, value);
  return duration === 0 ? `at ${to}` : `to ${to} over ${showQuantity("duration", duration)}`;
}
