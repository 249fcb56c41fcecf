/**
 * A protocol as a text of its own: a sentence a line, under headings that name the blocks.
 *
 *     # formation x3
 *     Charge at C/10 until 4.3 V
 *     Discharge at C/10 until 2.6 V
 *     # cycling x100
 *     Charge at 0.5C until 4.3 V
 *     Discharge at 0.5C until 2.6 V
 *     # reference every 25
 *     Charge at C/10 until 4.3 V
 *     Discharge at C/10 until 2.6 V
 *     End when retention < 80 %
 */
import { readPythonExperiment } from "./python-experiment.ts";

interface TextBlock {
  name?: string;
  repeat?: number;
  readonly steps: string[];
  check?: { readonly every: number; readonly name: string; readonly steps: string[] };
}

const HEADING =
  /^#+\s*(.*?)(?:[\s,]+(?:[x×]\s*(\d+)|(\d+)\s*(?:x|times)|every\s+(\d+)(?:\s+(?:cycles|passes))?))?\s*:?$/i;
const END = /^end(?:\s+(?:when|at|after))?\s*:?\s+(.+)$/i;

/**
 * Returns what would stand under `protocol` of a scenario file; it is read, and its sentences are judged, by
 * parseScenario. Lines before the first heading are a block without a name; without any heading they are plain steps,
 * which pass once.
 */
export function parseProtocolText(text: string): Record<string, unknown> {
  const blocks: TextBlock[] = [];
  const end: string[] = [];
  let hasHeading = false;
  let steps: string[] | undefined;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r?\n/)) {
    const content = line.trim().replaceAll(/\s+/g, " ");
    if (content === "") continue;
    const ending = END.exec(content);
    if (content.startsWith("#")) {
      steps = openBlock(content, blocks);
      hasHeading = true;
    } else if (ending !== null) end.push(ending[1] as string);
    else {
      if (steps === undefined) {
        steps = [];
        blocks.push({ steps });
      }
      steps.push(content);
    }
  }
  const ends = end.length > 0 && { end };
  const [only] = blocks;
  const isPlain = blocks.length === 1 && only !== undefined && !hasHeading;
  return isPlain ? { repeat: 1, steps: only.steps, ...ends } : { blocks, ...ends };
}

/**
 * Returns what a text says that may be sentences, an experiment of PyBaMM or JSON, of a whole scenario its protocol. Throws
 * SyntaxError where it begins as JSON does and is none, ExperimentError where it is no such experiment.
 */
export function readProtocolSource(text: string): unknown {
  const experiment = readPythonExperiment(text);
  if (experiment !== undefined) return experiment;
  if (!/^\uFEFF?\s*[[{]/.test(text)) return parseProtocolText(text);
  const written = JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  return (written as { readonly protocol?: unknown }).protocol ?? written;
}

/** Returns the list into which the lines after the heading go. */
function openBlock(line: string, blocks: TextBlock[]): string[] {
  const [, name = "", times, turns, every] = HEADING.exec(line) ?? [];
  const steps: string[] = [];
  const before = blocks.at(-1);
  if (every !== undefined && before !== undefined && before.check === undefined) {
    before.check = { every: Number(every), name: name || "check", steps };
    return steps;
  }
  const repeat = times ?? turns;
  blocks.push({ ...(name && { name }), ...(repeat && { repeat: Number(repeat) }), steps });
  return steps;
}
