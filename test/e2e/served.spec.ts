/** The page as `npm start` serves it: nothing that its content security policy would have to forbid, in all of it. */
import { expect, type Page, test } from "@playwright/test";
import { collectErrors, numberBox, slider, waitForClock } from "./page.ts";

declare global {
  interface Window {
    violations?: string[];
  }
}

/** Collects what the policy forbids from the first moment on. */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const told: string[] = [];
    window.violations = told;
    document.addEventListener("securitypolicyviolation", (event) => {
      told.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return () => page.evaluate(() => window.violations ?? ["no watch"]);
}

test("does nothing that its policy forbids, wherever one goes", async ({ page }) => {
  const errors = collectErrors(page);
  const violations = await watchPolicy(page);
  const answer = await page.goto("./?mesh=draft");
  expect(answer!.headers()["content-security-policy"]).toContain("default-src 'none'");
  await waitForClock(page, 5);
  await page.getByRole("button", { name: "Pause" }).click();
  // One at a time, each until it is drawn; a group shows its own layers.
  const drawn = (): Promise<unknown> =>
    page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  let seen = 0;
  for (const group of await page.locator('fluxtwin-layer-switch input[name="group"]').all()) {
    await group.click();
    await drawn();
    for (const layer of await page.locator('fluxtwin-layer-switch input[name="layer"]').all()) {
      await layer.click();
      await drawn();
      seen += 1;
    }
  }
  // Those of groups with one layer alone are seen with the group.
  expect(seen).toBeGreaterThan(7);
  await page.getByRole("button", { name: "Next particle" }).click();
  await page.getByRole("button", { name: "Capacity retention: show as a table" }).click();
  await page.getByRole("button", { name: "More parameters" }).click();
  const rows = await page.evaluate(() => {
    for (const folder of document.querySelectorAll<HTMLElement>(".fluxtwin-pane .lab .tp-fldv .tp-fldv_b")) {
      folder.click();
    }
    return document.querySelectorAll(".fluxtwin-pane [data-path]").length;
  });
  expect(rows).toBeGreaterThan(60);
  await numberBox(page, "cell.cRate").fill("2");
  await numberBox(page, "cell.cRate").press("Enter");
  await page.getByRole("button", { name: "Help" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await violations()).toEqual([]);
  expect(errors).toEqual([]);
});

test("is told of what the policy forbids", async ({ page }) => {
  const violations = await watchPolicy(page);
  await page.goto("./?mesh=draft&play=0");
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await expect.poll(violations).toEqual([expect.stringContaining("style-src-attr inline")]);
});

test("compiles its kernels, which the policy lets it", async ({ page }) => {
  const answer = await page.goto("./?mesh=draft&play=0");
  expect(answer!.headers()["content-security-policy"]).not.toMatch(/unsafe-inline|'unsafe-eval'/);
  await page.evaluate(() => {
    // The smallest module there is: its four letters and its version.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  });
  const evaluated = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.violations = ['a script within ran']";
    document.head.append(script);
    return window.violations;
  });
  expect(evaluated).toBeUndefined();
});

test("shows itself in no frame that it was not allowed", async ({ page, baseURL }) => {
  await page.route("**/frame.html", (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="${baseURL}"></iframe>` }),
  );
  await page.goto("./frame.html");
  await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
});

test("lets the slider of ionic conductivity be dragged to both ends and back to its default", async ({
  page,
}) => {
  await page.goto("./?mesh=draft&play=0");
  const track = slider(page, "Ionic conductivity");
  await expect(track).toBeVisible();
  const box = (await track.boundingBox())!;
  const y = box.y + box.height / 2;
  const value = () => track.getAttribute("aria-valuenow").then(Number);
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 20, y, { steps: 8 });
  await expect.poll(value).toBe(10);
  await page.mouse.move(box.x - 20, y, { steps: 8 });
  await expect.poll(value).toBe(0.1);
  const passed = new Set<number>();
  for (let x = 0; x <= box.width; x++) {
    await page.mouse.move(box.x + x, y);
    passed.add(await value());
  }
  for (const one of [0.1, 0.2, 0.5, 1, 2, 3, 5, 10]) expect([...passed]).toContain(one);
  await page.mouse.move(box.x + box.width + 20, y);
  await page.mouse.up();
  await expect.poll(value).toBe(10);
  await expect(numberBox(page, "electrolyte.conductivity")).toHaveValue("10");
  expect(box.width).toBeGreaterThan(80);
});
