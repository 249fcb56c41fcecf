/** The whole protocol of a file: plain steps or named blocks, and what ends the run. */

import { expectedName, type ProblemList } from "../record/problems.ts";
import type { Block, Protocol, ProtocolStep, RunEnd, Scenario } from "../record/scenario.ts";
import { type AmbientBlock, resolveRamps } from "./ambient-ramps.ts";
import { UNNAMED_BLOCK } from "./protocol.ts";
import { checkCutOffs, questionRates } from "./protocol-checks.ts";
import { END_WORDS, takeRunEnd } from "./protocol-grammar.ts";
import { isRecord, type ReadStep, readCount, readStep, readText, type StepContext } from "./read-step.ts";

/** What the files say of the protocol, besides the parameters of the table. */
export interface WrittenProtocol {
  readonly kind: "steps" | "blocks";
  readonly items: unknown;
  /** Where the items stand, such as "protocol.steps". */
  readonly where: string;
  readonly end: unknown;
}

export interface ProtocolContext extends Omit<StepContext, "where"> {
  readonly repeat: number;
  readonly referenceCycle: number;
  readonly cell: Pick<Scenario["cell"], "temperature" | "stackPressure">;
  /** Number of cycles that ends the run, besides what the file says. */
  readonly cycles?: number;
}

interface ReadBlock {
  readonly block: Omit<Block, "steps" | "check">;
  readonly steps: readonly ReadStep[];
  readonly check?: { readonly every: number; readonly name: string; readonly steps: readonly ReadStep[] };
}

/** Steps of a file that has none: the window of the paper at the cell's own rate. */
const DEFAULT_STEPS: readonly unknown[] = [
  { charge: "rate", until: "4.3 V" },
  { discharge: "rate", until: "2.6 V" },
];
const MAXIMUM_NAME = 60;
/** Longest list of steps or blocks. */
const MAXIMUM_ITEMS = 10_000;
const BLOCK_KEYS = ["name", "repeat", "steps", "check"];
const CHECK_KEYS = ["every", "name", "steps"];
const BLOCK_WORDS = 'a block {"name": "formation", "repeat": 3, "steps": [...]}';

/** Protocol of a file that says nothing. */
export const DEFAULT_PROTOCOL: WrittenProtocol = {
  kind: "steps",
  items: DEFAULT_STEPS,
  where: "protocol.steps",
  end: [],
};

/** Returns the protocol; what cannot be read is noted, the first few problems one by one, and left out. */
export function readProtocol(written: WrittenProtocol, context: ProtocolContext): Protocol {
  const blocks = written.kind === "steps" ? readPlain(written, context) : readBlocks(written, context);
  const { cycles, repeat } = context;
  const end: RunEnd[] = [...readEnds(written.end, context)];
  if (cycles !== undefined) end.push({ kind: "cyclesReached", value: cycles });
  const ambientOf = resolveRamps(blocks.map(ambientBlock), repeat, context.cell, context.problems);
  const finish = ({ step, ...place }: ReadStep): ProtocolStep => {
    const ambient = ambientOf(place);
    return ambient === undefined ? step : { ...step, ambient };
  };
  const finished = blocks.map(({ block, steps, check }) => ({
    ...block,
    steps: steps.map(finish),
    ...(check && { check: { ...check, steps: check.steps.map(finish) } }),
  }));
  return { blocks: finished, repeat, end, referenceCycle: context.referenceCycle };
}

function ambientBlock({ block, steps, check }: ReadBlock): AmbientBlock {
  return { repeat: block.repeat, steps, ...(check && { check: check.steps }) };
}

function readPlain({ items, where }: WrittenProtocol, context: ProtocolContext): readonly ReadBlock[] {
  const steps = readSteps(items, where, context);
  return [{ block: { name: UNNAMED_BLOCK, repeat: 1 }, steps }];
}

