import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

/** The plugins that the project's own configuration applies to sim-core. */
const { overrides } = JSON.parse(readFileSync(".biome.json", "utf8")) as {
  overrides: { includes: string[]; plugins: string[] }[];
};
const core = overrides.find(({ includes }) => includes.includes("sim-core/**"))!;
const folder = mkdtempSync(join(tmpdir(), "lint-"));
writeFileSync(
  join(folder, "biome.json"),
  JSON.stringify({
    plugins: core.plugins.map((path) => resolve(path)),
    linter: { rules: { preset: "none" } },
  }),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether the linter lets the statement pass in sim-core. */
function passes(statement: string): boolean {
  writeFileSync(join(folder, "statement.ts"), `${statement}\n`);
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, "lint", "statement.ts"], {
    cwd: folder,
    encoding: "utf8",
  });
  const said = `${stdout}${stderr}`;
  expect(said).toContain("Checked 1 file");
  expect(said).not.toMatch(/errored|loading of plugins/);
  return status === 0;
}

test("sim-core may use exact arithmetic", () => {
  expect(passes("export const f = (x: number) => Math.sqrt(Math.abs(x)) * Math.PI + x ** 2;")).toBe(true);
});

test.each([
  "export const f = (x: number) => Math.exp(x);",
  "export const f = (x: number) => Math.hypot(x, 1);",
  "export const f = [1].map(Math.log);",
  'export const f = (x: number) => Math["cbrt"](x);',
  "export const { tan } = Math;",
  "export const f = (x: number) => x ** 3;",
  "export const f = (x: number) => x ** 1.5;",
  "export const f = (x: number) => 2 ** x;",
  "export const f = (x: number) => x ** -2;",
  "export function f(x: number) { let y = x; y **= 2; return y; }",
])("sim-core may not leave digits to the engine: %s", (statement) => {
  expect(passes(statement)).toBe(false);
});
