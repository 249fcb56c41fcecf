/**
 * Particles that a hand lets go or brings back in the course of a run, as a line says it: "particles 3, 17-20 = detached" or
 * "= attached"; "kill 3" and "revive 3" are the same in short. Lines count particles from 1, as people and the page do.
 */
import { InputError, type InputProblem, shortenProblems } from "../../base/errors.ts";
import { createProblemList, type ProblemList } from "./problems.ts";
import { type ContactEvent, isContactEvent, type ScenarioEvent } from "./scenario.ts";

/** More particles than any cell could hold; a list of ranges has to end somewhere. */
const MOST_PARTICLES = 100000;
/** Neighbours in a list from which on they are written as a range. */
const SHORTEST_RANGE = 3;
const EXPECTED_LIST = `numbers of particles from 1 to ${MOST_PARTICLES}, such as "3, 17-20"`;
const CONTACTS: Readonly<Record<string, ContactEvent["contact"]>> = {
  detached: "detached",
  attached: "attached",
};
const VERBS: Readonly<Record<string, ContactEvent["contact"]>> = { kill: "detached", revive: "attached" };
/** A list with what becomes of it, or a verb with a list. */
const FORM = /^(?:particles?(?<list>[^=]*)=?(?<word>.*)|(?<verb>kill|revive)(?<short>.*))$/s;

/** Returns whether what follows the time of an event is about particles, readable or not. */
export function isAboutParticles(text: string): boolean {
  return /^(particles?|kill|revive)(?![\w.])/.test(text);
}

/** Returns what a line says after its time, or notes all that is wrong with it and returns undefined. */
export function readContacts(
  text: string,
  where: string,
  problems: ProblemList,
): Omit<ContactEvent, "time"> | undefined {
  const { list = "", word = "", verb, short = list } = FORM.exec(text)?.groups ?? {};
  const said = word.trim();
  const contact = verb === undefined ? ownValue(CONTACTS, said) : ownValue(VERBS, verb);
  const particles = readNumbers(short);
  if (particles === undefined) problems.add(where, short.trim(), EXPECTED_LIST);
  if (contact === undefined) problems.add(where, said, '"detached" or "attached" after "="');
  return particles === undefined || contact === undefined ? undefined : { particles, contact };
}

/** A text such as "constructor" names nothing. */
function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Returns the same, undefined for anything that is not about particles or is wrong. */
export function parseContacts(text: string): Omit<ContactEvent, "time"> | undefined {
  return isAboutParticles(text) ? readContacts(text, "", createProblemList()) : undefined;
}

/** Returns the line after the time, which `readContacts` turns back into the same. */
export function writeContacts({ particles, contact }: Omit<ContactEvent, "time">): string {
  return `${writeParticles(particles)} = ${contact}`;
}

/** Returns particles by their numbers, such as "particle 3" or "particles 3, 17-20". */
export function writeParticles(particles: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const p of particles) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === p - 1) run[1] = p;
    else runs.push([p, p]);
  }
  const parts = runs.flatMap(([first, last]) => {
    if (last - first + 1 >= SHORTEST_RANGE) return `${first + 1}-${last + 1}`;
    return first === last ? `${first + 1}` : [`${first + 1}`, `${last + 1}`];
  });
  return `${particles.length === 1 ? "particle" : "particles"} ${parts.join(", ")}`;
}

/** Returns indices from 0, ascending, each once; undefined where the text is no list of numbers. */
function readNumbers(text: string): number[] | undefined {
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const [, first, last = first] = /^\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?$/.exec(part) ?? [];
    if (first === undefined) return undefined;
    const [from, to] = [Number(first), Number(last)];
    if (!(from >= 1 && from <= to && to <= MOST_PARTICLES)) return undefined;
    for (let number = from; number <= to; number++) found.add(number - 1);
  }
  return [...found].sort((one, other) => one - other);
}

/** Returns what is wrong with events about particles in a cell of so many. */
export function findUnknownParticles(events: readonly ScenarioEvent[], count: number): InputProblem[] {
  const problems = events.filter(isContactEvent).flatMap(({ time, particles, contact }): InputProblem[] => {
    const unknown = particles.filter((p) => p >= count);
    if (unknown.length === 0) return [];
    const where = `event ${time} s: ${writeContacts({ particles, contact })}`;
    const expected = `particles from 1 to ${count}, which is how many the cell has`;
    return [{ where, got: writeParticles(unknown), expected }];
  });
  return shortenProblems(problems, "events");
}

/** Throws InputError with all events about particles that a cell of `count` does not have. */
export function refuseUnknownParticles(events: readonly ScenarioEvent[], count: number): void {
  const problems = findUnknownParticles(events, count);
  if (problems.length > 0) throw new InputError(problems);
}
