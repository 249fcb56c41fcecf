/** The packed library in a browser: a cell and an ensemble in workers, built as a consumer would, under the page's policy. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { build } from "vite";
import { pageHeaders } from "../../src/served/page-headers.ts";
import { createPageServer } from "../../src/served/page-server.ts";
import { installPacked } from "../library/packed.ts";
import { collectErrors } from "./page.ts";

/** s between two voltages of the example, and how many there are. */
const INTERVAL = 450;
const COUNT = 8;

const MEMBERS = `[1, 2].map((seed) => ({
  ...{ source: shipped("ncm"), load: shipped, cycles: 1 },
  overrides: { mesh: "draft", "solver.model": "reduced", seed, "cell.width": "105 um", "cathode.columns": 7 },
}))`;
/** A page with an ensemble: how many workers it has started, and the last lines of its members. */
const ENSEMBLE = {
  "index.html":
    '<!doctype html><title>ensemble</title><pre></pre><script type="module" src="./main.mjs"></script>',
  "worker.mjs": 'import { serveMembers } from "fluxtwin/worker"; serveMembers();',
  "main.mjs": `import { formatTimeSeries, runMany } from "fluxtwin";
    import { shipped } from "fluxtwin/scenarios";
    const lines = [];
    const startWorker = () => new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
    for await (const result of runMany(${MEMBERS}, { workers: 2, startWorker }))
      lines[result.member] = result.ok ? formatTimeSeries(result.samples).trimEnd().split("\\n").at(-1) : result.message;
    document.querySelector("pre").textContent = lines.join("\\n");
    document.body.dataset.state = "complete";`,
};

let folder: string;
let server: Server;
let url: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), "library-"));
  installPacked(folder, ["rxjs", "tslib"]);
  const example = join(folder, "example");
  cpSync(join(folder, "node_modules/fluxtwin/examples/08-worker"), example, { recursive: true });
  const ensemble = join(folder, "ensemble");
  mkdirSync(ensemble);
  for (const [name, text] of Object.entries(ENSEMBLE)) writeFileSync(join(ensemble, name), text);
  const built = join(folder, "built");
  await bundle(example, built);
  await bundle(ensemble, join(built, "ensemble"));
  server = createPageServer(built, pageHeaders());
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

/** As a consumer would do it. */
async function bundle(root: string, outDir: string): Promise<void> {
  await build({
    ...{ root, base: "./", configFile: false, logLevel: "error" },
    build: { outDir, target: "es2022", chunkSizeWarningLimit: 3000 },
    worker: { format: "es" },
  });
}

test.afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test("solves in a worker of another page what it solves here", async ({ page }) => {
  const errors = collectErrors(page);
  // A browser asks for one that the example does not have.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(url);
  await expect(page.locator("body")).toHaveAttribute("data-state", "complete", { timeout: 60_000 });
  const shown = await page.getByRole("listitem").allTextContents();

  // The example's scenario, in this Node, from the same package.
  const { createRun, parseScenario } = await import(
    join(folder, "node_modules/fluxtwin/lib/library/index.js")
  );
  const { shipped } = await import(join(folder, "node_modules/fluxtwin/lib/library/scenarios.js"));
  const own = { schemaVersion: 1, name: "mine", extends: "ncm", mesh: "draft", cell: { cRate: "1C" } };
  const run = createRun(parseScenario(own, { load: shipped }));
  const expected = Array.from({ length: COUNT }, (_, k) => {
    run.advance({ untilTime: INTERVAL * (k + 1) });
    const { time, voltage } = run.frame();
    return `${time.toFixed(0)} s: ${voltage.toFixed(6)} V`;
  });
  expect(shown).toEqual(expected);
  expect(errors).toEqual([]);
});

test("computes an ensemble in workers of a page to what runs alone give here", async ({ page }) => {
  const errors = collectErrors(page);
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(`${url}ensemble/index.html`);
  await expect(page.locator("body")).toHaveAttribute("data-state", "complete", { timeout: 60_000 });
  const shown = (await page.locator("pre").textContent())?.split("\n");
  expect(page.workers()).toEqual([]);

  const { createRun, formatTimeSeries, parseScenario } = await import(
    join(folder, "node_modules/fluxtwin/lib/library/index.js")
  );
  const { shipped } = await import(join(folder, "node_modules/fluxtwin/lib/library/scenarios.js"));
  const members = new Function("shipped", `return ${MEMBERS}`)(shipped);
  const expected = members.map((member: { source: unknown }) => {
    const { samples } = createRun(parseScenario(member.source, member)).advance();
    return formatTimeSeries(samples).trimEnd().split("\n").at(-1);
  });
  expect(shown).toEqual(expected);
  expect(errors).toEqual([]);
});
