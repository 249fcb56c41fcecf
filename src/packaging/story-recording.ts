/**
 * The recording with which the page opens, built with the page: half a minute of computing, which is kept outside of what
 * is checked in, by the contents of all that it follows from.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { deflateSync } from "node:zlib";
import type { Plugin } from "vite";
import { encodeStory } from "../io/story-file.ts";
import { loaderOf } from "./load-scenario.ts";
import { recordStory } from "./record-story.ts";

/** What the recording follows from, below the project's folder. */
const SOURCES = [
  "sim-core",
  "scenarios/ncm.json",
  "scenarios/lzp-ncm.json",
  "src/io/code-stream.ts",
  "src/io/story-file.ts",
  "src/packaging/record-story.ts",
];
const KEPT = "node_modules/.cache/fluxtwin";

/** Returns the bytes of the recording in a zlib stream, empty where there is nothing to tell: as kept in `root`, or made anew. */
export function buildStory(root: string): Uint8Array {
  const kept = join(root, KEPT, `story-${hashSources(root)}.bin`);
  try {
    return readFileSync(kept);
  } catch {
    const made = makeStory(join(root, "scenarios"));
    keepFile(kept, made);
    return made;
  }
}

function makeStory(folder: string): Uint8Array {
  const recording = recordStory(loaderOf(folder));
  return recording === undefined ? new Uint8Array(0) : deflateSync(encodeStory(recording), { level: 9 });
}

function hashSources(root: string): string {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap((source) => listFiles(join(root, source))))
    hash.update(`${relative(root, path)}\n`).update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}

/** All files of a folder by name, or the file itself. */
function listFiles(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A build beside this one reads all of the file or none. A folder that cannot be written costs the next build its time. */
function keepFile(path: string, bytes: Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}.part`;
    writeFileSync(draft, bytes);
    renameSync(draft, path);
  } catch {
    return;
  }
}

/** Returns the plugin that puts the recording beside the page and says there where it is. */
export function storyRecording(): Plugin {
  let root: string;
  let built: { readonly fileName: string; readonly source: Uint8Array } | undefined;
  return {
    name: "story-recording",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    buildStart() {
      const source = buildStory(root);
      const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
      built = source.length === 0 ? undefined : { fileName: `assets/story-${hash}.bin`, source };
    },
    generateBundle() {
      if (built !== undefined) this.emitFile({ type: "asset", ...built });
    },
    transformIndexHtml: () =>
      built === undefined
        ? []
        : [{ tag: "meta", attrs: { name: "story", content: `./${built.fileName}` }, injectTo: "head" }],
  };
}
