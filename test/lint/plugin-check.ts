import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect } from "vitest";

/** Returns whether a statement passes the plugins that the project's own configuration applies to `files`. */
export function createPluginCheck(files: string): (statement: string) => boolean {
  const { overrides } = JSON.parse(readFileSync(".biome.json", "utf8")) as {
    overrides: { includes: string[]; plugins: string[] }[];
  };
  const own = overrides.find(({ includes, plugins }) => plugins !== undefined && includes.includes(files))!;
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  const plugins = own.plugins.map((path) => resolve(path));
  writeFileSync(
    join(folder, "biome.json"),
    JSON.stringify({ plugins, linter: { rules: { preset: "none" } } }),
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  return (statement) => {
    writeFileSync(join(folder, "statement.ts"), `${statement}\n`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [biome, "lint", "statement.ts"], {
      cwd: folder,
      encoding: "utf8",
    });
    const said = `${stdout}${stderr}`;
    expect(said).toContain("Checked 1 file");
    expect(said).not.toMatch(/errored|loading of plugins/);
    return status === 0;
  };
}