function readSteps(items: unknown, where: string, context: ProtocolContext): readonly ReadStep[] {
  if (!Array.isArray(items) || items.length === 0 || items.length > MAXIMUM_ITEMS) {
    const got = Array.isArray(items) && items.length > 0 ? items.length : items;
    context.problems.add(where, got, `a list of steps, at least one and at most ${MAXIMUM_ITEMS}`);
    return [];
  }
  const steps = items.map((step, k) => readStep(step, { ...context, where: `${where}.${k}` }));
  const read = steps.filter((step) => step !== undefined);
  if (read.length === steps.length) checkCutOffs(read, context.problems);
  questionRates(read, context.scale, context.problems);
  return read;
}

function readBlocks({ items, where }: WrittenProtocol, context: ProtocolContext): readonly ReadBlock[] {
  if (!Array.isArray(items) || items.length === 0 || items.length > MAXIMUM_ITEMS) {
    const got = Array.isArray(items) && items.length > 0 ? items.length : items;
    context.problems.add(
      where,
      got,
      `a list of blocks, at least one and at most ${MAXIMUM_ITEMS}: ${BLOCK_WORDS}`,
    );
    return [];
  }
  return items.flatMap((item, k) => {
    const unnamed = items.length === 1 ? UNNAMED_BLOCK : `block ${k + 1}`;
    return readBlock(item, unnamed, `${where}.${k}`, context) ?? [];
  });
}

function readBlock(
  item: unknown,
  unnamed: string,
  where: string,
  context: ProtocolContext,
): ReadBlock | undefined {
  const { problems } = context;
  if (!isRecord(item)) {
    problems.add(where, item, BLOCK_WORDS);
    return undefined;
  }
  noteUnknownKeys(item, BLOCK_KEYS, "a block", where, problems);
  const name = readName(item.name ?? unnamed, `${where}.name`, problems);
  const repeat = readCount(item.repeat ?? 1, `${where}.repeat`, problems);
  const steps = readSteps(item.steps, `${where}.steps`, context);
  const check = item.check === undefined ? undefined : readCheck(item.check, `${where}.check`, context);
  return { block: { name: name ?? unnamed, repeat: repeat ?? 1 }, steps, ...(check && { check }) };
}

function readCheck(item: unknown, where: string, context: ProtocolContext): ReadBlock["check"] {
  const { problems } = context;
  if (!isRecord(item)) {
    problems.add(where, item, 'a check {"every": 25, "name": "reference", "steps": [...]}');
    return undefined;
  }
  noteUnknownKeys(item, CHECK_KEYS, "a check", where, problems);
  const every = readCount(item.every, `${where}.every`, problems);
  const name = readName(item.name ?? "check", `${where}.name`, problems);
  const steps = readSteps(item.steps, `${where}.steps`, context);
  return every === undefined || name === undefined ? undefined : { every, name, steps };
}

/** A name stands in a cell of a table: one line, and not too long. */
function readName(name: unknown, where: string, problems: ProblemList): string | undefined {
  if (typeof name === "string" && name.length <= MAXIMUM_NAME && /^[^\p{C}]+$/u.test(name)) return name;
  problems.add(where, name, `a name of one line, up to ${MAXIMUM_NAME} characters`);
  return undefined;
}

function readEnds(written: unknown, { problems, scale }: ProtocolContext): readonly RunEnd[] {
  const texts: readonly unknown[] = Array.isArray(written) ? written : [written];
  return texts.flatMap((text, k) => {
    const where = Array.isArray(written) ? `protocol.end.${k}` : "protocol.end";
    return readText(text, { where, problems }, END_WORDS, (sentence) => takeRunEnd(sentence, scale)) ?? [];
  });
}

function noteUnknownKeys(
  item: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  what: string,
  where: string,
  problems: ProblemList,
): void {
  for (const key of Object.keys(item)) {
    if (keys.includes(key)) continue;
    problems.addInWords(`${where}.${key}`, "an unknown key", expectedName(`a key of ${what}`, key, keys));
  }
}
