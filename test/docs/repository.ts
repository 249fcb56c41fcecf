/** The repository as its documents speak of it: its files and folders, and what its Markdown files hold. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** What is installed, built or run: no part of the repository. */
const OUTSIDE = new Set(["node_modules", ".git", "dist", "runs", "test-results", "docs/api"]);

/** Paths from the root, with slashes; folders without one at their end. */
export interface Listing {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

export function listRepository(): Listing {
  const files = new Set<string>();
  const folders = new Set<string>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (OUTSIDE.has(entry.name) || OUTSIDE.has(path)) continue;
      if (entry.isFile()) files.add(path);
      if (!entry.isDirectory()) continue;
      folders.add(path);
      visit(path);
    }
  };
  visit("");
  return { files, folders };
}

/** Returns the text of a file, by its path from the root. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Returns the address of a file on this machine. */
export function locate(path: string): string {
  return join(ROOT, path);
}

/** Text of a Markdown file outside its fenced blocks, and within them. */
export function splitFences(text: string): { readonly prose: string; readonly fenced: string } {
  const prose: string[] = [];
  const fenced: string[] = [];
  let inside = false;
  for (const line of text.split("\n")) {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (!isFence) (inside ? fenced : prose).push(line);
    else inside = !inside;
  }
  return { prose: prose.join("\n"), fenced: fenced.join("\n") };
}

/** Returns the headings of a Markdown file, without marks of their level. */
export function listHeadings(text: string): string[] {
  const lines = splitFences(text).prose.split("\n");
  return lines.flatMap((line) => /^#{1,6} +(.*?) *#*$/.exec(line)?.[1] ?? []);
}

/** Returns the anchors that GitHub gives to headings: equal ones are counted. */
export function listAnchors(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = listHeadings(text).map((heading) => {
    const bare = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*$\\]/g, "");
    const own = bare
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    const count = seen.get(own) ?? 0;
    seen.set(own, count + 1);
    return count === 0 ? own : `${own}-${count}`;
  });
  return new Set(anchors);
}

/** Returns the targets of the links and pictures of a Markdown file. */
export function listLinks(text: string): string[] {
  const prose = splitFences(text).prose.replace(/`[^`\n]*`/g, "``");
  return Array.from(prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g), (match) => match[1] as string);
}

/** Returns what stands between single backticks. */
export function listCode(text: string): string[] {
  return Array.from(splitFences(text).prose.matchAll(/`([^`\n]+)`/g), (match) => match[1] as string);
}
