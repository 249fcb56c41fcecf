/** Once it has been seen, the page works without a net, and can be installed. */
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { collectErrors, waitForClock } from "./page.ts";

test.use({ serviceWorkers: "allow" });

test("a page that has been seen once opens and solves without a net, at an address that is new", async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  await page.goto("./?mesh=draft&play=0");
  await page.evaluate(async () => {
    const ready = await navigator.serviceWorker.ready;
    if (ready.active === null) throw new Error("no active worker");
  });
  await expect.poll(() => page.evaluate(() => caches.keys())).toHaveLength(1);
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 30_000 })
    .toBe("activated");
  await context.setOffline(true);
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&cell.cRate=2&cells=paper");
  await waitForClock(page, 1);
  await page.getByRole("button", { name: "Instruments" }).click();
  await expect(page.getByRole("dialog", { name: "Instruments" })).toBeVisible();
  expect(errors).toEqual([]);
});

test("the page says what it takes to install it", async ({ page, request }) => {
  await page.goto("./?play=0");
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const answer = await request.get(new URL(href ?? "", page.url()).href);
  const manifest = (await answer.json()) as { name: string; icons: { src: string }[] };
  expect(manifest.name).toBe("fluxtwin");
  for (const { src } of manifest.icons) {
    expect((await request.get(new URL(src, page.url()).href)).ok()).toBe(true);
  }
  expect(readFileSync(new URL("../../dist/service-worker.js", import.meta.url), "utf8")).not.toContain(
    "__OFFLINE__",
  );
});
