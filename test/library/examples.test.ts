/** Each example does what it says; the one in a worker is run by test/e2e/library.spec.ts. */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "./packed.ts";

const EXAMPLES = join(ROOT, "examples");

/** Returns the lines that the example prints. */
async function run(name: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(EXAMPLES, `${name}.mjs`)]);
  return stdout.trimEnd().split("\n");
}

/** The numbers of a line, in order. */
const numbers = (line: string): number[] =>
  [...line.matchAll(/-?\d+(\.\d+)?(e[+-]?\d+)?/g)].map(([text]) => Number(text));

test("there are nine, numbered", () => {
  const names = readdirSync(EXAMPLES).sort();
  expect(names.map((name) => name.slice(0, 3))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => `0${k}-`));
});

test("01: the first cycle charges more than it gives back, and keeps its lithium", async () => {
  const [charged, discharged, kept] = await run("01-first-cycle");
  expect(numbers(charged!)[0]).toBeGreaterThan(numbers(discharged!)[0]!);
  expect(Math.abs(numbers(kept!)[0]!)).toBeLessThan(1e-12);
});

test("02: the coated cell keeps more of its capacity", async () => {
  const [, first, ...later] = (await run("02-two-cells")).map(numbers);
  expect(first).toEqual([1, 100, 100]);
  expect(later.map(([cycle]) => cycle)).toEqual([10, 20, 30]);
  for (const [, bare, coated] of later) expect(bare!).toBeLessThan(coated!);
});

test("03: the faster, the less comes back", async () => {
  const [, ...rows] = (await run("03-sweep")).map(numbers);
  expect(rows.map(([rate]) => rate)).toEqual([0.2, 0.5, 1, 2]);
  const capacities = rows.map(([, capacity]) => capacity!);
  expect(capacities).toEqual([...capacities].sort((a, b) => b - a));
});

test("04: a potential of one's own is what the cell gives, and a rising one is refused", async () => {
  const [formula, table, refused] = await run("04-own-open-circuit-potential");
  // Both potentials have a mean of some 3.9 V over the window, less what the current costs.
  for (const line of [formula!, table!]) expect(Math.abs(numbers(line)[0]! - 3.8)).toBeLessThan(0.1);
  expect(refused).toMatch(
    /^refused: ncm\.openCircuitPotential: got "3 \+ x"; expected a potential that falls/,
  );
});

test("05: a growing film takes capacity, and its events repeat the run", async () => {
  const lines = await run("05-own-law");
  const capacities = lines.slice(0, -1).map((line) => numbers(line)[1]!);
  expect(capacities).toHaveLength(4);
  expect(capacities).toEqual([...capacities].sort((a, b) => b - a));
  expect(lines.at(-1)).toBe("again from its 3 events: the same");
});

test("06: the potential falls towards the lithium, and the current grows towards the separator", async () => {
  const [, ...lines] = await run("06-field-along-a-line");
  expect(lines.pop()).toBe("within a particle: no electrolyte");
  const rows = lines.map(numbers);
  const potentials = rows.map(([, potential]) => potential!);
  expect(potentials).toEqual([...potentials].sort((a, b) => b - a));
  // 12.5 A/m2 at 0.5C is all of it, and in the separator the current is even.
  for (const [y, , current] of rows) if (y! > 100) expect(current).toBe(rows.at(-1)![2]);
  expect(Math.abs(rows[0]![2]!)).toBeLessThan(1);
});

test("07: what is resumed is what would have been", async () => {
  const [stopped, resumed] = await run("07-stop-and-resume");
  expect(stopped).toMatch(/at 4000 s$/);
  expect(resumed).toBe("resumed, the time series is the same, byte for byte");
});

test("09: a longer life keeps more, whatever the seed, and what cannot be is told before", async () => {
  const [refused, heading, ...rows] = await run("09-ensemble");
  expect(refused).toBe(
    "scenarios[1].contactLoss.medianLife: got -5; expected a number of cycles from 0.1 to 100000",
  );
  expect(heading).toBe("life  retention of 3 seeds");
  const values = rows.map(numbers);
  expect(values.map(([life]) => life)).toEqual([4, 40]);
  for (const [, ...seeds] of values) expect(seeds).toHaveLength(3);
  const [short, long] = values.map(([, ...seeds]) => seeds);
  expect(Math.max(...short!)).toBeLessThan(Math.min(...long!));
});

test("all of them are what TypeScript takes for right", async () => {
  const folder = mkdtempSync(join(tmpdir(), "examples-"));
  try {
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const compilerOptions = {
      ...{ strict: true, noEmit: true, allowJs: true, checkJs: true, noUncheckedIndexedAccess: true },
      ...{ target: "ES2022", lib: ["ES2023", "DOM", "DOM.Iterable"], types: ["node"] },
      ...{ module: "ESNext", moduleResolution: "bundler", skipLibCheck: true },
      ...{ typeRoots: [join(ROOT, "node_modules/@types")] },
    };
    const include = [join(EXAMPLES, "**/*.mjs")];
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
    const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
    const told = await promisify(execFile)(process.execPath, [compiler, "-p", folder]).catch(
      (error) => error,
    );
    expect(told.stdout).toBe("");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
