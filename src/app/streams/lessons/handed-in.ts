/** How answers of pupils travel: files, links with the answers in their fragment, and a table of a class for other programs. */
import { describeProblem, InputError } from "../../../../sim-core/index.ts";
import { type Column, formatTable } from "../../../io/csv.ts";
import { packText, unpackText } from "../../../io/packed-text.ts";
import { type AnswerFile, problemsOfAnswers, readAnswers } from "../../../lessons/answer-file.ts";
import { addPupil, type ClassAnswers, nameOf, verdictOf } from "../../../lessons/class-answers.ts";
import type { Lesson } from "../../../lessons/read-lesson.ts";
import { FRAGMENT } from "./answer-fragment.ts";

/** Files and links that are read at once. */
const MOST = 500;

/** Returns the link that hands the answers in; `page`: address of the page. What is behind "#" is sent to no server. */
export function answerLink(answers: AnswerFile, page: string): string {
  const { origin, pathname } = new URL(page);
  // Whoever opens it wants to see no story first.
  return `${origin}${pathname}?story=0${FRAGMENT}${packText(JSON.stringify(answers))}`;
}

/** What is handed in, and what it is called where it is refused. */
export interface HandedIn {
  readonly name: string;
  /** JSON of a file, or a link. */
  readonly text: string;
}

/** Returns links of a text, one for each word that is one. */
export function linksOf(text: string): readonly HandedIn[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  return words.map((word, k) => ({ name: `link ${k + 1}`, text: word }));
}

/** Answers of a class by lesson, and what there is to be said of them. */
export interface Gathered {
  readonly classes: ReadonlyMap<string, { readonly lesson: Lesson; readonly answers: ClassAnswers }>;
  /** What was refused, as where: got; expected. */
  readonly problems: readonly string[];
  /** What counts once only. */
  readonly notes: readonly string[];
}

export const NOTHING_GATHERED: Gathered = { classes: new Map(), problems: [], notes: [] };

/**
 * Returns what was gathered with what is handed in besides; what cannot be read is refused, and the rest is taken. `fetch`
 * brings lessons by their name, and throws InputError where there is none.
 */
export async function gather(
  before: Gathered,
  handed: readonly HandedIn[],
  fetch: (name: string) => Promise<Lesson>,
): Promise<Gathered> {
  let gathered: Gathered = { ...before, problems: [], notes: [] };
  for (const one of handed.slice(0, MOST)) {
    try {
      gathered = take(gathered, await read(one, fetch));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      gathered = { ...gathered, problems: [...gathered.problems, ...error.problems.map(describeProblem)] };
    }
  }
  const left = handed.length - MOST;
  if (left <= 0) return gathered;
  return {
    ...gathered,
    problems: [...gathered.problems, `files: got ${left} more; expected at most ${MOST}`],
  };
}

interface ReadAnswers {
  readonly file: AnswerFile;
  readonly lesson: Lesson;
}

async function read(
  { name, text }: HandedIn,
  fetch: (name: string) => Promise<Lesson>,
): Promise<ReadAnswers> {
  const file = readAnswers(jsonOf(text, name), name);
  let lesson: Lesson;
  try {
    lesson = await fetch(file.lesson);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const expected = "a lesson of this page, or one whose files were opened here before";
    throw new InputError([{ where: `${name}, lesson`, got: JSON.stringify(file.lesson), expected }]);
  }
  const problems = problemsOfAnswers(file, lesson, name);
  if (problems.length > 0) throw new InputError(problems);
  return { file, lesson };
}

function jsonOf(text: string, name: string): string {
  if (/^\s*\{/.test(text)) return text;
  const at = text.indexOf(FRAGMENT);
  const unpacked = at < 0 ? undefined : unpackText(text.slice(at + FRAGMENT.length).trim());
  if (unpacked !== undefined) return unpacked;
  const got = at < 0 ? "neither JSON nor a link to answers" : "a link whose answers are torn";
  throw new InputError([{ where: name, got, expected: "the answers of a pupil" }]);
}

function take(gathered: Gathered, { file, lesson }: ReadAnswers): Gathered {
  const own = gathered.classes.get(file.lesson)?.answers ?? new Map();
  const { answers, words } = addPupil(own, file);
  return {
    ...gathered,
    classes: new Map(gathered.classes).set(file.lesson, { lesson, answers }),
    notes: words === undefined ? gathered.notes : [...gathered.notes, words],
  };
}

/** Returns the table of a class, a row for each pupil and step that was answered. */
export function classTable(lesson: Lesson, answers: ClassAnswers): string {
  type Row = { readonly pupil: AnswerFile; readonly step: Lesson["steps"][number] };
  const rows: Row[] = [...answers.values()].flatMap((pupil) =>
    lesson.steps.filter(({ id }) => pupil.steps[id] !== undefined).map((step) => ({ pupil, step })),
  );
  const of = ({ pupil, step }: Row) => pupil.steps[step.id]!;
  const text = (label: string, value: (row: Row) => string | null): Column<Row> => ({
    ...{ label, kind: "text" },
    value,
  });
  const columns: readonly Column<Row>[] = [
    text("pupil", ({ pupil }) => harmless(nameOf(pupil))),
    text("saved", ({ pupil }) => pupil.saved),
    text("step", ({ step }) => step.id),
    text("prediction", (row) => wordsOf(row.step, of(row).prediction)),
    text("solved", (row) => wordsOf(row.step, of(row).solved)),
    text("verdict", (row) => verdictOf(row.step, of(row)) ?? null),
    text("misconception", (row) => misconceptionOf(row.step, of(row))),
    { label: "hints", kind: "whole", value: (row) => of(row).hints },
    { label: "done", kind: "switch", value: (row) => of(row).done },
    { label: "best", kind: "real", value: (row) => of(row).best ?? null },
  ];
  return formatTable(columns, rows);
}

/** Programs that open tables take text that begins so for a formula. */
function harmless(name: string): string {
  return /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
}

function wordsOf(
  { prediction: asked }: Lesson["steps"][number],
  value: number | readonly (number | null)[] | undefined,
): string | null {
  if (value === undefined) return null;
  if (asked?.kind === "choice") return asked.choices[Number(value)]?.text ?? null;
  return [value]
    .flat()
    .map((own) => (own === null ? "" : String(own)))
    .join(" ");
}

function misconceptionOf(step: Lesson["steps"][number], answer: AnswerFile["steps"][string]): string | null {
  const asked = step.prediction;
  if (asked?.kind === "choice") return asked.choices[Number(answer.prediction)]?.misconception ?? null;
  const verdict = verdictOf(step, answer);
  if (asked === undefined || verdict === undefined || verdict === "right") return null;
  return (verdict === "too low" ? asked.tooLow : asked.tooHigh) ?? null;
}
