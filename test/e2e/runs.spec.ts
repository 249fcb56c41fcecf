/** Runs that are left stay in sight and can be brought back; Back walks through the states of the page. */
import { expect, type Page, test } from "@playwright/test";
import { collectErrors, pause, readClock, slider, waitForClock, waitForStillClock } from "./page.ts";

const bringBack = (page: Page) => page.getByRole("button", { name: "Bring back the run before" });
const queryOf = (page: Page) => new URL(page.url()).searchParams;

test("marks what builds the cells anew, and keeps the run before within reach", async ({ page }) => {
  test.setTimeout(150_000);
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&speed=600");
  await waitForClock(page, 300);
  await expect(page.locator('[data-path="anode.thickness"] .restarts')).toBeVisible();
  await expect(page.locator('[data-path="cell.cRate"] .restarts')).toHaveCount(0);
  await expect(page.locator(".fluxtwin-pane .tags")).toContainText("H high, M medium, L low, A assumed");
  await expect(bringBack(page)).toHaveCount(0);
  await slider(page, "Lithium thickness").focus();
  await page.keyboard.press("PageUp");
  const thickness = await slider(page, "Lithium thickness").getAttribute("aria-valuenow");
  expect(thickness).not.toBe("75");
  await expect(bringBack(page)).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("fluxtwin-charts")).toContainText("dotted: the run before");
  await waitForClock(page);
  await bringBack(page).click();
  await expect(slider(page, "Lithium thickness")).toHaveAttribute("aria-valuenow", "75");
  await expect.poll(() => readClock(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(300);
  // The other one takes its place.
  await bringBack(page).click();
  await expect(slider(page, "Lithium thickness")).toHaveAttribute("aria-valuenow", thickness!);
  await page.getByRole("button", { name: "Forget the run before" }).click();
  await expect(bringBack(page)).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("brings back what the key R has thrown away", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=600");
  await waitForClock(page, 600);
  await pause(page);
  const stopped = await waitForStillClock(page, 30_000);
  const voltage = page.locator("fluxtwin-readouts dl > div:first-child dd").first();
  await page.locator("body").click({ position: { x: 170, y: 10 } });
  await page.keyboard.press("r");
  await expect.poll(() => readClock(page), { timeout: 30_000 }).toBe(0);
  const fresh = await voltage.textContent();
  await page.goBack();
  // It stands at the end of the step that it was in.
  await expect.poll(() => readClock(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(stopped);
  expect(await voltage.textContent()).not.toBe(fresh);
  await page.goForward();
  await expect.poll(() => readClock(page), { timeout: 30_000 }).toBeLessThan(stopped);
});

test("walks back and forth through the states of the page, and never out of it", async ({ page }) => {
  test.setTimeout(150_000);
  await page.goto("./?mesh=draft&speed=60");
  await waitForClock(page);
  await page.getByRole("radio", { name: "Potential" }).check();
  await expect.poll(() => queryOf(page).get("layer")).toBe("potential");
  await slider(page, "C-rate").focus();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await expect.poll(() => queryOf(page).getAll("event").length).toBeGreaterThan(0);
  const rate = await slider(page, "C-rate").getAttribute("aria-valuenow");
  const changed = Number.parseFloat(queryOf(page).getAll("event")[0]!);
  await waitForClock(page, changed + 30);
  await page.getByRole("combobox", { name: "Quantity over cycles" }).selectOption("efficiency");
  await expect.poll(() => queryOf(page).get("chart")).toBe("efficiency");

  await page.goBack();
  await expect.poll(() => queryOf(page).get("chart")).toBeNull();
  await expect(slider(page, "C-rate")).toHaveAttribute("aria-valuenow", rate!);
  // What was changed while the cells went on: they are where they were before it.
  await page.goBack();
  await expect(slider(page, "C-rate")).toHaveAttribute("aria-valuenow", "0.5");
  await expect.poll(() => queryOf(page).getAll("event")).toEqual([]);
  await expect(page.getByRole("radio", { name: "Potential" })).toBeChecked();
  await page.goBack();
  await expect(page.getByRole("radio", { name: "Current" })).toBeChecked();
  await page.goForward();
  await page.goForward();
  await expect(slider(page, "C-rate")).toHaveAttribute("aria-valuenow", rate!, { timeout: 30_000 });
  await expect.poll(() => queryOf(page).getAll("event").length).toBeGreaterThan(0);
});
