/**
 * The recording with which the page opens, and both cells where it ends, built with the page: half a minute of computing,
 * which is kept outside of what is checked in, by the contents of all that it follows from.
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
  "package.json",
  "sim-core",
  "scenarios/ncm.json",
  "scenarios/lzp-ncm.json",
  "scenarios/random-ncm.json",
  "scenarios/random-lzp-ncm.json",
  "src/io/checkpoint.ts",
  "src/io/checkpoint-codec.ts",
  "src/io/code-stream.ts",
  "src/io/cycle-table.ts",
  "src/io/experiment-bundle.ts",
  "src/io/shared-graph.ts",
  "src/io/story-file.ts",
  "src/packaging/record-story.ts",
];
const KEPT = "node_modules/.cache/fluxtwin";

/** As files beside the page; empty where there is nothing to tell, or nothing to go on from. */
export interface StoryFiles {
  /** In a zlib stream. */
  readonly recording: Uint8Array;
  /** An experiment, as the page opens it. */
  readonly end: Uint8Array;
}

/** Returns the files, as kept in `root`, or made anew. */
export function buildStory(root: string): StoryFiles {
  const hash = hashSources(root);
  const kept = (part: string): string => join(root, KEPT, `story-${hash}${part}`);
  try {
    return { recording: readFileSync(kept(".bin")), end: readFileSync(kept("-end.zip")) };
  } catch {
    const made = makeStory(root);
    keepFile(kept(".bin"), made.recording);
    keepFile(kept("-end.zip"), made.end);
    return made;
  }
}

function makeStory(root: string): StoryFiles {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const story = recordStory(loaderOf(join(root, "scenarios")), version);
  const nothing = new Uint8Array(0);
  if (story === undefined) return { recording: nothing, end: nothing };
  const recording = deflateSync(encodeStory(story.recording), { level: 9 });
  return { recording, end: story.end ?? nothing };
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
  let built: readonly BuiltFile[] = [];
  return {
    name: "story-recording",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    buildStart() {
      const { recording, end } = buildStory(root);
      built = [...describeFile("story", recording, "bin"), ...describeFile("story-end", end, "zip")];
    },
    generateBundle() {
      for (const { fileName, source } of built) this.emitFile({ type: "asset", fileName, source });
    },
    transformIndexHtml: () =>
      built.map(({ name, fileName }) => ({
        tag: "meta",
        attrs: { name, content: `./${fileName}` },
        injectTo: "head" as const,
      })),
  };
}

interface BuiltFile {
  readonly name: string;
  readonly fileName: string;
  readonly source: Uint8Array;
}

/** None of a file that is empty. */
function describeFile(name: string, source: Uint8Array, ending: string): BuiltFile[] {
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
  return source.length === 0 ? [] : [{ name, fileName: `assets/${name}-${hash}.${ending}`, source }];
}
