/** Where lessons come from: shipped ones by name, others by an address of the same server, or files that were opened. */
import { InputError } from "../../../../sim-core/index.ts";
import { type Lesson, readLesson } from "../../../lessons/read-lesson.ts";
import { problemsOfSetUp } from "./set-up.ts";

/** Before the name of a lesson that came from a file. */
const FROM_FILE = "file:";
const NAME = /^[a-z0-9][a-z0-9-]*$/;

const opened = new Map<string, Lesson>();

/** Returns the address of a lesson's file; throws InputError where it is neither a name nor of the page's own server. */
export function lessonAddress(wanted: string, page: string): string {
  if (NAME.test(wanted)) return new URL(`lessons/${wanted}/lesson.json`, page).href;
  const address = URL.canParse(wanted, page) ? new URL(wanted, page) : undefined;
  if (address?.origin === new URL(page).origin) return address.href;
  const expected = "the name of a lesson, or an address of this server";
  throw new InputError([{ where: "lesson", got: `"${wanted.slice(0, 80)}"`, expected }]);
}

/** Returns the lesson; throws InputError with all that is wrong with it. `page`: address of the page. */
export async function fetchLesson(wanted: string, page: string): Promise<Lesson> {
  const fromFile = opened.get(wanted);
  if (fromFile !== undefined) return fromFile;
  const address = lessonAddress(wanted, page);
  const text = await fetchText(address);
  if (text === undefined) {
    throw new InputError([{ where: "lesson", got: `no file at ${address}`, expected: "a lesson" }]);
  }
  const markdown = await fetchText(new URL("lesson.md", address).href);
  return readLesson({ file: parse(text, "lesson.json"), markdown, problemsOfAddress: problemsOfSetUp });
}

/** A file of a lesson: its name and text. */
export interface LessonText {
  readonly name: string;
  readonly text: string;
}

/** Takes a lesson from files and returns what it is called from now on; throws InputError with all that is wrong with it. */
export function openLessonFiles(files: readonly LessonText[]): string {
  const file = files.find(({ name }) => /\.json$/i.test(name));
  const prose = files.find(({ name }) => /\.(md|markdown)$/i.test(name));
  if (file === undefined) {
    const got = files.map(({ name }) => name).join(", ") || "no file";
    throw new InputError([{ where: "lesson", got, expected: "a lesson.json, and its lesson.md beside it" }]);
  }
  const parts = { file: parse(file.text, file.name), markdown: prose?.text };
  const key = `${FROM_FILE}${file.name}`;
  opened.set(key, readLesson({ ...parts, problemsOfAddress: problemsOfSetUp }));
  return key;
}

/** Whether text is meant as a lesson, be it a good one or not. */
export function looksLikeLesson(text: string): boolean {
  try {
    const file: unknown = JSON.parse(text);
    return typeof file === "object" && file !== null && "steps" in file && "objectives" in file;
  } catch {
    return false;
  }
}

/** A server may answer with the page itself where there is no such file. */
async function fetchText(address: string): Promise<string | undefined> {
  try {
    const response = await fetch(address);
    const isPage = response.headers.get("content-type")?.startsWith("text/html") === true;
    return response.ok && !isPage ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError([{ where, got: "text that is not JSON", expected: "JSON text" }]);
  }
}
