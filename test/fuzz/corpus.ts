/** Cases that once failed, a file each, with what was wrong. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Found } from "./fuzz.ts";

export interface CorpusCase {
  readonly kind: string;
  /** What was wrong, or why the case stands here. */
  readonly reason: string;
  readonly case: unknown;
}

const FOLDER = new URL("./corpus/", import.meta.url);

export function readCorpus(): (CorpusCase & { readonly name: string })[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({ name, ...(JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as CorpusCase) }));
}

/** Returns the name of the file. */
export function keep({ kind, fault, one }: Found): string {
  const entry: CorpusCase = { kind, reason: fault.split("\n")[0]!, case: one };
  const text = `${JSON.stringify(entry, null, 2)}\n`;
  const name = `${kind}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}.json`;
  writeFileSync(new URL(name, FOLDER), text);
  return name;
}
