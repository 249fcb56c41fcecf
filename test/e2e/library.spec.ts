/** The packed library in a browser: the example in a worker, built as a consumer would build it, under the page's policy. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
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

let folder: string;
let server: Server;
let url: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), "library-"));
  installPacked(folder, ["rxjs", "tslib"]);
  const example = join(folder, "example");
  cpSync(join(folder, "node_modules/fluxtwin/examples/08-worker"), example, { recursive: true });
  const built = join(folder, "built");
  await build({
    ...{ root: example, base: "./", configFile: false, logLevel: "error" },
    build: { outDir: built, target: "es2022", chunkSizeWarningLimit: 3000 },
    worker: { format: "es" },
  });
  server = createPageServer(built, pageHeaders());
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

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
