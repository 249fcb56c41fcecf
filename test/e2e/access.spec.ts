/** For everyone: no axe violation, every control by keyboard, no picture needed, nothing moves unasked. */
import AxeBuilder from "@axe-core/playwright";
import { chromium, expect, test } from "@playwright/test";
import { collectErrors, readClock, waitForClock } from "./page.ts";

test("has no violation that axe can find", async ({ page }) => {
  await page.goto("./?mesh=draft&play=0");
  await expect(page.getByText("Resting", { exact: true })).toHaveCount(2, { timeout: 45_000 });
  const first = await new AxeBuilder({ page }).analyze();
  expect(first.violations).toEqual([]);
  await page.getByRole("button", { name: "More parameters" }).click();
  await page.getByRole("button", { name: "Contact loss" }).click();
  await page.getByRole("button", { name: "Next particle" }).click();
  await page.getByRole("button", { name: "Capacity retention: show as a table" }).click();
  const second = await new AxeBuilder({ page }).analyze();
  expect(second.violations).toEqual([]);
  await page.keyboard.press("?");
  const third = await new AxeBuilder({ page }).analyze();
  expect(third.violations).toEqual([]);
});

test("reaches every control of the first screen with Tab", async ({ page }) => {
  await page.goto("./?mesh=draft&play=0");
  await expect(page.getByRole("slider", { name: "C-rate" })).toBeVisible();
  const reached = new Set<string>();
  for (let k = 0; k < 70; k++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      let active: Element | null = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.getAttribute("aria-label") ?? active?.textContent?.trim() ?? "";
    });
    reached.add(name);
  }
  const wanted = [
    "Copy link",
    "Help",
    "Closer",
    "C-rate",
    "Load sharing between neighbours",
    "Next particle",
    "Play",
  ];
  for (const name of wanted) expect([...reached]).toContain(name);
});

test("gives pointers at least 24 px", async ({ page }) => {
  await page.goto("./?mesh=draft&play=0");
  await expect(page.getByRole("slider", { name: "C-rate" })).toBeVisible();
  for (const role of ["button", "slider", "textbox", "combobox"] as const) {
    for (const control of await page.getByRole(role).all()) {
      if (!(await control.isVisible())) continue;
      const box = (await control.boundingBox())!;
      const name = await control.evaluate((element) => element.outerHTML.slice(0, 80));
      expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(24);
    }
  }
});

test("moves nothing for those who asked their system for stillness", async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${test.info().project.use.baseURL}?mesh=draft`);
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  await expect(page.getByText("Resting", { exact: true })).toHaveCount(2, { timeout: 45_000 });
  await page.waitForTimeout(1000);
  expect(await readClock(page)).toBe(0);
  await context.close();
});

test("says so when there is no WebGL2, and solves all the same", async () => {
  const { launchOptions, baseURL } = test.info().project.use;
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), "--disable-3d-apis"],
  });
  const page = await browser.newPage();
  const errors = collectErrors(page);
  await page.goto(`${baseURL}?mesh=draft`);
  await expect(page.getByText("WebGL2")).toBeVisible();
  await waitForClock(page, 5);
  await page.getByRole("button", { name: "Voltage against capacity: show as a table" }).click();
  await expect(page.getByRole("cell", { name: "charge" }).first()).toBeVisible();
  expect(errors.filter((text) => !/webgl/i.test(text))).toEqual([]);
  await browser.close();
});
