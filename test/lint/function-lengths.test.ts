/**
 * No function of core or shell is longer than 60 lines, as a reader counts them. The lint's own rule leaves out lines that
 * begin with a closing brace, and so lets longer ones through.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";

const MOST_LINES = 60;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Returns name and length of every function of a source that is longer than it may be. */
function findLong(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const [from, to] = [node.getStart(), node.end].map(
        (at) => source.getLineAndCharacterOfPosition(at).line,
      );
      const lines = to! - from! + 1;
      if (lines > MOST_LINES) found.push(`${name}:${from! + 1}, ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it("no function is longer than a page", () => {
  const names = ["sim-core", "src"].flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.includes("wasm"))
      .map((name) => `${folder}/${name}`),
  );
  expect(names.length).toBeGreaterThan(300);
  expect(names.flatMap((name) => findLong(name, readFileSync(`${ROOT}${name}`, "utf8")))).toEqual([]);
});

it("a function that is too long is found, however its lines end", () => {
  const block = "  if (a) {\n    a -= 1;\n  }\n";
  const long = `export function long(a) {\n${block.repeat(20)}}\n`;
  expect(findLong("long.ts", long)).toEqual(["long.ts:1, 62 lines"]);
  expect(findLong("short.ts", long.replace(block, ""))).toEqual([]);
});
