/** The past of a run, by pointer and keys: what is shown there, and a change that goes on from there. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { collectErrors, readClock, slider, waitForClock } from "./page.ts";

test("is drawn back to by pointer, walked by keys, and goes on from there when something is changed", async ({
  page,
}) => {
  const errors = collectErrors(page);
  await page.goto("./?mesh=draft&speed=40000");
  await waitForClock(page, 20_000);
  const line = (await page.locator("fluxtwin-events").boundingBox())!;
  const y = line.y + line.height / 2;
  await page.mouse.move(line.x + line.width - 20, y);
  await page.mouse.down();
  for (const share of [0.9, 0.7, 0.5]) await page.mouse.move(line.x + share * line.width, y);
  await page.mouse.up();
  const now = page.getByRole("button", { name: /^Now: / });
  await expect(now).toBeVisible();
  const past = await readClock(page);
  expect(past).toBeGreaterThan(5000);
  const place = page.getByRole("slider", { name: "Moment that is shown" });
  await place.focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => readClock(page)).toBeLessThan(past);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => readClock(page)).toBe(past);
  const { violations } = await new AxeBuilder({ page }).include("fluxtwin-page").analyze();
  expect(violations).toEqual([]);
  await slider(page, "C-rate").focus();
  await page.keyboard.press("ArrowRight");
  await expect(now).toHaveCount(0, { timeout: 45_000 });
  expect(await readClock(page)).toBeCloseTo(past, 3);
  await expect(page).toHaveURL(new RegExp(`event=${past}s%3Acell\\.cRate|event=${past}s:cell\\.cRate`));
  await page.getByRole("button", { name: "Bring back the run before" }).click();
  await expect.poll(() => readClock(page), { timeout: 45_000 }).toBeGreaterThan(20_000);
  expect(errors).toEqual([]);
});
