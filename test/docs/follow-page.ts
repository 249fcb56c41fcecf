/** Pages that show how something was added, step by step: read, and followed in a copy of the sources. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** A block of code that names a file: the whole file ("ts"), or a change of it ("diff"). */
export interface PageStep {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

export interface GuidePage {
  readonly text: string;
  /** In the order of the page. */
  readonly steps: readonly PageStep[];
  /** Files that the page says it took. */
  readonly listed: readonly string[];
}

/** Returns a page of docs/. */
export function readPage(name: string): GuidePage {
  const text = readFileSync(join(root, "docs", name), "utf8");
  const steps = [...text.matchAll(/^```(\w+) ((?:src|sim-core)\/\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, kind, path, code]) => ({ kind: kind!, path: path!, text: code! }),
  );
  const listed = [...text.matchAll(/^- `((?:src|sim-core)\/[^`]+)`/gm)].map(([, path]) => path!);
  return { text, steps, listed };
}

export interface Copies {
  /** Copies folders of the project, and returns where a file of it is in the copy. */
  copy(name: string, folders: readonly string[]): (path: string) => string;
  remove(): void;
}

/** Copies inside the project, so that its packages are found from there. */
export function openCopies(name: string): Copies {
  mkdirSync(join(root, "test-results"), { recursive: true });
  const place = mkdtempSync(join(root, "test-results", `${name}-`));
  return {
    copy(copyName, folders) {
      for (const folder of folders)
        cpSync(join(root, folder), join(place, copyName, folder), { recursive: true });
      return (path) => join(place, copyName, path);
    },
    remove: () => rmSync(place, { recursive: true }),
  };
}

export const read = (path: string): string => readFileSync(path, "utf8");

/** Takes what the page adds out of a copy. */
export function takeBack({ steps }: GuidePage, inCopy: (path: string) => string): void {
  for (const { kind, path } of steps) if (kind === "ts") rmSync(inCopy(path));
  for (const step of steps.filter(({ kind }) => kind === "diff").reverse()) {
    const { before, after } = sidesOf(step);
    writeFileSync(inCopy(step.path), replaceOnce(read(inCopy(step.path)), after, before));
  }
}

/** Puts it in again, by the steps of the page. */
export function follow({ steps }: GuidePage, inCopy: (path: string) => string): void {
  for (const { kind, path, text } of steps) if (kind === "ts") writeFileSync(inCopy(path), text);
  for (const step of steps.filter(({ kind }) => kind === "diff")) {
    const { before, after } = sidesOf(step);
    writeFileSync(inCopy(step.path), replaceOnce(read(inCopy(step.path)), before, after));
  }
}

/** The lines of a change: as they were, and as they are to be. */
function sidesOf({ text }: PageStep): { readonly before: string; readonly after: string } {
  const lines = text.split("\n").slice(0, -1);
  const side = (signs: string) =>
    lines
      .filter((line) => signs.includes(line[0]!))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { before: side(" -"), after: side(" +") };
}

/** Replaces lines that must be there exactly once. */
function replaceOnce(text: string, from: string, to: string): string {
  expect(text.split(from), from).toHaveLength(2);
  return text.replace(from, () => to);
}
