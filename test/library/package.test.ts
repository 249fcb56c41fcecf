/** The package outside of its repository: it installs without a registry, starts, type-checks and runs. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VERSION } from "../../src/library/index.ts";
import { installPacked, type Packed, ROOT } from "./packed.ts";

/** What a consumer writes, one line of it wrong. */
const CONSUMER = `
import { createFieldSampler, createRun, type Frame, parseScenario, restoreState, resumeRun, serialiseState } from "fluxtwin";
import { SHIPPED_NAMES, shipped } from "fluxtwin/scenarios";
import { type CellReport, serve } from "fluxtwin/worker";

const run = createRun(parseScenario(shipped(SHIPPED_NAMES[0] ?? "ncm"), { load: shipped }));
const frame: Frame = run.frame({ stress: true });
const potential: number | undefined = createFieldSampler(run.mesh, frame).at("potential", 1, 2);
const again = resumeRun(restoreState(serialiseState(run.state)));
const { port1, port2 } = new MessageChannel();
serve(port2);
port1.onmessage = ({ data }: MessageEvent<CellReport>) => data.kind === "advanced" && data.frame.voltage.toFixed(3);
// @ts-expect-error: a frame has no such member
export const wrong = frame.voltag;
export { again, potential };
`;
const KINDS = { nodenext: "NodeNext", bundler: "ESNext" } as const;

let folder: string;
let packed: Packed;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
  packed = installPacked(folder);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
  test("brings programs, library, types, scenarios, examples and notices, and no sources", () => {
    expect(packed.files).toEqual(
      expect.arrayContaining([
        ...[
          "LICENSE",
          "README.md",
          "lib/THIRD-PARTY-NOTICES.txt",
          "lib/cli/main.js",
          "lib/cli/serve-page.js",
        ],
        ...["index", "scenarios", "worker"].flatMap((name) => [
          `lib/library/${name}.js`,
          `lib/library/${name}.d.ts`,
        ]),
        ...["scenarios/ncm.json", "targets/paper.json", "examples/01-first-cycle.mjs", "docs/hosting.md"],
      ]),
    );
    expect(packed.files.filter((path) => /^(sim-core|test)\/|(?<!\.d)\.ts$/.test(path))).toEqual([]);
    const megabytes = [packed.size, packed.unpackedSize].map((bytes) => (bytes / 1e6).toFixed(2));
    console.log(`package: ${megabytes[0]} MB, ${megabytes[1]} MB unpacked`);
    // The page is in it once it has been built, with the geometry that it opens on and both cells where its story ends.
    const hasPage = packed.files.includes("dist/index.html");
    expect(packed.size).toBeLessThan(hasPage ? 8e6 : 2e6);
  });

  test("needs no other package", () => {
    const found = readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."));
    expect(found).toEqual(["fluxtwin"]);
  });

  test("holds no path of the machine, and nothing that only Node has in the library", () => {
    const built = join(folder, "node_modules/fluxtwin/lib");
    for (const entry of readdirSync(built, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
      expect(text.includes(ROOT), entry.name).toBe(false);
      const code = text.replace(/^\s*(\*|\/\/).*$/gm, "");
      if (!entry.parentPath.endsWith("library") || !entry.name.endsWith(".js")) continue;
      expect(/^import .* from ["'](?!\.\/)/m.test(code), entry.name).toBe(false);
      expect(/\brequire\(|createRequire/.test(code), entry.name).toBe(false);
    }
  });

  test.each(["nodenext", "bundler"] as const)("type-checks a consumer by %s", (moduleResolution) => {
    writeFileSync(join(folder, "consumer.ts"), CONSUMER);
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: "ES2022", lib: ["ES2022", "DOM"], types: [] },
      ...{ module: KINDS[moduleResolution], moduleResolution, skipLibCheck: false },
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
    const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", "."], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  test.each(["01-first-cycle", "07-stop-and-resume"])("runs example %s", (name) => {
    cpSync(join(folder, "node_modules/fluxtwin/examples", `${name}.mjs`), join(folder, `${name}.mjs`));
    const run = (place: string): string =>
      execFileSync(process.execPath, [join(place, `${name}.mjs`)], { cwd: place, encoding: "utf8" });
    expect(run(folder)).toBe(run(join(ROOT, "examples")));
  });
});

describe("the installed programs", () => {
  const start = join("node_modules", ".bin", "fluxtwin");
  // npm tells its scripts, of which this is one, where it was called.
  const { INIT_CWD: _, ...env } = process.env;

  test("list the scenarios, and say what is wrong with a command", () => {
    const listed = spawnSync(start, ["list"], { cwd: folder, env, encoding: "utf8" });
    expect([listed.status, listed.stderr]).toEqual([0, ""]);
    expect(listed.stdout.split("\n")[0]).toMatch(/^lzp-ncm +LZP-NCM \| Li6PS5Cl \| Li$/);
    const wrong = spawnSync(start, ["validate", "none"], { cwd: folder, env, encoding: "utf8" });
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/^scenario: got "none" \(no such file in .*\); expected the path of a JSON/);
  });

  test("run a scenario, into the folder where they are called", () => {
    const words = ["run", "ncm", "--mesh", "draft", "--cycles", "1", "--out", "results"];
    const { status, stdout } = spawnSync(start, words, { cwd: folder, env, encoding: "utf8" });
    expect([status, stdout]).toEqual([0, expect.stringContaining("in results)")]);
    const summary = JSON.parse(readFileSync(join(folder, "results/summary.json"), "utf8"));
    expect(summary).toMatchObject({ status: "completed", version: VERSION });
  });

  test("serve the page by npm start, without installing anything", async () => {
    const script = join(folder, "node_modules/fluxtwin/src/cli/start.mjs");
    const server = spawn(process.execPath, [script, "--port", "0"], { cwd: folder });
    const [told] = (await once(server.stdout, "data")) as [Buffer];
    const url = /http:\S+/.exec(told.toString())?.[0] ?? "";
    expect((await fetch(url)).headers.get("content-security-policy")).toContain("default-src 'none'");
    server.kill("SIGTERM");
    await once(server, "exit");
  });
});
