/** Two builds from the same sources in different folders: the same bytes, with the notices of what they hold. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headersFile, pageHeaders } from "../../src/served/page-headers.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = [
  "LICENSE",
  "index.html",
  "package.json",
  "public",
  "scenarios",
  "sim-core",
  "src",
  "tsconfig.base.json",
  "vite.config.ts",
];
const KERNELS = "sim-core/kernels/wasm";
/** The page, and what else the package brings. */
const BUILT = ["dist", "lib"];

/** What the core and what stands around it everywhere are made of. */
const IN_BOTH = [
  ...["asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "exp", "expm1", "ln", "log10", "log1p"],
  ...["pow", "sin", "sinh", "tan", "tanh"],
]
  .map((name) => `@stdlib/math-base-special-${name}`)
  .concat("@kninnug/constrainautor", "assemblyscript", "d3-dsv", "delaunator", "mathjs", "pure-rand")
  .concat("robust-predicates", "typed-function", "vite", "zod");
/** `lit` only passes on what lit-html, lit-element and @lit/reactive-element are. */
const PAGE_ONLY = ["d3-scale-chromatic", "d3-color", "lit-element", "lit-html", "pixi.js", "rxjs"].concat(
  "tweakpane",
  "uplot",
);
const TERMINAL_ONLY = ["@msgpack/msgpack", "@noble/hashes", "cli-progress", "commander", "fflate", "sirv"];

let folder: string;
let places: string[];

/** Copies the sources and builds kernels, page, programs and library from nothing, as a checkout in that place would. */
function buildIn(place: string, zone: string): void {
  mkdirSync(place, { recursive: true });
  for (const name of SOURCES) cpSync(join(ROOT, name), join(place, name), { recursive: true });
  rmSync(join(place, KERNELS, "kernels.ts"));
  symlinkSync(join(ROOT, "node_modules"), join(place, "node_modules"));
  const settings = { cwd: place, env: { ...process.env, TZ: zone, LANG: "C" }, stdio: "pipe" } as const;
  execFileSync(process.execPath, [join(KERNELS, "build.mjs")], settings);
  execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build"], settings);
  execFileSync(process.execPath, ["src/packaging/build.mjs"], settings);
}

/** Hash of every file of the build, by name. */
function hashes(place: string): Record<string, string> {
  const files = BUILT.flatMap((name) =>
    readdirSync(join(place, name), { recursive: true, withFileTypes: true }),
  ).filter((entry) => entry.isFile());
  const entries = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
    return [path.slice(place.length + 1), hash] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "build-"));
  places = [join(folder, "one"), join(folder, "another", "place with a longer name")];
  buildIn(places[0]!, "UTC");
  buildIn(places[1]!, "Pacific/Auckland");
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe("a build", () => {
  it("is the same bytes wherever it is made", () => {
    const [one, other] = places.map(hashes);
    expect(Object.keys(one!).length).toBeGreaterThan(10);
    expect(one).toEqual(other);
  });

  it("names no folder of the machine", () => {
    for (const name of Object.keys(hashes(places[0]!))) {
      const bytes = readFileSync(join(places[0]!, name));
      expect(bytes.includes(folder), name).toBe(false);
      expect(bytes.includes(ROOT), name).toBe(false);
    }
  });

  it("holds nothing within the page that the policy would have to let through", () => {
    const page = readFileSync(join(places[0]!, "dist", "index.html"), "utf8");
    expect(page).not.toMatch(/<style|<script(?![^>]* src=)|\bon\w+=|style=|data:/);
    expect(readFileSync(join(places[0]!, "dist", "_headers"), "utf8")).toBe(headersFile(pageHeaders()));
  });

  it.each([
    ["dist", PAGE_ONLY],
    ["lib", TERMINAL_ONLY],
  ])("brings in %s the licence of every package of which it has a part", (built, held) => {
    const text = readFileSync(join(places[0]!, built, "THIRD-PARTY-NOTICES.txt"), "utf8");
    const [, ...notices] = text.split(/\n-{100}\n\n/);
    const names = notices.map((notice) => /^(\S+) \S+ \(([^)]+)\)/.exec(notice)!.slice(1, 3));
    expect(names.map(([name]) => name)).toEqual(expect.arrayContaining([...IN_BOTH, ...held]));
    const permissive = ["0BSD", "Apache-2.0", "BSD-3-Clause", "ISC", "MIT", "Unlicense"];
    for (const [name, licence] of names) expect(permissive, name).toContain(licence);
    for (const notice of notices) {
      expect(notice).toMatch(
        /permission is hereby granted|permission to use|redistribution|apache license|unencumbered/i,
      );
    }
  });

  it("leaves no package out that the core has for all engines alike", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const functions = Object.keys(devDependencies).filter((name) => name.startsWith("@stdlib/"));
    expect(functions.length).toBeGreaterThan(10);
    expect(IN_BOTH).toEqual(expect.arrayContaining(functions));
  });

  it("goes into the package together with its notices", () => {
    const words = ["pack", "--dry-run", "--json", "--ignore-scripts"];
    const listed = execFileSync("npm", words, { cwd: places[0]!, encoding: "utf8" });
    const notices = BUILT.map((name) => `${name}/THIRD-PARTY-NOTICES.txt`);
    for (const path of ["LICENSE", "dist/index.html", "lib/cli/main.js", ...notices]) {
      expect(listed).toContain(`"${path}"`);
    }
  });
});
