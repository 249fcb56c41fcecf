/** What the documents point at is there: links, anchors, and paths that look like files of this repository. */
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { listAnchors, listCode, listLinks, listRepository, readText, splitFences } from "./repository.ts";

const { files, folders } = listRepository();
const documents = [...files].filter((path) => path.endsWith(".md"));
const topFolders = new Set([...folders].filter((path) => !path.includes("/") && !path.startsWith(".")));
const names = new Set([...files].map((path) => posix.basename(path)));

/** Links of a document that lead nowhere. */
function findDeadLinks(document: string, text: string): string[] {
  return listLinks(text).filter((target) => {
    if (/^[a-z][a-z+.-]*:/i.test(target)) return false;
    const [path = "", anchor] = target.split("#");
    if (path === "") return !listAnchors(text).has(anchor ?? "");
    const place = posix.normalize(posix.join(posix.dirname(document), path)).replace(/\/$/, "");
    if (!files.has(place)) return anchor !== undefined || !folders.has(place);
    return anchor !== undefined && !(place.endsWith(".md") && listAnchors(readText(place)).has(anchor));
  });
}

/**
 * Whether a piece of code names a file or folder that is not there: with a slash where it begins with one of ours, without
 * one where it is a source file. Patterns are no names.
 */
function isDeadPath(code: string): boolean {
  const path = code.replace(/:\d+$/, "").replace(/\/$/, "");
  if (!/^[\w@.-]+(\/[\w@.-]+)*$/.test(path)) return false;
  if (!path.includes("/")) return /\.(ts|mjs|cjs|grit)$/.test(path) && !names.has(path);
  const [first = ""] = path.split("/");
  return topFolders.has(first) && !files.has(path) && !folders.has(path);
}

function findDeadPaths(text: string): string[] {
  return [...listCode(text), ...splitFences(text).fenced.split(/\s+/)].filter(isDeadPath);
}

/** Source files that comments name, by their name or the end of their path, and that are not there. */
function findDeadFiles(text: string): string[] {
  const comments = text.split("\n").filter((line) => /^\s*(\/?\*|\/\/)/.test(line));
  const named = comments.flatMap(
    (line) => line.match(/(?<![\w./-])(?:[\w.-]+\/)*[\w-]+(?:\.\w+)*\.ts\b/g) ?? [],
  );
  return named.filter((own) => {
    const path = own.replace(/^(\.\.?\/)+/, "");
    return ![...files].some((file) => file === path || file.endsWith(`/${path}`));
  });
}

describe("comments", () => {
  it("name no source file that is not there", () => {
    const sources = [...files].filter((path) => /^(sim-core|src|test)\/.*\.ts$/.test(path));
    const dead = sources.flatMap((path) => findDeadFiles(readText(path)).map((own) => `${path}: ${own}`));
    expect(dead).toEqual([]);
  });

  it("are seen to be wrong where they are", () => {
    const text = '/**\n * See run/run.ts, gone/run.ts and step.ts.\n */\nimport "./gone.ts"; // gone.ts';
    expect(findDeadFiles(text)).toEqual(["gone/run.ts"]);
  });
});

describe("documents", () => {
  it.each(documents)("%s has no dead link", (document) => {
    expect(findDeadLinks(document, readText(document))).toEqual([]);
  });

  it.each(documents)("%s names no file that is not there", (document) => {
    expect(findDeadPaths(readText(document))).toEqual([]);
  });

  it("are seen to be wrong where they are", () => {
    const text =
      "# One\n[a](#two) [b](#one) [c](gone.md) [d](hosting.md#headers) [e](../sim-core) [f](https://x.org/)";
    expect(findDeadLinks("docs/x.md", text)).toEqual(["#two", "gone.md"]);
    const code =
      "`sim-core/gone.ts` `gone.ts` `run.ts` `scenario.json` `sim-core/base/` `runs/x.ts` `test/*.ts`";
    expect(findDeadPaths(`${code}\n\`\`\`sh\nrun test/gone.json\n\`\`\``)).toEqual([
      "sim-core/gone.ts",
      "gone.ts",
      "test/gone.json",
    ]);
  });
});
