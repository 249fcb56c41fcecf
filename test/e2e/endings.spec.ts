/** What the page says and offers when a cell has ended, and how one comes back from there. */
import { expect, type Page, test } from "@playwright/test";
import { collectErrors, numberBox, readClock, slider, waitForClock } from "./page.ts";

const shorting =
  "cell.cRate=3&cell.stackPressure=0&electrolyte.thickness=30&intergranular.shortFraction=0.02";

async function short(page: Page): Promise<void> {
  await page.goto(`./?mesh=draft&speed=20000&${shorting}`);
  await expect(page.locator("fluxtwin-time-bar")).toContainText("Ended at", { timeout: 100_000 });
}

const currents = async (page: Page): Promise<string[]> =>
  (await page.locator("fluxtwin-readouts dl > div:nth-child(2) dd").allTextContents()).map((text) =>
    text.trim(),
  );

test("says of a shorted cell everywhere that it has ended, why, and what to try", async ({ page }) => {
  test.setTimeout(150_000);
  const errors = collectErrors(page);
  await short(page);
  await expect(page.locator("fluxtwin-readouts .chip")).toHaveText(["Short circuit", "Short circuit"]);
  expect(await currents(page)).toEqual(["0 A/m\u00b2", "0 A/m\u00b2"]);
  await expect(page.getByRole("button", { name: "Pause" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Ended" })).toBeDisabled();
  await expect(page.locator("fluxtwin-caption")).toHaveText("Both runs have ended.");
  const card = page.locator('.note.shorted[data-cell="A"]');
  await expect(card).toContainText(
    /Cell A: Short circuit\. Short circuit in cycle \d+ .*crossed the electrolyte\./,
  );
  await expect(card).toContainText("electrons now take that way");
  for (const name of ["Go back to before it happened", "Start both again", "C-rate 1.5 C"])
    await expect(card.getByRole("button", { name })).toBeVisible();
  // Nothing flows: the picture stands still.
  const stage = page.locator("fluxtwin-stage .holder canvas");
  const before = await stage.screenshot();
  await page.waitForTimeout(600);
  expect(before.equals(await stage.screenshot())).toBe(true);
  await expect(page.locator("fluxtwin-charts")).not.toContainText("still running");
  expect(errors).toEqual([]);
});

test("goes back to before a short circuit, and to it again", async ({ page }) => {
  test.setTimeout(200_000);
  await short(page);
  const ended = await readClock(page);
  await page.getByRole("button", { name: "Go back to before it happened" }).first().click();
  await expect(page.locator("fluxtwin-readouts .chip", { hasText: "Short circuit" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Play" })).toBeEnabled();
  await expect.poll(() => readClock(page), { timeout: 60_000 }).toBeLessThan(ended);
  await expect(page.locator("fluxtwin-charts")).toContainText("dotted: the run before");
  await page.getByRole("button", { name: "Bring back the run before" }).click();
  await expect(page.locator("fluxtwin-readouts .chip", { hasText: "Short circuit" })).toHaveCount(2, {
    timeout: 60_000,
  });
  expect(await readClock(page)).toBe(ended);
});

test("starts both cells again with what an ended cell offers, and with a slider", async ({ page }) => {
  test.setTimeout(200_000);
  await short(page);
  await page.locator(".note.shorted").first().getByRole("button", { name: "C-rate 1.5 C" }).click();
  await expect(slider(page, "C-rate")).toHaveAttribute("aria-valuenow", "1.5");
  await expect(page.locator("fluxtwin-readouts .chip", { hasText: "Short circuit" })).toHaveCount(0);
  await waitForClock(page);
  await page.getByRole("button", { name: "Bring back the run before" }).click();
  await expect(page.getByRole("button", { name: "Ended" })).toBeVisible({ timeout: 60_000 });
  await expect(slider(page, "C-rate")).toHaveAttribute("aria-valuenow", "3");
  await numberBox(page, "cell.cRate").fill("2");
  await page.keyboard.press("Enter");
  await expect(slider(page, "C-rate")).toHaveAttribute("aria-valuenow", "2");
  await expect(page.locator("fluxtwin-readouts .chip", { hasText: "Short circuit" })).toHaveCount(0, {
    timeout: 30_000,
  });
  await expect.poll(() => new URL(page.url()).searchParams.get("cell.cRate")).toBe("2");
});

test("says of a finished run without a cycle that it is over", async ({ page }) => {
  await page.goto("./?mesh=draft&cells=paper&speed=200");
  await expect(page.getByRole("button", { name: "Ended" })).toBeVisible({ timeout: 90_000 });
  await expect(page.locator(".note.completed").first()).toContainText("Cell A: Finished. Completed 1 cycle.");
  await expect(page.locator("fluxtwin-charts")).not.toContainText("still running");
  await expect(page.locator("fluxtwin-time-bar")).toContainText("Ended at");
});

test("keeps the balances behind a sign, without a warning in ordinary cycling", async ({ page }) => {
  await page.goto("./?mesh=draft&speed=20000");
  await waitForClock(page, 20_000);
  const balances = page.locator("fluxtwin-balances");
  await expect(balances.locator(".worrying")).toHaveCount(0);
  await expect(balances.first().locator(".card")).toBeHidden();
  await balances.first().locator("summary").click();
  await expect(balances.first().locator(".card")).toContainText("The balances close.");
  await expect(balances.first().locator(".card")).toContainText(/plating current: \d/);
});
