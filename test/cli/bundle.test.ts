/** The terminal program as it is shipped: nothing is loaded that a command does not need, and the sources give the same bytes. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { resultsIn, startProgram, writeSmall } from "./process.ts";

const PROGRAM = fileURLToPath(new URL("../../lib/cli/main.js", import.meta.url));

/** The files that are read before the first line of `path` runs. */
function loadedWith(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const text = readFileSync(path, "utf8");
  for (const [, name] of text.matchAll(/(?:^|[;\n])(?:import|export)\b[^;"']*["'](\.\/[^"']+)["']/g)) {
    loadedWith(join(dirname(path), name!), seen);
  }
  return seen;
}

test("starts without the solver, the parser of scenarios and the server of the page", () => {
  const loaded = [...loadedWith(PROGRAM)];
  expect(loaded.length).toBeGreaterThan(1);
  const bytes = loaded.reduce((sum, path) => sum + statSync(path).size, 0);
  // commander is 40 kB of it; all of the program is a megabyte.
  expect(bytes).toBeLessThan(80_000);
  for (const path of loaded)
    expect(readFileSync(path, "utf8"), path).not.toMatch(/ZodError|WebAssembly|sirv/);
});

test("writes the same bytes as its sources do", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    const scenario = writeSmall(folder, 2);
    const words = (out: string): string[] => ["run", scenario, "--out", join(folder, out)];
    execFileSync(process.execPath, [PROGRAM, ...words("bundled")], { cwd: folder, stdio: "pipe" });
    expect((await startProgram(words("sources"), folder).ended).status).toBe(0);
    expect(resultsIn(join(folder, "bundled"))).toEqual(resultsIn(join(folder, "sources")));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
