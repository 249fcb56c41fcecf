/** The link with which a teacher has a whole class begin with the same cells: lesson, step, seed, scenario and changes. */
import type { LessonStep } from "../../../lessons/read-lesson.ts";
import { defaultLook, withLook } from "../look.ts";

/** What of a state is that of one person: whether the clock goes, and what is looked at. */
const OWN = ["play", "particle"];

export interface ClassLinkParts {
  /** Name or address of the lesson. */
  readonly lesson: string;
  readonly step: Pick<LessonStep, "setUp">;
  /** From 1. */
  readonly number: number;
  /** Returns the query of the cells as they were set up and changed, with the time that they have come to or without. */
  readonly query: (withTime: boolean) => string;
}

/** Returns the query of the link (without "?"). */
export function classQuery({ lesson, step, number, query }: ClassLinkParts): string {
  // What goes on from the step before begins at the time that it has come to.
  const run = new URLSearchParams(query(step.setUp === undefined));
  for (const key of OWN) run.delete(key);
  return withLook("", { ...defaultLook, lesson, step: number, run: { step: number, query: run.toString() } });
}
