/** The typed reference: every public symbol says what it is, and everything that is seen of a cell its shape and unit. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Records of numbers, of which no member goes without a unit. */
const OF_NUMBERS = ["FrameMesh", "Frame", "LithiumLedger", "Peak", "StepSample"];

interface Reflection {
  readonly name: string;
  readonly comment?: unknown;
  readonly signatures?: readonly Reflection[];
  readonly children?: readonly Reflection[];
  readonly type?: { readonly declaration?: Reflection };
}

let folder: string;
let modules: readonly Reflection[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reference-"));
  const words = ["--json", join(folder, "api.json"), "--out", join(folder, "api")];
  execFileSync(process.execPath, ["node_modules/typedoc/bin/typedoc", ...words], {
    cwd: ROOT,
    stdio: "pipe",
  });
  modules = JSON.parse(readFileSync(join(folder, "api.json"), "utf8")).children;
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function isDocumented({ comment, signatures = [], type }: Reflection): boolean {
  const inner = type?.declaration;
  return (
    comment !== undefined || signatures.some(isDocumented) || (inner !== undefined && isDocumented(inner))
  );
}

const members = ({ children = [] }: Reflection): readonly Reflection[] => children;

test("names the three modules", () => {
  expect(modules.map(({ name }) => name)).toEqual(["fluxtwin", "fluxtwin/scenarios", "fluxtwin/worker"]);
});

test("says of every public symbol and method what it is", () => {
  const methods = (symbol: Reflection): readonly Reflection[] =>
    members(symbol).filter(({ signatures }) => signatures !== undefined && symbol.name !== "InputError");
  const silent = modules.flatMap((module) =>
    members(module)
      .flatMap((symbol) => [symbol, ...methods(symbol)])
      .filter((symbol) => !isDocumented(symbol))
      .map(({ name }) => `${module.name}: ${name}`),
  );
  expect(silent).toEqual([]);
  expect(modules.flatMap(members).length).toBeGreaterThan(70);
});

test("says of every number that is seen of a cell what it counts", () => {
  const shown = members(modules[0]!).filter(({ name }) => OF_NUMBERS.includes(name));
  expect(shown).toHaveLength(OF_NUMBERS.length);
  const silent = shown.flatMap((record) =>
    members(record)
      .filter((member) => !isDocumented(member))
      .map(({ name }) => `${record.name}.${name}`),
  );
  expect(silent).toEqual([]);
});
