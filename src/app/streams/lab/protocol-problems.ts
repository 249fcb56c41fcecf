/** Where the problems of a protocol stand: at which step, and in which line of the text. */
import type { InputProblem, ProtocolOutline } from "../../../../sim-core/index.ts";
import { isJsonText, listDraftSteps } from "./protocol-draft.ts";

const END = /^end(?:\s+(?:when|at|after))?\s*:?\s+/i;

/** Returns the problems at `where` or below it, such as those of one step. */
export function problemsAt(problems: readonly InputProblem[], where: string): readonly InputProblem[] {
  if (where === "") return [];
  return problems.filter((one) => one.where === where || one.where.startsWith(`${where}.`));
}

/** Returns the line, from 1, that a problem is about; undefined where that is not one line. */
export function lineOf(
  { where }: InputProblem,
  text: string,
  outline: ProtocolOutline | undefined,
): number | undefined {
  if (isJsonText(text) || outline === undefined) return undefined;
  const step = listDraftSteps(outline).findIndex(
    (own) => where === own.where || where.startsWith(`${own.where}.`),
  );
  if (step >= 0) return linesOf(text, isStep)[step];
  const end = /^protocol\.end(?:\.(\d+))?$/.exec(where);
  return end === null ? undefined : linesOf(text, (line) => END.test(line))[Number(end[1] ?? 0)];
}

function isStep(line: string): boolean {
  return !line.startsWith("#") && !END.test(line);
}

/** Numbers of the lines of a kind; empty ones are none. */
function linesOf(text: string, isMeant: (line: string) => boolean): readonly number[] {
  return text.split(/\r?\n/).flatMap((own, k) => {
    const line = own.trim();
    return line !== "" && isMeant(line) ? [k + 1] : [];
  });
}
