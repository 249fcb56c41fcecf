/** Files and folders of the person's machine become cells of the page; what they cannot become is said in words. */
import { type ChosenFile, sortChosen } from "../streams/files/chosen-files.ts";
import { NO_PAST, type Past } from "../streams/recorder.ts";
import type { Session } from "../streams/session.ts";

/** A file of the machine and its path below what was chosen. */
export interface LocalFile extends ChosenFile {
  readonly file: File;
}

/** Files of a folder that are looked at, and how deep they may lie. */
const MOST_FILES = 2000;
const DEEPEST = 4;
const MEGABYTE = 2 ** 20;
/** Bytes of a file that is read: checkpoints and experiments have some megabytes. */
const LARGEST = 256 * MEGABYTE;

/** Opens a file or a run folder, as the cell where it is one of a cell; says so where it cannot be read. */
export async function openChosen(session: Session, cell: 0 | 1, files: readonly LocalFile[]): Promise<void> {
  if (await openLesson(session, files)) return;
  const chosen = sortChosen(files);
  if (chosen.kind === "refused") {
    refuse(session, chosen.message);
    return;
  }
  const { file } = chosen.kind === "file" ? chosen.file : chosen.origin;
  const name = chosen.kind === "file" ? file.name : `${chosen.name}/${file.name}`;
  if (file.size > LARGEST) {
    refuse(
      session,
      `${name}: got ${Math.round(file.size / MEGABYTE)} MB; expected at most ${LARGEST / MEGABYTE} MB`,
    );
    return;
  }
  try {
    const read = { name, bytes: new Uint8Array(await file.arrayBuffer()) };
    if (isZip(read.bytes)) await session.experiments.open(read);
    else session.files.open(cell, read, chosen.kind === "file" ? undefined : await readPast(chosen.summary));
  } catch {
    refuse(
      session,
      `${name}: got a file that cannot be read; expected a checkpoint, a scenario, a BPX file or an experiment`,
    );
  }
}

/** Bytes of a file that may be a lesson. */
const LARGEST_LESSON = 1_000_000;

/** Plays a lesson, where one of a few files is meant as one, and says whether that was so. */
async function openLesson(session: Session, files: readonly LocalFile[]): Promise<boolean> {
  const small = files.filter(({ file }) => /\.(json|md)$/i.test(file.name) && file.size < LARGEST_LESSON);
  if (files.length > 2 || !small.some(({ file }) => /\.json$/i.test(file.name))) return false;
  try {
    const { looksLikeLesson, openLessonFiles } = await import("../streams/lessons/lesson-source.ts");
    const texts = await Promise.all(
      small.map(async ({ file }) => ({ name: file.name, text: await file.text() })),
    );
    if (!texts.some(({ text }) => looksLikeLesson(text))) return false;
    const { look$ } = session;
    look$.next({ ...look$.value, lesson: openLessonFiles(texts), step: 1, run: undefined });
  } catch (error) {
    refuse(session, error instanceof Error ? error.message : String(error));
  }
  return true;
}

function refuse({ notices$ }: Session, message: string): void {
  notices$.next({ words: `That was not opened. ${message}`, lasting: true });
}

/** Finished cycles of a run folder; none where there is no table of them. */
async function readPast(summary: LocalFile | undefined): Promise<Past> {
  if (summary === undefined || summary.file.size > LARGEST) return NO_PAST;
  const { isCycleTable } = await import("../../io/cycle-table.ts");
  try {
    const { cycles } = JSON.parse(await summary.file.text()) as { readonly cycles?: unknown };
    return isCycleTable(cycles) ? { ...NO_PAST, history: { ...NO_PAST.history, cycles } } : NO_PAST;
  } catch {
    return NO_PAST;
  }
}

/** Returns files that an input has, with their paths where a folder was chosen. */
export function filesOf(input: HTMLInputElement): readonly LocalFile[] {
  return [...(input.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** Returns all files of what is dropped, those in folders too; to be called while the drop is handled. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly LocalFile[]> {
  const plain = [...transfer.files].map((file) => ({ file, path: file.name }));
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // What programs drop may have no entries.
  if (!entries.some(({ isDirectory }) => isDirectory)) return plain;
  const found: LocalFile[] = [];
  for (const entry of entries) await collect(entry, found, DEEPEST);
  return found;
}

async function collect(entry: FileSystemEntry, found: LocalFile[], depth: number): Promise<void> {
  if (found.length >= MOST_FILES) return;
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ file, path });
  } else if (depth > 0) {
    for (const own of await listFolder(entry as FileSystemDirectoryEntry))
      await collect(own, found, depth - 1);
  }
}

/** A reader gives a part at a time, and an empty one at the end. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0 || all.length >= MOST_FILES) return all;
    all.push(...part);
  }
}

/** Whether the file begins as zip files do; what is in it is another question. */
function isZip(file: Uint8Array): boolean {
  return [0x50, 0x4b, 0x03, 0x04].every((byte, k) => file[k] === byte);
}
