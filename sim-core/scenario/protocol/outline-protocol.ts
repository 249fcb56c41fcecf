/**
 * A protocol as it is written, taken apart for an editor: blocks, steps, and of each step what it does, when it ends and what
 * it changes around the cell, in the words of the file. What cannot be read stays as it is.
 */
import { UNNAMED_BLOCK } from "./protocol.ts";
import { readStepSentence, type StepParts } from "./protocol-text.ts";
import type { CellScale } from "./read-quantity.ts";
import { isRecord } from "./read-step.ts";
import { SentenceError } from "./sentence.ts";

/** A step as it is written. */
export interface StepOutline {
  /** Where the reader's problems with it stand, such as "protocol.steps.0". */
  readonly where: string;
  /** A sentence, or what else stands in the file. */
  readonly written: unknown;
  /** undefined where it is a profile, or cannot be read. */
  readonly parts: StepParts | undefined;
}

/** A block as it is written; plain steps are one. */
export interface BlockOutline {
  readonly where: string;
  readonly name: string;
  readonly repeat: number;
  readonly steps: readonly StepOutline[];
  readonly check:
    | { readonly every: number; readonly name: string; readonly steps: readonly StepOutline[] }
    | undefined;
}

/** A protocol as it is written. */
export interface ProtocolOutline {
  readonly blocks: readonly BlockOutline[];
  /** Of all blocks together. */
  readonly repeat: number;
  readonly end: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns the outline of what stands under `protocol`; undefined where that holds neither steps nor blocks. Counts that are
 * none are 1; `repeat` is what holds where it says nothing of it.
 */
export function outlineProtocol(
  written: unknown,
  { scale, repeat }: { readonly scale: CellScale; readonly repeat: number },
): ProtocolOutline | undefined {
  const whole: Fields = Array.isArray(written) ? listOf(written) : isRecord(written) ? written : {};
  const at = Array.isArray(written)
    ? "protocol"
    : `protocol.${whole.blocks === undefined ? "steps" : "blocks"}`;
  const end = (Array.isArray(whole.end) ? whole.end : [whole.end ?? []].flat()).map(String);
  if (Array.isArray(whole.blocks)) {
    const blocks = whole.blocks.map((block, k) => outlineBlock(block, `${at}.${k}`, k, scale));
    return { blocks, repeat: countOf(whole.repeat, 1), end };
  }
  if (!Array.isArray(whole.steps)) return undefined;
  const steps = outlineSteps(whole.steps, at, scale);
  const passes = countOf(whole.repeat, repeat);
  const block = { where: "protocol", name: UNNAMED_BLOCK, repeat: passes, steps, check: undefined };
  return { blocks: [block], repeat: 1, end };
}

/** A list alone holds blocks where one of them has steps. */
function listOf(items: readonly unknown[]): Fields {
  return items.some((item) => isRecord(item) && "steps" in item) ? { blocks: items } : { steps: items };
}

function outlineBlock(written: unknown, where: string, k: number, scale: CellScale): BlockOutline {
  const block = isRecord(written) ? written : {};
  const check = isRecord(block.check) ? block.check : undefined;
  return {
    where,
    name: typeof block.name === "string" ? block.name : `block ${k + 1}`,
    repeat: countOf(block.repeat, 1),
    steps: outlineSteps(block.steps, `${where}.steps`, scale),
    check: check && {
      every: countOf(check.every, 1),
      name: typeof check.name === "string" ? check.name : "check",
      steps: outlineSteps(check.steps, `${where}.check.steps`, scale),
    },
  };
}

function outlineSteps(items: unknown, where: string, scale: CellScale): readonly StepOutline[] {
  const steps: readonly unknown[] = Array.isArray(items) ? items : [];
  return steps.map((written, k) => ({
    where: `${where}.${k}`,
    written,
    parts: typeof written === "string" ? partsOfSentence(written, scale) : partsOfRecord(written),
  }));
}

function partsOfSentence(text: string, scale: CellScale): StepParts | undefined {
  try {
    const { parts } = readStepSentence(text, scale);
    return parts.kind === "profile" ? undefined : parts;
  } catch (error) {
    if (!(error instanceof SentenceError)) throw error;
    return undefined;
  }
}

const VALUED = ["charge", "discharge", "hold"] as const;

function partsOfRecord(written: unknown): StepParts | undefined {
  if (!isRecord(written)) return undefined;
  const kind =
    VALUED.find((key) => typeof written[key] === "string") ?? ("rest" in written ? "rest" : undefined);
  if (kind === undefined) return undefined;
  const until = [...(kind === "rest" ? textsOf(written.rest) : []), ...textsOf(written.until)];
  const value = kind === "rest" ? "" : String(written[kind]);
  const surroundings = [written.temperature, written.stackPressure].flatMap(targetOf);
  return { kind, value, until, surroundings };
}

function textsOf(written: unknown): string[] {
  return (Array.isArray(written) ? written : [written]).filter((text) => typeof text === "string");
}

function targetOf(written: unknown): string[] {
  if (typeof written === "string") return [written];
  if (!isRecord(written)) return [];
  const { to, over, rate } = written;
  return [over === undefined ? `${to} at ${rate}` : `${to} over ${over}`];
}

function countOf(written: unknown, otherwise: number): number {
  return Number.isInteger(written) && (written as number) > 0 ? (written as number) : otherwise;
}
